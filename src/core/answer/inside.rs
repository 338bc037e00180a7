//! What is in a project: branches, page by page, and computes.

use super::rebuild;
use crate::{
    api::types::{Branch, BranchId, BranchesPage, Endpoint, ProjectId},
    core::{
        effect::{Effect, Slot},
        fetch,
        model::Model,
        remote::Fetch,
        target::Target,
    },
};
use indexmap::IndexMap;

pub(super) fn branches(model: &mut Model, project: &ProjectId, page: BranchesPage) -> Vec<Effect> {
    let now = model.now;
    let next = page.next(fetch::BRANCHES_PAGE, None);
    let inside = model.store.inside_mut(project);
    inside.annotations.extend(page.annotations);
    let fresh = page
        .branches
        .into_iter()
        .map(|branch| (branch.id.clone(), branch));
    let Some(mut incoming) = inside.incoming.take() else {
        // A quiet look at a long list: only what changed last.
        let mut all: IndexMap<BranchId, Branch> = inside.branches.value.clone();
        all.extend(fresh);
        return keep_branches(model, project, all);
    };
    let before = incoming.len();
    incoming.extend(fresh);
    inside.many = next.is_some() || before > 0;
    let goes_on = next.filter(|_| incoming.len() > before);
    if let Some(cursor) = goes_on {
        if inside.branches.at.is_none() {
            inside.branches.value.clone_from(&incoming);
            inside.branches.at = Some(now);
        }
        inside.incoming = Some(incoming);
        inside.branches.ask();
        rebuild(model);
        return vec![Effect::load(
            Slot::Branches(project.clone()),
            fetch::branches(project, Some(cursor)),
        )];
    }
    keep_branches(model, project, incoming)
}

fn keep_branches(
    model: &mut Model,
    project: &ProjectId,
    all: IndexMap<BranchId, Branch>,
) -> Vec<Effect> {
    let now = model.now;
    let inside = model.store.inside_mut(project);
    let first = inside.branches.at.is_none();
    let same = inside.branches.fetch == Fetch::Ready && inside.branches.value == all;
    inside.branches.set(all, now);
    if same {
        return Vec::new();
    }
    let effects = if first {
        open_default(model, project)
    } else {
        Vec::new()
    };
    rebuild(model);
    effects
}

/// A project that is opened for the first time shows its default branch open: what most come for.
fn open_default(model: &mut Model, project: &ProjectId) -> Vec<Effect> {
    let Some(branch) = model
        .store
        .default_branch(project)
        .map(|branch| branch.id.clone())
    else {
        return Vec::new();
    };
    let target = Target::Branch(project.clone(), branch);
    model.tree.expanded.insert(target.clone());
    fetch::opened(model, &target)
}

pub(super) fn endpoints(model: &mut Model, project: &ProjectId, endpoints: Vec<Endpoint>) {
    let now = model.now;
    let inside = model.store.inside_mut(project);
    let same = inside.endpoints.fetch == Fetch::Ready
        && inside.endpoints.value.len() == endpoints.len()
        && inside
            .endpoints
            .value
            .values()
            .zip(&endpoints)
            .all(|(old, new)| old == new);
    inside.set_endpoints(endpoints, now);
    if !same {
        rebuild(model);
    }
}
