//! Organisations and projects that came, page by page.

use super::{place, rebuild, rebuild_quietly};
use crate::{
    api::{
        ApiError, Priority,
        types::{OrgId, Organization, Project, ProjectId, ProjectRow, ProjectsPage},
    },
    core::{
        bookmarks,
        effect::Effect,
        fetch,
        listing::{self, IMPLIED},
        model::Model,
        moving,
        remote::Fetch,
        rows,
        store::Listing,
        target::Target,
        write,
    },
};
use indexmap::IndexMap;
use std::{collections::HashSet, sync::Arc};

pub(super) fn orgs(model: &mut Model, organizations: Vec<Organization>) -> Vec<Effect> {
    let wanted = model.session.org.clone();
    let shown = organizations
        .into_iter()
        .filter(|org| wanted.as_ref().is_none_or(|wanted| org.id == *wanted));
    let mut orgs: IndexMap<OrgId, Organization> = shown.map(|org| (org.id.clone(), org)).collect();
    // An organisation that only its projects have told about stays.
    for (id, org) in std::mem::take(&mut model.store.orgs.value) {
        let list = Target::Org(id.clone());
        let told = model.store.lists.get(&list);
        if told.is_some_and(|listing| !listing.is_remembered()) {
            orgs.entry(id).or_insert(org);
        } else if !orgs.contains_key(&id) {
            model.store.lists.remove(&list);
        }
    }
    model.store.orgs.set(orgs, model.now);
    let mut effects = open_first_org(model);
    let shown = model
        .selected()
        .and_then(|selected| model.store.list_of(selected.project()?));
    if let Some(list) = shown {
        effects.extend(rest_of(model, &list));
    }
    rebuild(model);
    effects.extend(place::look(model));
    effects
}

/// Opens and lists the first organisation, once it is known and nothing else is listed.
pub(super) fn open_first_org(model: &mut Model) -> Vec<Effect> {
    let implied = Target::Org(OrgId::from(IMPLIED));
    let asked = |(list, listing): (&Target, &Listing)| {
        *list == implied || (matches!(list, Target::Org(_)) && !listing.is_remembered())
    };
    if model.store.lists.iter().any(asked) {
        return Vec::new();
    }
    let Some(first) = model.store.orgs.value.keys().next().cloned() else {
        return Vec::new();
    };
    let list = Target::Org(first);
    model.tree.expanded.insert(list.clone());
    vec![listing::first_page(model, &list)]
}

/// The list of the key's own organisation cannot be had: its row says why.
pub(super) fn implied_failed(model: &mut Model, error: ApiError) -> Vec<Effect> {
    let implied = OrgId::from(IMPLIED);
    let listing = model
        .store
        .lists
        .remove(&Target::Org(implied.clone()))
        .unwrap_or_default();
    let id = model
        .store
        .orgs
        .value
        .keys()
        .next()
        .cloned()
        .unwrap_or(implied);
    model.store.name_org(id.clone());
    let list = Target::Org(id);
    model.tree.expanded.insert(list.clone());
    let lost = error.status() == Some(404);
    let one_project = error.is_of_one_project();
    let (named, now) = (model.session.project.is_some(), model.now);
    let state = &mut model.store.lists.entry(list).or_insert(listing).state;
    if one_project && named {
        // There is no list to be had, and the one project is on its way.
        state.set((), now);
        rebuild(model);
        return Vec::new();
    }
    let sentence = error.sentence();
    state.fail(error);
    rebuild(model);
    if one_project {
        return model.say_bad(sentence);
    }
    if lost {
        let host = model.session.base_url.clone();
        return model.say_bad(format!(
            "{host} does not know the API's paths: an address ends in /api/v2"
        ));
    }
    Vec::new()
}

/// The list whose organisation was implied by the key gets its name from its first project.
fn adopt(model: &mut Model, list: Target, page: &ProjectsPage) -> Target {
    if list != Target::Org(OrgId::from(IMPLIED)) {
        return list;
    }
    let named = page
        .projects
        .iter()
        .find_map(|project| project.org_id.clone());
    let id = named
        .or_else(|| model.store.orgs.value.keys().next().cloned())
        .unwrap_or_else(|| OrgId::from(IMPLIED));
    let target = Target::Org(id.clone());
    if target != list {
        // The row that stood for it while Neon could not be reached.
        model.store.orgs.value.shift_remove(&OrgId::from(IMPLIED));
    }
    if let Some(mut listing) = model.store.lists.remove(&list) {
        // A project that was named at start may have made this list before.
        let known = model.store.lists.remove(&target);
        if let Some(known) = known.filter(|known| !known.is_remembered()) {
            listing.rows.extend(known.rows);
        }
        model.store.lists.insert(target.clone(), listing);
    }
    model.store.name_org(id);
    target
}

