//! What waits for data goes on once it has arrived.

use crate::ui::{
    awaited::Awaited,
    clipboard, compare, db_client,
    dialog::{self},
    model::Model,
    navigation_target, own_command,
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
    do_awaited(model);
}

/// Does what a key has asked for, unless what it needs could not be loaded.
fn do_awaited(model: &mut Model) {
    let Model {
        dialogs,
        settings,
        neon,
        ..
    } = &mut *model;
    let Some(awaited) = dialogs.awaited.take() else {
        return;
    };
    if let Some(why) = clipboard::load_error(neon, awaited.row()) {
        return neon.say_bad(why);
    }
    match awaited {
        Awaited::Compare(row, with) => compare::pick_on(dialogs, settings, neon, row, with),
        Awaited::Command(_, name) => own_command::run::named(model, &name),
    }
}
