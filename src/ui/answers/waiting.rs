//! What waits for data goes on once it has arrived.

use crate::ui::{
    clipboard, db_client,
    dialog::{self},
    model::Model,
    navigation_target,
};

/// Resumes what is waiting for data; called after every answer.
pub(crate) fn resume(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        keyboard,
        start,
        clipboard,
        settings,
        changes,
        neon,
        ..
    } = model;
    dialog::form::open::after_answer(browser, dialogs, settings, neon);
    navigation_target::resolve::follow(browser, start, changes, neon);
    dialog::connect::choices::after_answer(dialogs, neon);
    if clipboard.uri_wanted.is_some() {
        clipboard::retry(&keyboard.keymap, clipboard, neon);
    }
    db_client::after_answer(model);
}
