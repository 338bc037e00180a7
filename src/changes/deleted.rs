//! Recovering deleted projects and branches.

use super::{branch, change::Change, project, spec::ChangeSpec};
use crate::{
    api::{
        Request,
        types::{
            Branch, BranchAnswer, BranchRecovered, Project, ProjectAnswer, ProjectId,
            ProjectRecovered, ProjectRow,
        },
    },
    kinds::verb::Verb,
    neon::Neon,
    store::target::Target,
};

pub const RECOVER_PROJECT: ChangeSpec = ChangeSpec {
    verb: Verb::new("recovering", "recovered", "recover"),
    is_done: |_, answer| answer.body::<ProjectAnswer>().is_some(),
    keep: |_, neon, _, answer| {
        if let Some(ProjectRecovered { project, .. }) = answer.body() {
            came_back(neon, project);
        }
    },
    keep_reread: |_, neon, _, answer| {
        if let Some(ProjectAnswer { project, .. }) = answer.body() {
            came_back(neon, project);
        }
    },
    loses_nothing: true,
    ..ChangeSpec::PLAIN
};

pub const RECOVER_BRANCH: ChangeSpec = ChangeSpec {
    is_done: |_, answer| answer.body::<BranchAnswer>().is_some(),
    keep: |_, neon, change, answer| {
        if let Some(BranchRecovered { branch, .. }) = answer.body() {
            branch_came_back(neon, &change.target, branch);
        }
    },
    keep_reread: |_, neon, change, answer| {
        if let Some(BranchAnswer { branch, .. }) = answer.body() {
            branch_came_back(neon, &change.target, branch);
        }
    },
    ..RECOVER_PROJECT
};

/// The change that recovers a project.
pub fn recovery(project: &ProjectId, name: &str) -> Change {
    let target = Target::Project(project.clone());
    Change::new(target, name, Request::recover_project(project))
}

fn branch_came_back(neon: &mut Neon, target: &Target, branch: Branch) {
    neon.store.forget(target);
    branch::keep(neon, branch);
}

/// Stores a recovered project and puts its row back into its organization's list.
fn came_back(neon: &mut Neon, project: Project) {
    let id = project.id.clone();
    let list = project.org_id.clone().map(Target::Org);
    let entry = neon.store.project_mut(&id);
    let was_gone = std::mem::take(&mut entry.gone);
    let unknown = entry.row.org_id.is_none();
    if unknown {
        entry.row = ProjectRow::from(&project);
    }
    project::keep(neon, project);
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
