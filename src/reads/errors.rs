//! What has gone wrong in the computes of a branch, for their details.

use crate::{
    api::{
        ApiError,
        types::{BranchId, LogsPage, ProjectId},
    },
    kinds::log::errors,
    neon::{Neon, read},
    store::remote::Remote,
};
use jiff::SignedDuration;

/// How long the answer is good enough.
const FRESH: SignedDuration = SignedDuration::from_mins(1);

/// Reads the newest errors, unless none of the computes has run lately, or Neon keeps no logs of the branch.
pub fn ask(neon: &mut Neon, project: &ProjectId, branch: &BranchId) {
    let of = (project.clone(), branch.clone());
    let known = neon.store.errors.get(&of);
    if !known.is_none_or(|known| is_outdated(known, neon)) || !ran(neon, &of) {
        return;
    }
    neon.store.errors.entry(of).or_default().start_loading();
    let request = errors::request(project, branch);
    neon.ask(read::errors(project.clone(), branch.clone()), request);
}

fn is_outdated<T>(known: &Remote<T>, neon: &Neon) -> bool {
    let is_refused = known.error().is_some_and(ApiError::is_gone);
    !is_refused && known.is_due(FRESH, neon.now)
}

/// Whether one of the branch's computes has run in the time whose errors are listed.
fn ran(neon: &Neon, (project, branch): &(ProjectId, BranchId)) -> bool {
    let mut computes = neon.store.endpoints_of(project, branch);
    computes.any(|compute| errors::may_have(compute, neon.now))
}

/// Handles them, or why there are none.
pub fn received(
    neon: &mut Neon,
    project: ProjectId,
    branch: BranchId,
    page: Result<LogsPage, ApiError>,
) {
    let now = neon.now;
    let known = neon.store.errors.entry((project, branch)).or_default();
    match page {
        Ok(page) => known.set_list(page.logs, page.odd, now),
        Err(error) => known.fail(error),
    }
    neon.touched = true;
}
