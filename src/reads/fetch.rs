//! What is read, and when: because it is on screen, under the cursor, or searched for; never just
//! because it exists.

use super::{
    branches,
    listing::{IMPLIED, first_page},
    timing,
};
use crate::{
    api::{
        Priority, Request,
        types::{BranchId, Masking, OrgId, ProjectId},
    },
    kinds::{self, Contents},
    neon::{Neon, Task, read},
    store::{BranchData, Older, target::Target},
};

/// How many of the newest operations are shown.
pub const OPERATIONS: u32 = 50;

/// Requests up to `limit` operations before those that are known, unless that was done already.
pub fn older_operations(neon: &mut Neon, project: &ProjectId, limit: u32) {
    let older = &mut neon.store.inside_mut(project).older_operations;
    let Older::At(cursor) = older else {
        return;
    };
    let cursor = std::mem::take(cursor);
    *older = Older::Asked {
        cursor: cursor.clone(),
        limit,
    };
    neon.load(
        read::older_operations(project.clone()),
        Request::list_operations(project, Some(&cursor), limit),
    );
}

/// Sends the first requests, all at once: a short first page, so that rows appear after one round trip.
pub fn start(neon: &mut Neon) {
    let org = neon
        .session
        .org
        .clone()
        .unwrap_or_else(|| OrgId::from(IMPLIED));
    first_page(neon, &Target::Org(org));
    if let Some(project) = neon.session.project.clone() {
        neon.ask(
            read::project(project.clone()),
            Request::get_project(&project).raw(),
        );
    }
    neon.store.orgs.start_loading();
    neon.load(read::orgs(), Request::organizations());
    match neon.session.org.clone() {
        Some(org) => neon.store.name_org(org),
        None => first_page(neon, &Target::Shared),
    }
    timing::schedule(neon);
}

/// Requests what a row shows when opened.
pub fn opened(neon: &mut Neon, target: &Target) {
    kinds::lookup::of(target, |kind| match kind.contents() {
        Contents::Projects(_) => {
            let known = neon
                .store
                .lists
                .get(target)
                .is_some_and(|list| !list.state.is_absent());
            if !known {
                first_page(neon, target);
            }
        }
        Contents::Project(project) => {
            let absent = neon
                .store
                .inside(project)
                .is_none_or(|inside| inside.branches.is_absent());
            if absent {
                project_inside(neon, project, Priority::User)
            }
        }
        Contents::Branch(project, branch) => contents(neon, project, branch, false),
        Contents::Rest(_) | Contents::Nothing => {}
    })
}

/// Requests the branches, computes and operations of a project.
pub(crate) fn project_inside(neon: &mut Neon, project: &ProjectId, priority: Priority) {
    let inside = neon.store.inside_mut(project);
    inside.branches.start_loading();
    inside.endpoints.start_loading();
    inside.operations.start_loading();
    inside.incoming.begin();
    let request = branches::page(project, None);
    neon.start(Task::read(
        read::branches(project.clone()),
        request,
        priority,
    ));
    let request = Request::list_endpoints(project);
    neon.start(Task::read(
        read::endpoints(project.clone()),
        request,
        priority,
    ));
    neon.load(
        read::operations(project.clone()),
        Request::list_operations(project, None, OPERATIONS),
    );
}

/// Requests the databases and roles of a branch, unless known; with `again` in any case.
pub fn contents(neon: &mut Neon, project: &ProjectId, branch: &BranchId, again: bool) {
    let contents = neon.store.contents_mut(project, branch);
    let databases = again || contents.databases.is_lacking();
    let roles = again || contents.roles.is_lacking();
    if databases {
        contents.databases.start_loading();
    }
    if roles {
        contents.roles.start_loading();
    }
    if databases {
        let request = Request::list_databases(project, branch);
        neon.load(read::databases(project.clone(), branch.clone()), request);
    }
    if roles {
        let request = Request::list_roles(project, branch);
        neon.load(read::roles(project.clone(), branch.clone()), request);
    }
    masking(neon, project, branch, again);
}

