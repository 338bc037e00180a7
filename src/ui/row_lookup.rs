//! Converts between rows and items: a row holds positions in the store, an item is known by its ids.

use super::{
    on_screen,
    tree::{CursorPlace, Row},
};
use crate::{
    api::types::{BranchId, OrgId, ProjectId},
    store::{Store, target::Target},
};

/// The item of a row.
pub fn target(place: CursorPlace, store: &Store) -> Option<Target> {
    let project = |at: u32| Some(store.projects.get_index(at as usize)?.0.clone());
    let org = |at: u32| Some(store.orgs.value.get_index(at as usize)?.0.clone());
    let inside = |at: u32| store.projects.get_index(at as usize)?.1.inside.as_deref();
    let branch = |at: u32, branch: u32| {
        let branches = &inside(at)?.branches.value;
        Some(branches.get_index(branch as usize)?.0.clone())
    };
    let contents = |at: u32, b: u32| inside(at)?.contents.get(&branch(at, b)?);
    Some(match place {
        CursorPlace::Org(at) => Target::Org(org(at)?),
        CursorPlace::Shared => Target::Shared,
        CursorPlace::MoreOf(at) => Target::More(Box::new(Target::Org(org(at)?))),
        CursorPlace::MoreShared => Target::More(Box::new(Target::Shared)),
        CursorPlace::Project(at) => Target::Project(project(at)?),
        CursorPlace::Branch(at, b) => Target::Branch(project(at)?, branch(at, b)?),
        CursorPlace::Endpoint(at, e) => Target::Endpoint(
            project(at)?,
            inside(at)?.endpoints.value.get_index(e as usize)?.0.clone(),
        ),
        CursorPlace::Database(at, b, d) => {
            let name = &contents(at, b)?.databases.value.get(d as usize)?.name;
            Target::Database(project(at)?, branch(at, b)?, name.clone())
        }
        CursorPlace::Group(at, b, group) => Target::Group(project(at)?, branch(at, b)?, group),
        CursorPlace::Role(at, b, r) => {
            let name = &contents(at, b)?.roles.value.get(r as usize)?.name;
            Target::Role(project(at)?, branch(at, b)?, name.clone())
        }
    })
}

/// The position of an item in the store, whether or not its row is visible.
pub fn place(target: &Target, store: &Store) -> Option<CursorPlace> {
    on_screen::of(target, |kind| kind.place(store))
}

/// Converts a position to the type used in rows.
pub(super) fn narrow(at: usize) -> Option<u32> {
    u32::try_from(at).ok()
}

/// The position of an organization.
pub(super) fn org(id: &OrgId, store: &Store) -> Option<u32> {
    narrow(store.orgs.value.get_index_of(id)?)
}

/// The position of a project.
pub(super) fn project(id: &ProjectId, store: &Store) -> Option<u32> {
    narrow(store.projects.get_index_of(id)?)
}

/// The position of a branch in its project.
pub(super) fn branch(project: &ProjectId, id: &BranchId, store: &Store) -> Option<u32> {
    narrow(store.inside(project)?.branches.value.get_index_of(id)?)
}

/// The row of an item, if it is visible.
pub fn find(rows: &[Row], store: &Store, target: &Target) -> Option<usize> {
    let place = place(target, store)?;
    rows.iter().position(|row| row.place == place)
}
