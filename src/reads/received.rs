//! How the lists of a project and of a branch enter the store.

use super::unreadable::report_unreadable;
use crate::{
    api::{
        Answer, ApiError,
        types::{
            BranchId, DatabaseList, EndpointList, Masking, MaskingAnswer, OddRow, ProjectId,
            RoleList, SnapshotList, Thing,
        },
    },
    kinds,
    neon::Neon,
    store::{
        Store,
        remote::{FetchState, Remote},
        target::Target,
    },
};
use std::sync::Arc;

pub fn endpoints(neon: &mut Neon, project: &ProjectId, list: Result<EndpointList, ApiError>) {
    let now = neon.now;
    let inside = neon.store.inside_mut(project);
    inside.refreshing = false;
    let list = match list {
        Ok(list) => list,
        Err(error) => return inside.endpoints.fail(error),
    };
    let known = &inside.endpoints;
    let was_whole = known.odd.is_empty();
    let same = known.fetch == FetchState::Ready
        && list.odd.is_empty()
        && was_whole
        && known.value.values().eq(&list.endpoints);
    inside.set_endpoints(list.endpoints, list.odd.clone(), now);
    // Rows of computes are below those of branches.
    if !same && !inside.branches.value.is_empty() {
        neon.store_changed();
    }
    report_unreadable(neon, "computes", was_whole, &list.odd)
}

pub fn snapshots(neon: &mut Neon, project: &ProjectId, list: Result<SnapshotList, ApiError>) {
    let list = list.map(|list| (list.snapshots, list.odd));
    keep(neon, "snapshots", list, |store| {
        &mut store.inside_mut(project).snapshots
    })
}

pub fn databases(
    neon: &mut Neon,
    project: &ProjectId,
    branch: &BranchId,
    list: Result<DatabaseList, ApiError>,
) {
    let list = list.map(|list| (list.databases, list.odd));
    keep(neon, "databases", list, |store| {
        &mut store.contents_mut(project, branch).databases
    })
}

pub fn roles(
    neon: &mut Neon,
    project: &ProjectId,
    branch: &BranchId,
    list: Result<RoleList, ApiError>,
) {
    let list = list.map(|list| (list.roles, list.odd));
    keep(neon, "roles", list, |store| {
        &mut store.contents_mut(project, branch).roles
    })
}

/// Keeps an answer about one thing, and its text.
pub fn single(neon: &mut Neon, target: Target, answer: Answer, raw: Option<Arc<str>>) {
    let now = neon.now;
    kinds::lookup::of(&target, |kind| {
        // The others are read anyway.
        if kind.entry().is_some() {
            kind.keep(&mut neon.store, answer, now);
        }
    });
    if let Some(raw) = raw {
        neon.store.raw = Some((target, raw));
    }
}

/// Keeps a list. Unreadable entries are reported once.
fn keep<T: Thing + PartialEq>(
    neon: &mut Neon,
    what: &str,
    list: Result<(Vec<T>, Vec<OddRow>), ApiError>,
    known: impl FnOnce(&mut Store) -> &mut Remote<Vec<T>>,
) {
    let now = neon.now;
    let known = known(&mut neon.store);
    let (list, odd) = match list {
        Ok(list) => list,
        Err(error) => return known.fail(error),
    };
    let changed = known.known() != Some(&list) || !odd.is_empty();
    let was_whole = known.odd.is_empty();
    known.set_list(list, odd.clone(), now);
    if changed {
        neon.store_changed();
    }
    report_unreadable(neon, what, was_whole, &odd)
}

/// Keeps how far a branch is masked.
pub fn masking(
    neon: &mut Neon,
    project: ProjectId,
    branch: BranchId,
    answer: Result<MaskingAnswer, ApiError>,
) {
    let of = Target::Branch(project, branch);
    match answer {
        Ok(answer) => neon.store.listings.keep(&of, vec![answer.masking], &[]),
        Err(error) if error.is_gone() => neon.store.listings.keep::<Masking>(&of, vec![], &[]),
        Err(_) => {}
    }
    neon.store_changed();
}
