//! The lists of projects, page by page: a short first page, so that rows appear after one round
//! trip, then the largest pages that Neon sends.

use super::unreadable::report_unreadable;
use crate::store::IdMap;
use crate::{
    api::{
        Get, Priority, ProjectQuery, Request,
        types::{Lost, OddRow, OrgId, ProjectId, ProjectRow, ProjectsPage, Unreadable},
    },
    neon::{Neon, Task, read},
    store::{
        ProjectEntry, ProjectPages,
        remote::{lost, put_back},
        target::Target,
    },
};
use std::collections::HashSet;

/// The largest page of projects that Neon sends.
pub const PROJECTS_PAGE: u32 = ProjectQuery::LARGEST;
/// The list of a key that implies its organization, until its name is known.
pub const IMPLIED: &str = "";

pub(crate) fn page(
    list: &Target,
    cursor: Option<String>,
    limit: u32,
    search: Option<String>,
) -> Get<ProjectsPage> {
    let org_id = match list {
        Target::Org(org) if org.as_str() != IMPLIED => Some(org.clone()),
        _ => None,
    };
    let query = ProjectQuery {
        org_id,
        cursor,
        limit,
        search,
        ..ProjectQuery::default()
    };
    match list {
        Target::Shared => Request::list_shared_projects(&query),
        _ => Request::list_projects(&query),
    }
}

/// The number of projects that fill two screens.
fn first_limit(neon: &Neon) -> u32 {
    (u32::from(neon.screen_rows) * 2).clamp(50, PROJECTS_PAGE)
}

/// Requests the first page of a list.
pub fn first_page(neon: &mut Neon, list: &Target) {
    let limit = first_limit(neon);
    let listing = neon.store.lists.entry(list.clone()).or_default();
    listing.state.start_loading();
    listing.incoming.stop();
    if !listing.rows.is_empty() {
        listing.incoming.begin();
    }
    listing.limit = limit;
    listing.page_cursor = None;
    let request = page(list, None, limit, None);
    neon.load(read::projects(list.clone()), request);
}

/// Requests the next page of a list for the user.
pub fn next_page(neon: &mut Neon, list: &Target) {
    page_after(neon, list, Priority::User)
}

/// Requests the page after the last one received.
pub fn page_after(neon: &mut Neon, list: &Target, priority: Priority) {
    let Some(listing) = neon.store.lists.get_mut(list) else {
        return;
    };
    let Some(cursor) = listing
        .cursor
        .clone()
        .filter(|_| !listing.state.is_loading())
    else {
        return;
    };
    listing.state.start_loading();
    listing.page_cursor = Some(cursor.clone());
    listing.limit = PROJECTS_PAGE;
    let request = page(list, Some(cursor), PROJECTS_PAGE, None);
    neon.start(Task::read(read::projects(list.clone()), request, priority));
}

/// Adds a project that only a search has found to its list, and starts to read that list.
pub fn keep_found(neon: &mut Neon, place: &Target) {
    let at = place.project().and_then(|project| {
        let at = neon.store.projects.get_index_of(project)?;
        Some((u32::try_from(at).ok()?, neon.store.list_of(project)?))
    });
    let Some((at, list)) = at else {
        return;
    };
    let listing = neon.store.lists.entry(list.clone()).or_default();
    if listing.rows.contains(&at) {
        return;
    }
    listing.rows.push(at);
    rest_of(neon, &list)
}

/// Requests the list around a project that was found on its own; the rows in it stay.
pub fn rest_of(neon: &mut Neon, list: &Target) {
    let absent = neon
        .store
        .lists
        .get(list)
        .is_some_and(|listing| listing.state.is_absent());
    let implied = Target::Org(OrgId::from(IMPLIED));
    if !absent || neon.store.lists.contains_key(&implied) {
        return;
    }
    first_page(neon, list);
    if let Some(listing) = neon.store.lists.get_mut(list) {
        listing.incoming.stop();
    }
}

/// The result of receiving a page of projects.
#[derive(Debug)]
pub struct Received {
    /// The list; its organization may have become known only now.
    pub list: Target,
    /// The projects on the page that were considered gone.
    pub back: Vec<ProjectId>,
    /// Whether to read the next page as well.
    pub more: bool,
}

