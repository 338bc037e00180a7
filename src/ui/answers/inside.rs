//! What is in a project: branches, page by page, and computes.

use crate::{
    api::{
        Answer, ApiError,
        types::{Branch, BranchId, BranchesPage, DatabaseList, EndpointList, ProjectId, RoleList},
    },
    changes::{follow, schedule},
    neon::{Neon, Slot},
    reads::{fetch, odd::tell_odd},
    store::{keep_unread, remote::FetchState, target::Target},
    ui::{answers, bookmarks, compare, model::Model},
};
use answers::projects::gone;
use indexmap::IndexMap;

/// Takes what came about the inside of a project.
pub(crate) fn accept(model: &mut Model, slot: Slot, answer: Answer) {
    let now = model.neon.now;
    match (slot, answer) {
        (Slot::Branches(project), Answer::ListBranches(page)) => branches(model, &project, page),
        (Slot::SomeBranches(project), Answer::ListBranches(page)) => {
            some_branches(model, &project, page)
        }
        (Slot::BranchCount(project), Answer::CountBranches(answer)) => {
            model.neon.store.inside_mut(&project).branch_count = Some(answer.count);
        }
        (Slot::Endpoints(project), Answer::ListEndpoints(list)) => endpoints(model, &project, list),
        (Slot::Operations(project), Answer::ListOperations(page)) => {
            follow::merge(&mut model.neon, &project, &page.operations);
        }
        (Slot::Poll(project), Answer::ListOperations(page)) => {
            follow::merge(&mut model.neon, &project, &page.operations);
            follow::seen(
                &mut model.changes,
                &mut model.neon,
                &project,
                &page.operations,
            )
        }
        (Slot::PollOne(project, _), Answer::GetOperation(answer)) => {
            let operations = [answer.operation];
            follow::merge(&mut model.neon, &project, &operations);
            follow::seen_one(&mut model.changes, &mut model.neon, &operations)
        }
        (Slot::Databases(Target::Branch(project, branch)), Answer::ListDatabases(list)) => {
            databases(model, &project, &branch, list)
        }
        (Slot::Roles(Target::Branch(project, branch)), Answer::ListRoles(list)) => {
            roles(&mut model.neon, &project, &branch, list)
        }
        (Slot::Preview(id, database), Answer::CompareSchema(answer)) => {
            compare::one_received(model, id, &database, Ok(answer.diff.as_deref()))
        }
        (Slot::Snapshots(project), Answer::ListSnapshots(list)) => {
            let known = &mut model.neon.store.inside_mut(&project).snapshots;
            let first = known.odd.is_empty();
            known.set_list(list.snapshots, list.odd, now);
            let odd = known.odd.clone();
            model.neon.store_changed();
            tell_odd(&mut model.neon, "snapshots", first, &odd)
        }
        (Slot::Schedule(target), Answer::GetSnapshotSchedule(answer)) => {
            schedule::keep(&mut model.neon, &target, answer);
        }
        // An answer of another kind than the slot asked for cannot be: the request was made with it.
        _ => {}
    }
}

/// Takes the failure of a request about the inside of a project.
pub(crate) fn failed(model: &mut Model, slot: Slot, error: ApiError) {
    match slot {
        Slot::Branches(project) => {
            if error.is_gone() {
                return gone(model, &project);
            }
            let inside = model.neon.store.inside_mut(&project);
            inside.incoming = None;
            inside.branches.fail(error);
        }
        Slot::Endpoints(project) => {
            let inside = model.neon.store.inside_mut(&project);
            inside.refreshing = false;
            inside.endpoints.fail(error);
        }
        Slot::Operations(project) => model.neon.store.inside_mut(&project).operations.fail(error),
        Slot::Preview(id, database) => compare::one_received(model, id, &database, Err(&error)),
        Slot::Schedule(Target::Schedule(project, branch)) => {
            let inside = model.neon.store.inside_mut(&project);
            inside.schedules.entry(branch).or_default().fail(error);
        }
        Slot::Snapshots(project) => model.neon.store.inside_mut(&project).snapshots.fail(error),
        Slot::SomeBranches(project) => {
            if let Some(filter) = model.browser.filter_mut() {
                filter.search.failed_in(&Target::Project(project), error);
            }
        }
        Slot::Poll(project) => follow::missed(&mut model.changes, &mut model.neon, &project),
        Slot::Databases(Target::Branch(project, branch)) => {
            model
                .neon
                .store
                .contents_mut(&project, &branch)
                .databases
                .fail(error);
        }
        Slot::Roles(Target::Branch(project, branch)) => model
            .neon
            .store
            .contents_mut(&project, &branch)
            .roles
            .fail(error),
        _ => {}
    }
}

fn databases(model: &mut Model, project: &ProjectId, branch: &BranchId, list: DatabaseList) {
    let now = model.neon.now;
    let known = &mut model.neon.store.contents_mut(project, branch).databases;
    let changed = known.known() != Some(&list.databases) || !list.odd.is_empty();
    let first = known.odd.is_empty();
    known.set_list(list.databases, list.odd.clone(), now);
    if changed {
        model.neon.store_changed();
    }
    compare::databases_received(model, project, branch);
    tell_odd(&mut model.neon, "databases", first, &list.odd)
}

