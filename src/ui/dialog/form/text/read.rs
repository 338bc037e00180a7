//! Reads the text from the editor into the drafts of the fields.

use super::{
    super::Form,
    write::{DAYS, choices, key, plain},
};
use crate::{
    kinds::edit::{self, Offer},
    ui::{dialog::form::field_state::FieldState, scroll::ListCursor, text_input::TextInput},
};
use yaml_rust2::{Yaml, YamlLoader};

impl Form {
    /// Applies a text: all of it, or nothing.
    pub(crate) fn read(&mut self, text: &str) -> Result<(), String> {
        let documents = YamlLoader::load_from_str(text).map_err(|error| {
            let line = error.marker().line();
            format!("line {line} is not YAML ({})", error.info())
        })?;
        let fields = match documents.into_iter().next() {
            Some(Yaml::Hash(fields)) => fields,
            None | Some(Yaml::Null | Yaml::BadValue) => return Ok(()),
            Some(_) => return Err("the text must be lines of the form name: value".to_owned()),
        };
        let mut drafts = Vec::new();
        for (name, value) in fields {
            let path = name.as_str().unwrap_or_default().to_owned();
            let field = self.fields.iter().position(|field| key(field.edit) == path);
            let Some((at, field)) = field.and_then(|at| Some((at, self.fields.get(at)?))) else {
                return Err(format!("there is no field {path:?} here"));
            };
            if let Some(why) = field.shown.why_locked() {
                return Err(format!("{path} cannot be changed: {why}"));
            }
            let row = field.edit;
            let offers = self.about.offers(row.path);
            let draft = draft(&field.draft, row.input, offers, &value);
            drafts.push((at, draft.map_err(|why| format!("{path}: {why}"))?));
        }
        for (at, draft) in drafts {
            if let Some(field) = self.fields.get_mut(at) {
                field.draft = draft;
            }
        }
        Ok(())
    }
}

/// Converts a value of the text to the draft of its field.
fn draft(
    old: &FieldState,
    input: edit::Input,
    offers: &[Offer],
    value: &Yaml,
) -> Result<FieldState, String> {
    Ok(match (old, input) {
        (_, edit::Input::Secret { .. }) => {
            return Err("it is a secret: type it in the form".to_owned());
        }
        (FieldState::Text(_), _) => FieldState::Text(TextInput::new(one(value)?)),
        (FieldState::Amount(_), _) => FieldState::Amount(TextInput::new(one(value)?)),
        (FieldState::Choice(_), edit::Input::Choice(picks)) => {
            let text = one(value)?;
            let named = |pick: &edit::Pick| plain(pick.value) == text || pick.label == text;
            let at = picks.iter().position(named);
            let none = text.is_empty().then_some(FieldState::Choice(None));
            match (at, none) {
                (Some(at), _) => FieldState::Choice(Some(at)),
                (None, Some(none)) => none,
                (None, None) => return Err(no_choice(&text, input, offers)),
            }
        }
        (FieldState::Pick { .. }, _) => {
            let text = one(value)?;
            let named = |offer: &&Offer| offer.label == text || offer.value == text;
            let offer = offers.iter().find(named);
            let offer = offer.ok_or_else(|| no_choice(&text, input, offers))?;
            FieldState::Pick {
                value: offer.value.clone(),
                typed: String::new(),
            }
        }
        (FieldState::List { split, .. }, _) => {
            let entries: Vec<String> = many(value)?.iter().flat_map(|text| split(text)).collect();
            FieldState::List {
                cursor: ListCursor::default(),
                input: TextInput::new(entries.first().cloned().unwrap_or_default()),
                entries,
                split: *split,
            }
        }
        (FieldState::Libraries { .. }, _) => FieldState::Libraries {
            chosen: many(value)?,
            cursor: ListCursor::default(),
        },
        (FieldState::Weekdays { .. }, _) => {
            let mut days = [false; 7];
            for text in many(value)? {
                let short: String = text.to_lowercase().chars().take(3).collect();
                let found = DAYS.iter().zip(&mut days).find(|(day, _)| **day == short);
                *found.ok_or_else(|| no_choice(&text, input, offers))?.1 = true;
            }
            FieldState::Weekdays {
                days,
                cursor: ListCursor::default(),
            }
        }
        (FieldState::Choice(_) | FieldState::Note, _) => {
            return Err("it cannot be changed".to_owned());
        }
    })
}

fn no_choice(text: &str, input: edit::Input, offers: &[Offer]) -> String {
    let all = choices(input, offers).unwrap_or_default();
    format!("{text:?} is not one of {all}")
}

/// A single value as text.
pub(crate) fn one(value: &Yaml) -> Result<String, String> {
    match value {
        Yaml::String(text) | Yaml::Real(text) => Ok(text.clone()),
        Yaml::Integer(number) => Ok(number.to_string()),
        Yaml::Boolean(flag) => Ok(flag.to_string()),
        Yaml::Null => Ok(String::new()),
        Yaml::Array(_) | Yaml::Hash(_) | Yaml::Alias(_) | Yaml::BadValue => {
            Err("one value is expected".to_owned())
        }
    }
}

/// A list of values as texts.
pub(crate) fn many(value: &Yaml) -> Result<Vec<String>, String> {
    match value {
        Yaml::Array(items) => items.iter().map(one).collect(),
        Yaml::Null => Ok(Vec::new()),
        _ => Err("a list is expected, a line with - for each entry".to_owned()),
    }
}
