//! Going to what was created last.

use crate::{
    changes::Changes,
    neon::Neon,
    ui::{action::Availability, answers, model::Model, navigation},
};

/// Puts the cursor on what was made last, and opens what is above it.
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

/// Whether something was made that can be gone to.
pub fn can_go(changes: &Changes, neon: &Neon) -> Availability {
    match &changes.newest {
        Some(target) if neon.store.has(target) => Availability::Yes,
        Some(_) => Availability::no("what was created last is no longer listed"),
        None => Availability::no("nothing has been created yet"),
    }
}
