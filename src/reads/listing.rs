//! The lists of projects, page by page: a short first page, so that rows are there after one round
//! trip, then pages as large as Neon sends them.

use crate::{
    api::{
        Get, Priority, ProjectQuery, Request,
        types::{OrgId, ProjectsPage},
    },
    neon::{Neon, Task, read},
    store::target::Target,
};

/// The largest page of projects that Neon sends.
pub const PROJECTS_PAGE: u32 = ProjectQuery::LARGEST;
/// The list of a key that implies its organization, before its name is known.
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

/// How many projects fill two screens.
fn first_limit(neon: &Neon) -> u32 {
    (u32::from(neon.screen_rows) * 2).clamp(50, PROJECTS_PAGE)
}

/// Asks for the beginning of a list.
pub fn first_page(neon: &mut Neon, list: &Target) {
    let limit = first_limit(neon);
    let listing = neon.store.lists.entry(list.clone()).or_default();
    listing.state.ask();
    listing.incoming = (!listing.rows.is_empty()).then(Vec::new);
    listing.limit = limit;
    listing.asked = None;
    let request = page(list, None, limit, None);
    neon.load(read::projects(list.clone()), request);
}

/// Asks for the next page of a list, because the user wants it.
pub fn next_page(neon: &mut Neon, list: &Target) {
    page_after(neon, list, Priority::User)
}

/// Asks for the page after the last one that came.
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
    listing.state.ask();
    listing.asked = Some(cursor.clone());
    listing.limit = PROJECTS_PAGE;
    let request = page(list, Some(cursor), PROJECTS_PAGE, None);
    neon.start(Task::read(read::projects(list.clone()), request, priority));
}

/// A project that only a search has brought stays in its list, which is read from now on.
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

/// Asks for the list around a project that came by itself; what is in it stays.
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
        listing.incoming = None;
    }
}
