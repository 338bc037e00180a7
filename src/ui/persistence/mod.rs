//! What outlives the program, per account and host: where the cursor was, and the names, states and sizes that were on
//! the screen. At the next start they are shown with their age until Neon's answers replace them. Secrets are never
//! among them: types that hold one do not serialize it.

pub mod state;

use super::{
    bookmarks::{self, person},
    model::Model,
};
use crate::store::IdMap;
use crate::{
    api::types::{Branch, BranchId, OrgId, Organization, ProjectRow},
    changes::Changes,
    neon::{Neon, Slot, account::CredentialSource},
    reads::fetch,
    store::{
        recent::{ChosenConnection, Hosts},
        remote::{FetchState, Remote},
        target::Target,
    },
    ui::{
        browser::Browser,
        cursor,
        effect::{Effect, Outbox},
        persistence::state::{CachedData, PersistedState, Remembered, SaveOutcome, SavedPosition},
        rebuild, row_lookup, selection,
        settings::Settings,
        uri::UriOf,
    },
};
use jiff::Timestamp;
use std::time::Duration;

/// How long everything must be still before the state is saved.
const REST: Duration = Duration::from_secs(3);
/// The maximum number of projects saved per list.
const MOST_PROJECTS: usize = 500;
/// The maximum number of projects whose branches and computes are saved.
const MOST_OPEN: usize = 20;
/// The maximum number of computes per project whose project is remembered.
const MOST_HOSTS: usize = 100;

/// Whether anything is saved: not about the demo, and not before the account is known.
fn is_saved(neon: &Neon) -> bool {
    !neon.session.identity.is_empty() && neon.session.origin != Some(CredentialSource::Demo)
}

/// Logs the changes that were sent, and their results.
pub fn log_changes(outbox: &mut Outbox, settings: &Settings, changes: &mut Changes, neon: &Neon) {
    let unsaved = changes.log.take_unsaved();
    if !unsaved.is_empty() && settings.log_changes && is_saved(neon) {
        outbox.push(Effect::LogChanges(unsaved));
    }
}

/// Schedules a save for when nothing has changed for a while.
pub fn soon(neon: &mut Neon) {
    if is_saved(neon) {
        neon.after(Slot::Save, REST);
    }
}

/// Remembers the database and role that the user has chosen for a branch.
pub fn remember_connection(neon: &mut Neon, of: &UriOf) {
    let chosen = ChosenConnection {
        database: of.database.clone(),
        role: of.role.clone(),
    };
    neon.connections.note(of.branch.clone(), chosen);
    soon(neon);
}

/// The state to save now, if any.
pub fn persisted(browser: &Browser, neon: &Neon) -> Option<PersistedState> {
    let origin = neon.session.origin.clone().filter(|_| is_saved(neon))?;
    let in_lists = browser.visited.iter();
    let width = &browser.tree.width;
    Some(PersistedState {
        origin,
        identity: neon.session.identity.clone(),
        person: person::id(neon),
        host: neon.session.base_url.clone(),
        place: SavedPosition {
            last: browser.tree.cursor.item.clone(),
            in_lists: in_lists
                .map(|(list, place)| (list.clone(), place.clone()))
                .collect(),
            bookmarks: browser.bookmarks.clone(),
            hosts: hosts(neon),
            connections: neon.connections.clone(),
        },
        tree_width: width.is_changed.then_some(width.chosen),
        facts: facts(neon),
    })
}

/// Saves the state now, without changing it.
pub fn save(browser: &Browser, outbox: &mut Outbox, neon: &Neon) {
    let persisted = persisted(browser, neon).map(Box::new);
    outbox.extend(persisted.map(Effect::Save));
}

/// Handles the result of a save. A failure is reported once, until saving works again.
///
/// Success draws nothing.
pub(crate) fn kept(model: &mut Model, kept: SaveOutcome) {
    let SaveOutcome {
        identity,
        newest,
        owned,
        done,
    } = kept;
    let failed = done.is_err();
    // Bookmarks saved for the key alone are saved again for the person, once known.
    let as_now = owned == person::id(&model.neon).is_some();
    if !failed && as_now && identity == model.neon.session.identity {
        model.browser.bookmarks.were_kept(newest, owned);
    }
    let said = std::mem::replace(&mut model.unsaved, failed);
    match done {
        Err(why) if !said => {
            model.neon.touched = true;
            model.neon.say_bad(format!(
                "{why} The cursor position, bookmarks and pins will not be saved"
            ))
        }
        Ok(()) | Err(_) => {}
    }
}

/// Handles the result of logging changes: a failure is reported once, until logging works again.
pub(crate) fn logged(changes: &mut Changes, neon: &mut Neon, done: Result<(), String>) {
    let said = std::mem::replace(&mut changes.log.has_failed, done.is_err());
    if let (Err(why), false) = (done, said) {
        neon.touched = true;
        neon.say_bad(format!("{why} Your changes will not be logged"));
    }
}

/// The remembered computes, and those of the projects that were opened.
fn hosts(neon: &Neon) -> Hosts {
    let mut hosts = neon.hosts.clone();
    for (project, entry) in neon.store.projects.iter().filter(|(_, entry)| !entry.gone) {
        let inside = entry.inside.as_deref();
        // A search for a compute loads only the computes of a project.
        let Some(inside) = inside.filter(|inside| inside.branches.at.is_some()) else {
            continue;
        };
        let computes = inside.endpoints.value.keys().take(MOST_HOSTS);
        hosts.extend(computes.map(|compute| (compute.clone(), project.clone())));
    }
    hosts
}

