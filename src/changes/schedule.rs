//! When branches are backed up by themselves: what is known of it, and how a change is told.

use super::write::Change;
use crate::{
    api::{
        Request,
        types::{BackupSchedule, BranchId, ProjectId},
    },
    kinds::backup_schedule::lines,
    neon::{Neon, read},
    store::target::Target,
};

/// Asks for the schedule of a branch.
pub fn fetch(neon: &mut Neon, project: &ProjectId, branch: &BranchId) {
    let inside = neon.store.inside_mut(project);
    inside.schedules.entry(branch.clone()).or_default().ask();
    let request = Request::snapshot_schedule(project, branch);
    neon.ask(read::schedule(project.clone(), branch.clone()), request);
}

/// Keeps what Neon says of a schedule.
pub fn keep(neon: &mut Neon, target: &Target, schedule: BackupSchedule) {
    let now = neon.now;
    if let Target::Schedule(project, branch) = target {
        let inside = neon.store.inside_mut(project);
        let known = inside.schedules.entry(branch.clone()).or_default();
        known.set(schedule, now);
    }
}

/// Whether a schedule is what a change has set.
pub fn is_set(change: &Change, now: &BackupSchedule) -> bool {
    let wanted = change.request.body.as_ref().map(lines);
    wanted.is_some_and(|wanted| wanted == now.schedule)
}

/// What a change has set, once it was accepted: the answer does not repeat it.
pub fn accepted(neon: &mut Neon, change: &Change) {
    let schedule = change.request.body.as_ref().map(lines).unwrap_or_default();
    keep(
        neon,
        &change.target,
        BackupSchedule {
            schedule,
            ..BackupSchedule::default()
        },
    );
}

/// The change that sets a schedule to what it is now.
pub fn previous(neon: &Neon, target: &Target) -> Option<Request> {
    let Target::Schedule(project, branch) = target else {
        return None;
    };
    let was = neon.store.schedule(project, branch)?;
    Some(Request::set_snapshot_schedule(
        project,
        branch,
        &was.schedule,
    ))
}
