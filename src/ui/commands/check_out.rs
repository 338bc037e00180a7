//! Checking out a branch: writing it to the `.neon` file.

use crate::{
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::Availability,
        browser::Browser,
        context::{CheckOut, Context},
        effect::{Effect, Outbox},
        local_job::LocalJob,
        settings::Settings,
    },
};

/// Whether the selection is on a branch that can be checked out.
pub fn ready(browser: &Browser, settings: &Settings, store: &Store) -> Availability {
    let branch = browser
        .selected()
        .and_then(|target| store.branch_of(target));
    let project = browser.selected().and_then(Target::project);
    match (branch, project, &settings.context) {
        (Some(branch), Some(project), Some(context)) if context.is_on(project, branch) => {
            Availability::no(format!("{} is checked out already", branch.name))
        }
        (Some(_), Some(_), _) => Availability::Yes,
        _ => Availability::Hidden,
    }
}

/// Checks out the branch of the selection.
pub fn begin(browser: &Browser, outbox: &mut Outbox, settings: &Settings, store: &Store) {
    let Some(target) = browser.selected() else {
        return;
    };
    let (Some(branch), Some(project)) = (store.branch_of(target), target.project()) else {
        return;
    };
    let entry = store.project(project);
    let org = entry.and_then(|entry| entry.row.org_id.clone());
    let context = Context {
        org: org.filter(|org| !org.is_empty()),
        project: Some(project.clone()),
        branch: Some(branch.name.to_string()),
    };
    outbox.push(Effect::LocalJob(LocalJob::CheckOut(CheckOut {
        file: settings.context_file.clone(),
        context,
    })));
}

/// Handles the end of a checkout.
pub fn checked_out(
    settings: &mut Settings,
    neon: &mut Neon,
    what: CheckOut,
    done: Result<(String, bool), String>,
) {
    match done {
        Ok((file, ignored)) => {
            let branch = what.context.branch.clone().unwrap_or_default();
            let also = if ignored {
                " and told git to ignore it"
            } else {
                ""
            };
            settings.context = Some(what.context);
            neon.say_good(format!("checked out {branch}: wrote {file}{also}"))
        }
        Err(why) => neon.say_bad(format!("not checked out. {why}")),
    }
}
