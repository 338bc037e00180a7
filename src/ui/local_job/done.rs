//! Handles the results of local jobs.

use crate::ui::{
    action::Action, commands::check_out, console, dialog::env, git_branches::GitBranches,
    local_job::Done, model::Model, persistence, reconfigure, save, theme_menu, upload,
};

/// Handles the result of a job.
pub(crate) fn handle(model: &mut Model, done: Done) {
    let Model {
        browser,
        dialogs,
        keyboard,
        outbox,
        settings,
        neon,
        ..
    } = model;
    match done {
        Done::Looked(id, found) => {
            env::looked(dialogs, id, found);
        }
        Done::Written(id, name) => env::written(dialogs, neon, id, name),
        Done::Saved(id, name, done) => save::saved(dialogs, neon, id, &name, done),
        Done::Stored(done) => {
            let (upload, stored, log) = *done;
            log.into_iter().for_each(|entry| neon.log.ended(entry));
            upload::stored(browser, dialogs, neon, &upload, stored)
        }
        Done::Opened(page, done) => console::opened(outbox, neon, page, done),
        Done::KeptKey(name, keep, Ok(origin)) => {
            let key = keyboard.keymap.name(Action::Accounts);
            let (place, kept) = (keep.word(), origin.word());
            neon.say_good(format!(
                "the API key {name} is saved as {kept}, {place}; {key} signs in with it"
            ));
        }
        Done::KeptKey(name, _, Err(why)) => neon.say_bad(format!(
            "{why} The API key {name} is on the clipboard but not saved"
        )),
        Done::GitBranches(names) => {
            browser.git = GitBranches::Known(names);
            neon.store_changed();
        }
        Done::PreparedConfiguration(path, done) => {
            reconfigure::prepared(outbox, settings, neon, path, done)
        }
        // Handled in `update`, so that it draws nothing.
        Done::Kept(done) => persistence::kept(model, done),
        Done::KeptTheme(done) => theme_menu::kept(neon, done),
        Done::Logged(done) => persistence::logged(&mut model.changes, &mut model.neon, done),
        Done::Cleared(true) => neon.say("the clipboard was cleared"),
        Done::Cleared(false) => {}
        Done::CheckedOut(what, done) => check_out::checked_out(settings, neon, what, done),
    }
}
