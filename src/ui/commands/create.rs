//! Going to what was created last.

use crate::{
    changes::Changes,
    neon::Neon,
    ui::{action::Availability, answers, model::Model, navigation},
};

/// Moves the cursor to what was created last, expanding its ancestors.
pub fn go(model: &mut Model) {
    let Some(target) = model.changes.newest.clone() else {
        return;
    };
    navigation::open_path(model, &target);
    answers::rebuild(model);
    navigation::select(model, &target);
    if model.browser.selected() != Some(&target) {
        let name = model.neon.store.name(&target);
        model.neon.say(format!("{name} is hidden by a filter"))
    }
}

/// Whether something was created that the cursor can go to.
pub fn can_go(changes: &Changes, neon: &Neon) -> Availability {
    match &changes.newest {
        Some(target) if neon.store.has(target) => Availability::Yes,
        Some(_) => Availability::no("what was created last is no longer listed"),
        None => Availability::no("nothing has been created yet"),
    }
}
