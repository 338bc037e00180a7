//! Moving the cursor of the tree or the table.

use crate::{
    kinds,
    neon::{Neon, Slot},
    store::{Store, target::Target},
    ui::{
        browser::Browser,
        home::state::Home,
        refresh::{self, visible::NEAR_END},
        scroll::Step,
        table::list::{self, ListEvent},
        tree::Tree,
    },
};
use std::time::Duration;

/// How long the cursor must rest on a row before its details are fetched: longer than the interval of a key that is
/// held down, so that moving through a list causes no requests.
pub const REST: Duration = Duration::from_millis(210);

/// Puts the cursor on a row, and schedules the fetching of its details.
pub(crate) fn go(browser: &mut Browser, neon: &mut Neon, at: usize) {
    let before = browser.selected().cloned();
    let height = browser.list_height();
    match &mut browser.table {
        Some(table) => table.go(at, height),
        None => {
            browser.tree.arrived = true;
            browser.tree.go(at, &neon.store, height);
        }
    }
    if browser.selected() == before.as_ref() {
        return;
    }
    moved(browser, neon)
}

/// Moves the cursor by rows.
pub(crate) fn step(browser: &mut Browser, neon: &mut Neon, step: Step) {
    let cursor = browser.cursor();
    let at = match (&cursor.item, step) {
        // It is on no row yet.
        (None, Step::Lines(1)) => cursor.at,
        _ => cursor.after(step),
    };
    go(browser, neon, at)
}

/// Scrolls the tree or the table by lines. The cursor moves only if it would leave the view.
pub(crate) fn scroll(browser: &mut Browser, neon: &mut Neon, lines: isize) {
    let height = browser.list_height();
    let count = match &browser.table {
        Some(table) => table.rows.len(),
        None => browser.tree.rows.len(),
    };
    let cursor = browser.cursor();
    let top = cursor.scroll.top().saturating_add_signed(lines);
    let top = cursor.scroll.draw(top, count, height);
    let last = (top + height).min(count).saturating_sub(1);
    let at = cursor.at.clamp(top.min(last), last);
    if at != cursor.at {
        go(browser, neon, at)
    }
}

/// Scrolls the tree or the table as little as needed to show its cursor, after its height has changed.
pub fn keep_in_view(browser: &Browser) {
    let height = browser.list_height();
    match &browser.table {
        Some(table) => table.cursor.show(table.rows.len(), height),
        None => browser.tree.cursor.show(browser.tree.rows.len(), height),
    };
}

/// Handles the arrival of the cursor on another item.
pub fn moved(browser: &mut Browser, neon: &mut Neon) {
    browser.panes.details.scroll.reset();
    browser.panes.details.home = Home::default();
    browser.panes.details.sideways = 0;
    note(browser, &neon.store);
    // The activity, which takes a part of its height, is shown for projects only.
    keep_in_view(browser);
    neon.after(Slot::Rest, REST);
    match &browser.table {
        None => refresh::visible::more_if_near_end(&browser.tree, neon),
        Some(table) if table.cursor.at + NEAR_END >= table.rows.len() => {
            list::tell(browser, neon, ListEvent::NearEnd)
        }
        Some(_) => {}
    }
}

/// Expands everything above an item, so that it has a row.
pub fn open_path(tree: &mut Tree, store: &Store, target: &Target) {
    if let Some(project) = target.project() {
        if let Some(list) = store.list_of(project) {
            tree.expanded.insert(list);
        }
        if !matches!(target, Target::Project(_)) {
            tree.expanded.insert(Target::Project(project.clone()));
        }
        tree.expanded.extend(kinds::group::of(target, store));
        let of_branch = !matches!(target, Target::Branch(..));
        let mut branch = store
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
                .and_then(|parent| store.branch(project, parent));
        }
        let skip = usize::from(!of_branch);
        tree.expanded.extend(above.into_iter().skip(skip));
    }
}

/// Records the position of the cursor.
fn note(browser: &mut Browser, store: &Store) {
    let Some(place) = browser.selected().cloned() else {
        return;
    };
    let list = place.project().and_then(|project| store.list_of(project));
    if let Some(list) = list {
        browser.visited.insert(list, place);
    }
}
