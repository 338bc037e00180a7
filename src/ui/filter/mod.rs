//! The filter of what has the focus: of the tree or the table shown instead, or of the activity.

pub mod complete;
pub mod hits;
pub mod state;

use state::FilterPlace;

use super::{
    activity,
    filter_query::Query,
    layout::Pane,
    navigation_target::{self, NavigationTarget},
    text_input,
};
use crate::{
    changes::Changes,
    connect::{connection, host},
    key::{Code, Key},
    neon::{Neon, Slot},
    reads::listing,
    store::{Store, target::Target},
    ui::{
        answers,
        browser::Browser,
        cursor::{self, REST},
        navigation_target::Start,
        rebuild,
        row_fields::OperationFields,
        row_lookup,
        scroll::Step,
        selection,
    },
};
use std::time::Duration;

/// How long a filter text must stay unchanged before the server is searched.
pub const FILTER_REST: Duration = Duration::from_millis(250);

/// With more lines than this to look at, the rows follow a text once no key is waiting.
const MANY: usize = 5_000;

/// How many filters are remembered.
const MOST: usize = 50;

/// What the filter is about.
fn place(browser: &Browser) -> FilterPlace {
    match &browser.table {
        _ if is_of_activity(browser) => FilterPlace::Activity,
        Some(table) => FilterPlace::List(table.list()),
        None => FilterPlace::Tree,
    }
}

/// The filters that were kept there, the newest last.
fn past(browser: &Browser) -> &[String] {
    let past = browser.past_filters.get(&place(browser));
    past.map_or(&[], Vec::as_slice)
}

fn is_of_activity(browser: &Browser) -> bool {
    browser.panes.focus == Pane::Operations
}

/// Opens the filter line.
pub fn open(browser: &mut Browser, changes: &Changes, neon: &mut Neon) {
    if is_of_activity(browser)
        && let Some(why) = activity::commands::why_empty(browser, changes, neon)
    {
        return neon.say(why);
    }
    if browser.panes.focus == Pane::Details {
        browser.panes.focus = Pane::Tree;
    }
    if browser.filter().is_none() {
        remember_cursor(browser);
    }
    let filter = browser.filter_mut().get_or_insert_default();
    filter.typing = true;
    cursor::keep_in_view(browser);
}

fn remember_cursor(browser: &mut Browser) {
    if is_of_activity(browser) {
        let cursor = &mut browser.panes.activity.cursor;
        cursor.before = cursor.item.clone();
    } else {
        let cursor = browser.cursor_mut();
        cursor.before = cursor.item.clone();
    }
}

/// Filters the list by a text, which may be empty.
pub(crate) fn apply(browser: &mut Browser, neon: &mut Neon, text: &str) {
    if let Some(mut before) = browser.filter_mut().take() {
        before.search.stop(neon);
    }
    neon.cancel(Slot::Filter);
    if !text.is_empty() {
        remember_cursor(browser);
        browser.filter_mut().get_or_insert_default().input = text.into();
        changed(browser, neon);
        neon.cancel(Slot::Filter);
        answers::search::begin(browser, neon);
    }
}

/// Edits the text of the filter; returns `false` if the key does not edit.
pub fn type_key(browser: &mut Browser, neon: &mut Neon, key: Key) -> bool {
    let Some(filter) = browser.filter_mut().as_mut().filter(|filter| filter.typing) else {
        return false;
    };
    let is_at_end = filter.input.cursor() == filter.input.value().chars().count();
    if key == Key::plain(Code::Right) && is_at_end && !filter.input.value().is_empty() {
        complete::complete(browser, neon);
        return true;
    }
    let before = filter.input.value().to_owned();
    if !text_input::edit(&mut filter.input, key) {
        return false;
    }
    filter.recalled = None;
    filter.completion = None;
    if filter.input.value() != before {
        changed(browser, neon);
    }
    true
}

/// On an empty line, recalls the previous filter; else moves the cursor up.
pub fn up(browser: &mut Browser, changes: &Changes, neon: &mut Neon) {
    let Some(filter) = browser.filter() else {
        return;
    };
    let at = match filter.recalled {
        Some(at) => at.checked_sub(1),
        None if filter.input.value().is_empty() => past(browser).len().checked_sub(1),
        None => return step(browser, changes, neon, Step::Lines(-1)),
    };
    if let Some(at) = at {
        recall(browser, neon, Some(at));
    }
}

/// From a recalled filter, goes to the next one; else moves the cursor down.
pub fn down(browser: &mut Browser, changes: &Changes, neon: &mut Neon) {
    match browser.filter().and_then(|filter| filter.recalled) {
        Some(at) => {
            let next = Some(at + 1).filter(|next| *next < past(browser).len());
            recall(browser, neon, next)
        }
        None => step(browser, changes, neon, Step::Lines(1)),
    }
}

fn step(browser: &mut Browser, changes: &Changes, neon: &mut Neon, step: Step) {
    match is_of_activity(browser) {
        true => activity::commands::step(browser, changes, neon, step),
        false => cursor::step(browser, neon, step),
    }
}

/// Sets the filter to a remembered one, or to an empty one.
fn recall(browser: &mut Browser, neon: &mut Neon, at: Option<usize>) {
    let text = at.and_then(|at| past(browser).get(at)).cloned();
    if let Some(filter) = browser.filter_mut() {
        filter.recalled = at;
        filter.completion = None;
        filter.input = text.unwrap_or_default().into();
    }
    changed(browser, neon)
}

