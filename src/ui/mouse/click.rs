//! What a click does. What has gone since it was drawn does nothing.

use super::spot::Spot;
use crate::{
    store::target::Target,
    ui::{
        action::Action, activity::state::RowId, browser::Browser, cursor, dialog::keys, filter,
        home, jump_history, layout::Pane, model::Model, pane_commands, perform::perform, press,
        row_lookup, table,
    },
};

/// Handles the first click on a spot.
pub fn click(model: &mut Model, spot: Spot, (x, _): (u16, u16)) {
    match spot {
        Spot::Keys(chord, _) => {
            for key in chord.keys() {
                press::press(model, *key);
            }
        }
        Spot::Line(line) => {
            keys::point(model, &line);
        }
        Spot::Split => {
            let tree = model.browser.layout().tree;
            let last = tree.map_or(0, |tree| tree.width.saturating_sub(1));
            model.mouse.drags = Some(x.saturating_sub(last));
        }
        Spot::Notices => model.neon.notices.clear(),
        Spot::Dialog | Spot::Cover => {}
        on_screen => on_main_screen(model, on_screen),
    }
}

/// A click beside a filter that is being typed keeps it, as Enter does.
fn on_main_screen(model: &mut Model, spot: Spot) {
    let Model {
        browser,
        start,
        changes,
        neon,
        ..
    } = &mut *model;
    if browser.is_filtering() {
        filter::keep(browser, start, changes, neon);
    }
    match spot {
        Spot::Pane(pane) => pane_commands::focus(browser, pane),
        Spot::Row(target) => {
            select(model, &target);
        }
        Spot::Fold(target) => fold(model, &target),
        Spot::Operation(row) => {
            pane_commands::focus_operations(browser);
            browser.panes.activity.cursor.item = Some(row);
        }
        Spot::HomeLine(line) => {
            pane_commands::focus_details(browser);
            home::point(browser, changes, neon, &line);
        }
        Spot::Tab(tab) => {
            pane_commands::focus_details(browser);
            pane_commands::show(browser, neon, tab);
        }
        Spot::TableTab(title) => {
            pane_commands::focus_tree(browser);
            table::commands::show_titled(browser, neon, title);
        }
        Spot::Heading(column) => {
            pane_commands::focus_tree(browser);
            table::commands::sort_titled(browser, neon, column);
        }
        Spot::Step(target) if neon.store.has(&target) => {
            jump_history::go_to(browser, changes, neon, &target);
        }
        _ => {}
    }
}

/// Expands or collapses a row. A second click soon after, as by those who are used to two, does not reverse it.
fn fold(model: &mut Model, target: &Target) {
    if select(model, target) {
        perform(model, &[Action::Open]);
    }
}

/// Puts the cursor on a row of the tree or of the table; returns whether there is one.
fn select(model: &mut Model, target: &Target) -> bool {
    let Model { browser, neon, .. } = model;
    pane_commands::focus_tree(browser);
    let at = match &browser.table {
        Some(table) => table.find(target),
        None => row_lookup::find(&browser.tree.rows, &neon.store, target),
    };
    at.map(|at| cursor::go(browser, neon, at)).is_some()
}

/// Opens what the first click of two has selected, if it still is.
pub fn open(model: &mut Model, spot: &Spot) {
    let panes = &model.browser.panes;
    let is_selected = match spot {
        Spot::Line(line) => {
            let opens = keys::point(model, line).then(|| model.dialogs.top()?.opens());
            if let Some(action) = opens.flatten() {
                perform(model, &[action]);
            }
            return;
        }
        Spot::Row(target) => panes.focus == Pane::Tree && model.browser.selected() == Some(target),
        Spot::Operation(row) => panes.focus == Pane::Operations && is_on(&model.browser, row),
        Spot::HomeLine(line) => {
            let selected = home::selected(&model.browser, &model.changes, &model.neon);
            panes.focus == Pane::Details && selected.as_ref() == Some(line)
        }
        _ => false,
    };
    if is_selected {
        perform(model, &[Action::Open]);
    }
}

fn is_on(browser: &Browser, row: &RowId) -> bool {
    browser.panes.activity.cursor.item.as_ref() == Some(row)
}
