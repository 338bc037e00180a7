//! What the value of a setting looks like: how it is read, and how an editor is told.

use super::{
    File,
    value::{boolean, command, text},
};
use serde_json::{Value, json};
use toml::de::DeValue;

/// What a value looks like, and where it goes.
pub enum Form {
    /// True or false.
    Flag(fn(&mut File, bool)),
    /// A whole number from 0.
    Number {
        what: &'static str,
        most: u64,
        set: fn(&mut File, u64),
    },
    /// One of some names.
    Choice {
        what: &'static str,
        names: fn() -> Vec<&'static str>,
        set: fn(&mut File, &str),
    },
    /// A known name, or one that another part of the file defines.
    Name {
        what: &'static str,
        known: fn() -> Vec<&'static str>,
        set: fn(&mut File, &str),
    },
    /// A text that is checked when it is set.
    Text {
        what: &'static str,
        set: fn(&mut File, &str) -> bool,
    },
    /// A command with its arguments.
    Command(fn(&mut File, Vec<String>)),
}

impl Form {
    /// Stores a value in the file, or says what was expected.
    pub fn take(&self, file: &mut File, value: &DeValue<'_>) -> Result<(), &'static str> {
        match *self {
            Self::Flag(set) => set(file, boolean(value)?),
            Self::Number { what, most, set } => {
                set(
                    file,
                    whole(value).filter(|number| *number <= most).ok_or(what)?,
                );
            }
            Self::Choice { what, names, set } => {
                let name = value.as_str().filter(|name| names().contains(name));
                set(file, name.ok_or(what)?);
            }
            Self::Name { what, set, .. } => set(file, value.as_str().ok_or(what)?),
            Self::Text { what, set } => {
                let is_good = value.as_str().is_some_and(|text| set(file, text));
                is_good.then_some(()).ok_or(what)?;
            }
            Self::Command(set) => set(file, command(value)?),
        }
        Ok(())
    }

    /// The same as a JSON schema.
    pub fn schema(&self) -> Value {
        match *self {
            Self::Flag(_) => json!({"type": "boolean"}),
            Self::Number { most, .. } if most == u64::MAX => {
                json!({"type": "integer", "minimum": 0})
            }
            Self::Number { most, .. } => json!({"type": "integer", "minimum": 0, "maximum": most}),
            Self::Choice { names, .. } => json!({"type": "string", "enum": names()}),
            Self::Name { known, .. } => {
                json!({"anyOf": [{"enum": known()}, {"type": "string", "minLength": 1}]})
            }
            Self::Text { .. } | Self::Command(_) => text(),
        }
    }
}

/// A whole number that is not negative.
fn whole(value: &DeValue<'_>) -> Option<u64> {
    let number = value.as_integer()?;
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}
