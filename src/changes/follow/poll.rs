//! Follows the operations of our changes to their end.
//!
//! One list request per second and project covers all of them; an operation that is no longer in the
//! list is requested by its ID. After five minutes we stop: the change was accepted, and
//! the operations pane still shows it.

use super::{Cause, Found, Watch};
use crate::{
    api::{
        self, Request,
        types::{Operation, OperationAction, OperationId, OperationStatus, ProjectId, Time},
    },
    changes::{
        Changes, called,
        change::Change,
        event::Event,
        log::ChangeResult,
        queue::{self, Outcome},
        undo, write,
    },
    kinds::{operation, units::duration},
    neon::{Neon, Slot, Task, read},
    reads::fetch::OPERATIONS,
    store::target::Target,
};
use jiff::Timestamp;
use std::{collections::BTreeSet, time::Duration};

/// The usual interval between polls.
const EVERY: Duration = Duration::from_secs(1);
/// Operations that take longer than this, in seconds, are polled less often.
const LONG: u64 = 60;
/// The longest interval between polls while they fail.
const RARELY: Duration = Duration::from_secs(60);
/// When we stop following, in seconds.
const GIVE_UP: i64 = 300;

/// Starts following the operations of a change.
pub fn watch(changes: &mut Changes, neon: &mut Neon, change: Change, chain: Vec<Operation>) {
    let Some(project) = change.target.project().cloned() else {
        return;
    };
    let newest_first: Vec<Operation> = chain.iter().rev().cloned().collect();
    merge(neon, &project, &newest_first);
    let cause = cause(changes, &change);
    changes.follow.remember(cause, &chain);
    changes.follow.watched.push(Watch {
        change,
        chain,
        since: neon.now,
        found: Found::InAnswer,
    });
    // The next change of a queue waits for these.
    let ours = changes.queue.as_ref().filter(|queue| queue.is_running());
    let first = ours.map_or(EVERY, queue::Queue::first_poll);
    neon.after(Slot::Poll(project), first);
    changes.spin_up(neon);
}

fn cause(changes: &Changes, change: &Change) -> Cause {
    Cause {
        change: change.clone(),
        undo: undo::newest_of(changes, change).map(|entry| entry.id),
    }
}

/// Follows whatever is running on the target of a change whose answer was lost.
pub fn follow_running(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    let Some(project) = change.target.project().cloned() else {
        return;
    };
    changes.follow.watched.push(Watch {
        change: change.clone(),
        chain: Vec::new(),
        since: neon.now,
        found: Found::NotYet,
    });
    ask(changes, neon, &project);
    changes.spin_up(neon);
}

/// The operations on the target of a change that was sent at `since` which run or have failed, as far as it may have
/// started them.
fn started_after(
    neon: &Neon,
    change: &Change,
    since: Timestamp,
    operations: &[Operation],
) -> Vec<Operation> {
    let target = &change.target;
    let branch = neon.store.branch_of(target).map(|branch| &branch.id);
    let on_it = |operation: &&Operation| match target {
        Target::Endpoint(_, endpoint) if operation.endpoint_id.is_some() => {
            operation.endpoint_id.as_ref() == Some(endpoint)
        }
        Target::Project(_) => true,
        _ => operation.branch_id.is_some() && operation.branch_id.as_ref() == branch,
    };
    let all = operations.iter().rev();
    let open = all.filter(|one| one.status.is_pending() || one.status.is_failure());
    let started = open.filter(|operation| may_have_started(change, since, operation));
    started.filter(on_it).cloned().collect()
}

/// Whether a change that was sent at `since` may have started an operation.
fn may_have_started(change: &Change, since: Timestamp, operation: &Operation) -> bool {
    // Neon tells the second.
    let is_later = |at: Time| at.timestamp().as_second() >= since.as_second();
    let action = &operation.action;
    let suspends = *action == OperationAction::SuspendCompute;
    let is_fitting = match change.request.operation {
        api::Operation::StartEndpoint => operation::starts(operation),
        api::Operation::SuspendEndpoint => suspends,
        api::Operation::RestartEndpoint => suspends || operation::starts(operation),
        _ => !suspends && *action != OperationAction::CheckAvailability,
    };
    is_fitting && operation.created_at.is_some_and(is_later)
}

