//! Whether a change has happened, told by what Neon says of the thing now.
//!
//! Two ask: after a lost answer, did it happen? Before an undo, is it still as we left it? A new
//! kind of wish is a variant of [`Expectation`]; what reads it is all in this file.

use super::{
    create::Made, database, restore_backup, schedule, snapshot, spending_limit, write::Change,
};
use crate::{
    api::{
        Answer, ApiError, Request,
        types::{Branch, BranchState, Endpoint, OrgId, RestoreStatus, Time},
    },
    kinds::{self, endpoint, state::State},
    store::target::Target,
};
use jiff::Timestamp;
use serde_json::Value;

/// What must be true after a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// The compute runs, or is on its way there.
    Running,
    /// The compute is suspended, or is on its way there.
    Suspended,
    /// The compute is on its way through a restart, or has been started anew.
    Restarted {
        /// When it had been started before.
        started_at: Option<Time>,
    },
    /// What the request's body says is what Neon now has.
    Body,
    /// The thing is there, and was not before.
    Created(Made),
    /// The thing is gone, or on its way out.
    Gone,
    /// The thing is there again.
    There,
    /// The project belongs to this organization.
    In(OrgId),
    /// The branch is the default one.
    Default,
    /// The branch has taken the place of the one that it was restored for.
    Finalized,
    /// The branch is getting other data, or has got it.
    Replaced {
        /// When that had happened before.
        last_reset_at: Option<Time>,
        /// The branch that keeps what it was, if it is kept.
        backup: Option<String>,
    },
    /// The role has another password.
    NewPassword {
        /// When the role had been changed before.
        updated_at: Option<Time>,
    },
    /// A list has an entry with these fields, or no longer has one: for what has no answer of its own.
    Listed {
        /// What lists it.
        look: Box<Request>,
        /// The fields that tell it from the others.
        entry: Value,
        /// Whether it is to be there.
        there: bool,
    },
}

impl Expectation {
    /// Whether the thing is to be gone afterwards.
    pub(crate) const fn removes(&self) -> bool {
        matches!(self, Self::Gone | Self::Listed { there: false, .. })
    }

    /// Whether a compute in this state can still get there: others may have been quicker.
    pub(crate) fn fits(&self, state: State) -> bool {
        match self {
            Self::Running => state == State::IDLE,
            Self::Suspended | Self::Restarted { .. } => state == State::ACTIVE,
            Self::Body
            | Self::Created(_)
            | Self::Gone
            | Self::There
            | Self::In(_)
            | Self::Default
            | Self::Finalized
            | Self::Replaced { .. }
            | Self::NewPassword { .. }
            | Self::Listed { .. } => true,
        }
    }
}

/// The request that tells whether a change has happened. A database may have another name by now,
/// so its list is read.
pub fn look(change: &Change) -> Option<Request> {
    match (&change.wanted, &change.target) {
        (Expectation::Created(made), _) => Some(made.look()),
        // The backup is there when the restore is, and nobody else makes one of that name.
        (
            Expectation::Replaced {
                backup: Some(name), ..
            },
            Target::Branch(project, _),
        ) => Some(restore_backup::look(project, name)),
        (Expectation::Listed { look, .. }, _) => Some((**look).clone()),
        (Expectation::Body, Target::Database(project, branch, _)) => {
            Some(Request::list_databases(project, branch).into())
        }
        (_, target) => kinds::lookup::of(target, |kind| kind.read()),
    }
}

