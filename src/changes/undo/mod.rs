//! What can be taken back.
//!
//! When a change of ours is accepted, its inverse is kept beside it. An undo says what it will send,
//! asks, reads the thing again, and sends only if it is still as we left it ([`take_back`]).

pub mod inverse;
pub mod take_back;

use super::{Changes, called, change::Change};
use crate::{
    neon::{Neon, key_names::NamedKey},
    store::target::Target,
};
use jiff::Timestamp;

/// What takes a change back, and what that sets field by field.
pub type Inverse = (UndoMethod, Vec<String>);

/// What takes a change back.
#[derive(Debug, Clone, PartialEq)]
pub enum UndoMethod {
    /// This change.
    Send(Box<Change>),
    /// A restore from the branch that keeps the old state, whose id Neon tells later.
    Backup,
    /// A restore from the branch that another one has replaced.
    Replaced(Target),
}

impl UndoMethod {
    /// A change that sets no fields.
    pub fn send(change: Change) -> Option<Inverse> {
        Some((Self::Send(Box::new(change)), Vec::new()))
    }

    /// A change that sets these fields to what they were.
    pub fn change_back(change: Change, fields: Vec<String>) -> Inverse {
        (Self::Send(Box::new(called::changing_back(change))), fields)
    }

    /// What is done, in a few words.
    pub(crate) const fn plain(&self) -> &'static str {
        match self {
            Self::Send(change) => change.verb.plain,
            Self::Backup | Self::Replaced(_) => "restore from its backup",
        }
    }
}

/// A change that can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct UndoEntry {
    /// Distinguishes entries.
    pub id: u64,
    /// The change.
    pub done: Change,
    pub at: Timestamp,
    /// The queue that it was made in: the changes of one are taken back together.
    pub group: Option<u64>,
    /// What takes it back.
    pub way: UndoMethod,
    /// What the inverse sets, field by field.
    pub says: Vec<String>,
}

impl UndoEntry {
    /// Whether it is of this change: one that created something is remembered without that.
    fn is_of(&self, change: &Change) -> bool {
        self.done.target == change.target && self.done.request == change.request
    }
}

/// What can be taken back, the newest last.
#[derive(Debug, Clone, Default)]
pub struct Undo {
    pub entries: Vec<UndoEntry>,
    pub(super) next: u64,
    pub(super) groups: u64,
    /// The entries that are about to be taken back: their things are being read again.
    pub(super) asked: Vec<(u64, Change)>,
    /// The inverses on their way.
    pub(super) sent: Vec<(u64, Change)>,
}

impl Undo {
    /// A number for changes that belong together.
    pub fn begin_group(&mut self) -> u64 {
        self.groups += 1;
        self.groups
    }

    pub fn of_group(&self, group: u64) -> impl Iterator<Item = &UndoEntry> {
        let of = move |entry: &&UndoEntry| entry.group == Some(group);
        self.entries.iter().filter(of)
    }

    /// The entry that is about to be taken back on a thing.
    pub(super) fn asked(&self, target: &Target) -> Option<(UndoEntry, Change)> {
        let with = |(id, inverse): &(u64, Change)| Some((self.get(*id)?.clone(), inverse.clone()));
        let mut asked = self.asked.iter().filter_map(with);
        asked.find(|(entry, _)| entry.done.target == *target)
    }

    pub fn get(&self, id: u64) -> Option<&UndoEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
}

/// A change has failed after it was accepted: there is nothing to take back.
pub fn forget(changes: &mut Changes, change: &Change) {
    let entries = &mut changes.undo.entries;
    if let Some(at) = entries.iter().rposition(|entry| entry.is_of(change)) {
        entries.remove(at);
    }
    changes.undo.sent.retain(|(_, sent)| sent != change);
}

/// ". z undo", where there is one.
pub fn hint(changes: &Changes, neon: &Neon, change: &Change) -> String {
    let newest = changes.undo.entries.last();
    if newest.is_some_and(|entry| entry.is_of(change)) {
        format!(". {} undo", neon.keys.name(NamedKey::Undo))
    } else {
        String::new()
    }
}

/// ". z undoes them", where what a queue has changed can be taken back.
pub fn group_hint(changes: &Changes, neon: &Neon, group: u64) -> String {
    if changes.undo.of_group(group).next().is_some() {
        format!(". {} undoes them", neon.keys.name(NamedKey::Undo))
    } else {
        String::new()
    }
}

/// What was changed is known by another name now.
pub fn renamed(changes: &mut Changes, before: &Target, change: &Change) {
    let newest = changes.undo.entries.last_mut();
    let same = newest.filter(|entry| entry.done.request == change.request);
    if let Some(entry) = same.filter(|entry| entry.done.target == *before) {
        entry.done.target = change.target.clone();
    }
}

/// Whether this thing is being read again for an undo.
pub fn is_asked(changes: &Changes, target: &Target) -> bool {
    changes.undo.asked(target).is_some()
}
