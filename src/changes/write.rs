//! The road of every change: guard, send, follow to the end, read again, say what happened.
//!
//! A change is sent once. When its answer is lost, the thing is read again and compared with what
//! was wanted; the user is told the truth and decides.

pub use super::apply_response::{keep_branch, keep_endpoint, keep_project, keep_seen};

use super::{
    create, database, deleted, expiry, queue, restore_backup, role, schedule, snapshot,
    spending_limit, transfer, undo, verify,
};
use crate::{
    api::{Answer, ApiError, Priority, Progress, Request, types},
    kinds,
    reads::{asked, refresh},
    store::target::Target,
    ui::{
        bookmarks, called,
        dialog::{self, DialogId},
        effect::{Effect, Slot},
        model::Model,
        table::members,
    },
};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

pub use super::verify::Expectation;

/// Between two looks at a thing that was to be deleted, after a lost answer.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long such looks go on.
const LOOK_FOR: SignedDuration = SignedDuration::from_secs(15);

/// How a change is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// "suspending": while it runs.
    pub doing: &'static str,
    /// "suspended": when it is done.
    pub done: &'static str,
    /// "suspend": when it cannot be done.
    pub plain: &'static str,
}

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
    /// The change.
    pub intent: Change,
    /// When it was sent.
    pub since: Timestamp,
    /// Why it waits, if it does.
    pub waiting: Option<Progress>,
    /// Its answer was lost: the thing is being read again.
    pub checking: bool,
}

/// Sends a change, unless another one to the same thing is on its way.
pub fn send(model: &mut Model, intent: Change) {
    match why_not(model, &intent) {
        Some(why) => model.say(why),
        None => post(model, intent, Priority::User),
    }
}

/// Why a change must not be sent now, if it must not.
pub fn why_not(model: &Model, intent: &Change) -> Option<String> {
    if let Some(pending) = model.writes.get(&intent.target) {
        let doing = pending.intent.verb.doing;
        let name = &intent.name;
        return Some(format!("{name} is {doing} already; one change at a time"));
    }
    super::preflight::why(model, intent)
}

/// Sends a change that may be sent.
pub(crate) fn post(model: &mut Model, intent: Change, priority: Priority) {
    let effect = Effect::Call {
        slot: Slot::Write(intent.target.clone()),
        request: Box::new(intent.request.clone()),
        priority,
    };
    if let Some(id) = intent.form {
        dialog::set_sending(model, id);
    }
    let target = intent.target.clone();
    model.writes.insert(
        target,
        Pending {
            intent,
            since: model.now,
            waiting: None,
            checking: false,
        },
    );
    model.emit(effect);
    model.spin_up();
}

/// Looks again at the changes of which it is not known whether they have happened.
pub fn check_again(model: &mut Model) {
    let open = model.writes.iter().filter(|(_, pending)| pending.checking);
    let ask = |target: &Target, intent: &Change| {
        Some(Effect::ask(
            Slot::Check(target.clone()),
            verify::look(intent)?,
        ))
    };
    let asks = open.filter_map(|(target, pending)| ask(target, &pending.intent));
    let asks: Vec<_> = asks.collect();
    model.emit_all(asks);
}

/// Takes the answer to a change.
pub fn answered(model: &mut Model, target: &Target, answer: Result<Answer, ApiError>) {
    let Some(pending) = model.writes.remove(target) else {
        return;
    };
    match answer {
        Ok(answer) => accepted(model, pending.intent, answer),
        Err(error) if error.is_outcome_unknown() => check(model, pending, &error),
        // What was to be deleted is not there: that was wanted.
        Err(error) if error.is_gone() && pending.intent.wanted == Expectation::Gone => {
            finished(model, &pending.intent, "")
        }
        Err(error) => refused(model, &pending.intent, &error),
    }
}

fn accepted(model: &mut Model, mut intent: Change, answer: Answer) {
    asked::changed(model, &intent.target);
    if let Expectation::Created(made) = intent.wanted.clone() {
        close_form(model, &intent);
        return create::accepted(model, intent, &made, answer);
    }
    let operations = answer.operations().to_vec();
    // What was is known until the answer takes its place.
    undo::remember(model, &intent);
    close_form(model, &intent);

    if let Answer::UpdateDatabase(change) = answer {
        let done = intent.clone();
        intent.target = database::keep(model, &intent.target, change.database);
        undo::renamed(model, &done, &intent);
    } else {
        keep(model, &intent, answer);
    }
    goes_on(model, intent, operations);
}