fn facts(neon: &Neon) -> CachedData {
    let store = &neon.store;
    let named = |org: &&Organization| !org.id.as_str().is_empty();
    let rows = |rows: &[u32]| -> Vec<ProjectRow> {
        let rows = rows.get(..MOST_PROJECTS).unwrap_or(rows);
        let entries = store.listed(rows);
        entries.map(|(_, entry)| entry.row.clone()).collect()
    };
    let known = store.lists.iter().filter(|(list, listing)| {
        let implied = **list == Target::Org(OrgId::from(crate::reads::listing::IMPLIED));
        listing.state.at.is_some() && !implied
    });
    let oldest = known
        .clone()
        .filter_map(|(_, listing)| listing.state.at)
        .min();
    let opened = store.projects.iter().filter(|(_, entry)| !entry.gone);
    let inside = opened.filter_map(|(id, entry)| {
        let inside = entry.inside.as_deref()?;
        inside.branches.at?;
        let branches = inside.branches.value.values().cloned().collect();
        let endpoints = inside.endpoints.value.values().cloned().collect();
        Some((id.clone(), branches, endpoints))
    });
    CachedData {
        version: 1,
        at: oldest.map(Into::into),
        orgs: store.orgs.value.values().filter(named).cloned().collect(),
        lists: known
            .map(|(list, listing)| (list.clone(), rows(&listing.rows)))
            .collect(),
        inside: inside.take(MOST_OPEN).collect(),
    }
}

/// Shows what was remembered, unless Neon has answered first, and goes to the last position.
pub fn received(model: &mut Model, remembered: Remembered) {
    let Model {
        browser,
        outbox,
        settings,
        changes,
        neon,
        ..
    } = model;
    if let Some(text) = remembered.trouble {
        neon.say_bad(text);
    }
    bookmarks::commands::received(
        browser,
        outbox,
        changes,
        neon,
        remembered.place.bookmarks,
        remembered.people,
    );
    if settings.log_changes {
        changes.log.restore(remembered.changes);
    }
    let width = &mut browser.tree.width;
    if !width.is_changed {
        width.chosen = remembered.tree_width;
    }
    let SavedPosition {
        hosts, connections, ..
    } = remembered.place;
    neon.hosts = hosts.under(std::mem::take(&mut neon.hosts));
    neon.connections = connections.under(std::mem::take(&mut neon.connections));
    for (list, place) in remembered.place.in_lists {
        browser.visited.entry(list).or_insert(place);
    }
    let late = neon
        .store
        .lists
        .values()
        .any(|list| list.state.at.is_some());
    let session = &neon.session;
    let asked =
        session.project.is_some() || session.org.is_some() || settings.destination.is_some();
    let Some(facts) = remembered.facts.filter(|_| !late && !asked) else {
        return;
    };
    let Some(at) = facts.at else {
        return;
    };
    keep(neon, facts, at.into());
    rebuild::rows(browser, changes, neon);
    if let Some(last) = remembered.place.last {
        go(browser, changes, neon, &last);
    }
}

/// Fills the store with old data until it is replaced; requests that are being sent go on.
fn keep(neon: &mut Neon, facts: CachedData, at: Timestamp) {
    let old = |fetch| Remote {
        value: (),
        at: Some(at),
        fetch,
        odd: Vec::new(),
    };
    neon.remembered_at = Some(at);
    for org in facts.orgs {
        neon.store.orgs.value.entry(org.id.clone()).or_insert(org);
    }
    for (list, rows) in facts.lists {
        let rows: Vec<u32> = rows
            .into_iter()
            .filter_map(|row| neon.store.keep_row(row))
            .collect();
        let listing = neon.store.lists.entry(list.clone()).or_default();
        listing.incoming.stop();
        if listing.state.is_loading() {
            listing.incoming.begin();
        }
        listing.rows = rows;
        listing.state = old(std::mem::take(&mut listing.state.fetch));
    }
    for (project, branches, endpoints) in facts.inside {
        let inside = neon.store.inside_mut(&project);
        if !inside.branches.is_absent() {
            continue;
        }
        let branches: IdMap<BranchId, Branch> = branches
            .into_iter()
            .map(|branch| (branch.id.clone(), branch))
            .collect();
        inside.set_endpoints(endpoints, Vec::new(), at);
        inside.endpoints.fetch = FetchState::Absent;
        inside.branches.value = branches;
        inside.branches.at = Some(at);
    }
}

/// Goes to a place, expanding everything above it.
fn go(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon, place: &Target) {
    if !neon.store.has(place) {
        return;
    }
    browser.tree.arrived = true;
    cursor::open_path(&mut browser.tree, &neon.store, place);

    let project = place.project().cloned().map(Target::Project);
    if let Some(project) = project.filter(|project| browser.tree.expanded.contains(project)) {
        fetch::opened(neon, &project);
    }
    rebuild::rows(browser, changes, neon);
    if row_lookup::find(&browser.tree.rows, &neon.store, place).is_some() {
        selection::select(browser, changes, neon, place);
    }
}
