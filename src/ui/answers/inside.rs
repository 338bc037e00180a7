//! Handling answers about the contents of a project.

use crate::{
    api::{
        ApiError,
        types::{BranchesPage, ProjectId},
    },
    changes::{Changes, write},
    neon::Neon,
    reads::{
        branches::{self, ListProgress},
        fetch,
    },
    store::target::Target,
    ui::{bookmarks, browser::Browser, effect::Outbox, tree::Tree},
};

/// Takes a page of branches.
pub(crate) fn branches(
    browser: &mut Browser,
    outbox: &mut Outbox,
    neon: &mut Neon,
    project: &ProjectId,
    page: BranchesPage,
) {
    if let ListProgress::Whole { first } = branches::received(neon, project, page) {
        bookmarks::commands::listed(browser, outbox, neon, project);
        if first {
            open_default(&mut browser.tree, neon, project);
        }
    }
}

/// Expands the default branch of a project that is opened for the first time, since most users come for that.
fn open_default(tree: &mut Tree, neon: &mut Neon, project: &ProjectId) {
    let Some(branch) = neon.store.default_branch(project) else {
        return;
    };
    let target = Target::Branch(project.clone(), branch.id.clone());
    tree.expanded.insert(target.clone());
    fetch::opened(neon, &target)
}

/// Handles the failure to read a single item.
pub(crate) fn single_failed(changes: &Changes, neon: &mut Neon, target: &Target, error: &ApiError) {
    if !error.is_gone() {
        return neon.say_bad(error.sentence());
    }
    if !write::is_being_deleted(changes, target) {
        let name = neon.store.name(target);
        neon.say_bad(format!(
            "{name} is gone (deleted elsewhere), or this key may not see it"
        ))
    }
}
