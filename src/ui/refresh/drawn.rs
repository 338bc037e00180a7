//! What is drawn, and how a refresh keeps it up to date: what the details show is read every time, the rest of the
//! screen in turn, oldest first.

use crate::{
    api::{Request, types::ProjectId},
    changes::spending_limit,
    kinds,
    neon::{Neon, Task, read},
    reads::{
        fetch::{contents, quiet},
        look,
    },
    store::{Store, target::Target},
    ui::{
        browser::Browser,
        layout::Pane,
        panes::Tab,
        row_lookup,
        table::{self, list::ListEvent},
    },
};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// The age in seconds after which what is drawn is read again when its turn comes.
const OLD: i64 = 60;

/// What is expanded and has rows on the screen, even if its own row is scrolled off.
pub(crate) struct Drawn {
    /// Projects that are expanded or selected.
    pub projects: BTreeSet<ProjectId>,
    /// Branches whose databases and roles are drawn.
    pub branches: BTreeSet<Target>,
}

/// What is currently expanded and has rows on the screen.
pub(crate) fn drawn(browser: &Browser, store: &Store) -> Drawn {
    let rows = browser
        .tree
        .cursor
        .visible(&browser.tree.rows, browser.list_height());
    let rows = rows
        .iter()
        .filter_map(|row| row_lookup::target(row.place, store));
    let table = browser.table.as_ref().map(|table| table.of.clone());
    let mut drawn = Drawn {
        projects: BTreeSet::new(),
        branches: BTreeSet::new(),
    };
    for target in rows.chain(browser.tree.cursor.item.clone()).chain(table) {
        let Some(project) = target.project() else {
            continue;
        };
        let is_open = |target: Target| browser.tree.expanded.contains(&target);
        if target != Target::Project(project.clone()) || is_open(target.clone()) {
            drawn.projects.insert(project.clone());
        }
        let Some(branch) = target.branch() else {
            continue;
        };
        let of = Target::Branch(project.clone(), branch.clone());
        let known = store.contents(project, branch);
        if known.is_some() && (of != target || is_open(of.clone())) {
            drawn.branches.insert(of);
        }
    }
    // The details show the selection even if it is collapsed.
    match browser.selected() {
        Some(Target::Project(project)) => {
            let known = store.project(project);
            if known.is_some_and(|entry| entry.full.is_some() || entry.inside.is_some()) {
                drawn.projects.insert(project.clone());
            }
        }
        Some(of @ Target::Branch(project, branch)) if store.contents(project, branch).is_some() => {
            drawn.branches.insert(of.clone());
        }
        _ => {}
    }
    drawn
}

/// Reloads what the details show, or the table in their place.
pub(crate) fn details_again(browser: &mut Browser, neon: &mut Neon) {
    if browser.table.is_some() && browser.panes.focus != Pane::Details {
        table::load::reload_quietly(browser, neon);
        return table::list::tell(browser, neon, ListEvent::Due);
    }
    let Some(target) = browser.selected().cloned() else {
        return;
    };
    match &target {
        Target::Project(project) => full_again(neon, project),
        Target::Branch(project, branch)
        | Target::Database(project, branch, _)
        | Target::Role(project, branch, _)
        | Target::Group(project, branch, _)
            if neon.store.contents(project, branch).is_some() =>
        {
            contents(neon, project, branch, true)
        }
        Target::Org(org) => {
            spending_limit::reread(neon, org);
            look::unless_done(neon, &target);
        }
        _ => {}
    }
    let raw = neon.store.raw.as_ref().is_some_and(|(of, _)| *of == target);
    if browser.panes.details.tab == Tab::Raw && raw && !matches!(target, Target::Project(_)) {
        let request = kinds::lookup::of(&target, |kind| kind.read()).map(Request::raw);
        neon.start_all(request.map(|request| Task::load(read::single(target), request)));
    }
}

/// Reloads the settings of a project, if they were loaded.
fn full_again(neon: &mut Neon, project: &ProjectId) {
    let full = neon
        .store
        .project(project)
        .and_then(|entry| entry.full.as_ref());
    if full.is_none_or(|full| full.is_loading()) {
        return;
    }
    let request = Request::get_project(project).raw();
    neon.load(read::project(project.clone()), request);
}

/// Reloads the oldest of the other projects and branches on the screen: one of each per refresh, so that the cost does
/// not depend on how much is drawn.
pub(crate) fn oldest_again(browser: &Browser, neon: &mut Neon) {
    let drawn = drawn(browser, &neon.store);
    let is_old =
        |at: &Option<Timestamp>| at.is_some_and(|at| neon.now.duration_since(at).as_secs() > OLD);
    let projects = drawn.projects.into_iter().filter_map(|project| {
        let inside = neon.store.inside(&project)?;
        let at = Some(inside.endpoints.at).filter(|_| !inside.refreshing)?;
        Some((at, project))
    });
    let project = projects.filter(|(at, _)| is_old(at)).min();
    let branches = drawn.branches.into_iter().filter_map(|target| {
        let known = neon.store.contents(target.project()?, target.branch()?)?;
        let loading = known.databases.is_loading() || known.roles.is_loading();
        let at = known.databases.at.min(known.roles.at);
        Some((Some(at).filter(|_| !loading)?, target))
    });
    let branch = branches.filter(|(at, _)| is_old(at)).min();

    if let Some((_, project)) = project {
        quiet(neon, &project);
    }
    if let Some((_, Target::Branch(project, branch))) = branch {
        contents(neon, &project, &branch, true);
    }
}