/// The change was accepted: follows its operations, or says at once that it is done.
pub(crate) fn goes_on(model: &mut Model, intent: Change, operations: Vec<types::Operation>) {
    if operations
        .iter()
        .any(|operation| operation.status.is_pending())
    {
        if !queue::owns(model, &intent) {
            model.say(format!("{} …", called::happening(&intent)));
        }
        super::follow::watch(model, intent, operations);
    } else {
        finished(model, &intent, "");
    }
}

/// Keeps what the answer to a change says.
fn keep(model: &mut Model, intent: &Change, answer: Answer) {
    match answer {
        Answer::StartEndpoint(change)
        | Answer::SuspendEndpoint(change)
        | Answer::RestartEndpoint(change)
        | Answer::UpdateEndpoint(change) => {
            keep_endpoint(model, &intent.target, change.endpoint);
        }
        Answer::UpdateProject(change) => keep_project(model, change.project),
        Answer::UpdateBranch(change)
        | Answer::SetDefaultBranch(change)
        | Answer::RestoreBranch(change)
        | Answer::DeleteBranch(change) => keep_branch(model, change.branch),
        Answer::UpdateSnapshot(answer) => {
            if let Some(project) = intent.target.project() {
                snapshot::keep(model, project, answer.snapshot);
            }
        }
        Answer::SetSpendingLimit(_) | Answer::DeleteSpendingLimit(_) => {
            spending_limit::accepted(model, intent);
        }
        Answer::UpdateMember(change) => members::keep_one(model, change.member),
        Answer::SetSnapshotSchedule(_) => schedule::accepted(model, intent),
        Answer::ResetPassword(change) => role::copy_new(model, intent, change.role),
        Answer::TransferProjects(_) => transfer::moved(model, intent),
        Answer::RecoverProject(answer) => deleted::came_back(model, answer.project),
        Answer::RecoverBranch(answer) => {
            deleted::branch_came_back(model, &intent.target, answer.branch);
        }
        _ => {}
    }
}

/// A change has come to its good end; `took` says how long it took, if that is known.
pub fn finished(model: &mut Model, intent: &Change, took: &str) {
    let text = match &intent.wanted {
        Expectation::Created(made) => create::ready(model, intent, made, took),
        wanted => {
            let (kept, undo) = (restore_backup::kept(wanted), undo::hint(model, intent));
            let shown = role::hint(model, intent);
            let happened = called::happened(intent);
            format!("{happened}{took}{kept}{undo}{shown}")
        }
    };
    well(model, intent, text)
}

/// Says that a change has come to its good end; a queue tells of all of its own at once.
fn well(model: &mut Model, intent: &Change, text: String) {
    asked::changed(model, &intent.target);

    if !queue::owns(model, intent) {
        model.say_good(text);
    }
    settled(model, intent);
    expiry::of_made(model, intent);
    queue::advance(model, intent);
}

/// Says that a change has not happened, or that nobody knows; `why` is what a queue keeps of it.
pub fn badly(model: &mut Model, intent: &Change, text: String, why: &str) {
    undo::forget(model, intent);
    if queue::owns(model, intent) {
        return queue::refused(model, intent, why);
    }
    model.say_bad(text);
    refresh::reload(model, &intent.target);
}

/// Reads again what a change has touched; what it has deleted leaves the tree, and the cursor goes
/// to its neighbor.
fn settled(model: &mut Model, intent: &Change) {
    if intent.wanted.removes() {
        model.store.forget(&intent.target);
        bookmarks::deleted(model, &intent.target);
        if crate::reads::responses::rebuild_quietly(model).is_some() {
            crate::ui::navigation::moved(model);
        }
    }
    // A queue reads everything again when it is over.
    if queue::owns(model, intent) {
        return;
    }
    refresh::reload(model, &intent.target);
    refresh::reload_table(model, &intent.target);
}

/// Whether a change of ours is about to take this thing away: then nobody else has deleted it.
pub fn is_leaving(model: &Model, target: &Target) -> bool {
    let takes = |intent: &Change| {
        let inside = match target {
            // Which branch a compute was on is no longer known.
            Target::Endpoint(project, _) => intent.target.project() == Some(project),
            _ => {
                intent.target.project() == target.project() && {
                    intent.target.branch().is_none() || intent.target.branch() == target.branch()
                }
            }
        };
        let whole = matches!(intent.target, Target::Branch(..) | Target::Project(_));
        intent.wanted == Expectation::Gone && (intent.target == *target || (whole && inside))
    };
    model.writes.values().any(|pending| takes(&pending.intent))
        || model.follow.iter().any(|watch| takes(&watch.intent))
}

fn close_form(model: &mut Model, intent: &Change) {
    if let Some(id) = intent.form {
        model.dialogs.close(id);
    }
}

