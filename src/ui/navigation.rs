//! Moving the cursor and scrolling.
//!
//! The same keys mean the same movement everywhere; they move whatever has the focus.

use crate::{
    changes::{Changes, queue},
    kinds,
    neon::Neon,
    reads::{fetch, listing},
    store::target::Target,
    ui::{
        account,
        action::Action,
        activity,
        browser::{Browser, LeftList},
        cursor,
        dialog::{
            Dialogs,
            viewer::{self, Viewer, open_line},
        },
        filter, home,
        layout::Pane,
        model::Model,
        navigation_target::Start,
        own_command::background,
        pane_commands,
        panes::Panes,
        rebuild, refresh,
        scroll::Step,
        selection, table,
        tree::Expansion,
    },
};

/// How far a key press, or a notch of the wheel, scrolls sideways.
pub(crate) const SIDEWAYS: i16 = 8;

/// Moves or scrolls whatever has the focus.
fn by(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    changes: &Changes,
    neon: &mut Neon,
    step: Step,
) {
    if dialogs.top_as::<Viewer>().is_some() {
        return viewer::move_by(dialogs, neon, step);
    }
    match browser.panes.focus {
        Pane::Tree => cursor::step(browser, neon, step),
        Pane::Details => home::step(browser, changes, neon, step),
        Pane::Operations if changes.queue.is_some() => {
            browser.panes.activity.cursor.scroll.go(step)
        }
        Pane::Operations => activity::commands::step(browser, changes, neon, step),
    }
}

/// Moves one row down.
pub fn down(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    by(browser, dialogs, changes, neon, Step::Lines(1))
}

/// Moves one row up.
pub fn up(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    by(browser, dialogs, changes, neon, Step::Lines(-1))
}

/// Moves half a page down.
pub fn half_down(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    by(browser, dialogs, changes, neon, Step::HalfPages(1))
}

/// Moves half a page up.
pub fn half_up(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    by(browser, dialogs, changes, neon, Step::HalfPages(-1))
}

pub fn page_down(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    by(browser, dialogs, changes, neon, Step::Pages(1))
}

pub fn page_up(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    by(browser, dialogs, changes, neon, Step::Pages(-1))
}

/// Moves to the first row.
pub fn top(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    by(browser, dialogs, changes, neon, Step::FIRST)
}

/// Moves to the last row.
pub fn bottom(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    by(browser, dialogs, changes, neon, Step::LAST)
}

fn by_in_details(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    changes: &Changes,
    neon: &mut Neon,
    step: Step,
) {
    if dialogs.is_empty() {
        browser.panes.details.scroll.go(step)
    } else {
        by(browser, dialogs, changes, neon, step)
    }
}

/// Scrolls the details down.
pub fn details_down(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    changes: &Changes,
    neon: &mut Neon,
) {
    by_in_details(browser, dialogs, changes, neon, Step::Lines(3))
}

/// Scrolls the details up.
pub fn details_up(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    changes: &Changes,
    neon: &mut Neon,
) {
    by_in_details(browser, dialogs, changes, neon, Step::Lines(-3))
}

pub(crate) fn sideways(browser: &mut Browser, dialogs: &mut Dialogs, by: i16) {
    if dialogs.is_empty() && browser.table.is_some() && browser.panes.focus == Pane::Tree {
        return table::commands::sideways(browser, isize::from(by.signum()));
    }
    if dialogs.is_empty() {
        browser.panes.details.scroll_sideways(by);
    } else {
        viewer::sideways(dialogs, by);
    }
}

/// Scrolls left in long lines.
pub fn scroll_left(browser: &mut Browser, dialogs: &mut Dialogs) {
    sideways(browser, dialogs, -SIDEWAYS)
}

/// Scrolls right in long lines.
pub fn scroll_right(browser: &mut Browser, dialogs: &mut Dialogs) {
    sideways(browser, dialogs, SIDEWAYS)
}

fn in_tree(panes: &Panes, dialogs: &Dialogs) -> bool {
    dialogs.is_empty() && panes.focus == Pane::Tree
}

fn in_operations(panes: &Panes, dialogs: &Dialogs) -> bool {
    dialogs.is_empty() && panes.focus == Pane::Operations
}

