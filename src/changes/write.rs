//! The life of a change: check, send, follow to the end, read again, report what happened.
//!
//! A change is sent once. If its answer is lost, the thing is read again and compared with what was sent
//! ([`mod@super::lost_answer`]).

use super::{
    Changes, called,
    change::{Change, Pending},
    create,
    event::Event,
    expiry, follow,
    log::Receipt,
    lost_answer, preflight,
    queue::{self, Outcome, Stage},
    role, undo,
};
use crate::{
    api::{Answer, ApiError, Priority, types},
    neon::{Neon, Slot, Task, asked, read},
    store::target::Target,
};

/// Sends a change, unless another one to the same thing is on its way.
pub fn send(changes: &mut Changes, neon: &mut Neon, change: Change) {
    match why_not(changes, neon, &change) {
        Some(why) => neon.say(why),
        None => post(changes, neon, change, Priority::User),
    }
}

/// Why a change must not be sent now, if so.
pub fn why_not(changes: &Changes, neon: &Neon, change: &Change) -> Option<String> {
    why_busy(changes, change).or_else(|| preflight::why(neon, change))
}

/// Why a change must wait for another one to the same thing, if so.
pub(super) fn why_busy(changes: &Changes, change: &Change) -> Option<String> {
    let same = changes.writes.get(&change.target);
    let pending = same.or_else(|| replaces_the_same(changes, change))?;
    let (name, doing) = (&change.name, pending.change.verb.doing);
    Some(format!("{name} is {doing} already; one change at a time"))
}

/// Another change to what this one replaces as a whole.
fn replaces_the_same<'a>(changes: &'a Changes, change: &Change) -> Option<&'a Pending> {
    change.spec().rebase?;
    let is_same = |other: &Change| {
        other.request.operation == change.request.operation
            && other.request.path == change.request.path
    };
    let mut others = changes.writes.values();
    others.find(|pending| is_same(&pending.change))
}

/// Sends a change that is allowed; what it replaces as a whole, or must not have changed meanwhile, is read first.
pub(crate) fn post(changes: &mut Changes, neon: &mut Neon, change: Change, priority: Priority) {
    let spec = change.spec();
    let is_checked = change.is_checked && !queue::owns(changes, &change);
    let reads = spec.rebase.is_some() || is_checked;
    let Some(request) = reads.then(|| change.reread()).flatten() else {
        return transmit(changes, neon, change, priority);
    };
    let target = change.target.clone();
    changes.sent += 1;
    begin(changes, neon, change, true);
    neon.ask(read::check(target), request);
}

/// Handles what a change replaces, as it is now: the change is made in that, and sent.
pub(super) fn rebased(
    changes: &mut Changes,
    neon: &mut Neon,
    mut change: Change,
    answer: Result<Answer, ApiError>,
) {
    let rebased = match (answer, change.spec().rebase) {
        (Ok(answer), Some(rebase)) => rebase(neon, &mut change, answer),
        (Ok(answer), None) => check(changes, neon, &change, answer),
        // Then that is what Neon answers.
        (Err(error), _) if is_gone_already(&change, &error) => Ok(()),
        (Err(error), _) => Err(error.sentence()),
    };
    let Err(why) = rebased else {
        return transmit(changes, neon, change, Priority::User);
    };
    let text = format!(
        "could not {} {}: {why}: nothing was sent",
        change.verb.plain, change.name
    );
    changes.tell(Event::NotDone {
        dialog: change.form,
        why: text.clone(),
    });
    failed(changes, neon, &change, Outcome::NotDone, text, &why)
}

/// Whether a thing is, as Neon has just told, still what the change was offered for.
fn check(
    changes: &mut Changes,
    neon: &mut Neon,
    change: &Change,
    answer: Answer,
) -> Result<(), String> {
    let spec = change.spec();
    let was = undo::inverse::body_before(neon, change);
    (spec.keep_reread)(changes, neon, change, answer);
    let name = called::of(neon, &change.target);
    if spec.deletes && name != change.name {
        return Err(format!("it is called {name} now"));
    }
    if undo::inverse::body_before(neon, change) != was {
        return Err("somebody has changed it meanwhile".to_owned());
    }
    preflight::why(neon, change).map_or(Ok(()), Err)
}

fn transmit(changes: &mut Changes, neon: &mut Neon, mut change: Change, priority: Priority) {
    changes.log.sent(neon, &mut change);
    changes.sent += 1;
    let task = Task::Call {
        slot: Slot::Write(change.target.clone()),
        request: Box::new(change.request.clone()),
        priority,
    };
    begin(changes, neon, change, false);
    neon.start(task);
}

/// Notes that a change is under way.
fn begin(changes: &mut Changes, neon: &mut Neon, change: Change, reading: bool) {
    if let Some(id) = change.form {
        changes.tell(Event::Sending(id));
    }
    let pending = Pending {
        since: neon.now,
        waiting: None,
        checking: false,
        reading,
        change,
    };
    changes
        .writes
        .insert(pending.change.target.clone(), pending);
    changes.spin_up(neon);
}

/// Handles the answer to a change.
pub fn answered(
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
    answer: Result<Answer, ApiError>,
    receipt: Receipt,
) {
    let Some(pending) = changes.writes.remove(target) else {
        return;
    };
    log_answer(changes, neon, &pending.change, &answer, receipt);
    match answer {
        Ok(answer) => accepted(changes, neon, pending.change, answer),
        Err(error) if error.is_outcome_unknown() => {
            lost_answer::check(changes, neon, pending, &error)
        }
        // The thing to delete does not exist anymore.
        Err(error) if is_gone_already(&pending.change, &error) => {
            gone(changes, neon, &pending.change)
        }
        Err(error) => refused(changes, neon, &pending.change, error),
    }
}

