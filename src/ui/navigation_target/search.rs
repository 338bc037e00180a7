//! Searches all projects for a compute or branch given without its project: Neon cannot be asked where a compute
//! is.

use super::{NavigationTarget, resolve::ResolveStep};
use crate::{
    api::{Priority, Request, types::ProjectId},
    neon::{Connectivity, Neon, read},
    reads::listing,
    store::{ProjectData, ProjectPages, Store, target::Target},
    ui::{
        navigation_target::{Start, looked::Looked},
        tree::Tree,
    },
};

/// How many projects are searched at the same time.
const AT_ONCE: usize = 16;
/// Computes loaded at most this many seconds ago need not be loaded again.
const FRESH: i64 = 60;

/// Loads the computes of all projects, a few at a time and each once, the most recently active ones first. Once
/// all listed projects are searched, the next pages of the lists are loaded.
pub(crate) fn search(
    tree: &Tree,
    neon: &mut Neon,
    destination: &mut NavigationTarget,
) -> Result<ProjectId, ResolveStep> {
    if destination.looked.received == 0 {
        let mut projects = neon.store.projects.keys();
        if let Some(found) = projects.find(|id| holds(neon, destination, id)) {
            return Ok(found.clone());
        }
        if !tree.arrived {
            return Err(ResolveStep::Wait);
        }
    }
    loop {
        if let Some(found) = take_answers(neon, destination) {
            return Ok(found);
        }
        // Nothing more is requested while Neon cannot be reached.
        if matches!(
            neon.link,
            Connectivity::Offline { .. } | Connectivity::SignedOut { .. }
        ) {
            return Err(ResolveStep::Wait);
        }
        let asked = neon.starts(|neon| send(neon, &mut destination.looked));
        let awaited = &destination.looked.awaited;
        if asked || awaited.iter().any(|id| is_loading(neon, id)) {
            return Err(ResolveStep::Wait);
        }
        if awaited.is_empty() {
            break;
        }
    }
    let asked = neon.starts(next_pages);
    let mut lists = neon.store.lists.values();
    if !asked && !lists.any(|list| list.state.is_loading()) {
        return Err(ResolveStep::Lost(not_found(neon, destination), None));
    }
    Err(ResolveStep::Wait)
}

/// Checks the projects whose responses have arrived.
fn take_answers(neon: &Neon, destination: &mut NavigationTarget) -> Option<ProjectId> {
    for id in std::mem::take(&mut destination.looked.awaited) {
        if is_loading(neon, &id) {
            destination.looked.awaited.push(id);
            continue;
        }
        destination.looked.done += 1;
        let inside = neon.store.inside(&id);
        let failed = inside.is_some_and(|inside| inside.endpoints.error().is_some());
        destination.looked.failed += usize::from(failed);
        if holds(neon, destination, &id) {
            return Some(id);
        }
    }
    None
}

fn is_loading(neon: &Neon, id: &ProjectId) -> bool {
    let inside = neon.store.inside(id);
    inside.is_some_and(|inside| inside.endpoints.is_loading())
}

/// Requests as many projects as may be searched at the same time; for some, the response is already known.
fn send(neon: &mut Neon, looked: &mut Looked) {
    if looked.waiting.is_empty() {
        looked.take_new(neon);
    }
    while looked.awaited.len() < AT_ONCE
        && let Some(id) = looked.waiting.pop()
    {
        if neon.store.project(&id).is_none_or(|entry| entry.gone) {
            continue;
        }
        let now = neon.now;
        let endpoints = &mut neon.store.inside_mut(&id).endpoints;
        let age = endpoints.at.map(|at| now.duration_since(at).as_secs());
        let fresh = endpoints.error().is_none() && age.is_some_and(|age| age < FRESH);
        if !fresh && !endpoints.is_loading() {
            endpoints.start_loading();
            let request = Request::list_endpoints(&id);
            neon.load(read::endpoints(id.clone()), request);
        }
        looked.awaited.push(id);
    }
}

/// Whether the data of a project contains the target.
fn holds(neon: &Neon, destination: &NavigationTarget, id: &ProjectId) -> bool {
    let all = |inside: &ProjectData| match &destination.endpoint {
        Some(endpoint) => inside.endpoints.value.contains_key(endpoint.as_str()),
        None => destination.steps.first().is_some_and(|branch| {
            let mut all = inside.endpoints.value.values();
            all.any(|one| one.branch_id.as_str() == branch)
        }),
    };
    neon.store.inside(id).is_some_and(all)
}

/// Loads the next pages of the incomplete lists, and the first ones of those never opened. A list that has failed
/// is left alone: it would keep failing.
fn next_pages(neon: &mut Neon) {
    let lists = neon.store.lists.iter();
    let lists = lists.filter(|(_, listing)| listing.state.error().is_none());
    let lists: Vec<Target> = lists.map(|(list, _)| list.clone()).collect();

    for list in &lists {
        listing::page_after(neon, list, Priority::Screen);
    }
    let orgs = neon.store.orgs.value.keys().cloned().map(Target::Org);
    let closed: Vec<Target> = orgs
        .filter(|list| {
            neon.store
                .lists
                .get(list)
                .is_none_or(ProjectPages::is_remembered)
        })
        .collect();
    for list in &closed {
        listing::first_page(neon, list);
    }
}

fn not_found(neon: &Neon, destination: &NavigationTarget) -> String {
    let thing = destination.endpoint.as_ref().or(destination.steps.first());
    let thing = thing.cloned().unwrap_or_default();
    let mut unread = match destination.looked.failed {
        0 => String::new(),
        failed => format!("; {failed} of them could not be searched"),
    };
    let mut lists = neon.store.lists.values();
    if lists.any(|list| list.state.error().is_some()) {
        unread += "; a list could not be read completely";
    }
    format!(
        "{thing} is not a compute, or a branch with one, in the {} projects this key can see{unread}",
        destination.looked.done
    )
}

/// The progress of a search for a thing without a project: the number of projects searched, the number listed,
/// and whether there are more.
pub fn progress(start: &Start, store: &Store) -> Option<(usize, usize, bool)> {
    let destination = start.destination.as_ref();
    let destination = destination
        .filter(|destination| destination.looked.received > 0 && destination.project.is_none())?;
    let looked = &destination.looked;
    let new = store.projects.len().saturating_sub(looked.received);
    let listed = looked.done + looked.awaited.len() + looked.waiting.len() + new;
    let more = store.lists.values().any(ProjectPages::has_more);
    Some((looked.done, listed, more))
}
