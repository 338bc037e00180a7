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
    neon::{DialogId, Neon},
    reads::fetch,
    store::{Store, target::Target},
    ui::{action::Availability, browser::Browser, commands, dialog::Dialogs, settings::Settings},
};

/// Opens the form of a new snapshot of the row's branch.
pub fn take(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    let Ok(branch) = commands::snapshot::source(browser, &neon.store) else {
        return;
    };
    let (project, branch) = (branch.project_id.clone(), branch.id.clone());
    fetch::snapshots(neon, &project, false);
    super::create::open(
        browser,
        dialogs,
        settings,
        neon,
        NewSnapshot { project, branch }.into(),
    );
}

/// Opens the form of a new branch from the row's snapshot.
pub fn branch_of(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let Some(Target::Snapshot(project, snapshot)) = browser.selected().cloned() else {
        return;
    };
    let new = FromSnapshot {
        project,
        snapshot,
        replaces: None,
    };
    super::create::open(browser, dialogs, settings, neon, new.into());
}

/// Opens the form of the row's snapshot.
pub fn edit_snapshot(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let Some(target) = browser.selected().cloned() else {
        return;
    };
    let Target::Snapshot(project, id) = &target else {
        return;
    };
    let Some(snapshot) = neon.store.snapshot(project, id) else {
        return;
    };
    let thing = serde_json::to_value(snapshot).unwrap_or_default();
    let title = vec!["Edit snapshot".to_owned(), snapshot.name.to_string()];
    open_on(dialogs, settings, neon, target, &SNAPSHOT, title, thing);
}

/// Whether the backups of the row's branch can be scheduled.
pub fn schedule_ready(browser: &Browser, store: &Store) -> Availability {
    commands::snapshot::can_take(browser, store)
}

/// Opens the form of the backup schedule of the row's branch, which is loaded first.
pub fn edit_schedule(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &Settings,
    neon: &mut Neon,
) {
    let Ok(branch) = commands::snapshot::source(browser, &neon.store) else {
        return;
    };
    let (project, id) = (branch.project_id.clone(), branch.id.clone());
    let title = vec!["Backup schedule".to_owned(), branch.name.to_string()];
    let target = Target::Schedule(project.clone(), id.clone());
    let about = about(settings, neon, &target, None);
    let name = about.name.clone();
    let form = Form::new(target, &SCHEDULE, title, name, about);
    schedule::fetch(neon, &project, &id);
    dialogs.open(form);
}

/// Fills a form that waits for a schedule.
pub(crate) fn schedule_received(
    dialogs: &mut Dialogs,
    store: &Store,
    id: DialogId,
    target: &Target,
) {
    let Target::Schedule(project, branch) = target else {
        return;
    };
    let inside = store.inside(project);
    let known = inside.and_then(|inside| inside.schedules.get(branch));
    let (is_known, error) = progress(known);
    fill_waiting(dialogs, store, id, target, is_known, error);
}
