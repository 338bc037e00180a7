//! Lists whose records another list needs. Any list may want them, and only this looks up which one that is.

use super::{load, named};
use crate::{neon::Neon, ui::browser::Browser};

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
