//! Searching Neon for a filter text beyond what is loaded: in every list of projects that is not fully loaded,
//! including those of unopened organizations. One request per list, a few at a time.

use crate::{
    api::{
        ApiError,
        types::{OrgId, ProjectsPage},
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        answers,
        browser::Browser,
        dialog::{Dialogs, palette},
        filter::hits,
        server_search::{HITS, Search},
        table::list::ListEvent,
        tree::Tree,
    },
};

/// Searches the server for items that match the filter and are not loaded: rows of the table, or projects by name or
/// id.
pub fn begin(browser: &mut Browser, neon: &mut Neon) {
    let Some(filter) = browser.list_filter_mut() else {
        return;
    };
    let word = filter.query.for_server().map(str::to_owned);
    let searched = !filter.query.is_empty() && !filter.query.is_unreadable();
    if let Some(spec) = browser.table.as_ref().map(|table| table.spec) {
        if let Some(word) = word {
            (spec.listen)(browser, neon, ListEvent::Searched(&word));
        }
        return;
    }
    let lists = incomplete(neon);
    let Some(filter) = &mut browser.tree.filter else {
        return;
    };
    let search = &mut filter.search;
    if word.is_none() {
        search.only_loaded = searched && !lists.is_empty();
        neon.touched |= search.only_loaded;
        return;
    }
    search.lists.extend(lists);
    search.word = word;
    search.send(neon);
    neon.touched |= search.is_running();
}

/// The lists of projects that are not fully loaded: opened ones first, then the others in the order shown.
pub(crate) fn incomplete(neon: &Neon) -> Vec<Target> {
    let store = &neon.store;
    let whole = |list: &Target| {
        let listing = store.lists.get(list);
        listing.is_some_and(|listing| {
            let read = !listing.is_remembered() && listing.state.at.is_some();
            read && !listing.has_more() && !listing.state.is_loading()
        })
    };
    let orgs = store.orgs.value.keys();
    let orgs = orgs.filter(|org| !org.as_str().is_empty() || is_listed(store, org));
    let mut lists: Vec<Target> = orgs.cloned().map(Target::Org).collect();
    lists.sort_by_key(|list| !store.lists.contains_key(list));
    // Nothing is shared with an organization's key.
    let refused = |listing: &crate::store::ProjectPages| {
        let status = listing.state.error().and_then(ApiError::status);
        status.is_some_and(|status| (400..500).contains(&status))
    };
    let shared = store.lists.get(&Target::Shared);
    if shared.is_some_and(|shared| !refused(shared)) {
        lists.push(Target::Shared);
    }
    lists.retain(|list| !whole(list));
    lists
}

/// Whether an organization has a list of projects; that of personal projects has an empty id.
fn is_listed(store: &Store, org: &OrgId) -> bool {
    store.lists.contains_key(&Target::Org(org.clone()))
}

/// The searches that wait for answers: that of the filter and that of the palette.
fn waiting<'a>(
    tree: &'a mut Tree,
    dialogs: &'a mut Dialogs,
) -> impl Iterator<Item = &'a mut Search> {
    let of_filter = tree.filter.as_mut().map(|filter| &mut filter.search);
    of_filter.into_iter().chain(palette::search_mut(dialogs))
}

/// Handles the hits in a list.
pub fn received(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    neon: &mut Neon,
    list: &Target,
    page: ProjectsPage,
) {
    let more = page.next(HITS, None).is_some();
    let mut is_awaited = false;
    for search in waiting(&mut browser.tree, dialogs) {
        is_awaited |= search.ended(list, Ok(more));
        search.send(neon);
    }
    if !is_awaited {
        return;
    }
    let nothing = browser.tree.rows.is_empty();
    answers::projects::found(browser, neon, list, page.projects);
    if nothing && browser.tree.filter.is_some() && browser.table.is_none() {
        // Until now there was no row for the cursor.
        hits::first_hit(browser, &neon.store);
    }
    tell_failures(&browser.tree, neon);
}

/// Handles a list that could not be searched. Cancels the others if they would fail too: an unreadable or refused
/// answer says nothing about them.
pub fn failed(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    neon: &mut Neon,
    list: &Target,
    error: ApiError,
) {
    let hopeless =
        error.is_auth() || matches!(error, ApiError::Network { .. } | ApiError::Timeout(_));
    for search in waiting(&mut browser.tree, dialogs) {
        search.ended(list, Err(error.clone()));
        if hopeless {
            let left = search.lists.give_up().into_iter();
            let left = left.map(|list| (list, error.clone()));
            search.failed.extend(left);
        }
        search.send(neon);
    }
    tell_failures(&browser.tree, neon);
}

/// Reports at the end which lists could not be searched. If nothing was found, the list shows it.
fn tell_failures(tree: &Tree, neon: &mut Neon) {
    let Some(filter) = tree.filter.as_ref() else {
        return;
    };
    let ended = !filter.search.is_running() && filter.hits > 0;
    let first = filter.search.failed.first().filter(|_| ended);
    let Some((list, error)) = first else {
        return;
    };
    let name = neon.store.name(list);
    let others = match filter.search.failed.len() - 1 {
        0 => String::new(),
        others => format!(" and {others} more"),
    };
    let text = format!("{name}{others} could not be searched: {}", error.sentence());
    neon.say_bad(text)
}

/// Searches organizations that have just become known as well.
pub fn orgs_received(browser: &mut Browser, neon: &mut Neon) {
    let searched = |search: &Search| search.word.is_some();
    let filter = browser.tree.filter.as_ref();
    if filter.is_some_and(|filter| searched(&filter.search)) && browser.table.is_none() {
        begin(browser, neon)
    }
}
