//! The road of every change: guard, send, follow to the end, read again, say what happened.
//!
//! A change is sent once. When its answer is lost, the thing is read again and compared with what
//! was wanted; the user is told the truth and decides.

pub use super::apply_response::{keep_branch, keep_endpoint, keep_member, keep_project, keep_seen};
use crate::{
    api::{Answer, ApiError, Priority, Progress, Request, types},
    changes::{Changes, called, event::Event},
    kinds,
    neon::{DialogId, Neon, Slot, Task, asked, read},
    store::target::Target,
};

use super::{
    create, database, deleted, expiry, queue, restore_backup, role, schedule, snapshot,
    spending_limit, transfer, undo, verify,
};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

pub use super::verify::Expectation;
pub use crate::kinds::Verb;

/// Between two looks at a thing that was to be deleted, after a lost answer.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long such looks go on.
const LOOK_FOR: SignedDuration = SignedDuration::from_secs(15);

/// A change that the user wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it changes.
    pub target: Target,
    /// Its name, for messages.
    pub name: String,
    /// How it is spoken of.
    pub verb: Verb,
    /// What is sent.
    pub request: Request,
    /// What must be true afterwards: tells whether a change whose answer was lost has happened.
    pub wanted: Expectation,
    /// The form that asked for it: closed when it worked, told when it did not.
    pub form: Option<DialogId>,
}

/// A change that is on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub change: Change,
    /// When it was sent.
    pub since: Timestamp,
    /// Why it waits, if it does.
    pub waiting: Option<Progress>,
    /// Its answer was lost: the thing is being read again.
    pub checking: bool,
}

/// Sends a change, unless another one to the same thing is on its way.
pub fn send(changes: &mut Changes, neon: &mut Neon, change: Change) {
    match why_not(changes, neon, &change) {
        Some(why) => neon.say(why),
        None => post(changes, neon, change, Priority::User),
    }
}

/// Why a change must not be sent now, if it must not.
pub fn why_not(changes: &Changes, neon: &Neon, change: &Change) -> Option<String> {
    if let Some(pending) = changes.writes.get(&change.target) {
        let doing = pending.change.verb.doing;
        let name = &change.name;
        return Some(format!("{name} is {doing} already; one change at a time"));
    }
    super::preflight::why(neon, change)
}

/// Sends a change that may be sent.
pub(crate) fn post(changes: &mut Changes, neon: &mut Neon, change: Change, priority: Priority) {
    let task = Task::Call {
        slot: Slot::Write(change.target.clone()),
        request: Box::new(change.request.clone()),
        priority,
    };
    if let Some(id) = change.form {
        changes.tell(Event::Sending(id));
    }
    let target = change.target.clone();
    changes.writes.insert(
        target,
        Pending {
            change,
            since: neon.now,
            waiting: None,
            checking: false,
        },
    );
    neon.start(task);
    changes.spin_up(neon);
}

/// Looks again at the changes of which it is not known whether they have happened.
pub fn check_again(changes: &mut Changes, neon: &mut Neon) {
    let open = changes
        .writes
        .iter()
        .filter(|(_, pending)| pending.checking);
    let ask = |target: &Target, change: &Change| {
        Some(Task::ask(
            read::check(target.clone()),
            verify::look(change)?,
        ))
    };
    let asks = open.filter_map(|(target, pending)| ask(target, &pending.change));
    let asks: Vec<_> = asks.collect();
    neon.start_all(asks);
}

/// Takes the answer to a change.
pub fn answered(
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
    answer: Result<Answer, ApiError>,
) {
    let Some(pending) = changes.writes.remove(target) else {
        return;
    };
    match answer {
        Ok(answer) => accepted(changes, neon, pending.change, answer),
        Err(error) if error.is_outcome_unknown() => check(changes, neon, pending, &error),
        // What was to be deleted is not there: that was wanted.
        Err(error) if error.is_gone() && pending.change.wanted == Expectation::Gone => {
            finished(changes, neon, &pending.change, "")
        }
        Err(error) => refused(changes, neon, &pending.change, error),
    }
}

fn accepted(changes: &mut Changes, neon: &mut Neon, mut change: Change, answer: Answer) {
    asked::changed(neon, &change.target);
    if let Expectation::Created(made) = change.wanted.clone() {
        close_form(changes, &change);
        return create::accepted(changes, neon, change, &made, answer);
    }
    let operations = answer.operations().to_vec();
    // What was is known until the answer takes its place.
    undo::remember(changes, neon, &change);
    close_form(changes, &change);

    if let Answer::UpdateDatabase(response) = answer {
        let done = change.clone();
        change.target = database::keep(changes, neon, &change.target, response.database);
        undo::renamed(changes, &done, &change);
    } else {
        keep(changes, neon, &change, answer);
    }
    goes_on(changes, neon, change, operations);
}