fn is_gone_already(change: &Change, error: &ApiError) -> bool {
    error.is_gone() && change.spec().deletes
}

fn log_answer(
    changes: &mut Changes,
    neon: &Neon,
    change: &Change,
    answer: &Result<Answer, ApiError>,
    receipt: Receipt,
) {
    let result = match answer {
        Ok(answer) => Ok(answer.operations()),
        Err(error) if is_gone_already(change, error) => Ok([].as_slice()),
        Err(error) => Err(error),
    };
    changes.log.answered(neon, change, receipt, result);
}

fn accepted(changes: &mut Changes, neon: &mut Neon, mut change: Change, answer: Answer) {
    asked::changed(neon, &change.target);
    close_form(changes, &change);
    if let Some(new) = change.creates.clone() {
        return create::accepted(changes, neon, change, &new, answer);
    }
    let operations = answer.operations().to_vec();
    // The store has the previous state until the answer replaces it.
    undo::run::remember(changes, neon, &change);
    let before = change.target.clone();
    (change.spec().keep)(changes, neon, &mut change, answer);
    undo::renamed(changes, &before, &change);
    follow_operations(changes, neon, change, operations);
}

/// Follows the operations of an accepted change, or reports at once that it is done.
pub(crate) fn follow_operations(
    changes: &mut Changes,
    neon: &mut Neon,
    change: Change,
    operations: Vec<types::Operation>,
) {
    if operations
        .iter()
        .any(|operation| operation.status.is_pending())
    {
        if !queue::owns(changes, &change) && !neon.notices.announces(&change.target) {
            let text = format!("{} …", called::happening(&change));
            neon.say_running(&change.target, text);
        }
        follow::poll::watch(changes, neon, change, operations);
    } else {
        finished(changes, neon, &change, "");
    }
}

/// Reports that a change succeeded; `duration` is how long it took, if known: " in 1.2 s".
pub fn finished(changes: &mut Changes, neon: &mut Neon, change: &Change, duration: &str) {
    if !queue::owns(changes, change) {
        if change.creates.is_some() {
            changes.tell(Event::Created {
                change: Box::new(change.clone()),
                duration: duration.to_owned(),
            });
        } else {
            let note = (change.spec().note)(change);
            let undo = undo::hint(changes, neon, change);
            let shown = role::hint(changes, neon, change);
            let happened = called::happened(change);
            neon.say_good(format!("{happened}{duration}{note}{undo}{shown}"));
        }
    }
    succeeded(changes, neon, change)
}

/// Reports that what was to be deleted was not there any more.
fn gone(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    if !queue::owns(changes, change) {
        neon.say(format!("{} was gone already", change.name));
    }
    ended(changes, neon, change, Stage::Gone)
}

/// Does what follows after a change succeeded.
pub(super) fn succeeded(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    ended(changes, neon, change, Stage::Done)
}

fn ended(changes: &mut Changes, neon: &mut Neon, change: &Change, stage: Stage) {
    asked::changed(neon, &change.target);
    neon.notices.result_known(&change.target);
    settle(changes, neon, change);
    if let Some(expiry) = expiry::of_created(change) {
        send(changes, neon, expiry);
    }
    queue::run::ended(changes, neon, change, stage);
}

/// Reports that a change did not happen, or may not have; `why` is what a queue reports.
pub fn failed(
    changes: &mut Changes,
    neon: &mut Neon,
    change: &Change,
    outcome: Outcome,
    text: String,
    why: &str,
) {
    undo::forget(changes, change);
    neon.notices.result_known(&change.target);
    if queue::owns(changes, change) {
        let stage = Stage::Refused(outcome, why.to_owned());
        return queue::run::ended(changes, neon, change, stage);
    }
    neon.say_bad(text);
    changes.tell(Event::Outdated(change.target.clone()));
}

/// Reads what a change has touched again; what it deleted leaves the tree, and the cursor moves to its neighbor.
fn settle(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    if change.spec().deletes {
        neon.store.forget(&change.target);
        changes.tell(Event::Deleted(change.target.clone()));
    }
    // A queue reads everything again at its end.
    if !queue::owns(changes, change) {
        changes.tell(Event::Outdated(change.target.clone()));
    }
}

/// Whether one of our changes is deleting this thing, so nobody else did.
pub fn is_being_deleted(changes: &Changes, target: &Target) -> bool {
    let deletes = |change: &Change| {
        let inside = match target {
            // The branch of a deleted compute is no longer known.
            Target::Endpoint(project, _) => change.target.project() == Some(project),
            _ => {
                change.target.project() == target.project() && {
                    change.target.branch().is_none() || change.target.branch() == target.branch()
                }
            }
        };
        let whole = matches!(change.target, Target::Branch(..) | Target::Project(_));
        change.spec().deletes && (change.target == *target || (whole && inside))
    };
    changes
        .writes
        .values()
        .any(|pending| deletes(&pending.change))
        || changes.follow.iter().any(|watch| deletes(&watch.change))
}

pub(super) fn close_form(changes: &mut Changes, change: &Change) {
    if let Some(id) = change.form {
        changes.tell(Event::Accepted(id));
    }
}

fn refused(changes: &mut Changes, neon: &mut Neon, change: &Change, error: ApiError) {
    undo::forget(changes, change);
    neon.notices.result_known(&change.target);
    let why = error.sentence();
    if queue::owns(changes, change) {
        let stage = Stage::Refused(Outcome::NotDone, why);
        return queue::run::ended(changes, neon, change, stage);
    }
    changes.tell(Event::Refused {
        dialog: change.form,
        error,
        otherwise: format!("could not {} {}: {why}", change.verb.plain, change.name),
    });
    changes.tell(Event::Outdated(change.target.clone()));
}
