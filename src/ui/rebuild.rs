//! Rebuilding the rows of the tree and the table.

use crate::{
    changes::{Changes, write},
    neon::Neon,
    store::target::Target,
    ui::{browser::Browser, cursor, filter::hits, table},
};

/// Rebuilds the rows, and reports if the selected item is gone.
pub fn rows(browser: &mut Browser, changes: &Changes, neon: &mut Neon) {
    if let Some(lost) = rows_quietly(browser, neon) {
        let was_there =
            !matches!(lost, Target::More(_) | Target::Group(..)) && !neon.store.has(&lost);
        let was_there = was_there && !write::is_being_deleted(changes, &lost);
        if was_there {
            browser.lost = Some(lost);
        }
    }
}

/// Rebuilds the rows; after a change of the filter, puts the cursor on a match. Returns the selected item if it has no
/// row any more.
pub fn rows_quietly(browser: &mut Browser, neon: &mut Neon) -> Option<Target> {
    let goes_to_match = hits::is_due(browser);
    let lost = build(browser, neon);
    if goes_to_match {
        hits::first_hit(browser, &neon.store);
    }
    lost
}

fn build(browser: &mut Browser, neon: &mut Neon) -> Option<Target> {
    neon.touched = true;
    neon.rows_outdated = false;
    let height = browser.list_height();
    let mut lost = browser.tree.rebuild(neon, &browser.bookmarks, height);
    let free = browser.tree.filter.is_none();
    let moved = lost.take_if(|lost| free && lost.project().is_some() && neon.store.has(lost));
    if let Some(moved) = moved {
        // It has moved in the tree, as a branch does while it is being restored: the cursor follows.
        cursor::open_path(&mut browser.tree, &neon.store, &moved);
        browser.tree.cursor.item = Some(moved);
        lost = browser.tree.rebuild(neon, &browser.bookmarks, height);
    }
    if browser.table.is_some() {
        return table::rows::rebuild(browser, neon);
    }
    lost
}
