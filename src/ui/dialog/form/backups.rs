//! Forms of snapshots and of backup schedules.

use super::{
    Form,
    context::about,
    open::{fill_waiting, open_on, progress},
};
use crate::{
    changes::schedule,
    kinds::{
        branch::FromSnapshot,
        edit::{SCHEDULE, SNAPSHOT},
        snapshot::NewSnapshot,
    },
    neon::DialogId,
    reads::fetch,
    store::target::Target,
    ui::{action::Availability, commands, model::Model},
};

/// Opens the form of a new snapshot of the row's branch.
pub fn take(model: &mut Model) {
    let Ok(branch) = commands::snapshot::source(model) else {
        return;
    };
    let (project, branch) = (branch.project_id.clone(), branch.id.clone());
    fetch::snapshots(&mut model.neon, &project, false);
    super::create::open(model, NewSnapshot { project, branch }.into());
}

/// Opens the form of a new branch from the row's snapshot.
pub fn branch_of(model: &mut Model) {
    let Some(Target::Snapshot(project, snapshot)) = model.browser.selected().cloned() else {
        return;
    };
    let new = FromSnapshot {
        project,
        snapshot,
        replaces: None,
    };
    super::create::open(model, new.into());
}

/// Opens the form of the row's snapshot.
pub fn edit_snapshot(model: &mut Model) {
    let Some(target) = model.browser.selected().cloned() else {
        return;
    };
    let Target::Snapshot(project, id) = &target else {
        return;
    };
    let Some(snapshot) = model.neon.store.snapshot(project, id) else {
        return;
    };
    let thing = serde_json::to_value(snapshot).unwrap_or_default();
    let title = vec!["Edit snapshot".to_owned(), snapshot.name.to_string()];
    open_on(model, target, &SNAPSHOT, title, thing);
}

/// Whether the backups of the row's branch can be scheduled.
pub fn schedule_ready(model: &Model) -> Availability {
    commands::snapshot::can_take(model)
}

/// Opens the form of the backup schedule of the row's branch, which is loaded first.
pub fn edit_schedule(model: &mut Model) {
    let Ok(branch) = commands::snapshot::source(model) else {
        return;
    };
    let (project, id) = (branch.project_id.clone(), branch.id.clone());
    let title = vec!["Backup schedule".to_owned(), branch.name.to_string()];
    let target = Target::Schedule(project.clone(), id.clone());
    let about = about(model, &target, None);
    let name = about.name.clone();
    let form = Form::new(target, &SCHEDULE, title, name, about);
    schedule::fetch(&mut model.neon, &project, &id);
    model.dialogs.open(form);
}

/// Fills a form that waits for a schedule.
pub(crate) fn schedule_received(model: &mut Model, id: DialogId, target: &Target) {
    let Target::Schedule(project, branch) = target else {
        return;
    };
    let inside = model.neon.store.inside(project);
    let known = inside.and_then(|inside| inside.schedules.get(branch));
    let (is_known, error) = progress(known);
    fill_waiting(model, id, target, is_known, error);
}
