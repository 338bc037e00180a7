//! Operations that we have caused, watched to their end.
//!
//! One list request a second per project tells about all of them; an operation that has left the
//! list is asked for by its id. After five minutes we stop watching: the change was accepted, and
//! the operations pane still shows it.

use super::{
    effect::{Effect, Slot},
    fetch,
    model::Model,
    queue,
    target::Target,
    write::{self, Intent},
};
use crate::api::{
    Request,
    types::{Operation, OperationId, OperationStatus, ProjectId},
};
use jiff::Timestamp;
use std::{collections::BTreeSet, time::Duration};

/// A chain of operations.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The change that caused it.
    pub intent: Intent,
    /// Its operations, as they were last seen, in the order they run.
    pub chain: Vec<Operation>,
    /// Since when.
    pub since: Timestamp,
}

/// All chains that are watched.
#[derive(Debug, Clone, Default)]
pub struct Follow {
    watched: Vec<Watch>,
}

/// Between two looks.
const EVERY: Duration = Duration::from_secs(1);
/// Seconds after which nobody waits any longer.
const GIVE_UP: i64 = 300;
/// How many of the newest operations a look asks for.
const NEWEST: u32 = 50;

impl Follow {
    /// Whether nothing is watched.
    pub fn is_empty(&self) -> bool {
        self.watched.is_empty()
    }

    /// Whether operations on this thing are watched.
    pub fn is_on(&self, target: &Target) -> bool {
        self.of(target).is_some()
    }

    /// The chain that changes this thing.
    pub fn of(&self, target: &Target) -> Option<&Watch> {
        self.watched
            .iter()
            .find(|watch| watch.intent.target == *target)
    }

    /// All chains.
    pub fn iter(&self) -> impl Iterator<Item = &Watch> {
        self.watched.iter()
    }

    fn in_project(&self, project: &ProjectId) -> bool {
        self.watched
            .iter()
            .any(|watch| watch.intent.target.project() == Some(project))
    }
}

impl Watch {
    /// How many operations are done, of how many.
    pub fn steps(&self) -> (usize, usize) {
        let done = self
            .chain
            .iter()
            .filter(|operation| operation.status.is_terminal())
            .count();
        (done, self.chain.len())
    }
}

/// Watches a chain from now on.
pub fn watch(model: &mut Model, intent: Intent, chain: Vec<Operation>) -> Vec<Effect> {
    let Some(project) = intent.target.project().cloned() else {
        return Vec::new();
    };
    merge(model, &project, &chain);
    model.follow.watched.push(Watch {
        intent,
        chain,
        since: model.now,
    });
    // The next change of a queue waits for this one.
    let ours = model.queue.as_ref().filter(|queue| queue.is_running());
    let first = ours.map_or(EVERY, queue::Queue::first_look);
    let mut effects = vec![Effect::after(Slot::Poll(project), first)];
    effects.extend(model.spin_up());
    effects
}

/// It is time for a look.
pub fn look(model: &Model, project: &ProjectId) -> Vec<Effect> {
    if !model.follow.in_project(project) || !model.is_reachable() {
        return Vec::new();
    }
    vec![Effect::ask(
        Slot::Poll(project.clone()),
        Request::list_operations(project, None, NEWEST),
    )]
}

/// Goes on looking at all chains: the looks that were on their way are forgotten.
pub fn resume(model: &Model) -> Vec<Effect> {
    let projects = model.follow.watched.iter();
    let projects: BTreeSet<&ProjectId> = projects
        .filter_map(|watch| watch.intent.target.project())
        .collect();
    let look = |project: &ProjectId| Effect::after(Slot::Poll(project.clone()), EVERY);
    projects.into_iter().map(look).collect()
}

/// Takes an operation that was asked for by its id.
pub fn seen_one(model: &mut Model, operations: &[Operation]) -> Vec<Effect> {
    for watch in &mut model.follow.watched {
        for mine in &mut watch.chain {
            if let Some(newer) = operations.iter().find(|operation| operation.id == mine.id) {
                *mine = newer.clone();
            }
        }
    }
    settle(model)
}

/// Takes the operations that a look has brought.
pub fn seen(model: &mut Model, project: &ProjectId, operations: &[Operation]) -> Vec<Effect> {
    let mut effects = seen_one(model, operations);
    if model.follow.in_project(project) {
        effects.extend(lost(model, project, operations));
        effects.push(Effect::after(Slot::Poll(project.clone()), every(model)));
    }
    effects
}

