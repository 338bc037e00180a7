//! Handling lists of projects, page by page.

use crate::{
    api::{
        ApiError, Priority,
        types::{OrgId, Project, ProjectId, ProjectRow, ProjectsPage},
    },
    changes::{Changes, project, write},
    neon::Neon,
    reads::{
        fetch,
        listing::{self, rest_of},
        usage,
    },
    store::{ProjectPages, Store, target::Target},
    ui::{
        answers::{self, organizations},
        bookmarks,
        browser::Browser,
        cursor,
        navigation_target::{self, NavigationTarget, NotFound, Start},
        rebuild,
        refresh::visible,
        selection,
        table::{self, list::ListEvent},
        tree::Tree,
    },
};
use std::{collections::HashSet, sync::Arc};

/// Takes the answer to a request for a page of a list of projects.
pub(super) fn list_answered(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    list: Target,
    answer: Result<ProjectsPage, ApiError>,
) {
    let use_waits = usage::waits_for(&neon.store, &list);
    match answer {
        Ok(page) => {
            page_received(browser, start, changes, neon, list, page);
            table::list::tell(browser, neon, ListEvent::Listed);
        }
        Err(error) => organizations::list_failed(&mut browser.tree, neon, list, error),
    }
    if use_waits {
        visible::use_shown(browser, neon);
    }
}

/// Takes a page of a list of projects.
pub(crate) fn page_received(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    list: Target,
    page: ProjectsPage,
) {
    let Some(received) = listing::received(neon, list, page) else {
        return;
    };
    let list = received.list;
    let first = matches!(list, Target::Org(_)) && !browser.tree.arrived;
    if first {
        browser.tree.expanded.insert(list.clone());
    }
    rebuild::rows(browser, changes, neon);
    select_first_project(browser, start, changes, neon, first);
    for project in received.back {
        let project = Target::Project(project);
        if browser.tree.expanded.contains(&project) {
            fetch::opened(neon, &project);
        }
    }
    answers::lookup::resolve(browser, start, changes, neon);
    bookmarks::commands::missing(&browser.bookmarks, neon);
    if received.more {
        listing::page_after(neon, &list, Priority::Ahead);
    }
}

/// Puts the cursor on the project asked for or the only one, once the first projects are loaded. With several, it stays
/// on the organization, whose page says what is going on in them.
fn select_first_project(
    browser: &mut Browser,
    start: &Start,
    changes: &mut Changes,
    neon: &mut Neon,
    first: bool,
) {
    let at_root = browser.tree.row().is_none_or(|row| row.depth == 0);
    if !first {
        return;
    }
    browser.tree.arrived = true;
    if !at_root {
        return;
    }
    let wanted = neon.session.project.clone().filter(|_| !start.steered);
    let wanted = wanted.or_else(|| only_project(&neon.store).cloned());
    match wanted.map(Target::Project) {
        Some(project) if neon.store.has(&project) => {
            selection::select(browser, changes, neon, &project)
        }
        None if start.destination.is_none() => cursor::moved(browser, neon),
        Some(_) | None => {}
    }
}

/// The only project of the account, as far as is known.
fn only_project(store: &Store) -> Option<&ProjectId> {
    let mut lists = store.lists.values();
    let is_more = store.orgs.value.len() > 1 || lists.any(ProjectPages::has_more);
    let mut projects = store.projects.keys();
    projects
        .next()
        .filter(|_| !is_more && projects.next().is_none())
}

pub(crate) fn found(browser: &mut Browser, neon: &mut Neon, list: &Target, rows: Vec<ProjectRow>) {
    let positions = listing::keep_rows(neon, rows);
    let listing = neon.store.lists.get(list);
    let listed: HashSet<u32> = listing.map_or_else(HashSet::new, |listing| {
        listing.rows.iter().copied().collect()
    });
    let found = neon.store.found.entry(list.clone()).or_default();
    found.extend(positions);
    listing::dedupe(found);
    found.retain(|at| !listed.contains(at));
    rebuild::rows_quietly(browser, neon);
}

