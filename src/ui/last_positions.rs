//! Remembers the last cursor position in each list of projects, so that returning to an organization returns there.

use crate::{
    changes::Changes,
    neon::Neon,
    reads::fetch,
    store::target::Target,
    ui::{browser::Browser, rebuild, row_lookup, selection},
};

/// Goes to a list of projects: to the last position there, else to the row of the list.
pub fn go(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon, list: &Target) {
    if browser.tree.expanded.insert(list.clone()) {
        fetch::opened(neon, list);
        rebuild::rows(browser, changes, neon);
    }
    let place = browser.visited.get(list).cloned();
    let project = place.as_ref().and_then(Target::project).cloned();
    let nearest = place
        .into_iter()
        .chain(project.map(Target::Project))
        .chain([list.clone()])
        .find(|target| row_lookup::find(&browser.tree.rows, &neon.store, target).is_some());
    if let Some(target) = nearest {
        selection::select(browser, changes, neon, &target);
    }
}