pub(super) fn projects(model: &mut Model, list: Target, page: ProjectsPage) -> Vec<Effect> {
    let now = model.now;
    let list = adopt(model, list, &page);
    let first = matches!(list, Target::Org(_)) && !model.tree.arrived;
    if first {
        model.tree.expanded.insert(list.clone());
    }
    let Some(listing) = model.store.lists.get(&list) else {
        return Vec::new();
    };
    let next = page.next(listing.limit, listing.asked.as_deref());
    let back = come_back(model, &page.projects);
    let positions = keep_rows(model, page.projects);
    let eager = model.session.eager_projects;
    let Some(listing) = model.store.lists.get_mut(&list) else {
        return Vec::new();
    };
    let reloading = listing.incoming.is_some();
    let into = listing.incoming.as_mut().unwrap_or(&mut listing.rows);
    into.extend(positions);
    let enough = into.len();
    listing.state.set((), now);
    listing.cursor = next;
    let reload_goes_on = reloading && listing.cursor.is_some() && enough < listing.rows.len();
    if !reload_goes_on && let Some(incoming) = listing.incoming.take() {
        listing.rows = incoming;
    }
    dedupe(&mut listing.rows);
    let more = listing.cursor.is_some() && (reload_goes_on || enough < eager);
    rebuild(model);
    let mut effects = arrive(model, first);
    for project in back {
        effects.extend(fetch::opened(model, &project));
    }
    effects.extend(place::look(model));
    effects.extend(bookmarks::missing(model));
    if more {
        effects.extend(listing::page_after(model, &list, Priority::Ahead));
    }
    effects
}

/// The projects among these that counted as gone and are open in the tree.
fn come_back(model: &Model, rows: &[ProjectRow]) -> Vec<Target> {
    let was_gone = |row: &&ProjectRow| {
        let known = model.store.projects.get(&row.id);
        known.is_some_and(|entry| entry.gone)
    };
    let back = rows.iter().filter(was_gone);
    back.map(|row| Target::Project(row.id.clone()))
        .filter(|project| model.tree.expanded.contains(project))
        .collect()
}

/// The first projects are there: the cursor goes to the one that was asked for, else to the first.
fn arrive(model: &mut Model, first: bool) -> Vec<Effect> {
    let at_root = model.tree.row().is_none_or(|row| row.depth == 0);
    if !first {
        return Vec::new();
    }
    model.tree.arrived = true;
    if !at_root {
        return Vec::new();
    }
    let wanted = model.session.project.clone().map(Target::Project);
    let second = model
        .tree
        .rows
        .iter()
        .find(|row| row.depth > 0)
        .and_then(|row| rows::target(row.place, &model.store));
    match wanted.filter(|wanted| model.store.has(wanted)).or(second) {
        Some(target) => moving::select(model, &target),
        None => Vec::new(),
    }
}

fn keep_rows(model: &mut Model, rows: Vec<ProjectRow>) -> Vec<u32> {
    rows.into_iter()
        .filter_map(|row| model.store.keep_row(row))
        .collect()
}

/// Pages are no snapshot: a project may come twice.
fn dedupe(rows: &mut Vec<u32>) {
    let mut seen = HashSet::with_capacity(rows.len());
    rows.retain(|at| seen.insert(*at));
}

pub(super) fn found(model: &mut Model, list: &Target, rows: Vec<ProjectRow>) {
    let positions = keep_rows(model, rows);
    if let Some(listing) = model.store.lists.get_mut(list) {
        let new: Vec<u32> = positions
            .into_iter()
            .filter(|at| !listing.rows.contains(at))
            .collect();
        listing.found.extend(new);
        dedupe(&mut listing.found);
        let rows: HashSet<u32> = listing.rows.iter().copied().collect();
        listing.found.retain(|at| !rows.contains(at));
    }
    if let Some(filter) = &mut model.tree.filter {
        filter.search = Fetch::Ready;
    }
    rebuild_quietly(model);
}

