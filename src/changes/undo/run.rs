//! Undoing changes: remembering them and sending their inverses.

use super::{UndoEntry, UndoMethod};
use crate::{
    api::{Answer, ApiError, Priority},
    changes::{
        Changes, called,
        change::Change,
        queue::{self, Outcome, Purpose, Stage},
        restore_branch, write,
    },
    neon::{Neon, read},
    store::target::Target,
};

/// How many changes are remembered.
const MOST: usize = 500;

/// Remembers how to undo a change. To be called when it is accepted, before the store is updated.
pub fn remember(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    let sent = &mut changes.undo.sent;
    if let Some(at) = sent.iter().position(|(_, sent)| sent.is_same(change)) {
        let (id, _) = sent.swap_remove(at);
        changes.undo.entries.retain(|entry| entry.id != id);
        return;
    }
    let purpose = queue::purpose(changes, change);
    if purpose.is_some_and(|purpose| purpose != Purpose::Itself) {
        return;
    }
    let group = queue::group(changes, change);
    let Some((method, fields)) = (change.spec().inverse)(neon, change) else {
        changes.undo.is_for_good(change.clone());
        return;
    };
    let undo = &mut changes.undo;
    undo.next += 1;
    undo.entries.push(UndoEntry {
        id: undo.next,
        done: change.clone(),
        at: neon.now,
        group,
        method,
        fields,
    });
    let too_many = undo.entries.len().saturating_sub(MOST);
    undo.entries.drain(..too_many);
}

/// The change that undoes an entry, as things are now.
///
/// # Errors
/// Why it can no longer be undone.
pub(crate) fn change(neon: &Neon, entry: &UndoEntry) -> Result<Change, String> {
    match &entry.method {
        UndoMethod::Send(change) => Ok(Change {
            name: called::now(neon, change),
            ..(**change).clone()
        }),
        UndoMethod::Backup => restore_branch::revert_to_backup(neon, &entry.done),
        UndoMethod::Replaced(old) => restore_branch::revert_to_replaced(neon, &entry.done, old),
    }
}

/// Starts an undo that the user confirmed by reading the thing again.
pub fn start(changes: &mut Changes, neon: &mut Neon, id: u64, inverse: Change) {
    let Some(entry) = changes.undo.get(id) else {
        return;
    };
    let target = entry.done.target.clone();
    let Some(request) = entry.done.reread() else {
        return;
    };
    changes.undo.rereading.push((id, inverse));
    changes.sent += 1;
    neon.ask(read::check(target), request);
}

/// Handles the reread thing: undoes the change if nothing has changed since.
pub fn reread(
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
    answer: Result<Answer, ApiError>,
) {
    let Some((entry, inverse)) = changes.undo.rereading(target) else {
        return;
    };
    changes.undo.rereading.retain(|(id, _)| *id != entry.id);
    let name = called::now(neon, &entry.done);
    let same = entry.done.has_happened(&answer);
    let why = match (&same, &answer) {
        (_, Err(error)) if !error.is_gone() => error.sentence(),
        _ => format!("{name} has changed since"),
    };
    if let (false, Ok(answer)) = (entry.done.spec().deletes, answer) {
        (entry.done.spec().keep_reread)(changes, neon, &entry.done, answer);
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

/// Reports why a change was not undone, or leaves that to its queue.
fn not_undone(changes: &mut Changes, neon: &mut Neon, inverse: &Change, why: &str) {
    if queue::owns(changes, inverse) {
        let stage = Stage::Refused(Outcome::NotDone, why.to_owned());
        return queue::run::ended(changes, neon, inverse, stage);
    }
    neon.say_bad(format!("not undone: {why}"))
}