pub(crate) fn project_received(
    browser: &mut Browser,
    start: &Start,
    changes: &mut Changes,
    neon: &mut Neon,
    id: ProjectId,
    project: Project,
    raw: Option<Arc<str>>,
) {
    let target = Target::Project(id.clone());
    if let Some(raw) = raw.filter(|_| browser.selected() == Some(&target)) {
        neon.store.raw = Some((target, raw));
    }
    let known = neon.store.full(&id) == Some(&project);
    let asked_for = is_asked_for(start, neon, &id);
    let goes_there = !start.steered || is_headed_for(start, &id);
    let org = project.org_id.clone();
    if !known {
        neon.store.project_mut(&id).row = ProjectRow::from(&project);
        project::keep(neon, project);
        neon.touched = true;
    } else {
        let now = neon.now;
        neon.store
            .project_mut(&id)
            .full
            .get_or_insert_default()
            .set(project, now);
    }
    match asked_for {
        true if goes_there || browser.selected().is_none() => {
            show_unlisted(browser, changes, neon, id, org)
        }
        true => {
            add_to_list(&mut browser.tree, neon, &id, org);
            neon.store_changed();
        }
        false => {}
    }
}

/// Whether the user wants to go to a project that is in no loaded list: at start, or to a bookmark.
fn is_asked_for(start: &Start, neon: &Neon, id: &ProjectId) -> bool {
    let named = is_headed_for(start, id) || neon.session.project.as_ref() == Some(id);
    named && neon.store.project(id).is_none()
}

fn is_headed_for(start: &Start, id: &ProjectId) -> bool {
    let destination = start.destination.as_ref();
    destination.is_some_and(|destination| destination.is_into(id))
}

/// Opens a project that was named at start, whether or not it is in a loaded list.
pub(crate) fn show_unlisted(
    browser: &mut Browser,
    changes: &mut Changes,
    neon: &mut Neon,
    id: ProjectId,
    org: Option<OrgId>,
) {
    add_to_list(&mut browser.tree, neon, &id, org);
    let target = Target::Project(id);
    browser.tree.expanded.insert(target.clone());
    fetch::opened(neon, &target);
    rebuild::rows(browser, changes, neon);
    selection::select(browser, changes, neon, &target);
}

/// Adds a row for a project that is in no loaded list to its list, and loads that list.
fn add_to_list(tree: &mut Tree, neon: &mut Neon, id: &ProjectId, org: Option<OrgId>) {
    let list = org.map_or(Target::Shared, Target::Org);
    let at = neon
        .store
        .projects
        .get_index_of(id)
        .and_then(|at| u32::try_from(at).ok());
    if let (Target::Org(org), Some(at)) = (&list, at) {
        neon.store.name_org(org.clone());
        let listing = neon.store.lists.entry(list.clone()).or_default();
        if !listing.rows.contains(&at) {
            listing.rows.push(at);
        }
    }
    tree.expanded.insert(list.clone());
    rest_of(neon, &list)
}

pub(crate) fn project_failed(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    project: &ProjectId,
    error: ApiError,
) {
    if is_asked_for(start, neon, project) {
        let recalled = start
            .destination
            .as_ref()
            .is_some_and(NavigationTarget::is_recalled);
        if recalled && error.is_out_of_reach() {
            return navigation_target::resolve::look_elsewhere(browser, start, changes, neon);
        }
        let at_start = neon.session.project.as_ref() == Some(project);
        // A name is not an id: some are not even parsed as one.
        let no_id = error.is_gone() || matches!(error.status(), Some(400 | 422));
        if !(at_start && no_id) {
            start.destination = None;
            let why = format!("{project}: {}", error.sentence());
            let lost = match error.is_gone() {
                true => NotFound::Place(why),
                false => NotFound::Answer(why),
            };
            return start.lose(neon, lost);
        }
        neon.session.project = None;
        if start.steered {
            return;
        }
        return answers::lookup::start(browser, start, changes, neon, project.as_str());
    }
    if error.is_gone() {
        return project_gone(browser, changes, neon, project);
    }
    neon.store
        .project_mut(project)
        .full
        .get_or_insert_default()
        .fail(error);
}

/// Handles a listed project that no longer exists.
pub(crate) fn project_gone(
    browser: &mut Browser,
    changes: &Changes,
    neon: &mut Neon,
    project: &ProjectId,
) {
    let target = Target::Project(project.clone());
    let name = neon.store.name(&target);
    let leaving = write::is_being_deleted(changes, &target);
    let entry = neon.store.project_mut(project);
    let known = entry.gone;
    entry.gone = true;
    // If a list brings it back, it is loaded anew.
    entry.inside = None;
    entry.full = None;
    rebuild::rows_quietly(browser, neon);
    if known || leaving {
        return;
    }
    neon.say_bad(format!(
        "{name} is gone (deleted elsewhere), or this key may no longer see it"
    ))
}
