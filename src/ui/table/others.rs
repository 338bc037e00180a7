//! Loading a list that is made of others: each is loaded on its own, and only if it is missing or has changed.

use super::{list::Source, load};
use crate::{
    api::ApiError,
    kinds::list::{List, Load},
    neon::Neon,
    store::{Store, remote::FetchState, target::Target},
    ui::{
        browser::Browser,
        table::{Loading, list::Others},
    },
};

/// What the tab on screen is made of, and of what it is.
fn shown(browser: &Browser) -> Option<(&'static Others, &Target)> {
    let table = browser.table.as_ref()?;
    match table.shown().source {
        Source::Others(others) => Some((others, &table.of)),
        _ => None,
    }
}

/// The lists that the tab on screen is made of.
fn all(browser: &Browser, store: &Store) -> Vec<Load> {
    shown(browser).map_or_else(Vec::new, |(others, of)| (others.all)(store, of))
}

/// The list that a row of the tab on screen is from.
pub fn of_row(browser: &Browser, store: &Store, row: &Target) -> Option<Load> {
    let (others, of) = shown(browser)?;
    (others.of_row)(store, of, row)
}

/// The place of this list, if the tab on screen is made of it.
pub(super) fn place_of(browser: &Browser, store: &Store, list: List) -> Option<Target> {
    let mut all = all(browser, store).into_iter();
    all.find(|load| load.list == list).map(|load| load.of)
}

/// Whether Neon has refused to tell, so that asking again would not help.
fn is_refused(loading: &Loading) -> bool {
    let error = loading.state.error();
    error.is_some_and(ApiError::is_out_of_reach)
}

/// Wants those that are missing.
pub(super) fn want_missing(browser: &mut Browser, neon: &Neon) {
    let mut missing = all(browser, &neon.store);
    missing.retain(|load| {
        let known = browser.loads.get(load);
        known.is_none_or(|loading| loading.state.is_lacking() && !is_refused(loading))
    });
    browser.wanted.extend(missing);
}

/// Reloads all of them, because the user wants that.
pub(super) fn again(browser: &mut Browser, neon: &mut Neon) {
    for load in all(browser, &neon.store) {
        one_again(browser, neon, load)
    }
}

fn one_again(browser: &mut Browser, neon: &mut Neon, load: Load) {
    match browser.loads.get(&load).and_then(|loading| loading.of) {
        Some(pages) => load::start(browser, neon, pages, load),
        None => browser.wanted.push(load),
    }
}

/// Reloads those that a change has touched: the one that lists the thing, or those of the place.
pub(super) fn changed(browser: &mut Browser, neon: &mut Neon, changed: &Target) {
    let of = browser.table.as_ref().map(|table| &table.of);
    let mut touched = match of_row(browser, &neon.store, changed) {
        Some(load) => vec![load],
        None if of == Some(changed) => {
            let mut all = all(browser, &neon.store);
            all.retain(|load| load.of == *changed);
            all
        }
        None => Vec::new(),
    };
    touched.retain(|load| {
        browser
            .loads
            .get(load)
            .is_none_or(|loading| !is_refused(loading))
    });
    for load in touched {
        one_again(browser, neon, load)
    }
}

/// Reloads the one that was loaded longest ago, so that a refresh costs one request.
pub(super) fn oldest_quietly(browser: &mut Browser, neon: &mut Neon) {
    let ready = all(browser, &neon.store).into_iter().filter_map(|load| {
        let loading = browser.loads.get(&load)?;
        let is_ready = loading.state.fetch == FetchState::Ready;
        Some((loading.state.at.filter(|_| is_ready)?, loading.of?, load))
    });
    if let Some((_, pages, load)) = ready.min_by_key(|(at, _, _)| *at) {
        load::quietly(browser, neon, pages, load)
    }
}

/// Whether some are still to come.
pub(super) fn is_loading(browser: &Browser, neon: &Neon) -> bool {
    let mut all = all(browser, &neon.store).into_iter();
    all.any(|load| {
        let state = browser.loads.get(&load).map(|loading| &loading.state);
        state.is_none_or(|state| state.is_loading() || state.is_absent())
    })
}

/// Why there is nothing, if all have failed.
pub(super) fn failure<'a>(browser: &'a Browser, neon: &Neon) -> Option<&'a FetchState> {
    let all = all(browser, &neon.store);
    let states = all.iter().map(|load| {
        let loading = browser.loads.get(load)?;
        loading.state.error().map(|_| &loading.state.fetch)
    });
    let failed: Option<Vec<&FetchState>> = states.collect();
    failed?.first().copied()
}

/// How many of their records could not be read.
pub(super) fn unreadable_count(browser: &Browser, store: &Store) -> usize {
    let all = all(browser, store);
    let loads = all.iter().filter_map(|load| browser.loads.get(load));
    loads.map(|loading| loading.state.odd.len()).sum()
}
