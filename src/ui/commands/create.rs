//! Going to what was created last.

use crate::{
    changes::Changes,
    neon::Neon,
    ui::{action::Availability, browser::Browser, cursor, jump_history, rebuild, selection},
};

/// Moves the cursor to what was created last, expanding its ancestors. The table or the filter stays if it shows that.
pub fn go(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    let Some(target) = changes.newest.clone() else {
        return;
    };
    cursor::open_path(&mut browser.tree, &neon.store, &target);
    rebuild::rows(browser, changes, neon);
    selection::select(browser, changes, neon, &target);
    if browser.selected() != Some(&target) {
        jump_history::go_to(browser, changes, neon, &target)
    }
}

/// Whether something was created that the cursor can go to.
pub fn can_go(changes: &Changes, neon: &Neon) -> Availability {
    match &changes.newest {
        Some(target) if neon.store.has(target) => Availability::Yes,
        Some(_) => Availability::no("what was created last is no longer listed"),
        None => Availability::no("nothing has been created yet"),
    }
}
