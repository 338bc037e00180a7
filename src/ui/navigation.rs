//! Moving the cursor and scrolling.
//!
//! The same keys mean the same movement everywhere; they move whatever has the focus.

use super::{
    account,
    dialog::{Viewer, viewer},
    filter, last_positions,
    layout::Pane,
    model::Model,
    panes::Tab,
    rows,
    scroll::Step,
    table,
    tree::Expansion,
};
use crate::{
    changes::queue,
    neon::Slot,
    reads::{fetch, listing},
    store::target::Target,
    ui::{answers, refresh},
};
use std::time::Duration;

/// How long the cursor must rest on a row before its details are fetched: longer than the interval of a key that is
/// held down, so that moving through a list causes no requests.
pub const REST: Duration = Duration::from_millis(210);
/// How far one key press scrolls sideways.
const SIDEWAYS: i16 = 8;

/// Moves or scrolls whatever has the focus.
fn by(model: &mut Model, step: Step) {
    if model.dialogs.top_as::<Viewer>().is_some() {
        return viewer::move_by(model, step);
    }
    match model.browser.panes.focus {
        Pane::Tree => go(model, model.browser.cursor().after(step)),
        Pane::Details => model.browser.panes.details.scroll.go(step),
        Pane::Operations => model.browser.panes.operations.go(step),
    }
}

/// Puts the cursor on a row, and schedules the fetching of its details.
fn go(model: &mut Model, at: usize) {
    let before = model.browser.selected().cloned();
    let height = model.browser.list_height();
    match &mut model.browser.table {
        Some(table) => table.go(at, height),
        None => {
            model.browser.tree.arrived = true;
            model.browser.tree.go(at, &model.neon.store, height);
        }
    }
    if model.browser.selected() == before.as_ref() {
        return;
    }
    moved(model)
}

/// Scrolls the tree or the table as little as needed to show its cursor, after its height has changed.
pub fn keep_in_view(model: &mut Model) {
    let height = model.browser.list_height();
    match &model.browser.table {
        Some(table) => table.cursor.show(table.rows.len(), height),
        None => model
            .browser
            .tree
            .cursor
            .show(model.browser.tree.rows.len(), height),
    };
}

/// Handles the arrival of the cursor on another item.
pub fn moved(model: &mut Model) {
    model.browser.panes.details.scroll.reset();
    model.browser.panes.details.sideways = 0;
    last_positions::note(model);
    model.neon.after(Slot::Rest, REST);
    if model.browser.table.is_none() {
        refresh::visible::more_if_near_end(model);
    }
}

/// Puts the cursor on an item, if it has a row; in the tree, if the table shown has no row for it.
pub fn select(model: &mut Model, target: &Target) {
    if let Some(table) = &model.browser.table {
        match table.find(target) {
            Some(at) => go(model, at),
            None => {
                table::close(model);
                select(model, target);
            }
        }
        return;
    }
    if let Some(at) = rows::find(&model.browser.tree.rows, &model.neon.store, target) {
        go(model, at)
    }
}

/// Moves one row down.
pub fn down(model: &mut Model) {
    by(model, Step::Lines(1))
}

/// Moves one row up.
pub fn up(model: &mut Model) {
    by(model, Step::Lines(-1))
}

/// Moves half a page down.
pub fn half_down(model: &mut Model) {
    by(model, Step::HalfPages(1))
}

/// Moves half a page up.
pub fn half_up(model: &mut Model) {
    by(model, Step::HalfPages(-1))
}

pub fn page_down(model: &mut Model) {
    by(model, Step::Pages(1))
}

pub fn page_up(model: &mut Model) {
    by(model, Step::Pages(-1))
}

/// Moves to the first row.
pub fn top(model: &mut Model) {
    by(model, Step::FIRST)
}

/// Moves to the last row.
pub fn bottom(model: &mut Model) {
    by(model, Step::LAST)
}

fn by_in_details(model: &mut Model, step: Step) {
    if model.dialogs.is_empty() {
        model.browser.panes.details.scroll.go(step)
    } else {
        by(model, step)
    }
}

/// Scrolls the details down.
pub fn details_down(model: &mut Model) {
    by_in_details(model, Step::Lines(3))
}

/// Scrolls the details up.
pub fn details_up(model: &mut Model) {
    by_in_details(model, Step::Lines(-3))
}

fn sideways(model: &mut Model, by: i16) {
    if model.dialogs.is_empty()
        && model.browser.table.is_some()
        && model.browser.panes.focus == Pane::Tree
    {
        return table::commands::sideways(model, isize::from(by.signum()));
    }
    if model.dialogs.is_empty() && model.browser.panes.details.tab == Tab::Overview {
        // Overviews wrap long lines.
        model.browser.panes.details.sideways = 0;
    } else if model.dialogs.is_empty() {
        model.browser.panes.details.sideways = model
            .browser
            .panes
            .details
            .sideways
            .saturating_add_signed(by)
            .min(1000);
    } else {
        viewer::sideways(model, by);
    }
}

/// Scrolls left in long lines.
pub fn scroll_left(model: &mut Model) {
    sideways(model, -SIDEWAYS)
}

/// Scrolls right in long lines.
pub fn scroll_right(model: &mut Model) {
    sideways(model, SIDEWAYS)
}

fn in_tree(model: &Model) -> bool {
    model.dialogs.is_empty() && model.browser.panes.focus == Pane::Tree
}

