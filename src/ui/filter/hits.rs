//! Where the cursor goes when the text of a filter has changed.

use crate::{
    store::Store,
    ui::{browser::Browser, row_lookup},
};

/// Whether the text of the list has changed since its rows were built.
pub fn is_due(browser: &Browser) -> bool {
    let filter = browser.list_filter();
    filter.is_some_and(|filter| filter.changed)
}

/// Puts the cursor back where it was before the filter if that row itself matches, else on the first row that does.
pub(crate) fn first_hit(browser: &mut Browser, store: &Store) {
    let height = browser.list_height();
    let before = browser.cursor().before.clone();
    if let Some(table) = &mut browser.table {
        let previous = before.and_then(|before| table.find(&before));
        let is_hit = |at: &usize| table.rows.get(*at).is_some_and(|row| row.hit);
        let first = || table.rows.iter().position(|row| row.hit);
        let at = previous.filter(is_hit).or_else(first).unwrap_or(0);
        table.go(at, height);
        return;
    }
    let previous = before.and_then(|before| row_lookup::find(&browser.tree.rows, store, &before));
    let filter = browser.tree.filter.as_ref();
    let all = filter.is_some_and(|filter| filter.query.is_empty());
    let is_hit = |at: &usize| all || browser.tree.rows.get(*at).is_some_and(|row| row.hit);
    let first = || browser.tree.rows.iter().position(|row| row.hit);
    let at = previous.filter(is_hit).or_else(first).unwrap_or(0);
    browser.tree.go(at, store, height);
}
