//! Something that is known from the server, or is not yet.

use crate::api::{
    ApiError,
    types::{Lost, OddRow, Thing, Unreadable},
};
use jiff::Timestamp;
use std::collections::HashSet;

/// How the newest attempt to fetch something stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum FetchState {
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
    pub fetch: FetchState,
    /// What of the newest answer could not be read: the list may be longer than `value`.
    pub odd: Vec<OddRow>,
}

impl<T> Remote<T> {
    /// Marks that the fact was asked for.
    pub fn ask(&mut self) {
        self.fetch = FetchState::Loading;
    }

    /// Nobody waits for the answer any longer: what was known is known, as before.
    pub fn stop(&mut self) {
        self.fetch = if self.at.is_some() {
            FetchState::Ready
        } else {
            FetchState::Absent
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
        self.fetch = FetchState::Ready;
    }

    /// Keeps a failure beside the old value.
    pub fn fail(&mut self, error: ApiError) {
        self.fetch = FetchState::Failed(error);
    }

    /// The value, if one was ever received.
    pub fn known(&self) -> Option<&T> {
        self.at.map(|_| &self.value)
    }

    /// Whether nobody has asked yet.
    pub const fn is_absent(&self) -> bool {
        matches!(self.fetch, FetchState::Absent)
    }

    /// Whether it is not known and nobody is fetching it.
    pub const fn is_lacking(&self) -> bool {
        matches!(self.fetch, FetchState::Absent | FetchState::Failed(_))
    }

    /// Whether an answer is awaited.
    pub const fn is_loading(&self) -> bool {
        matches!(self.fetch, FetchState::Loading)
    }

    /// Why the newest attempt failed, if it did.
    pub const fn error(&self) -> Option<&ApiError> {
        match &self.fetch {
            FetchState::Failed(error) => Some(error),
            FetchState::Absent | FetchState::Loading | FetchState::Ready => None,
        }
    }
}

impl<T: Thing> Remote<Vec<T>> {
    /// Keeps a list of which this could not be read. What was known before and may be what could not be read
    /// stays.
    pub fn set_list(&mut self, mut list: Vec<T>, odd: Vec<OddRow>, now: Timestamp) {
        keep_unread(&self.value, &mut list, &odd);
        self.set_partly(list, odd, now);
    }
}

/// Of what is missing in a list that could not be read whole, what may be what could not be read: what is named, by id or
/// by name, and as much more as there is without either. Whatever else is missing is gone. `called` tells id and name.
pub fn lost<T>(
    missing: Vec<(usize, T)>,
    odd: &[OddRow],
    called: impl Fn(&T) -> (Option<String>, Option<String>),
) -> Vec<(usize, T)> {
    let (mut ids, mut names, mut unnamed) = (HashSet::new(), HashSet::new(), 0_usize);
    for odd in odd {
        match &odd.lost {
            // Where the list itself may have been cut, everything may be what could not be read.
            Lost::Field => return missing,
            Lost::Entry => {}
            Lost::Record { id, name } => {
                ids.extend(id.as_deref());
                names.extend(name.as_deref().filter(|_| id.is_none()));
                unnamed += 1;
            }
        }
    }
    let named = missing.iter().map(|(_, one)| {
        let (id, name) = called(one);
        id.is_some_and(|id| ids.contains(id.as_str()))
            || name.is_some_and(|name| names.contains(name.as_str()))
    });
    let named: Vec<bool> = named.collect();
    let mut unnamed = unnamed.saturating_sub(named.iter().filter(|named| **named).count());
    let mut stays = |named: bool| {
        let is_other = !named && unnamed > 0;
        unnamed -= usize::from(is_other);
        named || is_other
    };
    let all = missing.into_iter().zip(named);
    all.filter_map(|(one, named)| stays(named).then_some(one))
        .collect()
}

/// Puts what stays of a list back to where it was; `new` comes in between, in its own order.
pub fn put_back<T>(stays: Vec<(usize, T)>, new: Vec<T>) -> Vec<T> {
    let mut all = Vec::with_capacity(stays.len() + new.len());
    let mut new = new.into_iter();
    for (at, one) in stays {
        let before = at.saturating_sub(all.len());
        all.extend(new.by_ref().take(before));
        all.push(one);
    }
    all.extend(new);
    all
}

/// Keeps what is missing in a list because it could not be read, where it was, and marks it.
pub fn keep_unread<T: Thing>(before: &[T], list: &mut Vec<T>, odd: &[OddRow]) {
    if odd.is_empty() {
        return;
    }
    let listed: HashSet<Option<String>> = list.iter().map(Thing::id_text).collect();
    let before = before.iter().enumerate();
    let missing = before.filter(|(_, old)| !listed.contains(&old.id_text()));
    let missing = missing.map(|(at, old)| (at, unread(old))).collect();
    let stays = lost(missing, odd, |old: &T| (old.id_text(), old.name_text()));
    *list = put_back(stays, std::mem::take(list));
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
