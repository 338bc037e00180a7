//! Remembers the last cursor position in each list of projects, so that returning to an organization returns there.

use super::{navigation, rows};
use crate::{
    changes::Changes,
    neon::Neon,
    reads::fetch,
    store::{Store, target::Target},
    ui::{answers, browser::Browser},
};

/// Records the position of the cursor.
pub fn note(browser: &mut Browser, store: &Store) {
    let Some(place) = browser.selected().cloned() else {
        return;
    };
    let list = place.project().and_then(|project| store.list_of(project));
    if let Some(list) = list {
        browser.visited.insert(list, place);
    }
}

/// Goes to a list of projects: to the last position there, else to the row of the list.
pub fn go(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon, list: &Target) {
    if browser.tree.expanded.insert(list.clone()) {
        fetch::opened(neon, list);
        answers::rebuild(browser, changes, neon);
    }
    let place = browser.visited.get(list).cloned();
    let project = place.as_ref().and_then(Target::project).cloned();
    let nearest = place
        .into_iter()
        .chain(project.map(Target::Project))
        .chain([list.clone()])
        .find(|target| rows::find(&browser.tree.rows, &neon.store, target).is_some());
    if let Some(target) = nearest {
        navigation::select(browser, changes, neon, &target);
    }
}
