//! Handling organizations, and the one that a key implies.

use crate::store::IdMap;
use crate::{
    api::{
        ApiError,
        types::{OddRow, OrgId, Organization},
    },
    changes::Changes,
    neon::Neon,
    reads::{
        listing::{self, IMPLIED, rest_of},
        unreadable::report_unreadable,
    },
    store::{ProjectPages, keep_unread, target::Target},
    ui::{answers, browser::Browser, navigation_target::Start, rebuild, tree::Tree},
};

pub(crate) fn received(
    browser: &mut Browser,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
    organizations: Vec<Organization>,
    odd: Vec<OddRow>,
) {
    let wanted = neon.session.org.clone();
    let shown = organizations
        .into_iter()
        .filter(|org| wanted.as_ref().is_none_or(|wanted| org.id == *wanted));
    let mut orgs: IdMap<OrgId, Organization> = shown.map(|org| (org.id.clone(), org)).collect();
    let was_whole = neon.store.orgs.odd.is_empty();
    keep_unread(&neon.store.orgs.value, &mut orgs, &odd);
    // An organization known only from its projects stays.
    for (id, org) in std::mem::take(&mut neon.store.orgs.value) {
        let list = Target::Org(id.clone());
        let listed = neon.store.lists.get(&list);
        if listed.is_some_and(|listing| !listing.is_remembered()) {
            orgs.entry(id).or_insert(org);
        } else if !orgs.contains_key(&id) {
            neon.store.lists.remove(&list);
        }
    }
    neon.store.orgs.set_partly(orgs, odd.clone(), neon.now);
    open_first_org(&mut browser.tree, neon);
    report_unreadable(neon, "organizations", was_whole, &odd);
    let shown = browser
        .selected()
        .and_then(|selected| neon.store.list_of(selected.project()?));
    if let Some(list) = shown {
        rest_of(neon, &list);
    }
    rebuild::rows(browser, changes, neon);
    answers::lookup::resolve(browser, start, changes, neon);
    answers::search::orgs_received(browser, neon);
}

/// Expands and loads the first organization, once it is known and no other list is loaded.
fn open_first_org(tree: &mut Tree, neon: &mut Neon) {
    let implied = Target::Org(OrgId::from(IMPLIED));
    let asked = |(list, listing): (&Target, &ProjectPages)| {
        *list == implied || (matches!(list, Target::Org(_)) && !listing.is_remembered())
    };
    if neon.store.lists.iter().any(asked) {
        return;
    }
    let Some(first) = neon.store.orgs.value.keys().next().cloned() else {
        return;
    };
    let list = Target::Org(first);
    tree.expanded.insert(list.clone());
    listing::first_page(neon, &list);
}

/// Handles a list of projects that could not be loaded.
pub(crate) fn list_failed(tree: &mut Tree, neon: &mut Neon, list: Target, error: ApiError) {
    if list != Target::Org(OrgId::from(IMPLIED)) {
        if let Some(listing) = neon.store.lists.get_mut(&list) {
            listing.incoming.stop();
            listing.state.fail(error);
        }
    } else if error.needs_organization() {
        // A personal key must name an organization: the list of organizations is already loading.
        neon.store.lists.remove(&list);
        open_first_org(tree, neon)
    } else {
        implied_failed(tree, neon, error)
    }
}

/// Handles the failure to load the list of the key's own organization: its row shows why.
fn implied_failed(tree: &mut Tree, neon: &mut Neon, error: ApiError) {
    let implied = OrgId::from(IMPLIED);
    let listing = neon
        .store
        .lists
        .remove(&Target::Org(implied.clone()))
        .unwrap_or_default();
    let id = neon
        .store
        .orgs
        .value
        .keys()
        .next()
        .cloned()
        .unwrap_or(implied);
    neon.store.name_org(id.clone());
    let list = Target::Org(id);
    tree.expanded.insert(list.clone());
    let lost = error.status() == Some(404);
    let one_project = error.is_of_one_project();
    let (named, now) = (neon.session.project.is_some(), neon.now);
    let state = &mut neon.store.lists.entry(list).or_insert(listing).state;
    if one_project && named {
        // There is no list to load, and the one project is already loading.
        state.set((), now);
        neon.store_changed();
        return;
    }
    let sentence = error.sentence();
    state.fail(error);
    neon.store_changed();
    if one_project {
        return neon.say_bad(sentence);
    }
    if lost {
        let host = neon.session.base_url.clone();
        neon.say_bad(format!(
            "{host} does not know the API's paths: an address ends in /api/v2"
        ))
    }
}