/// Collapses the row; on a collapsed row, goes to its parent.
pub fn left(model: &mut Model) {
    if !in_tree(model) {
        return scroll_left(model);
    }
    if model.browser.table.is_some() {
        return to_parent(model);
    }
    match model.browser.tree.row().map(|row| row.expansion) {
        Some(Expansion::Open)
            if model
                .browser
                .tree
                .cursor
                .item
                .as_ref()
                .is_some_and(|cursor| model.browser.tree.expanded.contains(cursor)) =>
        {
            collapse(model)
        }
        _ => to_parent(model),
    }
}

fn to_parent(model: &mut Model) {
    let parent = match &model.browser.table {
        Some(table) => table.parent(),
        None => model.browser.tree.parent(),
    };
    if let Some(at) = parent {
        go(model, at)
    }
}

/// Expands the row; on an expanded row, goes to its first child.
pub fn right(model: &mut Model) {
    if !in_tree(model) {
        return scroll_right(model);
    }
    if let Some(table) = &model.browser.table {
        if let Some(at) = table.first_child() {
            go(model, at)
        }
        return;
    }
    match model
        .browser
        .tree
        .row()
        .map(|row| (row.expansion, row.depth))
    {
        Some((Expansion::Closed, _)) => expand(model),
        Some((Expansion::Open, depth)) => {
            let first = model.browser.tree.cursor.at + 1;
            let child = model
                .browser
                .tree
                .rows
                .get(first)
                .is_some_and(|row| row.depth > depth);
            if child {
                go(model, first)
            }
        }
        Some((Expansion::Leaf, _)) | None => {}
    }
}

/// Expands or collapses the row; on a row without children, shows its details.
pub fn open(model: &mut Model) {
    if model.dialogs.top_as::<Viewer>().is_some() {
        return viewer::open_line(model);
    }
    if model.browser.panes.focus != Pane::Tree {
        return;
    }
    account::try_again(&mut model.neon);
    if model.browser.table.is_some() {
        return table::enter(model);
    }
    if let Some(Target::More(list)) = model.browser.tree.cursor.item.clone() {
        return listing::next_page(&mut model.neon, &list);
    }
    match model.browser.tree.row().map(|row| row.expansion) {
        Some(Expansion::Closed) => expand(model),
        Some(Expansion::Open) => collapse(model),
        Some(Expansion::Leaf) => {
            model.browser.panes.focus = Pane::Details;
            refresh::visible::details(model)
        }
        None => {}
    }
}

fn expand(model: &mut Model) {
    let Some(target) = model.browser.tree.cursor.item.clone() else {
        return;
    };
    account::try_again(&mut model.neon);
    model.browser.tree.expanded.insert(target.clone());
    fetch::opened(&mut model.neon, &target);
    answers::rebuild(model);
}

fn collapse(model: &mut Model) {
    if let Some(target) = &model.browser.tree.cursor.item {
        model.browser.tree.expanded.remove(target);
    }
    answers::rebuild(model);
}

/// Undoes or closes the first of these: dialog, notices, queued changes, waiting requests, full screen, pane, filter,
/// marks, table; else goes up in the tree.
pub fn back(model: &mut Model) {
    if !model.dialogs.is_empty() {
        if !viewer::search::escape(model) {
            model.dialogs.close_top();
        }
    } else if !model.neon.notices.shown().is_empty() {
        model.neon.notices.clear();
    } else if queue::run::escape(&mut model.changes, &mut model.neon)
        || refresh::visible::stop_waiting(model)
    {
        // One step is enough.
    } else if model.browser.panes.zoomed {
        model.browser.panes.zoomed = false;
        model.browser.panes.focus = Pane::Tree;
        if let Some(tab) = model.browser.panes.details.described.take() {
            model.browser.panes.details.tab = tab;
        }
        keep_in_view(model);
    } else if model.browser.panes.focus != Pane::Tree {
        model.browser.panes.focus = Pane::Tree;
    } else if model.browser.filter().is_some() {
        filter::drop(model)
    } else if table::marks::drop(model) {
    } else if model.browser.table.is_some() {
        table::close(model)
    } else {
        to_parent(model)
    }
}

/// Switches to the next order of projects.
pub fn sort(model: &mut Model) {
    model.browser.tree.sort = model.browser.tree.sort.next();
    answers::rebuild(model);
    let word = model.browser.tree.sort.word();
    model.neon.say(format!("projects {word}"))
}

/// Expands everything above an item, so that it has a row.
pub fn open_path(model: &mut Model, target: &Target) {
    if let Some(project) = target.project() {
        if let Some(list) = model.neon.store.list_of(project) {
            model.browser.tree.expanded.insert(list);
        }
        if !matches!(target, Target::Project(_)) {
            model
                .browser
                .tree
                .expanded
                .insert(Target::Project(project.clone()));
        }
        let of_branch = !matches!(target, Target::Branch(..));
        let mut branch = model
            .neon
            .store
            .branch_of(target)
            .filter(|_| !matches!(target, Target::Project(_)));
        let mut above = Vec::new();
        while let Some(current) = branch {
            above.push(Target::Branch(project.clone(), current.id.clone()));
            if above.len() > 64 {
                break;
            }
            branch = current
                .parent_id
                .as_ref()
                .and_then(|parent| model.neon.store.branch(project, parent));
        }
        let skip = usize::from(!of_branch);
        model
            .browser
            .tree
            .expanded
            .extend(above.into_iter().skip(skip));
    }
}
