//! Organizations that came, and the one that a key implies.

use crate::{
    api::{
        ApiError,
        types::{OddRow, OrgId, Organization},
    },
    reads::{
        listing::{self, IMPLIED, rest_of},
        odd::tell_odd,
    },
    store::{ProjectPages, keep_unread, target::Target},
    ui::{
        answers::{self, rebuild},
        model::Model,
    },
};
use indexmap::IndexMap;

pub(crate) fn orgs(model: &mut Model, organizations: Vec<Organization>, odd: Vec<OddRow>) {
    let wanted = model.neon.session.org.clone();
    let shown = organizations
        .into_iter()
        .filter(|org| wanted.as_ref().is_none_or(|wanted| org.id == *wanted));
    let mut orgs: IndexMap<OrgId, Organization> = shown.map(|org| (org.id.clone(), org)).collect();
    let was_whole = model.neon.store.orgs.odd.is_empty();
    keep_unread(&model.neon.store.orgs.value, &mut orgs, &odd);
    // An organization that only its projects have told about stays.
    for (id, org) in std::mem::take(&mut model.neon.store.orgs.value) {
        let list = Target::Org(id.clone());
        let listed = model.neon.store.lists.get(&list);
        if listed.is_some_and(|listing| !listing.is_remembered()) {
            orgs.entry(id).or_insert(org);
        } else if !orgs.contains_key(&id) {
            model.neon.store.lists.remove(&list);
        }
    }
    model
        .neon
        .store
        .orgs
        .set_partly(orgs, odd.clone(), model.neon.now);
    open_first_org(model);
    tell_odd(&mut model.neon, "organizations", was_whole, &odd);
    let shown = model
        .browser
        .selected()
        .and_then(|selected| model.neon.store.list_of(selected.project()?));
    if let Some(list) = shown {
        rest_of(&mut model.neon, &list);
    }
    rebuild(model);
    answers::lookup::look(model);
    answers::search::orgs_received(model);
}

/// Opens and lists the first organization, once it is known and nothing else is listed.
fn open_first_org(model: &mut Model) {
    let implied = Target::Org(OrgId::from(IMPLIED));
    let asked = |(list, listing): (&Target, &ProjectPages)| {
        *list == implied || (matches!(list, Target::Org(_)) && !listing.is_remembered())
    };
    if model.neon.store.lists.iter().any(asked) {
        return;
    }
    let Some(first) = model.neon.store.orgs.value.keys().next().cloned() else {
        return;
    };
    let list = Target::Org(first);
    model.browser.tree.expanded.insert(list.clone());
    listing::first_page(&mut model.neon, &list);
}

/// A list of projects could not be read.
pub(crate) fn list_failed(model: &mut Model, list: Target, error: ApiError) {
    if list != Target::Org(OrgId::from(IMPLIED)) {
        if let Some(listing) = model.neon.store.lists.get_mut(&list) {
            listing.state.fail(error);
        }
    } else if error.needs_organization() {
        // A personal key must name an organization: the list of organizations is on its way.
        model.neon.store.lists.remove(&list);
        open_first_org(model)
    } else {
        implied_failed(model, error)
    }
}

/// The list of the key's own organization cannot be had: its row says why.
fn implied_failed(model: &mut Model, error: ApiError) {
    let implied = OrgId::from(IMPLIED);
    let listing = model
        .neon
        .store
        .lists
        .remove(&Target::Org(implied.clone()))
        .unwrap_or_default();
    let id = model
        .neon
        .store
        .orgs
        .value
        .keys()
        .next()
        .cloned()
        .unwrap_or(implied);
    model.neon.store.name_org(id.clone());
    let list = Target::Org(id);
    model.browser.tree.expanded.insert(list.clone());
    let lost = error.status() == Some(404);
    let one_project = error.is_of_one_project();
    let (named, now) = (model.neon.session.project.is_some(), model.neon.now);
    let state = &mut model.neon.store.lists.entry(list).or_insert(listing).state;
    if one_project && named {
        // There is no list to be had, and the one project is on its way.
        state.set((), now);
        model.neon.store_changed();
        return;
    }
    let sentence = error.sentence();
    state.fail(error);
    model.neon.store_changed();
    if one_project {
        return model.neon.say_bad(sentence);
    }
    if lost {
        let host = model.neon.session.base_url.clone();
        model.neon.say_bad(format!(
            "{host} does not know the API's paths: an address ends in /api/v2"
        ))
    }
}
