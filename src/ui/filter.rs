//! The filter line of the tree, or of the table shown instead.

use super::{
    filter_query::Query,
    layout::Pane,
    model::Model,
    navigation::{self, REST},
    navigation_target::{self, NavigationTarget},
    rows, text_input,
    tree::Filter,
};
use crate::{
    connect::{connection, host},
    key::Key,
    neon::Slot,
    reads::listing,
    store::target::Target,
    ui::answers,
};
use std::time::Duration;

/// How long a filter text must stay unchanged before the server is searched.
const FILTER_REST: Duration = Duration::from_millis(250);

/// How many filters are remembered.
const MOST: usize = 50;

/// Opens the filter line.
pub fn open(model: &mut Model) {
    model.browser.panes.focus = Pane::Tree;
    let before = model.browser.selected().cloned();
    let filter = model.browser.filter_mut().get_or_insert_with(|| Filter {
        before,
        ..Filter::default()
    });
    filter.typing = true;
    navigation::keep_in_view(model);
}

/// Edits the text of the filter; returns `false` if the key does not edit.
pub fn type_key(model: &mut Model, key: Key) -> bool {
    let Some(filter) = model
        .browser
        .filter_mut()
        .as_mut()
        .filter(|filter| filter.typing)
    else {
        return false;
    };
    let before = filter.input.value().to_owned();
    if !text_input::edit(&mut filter.input, key) {
        return false;
    }
    filter.recalled = None;
    if filter.input.value() != before {
        changed(model);
    }
    true
}

/// On an empty line, recalls the previous filter; else moves the cursor up.
pub fn up(model: &mut Model) {
    let Some(filter) = model.browser.filter() else {
        return;
    };
    let at = match filter.recalled {
        Some(at) => at.checked_sub(1),
        None if filter.input.value().is_empty() => model.browser.tree.past.len().checked_sub(1),
        None => return navigation::up(model),
    };
    if let Some(at) = at {
        recall(model, Some(at));
    }
}

/// From a recalled filter, goes to the next one; else moves the cursor down.
pub fn down(model: &mut Model) {
    match model.browser.filter().and_then(|filter| filter.recalled) {
        Some(at) => {
            let next = Some(at + 1).filter(|next| *next < model.browser.tree.past.len());
            recall(model, next)
        }
        None => navigation::down(model),
    }
}

/// Sets the filter to a remembered one, or to an empty one.
fn recall(model: &mut Model, at: Option<usize>) {
    let text = at.and_then(|at| model.browser.tree.past.get(at)).cloned();
    if let Some(filter) = model.browser.filter_mut() {
        filter.recalled = at;
        filter.input = text.unwrap_or_default().into();
    }
    changed(model)
}

/// Pastes into the filter. Of a connection string or a log line, takes only the compute that it names; refuses other
/// text that may hold a password. Returns `false` if the filter is not being typed.
pub fn paste(model: &mut Model, text: &str) -> bool {
    let Some(filter) = model
        .browser
        .filter_mut()
        .as_mut()
        .filter(|filter| filter.typing)
    else {
        return false;
    };
    let compute = host::in_text(text);
    let mut input = filter.input.clone();
    text_input::insert(&mut input, compute.as_deref().unwrap_or(text));
    if compute.is_none() && connection::may_hold_secret(input.value()) {
        model
            .neon
            .say("this may contain a password or a key, so it was not pasted");
        return true;
    }
    filter.input = input;
    filter.recalled = None;
    changed(model);
    true
}

fn changed(model: &mut Model) {
    let filter = match &mut model.browser.table {
        Some(table) => &mut table.filter,
        None => &mut model.browser.tree.filter,
    };
    if let Some(filter) = filter {
        filter.query = Query::parse(filter.input.value());
        filter.search.stop(&mut model.neon);
        filter.changed = true;
    }
    answers::rebuild_quietly(model);
    first_hit(model);
    model.neon.after(Slot::Filter, FILTER_REST);
    model.neon.after(Slot::Rest, REST);
}

