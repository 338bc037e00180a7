//! The fields of a kind: one row each, from which everything about the field derives.

use super::state::State;
use crate::api::{secret::mask_uri, types::Time};

/// A value to be shown; the view decides how it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The field is absent.
    Missing,
    /// Neon's response about it could not be read.
    Unreadable,
    /// Neon has not been asked for it, or has not answered yet.
    Unread,
    /// Text from the API.
    Text(String),
    /// An ID, copied more often than read.
    Id(String),
    Flag(bool),
    /// A number.
    Count(i64),
    Bytes(i64),
    /// A duration, in seconds.
    Seconds(i64),
    /// Compute time, in CU-seconds.
    ComputeSeconds(i64),
    /// An estimate in dollars.
    Dollars(f64),
    /// A point in time.
    Time(Time),
    /// A point in time in the future.
    Until(Time),
    /// The sizes a compute scales between, in CU.
    Size {
        min: f64,
        /// The same as `min` for a fixed size.
        max: f64,
    },
    State(State),
    /// A word with a meaning of its own, such as "never" or "default (5m)".
    Word(&'static str),
    /// Several texts.
    List(Vec<String>),
}

impl Value {
    /// Text, or `Missing` if it is empty.
    pub fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// What a service is said to be: a state if the word is known.
    pub fn service(word: &str) -> Self {
        State::of_service(word).map_or_else(|| Self::text(word), Self::State)
    }

    /// A URL without its password, or `Missing` if it is empty.
    pub fn url(url: impl AsRef<str>) -> Self {
        Self::text(mask_uri(url.as_ref()))
    }

    /// An ID, or `Missing` if it is empty.
    pub fn id(id: impl AsRef<str>) -> Self {
        let id = id.as_ref();
        if id.is_empty() {
            Self::Missing
        } else {
            Self::Id(id.to_owned())
        }
    }

    /// Several texts, or `Missing` if there are none.
    pub fn list<T: ToString>(texts: &[T]) -> Self {
        match texts {
            [] => Self::Missing,
            some => Self::List(some.iter().map(ToString::to_string).collect()),
        }
    }

    /// A point in time, or `Missing`.
    pub fn time(time: Option<Time>) -> Self {
        time.map_or(Self::Missing, Self::Time)
    }

    /// The value of something that may be absent.
    pub fn of<T>(some: Option<T>, value: impl FnOnce(T) -> Self) -> Self {
        some.map_or(Self::Missing, value)
    }
}

/// How important a field is: a small pane leaves out the less important ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Always shown.
    Main,
    /// Shown if there is room.
    More,
}

/// A field of a kind.
#[derive(Debug)]
pub struct Field<T> {
    /// The name in the API's JSON, for filters and the raw view.
    pub key: &'static str,
    /// The label that users see.
    pub label: &'static str,
    /// What it means, in a sentence.
    pub help: &'static str,
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

/// A field that is shown if there is room.
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

/// A type described by a table of fields.
pub trait Described: Sized + 'static {
    /// Its fields, in the order of the details.
    const FIELDS: &'static [Field<Self>];

    /// The labels and keys of the fields.
    fn names() -> Vec<[&'static str; 2]> {
        let fields = Self::FIELDS.iter();
        fields.map(|field| [field.label, field.key]).collect()
    }
}

/// The row with this key. In a constant, a missing row is a compile error.
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
