//! What dialogs do alike with keys and with the mouse; it concerns the topmost one.

use super::behavior::Handlers;
use crate::ui::{
    action::Availability,
    dialog::{Dialogs, line::DialogLine},
    model::Model,
    scroll::{Scroll, Step},
};

/// Whether there are lines to move between, or hidden text to scroll to.
pub fn can_scroll(dialogs: &Dialogs) -> Availability {
    let scroll = dialogs.top().and_then(|dialog| dialog.scroll());
    Availability::shown_if(scroll.is_none_or(Scroll::is_long))
}

/// Whether there are fields to move between.
pub fn has_fields(dialogs: &Dialogs) -> Availability {
    let top = dialogs.top();
    Availability::shown_if(top.is_some_and(|dialog| dialog.has_fields()))
}

/// Whether the dialog can be closed.
pub fn can_close(dialogs: &Dialogs) -> Availability {
    let top = dialogs.top();
    top.map_or(Availability::Hidden, |dialog| dialog.can_close())
}

fn on_top(model: &mut Model, act: impl FnOnce(Handlers, &mut Model)) {
    if let Some(handlers) = model.dialogs.handlers() {
        act(handlers, model);
    }
}

/// Closes the dialog, or goes one step back in it.
pub fn close(model: &mut Model) {
    on_top(model, |of, model| (of.close)(model))
}

fn go(model: &mut Model, step: Step) {
    on_top(model, |of, model| (of.go)(model, step))
}

/// Scrolls, or moves the cursor of a list, by notches of the wheel.
pub(crate) fn wheel(model: &mut Model, notches: isize) {
    let step = model.dialogs.top().map_or(1, |dialog| dialog.notch());
    go(model, Step::Lines(notches * step))
}

/// Puts the cursor on a line; returns `false` if that line has gone.
pub(crate) fn point(model: &mut Model, line: &DialogLine) -> bool {
    let handlers = model.dialogs.handlers();
    handlers.is_some_and(|of| (of.point)(model, line))
}

pub fn next_line(model: &mut Model) {
    go(model, Step::Lines(1))
}

pub fn previous_line(model: &mut Model) {
    go(model, Step::Lines(-1))
}

pub fn next_page(model: &mut Model) {
    go(model, Step::Pages(1))
}

pub fn previous_page(model: &mut Model) {
    go(model, Step::Pages(-1))
}

pub fn next_field(model: &mut Model) {
    on_top(model, |of, model| (of.to_field)(model, true))
}

pub fn previous_field(model: &mut Model) {
    on_top(model, |of, model| (of.to_field)(model, false))
}

/// Switches the field to its next value.
pub fn next_value(model: &mut Model) {
    on_top(model, |of, model| (of.to_value)(model, true))
}

/// Switches the field to its previous value.
pub fn previous_value(model: &mut Model) {
    on_top(model, |of, model| (of.to_value)(model, false))
}