/// Collapses the row; on a collapsed row, goes to its parent.
pub fn left(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    if in_operations(&browser.panes, dialogs) {
        return activity::commands::fold(browser, changes, neon, false);
    }
    if !in_tree(&browser.panes, dialogs) {
        return scroll_left(browser, dialogs);
    }
    if browser.table.is_some() {
        return to_parent(browser, neon);
    }
    match browser.tree.row().map(|row| row.expansion) {
        Some(Expansion::Open)
            if browser
                .tree
                .cursor
                .item
                .as_ref()
                .is_some_and(|cursor| browser.tree.expanded.contains(cursor)) =>
        {
            collapse(browser, changes, neon)
        }
        _ => to_parent(browser, neon),
    }
}

fn to_parent(browser: &mut Browser, neon: &mut Neon) {
    let parent = match &browser.table {
        Some(table) => table.parent(),
        None => browser.tree.parent(),
    };
    if let Some(at) = parent {
        cursor::go(browser, neon, at)
    }
}

/// Expands the row; on an expanded row, goes to its first child.
pub fn right(browser: &mut Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &mut Neon) {
    if in_operations(&browser.panes, dialogs) {
        return activity::commands::fold(browser, changes, neon, true);
    }
    if !in_tree(&browser.panes, dialogs) {
        return scroll_right(browser, dialogs);
    }
    if let Some(table) = &browser.table {
        if let Some(at) = table.first_child() {
            cursor::go(browser, neon, at)
        }
        return;
    }
    match browser.tree.row().map(|row| (row.expansion, row.depth)) {
        Some((Expansion::Closed, _)) => {
            expand(browser, changes, neon);
            if matches!(browser.tree.cursor.item, Some(Target::Group(..))) {
                // What is in it is there already: one key goes into it.
                cursor::go(browser, neon, browser.tree.cursor.at + 1);
            }
        }
        Some((Expansion::Open, depth)) => {
            let first = browser.tree.cursor.at + 1;
            let child = browser
                .tree
                .rows
                .get(first)
                .is_some_and(|row| row.depth > depth);
            if child {
                cursor::go(browser, neon, first)
            }
        }
        Some((Expansion::Leaf, _)) | None => {}
    }
}

/// Expands or collapses the row; on a row without children, shows its details; on an operation, goes to what it
/// concerns.
pub fn open(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    start: &mut Start,
    changes: &mut Changes,
    neon: &mut Neon,
) {
    if dialogs.top_as::<Viewer>().is_some() {
        return open_line::open_line(dialogs, neon);
    }
    match browser.panes.focus {
        Pane::Tree => {}
        Pane::Details => return home::open(browser, start, changes, neon),
        Pane::Operations => return activity::commands::open(browser, changes, neon),
    }
    account::try_again(neon);
    if browser.table.is_some() {
        return enter(browser, changes, neon);
    }
    if let Some(Target::More(list)) = browser.tree.cursor.item.clone() {
        return listing::next_page(neon, &list);
    }
    match browser.tree.row().map(|row| row.expansion) {
        Some(Expansion::Closed) => expand(browser, changes, neon),
        Some(Expansion::Open) => collapse(browser, changes, neon),
        Some(Expansion::Leaf) => {
            browser.panes.focus = Pane::Details;
            refresh::visible::details(browser, neon)
        }
        None => {}
    }
}

fn expand(browser: &mut Browser, changes: &Changes, neon: &mut Neon) {
    let Some(target) = browser.tree.cursor.item.clone() else {
        return;
    };
    account::try_again(neon);
    browser.tree.expanded.insert(target.clone());
    fetch::opened(neon, &target);
    rebuild::rows(browser, changes, neon);
}

fn collapse(browser: &mut Browser, changes: &Changes, neon: &mut Neon) {
    if let Some(target) = &browser.tree.cursor.item {
        browser.tree.expanded.remove(target);
    }
    rebuild::rows(browser, changes, neon);
}

