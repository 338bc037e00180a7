//! Something that is known from the server, or is not yet.

use crate::api::{
    ApiError,
    types::{OddRow, Thing, Unreadable},
};
use jiff::Timestamp;

/// How the newest attempt to fetch something stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Fetch {
    /// Nobody asked.
    #[default]
    Absent,
    /// Asked; what was there before is still shown.
    Loading,
    /// The answer came.
    Ready,
    /// It failed; what was there before is still shown.
    Failed(ApiError),
}

/// A server fact with its age: old facts stay visible while new ones are on their way and when
/// they cannot be had.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Remote<T> {
    /// The newest value that was ever received.
    pub value: T,
    /// When `value` was received.
    pub at: Option<Timestamp>,
    /// How the newest attempt stands.
    pub fetch: Fetch,
    /// What of the newest answer could not be read: the list may be longer than `value`.
    pub odd: Vec<OddRow>,
}

impl<T> Remote<T> {
    /// Marks that the fact was asked for.
    pub fn ask(&mut self) {
        self.fetch = Fetch::Loading;
    }

    /// Nobody waits for the answer any longer: what was known is known, as before.
    pub fn stop(&mut self) {
        self.fetch = if self.at.is_some() {
            Fetch::Ready
        } else {
            Fetch::Absent
        };
    }

    /// Keeps an answer.
    pub fn set(&mut self, value: T, now: Timestamp) {
        self.set_partly(value, Vec::new(), now);
    }

    /// Keeps an answer of which this could not be read.
    pub fn set_partly(&mut self, value: T, odd: Vec<OddRow>, now: Timestamp) {
        self.value = value;
        self.odd = odd;
        self.at = Some(now);
        self.fetch = Fetch::Ready;
    }

    /// Keeps a failure beside the old value.
    pub fn fail(&mut self, error: ApiError) {
        self.fetch = Fetch::Failed(error);
    }

    /// The value, if one was ever received.
    pub fn known(&self) -> Option<&T> {
        self.at.map(|_| &self.value)
    }

    /// Whether nobody has asked yet.
    pub const fn is_absent(&self) -> bool {
        matches!(self.fetch, Fetch::Absent)
    }

    /// Whether it is not known and nobody is fetching it.
    pub const fn is_lacking(&self) -> bool {
        matches!(self.fetch, Fetch::Absent | Fetch::Failed(_))
    }

    /// Whether an answer is awaited.
    pub const fn is_loading(&self) -> bool {
        matches!(self.fetch, Fetch::Loading)
    }

    /// Why the newest attempt failed, if it did.
    pub const fn error(&self) -> Option<&ApiError> {
        match &self.fetch {
            Fetch::Failed(error) => Some(error),
            Fetch::Absent | Fetch::Loading | Fetch::Ready => None,
        }
    }
}

impl<T: Thing> Remote<Vec<T>> {
    /// Keeps a list of which this could not be read. What was known before and is not in it may be what could not be
    /// read: it stays.
    pub fn set_list(&mut self, mut list: Vec<T>, odd: Vec<OddRow>, now: Timestamp) {
        if !odd.is_empty() {
            keep_unread(&self.value, &mut list);
        }
        self.set_partly(list, odd, now);
    }
}

/// Keeps what is missing in a list that could not be read whole, where it was, and marks it.
pub fn keep_unread<T: Thing>(before: &[T], list: &mut Vec<T>) {
    for (at, old) in before.iter().enumerate() {
        if !list.iter().any(|new| new.is_same(old)) {
            list.insert(at.min(list.len()), unread(old));
        }
    }
}

/// The same record, with the mark that its newest version could not be read.
pub fn unread<T: Thing>(old: &T) -> T {
    let mut old = old.clone();
    *old.unreadable_mut() = Unreadable::all();
    old
}

/// What could not be read, in words: "2 branches could not be read: `branches[3]` (br-x): invalid type …".
pub fn odd_text(what: &str, odd: &[OddRow]) -> String {
    /// How many are named.
    const NAMED: usize = 3;
    let named = odd.iter().take(NAMED);
    let named: Vec<String> = named
        .map(|one| format!("{}: {}", one.at, one.error))
        .collect();
    let more = match odd.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!(
        "{} of the {what} could not be read: {}{more}",
        odd.len(),
        named.join("; ")
    )
}