/// Finds the operations of changes whose answers were lost in a poll's result.
fn find_after_lost_answer(
    changes: &mut Changes,
    neon: &mut Neon,
    project: &ProjectId,
    operations: &[Operation],
) {
    let mut watched = std::mem::take(&mut changes.follow.watched);
    let awaited = watched.iter_mut().filter(|watch| {
        watch.found == Found::NotYet && watch.change.target.project() == Some(project)
    });
    for watch in awaited {
        if let Some(since) = changes.log.sent_at(&watch.change) {
            watch.chain = started_after(neon, &watch.change, since, operations);
        }
        watch.found = Found::Later;
        let cause = cause(changes, &watch.change);
        changes.log.found(neon, &watch.change, &watch.chain);
        changes.follow.remember(cause, &watch.chain);
    }
    changes.follow.watched = watched;
}

/// Polls a project.
pub fn ask(changes: &mut Changes, neon: &mut Neon, project: &ProjectId) {
    if !changes.follow.in_project(project) || !neon.is_reachable() {
        return;
    }
    neon.ask(
        read::followed(project.clone()),
        Request::list_operations(project, None, OPERATIONS),
    );
}

/// Resumes polling everywhere; polls in flight are forgotten.
pub fn resume(changes: &Changes, neon: &mut Neon) {
    let projects = changes.follow.watched.iter();
    let projects: BTreeSet<ProjectId> = projects
        .filter_map(|watch| watch.change.target.project().cloned())
        .collect();
    for project in projects {
        neon.after(Slot::Poll(project), EVERY);
    }
}

/// Handles operations that were requested by ID.
pub fn received_by_id(changes: &mut Changes, neon: &mut Neon, operations: &[Operation]) {
    for watch in &mut changes.follow.watched {
        for mine in &mut watch.chain {
            if let Some(newer) = operations.iter().find(|operation| operation.id == mine.id) {
                *mine = newer.clone();
            }
        }
    }
    report_ended(changes, neon)
}

/// Handles the result of a poll.
pub fn received(
    changes: &mut Changes,
    neon: &mut Neon,
    project: &ProjectId,
    operations: &[Operation],
) {
    changes.follow.missed = 0;
    find_after_lost_answer(changes, neon, project, operations);
    received_by_id(changes, neon, operations);
    if changes.follow.in_project(project) {
        ask_for_missing(changes, neon, project, operations);
        let every = every(changes, neon, project);
        neon.after(Slot::Poll(project.clone()), every);
    }
}

/// How long to wait before the next poll: longer for slow operations and after failed polls.
fn every(changes: &Changes, neon: &Neon, project: &ProjectId) -> Duration {
    let mine = changes.follow.watched.iter();
    let mine = mine.filter(|watch| watch.change.target.project() == Some(project));
    let newest = mine.map(|watch| watch.since).max().unwrap_or(neon.now);
    let age = neon.now.duration_since(newest).unsigned_abs().as_secs();
    let factor = 1_u32.checked_shl(changes.follow.missed).unwrap_or(u32::MAX);
    let runs = changes.queue.as_ref().is_some_and(queue::Queue::is_running);
    match (age, changes.follow.missed) {
        (..LONG, 0) if runs => queue::run::BRISK,
        (..LONG, 0) => EVERY,
        (age, _) => Duration::from_secs(age / 30)
            .max(EVERY.saturating_mul(factor))
            .min(RARELY),
    }
}

/// Handles a failed poll.
pub fn failed(changes: &mut Changes, neon: &mut Neon, project: &ProjectId) {
    changes.follow.missed = changes.follow.missed.saturating_add(1);
    report_ended(changes, neon);
    if changes.follow.in_project(project) {
        let every = every(changes, neon, project);
        neon.after(Slot::Poll(project.clone()), every);
    }
}

/// Requests pending operations that are missing from the list by ID.
fn ask_for_missing(
    changes: &mut Changes,
    neon: &mut Neon,
    project: &ProjectId,
    listed: &[Operation],
) {
    let mine = changes
        .follow
        .watched
        .iter()
        .filter(|watch| watch.change.target.project() == Some(project));
    let pending = mine
        .flat_map(|watch| &watch.chain)
        .filter(|operation| operation.status.is_pending());
    let missing = pending.filter(|operation| !listed.iter().any(|other| other.id == operation.id));
    let ask = |id: &OperationId| {
        Task::ask(
            read::followed_one(project.clone(), id.clone()),
            Request::get_operation(project, id),
        )
    };
    let asks: Vec<_> = missing.map(|operation| ask(&operation.id)).collect();
    neon.start_all(asks);
}