/// The change was accepted: follows its operations, or says at once that it is done.
pub(crate) fn goes_on(
    changes: &mut Changes,
    neon: &mut Neon,
    change: Change,
    operations: Vec<types::Operation>,
) {
    if operations
        .iter()
        .any(|operation| operation.status.is_pending())
    {
        if !queue::owns(changes, &change) {
            neon.say(format!("{} …", called::happening(&change)));
        }
        super::follow::watch(changes, neon, change, operations);
    } else {
        finished(changes, neon, &change, "");
    }
}

/// Keeps what the answer to a change says.
fn keep(changes: &mut Changes, neon: &mut Neon, change: &Change, answer: Answer) {
    match answer {
        Answer::StartEndpoint(response)
        | Answer::SuspendEndpoint(response)
        | Answer::RestartEndpoint(response)
        | Answer::UpdateEndpoint(response) => {
            keep_endpoint(neon, &change.target, response.endpoint);
        }
        Answer::UpdateProject(response) => keep_project(neon, response.project),
        Answer::UpdateBranch(response)
        | Answer::SetDefaultBranch(response)
        | Answer::RestoreBranch(response)
        | Answer::DeleteBranch(response) => keep_branch(neon, response.branch),
        Answer::UpdateSnapshot(answer) => {
            if let Some(project) = change.target.project() {
                snapshot::keep(neon, project, answer.snapshot);
            }
        }
        Answer::SetSpendingLimit(_) | Answer::DeleteSpendingLimit(_) => {
            spending_limit::accepted(neon, change);
        }
        Answer::UpdateMember(response) => keep_member(neon, response.member),
        Answer::SetSnapshotSchedule(_) => schedule::accepted(neon, change),
        Answer::ResetPassword(response) => role::copy_new(changes, neon, change, response.role),
        Answer::TransferProjects(_) => transfer::moved(neon, change),
        Answer::RecoverProject(answer) => deleted::came_back(neon, answer.project),
        Answer::RecoverBranch(answer) => {
            deleted::branch_came_back(neon, &change.target, answer.branch);
        }
        _ => {}
    }
}

/// A change has come to its good end; `took` says how long it took, if that is known.
pub fn finished(changes: &mut Changes, neon: &mut Neon, change: &Change, duration: &str) {
    if !queue::owns(changes, change) {
        if matches!(change.wanted, Expectation::Created(_)) {
            changes.tell(Event::Created {
                change: Box::new(change.clone()),
                duration: duration.to_owned(),
            });
        } else {
            let kept = restore_backup::backup_note(&change.wanted);
            let undo = undo::hint(changes, neon, change);
            let shown = role::hint(changes, neon, change);
            let happened = called::happened(change);
            neon.say_good(format!("{happened}{duration}{kept}{undo}{shown}"));
        }
    }
    well(changes, neon, change)
}

/// A change has come to its good end: what follows from that.
fn well(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    asked::changed(neon, &change.target);
    settled(changes, neon, change);
    expiry::of_made(changes, neon, change);
    queue::advance(changes, neon, change);
}

/// Says that a change has not happened, or that nobody knows; `why` is what a queue keeps of it.
pub fn badly(changes: &mut Changes, neon: &mut Neon, change: &Change, text: String, why: &str) {
    undo::forget(changes, change);
    if queue::owns(changes, change) {
        return queue::refused(changes, neon, change, why);
    }
    neon.say_bad(text);
    changes.tell(Event::Outdated(change.target.clone()));
}

/// Reads again what a change has touched; what it has deleted leaves the tree, and the cursor goes
/// to its neighbor.
fn settled(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    if change.wanted.removes() {
        neon.store.forget(&change.target);
        changes.tell(Event::Deleted(change.target.clone()));
    }
    // A queue reads everything again when it is over.
    if !queue::owns(changes, change) {
        changes.tell(Event::Outdated(change.target.clone()));
    }
}

/// Whether a change of ours is about to take this thing away: then nobody else has deleted it.
pub fn is_leaving(changes: &Changes, target: &Target) -> bool {
    let takes = |change: &Change| {
        let inside = match target {
            // Which branch a compute was on is no longer known.
            Target::Endpoint(project, _) => change.target.project() == Some(project),
            _ => {
                change.target.project() == target.project() && {
                    change.target.branch().is_none() || change.target.branch() == target.branch()
                }
            }
        };
        let whole = matches!(change.target, Target::Branch(..) | Target::Project(_));
        change.wanted == Expectation::Gone && (change.target == *target || (whole && inside))
    };
    changes
        .writes
        .values()
        .any(|pending| takes(&pending.change))
        || changes.follow.iter().any(|watch| takes(&watch.change))
}

