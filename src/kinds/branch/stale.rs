//! Branches that nobody seems to need.

use crate::{
    api::types::{Branch, BranchId, Time},
    kinds::State,
    store::ProjectData,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;

/// When its computes were last active.
pub fn last_active(inside: &ProjectData, branch: &Branch) -> Option<Time> {
    let computes = inside.endpoints_of(&branch.id);
    computes.filter_map(|endpoint| endpoint.last_active).max()
}

/// Branches that have been inactive for some days, have no expiry, are neither default nor protected, and whose
/// descendants are all like this.
pub fn stale(inside: &ProjectData, days: u16, now: Timestamp) -> impl Iterator<Item = &Branch> {
    let age = SignedDuration::from_hours(i64::from(days) * 24);
    let is_old = |branch: &Branch| {
        let active = last_active(inside, branch).max(branch.created_at);
        let active = active.is_some_and(|at| now.duration_since(at.timestamp()) < age);
        let awake = inside.branch_state(branch) == State::ACTIVE;
        let is_exempt = branch.default || branch.protected || branch.expires_at.is_some();
        !(active || awake || is_exempt)
    };
    let all = &inside.branches.value;
    // The ancestors of a needed branch are needed as well.
    let mut needed: HashSet<&BranchId> = HashSet::new();
    for branch in all.values().filter(|branch| !is_old(branch)) {
        let mut holds = Some(branch);
        while let Some(branch) = holds.filter(|branch| needed.insert(&branch.id)) {
            let parent = branch.parent_id.as_ref();
            holds = parent.and_then(|parent| all.get(parent));
        }
    }
    all.values()
        .filter(move |branch| !needed.contains(&branch.id))
}
