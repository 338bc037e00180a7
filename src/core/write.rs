//! The road of every change: guard, send, follow to the end, read again, say what happened.
//!
//! A change is sent once. When its answer is lost, the thing is read again and compared with what
//! was wanted; the user is told the truth and decides.

use super::{
    database,
    dialog::{Dialog, DialogId, form},
    effect::{Effect, Slot},
    fetch,
    made::{self, Made},
    model::Model,
    target::Target,
};
use crate::{
    api::{
        Answer, ApiError, Progress, Request,
        types::{self, Operation},
    },
    resource::{endpoint, state::State},
};
use jiff::Timestamp;
use serde_json::Value;

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
pub struct Intent {
    /// What it changes.
    pub target: Target,
    /// Its name, for messages.
    pub name: String,
    /// How it is spoken of.
    pub verb: Verb,
    /// What is sent.
    pub request: Request,
    /// What must be true afterwards: tells whether a change whose answer was lost has happened.
    pub wanted: Wanted,
    /// The form that asked for it: closed when it worked, told when it did not.
    pub form: Option<DialogId>,
}

/// What must be true after a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// The compute runs, or is on its way there.
    Running,
    /// The compute is suspended, or is on its way there.
    Suspended,
    /// The compute was started after the change was sent.
    Restarted,
    /// What the request's body says is what Neon now has.
    Body,
    /// The thing is there, and was not before.
    Created(Made),
}

/// A change that is on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// The change.
    pub intent: Intent,
    /// When it was sent.
    pub since: Timestamp,
    /// Why it waits, if it does.
    pub waiting: Option<Progress>,
    /// Its answer was lost: the thing is being read again.
    pub checking: bool,
}