fn roles(neon: &mut Neon, project: &ProjectId, branch: &BranchId, list: RoleList) {
    let now = neon.now;
    let known = &mut neon.store.contents_mut(project, branch).roles;
    let changed = known.known() != Some(&list.roles) || !list.odd.is_empty();
    let first = known.odd.is_empty();
    known.set_list(list.roles, list.odd.clone(), now);
    if changed {
        neon.store_changed();
    }
    tell_odd(neon, "roles", first, &list.odd)
}

fn branches(model: &mut Model, project: &ProjectId, page: BranchesPage) {
    let now = model.neon.now;
    let next = page.next(fetch::BRANCHES_PAGE, None);
    let inside = model.neon.store.inside_mut(project);
    inside.annotations.extend(page.annotations);
    if inside.incoming.as_ref().is_none_or(IndexMap::is_empty) {
        inside.incoming_odd.clear();
    }
    // Labels are no branches.
    let odd = page.odd.into_iter();
    let odd = odd.filter(|one| !one.at.starts_with("annotations"));
    inside.incoming_odd.extend(odd);
    let fresh: IndexMap<BranchId, Branch> = page
        .branches
        .into_iter()
        .map(|branch| (branch.id.clone(), branch))
        .collect();
    let Some(mut incoming) = inside.incoming.take() else {
        // A quiet look at a long list: only what changed last.
        let mut all: IndexMap<BranchId, Branch> = inside.branches.value.clone();
        all.extend(fresh);
        return keep_branches(model, project, all);
    };
    let before = incoming.len();
    incoming.extend(fresh.clone());
    inside.many = next.is_some() || before > 0;
    let goes_on = next.filter(|_| incoming.len() > before);
    if let Some(cursor) = goes_on {
        // Read for the first time it grows page by page; read again it is replaced at its end.
        if inside.branches.value.len() < incoming.len() {
            inside.branches.value.extend(fresh);
            inside.branches.at.get_or_insert(now);
        }
        inside.incoming = Some(incoming);
        inside.branches.ask();
        model.neon.store_changed();
        model.neon.load(
            Slot::Branches(project.clone()),
            fetch::branches(project, Some(cursor)),
        );
        return;
    }
    keep_branches(model, project, incoming)
}

/// Some branches of a list that is still being read: those that a search has found.
fn some_branches(model: &mut Model, project: &ProjectId, page: BranchesPage) {
    let more = page.next(fetch::BRANCHES_PAGE, None).is_some();
    let inside = model.neon.store.inside_mut(project);
    inside.annotations.extend(page.annotations);
    let found = page.branches.into_iter();
    let mut found: IndexMap<BranchId, Branch> =
        found.map(|branch| (branch.id.clone(), branch)).collect();
    found.retain(|id, _| !inside.branches.value.contains_key(id));
    inside.branches.value.extend(found);
    if let Some(filter) = model.browser.filter_mut() {
        filter
            .search
            .answered(&Target::Project(project.clone()), more);
    }
    model.neon.store_changed();
}

fn keep_branches(model: &mut Model, project: &ProjectId, mut all: IndexMap<BranchId, Branch>) {
    let now = model.neon.now;
    let inside = model.neon.store.inside_mut(project);
    let first = inside.branches.at.is_none();
    let odd = std::mem::take(&mut inside.incoming_odd);
    let was_whole = inside.branches.odd.is_empty();
    keep_unread(&inside.branches.value, &mut all, &odd);
    // Rows hold positions: the same branches in another order keep the order they have.
    let same = inside.branches.fetch == FetchState::Ready && inside.branches.value == all;
    let all = if same {
        std::mem::take(&mut inside.branches.value)
    } else {
        all
    };
    let before = inside.branches.value.iter();
    let gone = before.filter(|(id, _)| !same && !all.contains_key(*id));
    let gone: Vec<_> = gone
        .map(|(id, branch)| (id.clone(), branch.name.to_string()))
        .collect();
    inside.gone.extend(gone);
    inside.branches.set_partly(all, odd.clone(), now);
    bookmarks::listed(model, project);
    tell_odd(&mut model.neon, "branches", was_whole, &odd);
    model.neon.touched |= was_whole != odd.is_empty();
    if same {
        return;
    }
    if first {
        open_default(model, project);
    }
    model.neon.store_changed();
}

/// A project that is opened for the first time shows its default branch open: what most come for.
fn open_default(model: &mut Model, project: &ProjectId) {
    let Some(branch) = model
        .neon
        .store
        .default_branch(project)
        .map(|branch| branch.id.clone())
    else {
        return;
    };
    let target = Target::Branch(project.clone(), branch);
    model.browser.tree.expanded.insert(target.clone());
    fetch::opened(&mut model.neon, &target)
}

fn endpoints(model: &mut Model, project: &ProjectId, list: EndpointList) {
    let now = model.neon.now;
    let endpoints = list.endpoints;
    let inside = model.neon.store.inside_mut(project);
    inside.refreshing = false;
    let was_whole = inside.endpoints.odd.is_empty();
    let same = inside.endpoints.fetch == FetchState::Ready
        && list.odd.is_empty()
        && was_whole
        && inside.endpoints.value.len() == endpoints.len()
        && inside
            .endpoints
            .value
            .values()
            .zip(&endpoints)
            .all(|(old, new)| old == new);
    inside.set_endpoints(endpoints, list.odd.clone(), now);
    // Rows of computes hang under those of branches.
    let has_rows = !inside.branches.value.is_empty() || model.browser.table.is_some();
    if !same && has_rows {
        model.neon.store_changed();
    }
    tell_odd(&mut model.neon, "computes", was_whole, &list.odd)
}
