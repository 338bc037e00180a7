//! Which scopes are active.

use crate::ui::{action::Scope, browser::Browser, dialog::Dialogs};

/// The active scopes, innermost first. With a dialog open, nothing below it is reachable.
pub fn active(browser: &Browser, dialogs: &Dialogs) -> &'static [Scope] {
    if browser.panes.is_too_small() {
        return &[Scope::Always];
    }
    match dialogs.top() {
        Some(dialog) => dialog.scopes(),
        None if browser.is_filtering() => &[Scope::Filter, Scope::Always],
        None if browser.table.is_some() => &[Scope::Table, Scope::Main, Scope::Move, Scope::Always],
        None => &[Scope::Main, Scope::Move, Scope::Always],
    }
}