/// Pastes into the filter. Of a connection string or a log line, takes only the compute that it names; refuses other
/// text that may hold a password. Returns `false` if the filter is not being typed.
pub fn paste(browser: &mut Browser, neon: &mut Neon, text: &str) -> bool {
    let Some(filter) = browser.filter_mut().as_mut().filter(|filter| filter.typing) else {
        return false;
    };
    let mut input = filter.input.clone();
    let compute = host::in_text(text);
    text_input::insert(&mut input, compute.as_deref().unwrap_or(text));
    if compute.is_none() && text_input::refuses_secret(neon, input.value()) {
        return true;
    }
    filter.input = input;
    filter.recalled = None;
    filter.completion = None;
    changed(browser, neon);
    true
}

fn changed(browser: &mut Browser, neon: &mut Neon) {
    if let Some(filter) = browser.filter_mut() {
        filter.query = Query::parse(filter.input.value());
        filter.search.stop(neon);
        filter.changed = true;
    }
    if is_of_activity(browser) {
        let activity = &mut browser.panes.activity;
        if let Some(filter) = &mut activity.filter {
            let fields = OperationFields(activity::words::COLUMNS);
            filter.query.settle(&fields, neon.now);
        }
        let cursor = &mut browser.panes.activity.cursor;
        (cursor.item, cursor.at) = (cursor.before.clone(), 0);
        return;
    }
    let lines = match &browser.table {
        Some(table) => table.all,
        None => neon.store.projects.len(),
    };
    match lines > MANY {
        true => neon.after(Slot::FilterRows, Duration::ZERO),
        false => follow(browser, neon),
    }
    neon.after(Slot::Filter, FILTER_REST);
    neon.after(Slot::Rest, REST);
}

/// Shows what matches a text that has changed since the rows were built.
pub fn follow(browser: &mut Browser, neon: &mut Neon) {
    if hits::is_due(browser) {
        rebuild::rows_quietly(browser, neon);
    }
}

/// Keeps the filter and returns the keys to the list. Drops an empty filter.
pub fn keep(browser: &mut Browser, start: &mut Start, changes: &mut Changes, neon: &mut Neon) {
    match browser.filter_mut() {
        Some(filter) if !filter.query.is_empty() => {
            filter.typing = false;
            filter.completion = None;
            let searched = filter.search.is_begun();
            let text = filter.input.value().to_owned();
            remember(browser, text);
            if is_of_activity(browser) {
                return;
            }
            if let Some(compute) = missing_compute(browser) {
                neon.cancel(Slot::Filter);
                let destination = NavigationTarget::to_compute(&compute);
                navigation_target::resolve::go(
                    browser,
                    start,
                    changes,
                    neon,
                    destination,
                    &compute,
                );
                return;
            }
            if searched {
                return;
            }
            // The user has finished typing: no need to wait.
            neon.cancel(Slot::Filter);
            answers::search::begin(browser, neon);
        }
        _ => drop(browser, changes, neon),
    }
}

fn remember(browser: &mut Browser, text: String) {
    // A text that may hold a password is not remembered.
    if connection::may_hold_secret(&text) || connection::has_login_signs(&text) {
        return;
    }
    let past = browser.past_filters.entry(place(browser)).or_default();
    past.retain(|other| *other != text);
    past.push(text);
    let too_many = past.len().saturating_sub(MOST);
    past.drain(..too_many);
}

/// The compute named in the filter of the tree, if it is in no project whose computes are loaded: Neon can only be
/// searched for computes project by project.
pub fn missing_compute(browser: &Browser) -> Option<String> {
    let filter = browser.tree.filter.as_ref();
    let filter = filter.filter(|filter| filter.hits == 0 && browser.table.is_none())?;
    filter.query.compute().map(str::to_owned)
}

/// Drops the filter. While it is being typed, the cursor returns to where it was before; a filter that was kept leaves
/// the cursor on the item found.
pub fn drop(browser: &mut Browser, changes: &mut Changes, neon: &mut Neon) {
    let Some(mut filter) = browser.filter_mut().take() else {
        return;
    };
    if is_of_activity(browser) {
        let cursor = &mut browser.panes.activity.cursor;
        let before = cursor.before.take().filter(|_| filter.typing);
        cursor.item = before.or(cursor.item.take());
        return;
    }
    let before = browser.cursor_mut().before.take();
    let found = browser.selected().cloned();
    neon.cancel(Slot::Filter);
    filter.search.stop(neon);
    if !filter.typing
        && browser.table.is_none()
        && let Some(found) = &found
    {
        cursor::open_path(&mut browser.tree, &neon.store, found);
        listing::keep_found(neon, found);
    }
    rebuild::rows_quietly(browser, neon);
    let wanted = if filter.typing { before } else { found };
    if let Some(wanted) = wanted.filter(|wanted| has_row(browser, &neon.store, wanted)) {
        selection::select(browser, changes, neon, &wanted);
    }
    cursor::moved(browser, neon);
}

fn has_row(browser: &Browser, store: &Store, target: &Target) -> bool {
    match &browser.table {
        Some(table) => table.find(target).is_some(),
        None => row_lookup::find(&browser.tree.rows, store, target).is_some(),
    }
}
