//! An entry of a list of tables, such as `[[views]]`: its fields, and mistakes in them.

use super::{
    mistake::{Mistake, sentence},
    protections,
    value::boolean,
};
use crate::{neon::policy::Protections, ui::did_you_mean::did_you_mean};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The fields of an entry as they are written; a mistake in one drops the entry.
pub struct Entry<'a> {
    table: &'a DeTable<'a>,
    /// "view".
    noun: &'static str,
}

impl<'a> Entry<'a> {
    /// Takes an entry, and refuses what is no field of it: it may be a rule under the wrong heading.
    pub fn read(
        value: &'a DeValue<'a>,
        noun: &'static str,
        fields: &[(&'static str, &'static str)],
    ) -> Result<Self, Mistake> {
        let DeValue::Table(table) = value else {
            let hides = match protections::holds_protection(value) {
                true => Protections::ALL,
                false => Protections::NONE,
            };
            let mistake = mistake(
                noun,
                None,
                format!("a {noun} is a table, as in [[{noun}s]]"),
            );
            return Err(Mistake { hides, ..mistake });
        };
        let names = || fields.iter().map(|(name, _)| *name);
        let is_stranger = |name: &str| !names().any(|field| field == name);
        let all = table.iter().filter(|(key, _)| is_stranger(key.get_ref()));
        let strangers: Vec<_> = all.collect();
        let hides = strangers
            .iter()
            .map(|(key, value)| protections::misplaced(key.get_ref(), value.get_ref()));
        let hides = hides.fold(Protections::NONE, Protections::or);
        if let Some((key, _)) = strangers.first() {
            let name = key.get_ref();
            return Err(Mistake {
                at: Some(key.span()),
                text: format!("a {noun} has no \"{name}\"{}", did_you_mean(name, names())),
                hides,
            });
        }
        Ok(Self { table, noun })
    }

    /// A mistake in the value of a field.
    pub fn wrong(&self, field: &str, text: String) -> Mistake {
        let at = self.table.get(field).map(|value| value.span());
        mistake(self.noun, at, text)
    }

    /// A mistake in a field that takes only some names.
    pub fn unknown(&self, field: &str, written: &str, known: &[&str]) -> Mistake {
        let hint = did_you_mean(written, known.iter().copied());
        self.wrong(field, format!("there is no {field} \"{written}\"{hint}"))
    }

    /// A mistake in the form of a field.
    pub fn must_be(&self, field: &str, expected: &str) -> Mistake {
        let noun = self.noun;
        self.wrong(field, format!("the {field} of a {noun} must be {expected}"))
    }

    pub fn missing(&self, field: &str) -> Mistake {
        let noun = self.noun;
        mistake(noun, None, format!("a {noun} needs a {field}"))
    }

    pub fn value(&self, field: &str) -> Option<&'a DeValue<'a>> {
        self.table.get(field).map(|value| value.get_ref())
    }

    pub fn text(&self, field: &str) -> Result<Option<&'a str>, Mistake> {
        match self.value(field).map(DeValue::as_str) {
            None => Ok(None),
            Some(Some(text)) if !text.trim().is_empty() => Ok(Some(text)),
            Some(_) => Err(self.must_be(field, "a text")),
        }
    }

    pub fn needed(&self, field: &str) -> Result<&'a str, Mistake> {
        self.text(field)?.ok_or_else(|| self.missing(field))
    }

    pub fn flag(&self, field: &str) -> Result<Option<bool>, Mistake> {
        let is_on = self.value(field).map(boolean).transpose();
        is_on.map_err(|expected| self.must_be(field, expected))
    }
}

/// A mistake that drops the entry.
fn mistake(noun: &str, at: Option<Range<usize>>, text: String) -> Mistake {
    Mistake {
        at,
        text: format!("{} The {noun} is ignored", sentence(&text)),
        hides: Protections::NONE,
    }
}
