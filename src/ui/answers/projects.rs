//! Projects that came, page by page.

use crate::{
    api::{
        ApiError, Priority,
        types::{OrgId, Project, ProjectId, ProjectRow, ProjectsPage},
    },
    changes::{project, write},
    reads::{
        fetch,
        listing::{self, rest_of},
    },
    store::target::Target,
    ui::{
        answers::{self, rebuild, rebuild_quietly},
        bookmarks,
        model::Model,
        navigation,
        navigation_target::{self, NavigationTarget},
        rows,
    },
};
use std::{collections::HashSet, sync::Arc};

/// Takes a page of a list of projects.
pub(crate) fn projects(model: &mut Model, list: Target, page: ProjectsPage) {
    let Some(received) = listing::received(&mut model.neon, list, page) else {
        return;
    };
    let list = received.list;
    let first = matches!(list, Target::Org(_)) && !model.browser.tree.arrived;
    if first {
        model.browser.tree.expanded.insert(list.clone());
    }
    rebuild(model);
    arrive(model, first);
    for project in received.back {
        let project = Target::Project(project);
        if model.browser.tree.expanded.contains(&project) {
            fetch::opened(&mut model.neon, &project);
        }
    }
    answers::lookup::look(model);
    bookmarks::missing(model);
    if received.more {
        listing::page_after(&mut model.neon, &list, Priority::Ahead);
    }
}

/// The first projects are there: the cursor goes to the one that was asked for, else to the first.
fn arrive(model: &mut Model, first: bool) {
    let at_root = model.browser.tree.row().is_none_or(|row| row.depth == 0);
    if !first {
        return;
    }
    model.browser.tree.arrived = true;
    if !at_root {
        return;
    }
    let wanted = model
        .neon
        .session
        .project
        .clone()
        .filter(|_| !model.start.steered);
    let wanted = wanted.map(Target::Project);
    let second = model
        .browser
        .tree
        .rows
        .iter()
        .find(|row| row.depth > 0)
        .and_then(|row| rows::target(row.place, &model.neon.store));
    if let Some(target) = wanted
        .filter(|wanted| model.neon.store.has(wanted))
        .or(second)
    {
        navigation::select(model, &target)
    }
}

pub(crate) fn found(model: &mut Model, list: &Target, rows: Vec<ProjectRow>) {
    let positions = listing::keep_rows(&mut model.neon, rows);
    let listing = model.neon.store.lists.get(list);
    let listed: HashSet<u32> = listing.map_or_else(HashSet::new, |listing| {
        listing.rows.iter().copied().collect()
    });
    let found = model.neon.store.found.entry(list.clone()).or_default();
    found.extend(positions);
    listing::dedupe(found);
    found.retain(|at| !listed.contains(at));
    rebuild_quietly(model);
}

pub(crate) fn project_received(
    model: &mut Model,
    id: ProjectId,
    project: Project,
    raw: Option<Arc<str>>,
) {
    let target = Target::Project(id.clone());
    if let Some(raw) = raw.filter(|_| model.browser.selected() == Some(&target)) {
        model.neon.store.raw = Some((target, raw));
    }
    let known = model.neon.store.full(&id) == Some(&project);
    let asked_for = is_asked_for(model, &id);
    let goes_there = !model.start.steered || is_headed_for(model, &id);
    let org = project.org_id.clone();
    if !known {
        model.neon.store.project_mut(&id).row = ProjectRow::from(&project);
        project::keep(&mut model.neon, project);
        model.neon.touched = true;
    } else {
        let now = model.neon.now;
        model
            .neon
            .store
            .project_mut(&id)
            .full
            .get_or_insert_default()
            .set(project, now);
    }
    match asked_for {
        true if goes_there || model.browser.selected().is_none() => show_alone(model, id, org),
        true => {
            list_alone(model, &id, org);
            model.neon.store_changed();
        }
        false => {}
    }
}

/// Whether the user wants to go into a project that no list has brought: at start, or to a letter.
fn is_asked_for(model: &Model, id: &ProjectId) -> bool {
    let named = is_headed_for(model, id) || model.neon.session.project.as_ref() == Some(id);
    named && model.neon.store.project(id).is_none()
}

fn is_headed_for(model: &Model, id: &ProjectId) -> bool {
    let destination = model.start.destination.as_ref();
    destination.is_some_and(|destination| destination.is_into(id))
}

/// A project that was named at start is opened, whether or not a list has brought it.
pub(crate) fn show_alone(model: &mut Model, id: ProjectId, org: Option<OrgId>) {
    list_alone(model, &id, org);
    let target = Target::Project(id);
    model.browser.tree.expanded.insert(target.clone());
    fetch::opened(&mut model.neon, &target);
    rebuild(model);
    navigation::select(model, &target);
}

/// A project that no list has brought gets a row in its list, which is asked for.
fn list_alone(model: &mut Model, id: &ProjectId, org: Option<OrgId>) {
    let list = org.map_or(Target::Shared, Target::Org);
    let at = model
        .neon
        .store
        .projects
        .get_index_of(id)
        .and_then(|at| u32::try_from(at).ok());
    if let (Target::Org(org), Some(at)) = (&list, at) {
        model.neon.store.name_org(org.clone());
        let listing = model.neon.store.lists.entry(list.clone()).or_default();
        if !listing.rows.contains(&at) {
            listing.rows.push(at);
        }
    }
    model.browser.tree.expanded.insert(list.clone());
    rest_of(&mut model.neon, &list)
}

pub(crate) fn project_failed(model: &mut Model, project: &ProjectId, error: ApiError) {
    if is_asked_for(model, project) {
        let recalled = model
            .start
            .destination
            .as_ref()
            .is_some_and(NavigationTarget::is_recalled);
        if recalled && error.is_out_of_reach() {
            return navigation_target::look_elsewhere(model);
        }
        let at_start = model.neon.session.project.as_ref() == Some(project);
        // A name is no id: some are not even read as one.
        let no_id = error.is_gone() || matches!(error.status(), Some(400 | 422));
        if !(at_start && no_id) {
            model.start.destination = None;
            return model
                .neon
                .say_bad(format!("{project}: {}", error.sentence()));
        }
        model.neon.session.project = None;
        if model.start.steered {
            return;
        }
        return answers::lookup::seek(model, project.as_str());
    }
    if error.is_gone() {
        return gone(model, project);
    }
    model
        .neon
        .store
        .project_mut(project)
        .full
        .get_or_insert_default()
        .fail(error);
}

/// A project that was listed is not there any more.
pub(crate) fn gone(model: &mut Model, project: &ProjectId) {
    let target = Target::Project(project.clone());
    let name = model.neon.store.name(&target);
    let leaving = write::is_being_deleted(&model.changes, &target);
    let entry = model.neon.store.project_mut(project);
    let known = entry.gone;
    entry.gone = true;
    // Should a list bring it back, it is asked for anew.
    entry.inside = None;
    entry.full = None;
    rebuild_quietly(model);
    if known || leaving {
        return;
    }
    model.neon.say_bad(format!(
        "{name} is gone (deleted elsewhere), or this key may no longer see it"
    ))
}
