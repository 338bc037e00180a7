//! A part of the settings as a record: its fields are those of its form.

use super::{AuthSetting, section};
use crate::{
    api::types::{Thing, Unreadable},
    kinds::{
        edit::{FieldEdit, Input, Unit, at},
        field::{Described, Field, Value, Weight},
        field_name::FieldName,
        kind::{FieldValue, Known},
    },
};
use serde_json::Value as Json;

impl AuthSetting {
    /// Its fields, which are those of its form, with their values.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'static FieldEdit, Value)> {
        let rows = section(self.section).form.rows.iter();
        rows.map(|row| (row, shown(row, &self.values)))
    }

    /// Its values but for the first, with their labels.
    pub(super) fn words(&self) -> Vec<String> {
        let rest = self.values().skip(1);
        let words = rest.filter_map(|(row, value)| {
            let value = match value {
                Value::Word("no") => return None,
                Value::Word(word) => word.to_owned(),
                Value::Text(text) => text,
                Value::Count(count) => {
                    return Some(format!("{count} {}", row.label.to_lowercase()));
                }
                Value::List(texts) => texts.len().to_string(),
                _ => return None,
            };
            Some(format!("{} {value}", row.label.to_lowercase()))
        });
        words.collect()
    }
}

/// A value of a form, to be shown.
fn shown(row: &FieldEdit, values: &Json) -> Value {
    let value = at(values, row.path);
    match row.input {
        Input::Choice(picks) => {
            let pick = picks.iter().find(|pick| pick.value.is(value));
            pick.map_or_else(
                || Value::text(value.as_str().unwrap_or_default()),
                |pick| Value::Word(pick.label),
            )
        }
        Input::Amount(Unit::Count) => Value::of(value.as_i64(), Value::Count),
        Input::List => {
            let texts = value.as_array().into_iter().flatten();
            let texts: Vec<&str> = texts.filter_map(Json::as_str).collect();
            Value::list(&texts)
        }
        Input::Secret { .. } => Value::Missing,
        _ => Value::text(value.as_str().unwrap_or_default()),
    }
}

impl Thing for AuthSetting {
    fn id_text(&self) -> Option<String> {
        None
    }

    fn name_text(&self) -> Option<String> {
        None
    }

    fn unreadable(&self) -> &Unreadable {
        &self.unreadable
    }

    fn unreadable_mut(&mut self) -> &mut Unreadable {
        &mut self.unreadable
    }
}

// Its fields depend on which one it is: they are those of its form.
impl Described for AuthSetting {
    const FIELDS: &'static [Field<Self>] = &[];
}

impl Known for AuthSetting {
    fn unreadable(&self) -> &Unreadable {
        &self.unreadable
    }

    fn json(&self) -> Option<String> {
        serde_json::to_string_pretty(&self.values).ok()
    }

    fn document(&self) -> Option<Json> {
        Some(self.values.clone())
    }

    fn fields(&self) -> Vec<FieldValue> {
        let all = self.values().map(|(row, value)| FieldValue {
            key: row.path,
            label: row.label,
            weight: Weight::Main,
            value,
        });
        all.collect()
    }

    fn value(&self, key: &str) -> Value {
        let mut all = self.values();
        let found = all.find(|(row, _)| row.path == key);
        found.map_or(Value::Missing, |(_, value)| value)
    }

    fn named(&self, name: &FieldName) -> Option<Value> {
        let mut all = self.values();
        let found = all.find(|(row, _)| name.is(row.label) || name.is(row.path));
        found.map(|(_, value)| value)
    }
}
