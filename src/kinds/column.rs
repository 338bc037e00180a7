//! The columns of the lists that fill the screen.

use super::{field::Value, field_name::FieldName};
use crate::store::{Store, target::Target};
use jiff::Timestamp;

/// The width of a column: what its heading and the rows in view need. Where there is less room, it may be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Words: at least this many cells, if needed.
    Words(u16),
    /// At least this many cells, if needed; cut in the middle.
    Name(u16),
    /// The same for names of branches, which keep their end.
    Branch(u16),
    /// Never cut, and right-aligned.
    Number,
    /// A point in time, in the style set by the user; never cut.
    Time,
    /// A time since then, drawn on an axis: all the room that others leave, at least this many cells.
    Axis(u16),
    /// When something was awake, drawn as a line of this many cells.
    Timeline(u16),
}

#[derive(Debug)]
pub struct Column {
    /// Its heading, and its name in the sort menu: short, in capitals.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub help: &'static str,
    pub width: Width,
    /// Its importance: the lightest column is left out first if there is no room, the last one of several; one of
    /// weight 0 is shown in wide tables only.
    pub weight: u8,
    /// The record's fields that it depends on, by their API names.
    pub fields: &'static [&'static str],
    /// Its value for a thing that could be read.
    pub value: CellValue,
}

/// How a column gets its value.
#[derive(Debug, Clone, Copy)]
pub enum CellValue {
    /// The value of a field, by its key.
    Field(&'static str),
    /// A computed value.
    Computed(fn(&Store, &Target) -> Value),
    /// A computed value that depends on the time.
    Timed(fn(&Store, &Target, Timestamp) -> Value),
    /// How it is protected from changes, which also depends on rules of the user.
    Protection,
}

/// A column that shows a field of a kind: `field!(Snapshot, "expires_at", Width::Time, 75)`. Heading, help and
/// value are those of the field; to override any, wrap it: `Column { title: "EXPIRES", ..field!(…) }`.
macro_rules! field {
    ($thing:ty, $key:literal, $width:expr, $weight:expr) => {{
        use $crate::kinds::field::{Field, row};
        const FIELD: &Field<$thing> = row($key);
        const TITLE: [u8; FIELD.label.len()] = $crate::kinds::column::capitals(FIELD.label);
        $crate::kinds::column::Column {
            title: match str::from_utf8(&TITLE) {
                Ok(title) => title,
                Err(_) => FIELD.label,
            },
            help: FIELD.help,
            width: $width,
            weight: $weight,
            fields: &[$key],
            value: $crate::kinds::column::CellValue::Field($key),
        }
    }};
}
pub(crate) use field;

/// Converts a label to a heading.
pub(crate) const fn capitals<const N: usize>(label: &str) -> [u8; N] {
    let mut title = [0; N];
    let (mut from, mut to) = (label.as_bytes(), title.as_mut_slice());
    while let ([letter, rest @ ..], [place, others @ ..]) = (from, to) {
        *place = letter.to_ascii_uppercase();
        (from, to) = (rest, others);
    }
    title
}

impl Column {
    /// Whether it shows the field of this key in the API.
    pub fn has_key(&self, field: &FieldName) -> bool {
        matches!(self.value, CellValue::Field(key) if field.is(key))
    }

    /// Whether its values may be words, which filters look for: fields with a number may be unlimited or off.
    pub const fn may_have_words(&self) -> bool {
        match self.width {
            Width::Words(_) | Width::Name(_) | Width::Branch(_) => true,
            Width::Number => matches!(self.value, CellValue::Field(_)),
            Width::Time | Width::Axis(_) | Width::Timeline(_) => false,
        }
    }

    /// The name column, the first of every list.
    pub const fn name(title: &'static str, help: &'static str, width: Width) -> Self {
        Self {
            title,
            help,
            width,
            weight: 100,
            fields: &[],
            value: CellValue::Computed(|store, of| Value::text(store.name(of))),
        }
    }

    /// The ID column.
    pub const fn id(help: &'static str, width: Width, weight: u8) -> Self {
        Self {
            title: "ID",
            help,
            width,
            weight,
            fields: &[],
            value: CellValue::Computed(|_, of| Value::id(of.id())),
        }
    }

    /// Its help as a part of a sentence.
    pub fn note(&self) -> String {
        let help = self.help.trim_end_matches('.');
        match help.split_at_checked(1) {
            Some((first, rest)) if rest.starts_with(char::is_lowercase) => {
                first.to_lowercase() + rest
            }
            _ => help.to_owned(),
        }
    }
}
