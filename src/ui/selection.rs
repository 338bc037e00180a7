//! Putting the cursor on an item, wherever it is.

use crate::{
    changes::Changes,
    kinds,
    neon::Neon,
    store::target::Target,
    ui::{browser::Browser, cursor, rebuild, row_lookup, table},
};

/// Puts the cursor on an item, if it has a row; in the tree, if the table shown has no row for it.
pub fn select(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon, target: &Target) {
    if let Some(table) = &browser.table {
        match table.find(target) {
            Some(at) => cursor::go(browser, neon, at),
            None => {
                table::open::close(browser, changes, neon);
                select(browser, changes, neon, target);
            }
        }
        return;
    }
    let is_shown = row_lookup::find(&browser.tree.rows, &neon.store, target).is_some();
    if let Some(group) = kinds::group::of(target, &neon.store).filter(|_| !is_shown) {
        browser.tree.expanded.insert(group);
        rebuild::rows(browser, changes, neon);
    }
    if let Some(at) = row_lookup::find(&browser.tree.rows, &neon.store, target) {
        cursor::go(browser, neon, at)
    }
}
