//! What answers about the inside of a project mean for the screen.

use crate::{
    api::{
        ApiError,
        types::{BranchesPage, ProjectId},
    },
    changes::write,
    reads::{
        branches::{self, Listed},
        fetch,
    },
    store::target::Target,
    ui::{bookmarks, model::Model},
};

/// Takes a page of branches.
pub(crate) fn branches(model: &mut Model, project: &ProjectId, page: BranchesPage) {
    if let Listed::Whole { first } = branches::received(&mut model.neon, project, page) {
        bookmarks::listed(model, project);
        if first {
            open_default(model, project);
        }
    }
}

/// A project that is opened for the first time shows its default branch open: what most come for.
fn open_default(model: &mut Model, project: &ProjectId) {
    let Some(branch) = model.neon.store.default_branch(project) else {
        return;
    };
    let target = Target::Branch(project.clone(), branch.id.clone());
    model.browser.tree.expanded.insert(target.clone());
    fetch::opened(&mut model.neon, &target)
}

/// The single answer about a thing could not be had.
pub(crate) fn single_failed(model: &mut Model, target: &Target, error: &ApiError) {
    if !error.is_gone() {
        return model.neon.say_bad(error.sentence());
    }
    if !write::is_being_deleted(&model.changes, target) {
        let name = model.neon.store.name(target);
        model.neon.say_bad(format!(
            "{name} is gone (deleted elsewhere), or this key may not see it"
        ))
    }
}