/// Reports the changes that have ended, and reads what they changed again.
fn report_ended(changes: &mut Changes, neon: &mut Neon) {
    let now = neon.now;
    let ended = |watch: &Watch| {
        let known = watch.found != Found::NotYet;
        let over = watch
            .chain
            .iter()
            .any(|operation| operation.status.is_failure())
            || watch
                .chain
                .iter()
                .all(|operation| operation.status.is_terminal());
        (known && over) || now.duration_since(watch.since).as_secs() > GIVE_UP
    };
    let (over, on): (Vec<_>, Vec<_>) = std::mem::take(&mut changes.follow.watched)
        .into_iter()
        .partition(ended);
    changes.follow.watched = on;

    for watch in over {
        end(changes, neon, &watch);
    }
}

fn end(changes: &mut Changes, neon: &mut Neon, watch: &Watch) {
    let verb = watch.change.verb;
    // It may have been renamed since.
    let name = called::now(neon, &watch.change);
    if let Some(bad) = watch
        .chain
        .iter()
        .find(|operation| operation.status.is_failure())
    {
        let why = bad.error.as_deref().filter(|why| !why.is_empty());
        let why = why.map_or_else(|| bad.status.to_string(), ToOwned::to_owned);
        let what = operation::words(&bad.action);
        let text = format!("{what} failed on {name}: {why}");
        let why = format!("{what} failed: {why}");
        changes
            .log
            .ended(neon, &watch.change, ChangeResult::Failed, &why);
        return write::failed(changes, neon, &watch.change, Outcome::Uncertain, text, &why);
    }
    if watch
        .chain
        .iter()
        .any(|operation| !operation.status.is_terminal())
    {
        let text = format!("still {} {name} after 5m; no longer watched", verb.doing);
        return write::failed(
            changes,
            neon,
            &watch.change,
            Outcome::Uncertain,
            text.clone(),
            &text,
        );
    }
    if watch.found != Found::InAnswer && !queue::owns(changes, &watch.change) {
        if !watch.chain.is_empty() {
            let (happened, took) = (called::happened(&watch.change), duration(&watch.chain));
            neon.say_good(format!("{happened}{took}"));
        }
        changes.tell(Event::Outdated(watch.change.target.clone()));
        return;
    }
    let time = neon.now.duration_since(watch.since);
    queue::run::record_duration(changes, &watch.change, time.unsigned_abs());
    write::finished(changes, neon, &watch.change, &duration(&watch.chain))
}

/// " in 1.2 s", from the start of the first operation to the end of the last one.
fn duration(chain: &[Operation]) -> String {
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
        _ if counted > 0 => format!(" in {}", duration::millis(counted)),
        (Some(began), Some(ended)) => {
            let seconds = ended
                .timestamp()
                .duration_since(began.timestamp())
                .as_secs();
            format!(" in {}", duration::rounded(seconds))
        }
        _ => String::new(),
    }
}

/// Replaces operations with their newer versions.
pub fn merge(neon: &mut Neon, project: &ProjectId, newer: &[Operation]) {
    let inside = neon.store.inside_mut(project);
    neon.touched |= inside.merge_operations(newer, neon.now);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_somebody_else_has_started_is_not_taken_for_ours() {
        let (project, endpoint) = ("shop".into(), "ep-a".into());
        let request = Request::suspend_endpoint(&project, &endpoint);
        let change = Change::new(Target::Endpoint(project, endpoint), "main", request);
        let since = "2026-11-21T14:02:13.8Z".parse().unwrap();
        let ours = |action: &str, at: &str| {
            let operation = json!({
                "id": "op", "project_id": "shop", "endpoint_id": "ep-a", "action": action,
                "status": "running", "created_at": at,
            });
            may_have_started(&change, since, &serde_json::from_value(operation).unwrap())
        };
        assert!(ours("suspend_compute", "2026-11-21T14:02:13Z"));
        assert!(!ours("suspend_compute", "2026-11-21T14:02:12Z"));
        assert!(!ours("start_compute", "2026-11-21T14:02:14Z"));
        assert!(!ours("check_availability", "2026-11-21T14:02:14Z"));
    }
}
