//! The errors that computes have logged in the last day, for their details.

use super::POSTGRES;
use crate::{
    api::{
        Get, Request,
        types::{BranchId, Endpoint, EndpointState, LogRecord, LogsPage, ProjectId},
    },
    store::Store,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// How far back they are listed.
const LISTED: SignedDuration = SignedDuration::from_hours(24);
/// The most that are asked for; the details say "100+" then.
pub const MOST: usize = 100;

/// The newest errors of all computes of a branch.
pub fn request(project: &ProjectId, branch: &BranchId) -> Get<LogsPage> {
    let body = json!({
        "since": "24h", "source": POSTGRES, "minimum_severity": "error", "limit": MOST,
    });
    Request::query_logs(project, branch, body)
}

/// Whether a compute has run in that time.
pub fn may_have(compute: &Endpoint, now: Timestamp) -> bool {
    let is_idle = compute.current_state == EndpointState::Idle;
    let last = compute
        .last_active
        .map(|at| now.duration_since(at.timestamp()));
    !is_idle || last.is_some_and(|ago| ago < LISTED)
}

/// The known ones of a compute, newest first; none if they were not read.
pub fn of<'s>(
    store: &'s Store,
    project: &ProjectId,
    compute: &Endpoint,
) -> Option<Vec<&'s LogRecord>> {
    let of = (project.clone(), compute.branch_id.clone());
    let known = store.errors.get(&of)?.known()?;
    let mine = known
        .iter()
        .filter(|one| one.entity_id == compute.id.as_str());
    Some(mine.collect())
}
