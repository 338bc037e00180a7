//! What keys do while the operations have the focus.

use super::{
    Fold, Row, count, position, rows,
    state::{Activity, RowId},
};
use crate::{
    api::types::OperationId,
    changes::Changes,
    neon::Neon,
    reads::fetch,
    store::{Store, remote::FetchState},
    ui::{
        browser::Browser,
        cursor, jump_history,
        layout::Pane,
        pane_commands,
        refresh::visible::{MOST_VISIBLE_OPERATIONS, visible_operations, visible_project},
        scroll::{Ends, Step, moved},
        selection,
    },
};

fn ids(rows: &[Row<'_>]) -> Vec<RowId> {
    rows.iter().map(Row::id).collect()
}

/// The number of rows before the end of the list at which older operations are requested.
const NEAR_END: usize = 20;

/// Moves the cursor; near the end, requests older operations.
pub fn step(browser: &mut Browser, changes: &Changes, neon: &mut Neon, step: Step) {
    if let Some(why) = why_empty(browser, changes, neon) {
        return neon.say(why);
    }
    let ids = ids(&rows(browser, changes, neon));
    let is_all = visible_operations(browser, &neon.store).len() == MOST_VISIBLE_OPERATIONS;
    let cursor = &mut browser.panes.activity.cursor;
    cursor.step(step, &ids);
    if cursor.at + NEAR_END < ids.len() || is_all || !neon.is_reachable() {
        return;
    }
    if let Some(project) = visible_project(browser, &neon.store).cloned() {
        fetch::older_operations(neon, &project, fetch::OPERATIONS);
    }
}

/// Scrolls the rows; while it has the focus, moves the cursor, which is always in view.
pub fn scroll(browser: &mut Browser, changes: &Changes, neon: &mut Neon, lines: isize) {
    if changes.queue.is_some() {
        let scroll = &browser.panes.activity.cursor.scroll;
        return scroll.go(Step::Lines(lines));
    }
    let ids = ids(&rows(browser, changes, neon));
    if ids.is_empty() {
        return;
    }
    if browser.panes.focus == Pane::Operations {
        return step(browser, changes, neon, Step::Lines(lines));
    }
    let top = browser.panes.activity.top.get_mut();
    let at = top
        .as_ref()
        .and_then(|top| ids.iter().position(|id| id == top));
    let at = moved(at.unwrap_or(0), lines, ids.len(), Ends::Stay);
    *top = ids.get(at).cloned();
}

/// Why there are no operations, if there would be none without a filter either.
pub fn why_empty(browser: &Browser, changes: &Changes, neon: &Neon) -> Option<String> {
    if changes.queue.is_some() || count(browser, changes, neon) > 0 {
        return None;
    }
    let project = visible_project(browser, &neon.store);
    Some(match project.and_then(|id| neon.store.inside(id)) {
        None => "operations belong to a project: choose one in the tree".to_owned(),
        Some(inside) => match &inside.operations.fetch {
            FetchState::Ready => "nothing has happened in this project yet".to_owned(),
            FetchState::Failed(error) => error.sentence(),
            FetchState::Absent | FetchState::Loading => "operations are still loading".to_owned(),
        },
    })
}

/// Whether keys are not about the row of the tree: the cursor is on an operation, or its filter shows none.
pub fn takes_keys(browser: &Browser, store: &Store) -> bool {
    let is_filtered = browser.panes.activity.filter.is_some();
    let has_focus = browser.panes.focus == Pane::Operations;
    super::selected(browser, store).is_some() || (has_focus && is_filtered)
}

/// Keeps the cursor on an operation: on its own, else on the one that took its place.
pub fn hold(browser: &mut Browser, changes: &Changes, neon: &Neon) {
    let project = visible_project(browser, &neon.store);
    let project = project.filter(|project| !browser.panes.activity.is_of(project));
    if let Some(project) = project.cloned() {
        browser.panes.activity.turn_to(project);
    }
    if browser.panes.focus != Pane::Operations {
        return;
    }
    let ids = ids(&rows(browser, changes, neon));
    let activity = &mut browser.panes.activity;
    activity.rows = ids.len();
    let at = activity.cursor.among(&ids);
    activity.cursor.go(at, ids.len(), |at| ids.get(at).cloned());
    let item = activity.cursor.item.as_ref();
    let refusal = item.and_then(|item| changes.log.refusal(&item.operation));
    activity.refusal = refusal.cloned();
}

/// Shows the steps of the row, or hides them.
pub fn fold(browser: &mut Browser, changes: &Changes, neon: &Neon, unfold: bool) {
    let rows = rows(browser, changes, neon);
    let at = position(&browser.panes.activity, &rows);
    let head = rows.get(..=at).unwrap_or_default();
    let head = head
        .iter()
        .rfind(|row| !matches!(row.fold, Fold::Step { .. }));
    let Some(head) = head.filter(|row| row.fold != Fold::Single) else {
        return;
    };
    let head = head.id();
    let Activity {
        unfolded, cursor, ..
    } = &mut browser.panes.activity;
    if unfold {
        unfolded.insert(head.operation);
    } else {
        unfolded.remove(&head.operation);
        cursor.item = Some(head);
    }
}

/// Puts the cursor on an operation, or on the one that it is a step of.
pub fn show(browser: &mut Browser, changes: &Changes, neon: &Neon, id: &OperationId) {
    hold(browser, changes, neon);
    browser.panes.activity.filter = None;
    let rows = rows(browser, changes, neon);
    let has_it = |row: &&Row<'_>| row.chain.steps().any(|step| step.id == *id);
    let Some(row) = rows.iter().find(has_it).map(Row::id) else {
        return;
    };
    browser.panes.activity.cursor.item = Some(row);
    pane_commands::focus_operations(browser);
}

/// Goes to the row of what the operation concerns.
pub fn open(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    if let Some(why) = why_empty(browser, changes, neon) {
        return neon.say(why);
    }
    let rows = rows(browser, changes, neon);
    let at = position(&browser.panes.activity, &rows);
    let Some(target) = rows.get(at).map(|row| row.target(&neon.store)) else {
        return;
    };
    if !neon.store.has(&target) {
        return neon.say("what this was about no longer exists");
    }
    browser.panes.zoomed = false;
    let table = browser.table.as_ref();
    if table.is_some_and(|table| table.find(&target).is_some()) {
        browser.panes.focus = Pane::Tree;
        selection::select(browser, changes, neon, &target);
        return cursor::keep_in_view(browser);
    }
    jump_history::go_to(browser, changes, neon, &target)
}
