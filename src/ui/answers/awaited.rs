//! Doing what a key has asked for once what it needs has arrived.

use crate::{
    api::ApiError,
    ui::{awaited::Awaited, compare, model::Model, own_command},
};

/// Does what was asked for now that something has been loaded, or says that it could not be.
pub fn answered(model: &mut Model, error: Option<&ApiError>) {
    let Model {
        dialogs,
        settings,
        neon,
        ..
    } = &mut *model;
    match (dialogs.awaited.take(), error) {
        (None, _) => {}
        (Some(_), Some(error)) => neon.say_bad(error.sentence()),
        (Some(Awaited::Compare(row, with)), None) => {
            compare::pick_on(dialogs, settings, neon, row, with)
        }
        (Some(Awaited::Command(name)), None) => own_command::run::named(model, &name),
    }
}
