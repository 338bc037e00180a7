//! Taking changes back.
//!
//! When a change of ours is accepted, its inverse is kept beside it. An undo says what it will send,
//! asks, reads the thing again, and sends only if it is still as we left it.

pub mod inverse;

use crate::{
    api::{Answer, ApiError, Priority},
    changes::{Changes, called},
    neon::{Neon, key_names::NamedKey, read},
    store::target::Target,
};
use inverse::UndoMethod;

use super::{
    queue, verify,
    write::{self, Change, Expectation},
};
use jiff::Timestamp;

/// How many changes are remembered.
const MOST: usize = 500;

/// A change that can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct UndoEntry {
    /// Distinguishes entries.
    pub id: u64,
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
    /// Whether it is of this change: one that makes a thing is known by another wish here.
    fn is_of(&self, change: &Change) -> bool {
        self.done.target == change.target && self.done.request == change.request
    }
}

/// What can be taken back, the newest last.
#[derive(Debug, Clone, Default)]
pub struct Undo {
    pub entries: Vec<UndoEntry>,
    next: u64,
    groups: u64,
    /// The entries that are about to be taken back: their things are being read again.
    asked: Vec<(u64, Change)>,
    /// The inverses on their way.
    sent: Vec<(u64, Change)>,
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
    fn asked(&self, target: &Target) -> Option<(UndoEntry, Change)> {
        let with = |(id, inverse): &(u64, Change)| Some((self.get(*id)?.clone(), inverse.clone()));
        let mut asked = self.asked.iter().filter_map(with);
        asked.find(|(entry, _)| entry.done.target == *target)
    }

    pub fn get(&self, id: u64) -> Option<&UndoEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
}

/// Keeps what takes a change back. To be called when it is accepted, before the store knows.
pub fn remember(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    let sent = &mut changes.undo.sent;
    if let Some(at) = sent.iter().position(|(_, sent)| sent == change) {
        let (id, _) = sent.swap_remove(at);
        changes.undo.entries.retain(|entry| entry.id != id);
        return;
    }
    let group = queue::group(changes, change);
    let Some((way, says)) = inverse::way(neon, change) else {
        return;
    };
    let undo = &mut changes.undo;
    undo.next += 1;
    undo.entries.push(UndoEntry {
        id: undo.next,
        done: change.clone(),
        at: neon.now,
        group,
        way,
        says,
    });
    let too_many = undo.entries.len().saturating_sub(MOST);
    undo.entries.drain(..too_many);
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
pub fn renamed(changes: &mut Changes, was: &Change, now: &Change) {
    let newest = changes.undo.entries.last_mut();
    if let Some(entry) = newest.filter(|entry| entry.done == *was) {
        entry.done = now.clone();
    }
}

/// The user has said yes: reads the thing again first.
pub fn go(changes: &mut Changes, neon: &mut Neon, id: u64, inverse: Change) {
    let Some(entry) = changes.undo.get(id) else {
        return;
    };
    let target = entry.done.target.clone();
    let Some(request) = verify::look(&entry.done) else {
        return;
    };
    changes.undo.asked.push((id, inverse));
    neon.ask(read::check(target), request);
}

/// Whether this thing is being read again for an undo.
pub fn is_asked(changes: &Changes, target: &Target) -> bool {
    changes.undo.asked(target).is_some()
}

/// The thing was read again: takes the change back if it is still as we left it.
pub fn reread(
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
    answer: Result<Answer, ApiError>,
) {
    let Some((entry, inverse)) = changes.undo.asked(target) else {
        return;
    };
    changes.undo.asked.retain(|(id, _)| *id != entry.id);
    let name = called::now(neon, &entry.done);
    let same = verify::of(&entry.done, &answer);
    let why = match (&same, &answer) {
        (_, Err(error)) if !error.is_gone() => error.sentence(),
        _ => format!("{name} has changed since"),
    };
    if entry.done.wanted != Expectation::Gone {
        write::keep_seen(neon, target, answer);
    }
    if same != Some(true) {
        if same == Some(false) {
            changes.undo.entries.retain(|other| other.id != entry.id);
        }
        return not_undone(changes, neon, &inverse, &why);
    }
    if let Some(why) = write::why_not(changes, neon, &inverse) {
        return not_undone(changes, neon, &inverse, &why);
    }
    changes.undo.sent.push((entry.id, inverse.clone()));
    write::post(changes, neon, inverse, Priority::User)
}

/// A change was not taken back: says why, or leaves that to the queue it belongs to.
fn not_undone(changes: &mut Changes, neon: &mut Neon, inverse: &Change, why: &str) {
    if queue::owns(changes, inverse) {
        return queue::refused(changes, neon, inverse, why);
    }
    neon.say_bad(format!("not undone: {why}"))
}
