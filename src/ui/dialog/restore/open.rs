//! When the wizard can be opened, and its initial state.

use crate::{
    api::types::{Branch, RestrictedActionName},
    changes::{
        Changes,
        branch::{self},
        restore_branch,
    },
    neon::Neon,
    reads::fetch,
    store::{Store, target::Target},
    ui::{
        action::{Action, Availability},
        browser::Browser,
        commands::branch::{free, selected},
        dialog::{
            Dialogs, menu,
            restore::{Restore, RestoreField, RestoreStep, Source, when},
        },
        keymap::Keymap,
        model::Model,
        scroll::{ListCursor, Scroll},
        text_input::TextInput,
    },
};
use jiff::SignedDuration;

/// How far in the past the initially chosen time is.
const AT_FIRST: SignedDuration = SignedDuration::from_hours(1);

/// The branch to restore, and the source: a snapshot's row means the branch that it was taken of.
fn subject<'a>(
    browser: &Browser,
    changes: &Changes,
    store: &'a Store,
) -> Result<(&'a Branch, Source), Availability> {
    let Some(Target::Snapshot(project, id)) = browser.selected() else {
        return Ok((free(browser, changes, store)?, Source::This));
    };
    let gone = || Availability::no("its source branch is gone: create a branch from it instead");
    let branch = store.snapshot_source(project, id).ok_or_else(gone)?;
    let free = changes.check_free(&branch::target(branch));
    free.map_err(Availability::No)?;
    Ok((branch, Source::Snapshot(id.clone())))
}

/// Whether the row's branch can be restored to an earlier state.
pub fn ready(browser: &Browser, keymap: &Keymap, changes: &Changes, store: &Store) -> Availability {
    let branch = match subject(browser, changes, store) {
        Ok((branch, _)) => branch,
        Err(ready) => return ready,
    };
    let name = &branch.name;
    if branch.parent_id.is_some() {
        let new = menu::way(keymap, Action::NewBranch);
        let reset = keymap.name(Action::ResetBranch);
        return Availability::no(format!(
            "only root branches are restored, and {name} has a parent: {new} branches from its past, \
             {reset} resets it from its parent"
        ));
    }
    match branch::restriction(branch, &RestrictedActionName::Restore) {
        // The last step offers to unprotect it meanwhile.
        Some(_) if branch.protected => Availability::Yes,
        Some(why) => Availability::no(format!("cannot restore {name}: {why}")),
        None => Availability::Yes,
    }
}

fn wizard(branch: &Branch) -> Restore {
    Restore {
        project: branch.project_id.clone(),
        branch: branch.id.clone(),
        name: branch.name.to_string(),
        reset: false,
        step: RestoreStep::When,
        field: RestoreField::Time,
        time: TextInput::default(),
        lsn: TextInput::default(),
        from: Source::This,
        search: String::new(),
        backup: TextInput::default(),
        schemas: None,
        cursor: ListCursor::default(),
        message: None,
        sending: false,
        scroll: Scroll::default(),
    }
}

/// Opens the wizard for the row's branch, starting at an hour ago.
pub fn open(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        settings,
        changes,
        neon,
        ..
    } = model;
    let Ok((branch, from)) = subject(browser, changes, &neon.store) else {
        return;
    };
    let mut restore = wizard(branch);
    restore.from = from;
    let (project, branch) = (restore.project.clone(), restore.branch.clone());
    restore.backup = TextInput::new(restore_branch::name(neon, &project, &restore.name));
    let hour_ago = neon.now.checked_sub(AT_FIRST).unwrap_or(neon.now);
    if restore.from == Source::This {
        restore.go_to(settings, neon, hour_ago);
    } else {
        restore.field = RestoreField::From;
    }
    fetch::snapshots(neon, &project, true);
    fetch::contents(neon, &project, &branch, false);
    dialogs.open(restore);
}

/// Opens the last page of the wizard for a reset from the parent.
pub fn reset(browser: &Browser, dialogs: &mut Dialogs, neon: &mut Neon) {
    let Some(branch) = selected(browser, &neon.store) else {
        return;
    };
    let Some(parent) = branch.parent_id.clone() else {
        return;
    };
    let mut restore = wizard(branch);
    restore.reset = true;
    restore.step = RestoreStep::Impact;
    restore.from = Source::Branch(parent);
    if !when::children(neon, &restore.project, &restore.branch).is_empty() {
        let name = restore_branch::name(neon, &restore.project, &restore.name);
        restore.backup = TextInput::new(name);
    }
    let (project, branch) = (restore.project.clone(), restore.branch.clone());
    fetch::contents(neon, &project, &branch, false);
    dialogs.open(restore);
}