fn refused(model: &mut Model, intent: &Change, error: &ApiError) {
    let told = intent
        .form
        .is_some_and(|id| dialog::was_refused(model, id, error));
    if told {
        undo::forget(model, intent);
        return refresh::reload(model, &intent.target);
    }
    let why = error.sentence();
    let text = format!("could not {} {}: {why}", intent.verb.plain, intent.name);
    badly(model, intent, text, &why)
}

/// The answer was lost: the change may have happened. Reads the thing again.
fn check(model: &mut Model, mut pending: Pending, error: &ApiError) {
    let Some(request) = verify::look(&pending.intent) else {
        return untold(model, &pending.intent, error.sentence());
    };
    pending.checking = true;
    pending.waiting = None;
    let target = pending.intent.target.clone();
    let doing = pending.intent.verb.doing;
    let name = &pending.intent.name;
    let text = match error.status() {
        Some(status @ 200..=299) => format!(
            "Neon accepted {doing} {name} ({status}), but its response is unreadable. Checking …"
        ),
        _ => format!("no response to {doing} {name}: it may have happened. Checking …"),
    };
    model.writes.insert(target.clone(), pending);
    model.say_bad(text);
    model.emit(Effect::ask(Slot::Check(target), request));
}

/// Takes the answer to the second look and tells the truth.
pub fn checked(model: &mut Model, target: &Target, answer: Result<Answer, ApiError>) {
    let Some(pending) = model.writes.remove(target) else {
        return;
    };
    if let (Expectation::Created(made), Ok(answer)) = (&pending.intent.wanted, &answer) {
        let made = made.clone();
        return create::checked(model, pending.intent, &made, answer);
    }
    let Some(truth) = verify::of(&pending.intent, &answer) else {
        return unknown(model, pending, answer.err());
    };
    // A deletion takes its time: what is still there may be gone in a moment.
    let waited = model.now.duration_since(pending.since);
    if pending.intent.wanted == Expectation::Gone && !truth && waited < LOOK_FOR {
        model.writes.insert(target.clone(), pending);
        model.emit(Effect::after(Slot::Check(target.clone()), LOOK_EVERY));
        return;
    }
    // What was is known until the answer takes its place.
    if truth {
        undo::remember(model, &pending.intent);
    }
    if let Ok(Answer::ListDatabases(list)) = answer {
        database::keep_meant(model, target, &pending.intent.request, list.databases);
    } else {
        keep_seen(model, target, answer);
    }
    if truth {
        happened(model, &pending.intent)
    } else {
        did_not_happen(model, &pending.intent)
    }
}

pub(crate) fn happened(model: &mut Model, intent: &Change) {
    close_form(model, intent);
    let more = role::after_lost_answer(model, intent);
    let kept = restore_backup::kept(&intent.wanted);
    let happened = called::happened(intent);
    let text = format!("{happened} after all{kept}; it was not sent again{more}");
    let queued = queue::owns(model, intent);
    well(model, intent, text);
    if !queued && !intent.wanted.removes() {
        super::follow::adopt(model, intent);
    }
}

pub(crate) fn did_not_happen(model: &mut Model, intent: &Change) {
    let (name, done) = (&intent.name, intent.verb.done);
    let text = format!("{name} was not {done}; nothing was sent again");
    dialog::set_refused(model, intent.form, &text);
    let why = format!("not {done}: the response was lost, and nothing was sent again");
    badly(model, intent, text, &why)
}

/// It is time for another look at a thing that was to be deleted.
pub fn look_again(model: &mut Model, target: &Target) {
    let awaited = model.writes.get(target).filter(|pending| pending.checking);
    let request = awaited.and_then(|_| kinds::lookup::of(target, |kind| kind.read()));
    if let Some(request) = request {
        model.emit(Effect::ask(Slot::Check(target.clone()), request));
    }
}

/// Nobody knows whether the change has happened.
fn unknown(model: &mut Model, pending: Pending, error: Option<ApiError>) {
    let intent = &pending.intent;
    // Neon cannot be reached or refuses the key: the question stays, and is asked again when it can.
    let unreachable = |error: &ApiError| {
        error.is_auth() || matches!(error, ApiError::Network { .. } | ApiError::Timeout(_))
    };
    if error.as_ref().is_some_and(unreachable) {
        let text = format!("{}: not known yet; checking again", intent.name);
        model.writes.insert(intent.target.clone(), pending);
        return model.say_bad(text);
    }
    let why = error.map(|error| error.sentence()).unwrap_or_default();
    untold(model, &pending.intent, why)
}

/// Says that nobody can tell whether a change has happened: it is not sent again.
fn untold(model: &mut Model, intent: &Change, why: String) {
    let text = format!(
        "Unknown whether {} was {}. {why}",
        intent.name, intent.verb.done
    );
    dialog::set_refused(model, intent.form, &text);
    badly(model, intent, text.clone(), &text)
}
