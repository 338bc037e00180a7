//! What the wheel scrolls: what is under it, whatever has the focus.

use super::{event::Way, spot::Spot};
use crate::ui::{
    activity, cursor,
    dialog::{
        keys,
        viewer::{self, Viewer},
    },
    layout::Pane,
    model::Model,
    navigation::SIDEWAYS,
    scroll::Step,
    table,
};

/// The lines that one notch scrolls.
const LINES: isize = 3;

pub fn turn(model: &mut Model, cell: (u16, u16), way: Way) {
    let dialog = model.dialogs.top_id();
    let spot = model.mouse.spots.scrolled_at(cell, dialog);
    let lines = match way {
        Way::Up => -LINES,
        Way::Down => LINES,
        Way::Left => return sideways(model, spot, -1),
        Way::Right => return sideways(model, spot, 1),
    };
    match spot {
        Some(Spot::Dialog) if model.dialogs.top_as::<Viewer>().is_some() => {
            viewer::move_by(&mut model.dialogs, &model.neon, Step::Lines(lines));
        }
        Some(Spot::Dialog) => keys::wheel(model, lines.signum()),
        Some(Spot::Pane(pane)) => scroll(model, pane, lines),
        Some(Spot::Cover) if model.keyboard.chord_popup => {
            model.keyboard.sheet.go(Step::Lines(lines));
        }
        _ => {}
    }
}

fn scroll(model: &mut Model, pane: Pane, lines: isize) {
    let Model {
        browser,
        changes,
        neon,
        ..
    } = model;
    match pane {
        Pane::Tree => cursor::scroll(browser, neon, lines),
        Pane::Details => browser.panes.details.scroll.go(Step::Lines(lines)),
        Pane::Operations => activity::commands::scroll(browser, changes, neon, lines),
    }
}

fn sideways(model: &mut Model, spot: Option<Spot>, by: i16) {
    let browser = &mut model.browser;
    match spot {
        Some(Spot::Dialog) => viewer::sideways(&mut model.dialogs, by * SIDEWAYS),
        Some(Spot::Pane(Pane::Tree)) => table::commands::sideways(browser, by.into()),
        Some(Spot::Pane(Pane::Details)) => browser.panes.details.scroll_sideways(by * SIDEWAYS),
        _ => {}
    }
}
