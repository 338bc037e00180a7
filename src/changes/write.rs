//! The road of every change: guard, send, follow to the end, read again, say what happened.
//!
//! A change is sent once. When its answer is lost, the thing is read again and compared with what
//! was wanted; the user is told the truth and decides.

pub use super::apply_response::{keep_branch, keep_endpoint, keep_project, keep_seen};
use crate::changes::Changes;
use crate::neon::Neon;

use super::{
    create, database, deleted, expiry, queue, restore_backup, role, schedule, snapshot,
    spending_limit, transfer, undo, verify,
};
use crate::{
    api::{Answer, ApiError, Priority, Progress, Request, types},
    kinds,
    neon::{DialogId, Slot, Task, asked},
    reads::refresh,
    store::target::Target,
    ui::{
        bookmarks, called,
        dialog::{self},
        model::Model,
        table::members,
    },
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
pub fn send(model: &mut Model, change: Change) {
    match why_not(model, &change) {
        Some(why) => model.neon.say(why),
        None => post(model, change, Priority::User),
    }
}

/// Why a change must not be sent now, if it must not.
pub fn why_not(model: &Model, change: &Change) -> Option<String> {
    if let Some(pending) = model.changes.writes.get(&change.target) {
        let doing = pending.change.verb.doing;
        let name = &change.name;
        return Some(format!("{name} is {doing} already; one change at a time"));
    }
    super::preflight::why(model, change)
}

/// Sends a change that may be sent.
pub(crate) fn post(model: &mut Model, change: Change, priority: Priority) {
    let task = Task::Call {
        slot: Slot::Write(change.target.clone()),
        request: Box::new(change.request.clone()),
        priority,
    };
    if let Some(id) = change.form {
        dialog::set_sending(model, id);
    }
    let target = change.target.clone();
    model.changes.writes.insert(
        target,
        Pending {
            change,
            since: model.neon.now,
            waiting: None,
            checking: false,
        },
    );
    model.neon.start(task);
    model.changes.spin_up(&mut model.neon);
}

/// Looks again at the changes of which it is not known whether they have happened.
pub fn check_again(changes: &mut Changes, neon: &mut Neon) {
    let open = changes
        .writes
        .iter()
        .filter(|(_, pending)| pending.checking);
    let ask = |target: &Target, change: &Change| {
        Some(Task::ask(
            Slot::Check(target.clone()),
            verify::look(change)?,
        ))
    };
    let asks = open.filter_map(|(target, pending)| ask(target, &pending.change));
    let asks: Vec<_> = asks.collect();
    neon.start_all(asks);
}

/// Takes the answer to a change.
pub fn answered(model: &mut Model, target: &Target, answer: Result<Answer, ApiError>) {
    let Some(pending) = model.changes.writes.remove(target) else {
        return;
    };
    match answer {
        Ok(answer) => accepted(model, pending.change, answer),
        Err(error) if error.is_outcome_unknown() => check(model, pending, &error),
        // What was to be deleted is not there: that was wanted.
        Err(error) if error.is_gone() && pending.change.wanted == Expectation::Gone => {
            finished(model, &pending.change, "")
        }
        Err(error) => refused(model, &pending.change, &error),
    }
}

fn accepted(model: &mut Model, mut change: Change, answer: Answer) {
    asked::changed(&mut model.neon, &change.target);
    if let Expectation::Created(made) = change.wanted.clone() {
        close_form(model, &change);
        return create::accepted(model, change, &made, answer);
    }
    let operations = answer.operations().to_vec();
    // What was is known until the answer takes its place.
    undo::remember(model, &change);
    close_form(model, &change);

    if let Answer::UpdateDatabase(response) = answer {
        let done = change.clone();
        change.target = database::keep(model, &change.target, response.database);
        undo::renamed(model, &done, &change);
    } else {
        keep(model, &change, answer);
    }
    goes_on(model, change, operations);
}

/// The change was accepted: follows its operations, or says at once that it is done.
pub(crate) fn goes_on(model: &mut Model, change: Change, operations: Vec<types::Operation>) {
    if operations
        .iter()
        .any(|operation| operation.status.is_pending())
    {
        if !queue::owns(model, &change) {
            model.neon.say(format!("{} …", called::happening(&change)));
        }
        super::follow::watch(model, change, operations);
    } else {
        finished(model, &change, "");
    }
}

/// Keeps what the answer to a change says.
fn keep(model: &mut Model, change: &Change, answer: Answer) {
    match answer {
        Answer::StartEndpoint(response)
        | Answer::SuspendEndpoint(response)
        | Answer::RestartEndpoint(response)
        | Answer::UpdateEndpoint(response) => {
            keep_endpoint(model, &change.target, response.endpoint);
        }
        Answer::UpdateProject(response) => keep_project(model, response.project),
        Answer::UpdateBranch(response)
        | Answer::SetDefaultBranch(response)
        | Answer::RestoreBranch(response)
        | Answer::DeleteBranch(response) => keep_branch(model, response.branch),
        Answer::UpdateSnapshot(answer) => {
            if let Some(project) = change.target.project() {
                snapshot::keep(model, project, answer.snapshot);
            }
        }
        Answer::SetSpendingLimit(_) | Answer::DeleteSpendingLimit(_) => {
            spending_limit::accepted(model, change);
        }
        Answer::UpdateMember(response) => members::keep_one(model, response.member),
        Answer::SetSnapshotSchedule(_) => schedule::accepted(model, change),
        Answer::ResetPassword(response) => role::copy_new(model, change, response.role),
        Answer::TransferProjects(_) => transfer::moved(model, change),
        Answer::RecoverProject(answer) => deleted::came_back(model, answer.project),
        Answer::RecoverBranch(answer) => {
            deleted::branch_came_back(model, &change.target, answer.branch);
        }
        _ => {}
    }
}

/// A change has come to its good end; `took` says how long it took, if that is known.
pub fn finished(model: &mut Model, change: &Change, duration: &str) {
    let text = match &change.wanted {
        Expectation::Created(made) => create::ready(model, change, made, duration),
        wanted => {
            let (kept, undo) = (
                restore_backup::backup_note(wanted),
                undo::hint(model, change),
            );
            let shown = role::hint(model, change);
            let happened = called::happened(change);
            format!("{happened}{duration}{kept}{undo}{shown}")
        }
    };
    well(model, change, text)
}

/// Says that a change has come to its good end; a queue tells of all of its own at once.
fn well(model: &mut Model, change: &Change, text: String) {
    asked::changed(&mut model.neon, &change.target);

    if !queue::owns(model, change) {
        model.neon.say_good(text);
    }
    settled(model, change);
    expiry::of_made(model, change);
    queue::advance(model, change);
}

/// Says that a change has not happened, or that nobody knows; `why` is what a queue keeps of it.
pub fn badly(model: &mut Model, change: &Change, text: String, why: &str) {
    undo::forget(&mut model.changes, change);
    if queue::owns(model, change) {
        return queue::refused(model, change, why);
    }
    model.neon.say_bad(text);
    refresh::reload(model, &change.target);
}

/// Reads again what a change has touched; what it has deleted leaves the tree, and the cursor goes
/// to its neighbor.
fn settled(model: &mut Model, change: &Change) {
    if change.wanted.removes() {
        model.neon.store.forget(&change.target);
        bookmarks::deleted(model, &change.target);
        if crate::reads::responses::rebuild_quietly(model).is_some() {
            crate::ui::navigation::moved(model);
        }
    }
    // A queue reads everything again when it is over.
    if queue::owns(model, change) {
        return;
    }
    refresh::reload(model, &change.target);
    refresh::reload_table(model, &change.target);
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

fn close_form(model: &mut Model, change: &Change) {
    if let Some(id) = change.form {
        model.dialogs.close(id);
    }
}

fn refused(model: &mut Model, change: &Change, error: &ApiError) {
    let reason = change
        .form
        .is_some_and(|id| dialog::was_refused(model, id, error));
    if reason {
        undo::forget(&mut model.changes, change);
        return refresh::reload(model, &change.target);
    }
    let why = error.sentence();
    let text = format!("could not {} {}: {why}", change.verb.plain, change.name);
    badly(model, change, text, &why)
}

/// The answer was lost: the change may have happened. Reads the thing again.
fn check(model: &mut Model, mut pending: Pending, error: &ApiError) {
    let Some(request) = verify::look(&pending.change) else {
        return untold(model, &pending.change, error.sentence());
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
    model.changes.writes.insert(target.clone(), pending);
    model.neon.say_bad(text);
    model.neon.ask(Slot::Check(target), request);
}

/// Takes the answer to the second look and tells the truth.
pub fn checked(model: &mut Model, target: &Target, answer: Result<Answer, ApiError>) {
    let Some(pending) = model.changes.writes.remove(target) else {
        return;
    };
    if let (Expectation::Created(made), Ok(answer)) = (&pending.change.wanted, &answer) {
        let made = made.clone();
        return create::checked(model, pending.change, &made, answer);
    }
    let Some(truth) = verify::of(&pending.change, &answer) else {
        return unknown(model, pending, answer.err());
    };
    // A deletion takes its time: what is still there may be gone in a moment.
    let waited = model.neon.now.duration_since(pending.since);
    if pending.change.wanted == Expectation::Gone && !truth && waited < LOOK_FOR {
        model.changes.writes.insert(target.clone(), pending);
        model.neon.after(Slot::Check(target.clone()), LOOK_EVERY);
        return;
    }
    // What was is known until the answer takes its place.
    if truth {
        undo::remember(model, &pending.change);
    }
    if let Ok(Answer::ListDatabases(list)) = answer {
        database::keep_changed(model, target, &pending.change.request, list.databases);
    } else {
        keep_seen(model, target, answer);
    }
    if truth {
        happened(model, &pending.change)
    } else {
        did_not_happen(model, &pending.change)
    }
}

pub(crate) fn happened(model: &mut Model, change: &Change) {
    close_form(model, change);
    let more = role::after_lost_answer(model, change);
    let kept = restore_backup::backup_note(&change.wanted);
    let happened = called::happened(change);
    let text = format!("{happened} after all{kept}; it was not sent again{more}");
    let queued = queue::owns(model, change);
    well(model, change, text);
    if !queued && !change.wanted.removes() {
        super::follow::adopt(model, change);
    }
}

pub(crate) fn did_not_happen(model: &mut Model, change: &Change) {
    let (name, done) = (&change.name, change.verb.done);
    let text = format!("{name} was not {done}; nothing was sent again");
    dialog::set_refused(model, change.form, &text);
    let why = format!("not {done}: the response was lost, and nothing was sent again");
    badly(model, change, text, &why)
}

/// It is time for another look at a thing that was to be deleted.
pub fn look_again(changes: &mut Changes, neon: &mut Neon, target: &Target) {
    let awaited = changes
        .writes
        .get(target)
        .filter(|pending| pending.checking);
    let request = awaited.and_then(|_| kinds::lookup::of(target, |kind| kind.read()));
    if let Some(request) = request {
        neon.ask(Slot::Check(target.clone()), request);
    }
}

/// Nobody knows whether the change has happened.
fn unknown(model: &mut Model, pending: Pending, error: Option<ApiError>) {
    let change = &pending.change;
    // Neon cannot be reached or refuses the key: the question stays, and is asked again when it can.
    let unreachable = |error: &ApiError| {
        error.is_auth() || matches!(error, ApiError::Network { .. } | ApiError::Timeout(_))
    };
    if error.as_ref().is_some_and(unreachable) {
        let text = format!("{}: not known yet; checking again", change.name);
        model.changes.writes.insert(change.target.clone(), pending);
        return model.neon.say_bad(text);
    }
    let why = error.map(|error| error.sentence()).unwrap_or_default();
    untold(model, &pending.change, why)
}

/// Says that nobody can tell whether a change has happened: it is not sent again.
fn untold(model: &mut Model, change: &Change, why: String) {
    let text = format!(
        "Unknown whether {} was {}. {why}",
        change.name, change.verb.done
    );
    dialog::set_refused(model, change.form, &text);
    badly(model, change, text.clone(), &text)
}