/// Sends a change, unless another one to the same thing is on its way.
pub fn send(model: &mut Model, intent: Intent) -> Vec<Effect> {
    if let Some(pending) = model.writes.get(&intent.target) {
        let doing = pending.intent.verb.doing;
        return model.say(format!(
            "{} is {doing} already; one change at a time",
            intent.name
        ));
    }
    let effect = Effect::ask(Slot::Write(intent.target.clone()), intent.request.clone());
    model.log.sent(&intent.request);
    if let Some(id) = intent.form {
        form::set_sending(model, id);
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
    let mut effects = vec![effect];
    effects.extend(model.spin_up());
    effects
}

/// Takes the answer to a change.
pub fn answered(
    model: &mut Model,
    target: &Target,
    answer: Result<Answer, ApiError>,
) -> Vec<Effect> {
    let Some(pending) = model.writes.remove(target) else {
        return Vec::new();
    };
    match answer {
        Ok(answer) => accepted(model, pending.intent, answer),
        Err(error) if error.is_outcome_unknown() => check(model, pending, &error),
        Err(error) => refused(model, &pending.intent, &error),
    }
}

fn accepted(model: &mut Model, mut intent: Intent, answer: Answer) -> Vec<Effect> {
    let mut effects = close_form(model, &intent);
    if let Wanted::Created(made) = intent.wanted.clone() {
        effects.extend(made::accepted(model, intent, &made, answer));
        return effects;
    }
    let operations = match answer {
        Answer::StartEndpoint(change)
        | Answer::SuspendEndpoint(change)
        | Answer::RestartEndpoint(change)
        | Answer::UpdateEndpoint(change) => {
            keep_endpoint(model, &intent.target, change.endpoint);
            change.operations
        }
        Answer::UpdateProject(change) => {
            keep_project(model, change.project);
            change.operations
        }
        Answer::UpdateBranch(change) => {
            keep_branch(model, change.branch);
            change.operations
        }
        Answer::UpdateDatabase(change) => {
            intent.target = database::keep(model, &intent.target, change.database);
            change.operations
        }
        _ => Vec::new(),
    };
    effects.extend(goes_on(model, intent, operations));
    effects
}

/// The change was accepted: follows its operations, or says at once that it is done.
pub(super) fn goes_on(
    model: &mut Model,
    intent: Intent,
    operations: Vec<Operation>,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    if operations
        .iter()
        .any(|operation| operation.status.is_pending())
    {
        effects.extend(model.say(format!("{} {} …", intent.verb.doing, intent.name)));
        effects.extend(super::follow::watch(model, intent, operations));
    } else {
        let text = success(model, &intent, "");
        effects.extend(model.say_good(text));
        effects.extend(fetch::reload(model, &intent.target));
    }
    effects
}

/// What is said of a change that is done.
pub fn success(model: &Model, intent: &Intent, took: &str) -> String {
    match &intent.wanted {
        Wanted::Created(made) => made::ready(model, intent, made, took),
        _ => format!("{} {}{took}", intent.name, intent.verb.done),
    }
}

fn close_form(model: &mut Model, intent: &Intent) -> Vec<Effect> {
    if let Some(id) = intent.form {
        model.dialogs.close(id);
    }
    Vec::new()
}

fn refused(model: &mut Model, intent: &Intent, error: &ApiError) -> Vec<Effect> {
    let sentence = error.sentence();
    let mut effects = Vec::new();
    if let Some(Dialog::Form(_)) = intent.form.and_then(|id| model.dialogs.get_mut(id)) {
        form::set_refused(model, intent.form, &sentence);
    } else {
        effects.extend(model.say_bad(format!(
            "could not {} {}: {sentence}",
            intent.verb.plain, intent.name
        )));
    }
    effects.extend(fetch::reload(model, &intent.target));
    effects
}

/// The answer was lost: the change may have happened. Reads the thing again.
fn check(model: &mut Model, mut pending: Pending, error: &ApiError) -> Vec<Effect> {
    let Some(request) = look(&pending.intent) else {
        return Vec::new();
    };
    pending.checking = true;
    pending.waiting = None;
    let target = pending.intent.target.clone();
    let text = format!(
        "{} It may have happened. Checking {} …",
        error.sentence(),
        pending.intent.name
    );
    model.writes.insert(target.clone(), pending);
    let mut effects = model.say_bad(text);
    effects.push(Effect::ask(Slot::Check(target), request));
    effects
}

/// The request that tells whether a change has happened. A database may have another name by now,
/// so its list is read.
fn look(intent: &Intent) -> Option<Request> {
    match (&intent.wanted, &intent.target) {
        (Wanted::Created(made), _) => Some(made.look()),
        (_, Target::Database(project, branch, _)) => Some(Request::list_databases(project, branch)),
        (_, target) => fetch::single(target),
    }
}

/// Takes the answer to the second look and tells the truth.
pub fn checked(
    model: &mut Model,
    target: &Target,
    answer: Result<Answer, ApiError>,
) -> Vec<Effect> {
    let Some(pending) = model.writes.remove(target) else {
        return Vec::new();
    };
    let intent = pending.intent;
    let truth = match answer {
        Ok(answer) if matches!(intent.wanted, Wanted::Created(_)) => {
            return made::checked(model, intent, &answer);
        }
        Ok(Answer::GetBranch(answer)) => {
            let truth = serde_json::to_value(&answer.branch)
                .is_ok_and(|now| holds(&intent.request, "branch", &now));
            keep_branch(model, answer.branch);
            truth
        }
        Ok(Answer::ListDatabases(list)) => {
            database::changed_after_all(model, target, &intent.request, list.databases)
        }
        Ok(Answer::GetEndpoint(answer)) => {
            let truth = endpoint_has(&answer.endpoint, &intent, pending.since);
            keep_endpoint(model, target, answer.endpoint);
            truth
        }
        Ok(Answer::GetProject(answer)) => {
            let truth = serde_json::to_value(&answer.project)
                .is_ok_and(|now| holds(&intent.request, "project", &now));
            keep_project(model, answer.project);
            truth
        }
        Ok(_) => false,
        Err(error) => {
            let text = format!(
                "{}: it is not known whether {} was {}. {}",
                intent.name,
                intent.name,
                intent.verb.done,
                error.sentence()
            );
            form::set_refused(model, intent.form, &text);
            return model.say_bad(text);
        }
    };
    let mut effects = if truth {
        happened(model, &intent)
    } else {
        did_not_happen(model, &intent)
    };
    effects.extend(fetch::reload(model, target));
    effects
}

pub(super) fn happened(model: &mut Model, intent: &Intent) -> Vec<Effect> {
    let mut effects = close_form(model, intent);
    effects.extend(model.say_good(format!(
        "{} {} after all; it was not sent again",
        intent.name, intent.verb.done
    )));
    effects
}

pub(super) fn did_not_happen(model: &mut Model, intent: &Intent) -> Vec<Effect> {
    let text = format!(
        "{} was not {}; nothing was sent again",
        intent.name, intent.verb.done
    );
    form::set_refused(model, intent.form, &text);
    model.say_bad(text)
}

fn endpoint_has(now: &types::Endpoint, intent: &Intent, since: Timestamp) -> bool {
    match &intent.wanted {
        Wanted::Running => matches!(
            endpoint::state(now),
            State::ACTIVE | State::STARTING | State::RESTARTING
        ),
        Wanted::Suspended => matches!(
            endpoint::state(now),
            State::IDLE | State::SUSPENDING | State::BLOCKED
        ),
        Wanted::Restarted => {
            endpoint::state(now) == State::RESTARTING
                || now
                    .started_at
                    .is_some_and(|at| at.timestamp().as_second() >= since.as_second())
        }
        Wanted::Body => {
            serde_json::to_value(now).is_ok_and(|now| holds(&intent.request, "endpoint", &now))
        }
        Wanted::Created(_) => false,
    }
}

/// Whether everything that the body sets is what the thing now has.
pub(super) fn holds(request: &Request, wrapper: &str, now: &Value) -> bool {
    let wanted = request.body.as_ref().and_then(|body| body.get(wrapper));
    wanted.is_some_and(|wanted| is_part_of(wanted, now))
}

fn is_part_of(wanted: &Value, now: &Value) -> bool {
    match (wanted, now) {
        (Value::Object(wanted), Value::Object(now)) => {
            wanted.iter().all(|(key, value)| match now.get(key) {
                Some(now) => is_part_of(value, now),
                None => is_nothing(value),
            })
        }
        (Value::Number(wanted), Value::Number(now)) => wanted.as_f64() == now.as_f64(),
        (Value::String(wanted), Value::String(now)) => wanted == now || is_same_time(wanted, now),
        (wanted, now) => wanted == now,
    }
}

/// Whether two texts are the same moment, to the second.
fn is_same_time(one: &str, other: &str) -> bool {
    let second = |text: &str| text.parse::<Timestamp>().ok().map(Timestamp::as_second);
    second(one).is_some_and(|one| second(other) == Some(one))
}

/// What Neon may leave out of an answer: no limit, no entries, not switched on.
fn is_nothing(wanted: &Value) -> bool {
    match wanted {
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
    }
}

/// Keeps what an answer says of an endpoint.
pub fn keep_endpoint(model: &mut Model, target: &Target, endpoint: types::Endpoint) {
    if let Some(project) = target.project() {
        model.store.inside_mut(project).set_endpoint(endpoint);
        super::answer::rebuild(model);
    }
}

/// Keeps what an answer says of a branch.
pub fn keep_branch(model: &mut Model, branch: types::Branch) {
    let inside = model.store.inside_mut(&branch.project_id.clone());
    if inside.branches.known().is_some() {
        inside.branches.value.insert(branch.id.clone(), branch);
        super::answer::rebuild(model);
    }
}

/// Keeps what an answer says of a project.
pub fn keep_project(model: &mut Model, project: types::Project) {
    let now = model.now;
    let entry = model.store.project_mut(&project.id.clone());
    entry.row.name = project.name.clone();
    entry.row.history_retention_seconds = project.history_retention_seconds;
    entry.full.get_or_insert_default().set(project, now);
    super::answer::rebuild(model);
}
