//! A field of a kind: one row from which everything about it is made.

use super::state::State;
use crate::api::types::Time;

/// A value as it is shown; the view decides how it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The field is absent.
    Missing,
    /// Neon's answer about it could not be read.
    Unreadable,
    /// Text from the API.
    Text(String),
    /// An id, copied more often than read.
    Id(String),
    /// A yes or a no.
    Flag(bool),
    /// A number.
    Count(i64),
    /// A number of bytes.
    Bytes(i64),
    /// A duration, in seconds.
    Seconds(i64),
    /// Compute time, in CU-seconds.
    ComputeSeconds(i64),
    /// An estimate in dollars.
    Dollars(f64),
    /// A point in time.
    Time(Time),
    /// A point in time that is waited for.
    Until(Time),
    /// Between which sizes a compute scales, in CU.
    Size {
        /// The smaller.
        min: f64,
        /// The larger; the same where the size is fixed.
        max: f64,
    },
    /// A state with its word.
    State(State),
    /// A word with its own meaning, such as "never" or "default (5m)".
    Word(&'static str),
    /// Several texts.
    List(Vec<String>),
}

impl Value {
    /// Text, or missing when it is empty.
    pub fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// An id, or missing when it is empty.
    pub fn id(id: impl AsRef<str>) -> Self {
        let id = id.as_ref();
        if id.is_empty() {
            Self::Missing
        } else {
            Self::Id(id.to_owned())
        }
    }

    /// A point in time, or missing.
    pub fn time(time: Option<Time>) -> Self {
        time.map_or(Self::Missing, Self::Time)
    }

    /// What `value` says of something that may be absent.
    pub fn of<T>(some: Option<T>, value: impl FnOnce(T) -> Self) -> Self {
        some.map_or(Self::Missing, value)
    }
}

/// How much a field matters: a small pane leaves out what matters less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Always shown.
    Main,
    /// Shown where there is room.
    More,
}

/// A field of a kind.
#[derive(Debug)]
pub struct Field<T> {
    /// The name in the API's JSON, for filters and for Raw.
    pub key: &'static str,
    /// The name users read.
    pub label: &'static str,
    /// What it means, in a sentence.
    pub help: &'static str,
    /// How much it matters.
    pub weight: Weight,
    pub get: fn(&T) -> Value,
}

/// A field that is always shown.
pub const fn main<T>(
    key: &'static str,
    label: &'static str,
    help: &'static str,
    get: fn(&T) -> Value,
) -> Field<T> {
    Field {
        key,
        label,
        help,
        weight: Weight::Main,
        get,
    }
}

/// A field that is shown where there is room.
pub const fn more<T>(
    key: &'static str,
    label: &'static str,
    help: &'static str,
    get: fn(&T) -> Value,
) -> Field<T> {
    Field {
        key,
        label,
        help,
        weight: Weight::More,
        get,
    }
}

/// What a table of fields describes.
pub trait Described: Sized + 'static {
    /// Its fields, in the order of the details.
    const FIELDS: &'static [Field<Self>];
}

/// The row of a field. One that is not there does not compile where this is a constant.
#[expect(
    clippy::panic,
    reason = "it is asked for in constants: this is an error of the compiler"
)]
pub const fn row<T: Described>(key: &str) -> &'static Field<T> {
    let mut rows = T::FIELDS;
    while let [row, rest @ ..] = rows {
        if is_same(row.key.as_bytes(), key.as_bytes()) {
            return row;
        }
        rows = rest;
    }
    panic!("no such field")
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([], []) => true,
        ([a, one @ ..], [b, other @ ..]) => *a == *b && is_same(one, other),
        _ => false,
    }
}