/// Undoes or closes the first of these: search, running command, dialog, notices, queued changes, waiting requests, full screen, pane,
/// marks, filter, table; else goes up in the tree.
pub fn back(model: &mut Model) {
    if model.keyboard.dropped_marks {
        // That they were dropped was said; the next Esc goes on.
        model.neon.notices.clear();
    }
    if !model.dialogs.is_empty() {
        if !viewer::search::escape(&mut model.dialogs, &model.neon)
            && !background::stop_shown(model)
        {
            model.dialogs.close_top();
        }
    } else if !model.neon.notices.shown().is_empty() {
        model.neon.notices.clear();
    } else if queue::run::escape(&mut model.changes, &mut model.neon)
        || refresh::visible::stop_waiting(model)
    {
        // One step is enough.
    } else if model.browser.panes.focus == Pane::Operations && model.browser.filter().is_some() {
        filter::drop(&mut model.browser, &mut model.changes, &mut model.neon)
    } else if model.browser.panes.zoomed {
        pane_commands::leave_full_screen(&mut model.browser);
    } else if table::open::is_from_activity(&model.browser)
        && table::open::again(&mut model.browser, &mut model.neon)
    {
        // It was left for that.
    } else if model.browser.panes.focus != Pane::Tree {
        pane_commands::focus_tree(&mut model.browser);
    } else if model.keyboard.closed_dialog {
        // A second Esc for the dialog that the first one has closed: rows, marks and filter stay.
    } else if table::marks::drop(&mut model.browser, &mut model.neon) {
    } else if model.browser.filter().is_some() {
        filter::drop(&mut model.browser, &mut model.changes, &mut model.neon)
    } else if model.browser.table.is_some() {
        table::open::close(&mut model.browser, &model.changes, &mut model.neon)
    } else if !table::open::again(&mut model.browser, &mut model.neon) {
        to_parent(&mut model.browser, &mut model.neon)
    }
}

/// Switches to the next order of projects.
pub fn sort(browser: &mut Browser, changes: &Changes, neon: &mut Neon) {
    browser.tree.sort = browser.tree.sort.next();
    rebuild::rows(browser, changes, neon);
    let word = browser.tree.sort.word();
    neon.say(format!("projects {word}"))
}

/// Focuses the operations; from a list over all projects, those of the row's project, which is gone to.
pub fn activity(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    let table = browser.table.as_ref();
    let is_of_all = table.is_some_and(|table| table.of.project().is_none());
    let project = browser.selected().and_then(Target::project);
    let leaves = is_of_all && project.is_some();
    if leaves {
        enter(browser, changes, neon)
    }
    if let Some(left) = &mut browser.opened_from {
        left.for_activity = leaves;
    }
    pane_commands::focus_operations(browser)
}

/// Goes to the row's thing in the tree, or to what it is about; shows the details of what is not in the tree.
pub fn enter(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    let Some(row) = browser.selected().cloned() else {
        return;
    };
    if table::wanted::open_source(browser, neon, &row) {
        return;
    }
    let subject = kinds::lookup::of(&row, |kind| kind.subject(&neon.store));
    let subject = subject.filter(|of| neon.store.has(of));
    let target = subject.unwrap_or_else(|| row.clone());
    if super::row_lookup::place(&target, &neon.store).is_none() {
        return match Action::list_inside(&row) {
            Some(list) => table::open::open_inside(browser, neon, list),
            None => pane_commands::overview(browser, neon),
        };
    }
    let table = browser.table.take();
    cursor::open_path(&mut browser.tree, &neon.store, &target);
    rebuild::rows(browser, changes, neon);
    if super::row_lookup::find(&browser.tree.rows, &neon.store, &target).is_none() {
        // The tree's filter hides it.
        browser.table = table;
        return pane_commands::overview(browser, neon);
    }
    selection::select(browser, changes, neon, &target);
    cursor::moved(browser, neon);
    // A list over all projects has not opened it.
    if let Some(project) = target.project() {
        fetch::opened(neon, &Target::Project(project.clone()));
    }
    browser.opened_from = table.map(|table| LeftList {
        table: Box::new(table),
        opened: target,
        for_activity: matches!(row, Target::Operation(..)),
    });
    if let Target::Operation(_, id) = &row {
        activity::commands::show(browser, changes, neon, id);
    }
}
