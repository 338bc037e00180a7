//! Taking changes back.
//!
//! When a change of ours is accepted, its inverse is kept beside it. An undo says what it will send,
//! asks, reads the thing again, and sends only if it is still as we left it.

pub mod group;
mod inverse;

use crate::changes::Changes;
use crate::neon::Neon;
use crate::neon::key_names::NamedKey;
use inverse::UndoMethod;

use super::{
    branch,
    delete::{self, fact},
    queue, restrictions, verify,
    write::{self, Change, Expectation},
};
use crate::{
    api::{Answer, ApiError, Priority},
    kinds::relative_time,
    neon::Slot,
    store::target::Target,
    ui::{
        action::Availability,
        called,
        dialog::{
            Dialog, Menu,
            confirm::{Confirm, OnConfirm},
            menu::{Choice, Item},
        },
        model::Model,
    },
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
    way: UndoMethod,
    /// What the inverse sets, field by field.
    says: Vec<String>,
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
    entries: Vec<UndoEntry>,
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

    fn of_group(&self, group: u64) -> impl Iterator<Item = &UndoEntry> {
        let of = move |entry: &&UndoEntry| entry.group == Some(group);
        self.entries.iter().filter(of)
    }

    /// The entry that is about to be taken back on a thing.
    fn asked(&self, target: &Target) -> Option<(UndoEntry, Change)> {
        let with = |(id, inverse): &(u64, Change)| Some((self.get(*id)?.clone(), inverse.clone()));
        let mut asked = self.asked.iter().filter_map(with);
        asked.find(|(entry, _)| entry.done.target == *target)
    }

    fn get(&self, id: u64) -> Option<&UndoEntry> {
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

/// Whether there is something to take back.
pub fn ready(model: &Model) -> Availability {
    match model.changes.undo.entries.last() {
        Some(_) => Availability::Yes,
        None => {
            let key = model.neon.keys.name(NamedKey::Deleted);
            Availability::no(format!(
                "nothing to undo in this session. {key} lists deleted projects"
            ))
        }
    }
}

/// Asks whether to take the newest change back.
pub fn newest(model: &mut Model) {
    let newest = model.changes.undo.entries.last();
    match newest.map(|entry| (entry.id, entry.group)) {
        Some((_, Some(group))) if model.changes.undo.of_group(group).count() > 1 => {
            group::ask(model, group)
        }
        Some((id, _)) => ask(model, id),
        None => {}
    }
}

/// Lists what can be taken back, the newest first.
pub fn list(model: &mut Model) {
    let now = model.neon.now;
    let item = |entry: &UndoEntry| Item {
        letter: ' ',
        label: called::happened(&entry.done),
        note: format!(
            "{}; undo: {}",
            relative_time::relative(entry.at, now),
            entry.way.plain()
        ),
        why_not: None,
        choice: Choice::Undo(entry.id),
    };
    let items: Vec<Item> = model.changes.undo.entries.iter().rev().map(item).collect();
    let mut menu = Menu::loading("Undo a change".to_owned(), "");
    menu.fill(items);
    model.dialogs.open(Dialog::Menu(menu));
}

/// Asks whether to take a change back; says what that sends.
pub fn ask(model: &mut Model, id: u64) {
    let Some(entry) = model.changes.undo.get(id).cloned() else {
        return model.neon.say("that change can no longer be undone");
    };
    if let Some(doing) = branch::doing(&model.changes, &entry.done.target) {
        return model
            .neon
            .say(format!("{doing}; undo it once that is done"));
    }
    let done = &entry.done;
    let inverse = match entry.way.change(&model.neon, done) {
        Ok(inverse) => inverse,
        Err(why) => return model.neon.say_bad(format!("not undone: {why}")),
    };
    if let Some(why) = restrictions::why(&model.neon, &inverse) {
        return model.neon.say_bad(format!("not undone: {why}"));
    }
    let wakes = inverse.request.operation.spec().wakes;
    let forbidden = model
        .neon
        .no_wake_by(Some(&inverse.target))
        .filter(|_| wakes);
    if let Some(by) = forbidden {
        return model.neon.say(format!(
            "undoing that would wake a compute: blocked by {by}"
        ));
    }
    let mut lines = vec![
        delete::place(&model.neon, &inverse.target),
        fact(
            "done",
            format!(
                "{}, {}",
                called::happened(done),
                relative_time::relative(entry.at, model.neon.now)
            ),
        ),
        fact("undo", format!("{} {}", inverse.verb.plain, inverse.name)),
    ];
    lines.extend(entry.says.iter().map(|says| fact("", says)));
    if wakes {
        lines.push(fact("wakes", "the compute of the branch"));
    }
    if let Expectation::Replaced {
        backup: Some(keep), ..
    } = &inverse.wanted
    {
        lines.push(fact("kept as", format!("{keep}: what it is now")));
        lines.push(fact("drops", "open connections, for a few seconds"));
    }
    lines.push(String::new());
    lines.push("It is read again first; if it changed since, nothing is sent.".to_owned());
    let title = format!("Undo: {} {}?", inverse.verb.plain, inverse.name);
    let mut confirm =
        Confirm::question(title, lines, OnConfirm::Undo(id, Box::new(inverse.clone())));
    confirm.production = model.neon.is_production(&inverse.target);
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
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
    neon.ask(Slot::Check(target), request);
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
