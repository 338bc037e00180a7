//! Changes that can be undone.
//!
//! When a change is accepted, its inverse is remembered. An undo shows what it will send,
//! asks, reads the thing again, and sends only if nothing has changed since ([`run`]).

pub mod inverse;
pub mod run;

use super::{Changes, called, change::Change};
use crate::{
    neon::{Neon, key_names::NamedKey},
    store::target::Target,
};
use jiff::Timestamp;

/// How to undo a change, and the fields that sets.
pub type Inverse = (UndoMethod, Vec<String>);

/// How to undo a change.
#[derive(Debug, Clone, PartialEq)]
pub enum UndoMethod {
    /// Send this change.
    Send(Box<Change>),
    /// Restore from the backup branch, whose ID is known later.
    Backup,
    /// Restore from the branch that was replaced.
    Replaced(Target),
}

impl UndoMethod {
    /// Undo by a change that sets no fields.
    pub fn send(change: Change) -> Option<Inverse> {
        Some((Self::Send(Box::new(change)), Vec::new()))
    }

    /// Undo by a change that resets these fields.
    pub fn change_back(change: Change, fields: Vec<String>) -> Inverse {
        (Self::Send(Box::new(called::changing_back(change))), fields)
    }

    /// A short description.
    pub(crate) const fn plain(&self) -> &'static str {
        match self {
            Self::Send(change) => change.verb.plain,
            Self::Backup | Self::Replaced(_) => "restore from its backup",
        }
    }
}

/// A change that can be undone.
#[derive(Debug, Clone, PartialEq)]
pub struct UndoEntry {
    /// Identifies the entry.
    pub id: u64,
    /// The change.
    pub done: Change,
    pub at: Timestamp,
    /// The queue it was part of: its changes are undone together.
    pub group: Option<u64>,
    /// How to undo it.
    pub method: UndoMethod,
    /// The fields that the inverse sets.
    pub fields: Vec<String>,
}

impl UndoEntry {
    /// Whether it is for this change, which may have been remembered without what it creates.
    fn is_of(&self, change: &Change) -> bool {
        self.done.is_same(change)
    }
}

/// Changes that can be undone, newest last.
#[derive(Debug, Clone, Default)]
pub struct Undo {
    pub entries: Vec<UndoEntry>,
    pub(super) next: u64,
    pub(super) groups: u64,
    /// The entries about to be undone, whose targets are being read again.
    pub(super) rereading: Vec<(u64, Change)>,
    /// The inverses that were sent.
    pub(super) sent: Vec<(u64, Change)>,
    /// The latest change that cannot be undone, and the number of the entry before it.
    for_good: Option<(u64, Change)>,
}

impl Undo {
    /// Notes a change that cannot be undone.
    pub fn is_for_good(&mut self, change: Change) {
        self.for_good = Some((self.next, change));
    }

    /// The latest change that cannot be undone, if none of those after it is left to be undone.
    pub fn latest_for_good(&self) -> Option<&Change> {
        let (before, change) = self.for_good.as_ref()?;
        let newest = self.entries.last().map_or(0, |entry| entry.id);
        (newest <= *before).then_some(change)
    }

    /// A new ID for a group of changes.
    pub fn begin_group(&mut self) -> u64 {
        self.groups += 1;
        self.groups
    }

    pub fn of_group(&self, group: u64) -> impl DoubleEndedIterator<Item = &UndoEntry> {
        let of = move |entry: &&UndoEntry| entry.group == Some(group);
        self.entries.iter().filter(of)
    }

    /// The entry about to be undone on a thing.
    pub(super) fn rereading(&self, target: &Target) -> Option<(UndoEntry, Change)> {
        let with = |(id, inverse): &(u64, Change)| Some((self.get(*id)?.clone(), inverse.clone()));
        let mut rereading = self.rereading.iter().filter_map(with);
        rereading.find(|(entry, _)| entry.done.target == *target)
    }

    pub fn get(&self, id: u64) -> Option<&UndoEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The entry of a change, by its id in the log.
    pub fn of_logged(&self, id: &str) -> Option<&UndoEntry> {
        let is_of = |entry: &&UndoEntry| entry.done.logged.as_deref() == Some(id);
        self.entries.iter().find(is_of)
    }
}

/// Forgets a change that failed after it was accepted.
pub fn forget(changes: &mut Changes, change: &Change) {
    let entries = &mut changes.undo.entries;
    if let Some(at) = entries.iter().rposition(|entry| entry.is_of(change)) {
        entries.remove(at);
    }
    changes.undo.sent.retain(|(_, sent)| !sent.is_same(change));
}

/// The entry of a change, if that was the last one that can be undone.
pub fn newest_of<'a>(changes: &'a Changes, change: &Change) -> Option<&'a UndoEntry> {
    let newest = changes.undo.entries.last();
    newest.filter(|entry| entry.is_of(change))
}

/// ". z undo", if possible.
pub fn hint(changes: &Changes, neon: &Neon, change: &Change) -> String {
    if newest_of(changes, change).is_some() {
        format!(". {} undo", neon.keys.name(NamedKey::Undo))
    } else {
        String::new()
    }
}

/// ". z undoes them", if changes of a queue can be undone.
pub fn group_hint(changes: &Changes, neon: &Neon, group: u64) -> String {
    let key = neon.keys.name(NamedKey::Undo);
    match changes.undo.of_group(group).count() {
        0 => String::new(),
        1 => format!(". {key} undo"),
        _ => format!(". {key} undoes them"),
    }
}

/// Notes that the target of a change was renamed.
pub fn renamed(changes: &mut Changes, before: &Target, change: &Change) {
    let newest = changes.undo.entries.last_mut();
    let same = newest.filter(|entry| entry.done.request == change.request);
    if let Some(entry) = same.filter(|entry| entry.done.target == *before) {
        entry.done.target = change.target.clone();
    }
}

/// Whether this thing is being read again for an undo.
pub fn is_rereading(changes: &Changes, target: &Target) -> bool {
    changes.undo.rereading(target).is_some()
}
