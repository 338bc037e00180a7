//! Moving: the cursor in the tree, scrolling elsewhere, the filter line.
//!
//! The same keys mean the same movement everywhere; what they move follows from what has the keys.

use super::{
    account,
    dialog::{Viewer, viewer},
    filter, last_positions,
    model::{Model, Pane, Tab},
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

/// How long the cursor must rest on a row before its details are fetched: longer than the pause
/// between the repeats of a key that is held, so that a list can be walked through for nothing.
pub const REST: Duration = Duration::from_millis(210);
/// How far one key scrolls sideways.
const SIDEWAYS: i16 = 8;

/// Moves whatever has the keys.
fn by(model: &mut Model, step: Step) {
    if model.dialogs.top_as::<Viewer>().is_some() {
        return viewer::move_by(model, step);
    }
    match model.pane {
        Pane::Tree => go(model, model.cursor().after(step)),
        Pane::Details => model.details.scroll.go(step),
        Pane::Operations => model.operations_scroll.go(step),
    }
}

/// Puts the cursor on a row, and fetches the details when it rests there.
fn go(model: &mut Model, at: usize) {
    let before = model.selected().cloned();
    let height = model.list_height();
    match &mut model.table {
        Some(table) => table.go(at, height),
        None => {
            model.tree.arrived = true;
            model.tree.go(at, &model.neon.store, height);
        }
    }
    if model.selected() == before.as_ref() {
        return;
    }
    moved(model)
}

/// Scrolls the tree or the table as little as shows its cursor: their room has changed.
pub fn keep_in_view(model: &mut Model) {
    let height = model.list_height();
    match &model.table {
        Some(table) => table.cursor.show(table.rows.len(), height),
        None => model.tree.cursor.show(model.tree.rows.len(), height),
    };
}

/// What follows when the cursor is on another thing.
pub fn moved(model: &mut Model) {
    model.details.scroll.reset();
    model.details.sideways = 0;
    last_positions::note(model);
    model.neon.after(Slot::Rest, REST);
    if model.table.is_none() {
        refresh::visible::more_if_near_end(model);
    }
}

/// Puts the cursor on a thing, if it has a row; in the tree, if the table on screen has none.
pub fn select(model: &mut Model, target: &Target) {
    if let Some(table) = &model.table {
        match table.find(target) {
            Some(at) => go(model, at),
            None => {
                table::close(model);
                select(model, target);
            }
        }
        return;
    }
    if let Some(at) = rows::find(&model.tree.rows, &model.neon.store, target) {
        go(model, at)
    }
}

/// One row down.
pub fn down(model: &mut Model) {
    by(model, Step::Lines(1))
}

/// One row up.
pub fn up(model: &mut Model) {
    by(model, Step::Lines(-1))
}

/// Half a page down.
pub fn half_down(model: &mut Model) {
    by(model, Step::HalfPages(1))
}

/// Half a page up.
pub fn half_up(model: &mut Model) {
    by(model, Step::HalfPages(-1))
}

pub fn page_down(model: &mut Model) {
    by(model, Step::Pages(1))
}

pub fn page_up(model: &mut Model) {
    by(model, Step::Pages(-1))
}

/// To the first row.
pub fn top(model: &mut Model) {
    by(model, Step::FIRST)
}

/// To the last row.
pub fn bottom(model: &mut Model) {
    by(model, Step::LAST)
}

fn by_in_details(model: &mut Model, step: Step) {
    if model.dialogs.is_empty() {
        model.details.scroll.go(step)
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
    if model.dialogs.is_empty() && model.table.is_some() && model.pane == Pane::Tree {
        return table::commands::sideways(model, isize::from(by.signum()));
    }
    if model.dialogs.is_empty() && model.details.tab == Tab::Overview {
        // Overviews wrap what is long.
        model.details.sideways = 0;
    } else if model.dialogs.is_empty() {
        model.details.sideways = model.details.sideways.saturating_add_signed(by).min(1000);
    } else {
        viewer::sideways(model, by);
    }
}

/// Shows what is left of long lines.
pub fn scroll_left(model: &mut Model) {
    sideways(model, -SIDEWAYS)
}

/// Shows what is right of long lines.
pub fn scroll_right(model: &mut Model) {
    sideways(model, SIDEWAYS)
}

fn in_tree(model: &Model) -> bool {
    model.dialogs.is_empty() && model.pane == Pane::Tree
}

/// Closes the row; on a closed row, goes to its parent.
pub fn left(model: &mut Model) {
    if !in_tree(model) {
        return scroll_left(model);
    }
    if model.table.is_some() {
        return to_parent(model);
    }
    match model.tree.row().map(|row| row.expansion) {
        Some(Expansion::Open)
            if model
                .tree
                .cursor
                .item
                .as_ref()
                .is_some_and(|cursor| model.tree.expanded.contains(cursor)) =>
        {
            collapse(model)
        }
        _ => to_parent(model),
    }
}

fn to_parent(model: &mut Model) {
    let parent = match &model.table {
        Some(table) => table.parent(),
        None => model.tree.parent(),
    };
    if let Some(at) = parent {
        go(model, at)
    }
}

/// Opens the row; on an open row, goes to its first child.
pub fn right(model: &mut Model) {
    if !in_tree(model) {
        return scroll_right(model);
    }
    if let Some(table) = &model.table {
        if let Some(at) = table.first_child() {
            go(model, at)
        }
        return;
    }
    match model.tree.row().map(|row| (row.expansion, row.depth)) {
        Some((Expansion::Closed, _)) => expand(model),
        Some((Expansion::Open, depth)) => {
            let first = model.tree.cursor.at + 1;
            let child = model
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

/// Opens or closes the row; a row without children shows its details.
pub fn open(model: &mut Model) {
    if model.dialogs.top_as::<Viewer>().is_some() {
        return viewer::open_line(model);
    }
    if model.pane != Pane::Tree {
        return;
    }
    account::try_again(&mut model.neon);
    if model.table.is_some() {
        return table::enter(model);
    }
    if let Some(Target::More(list)) = model.tree.cursor.item.clone() {
        return listing::next_page(&mut model.neon, &list);
    }
    match model.tree.row().map(|row| row.expansion) {
        Some(Expansion::Closed) => expand(model),
        Some(Expansion::Open) => collapse(model),
        Some(Expansion::Leaf) => {
            model.pane = Pane::Details;
            refresh::visible::details(model)
        }
        None => {}
    }
}

fn expand(model: &mut Model) {
    let Some(target) = model.tree.cursor.item.clone() else {
        return;
    };
    account::try_again(&mut model.neon);
    model.tree.expanded.insert(target.clone());
    fetch::opened(&mut model.neon, &target);
    answers::rebuild(model);
}

fn collapse(model: &mut Model) {
    if let Some(target) = &model.tree.cursor.item {
        model.tree.expanded.remove(target);
    }
    answers::rebuild(model);
}

/// One step back: the viewer, messages, changes that wait for their turn, what is being waited for, full screen, the pane, the filter, marks, the table, then up in the tree.
pub fn back(model: &mut Model) {
    if !model.dialogs.is_empty() {
        if !viewer::search::escape(model) {
            model.dialogs.close_top();
        }
    } else if !model.neon.notices.shown().is_empty() {
        model.neon.notices.clear();
    } else if queue::escape(&mut model.changes, &mut model.neon)
        || refresh::visible::stop_waiting(model)
    {
        // Enough was given up.
    } else if model.zoomed {
        model.zoomed = false;
        model.pane = Pane::Tree;
        if let Some(tab) = model.details.described.take() {
            model.details.tab = tab;
        }
        keep_in_view(model);
    } else if model.pane != Pane::Tree {
        model.pane = Pane::Tree;
    } else if model.filter().is_some() {
        filter::drop(model)
    } else if table::marks::drop(model) {
    } else if model.table.is_some() {
        table::close(model)
    } else {
        to_parent(model)
    }
}

/// The next order of projects.
pub fn sort(model: &mut Model) {
    model.tree.sort = model.tree.sort.next();
    answers::rebuild(model);
    let word = model.tree.sort.word();
    model.neon.say(format!("projects {word}"))
}

/// Opens everything above a thing, so that it has a row.
pub fn open_path(model: &mut Model, target: &Target) {
    if let Some(project) = target.project() {
        if let Some(list) = model.neon.store.list_of(project) {
            model.tree.expanded.insert(list);
        }
        if !matches!(target, Target::Project(_)) {
            model.tree.expanded.insert(Target::Project(project.clone()));
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
        model.tree.expanded.extend(above.into_iter().skip(skip));
    }
}
