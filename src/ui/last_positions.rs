//! Remembers the last cursor position in each list of projects, so that returning to an organization returns there.

use super::{model::Model, navigation, rows};
use crate::{reads::fetch, store::target::Target, ui::answers};

/// Records the position of the cursor.
pub fn note(model: &mut Model) {
    let Some(place) = model.browser.selected().cloned() else {
        return;
    };
    let list = place
        .project()
        .and_then(|project| model.neon.store.list_of(project));
    if let Some(list) = list {
        model.browser.visited.insert(list, place);
    }
}

/// Goes to a list of projects: to the last position there, else to the row of the list.
pub fn go(model: &mut Model, list: &Target) {
    if model.browser.tree.expanded.insert(list.clone()) {
        fetch::opened(&mut model.neon, list);
        answers::rebuild(model);
    }
    let place = model.browser.visited.get(list).cloned();
    let project = place.as_ref().and_then(Target::project).cloned();
    let nearest = place
        .into_iter()
        .chain(project.map(Target::Project))
        .chain([list.clone()])
        .find(|target| rows::find(&model.browser.tree.rows, &model.neon.store, target).is_some());
    if let Some(target) = nearest {
        navigation::select(model, &target);
    }
}
