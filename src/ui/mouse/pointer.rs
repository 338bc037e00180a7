//! What a report of the mouse does.

use super::{
    click,
    event::{MouseAct, MouseEvent},
    spot::Spot,
    state::Click,
    wheel,
};
use crate::{
    key::Code,
    reads::timing,
    ui::{bookmarks, model::Model, pane_commands, press},
};
use jiff::SignedDuration;

/// A second click this soon, at the same cell, belongs to the first.
const DOUBLE: SignedDuration = SignedDuration::from_millis(500);

/// Handles a report; returns whether anything may look different. Reports that were sent before the mouse was switched
/// off do nothing, and so do those about a screen on which nothing can be read.
pub fn take(model: &mut Model, event: MouseEvent) -> bool {
    if !model.settings.mouse || model.browser.panes.is_too_small() {
        return false;
    }
    match event.act {
        MouseAct::Press => pressed(model, event.cell),
        MouseAct::Drag => return drag(model, event.cell),
        MouseAct::Release => {
            model.mouse.drags = None;
            return false;
        }
        MouseAct::Wheel(way) => {
            note_user(model);
            model.mouse.last = None;
            wheel::turn(model, event.cell, way);
        }
    }
    true
}

/// What every use of the mouse has in common with a key.
fn note_user(model: &mut Model) {
    timing::note_activity(&mut model.neon);
    model.start.give_up();
    model.dialogs.awaited = None;
    model.neon.notices.key_pressed(model.neon.now);
}

fn pressed(model: &mut Model, cell: (u16, u16)) {
    note_user(model);
    let (now, dialog) = (model.neon.now, model.dialogs.top_id());
    let spot = model.mouse.spots.at(cell, dialog);
    let last = model.mouse.last.take();
    let before = last.filter(|last| last.cell == cell && now.duration_since(last.at) < DOUBLE);
    let mut click = Click {
        cell,
        at: now,
        spot: spot.clone(),
        dialog,
    };
    let again = before.map(|before| (before.dialog, before.spot));
    // What appears under the pointer between two quick clicks was not what they were meant for.
    match again {
        None => act(model, spot, cell),
        Some((was, Some(first))) if first.takes_two() => {
            click.spot = None;
            if was == dialog {
                click::open(model, &first);
            }
        }
        Some((was, first)) if was == dialog && first == spot && spot.is_some() => {
            act(model, spot, cell)
        }
        Some(_) => click.spot = None,
    }
    model.mouse.last = Some(click);
}

fn act(model: &mut Model, spot: Option<Spot>, cell: (u16, u16)) {
    let Some(spot) = spot else {
        return;
    };
    // A click ends what is half typed.
    if !model.keyboard.pressed.is_empty() {
        press::drop_chord(model);
    }
    bookmarks::commands::letter(model, Code::Esc.into());
    click::click(model, spot, cell);
}

/// Moves the border of the tree, while it is held.
fn drag(model: &mut Model, (x, _): (u16, u16)) -> bool {
    let Model {
        browser,
        dialogs,
        mouse,
        neon,
        ..
    } = model;
    let Some(beyond) = mouse.drags.filter(|_| dialogs.is_empty()) else {
        return false;
    };
    let width = x.saturating_sub(beyond).saturating_add(1);
    pane_commands::drag_tree(browser, neon, width)
}
