//! Lists whose records another list needs. Any list may want them, and only this looks up which one that is.

use super::{load, named, open, others};
use crate::{neon::Neon, store::target::Target, ui::browser::Browser};

/// Loads the lists that are wanted, unless they are loaded or loading.
pub fn load(browser: &mut Browser, neon: &mut Neon) {
    for list in std::mem::take(&mut browser.wanted) {
        let known = browser.loads.get(&list);
        if known.is_none_or(|loading| loading.state.is_lacking())
            && let Some(spec) = named::spec(list.list)
        {
            load::begin(browser, neon, spec, list)
        }
    }
}

/// Opens the list that a row of a list made of others is from; closing it returns there. Returns `false` if there is
/// none.
pub fn open_source(browser: &mut Browser, neon: &mut Neon, row: &Target) -> bool {
    let Some(list) = others::of_row(browser, &neon.store, row) else {
        return false;
    };
    let Some(spec) = named::spec(list.list) else {
        return false;
    };
    open::open_above(browser, neon, |browser, neon| {
        open::open_at(browser, neon, spec, list.of, list.tab);
    });
    true
}