/// Keeps a page of a list; returns `None` if the list is no longer shown.
pub fn received(neon: &mut Neon, list: Target, page: ProjectsPage) -> Option<Received> {
    let list = name_organization(neon, list, &page);
    let listing = neon.store.lists.get(&list)?;
    let next = page.next(listing.limit, listing.page_cursor.as_deref());
    let is_gone = |row: &&ProjectRow| {
        let known = neon.store.projects.get(&row.id);
        known.is_some_and(|entry| entry.gone)
    };
    let back = page.projects.iter().filter(is_gone);
    let back = back.map(|row| row.id.clone()).collect();
    let positions = keep_rows(neon, page.projects);
    let store = &mut *neon.store;
    let listing = store.lists.get_mut(&list)?;
    let was_whole = listing.state.odd.is_empty();
    let unavailable = page.unavailable_project_ids.iter().map(unavailable);
    let odd = page.odd.into_iter().chain(unavailable);
    listing
        .incoming
        .note_odd(listing.page_cursor.is_none(), odd);
    let reloading = listing.incoming.is_active();
    let into = listing.incoming.rows_mut().unwrap_or(&mut listing.rows);
    into.extend(positions);
    let enough = into.len();
    let odd = listing.incoming.odd().to_vec();
    listing.state.set_partly((), odd.clone(), neon.now);
    listing.cursor = next;
    let reload_goes_on = reloading && listing.cursor.is_some() && enough < listing.rows.len();
    if !reload_goes_on && let Some(rows) = listing.incoming.take() {
        replace(listing, &mut store.projects, rows, &odd);
    }
    dedupe(&mut listing.rows);
    let more = listing.cursor.is_some() && (reload_goes_on || enough < neon.session.eager_projects);
    report_unreadable(neon, "projects", was_whole, &odd);
    Some(Received { list, back, more })
}

/// What is said of a project that exists, but of which Neon could not get the details in time.
fn unavailable(id: &ProjectId) -> OddRow {
    OddRow {
        at: id.to_string(),
        error: "Neon did not get its details in time".to_owned(),
        lost: Lost::Record {
            id: Some(id.to_string()),
            name: None,
        },
    }
}

/// Replaces the rows of a list. Missing projects that may be among the unreadable entries stay, and are marked.
fn replace(
    listing: &mut ProjectPages,
    projects: &mut IdMap<ProjectId, ProjectEntry>,
    mut rows: Vec<u32>,
    odd: &[OddRow],
) {
    if !odd.is_empty() {
        let called = |at: &u32| match projects.get_index(*at as usize) {
            Some((id, entry)) => (Some(id.to_string()), Some(entry.row.name.to_string())),
            None => (None, None),
        };
        for at in keep_unread_rows(&listing.rows, &mut rows, odd, called) {
            if let Some((_, entry)) = projects.get_index_mut(at as usize) {
                entry.row.unreadable = Unreadable::all();
            }
        }
    }
    listing.rows = rows;
}

/// Puts missing rows that may be among the unreadable entries back in their places; returns them.
fn keep_unread_rows(
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

/// Names the list of a key's implied organization, as soon as its first project is known; returns its target.
fn name_organization(neon: &mut Neon, list: Target, page: &ProjectsPage) -> Target {
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
        // The placeholder used while Neon could not be reached.
        neon.store.orgs.value.shift_remove(&OrgId::from(IMPLIED));
    }
    if let Some(mut listing) = neon.store.lists.remove(&list) {
        // A project given at start may have created this list before.
        let known = neon.store.lists.remove(&target);
        if let Some(known) = known.filter(|known| !known.is_remembered()) {
            listing.rows.extend(known.rows);
        }
        neon.store.lists.insert(target.clone(), listing);
    }
    neon.store.name_org(id);
    target
}

pub fn keep_rows(neon: &mut Neon, rows: Vec<ProjectRow>) -> Vec<u32> {
    rows.into_iter()
        .filter_map(|row| neon.store.keep_row(row))
        .collect()
}

/// Pages are not a snapshot: a project may appear twice.
pub fn dedupe(rows: &mut Vec<u32>) {
    let mut seen = HashSet::with_capacity(rows.len());
    rows.retain(|at| seen.insert(*at));
}
