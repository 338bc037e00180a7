//! Editing and deleting projects.

use super::{deleted, spec::ChangeSpec, undo::UndoMethod};
use crate::{
    api::types::{Project, ProjectChange},
    neon::Neon,
    store::target::Target,
};

pub const EDIT: ChangeSpec = ChangeSpec {
    keep: |_, neon, _, answer| {
        if let Some(ProjectChange { project, .. }) = answer.body() {
            keep(neon, project);
        }
    },
    ..ChangeSpec::EDIT_NAMED
};

pub const DELETE: ChangeSpec = ChangeSpec {
    inverse: |_, change| match &change.target {
        Target::Project(project) => UndoMethod::send(deleted::recovery(project, &change.name)),
        _ => None,
    },
    ..ChangeSpec::DELETE
};

/// Stores the project from an answer.
pub fn keep(neon: &mut Neon, project: Project) {
    neon.store.keep_project(project, neon.now);
    neon.store_changed();
}
