//! Asking again for what is on the screen: on a key, from time to time, after a change.

pub mod drawn;
pub mod visible;

use crate::{
    api::{Priority, Request, types::ProjectId},
    changes::{lost_answer, spending_limit},
    kinds::{self, Contents},
    neon::{Connectivity, read},
    reads::{
        fetch::{contents, project_inside, quiet, raw, snapshots, start},
        listing::{first_page, next_page},
        timing::schedule,
    },
    store::{ProjectData, target::Target},
    ui::{
        model::Model,
        panes::Tab,
        refresh::{self, visible::visible_project},
        table,
    },
};

/// Asks again for what is selected.
pub fn refresh_selected(model: &mut Model) {
    model.neon.link = Connectivity::Starting;
    if model.browser.table.is_some() {
        return table::refresh(model);
    }
    let Some(target) = model.browser.selected().cloned() else {
        return start(&mut model.neon);
    };
    model.neon.store.raw = None;
    kinds::lookup::of(&target, |kind| match kind.contents() {
        Contents::Projects(org) => {
            first_page(&mut model.neon, &target);
            if let Some(org) = org {
                spending_limit::again(&mut model.neon, org);
            }
        }
        Contents::Rest(list) => next_page(&mut model.neon, list),
        Contents::Project(project) => project_again(model, project),
        // What is on a branch is in its lists, what else is in a project in the project's.
        Contents::Branch(..) | Contents::Nothing => {
            let Some(project) = target.project() else {
                return;
            };
            project_inside(&mut model.neon, project, Priority::User);
            if let Some(branch) = target.branch() {
                contents(&mut model.neon, project, branch, true);
            }
        }
    });
    if model.browser.panes.details.tab == Tab::Raw {
        raw(&mut model.neon, &target);
    }
    schedule(&mut model.neon);
}

fn project_again(model: &mut Model, project: &ProjectId) {
    model
        .neon
        .store
        .project_mut(project)
        .full
        .get_or_insert_default()
        .ask();
    model.neon.ask(
        read::project(project.clone()),
        Request::get_project(project).raw(),
    );
    let known = model
        .neon
        .store
        .inside(project)
        .is_some_and(|inside: &ProjectData| !inside.branches.is_absent());
    if known
        || model
            .browser
            .tree
            .expanded
            .contains(&Target::Project(project.clone()))
    {
        project_inside(&mut model.neon, project, Priority::User);
    }
}

/// Asks again for everything that is on screen.
pub fn refresh_all(model: &mut Model) {
    model.neon.link = Connectivity::Starting;
    model.neon.store.raw = None;
    model.neon.store.orgs.ask();
    model.neon.load(read::orgs(), Request::organizations());
    let lists: Vec<Target> = model.neon.store.lists.keys().cloned().collect();
    for list in &lists {
        first_page(&mut model.neon, list);
    }
    let drawn = refresh::drawn::drawn(model);
    for project in &drawn.projects {
        project_again(model, project);
    }
    for branch in &drawn.branches {
        if let Target::Branch(project, id) = branch {
            contents(&mut model.neon, project, id, true);
        }
    }
    let selected = model.browser.selected().cloned();
    if let Some(Target::Org(org)) = &selected {
        spending_limit::again(&mut model.neon, org);
    }
    if let Some(target) = selected.filter(|_| model.browser.panes.details.tab == Tab::Raw) {
        raw(&mut model.neon, &target);
    }
    table::load::again(model);
    schedule(&mut model.neon);
    model.neon.store_changed();
}

/// Neon could not be reached a while ago: tries again with the smallest request that matters.
pub fn retry(model: &mut Model) {
    lost_answer::check_again(&mut model.changes, &mut model.neon);
    if !matches!(model.neon.link, Connectivity::Offline { .. }) {
        return;
    }
    match visible_project(model).cloned() {
        _ if model
            .neon
            .store
            .lists
            .values()
            .all(|list| list.rows.is_empty()) =>
        {
            start(&mut model.neon)
        }
        Some(project) => quiet(&mut model.neon, &project),
        None => model.neon.load(read::auth(), Request::auth()),
    }
}

/// It is time for a refresh.
pub fn refresh_due(model: &mut Model) {
    let patience = &mut model.neon.patience;
    let in_vain = patience.failed && !patience.answered;
    let before = patience.rounds;
    patience.rounds = if in_vain { before.saturating_add(1) } else { 0 };
    (patience.failed, patience.answered) = (false, false);
    model.neon.touched |= model.neon.patience.rounds != before;
    let project = visible_project(model).cloned();
    let project = project.filter(|id| {
        !model
            .neon
            .store
            .inside(id)
            .is_some_and(|inside| inside.refreshing)
    });
    if project.is_none() && matches!(model.neon.link, Connectivity::Unreadable { .. }) {
        return start(&mut model.neon);
    }
    if let Some(project) = project {
        quiet(&mut model.neon, &project);
    }
    // Where nothing comes back, the smallest look is enough.
    if model.neon.patience.rounds == 0 {
        refresh::drawn::details_again(model);
        refresh::drawn::oldest_again(model);
    }
    schedule(&mut model.neon);
}

/// Reads again what a change may have touched.
pub fn reload(model: &mut Model, target: &Target) {
    if model
        .neon
        .store
        .raw
        .as_ref()
        .is_some_and(|(of, _)| of == target)
    {
        model.neon.store.raw = None;
    }
    let Some(project) = target.project().cloned() else {
        return;
    };
    if model.neon.store.project(&project).is_none() {
        return;
    }

    let shows_snapshots = matches!(target, Target::Snapshot(..) | Target::Schedule(..));
    if shows_snapshots {
        snapshots(&mut model.neon, &project, true);
    }
    if let Some(branch) = target.branch().filter(|branch| {
        let known = model.neon.store.contents(&project, branch);
        known.is_some_and(|contents| !contents.databases.is_absent())
    }) {
        contents(&mut model.neon, &project, branch, true);
    }
    if model
        .neon
        .store
        .inside(&project)
        .is_some_and(|inside| !inside.branches.is_absent())
    {
        quiet(&mut model.neon, &project);
    }
    if model.browser.panes.details.tab == Tab::Raw && model.browser.selected() == Some(target) {
        raw(&mut model.neon, target);
    }
    if matches!(target, Target::Project(_)) {
        model.neon.load(
            read::project(project.clone()),
            Request::get_project(&project).raw(),
        );
    }
}

/// Reads again what the table on screen shows of the place of a change, if nothing else does.
pub fn reload_table(model: &mut Model, target: &Target) {
    let of = model.browser.table.as_ref().map(|table| &table.of);
    if of.is_some_and(|of| of == target || of.project() == target.project()) {
        table::load::again(model)
    }
}
