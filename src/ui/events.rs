//! How the screen reacts to the events of changes.

use super::{
    bookmarks, dialog,
    effect::{CopyText, Effect},
    model::Model,
    navigation, on_screen,
};
use crate::{
    changes::event::Event,
    ui::{
        answers::{rebuild, rebuild_quietly},
        refresh,
    },
};

/// Handles pending events, and rebuilds the rows if the store has changed since.
pub fn catch_up(model: &mut Model) {
    while let Some(event) = model.changes.events.pop_front() {
        take(model, event);
    }
    if model.neon.rows_outdated {
        rebuild(model);
    }
}

fn take(model: &mut Model, event: Event) {
    match event {
        Event::Sending(id) => dialog::set_sending(model, id),
        Event::Accepted(id) => {
            model.dialogs.close(id);
        }
        Event::Refused {
            dialog,
            error,
            otherwise,
        } => {
            if !dialog.is_some_and(|id| dialog::was_refused(model, id, &error)) {
                model.neon.say_bad(otherwise);
            }
        }
        Event::Created { change, duration } => {
            if let Some(thing) = &change.creates {
                let ready = on_screen::new(&thing.new).ready(model, &change, &duration);
                model.neon.say_good(ready);
            }
        }
        Event::NotDone { dialog, why } => dialog::set_refused(model, dialog, &why),
        Event::Outdated(target) => {
            refresh::reload(model, &target);
            refresh::reload_table(model, &target);
        }
        Event::Deleted(target) => {
            bookmarks::deleted(model, &target);
            if rebuild_quietly(model).is_some() {
                navigation::moved(model);
            }
        }
        Event::Renamed { from, to } => {
            if model.browser.tree.cursor.item.as_ref() == Some(&from) {
                model.browser.tree.cursor.item = Some(to);
            }
        }
        Event::QueuedDone(row) => {
            if let Some(table) = &mut model.browser.table {
                table.marks.remove(&row);
            }
        }
        Event::Secret { text, label } => model.outbox.push(Effect::Copy {
            text: CopyText::Secret(text),
            label,
        }),
        Event::KeepKey { name, key, keep } => {
            model.outbox.push(Effect::KeepKey { name, key, keep })
        }
    }
}
