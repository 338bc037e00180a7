//! Projects that came, page by page.

use crate::{
    api::{
        ApiError, Priority,
        types::{OddRow, OrgId, Project, ProjectId, ProjectRow, ProjectsPage, Unreadable},
    },
    changes::write,
    neon::Neon,
    reads::{
        fetch,
        listing::{self, IMPLIED, rest_of},
        odd::tell_odd,
    },
    store::{
        remote::{lost, put_back},
        target::Target,
    },
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

/// The list whose organization was implied by the key gets its name from its first project.
fn adopt(neon: &mut Neon, list: Target, page: &ProjectsPage) -> Target {
    if list != Target::Org(OrgId::from(IMPLIED)) {
        return list;
    }
    let named = page
        .projects
        .iter()
        .find_map(|project| project.org_id.clone());
    let id = named
        .or_else(|| neon.store.orgs.value.keys().next().cloned())
        .unwrap_or_else(|| OrgId::from(IMPLIED));
    let target = Target::Org(id.clone());
    if target != list {
        // The row that stood for it while Neon could not be reached.
        neon.store.orgs.value.shift_remove(&OrgId::from(IMPLIED));
    }
    if let Some(mut listing) = neon.store.lists.remove(&list) {
        // A project that was named at start may have made this list before.
        let known = neon.store.lists.remove(&target);
        if let Some(known) = known.filter(|known| !known.is_remembered()) {
            listing.rows.extend(known.rows);
        }
        neon.store.lists.insert(target.clone(), listing);
    }
    neon.store.name_org(id);
    target
}

pub(crate) fn projects(model: &mut Model, list: Target, page: ProjectsPage) {
    let list = adopt(&mut model.neon, list, &page);
    let first = matches!(list, Target::Org(_)) && !model.browser.tree.arrived;
    if first {
        model.browser.tree.expanded.insert(list.clone());
    }
    let Some(listing) = model.neon.store.lists.get(&list) else {
        return;
    };
    let next = page.next(listing.limit, listing.asked.as_deref());
    let back = come_back(model, &page.projects);
    let odd = page.odd;
    let positions = keep_rows(&mut model.neon, page.projects);
    let eager = model.neon.session.eager_projects;
    let Some(listing) = model.neon.store.lists.get_mut(&list) else {
        return;
    };
    let was_whole = listing.state.odd.is_empty();
    if listing.asked.is_none() {
        listing.incoming_odd.clear();
    }
    listing.incoming_odd.extend(odd);
    let reloading = listing.incoming.is_some();
    let into = listing.incoming.as_mut().unwrap_or(&mut listing.rows);
    into.extend(positions);
    let enough = into.len();
    let odd = listing.incoming_odd.clone();
    listing.state.set_partly((), odd.clone(), model.neon.now);
    listing.cursor = next;
    let reload_goes_on = reloading && listing.cursor.is_some() && enough < listing.rows.len();
    let mut unread = Vec::new();
    if !reload_goes_on && let Some(mut incoming) = listing.incoming.take() {
        if !odd.is_empty() {
            let projects = &model.neon.store.projects;
            let called = |at: &u32| match projects.get_index(*at as usize) {
                Some((id, entry)) => (Some(id.to_string()), Some(entry.row.name.to_string())),
                None => (None, None),
            };
            unread = stay(&listing.rows, &mut incoming, &odd, called);
        }
        listing.rows = incoming;
    }
    dedupe(&mut listing.rows);
    let more = listing.cursor.is_some() && (reload_goes_on || enough < eager);
    for at in unread {
        if let Some((_, entry)) = model.neon.store.projects.get_index_mut(at as usize) {
            entry.row.unreadable = Unreadable::all();
        }
    }
    rebuild(model);
    arrive(model, first);
    tell_odd(&mut model.neon, "projects", was_whole, &odd);
    for project in back {
        fetch::opened(&mut model.neon, &project);
    }
    answers::lookup::look(model);
    bookmarks::missing(model);
    if more {
        listing::page_after(&mut model.neon, &list, Priority::Ahead);
    }
}

/// What is missing in a list because it could not be read stays where it was. Answers what that is.
fn stay(
    before: &[u32],
    rows: &mut Vec<u32>,
    odd: &[OddRow],
    called: impl Fn(&u32) -> (Option<String>, Option<String>),
) -> Vec<u32> {
    let listed: HashSet<u32> = rows.iter().copied().collect();
    let before = before.iter().copied().enumerate();
    let missing = before.filter(|(_, at)| !listed.contains(at));
    let stays = lost(missing.collect(), odd, called);
    let unread = stays.iter().map(|(_, at)| *at).collect();
    *rows = put_back(stays, std::mem::take(rows));
    unread
}

/// The projects among these that counted as gone and are open in the tree.
fn come_back(model: &Model, rows: &[ProjectRow]) -> Vec<Target> {
    let was_gone = |row: &&ProjectRow| {
        let known = model.neon.store.projects.get(&row.id);
        known.is_some_and(|entry| entry.gone)
    };
    let back = rows.iter().filter(was_gone);
    back.map(|row| Target::Project(row.id.clone()))
        .filter(|project| model.browser.tree.expanded.contains(project))
        .collect()
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

fn keep_rows(neon: &mut Neon, rows: Vec<ProjectRow>) -> Vec<u32> {
    rows.into_iter()
        .filter_map(|row| neon.store.keep_row(row))
        .collect()
}

/// Pages are no snapshot: a project may come twice.
fn dedupe(rows: &mut Vec<u32>) {
    let mut seen = HashSet::with_capacity(rows.len());
    rows.retain(|at| seen.insert(*at));
}

pub(crate) fn found(model: &mut Model, list: &Target, rows: Vec<ProjectRow>) {
    let positions = keep_rows(&mut model.neon, rows);
    let listing = model.neon.store.lists.get(list);
    let listed: HashSet<u32> = listing.map_or_else(HashSet::new, |listing| {
        listing.rows.iter().copied().collect()
    });
    let found = model.neon.store.found.entry(list.clone()).or_default();
    found.extend(positions);
    dedupe(found);
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
        write::keep_project(&mut model.neon, project);
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
    let leaving = write::is_leaving(&model.changes, &target);
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