/// Puts the cursor back where it was before the filter if that row itself matches, else on the first row that does.
pub(crate) fn first_hit(model: &mut Model) {
    let height = model.browser.list_height();
    let before = model
        .browser
        .filter()
        .and_then(|filter| filter.before.clone());
    if let Some(table) = &mut model.browser.table {
        let previous = before.and_then(|before| table.find(&before));
        let is_hit = |at: &usize| table.rows.get(*at).is_some_and(|row| row.hit);
        let first = || table.rows.iter().position(|row| row.hit);
        let at = previous.filter(is_hit).or_else(first).unwrap_or(0);
        table.go(at, height);
        return;
    }
    let previous =
        before.and_then(|before| rows::find(&model.browser.tree.rows, &model.neon.store, &before));
    let all = model
        .browser
        .filter()
        .is_some_and(|filter| filter.query.is_empty());
    let is_hit = |at: &usize| all || model.browser.tree.rows.get(*at).is_some_and(|row| row.hit);
    let first = || model.browser.tree.rows.iter().position(|row| row.hit);
    let at = previous.filter(is_hit).or_else(first).unwrap_or(0);
    model.browser.tree.go(at, &model.neon.store, height);
}

/// Keeps the filter and returns the keys to the list. Drops an empty filter.
pub fn keep(model: &mut Model) {
    match model.browser.filter_mut() {
        Some(filter) if !filter.query.is_empty() => {
            filter.typing = false;
            let searched = filter.search.is_begun();
            let text = filter.input.value().to_owned();
            let past = &mut model.browser.tree.past;
            past.retain(|other| *other != text);
            // A text that may hold a password is not remembered.
            if !connection::may_hold_secret(&text) && !connection::has_login_signs(&text) {
                past.push(text);
            }
            let too_many = past.len().saturating_sub(MOST);
            past.drain(..too_many);
            if let Some(compute) = missing_compute(model) {
                model.neon.cancel(Slot::Filter);
                let destination = NavigationTarget::to_compute(&compute);
                navigation_target::go(model, destination, &compute);
                return;
            }
            if searched {
                return;
            }
            // The user has finished typing: no need to wait.
            model.neon.cancel(Slot::Filter);
            answers::search::begin(model);
        }
        _ => drop(model),
    }
}

/// The compute named in the filter of the tree, if it is in no project whose computes are loaded: Neon can only be
/// searched for computes project by project.
pub fn missing_compute(model: &Model) -> Option<String> {
    let filter = model.browser.tree.filter.as_ref();
    let filter = filter.filter(|filter| filter.hits == 0 && model.browser.table.is_none())?;
    filter.query.compute().map(str::to_owned)
}

/// Drops the filter. While it is being typed, the cursor returns to where it was before; a filter that was kept leaves
/// the cursor on the item found.
pub fn drop(model: &mut Model) {
    let Some(mut filter) = model.browser.filter_mut().take() else {
        return;
    };
    let found = model.browser.selected().cloned();
    model.neon.cancel(Slot::Filter);
    filter.search.stop(&mut model.neon);
    if !filter.typing
        && model.browser.table.is_none()
        && let Some(found) = &found
    {
        navigation::open_path(model, found);
        listing::keep_found(&mut model.neon, found);
    }
    answers::rebuild_quietly(model);
    let wanted = if filter.typing { filter.before } else { found };
    if let Some(wanted) = wanted.filter(|wanted| has_row(model, wanted)) {
        navigation::select(model, &wanted);
    }
    navigation::moved(model);
}

fn has_row(model: &Model, target: &Target) -> bool {
    match &model.browser.table {
        Some(table) => table.find(target).is_some(),
        None => rows::find(&model.browser.tree.rows, &model.neon.store, target).is_some(),
    }
}