/// Requests how far a branch is masked, if it is a masked one, unless known; with `again` in any case.
fn masking(neon: &mut Neon, project: &ProjectId, branch: &BranchId, again: bool) {
    let of = Target::Branch(project.clone(), branch.clone());
    let known = neon.store.listings.has::<Masking>(&of);
    if neon.store.is_masked(project, branch) && (again || !known) {
        let request = Request::get_masking(project, branch);
        neon.load(read::masking(project.clone(), branch.clone()), request);
    }
}

/// Requests the snapshots of a project, unless known; with `again` in any case.
pub fn snapshots(neon: &mut Neon, project: &ProjectId, again: bool) {
    let snapshots = &mut neon.store.inside_mut(project).snapshots;
    if !again && !snapshots.is_lacking() {
        return;
    }
    snapshots.start_loading();
    neon.load(
        read::snapshots(project.clone()),
        Request::list_snapshots(project),
    );
}

/// Requests the signed-in user, unless that was done already.
pub(crate) fn user(neon: &mut Neon) {
    if !neon.store.user.is_absent() {
        return;
    }
    neon.store.user.start_loading();
    neon.start(Task::ahead(read::user(), Request::me()));
}

pub(crate) fn full_project(neon: &mut Neon, project: &ProjectId) {
    let full = neon.store.project_mut(project).full.get_or_insert_default();
    if !full.is_absent() {
        return;
    }
    full.start_loading();
    neon.load(
        read::project(project.clone()),
        Request::get_project(project).raw(),
    );
}

/// Requests the one answer with everything about a thing, unless the store has it.
pub(crate) fn raw(neon: &mut Neon, target: &Target) {
    if neon.store.raw.as_ref().is_some_and(|(of, _)| of == target) {
        return;
    }
    let request = kinds::lookup::of(target, |kind| kind.read_alone()).map(Request::raw);
    if let Some(request) = request {
        neon.load(read::single(target.clone()), request);
    }
}

/// Requests what must be known before the URI of a row can be requested.
pub fn for_uri(neon: &mut Neon, target: &Target) {
    let Some(project) = target.project().cloned() else {
        return;
    };
    let inside = neon.store.inside_mut(&project);
    if inside.branches.is_lacking() || inside.endpoints.is_lacking() {
        return project_inside(neon, &project, Priority::User);
    }
    if let Some(branch) = neon.store.branch_of(target).map(|branch| branch.id.clone()) {
        contents(neon, &project, &branch, false)
    }
}

/// A long list of branches is read to its end once in this many quiet refreshes; only then do
/// deletions elsewhere show.
const FULL_LOOK: u32 = 8;

/// Refreshes in the background: computes, operations and branches. Of a long list, mostly only the page of recent
/// changes is read. A list that is still being read is left alone.
pub(crate) fn quiet(neon: &mut Neon, project: &ProjectId) {
    neon.load(
        read::endpoints(project.clone()),
        Request::list_endpoints(project),
    );
    neon.load(
        read::operations(project.clone()),
        Request::list_operations(project, None, OPERATIONS),
    );
    let inside = neon.store.inside_mut(project);
    inside.refreshing = true;
    let failed = |contents: &BranchData| {
        contents.databases.error().is_some() || contents.roles.error().is_some()
    };
    let again: Vec<BranchId> = inside
        .contents
        .iter()
        .filter(|(_, contents)| failed(contents))
        .map(|(id, _)| id.clone())
        .collect();
    if !inside.incoming.is_active() {
        inside.quiet_refreshes += 1;
        let whole = !inside.is_paged
            || inside.quiet_refreshes.is_multiple_of(FULL_LOOK)
            || inside.branches.error().is_some();
        if whole {
            inside.incoming.begin();
        }
        neon.load(
            read::branches(project.clone()),
            branches::page(project, None),
        );
    }
    for branch in again {
        contents(neon, project, &branch, false);
    }
    for branch in neon.store.being_masked(project) {
        masking(neon, project, &branch, true);
    }
}
