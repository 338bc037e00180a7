//! How the screen reacts to the events of changes.

use super::{
    bookmarks, dialog,
    effect::{CopyText, Effect},
    git_branches,
    model::Model,
    on_screen, persistence,
};
use crate::{
    changes::event::Event,
    ui::{cursor, quit, rebuild, refresh, table},
};

/// Handles pending events, and rebuilds the rows if the store has changed since.
pub fn catch_up(model: &mut Model) {
    while let Some(event) = model.changes.events.pop_front() {
        take(model, event);
    }
    quit::keep_question_current(
        &mut model.dialogs,
        &model.changes,
        &model.running,
        &mut model.neon,
        &model.keyboard.keymap,
    );
    persistence::log_changes(
        &mut model.outbox,
        &model.settings,
        &mut model.changes,
        &model.neon,
    );
    table::wanted::load(&mut model.browser, &mut model.neon);
    git_branches::read_if_wanted(&mut model.browser.git, &mut model.outbox);
    if model.neon.rows_outdated || table::rows::is_cursor_due(&model.browser, &model.neon) {
        rebuild::rows(&mut model.browser, &model.changes, &mut model.neon);
    }
}

#[expect(clippy::too_many_lines, reason = "a row for every kind of event")]
fn take(model: &mut Model, event: Event) {
    let Model {
        browser,
        dialogs,
        keyboard,
        outbox,
        changes,
        neon,
        ..
    } = model;
    match event {
        Event::Sending(id) => dialog::set_sending(dialogs, id),
        Event::Accepted(id) => {
            dialogs.close(id);
        }
        Event::Refused {
            dialog,
            error,
            otherwise,
        } => {
            if !dialog.is_some_and(|id| dialog::was_refused(dialogs, id, &error)) {
                neon.say_bad(otherwise);
            }
        }
        Event::Created { change, duration } => {
            if let Some(thing) = &change.creates {
                let ready = on_screen::new(&thing.new).ready(
                    &keyboard.keymap,
                    changes,
                    neon,
                    &change,
                    &duration,
                );
                neon.say_good(ready);
            }
        }
        Event::NotDone { dialog, why } => dialog::set_refused(dialogs, dialog, &why),
        Event::Outdated(target) => {
            refresh::reload(browser, neon, &target);
            refresh::reload_table(browser, neon, &target);
        }
        Event::Deleted(target) => {
            bookmarks::commands::deleted(browser, outbox, neon, &target);
            if rebuild::rows_quietly(browser, neon).is_some() {
                cursor::moved(browser, neon);
            }
        }
        Event::Renamed { from, to } => {
            if browser.tree.cursor.item.as_ref() == Some(&from) {
                browser.tree.cursor.item = Some(to);
            }
        }
        Event::QueuedDone(row) => {
            if let Some(table) = &mut browser.table {
                table.marks.remove(&row);
            }
        }
        Event::Secret { text, label } => outbox.push(Effect::Copy {
            text: CopyText::Secret(text),
            label,
        }),
        Event::KeepKey { name, key, keep } => outbox.push(Effect::KeepKey { name, key, keep }),
    }
}
