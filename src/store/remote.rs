//! A fact from the server, which may not be known yet.

use crate::api::{
    ApiError,
    types::{Lost, OddRow, Thing, Unreadable},
};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;

/// The state of the newest attempt to fetch something.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum FetchState {
    /// Never requested.
    #[default]
    Absent,
    /// Requested; the old value is still shown.
    Loading,
    /// The answer came.
    Ready,
    /// It failed; the old value is still shown.
    Failed(ApiError),
}

/// A server fact with its age: old facts stay visible while new ones are loading or cannot be
/// had.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Remote<T> {
    /// The newest value received.
    pub value: T,
    /// When `value` was received.
    pub at: Option<Timestamp>,
    pub fetch: FetchState,
    /// The entries of the newest answer that could not be read: the list may be longer than `value`.
    pub odd: Vec<OddRow>,
}

impl<T> Remote<T> {
    /// Marks the fact as requested.
    pub fn start_loading(&mut self) {
        self.fetch = FetchState::Loading;
    }

    /// Notes that nobody waits for the answer any longer; a known value stays.
    pub fn stop(&mut self) {
        self.fetch = if self.at.is_some() {
            FetchState::Ready
        } else {
            FetchState::Absent
        };
    }

    pub fn set(&mut self, value: T, now: Timestamp) {
        self.set_partly(value, Vec::new(), now);
    }

    /// Keeps an answer, and which of its entries could not be read.
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

    /// The value, if one was received.
    pub fn known(&self) -> Option<&T> {
        self.at.map(|_| &self.value)
    }

    /// Whether it was never requested.
    pub const fn is_absent(&self) -> bool {
        matches!(self.fetch, FetchState::Absent)
    }

    /// Whether it is neither known nor loading.
    pub const fn is_lacking(&self) -> bool {
        matches!(self.fetch, FetchState::Absent | FetchState::Failed(_))
    }

    /// Whether it is loading.
    pub const fn is_loading(&self) -> bool {
        matches!(self.fetch, FetchState::Loading)
    }

    /// Whether it is neither loading nor younger than this.
    pub fn is_due(&self, fresh: SignedDuration, now: Timestamp) -> bool {
        let is_fresh = self.at.is_some_and(|at| now.duration_since(at) < fresh);
        !is_fresh && !self.is_loading()
    }

    /// The error of the newest attempt, if it failed.
    pub const fn error(&self) -> Option<&ApiError> {
        match &self.fetch {
            FetchState::Failed(error) => Some(error),
            FetchState::Absent | FetchState::Loading | FetchState::Ready => None,
        }
    }
}

impl<T: Thing> Remote<Vec<T>> {
    /// Keeps a list and which of its entries could not be read. Known records that may be among the unreadable ones
    /// stay.
    pub fn set_list(&mut self, mut list: Vec<T>, odd: Vec<OddRow>, now: Timestamp) {
        keep_unread(&self.value, &mut list, &odd);
        self.set_partly(list, odd, now);
    }
}

/// Of the records `missing` from a partly unreadable list, returns those that may be among the unreadable entries: the
/// ones that an entry names by id or name, plus as many others as there are entries without a match. The rest are gone.
/// `called` returns the id and name of a record.
pub fn lost<T>(
    missing: Vec<(usize, T)>,
    odd: &[OddRow],
    called: impl Fn(&T) -> (Option<String>, Option<String>),
) -> Vec<(usize, T)> {
    let (mut ids, mut names, mut unnamed) = (HashSet::new(), HashSet::new(), 0_usize);
    for odd in odd {
        match &odd.lost {
            // If the list itself may have been cut, every missing record may be in the unreadable part.
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

/// Puts records that stay back where they were in a list; `new` fills the gaps, in its own order.
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

/// Keeps the records missing from a list that may be among its unreadable entries, each at its place, and marks them.
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

/// Copies a record and marks its newest version as unreadable.
pub fn unread<T: Thing>(old: &T) -> T {
    let mut old = old.clone();
    *old.unreadable_mut() = Unreadable::all();
    old
}

/// Describes unreadable entries: "2 branches could not be read: `branches[3]` (br-x): invalid type …".
pub fn odd_text(what: &str, odd: &[OddRow]) -> String {
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
