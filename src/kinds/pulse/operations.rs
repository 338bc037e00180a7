//! What the operations of a project tell: what has failed, and what is running.

use crate::{
    api::types::{Operation, ProjectId},
    store::{ProjectData, target::Target},
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Failures older than this are past.
const RECENT: SignedDuration = SignedDuration::from_hours(24);
/// What was running longer ago than this may have ended since.
const MOMENT: SignedDuration = SignedDuration::from_mins(1);

/// The newest operation of each branch in the last day, if it failed and no compute was started there since.
pub(super) fn failures<'a>(
    id: &ProjectId,
    inside: &'a ProjectData,
    now: Timestamp,
) -> Vec<(Target, &'a str, &'a Operation)> {
    let mut newest = BTreeMap::new();
    // They are sorted newest first.
    for one in &inside.operations.value {
        let at = one.created_at.map(|at| at.timestamp());
        if at.is_some_and(|at| now.duration_since(at) <= RECENT) {
            newest.entry(&one.branch_id).or_insert(one);
        }
    }
    let started_since = |one: &Operation| {
        let branch = one.branch_id.iter();
        let mut computes = branch.flat_map(|branch| inside.endpoints_of(branch));
        computes.any(|compute| compute.started_at > one.created_at)
    };
    let failed = newest
        .into_values()
        .filter(|one| one.status.is_failure() && !started_since(one));
    failed
        .map(|one| {
            let (target, name) = subject(id, inside, one);
            (target, name, one)
        })
        .collect()
}

/// The branch that an operation concerns and its name, or the project.
fn subject<'a>(id: &ProjectId, inside: &'a ProjectData, one: &Operation) -> (Target, &'a str) {
    let branch = one.branch_id.as_ref();
    match branch.and_then(|branch| inside.branches.value.get(branch)) {
        Some(branch) => (
            Target::Branch(id.clone(), branch.id.clone()),
            branch.name.as_str(),
        ),
        None => (Target::Project(id.clone()), ""),
    }
}

/// The newest operation of each branch, if it was running when that was read a moment ago.
pub(super) fn running<'a>(
    id: &ProjectId,
    inside: &'a ProjectData,
    now: Timestamp,
) -> Vec<(Target, &'a str, &'a Operation, Timestamp)> {
    let read = inside.operations.at;
    if read.is_none_or(|at| now.duration_since(at) > MOMENT) {
        return Vec::new();
    }
    let pending = inside.operations.value.iter();
    let pending = pending.filter(|one| one.status.is_pending());
    let mut running: Vec<(Target, &str, &Operation, Timestamp)> = Vec::new();
    for one in pending {
        let (target, name) = subject(id, inside, one);
        if let Some(since) = one.created_at
            && running.iter().all(|(known, ..)| *known != target)
        {
            running.push((target, name, one, since.timestamp()));
        }
    }
    running
}
