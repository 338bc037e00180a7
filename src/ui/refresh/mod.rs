//! Reloading what is on the screen: on a key, periodically, after a change.

pub mod drawn;
pub mod visible;

use crate::{
    api::{Priority, Request, types::ProjectId},
    changes::{Changes, lost_answer, spending_limit},
    kinds::{self, Contents},
    neon::{Connectivity, Neon, read},
    reads::{
        fetch::{contents, project_inside, quiet, raw, snapshots, start},
        listing::{first_page, next_page},
        look,
        timing::schedule,
    },
    store::{ProjectData, target::Target},
    ui::{
        action::Availability,
        browser::Browser,
        panes::Tab,
        refresh::{self, visible::visible_project},
        table::{self, list::ListEvent},
        tree::Tree,
        usage,
    },
};

/// Reloads the selection.
pub fn refresh_selected(browser: &mut Browser, neon: &mut Neon) {
    try_again(neon);
    if browser.table.is_some() {
        return table_again(browser, neon);
    }
    let Some(target) = browser.selected().cloned() else {
        return start(neon);
    };
    neon.store.raw = None;
    kinds::lookup::of(&target, |kind| match kind.contents() {
        Contents::Projects(org) => {
            first_page(neon, &target);
            if let Some(org) = org {
                spending_limit::reread(neon, org);
            }
        }
        Contents::Rest(list) => next_page(neon, list),
        Contents::Project(project) => project_again(&browser.tree, neon, project),
        // Items on a branch are in its lists, other items of a project in those of the project.
        Contents::Branch(..) | Contents::Nothing => {
            let Some(project) = target.project() else {
                return;
            };
            project_inside(neon, project, Priority::User);
            if let Some(branch) = target.branch() {
                contents(neon, project, branch, true);
            }
        }
    });
    shown_again(browser, neon);
    schedule(neon);
}

/// Lets the list on screen look for what is new.
pub fn tail_due(browser: &mut Browser, neon: &mut Neon) {
    table::list::tell(browser, neon, ListEvent::Tail);
}

/// Lets requests be sent although Neon could not be reached before.
fn try_again(neon: &mut Neon) {
    if !matches!(neon.link, Connectivity::Online) {
        neon.link = Connectivity::Starting;
    }
}

/// Reloads what the table and the tab of the details show, besides what they show of projects and branches.
fn shown_again(browser: &mut Browser, neon: &mut Neon) {
    table::load::reload(browser, neon);
    table::list::tell(browser, neon, ListEvent::Refreshed);
    let target = browser.selected().cloned();
    match (browser.panes.details.tab, target) {
        (Tab::Raw, Some(target)) => raw(neon, &target),
        (Tab::Usage, _) if usage::is_shown(browser, &neon.store) == Availability::Yes => {
            usage::ask(browser, neon, true)
        }
        _ => {}
    }
}

fn project_again(tree: &Tree, neon: &mut Neon, project: &ProjectId) {
    neon.store
        .project_mut(project)
        .full
        .get_or_insert_default()
        .start_loading();
    neon.ask(
        read::project(project.clone()),
        Request::get_project(project).raw(),
    );
    let known = neon
        .store
        .inside(project)
        .is_some_and(|inside: &ProjectData| !inside.branches.is_absent());
    if known || tree.expanded.contains(&Target::Project(project.clone())) {
        project_inside(neon, project, Priority::User);
    }
}

/// Reloads everything on the screen.
pub fn refresh_all(browser: &mut Browser, neon: &mut Neon) {
    try_again(neon);
    neon.store.raw = None;
    neon.store.orgs.start_loading();
    neon.load(read::orgs(), Request::organizations());
    let lists: Vec<Target> = neon.store.lists.keys().cloned().collect();
    for list in &lists {
        first_page(neon, list);
    }
    let drawn = refresh::drawn::drawn(browser, &neon.store);
    for project in &drawn.projects {
        project_again(&browser.tree, neon, project);
    }
    for branch in &drawn.branches {
        if let Target::Branch(project, id) = branch {
            contents(neon, project, id, true);
        }
    }
    let selected = browser.selected().cloned();
    if let Some(Target::Org(org)) = &selected {
        spending_limit::reread(neon, org);
    }
    shown_again(browser, neon);
    schedule(neon);
    neon.store_changed();
}

/// Tries again after Neon could not be reached, with the smallest useful request.
pub fn retry(browser: &Browser, changes: &Changes, neon: &mut Neon) {
    lost_answer::check_again(changes, neon);
    if !matches!(neon.link, Connectivity::Offline { .. }) {
        return;
    }
    match visible_project(browser, &neon.store).cloned() {
        _ if neon.store.lists.values().all(|list| list.rows.is_empty()) => start(neon),
        Some(project) => quiet(neon, &project),
        None => neon.load(read::auth(), Request::auth()),
    }
}

/// Handles a refresh that is due.
pub fn refresh_due(browser: &mut Browser, neon: &mut Neon) {
    let patience = &mut neon.patience;
    let in_vain = patience.failed && !patience.answered;
    let before = patience.rounds;
    patience.rounds = if in_vain { before.saturating_add(1) } else { 0 };
    (patience.failed, patience.answered) = (false, false);
    neon.touched |= neon.patience.rounds != before;
    let project = visible_project(browser, &neon.store).cloned();
    let project = project.filter(|id| {
        !neon
            .store
            .inside(id)
            .is_some_and(|inside| inside.refreshing)
    });
    if project.is_none() && matches!(neon.link, Connectivity::Unreadable { .. }) {
        return start(neon);
    }
    if let Some(project) = project {
        quiet(neon, &project);
    }
    // As long as nothing answers, the smallest read is enough.
    if neon.patience.rounds == 0 {
        refresh::drawn::details_again(browser, neon);
        refresh::drawn::oldest_again(browser, neon);
    }
    schedule(neon);
}

/// Reloads what a change may have affected.
pub fn reload(browser: &Browser, neon: &mut Neon, target: &Target) {
    if neon.store.raw.as_ref().is_some_and(|(of, _)| of == target) {
        neon.store.raw = None;
    }
    let Some(project) = target.project().cloned() else {
        return;
    };
    if neon.store.project(&project).is_none() {
        return;
    }

    let shows_snapshots = matches!(target, Target::Snapshot(..) | Target::Schedule(..));
    if shows_snapshots {
        snapshots(neon, &project, true);
    }
    if let Some(branch) = target.branch().filter(|branch| {
        let known = neon.store.contents(&project, branch);
        known.is_some_and(|contents| !contents.databases.is_absent())
    }) {
        contents(neon, &project, branch, true);
    }
    match neon.store.inside(&project) {
        Some(inside) if !inside.branches.is_absent() => quiet(neon, &project),
        // It was only looked into for what is awake.
        Some(inside) if !inside.endpoints.is_absent() => look::again(neon, &project),
        _ => {}
    }
    if browser.panes.details.tab == Tab::Raw && browser.selected() == Some(target) {
        raw(neon, target);
    }
    if matches!(target, Target::Project(_)) {
        neon.load(
            read::project(project.clone()),
            Request::get_project(&project).raw(),
        );
    }
}

/// Reloads the table on the screen after a change at its place, if nothing else does.
pub fn reload_table(browser: &mut Browser, neon: &mut Neon, target: &Target) {
    table::load::reload_changed(browser, neon, target)
}

/// Reloads what the table shows.
fn table_again(browser: &mut Browser, neon: &mut Neon) {
    shown_again(browser, neon);
    if let Some(of) = browser.table.as_ref().map(|table| table.of.clone()) {
        reload(browser, neon, &of);
    }
}