/// How long to wait before the next look.
fn every(model: &Model) -> Duration {
    let runs = model.queue.as_ref().is_some_and(queue::Queue::is_running);
    if runs { queue::BRISK } else { EVERY }
}

/// A look failed: the next one may do better.
pub fn missed(model: &mut Model, project: &ProjectId) -> Vec<Effect> {
    let mut effects = settle(model);
    if model.follow.in_project(project) {
        effects.push(Effect::after(Slot::Poll(project.clone()), EVERY));
    }
    effects
}

/// Asks by id for pending operations that the list no longer has.
fn lost(model: &Model, project: &ProjectId, listed: &[Operation]) -> Vec<Effect> {
    let mine = model
        .follow
        .watched
        .iter()
        .filter(|watch| watch.intent.target.project() == Some(project));
    let pending = mine
        .flat_map(|watch| &watch.chain)
        .filter(|operation| operation.status.is_pending());
    let missing = pending.filter(|operation| !listed.iter().any(|other| other.id == operation.id));
    let ask = |id: &OperationId| {
        Effect::ask(
            Slot::PollOne(project.clone(), id.clone()),
            Request::get_operation(project, id),
        )
    };
    missing.map(|operation| ask(&operation.id)).collect()
}

/// Says how the chains ended that have ended, and reads again what they changed.
fn settle(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let ended = |watch: &Watch| {
        watch
            .chain
            .iter()
            .any(|operation| operation.status.is_failure())
            || watch
                .chain
                .iter()
                .all(|operation| operation.status.is_terminal())
            || now.duration_since(watch.since).as_secs() > GIVE_UP
    };
    let (over, on): (Vec<_>, Vec<_>) = std::mem::take(&mut model.follow.watched)
        .into_iter()
        .partition(ended);
    model.follow.watched = on;
    let mut effects = Vec::new();
    for watch in over {
        effects.extend(end(model, &watch));
    }
    effects
}

fn end(model: &mut Model, watch: &Watch) -> Vec<Effect> {
    let Intent { name, verb, .. } = &watch.intent;
    if let Some(bad) = watch
        .chain
        .iter()
        .find(|operation| operation.status.is_failure())
    {
        let why = bad.error.as_deref().filter(|why| !why.is_empty());
        let why = why.map_or_else(|| bad.status.to_string(), ToOwned::to_owned);
        let text = format!("{} failed on {name}: {why}", bad.action);
        let why = format!("{} failed: {why}", bad.action);
        return write::badly(model, &watch.intent, text, &why);
    }
    if watch
        .chain
        .iter()
        .any(|operation| !operation.status.is_terminal())
    {
        let text = format!("still {} {name} after 5 min; no longer watched", verb.doing);
        return write::badly(model, &watch.intent, text.clone(), &text);
    }
    let time = model.now.duration_since(watch.since);
    queue::took(model, &watch.intent, time.unsigned_abs());
    write::finished(model, &watch.intent, &took(&watch.chain))
}

/// " in 1.2 s", from the first operation's beginning to the last one's end.
fn took(chain: &[Operation]) -> String {
    let began = chain
        .iter()
        .filter_map(|operation| operation.created_at)
        .min();
    let ended = chain
        .iter()
        .filter(|operation| operation.status == OperationStatus::Finished);
    let ended = ended.filter_map(|operation| operation.updated_at).max();
    let counted: u64 = chain
        .iter()
        .filter_map(|operation| operation.total_duration_ms)
        .sum();
    match (began, ended) {
        _ if counted > 0 => format!(" in {}.{} s", counted / 1000, counted % 1000 / 100),
        (Some(began), Some(ended)) => {
            let seconds = ended
                .timestamp()
                .duration_since(began.timestamp())
                .as_secs();
            format!(" in {seconds} s")
        }
        _ => String::new(),
    }
}

/// Puts newer operations in the place of their older selves, newest first.
pub fn merge(model: &mut Model, project: &ProjectId, newer: &[Operation]) {
    let now = model.now;
    let known = &mut model.store.inside_mut(project).operations;
    let mut all: Vec<Operation> = newer.to_vec();
    all.extend(
        known
            .value
            .iter()
            .filter(|old| !newer.iter().any(|new| new.id == old.id))
            .cloned(),
    );
    all.sort_by_key(|operation| std::cmp::Reverse(operation.created_at));
    all.truncate(fetch::OPERATIONS as usize * 2);
    if known.value != all {
        model.touched = true;
    }
    known.set(all, now);
}