/// Whether what the change wanted is so; none if the answer does not tell.
pub fn of(change: &Change, answer: &Result<Answer, ApiError>) -> Option<bool> {
    let gone = change.wanted == Expectation::Gone;
    if let (Expectation::Listed { entry, there, .. }, Ok(answer)) = (&change.wanted, answer) {
        return Some(lists(answer, entry) == *there);
    }
    Some(match answer {
        Ok(Answer::GetEndpoint(answer)) => endpoint_has(&answer.endpoint, change),
        Ok(Answer::ListSnapshots(list)) => snapshot::has(change, &list.snapshots),
        Ok(Answer::GetSnapshotSchedule(now)) => schedule::is_set(change, now),
        Ok(Answer::ListBranches(page)) => restore_backup::is_in(&change.wanted, &page.branches),
        Ok(Answer::GetBranch(answer)) => branch_has(&answer.branch, change),
        Ok(Answer::GetProject(answer)) => match &change.wanted {
            Expectation::There => true,
            Expectation::In(org) => answer.project.org_id.as_ref() == Some(org),
            _ => body(&change.request, "project", &answer.project),
        },
        Ok(Answer::ListDatabases(list)) => {
            database::find_changed(&change.target, &change.request, &list.databases).is_some()
        }
        Ok(Answer::GetDatabase(answer)) => body(&change.request, "database", &answer.database),
        Ok(Answer::GetSpendingLimit(now)) => {
            spending_limit::set_by(change) == now.spending_limit_cents
        }
        Ok(Answer::GetMember(answer)) => body(&change.request, "", &answer.member),
        Ok(Answer::GetRole(answer)) => {
            let now = answer.role.updated_at;
            matches!(change.wanted, Expectation::NewPassword { updated_at } if now.is_some() && now != updated_at)
        }
        Ok(answer) => {
            let entry = kinds::lookup::of(&change.target, |kind| kind.entry());
            entry.is_some_and(|entry| gone != lists(answer, &wanted(change, entry)))
        }
        Err(error) if error.is_gone() => gone,
        Err(_) => return None,
    })
}

fn endpoint_has(now: &Endpoint, change: &Change) -> bool {
    match change.wanted {
        Expectation::Running => matches!(
            endpoint::state(now),
            State::ACTIVE | State::STARTING | State::RESTARTING
        ),
        Expectation::Suspended => matches!(
            endpoint::state(now),
            State::IDLE | State::SUSPENDING | State::BLOCKED
        ),
        // Half-way it is suspending, then starting; at the end it was started at another time.
        Expectation::Restarted { started_at } => {
            let on_its_way = [State::SUSPENDING, State::STARTING, State::RESTARTING]
                .contains(&endpoint::state(now));
            on_its_way || now.started_at.is_some_and(|at| Some(at) != started_at)
        }
        _ => body(&change.request, "endpoint", now),
    }
}

fn branch_has(now: &Branch, change: &Change) -> bool {
    match change.wanted {
        Expectation::Gone => now.pending_state == Some(BranchState::StorageDeleted),
        Expectation::Default => now.default,
        Expectation::There => true,
        Expectation::Finalized => now
            .restore_status
            .as_ref()
            .is_some_and(|status| *status != RestoreStatus::Restored),
        Expectation::Replaced { last_reset_at, .. } => {
            let again = now.last_reset_at.is_some() && now.last_reset_at != last_reset_at;
            now.current_state == BranchState::Resetting || again
        }
        _ => body(&change.request, "branch", now),
    }
}

/// The entry that a list must have: with what a change sets, where it sets something.
fn wanted(change: &Change, mut entry: Value) -> Value {
    let body = change.request.body.as_ref().and_then(Value::as_object);
    if let (Some(fields), Some(set)) = (entry.as_object_mut(), body) {
        fields.extend(set.clone());
    }
    entry
}

/// Whether one of the lists of an answer has an entry with these fields.
fn lists(answer: &Answer, entry: &Value) -> bool {
    listed(answer, entry).is_some()
}

/// That entry.
pub fn listed(answer: &Answer, entry: &Value) -> Option<Value> {
    let answer = serde_json::to_value(answer).ok()?;
    let lists = answer.as_object()?.values().filter_map(Value::as_array);
    let mut entries = lists.flatten();
    entries.find(|other| is_part_of(entry, other)).cloned()
}

/// Whether everything that the body sets is what the thing now has; without a wrapper the whole body
/// sets it.
pub(crate) fn body<T: serde::Serialize>(request: &Request, wrapper: &str, now: &T) -> bool {
    let wanted = request.body.as_ref();
    let wanted = wanted.and_then(|body| match wrapper {
        "" => Some(body),
        wrapper => body.get(wrapper),
    });
    let now = serde_json::to_value(now);
    now.is_ok_and(|now| wanted.is_some_and(|wanted| is_part_of(wanted, &now)))
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
