//! Looking through all projects for a compute or a branch that was named without its project: Neon cannot be asked where
//! a compute is.

use super::{Heading, find::Step};
use crate::{
    api::{
        Priority, Request,
        types::{ProjectId, ProjectRow},
    },
    core::{
        effect::{Effect, Slot},
        listing,
        model::Model,
        store::Listing,
        target::Target,
    },
};
use std::cmp::Reverse;

/// How many projects are asked at the same time for a compute or a branch that was named without its project.
const AT_ONCE: usize = 16;
/// Asks the projects for their computes, a few at a time and each once: those that were active last first. When all
/// that are listed have answered, the lists go on.
pub(super) fn search(model: &mut Model, heading: &Heading) -> Step {
    if !model.tree.arrived {
        return Step::Wait(Vec::new());
    }
    let pending = heading.asked.iter().filter(|id| is_awaited(model, id));
    let free = AT_ONCE.saturating_sub(pending.count());
    let mut new: Vec<&ProjectRow> = model
        .store
        .projects
        .values()
        .filter(|entry| !entry.gone && !heading.asked.contains(&entry.row.id))
        .map(|entry| &entry.row)
        .collect();
    if new.is_empty() && free == AT_ONCE {
        let effects = next_pages(model);
        if effects.is_empty()
            && !model
                .store
                .lists
                .values()
                .any(|list| list.state.is_loading())
        {
            return Step::Lost(not_found(model, heading), None);
        }
        return Step::Wait(effects);
    }
    new.sort_by_key(|row| Reverse(row.compute_last_active_at.max(row.created_at)));
    let new: Vec<ProjectId> = new
        .into_iter()
        .take(free)
        .map(|row| row.id.clone())
        .collect();
    let mut effects = Vec::new();
    for id in &new {
        model.store.inside_mut(id).endpoints.ask();
        let slot = Slot::Endpoints(id.clone());
        effects.push(Effect::load(slot, Request::list_endpoints(id)));
    }
    if let Some(heading) = &mut model.heading {
        heading.asked.extend(new);
    }
    Step::Wait(effects)
}

/// Whether a project that was asked for its computes has not answered yet.
fn is_awaited(model: &Model, id: &ProjectId) -> bool {
    let inside = model.store.inside(id);
    inside.is_some_and(|inside| inside.endpoints.at.is_none() && inside.endpoints.error().is_none())
}

/// The next pages of the lists that were not read to their end, and the first ones of those that nobody has opened.
fn next_pages(model: &mut Model) -> Vec<Effect> {
    let lists: Vec<Target> = model.store.lists.keys().cloned().collect();
    let mut effects = Vec::new();
    for list in &lists {
        effects.extend(listing::page_after(model, list, Priority::Screen));
    }
    let orgs = model.store.orgs.value.keys().cloned().map(Target::Org);
    let closed: Vec<Target> = orgs
        .filter(|list| {
            model
                .store
                .lists
                .get(list)
                .is_none_or(Listing::is_remembered)
        })
        .collect();
    effects.extend(closed.iter().map(|list| listing::first_page(model, list)));
    effects
}

fn not_found(model: &Model, heading: &Heading) -> String {
    let thing = heading.endpoint.as_ref().or(heading.steps.first());
    let thing = thing.cloned().unwrap_or_default();
    let asked = heading.asked.iter();
    let failed = asked.filter(|id| {
        let inside = model.store.inside(id);
        inside.is_some_and(|inside| inside.endpoints.error().is_some())
    });
    let unread = match failed.count() {
        0 => String::new(),
        failed => format!("; {failed} of them could not be asked"),
    };
    format!(
        "{thing} is no compute of the {} projects that this key sees, nor a branch with one{unread}",
        heading.asked.len()
    )
}

/// How far the search for a thing without a project has come: projects that have answered, of how many that are listed,
/// and whether there are more.
pub fn progress(model: &Model) -> Option<(usize, usize, bool)> {
    let heading = model
        .heading
        .as_ref()
        .filter(|heading| !heading.asked.is_empty())?;
    let awaited = heading.asked.iter().filter(|id| is_awaited(model, id));
    let done = heading.asked.len() - awaited.count();
    let listed = model.store.projects.values().filter(|entry| !entry.gone);
    let more = model.store.lists.values().any(Listing::has_more);
    Some((done, listed.count(), more))
}