fn close_form(changes: &mut Changes, change: &Change) {
    if let Some(id) = change.form {
        changes.tell(Event::Accepted(id));
    }
}

fn refused(changes: &mut Changes, neon: &mut Neon, change: &Change, error: ApiError) {
    undo::forget(changes, change);
    let why = error.sentence();
    if queue::owns(changes, change) {
        return queue::refused(changes, neon, change, &why);
    }
    changes.tell(Event::Refused {
        dialog: change.form,
        error,
        otherwise: format!("could not {} {}: {why}", change.verb.plain, change.name),
    });
    changes.tell(Event::Outdated(change.target.clone()));
}

/// The answer was lost: the change may have happened. Reads the thing again.
fn check(changes: &mut Changes, neon: &mut Neon, mut pending: Pending, error: &ApiError) {
    let Some(request) = verify::look(&pending.change) else {
        return untold(changes, neon, &pending.change, error.sentence());
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
    neon.say_bad(text);
    neon.ask(read::check(target), request);
}

/// Takes the answer to the second look and tells the truth.
pub fn checked(
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
    answer: Result<Answer, ApiError>,
) {
    let Some(pending) = changes.writes.remove(target) else {
        return;
    };
    if let (Expectation::Created(made), Ok(answer)) = (&pending.change.wanted, &answer) {
        let made = made.clone();
        return create::checked(changes, neon, pending.change, &made, answer);
    }
    let Some(truth) = verify::of(&pending.change, &answer) else {
        return unknown(changes, neon, pending, answer.err());
    };
    // A deletion takes its time: what is still there may be gone in a moment.
    let waited = neon.now.duration_since(pending.since);
    if pending.change.wanted == Expectation::Gone && !truth && waited < LOOK_FOR {
        changes.writes.insert(target.clone(), pending);
        neon.after(Slot::Check(target.clone()), LOOK_EVERY);
        return;
    }
    // What was is known until the answer takes its place.
    if truth {
        undo::remember(changes, neon, &pending.change);
    }
    if let Ok(Answer::ListDatabases(list)) = answer {
        database::keep_changed(
            changes,
            neon,
            target,
            &pending.change.request,
            list.databases,
        );
    } else {
        keep_seen(neon, target, answer);
    }
    if truth {
        happened(changes, neon, &pending.change)
    } else {
        did_not_happen(changes, neon, &pending.change)
    }
}

pub(crate) fn happened(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    close_form(changes, change);
    let more = role::after_lost_answer(neon, change);
    let kept = restore_backup::backup_note(&change.wanted);
    let happened = called::happened(change);
    let text = format!("{happened} after all{kept}; it was not sent again{more}");
    let queued = queue::owns(changes, change);
    if !queued {
        neon.say_good(text);
    }
    well(changes, neon, change);
    if !queued && !change.wanted.removes() {
        super::follow::adopt(changes, neon, change);
    }
}

pub(crate) fn did_not_happen(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    let (name, done) = (&change.name, change.verb.done);
    let text = format!("{name} was not {done}; nothing was sent again");
    changes.tell(Event::NotDone {
        dialog: change.form,
        why: text.clone(),
    });
    let why = format!("not {done}: the response was lost, and nothing was sent again");
    badly(changes, neon, change, text, &why)
}

/// It is time for another look at a thing that was to be deleted.
pub fn look_again(changes: &mut Changes, neon: &mut Neon, target: &Target) {
    let awaited = changes
        .writes
        .get(target)
        .filter(|pending| pending.checking);
    let request = awaited.and_then(|_| kinds::lookup::of(target, |kind| kind.read()));
    if let Some(request) = request {
        neon.ask(read::check(target.clone()), request);
    }
}

/// Nobody knows whether the change has happened.
fn unknown(changes: &mut Changes, neon: &mut Neon, pending: Pending, error: Option<ApiError>) {
    let change = &pending.change;
    // Neon cannot be reached or refuses the key: the question stays, and is asked again when it can.
    let unreachable = |error: &ApiError| {
        error.is_auth() || matches!(error, ApiError::Network { .. } | ApiError::Timeout(_))
    };
    if error.as_ref().is_some_and(unreachable) {
        let text = format!("{}: not known yet; checking again", change.name);
        changes.writes.insert(change.target.clone(), pending);
        return neon.say_bad(text);
    }
    let why = error.map(|error| error.sentence()).unwrap_or_default();
    untold(changes, neon, &pending.change, why)
}

/// Says that nobody can tell whether a change has happened: it is not sent again.
fn untold(changes: &mut Changes, neon: &mut Neon, change: &Change, why: String) {
    let text = format!(
        "Unknown whether {} was {}. {why}",
        change.name, change.verb.done
    );
    changes.tell(Event::NotDone {
        dialog: change.form,
        why: text.clone(),
    });
    badly(changes, neon, change, text.clone(), &text)
}
