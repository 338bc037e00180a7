//! Deleted projects and branches that come back.

use super::write::{self, Change, Expectation, Verb};
use crate::{
    api::{
        Request,
        types::{Branch, Project, ProjectId, ProjectRow},
    },
    changes::Changes,
    neon::Neon,
    store::target::Target,
};

pub const RECOVER: Verb = Verb {
    doing: "recovering",
    done: "recovered",
    plain: "recover",
};

/// The change that brings a project back.
pub fn recovery(project: &ProjectId, name: &str) -> Change {
    Change {
        target: Target::Project(project.clone()),
        name: name.to_owned(),
        verb: RECOVER,
        request: Request::recover_project(project),
        wanted: Expectation::There,
        form: None,
    }
}

/// A deleted branch is there again.
pub fn branch_came_back(neon: &mut Neon, target: &Target, branch: Branch) {
    neon.store.forget(target);
    write::keep_branch(neon, branch);
}

/// Brings a project back.
pub fn recover(changes: &mut Changes, neon: &mut Neon, project: &ProjectId, name: &str) {
    write::send(changes, neon, recovery(project, name))
}

/// A project is there, perhaps again: it has a row in the list of its organization.
pub fn came_back(neon: &mut Neon, project: Project) {
    let id = project.id.clone();
    let list = project.org_id.clone().map(Target::Org);
    let entry = neon.store.project_mut(&id);
    let was_gone = std::mem::take(&mut entry.gone);
    let unknown = entry.row.org_id.is_none();
    if unknown {
        entry.row = ProjectRow::from(&project);
    }
    write::keep_project(neon, project);
    let at = neon.store.projects.get_index_of(&id);
    let at = at.and_then(|at| u32::try_from(at).ok());
    let listing = list.and_then(|list| neon.store.lists.get_mut(&list));
    if let (true, Some(at), Some(listing)) = (was_gone || unknown, at, listing)
        && !listing.rows.contains(&at)
    {
        listing.rows.push(at);
    }
    neon.store_changed();
}
