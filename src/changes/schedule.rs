//! Backup schedules of branches.

use super::{change::Change, spec::ChangeSpec, undo::UndoMethod};
use crate::{
    api::{
        Request,
        types::{BackupSchedule, BranchId, ProjectId, ScheduleItem},
    },
    kinds::backup_schedule::lines,
    neon::{Neon, read},
    store::target::Target,
};

pub const SET: ChangeSpec = ChangeSpec {
    is_done: |change, answer| {
        answer.body().is_some_and(|now: BackupSchedule| {
            set_by(change).is_some_and(|set| set == now.schedule)
        })
    },
    // The answer does not repeat it.
    keep: |_, neon, change, _| {
        let schedule = set_by(change).unwrap_or_default();
        let now = BackupSchedule {
            schedule,
            ..BackupSchedule::default()
        };
        keep(neon, &change.target, now);
    },
    inverse: |neon, change| {
        let Target::Schedule(project, branch) = &change.target else {
            return None;
        };
        let was = &neon.store.schedule(project, branch)?.schedule;
        let request = Request::set_snapshot_schedule(project, branch, was);
        Some(UndoMethod::change_back(change.another(request), Vec::new()))
    },
    ..ChangeSpec::PLAIN
};

/// Requests the backup schedule of a branch.
pub fn fetch(neon: &mut Neon, project: &ProjectId, branch: &BranchId) {
    let inside = neon.store.inside_mut(project);
    inside
        .schedules
        .entry(branch.clone())
        .or_default()
        .start_loading();
    let request = Request::snapshot_schedule(project, branch);
    neon.ask(read::schedule(project.clone(), branch.clone()), request);
}

/// Stores a backup schedule.
pub fn keep(neon: &mut Neon, target: &Target, schedule: BackupSchedule) {
    let now = neon.now;
    if let Target::Schedule(project, branch) = target {
        let inside = neon.store.inside_mut(project);
        let known = inside.schedules.entry(branch.clone()).or_default();
        known.set(schedule, now);
    }
}

/// The schedule that a change sets.
fn set_by(change: &Change) -> Option<Vec<ScheduleItem>> {
    change.request.body.as_ref().map(lines)
}
