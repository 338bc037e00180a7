//! Changes whose answers were lost: whether they happened is unknown until the thing is read again.
//!
//! They are never sent twice: the user is told what happened and decides.

use super::{
    Changes, called,
    change::{Change, Pending},
    create,
    event::Event,
    follow,
    log::ChangeResult,
    queue::{self, Outcome},
    undo, write,
};
use crate::{
    api::{Answer, ApiError},
    neon::{Neon, Slot, read},
    store::target::Target,
};
use jiff::SignedDuration;
use std::time::Duration;

/// The interval between checks of a thing that should be gone.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long these checks continue.
const LOOK_FOR: SignedDuration = SignedDuration::from_secs(15);

/// Checks again all changes with an unknown outcome.
pub fn check_again(changes: &Changes, neon: &mut Neon) {
    for target in changes.writes.keys() {
        ask(changes, neon, target);
    }
}

/// Reads the thing again because the answer was lost and the change may have happened.
pub(super) fn check(
    changes: &mut Changes,
    neon: &mut Neon,
    mut pending: Pending,
    error: &ApiError,
) {
    let Some(request) = pending.change.reread() else {
        let creates = pending.change.creates.as_ref();
        let lost = creates.and_then(|new| new.new.lost_secret());
        let parts = [Some(error.sentence()), lost.map(str::to_owned)];
        let why = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        return say_unknown(changes, neon, &pending.change, why);
    };
    pending.checking = true;
    pending.waiting = None;
    let target = pending.change.target.clone();
    let doing = pending.change.verb.doing;
    let name = &pending.change.name;
    let text = match error.status() {
        Some(status @ 200..=299) => format!(
            "Neon accepted {doing} {name} ({status}), but its response is unreadable. Checking …"
        ),
        _ => format!("no response to {doing} {name}: it may have happened. Checking …"),
    };
    changes.writes.insert(target.clone(), pending);
    neon.say_unsure(&target, text);
    neon.ask(read::check(target), request);
}

/// Handles the answer to that and reports what happened.
pub fn checked(
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
    answer: Result<Answer, ApiError>,
) {
    let Some(pending) = changes.writes.remove(target) else {
        return;
    };
    if pending.reading {
        return write::rebased(changes, neon, pending.change, answer);
    }
    let answer = match (&pending.change.creates, answer) {
        (Some(new), Ok(answer)) => {
            let new = new.clone();
            return create::checked(changes, neon, pending.change, &new, answer);
        }
        (_, answer) => answer,
    };
    let Some(has_happened) = pending.change.has_happened(&answer) else {
        return unknown(changes, neon, pending, answer.err());
    };
    // A deletion takes a while: what is still there may be gone soon.
    let waited = neon.now.duration_since(pending.since);
    if pending.change.spec().deletes && !has_happened && waited < LOOK_FOR {
        changes.writes.insert(target.clone(), pending);
        neon.after(Slot::Check(target.clone()), LOOK_EVERY);
        return;
    }
    // The store has the previous state until the answer replaces it.
    if has_happened {
        undo::run::remember(changes, neon, &pending.change);
    }
    if let Ok(answer) = answer {
        (pending.change.spec().keep_reread)(changes, neon, &pending.change, answer);
    }
    if has_happened {
        happened(changes, neon, &pending.change)
    } else {
        did_not_happen(changes, neon, &pending.change)
    }
}

pub(super) fn happened(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    changes.log.ended(neon, change, ChangeResult::Verified, "");
    write::close_form(changes, change);
    let spec = change.spec();
    let note = (spec.note)(change);
    let lost = (spec.lost_note)(neon);
    let happened = called::happened(change);
    let text = format!("{happened} after all{note}; it was not sent again{lost}");
    let queued = queue::owns(changes, change);
    if queued && !spec.deletes && change.request.operation.spec().returns_operations {
        // The next step waits for what runs, and needs it to succeed.
        return follow::poll::follow_running(changes, neon, change);
    }
    if !queued {
        neon.say_good(text);
    }
    write::succeeded(changes, neon, change);
    if !queued && !spec.deletes {
        follow::poll::follow_running(changes, neon, change);
    }
}

pub(super) fn did_not_happen(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    changes.log.ended(neon, change, ChangeResult::NotDone, "");
    let (name, done) = (&change.name, change.verb.done);
    let text = format!("{name} was not {done}; nothing was sent again");
    changes.tell(Event::NotDone {
        dialog: change.form,
        why: text.clone(),
    });
    let why = format!("not {done}: the response was lost, and nothing was sent again");
    write::failed(changes, neon, change, Outcome::NotDone, text, &why)
}

/// Reads a thing again whose change has an unknown outcome.
pub fn ask(changes: &Changes, neon: &mut Neon, target: &Target) {
    let awaited = changes
        .writes
        .get(target)
        .filter(|pending| pending.checking);
    if let Some(request) = awaited.and_then(|pending| pending.change.reread()) {
        neon.ask(read::check(target.clone()), request);
    }
}

/// Handles an answer that does not tell whether the change happened.
fn unknown(changes: &mut Changes, neon: &mut Neon, pending: Pending, error: Option<ApiError>) {
    let change = &pending.change;
    // Neon is unreachable or refuses the key: the check is repeated once that is over.
    let unreachable = |error: &ApiError| {
        error.is_auth() || matches!(error, ApiError::Network { .. } | ApiError::Timeout(_))
    };
    if error.as_ref().is_some_and(unreachable) {
        let text = format!("{}: not known yet; checking again", change.name);
        neon.say_unsure(&change.target, text);
        changes.writes.insert(change.target.clone(), pending);
        return;
    }
    let why = error.map(|error| error.sentence()).unwrap_or_default();
    say_unknown(changes, neon, &pending.change, why)
}

/// Reports that the outcome of a change is unknown; it is not sent again.
fn say_unknown(changes: &mut Changes, neon: &mut Neon, change: &Change, why: String) {
    changes.log.ended(neon, change, ChangeResult::Unknown, &why);
    let (name, done) = (&change.name, change.verb.done);
    let text = format!("Unknown whether {name} was {done}. {why}");
    changes.tell(Event::NotDone {
        dialog: change.form,
        why: text.clone(),
    });
    write::failed(
        changes,
        neon,
        change,
        Outcome::Uncertain,
        text.clone(),
        &text,
    )
}