pub(super) fn project_came(
    model: &mut Model,
    id: ProjectId,
    project: Project,
    raw: Option<Arc<str>>,
) -> Vec<Effect> {
    let target = Target::Project(id.clone());
    if let Some(raw) = raw.filter(|_| model.selected() == Some(&target)) {
        model.store.raw = Some((target, raw));
    }
    let known = model.store.full(&id) == Some(&project);
    let asked_for = is_asked_for(model, &id);
    let org = project.org_id.clone();
    if !known {
        model.store.project_mut(&id).row = row_of(&project);
        write::keep_project(model, project);
        model.touched = true;
    } else {
        let now = model.now;
        model
            .store
            .project_mut(&id)
            .full
            .get_or_insert_default()
            .set(project, now);
    }
    if asked_for {
        show_alone(model, id, org)
    } else {
        Vec::new()
    }
}

/// Whether the user wants to go into a project that no list has brought: at start, or to a letter.
fn is_asked_for(model: &Model, id: &ProjectId) -> bool {
    let heads = model
        .heading
        .as_ref()
        .is_some_and(|heading| heading.is_into(id));
    let named = heads || model.session.project.as_ref() == Some(id);
    named && model.store.project(id).is_none()
}

/// What a list would tell of a project.
pub(in crate::core) fn row_of(project: &Project) -> ProjectRow {
    ProjectRow {
        id: project.id.clone(),
        name: project.name.clone(),
        region_id: project.region_id.clone(),
        org_id: project.org_id.clone(),
        owner_id: project.owner_id.clone(),
        pg_version: project.pg_version,
        created_at: project.created_at,
        updated_at: project.updated_at,
        compute_last_active_at: project.compute_last_active_at,
        synthetic_storage_size: project.synthetic_storage_size,
        active_time: project.active_time_seconds.unwrap_or_default(),
        history_retention_seconds: project.history_retention_seconds,
        effective_project_permission: project.effective_project_permission.clone(),
        ..ProjectRow::default()
    }
}

/// A project that was named at start is opened, whether or not a list has brought it.
pub(super) fn show_alone(model: &mut Model, id: ProjectId, org: Option<OrgId>) -> Vec<Effect> {
    let list = org.map_or(Target::Shared, Target::Org);
    let at = model
        .store
        .projects
        .get_index_of(&id)
        .and_then(|at| u32::try_from(at).ok());
    if let (Target::Org(org), Some(at)) = (&list, at) {
        model.store.name_org(org.clone());
        let listing = model.store.lists.entry(list.clone()).or_default();
        if !listing.rows.contains(&at) {
            listing.rows.push(at);
        }
    }
    let target = Target::Project(id);
    model.tree.expanded.insert(list.clone());
    model.tree.expanded.insert(target.clone());
    let mut effects = fetch::opened(model, &target);
    effects.extend(rest_of(model, &list));
    rebuild(model);
    effects.extend(moving::select(model, &target));
    effects
}

/// Asks for the list around a project that came by itself; what is in it stays.
fn rest_of(model: &mut Model, list: &Target) -> Vec<Effect> {
    let absent = model
        .store
        .lists
        .get(list)
        .is_some_and(|listing| listing.state.is_absent());
    let implied = Target::Org(OrgId::from(IMPLIED));
    if !absent || model.store.lists.contains_key(&implied) {
        return Vec::new();
    }
    let effect = listing::first_page(model, list);
    if let Some(listing) = model.store.lists.get_mut(list) {
        listing.incoming = None;
    }
    vec![effect]
}

pub(super) fn project_failed(
    model: &mut Model,
    project: &ProjectId,
    error: ApiError,
) -> Vec<Effect> {
    if is_asked_for(model, project) {
        let at_start = model.session.project.as_ref() == Some(project);
        if !(at_start && error.is_gone()) {
            model.heading = None;
            return model.say_bad(format!("{project}: {}", error.sentence()));
        }
        model.session.project = None;
        return place::seek(model, project.as_str());
    }
    if error.is_gone() {
        return gone(model, project);
    }
    model
        .store
        .project_mut(project)
        .full
        .get_or_insert_default()
        .fail(error);
    Vec::new()
}

/// A project that was listed is not there any more.
pub(super) fn gone(model: &mut Model, project: &ProjectId) -> Vec<Effect> {
    let target = Target::Project(project.clone());
    let name = model.store.name(&target);
    let leaving = write::is_leaving(model, &target);
    let entry = model.store.project_mut(project);
    let known = entry.gone;
    entry.gone = true;
    // Should a list bring it back, it is asked for anew.
    entry.inside = None;
    entry.full = None;
    rebuild_quietly(model);
    if known || leaving {
        return Vec::new();
    }
    model.say_bad(format!(
        "{name} is gone (deleted elsewhere), or this key may no longer see it"
    ))
}
