//! The filter line of the tree, or of the table in its place.

use super::{
    answer,
    effect::{Effect, Slot},
    heading::{self, Heading},
    model::{Model, Pane},
    moving::{self, REST},
    query::Query,
    rows, search,
    target::Target,
    tree::Filter,
    typing,
};
use crate::{
    key::Key,
    resource::{connection, host},
};
use std::time::Duration;

/// How long a filter text must rest before the server is asked.
const FILTER_REST: Duration = Duration::from_millis(250);

/// How many filters are remembered.
const MOST: usize = 50;

/// Opens the filter line.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.pane = Pane::Tree;
    let before = model.selected().cloned();
    let filter = model.filter_mut().get_or_insert_with(|| Filter {
        before,
        ..Filter::default()
    });
    filter.typing = true;
    moving::keep_in_view(model);
    Vec::new()
}

/// Edits the text of the filter; answers nothing if the key does not edit.
pub fn type_key(model: &mut Model, key: Key) -> Option<Vec<Effect>> {
    let filter = model.filter_mut().as_mut().filter(|filter| filter.typing)?;
    let before = filter.input.value().to_owned();
    if !typing::edit(&mut filter.input, key) {
        return None;
    }
    filter.recalled = None;
    Some(if filter.input.value() == before {
        Vec::new()
    } else {
        changed(model)
    })
}

/// On an empty line the filter that was kept before; else a row up.
pub fn up(model: &mut Model) -> Vec<Effect> {
    let Some(filter) = model.filter() else {
        return Vec::new();
    };
    let at = match filter.recalled {
        Some(at) => at.checked_sub(1),
        None if filter.input.value().is_empty() => model.tree.past.len().checked_sub(1),
        None => return moving::up(model),
    };
    at.map_or_else(Vec::new, |at| recall(model, Some(at)))
}

/// From a filter that was kept before to the one after it; else a row down.
pub fn down(model: &mut Model) -> Vec<Effect> {
    match model.filter().and_then(|filter| filter.recalled) {
        Some(at) => {
            let next = Some(at + 1).filter(|next| *next < model.tree.past.len());
            recall(model, next)
        }
        None => moving::down(model),
    }
}

/// Takes a filter that was kept before, or an empty one.
fn recall(model: &mut Model, at: Option<usize>) -> Vec<Effect> {
    let text = at.and_then(|at| model.tree.past.get(at)).cloned();
    if let Some(filter) = model.filter_mut() {
        filter.recalled = at;
        filter.input = text.unwrap_or_default().into();
    }
    changed(model)
}

/// Pastes into the filter: of a connection string or a line of a log only the compute that it names;
/// nothing of other text that may hold a password. Answers nothing if the filter is not being typed.
pub fn paste(model: &mut Model, text: &str) -> Option<Vec<Effect>> {
    let filter = model.filter_mut().as_mut().filter(|filter| filter.typing)?;
    let compute = host::in_text(text);
    let mut input = filter.input.clone();
    typing::insert(&mut input, compute.as_deref().unwrap_or(text));
    if compute.is_none() && connection::may_hold_secret(input.value()) {
        return Some(model.say("this may contain a password or a key, so it was not pasted"));
    }
    filter.input = input;
    filter.recalled = None;
    Some(changed(model))
}

fn changed(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(filter) = model.filter_mut() {
        filter.query = Query::parse(filter.input.value());
        effects = filter.search.stop();
        filter.changed = true;
    }
    answer::rebuild_quietly(model);
    first_hit(model);
    effects.push(Effect::after(Slot::Filter, FILTER_REST));
    effects.push(Effect::after(Slot::Rest, REST));
    effects
}

/// Puts the cursor on where it was before the filter, if that matches by itself; else on the first
/// row that does.
pub(super) fn first_hit(model: &mut Model) {
    let height = model.list_height();
    let before = model.filter().and_then(|filter| filter.before.clone());
    if let Some(table) = &mut model.table {
        let kept = before.and_then(|before| table.find(&before));
        let is_hit = |at: &usize| table.rows.get(*at).is_some_and(|row| row.hit);
        let first = || table.rows.iter().position(|row| row.hit);
        let at = kept.filter(is_hit).or_else(first).unwrap_or(0);
        table.go(at, height);
        return;
    }
    let kept = before.and_then(|before| rows::find(&model.tree.rows, &model.store, &before));
    let all = model.filter().is_some_and(|filter| filter.query.is_empty());
    let is_hit = |at: &usize| all || model.tree.rows.get(*at).is_some_and(|row| row.hit);
    let first = || model.tree.rows.iter().position(|row| row.hit);
    let at = kept.filter(is_hit).or_else(first).unwrap_or(0);
    model.tree.go(at, &model.store, height);
}

/// Keeps the filter and gives the keys back to the list. An empty filter is none.
pub fn keep(model: &mut Model) -> Vec<Effect> {
    match model.filter_mut() {
        Some(filter) if !filter.query.is_empty() => {
            filter.typing = false;
            let searched = filter.search.is_begun();
            let text = filter.input.value().to_owned();
            let past = &mut model.tree.past;
            past.retain(|other| *other != text);
            // What was typed and may hold a password is not kept for longer.
            if !connection::may_hold_secret(&text) && !connection::has_login_signs(&text) {
                past.push(text);
            }
            let too_many = past.len().saturating_sub(MOST);
            past.drain(..too_many);
            if let Some(compute) = missing_compute(model) {
                let mut effects = vec![Effect::Cancel(Slot::Filter)];
                let heading = Heading::to_compute(&compute);
                effects.extend(heading::go(model, heading, &compute));
                return effects;
            }
            if searched {
                return Vec::new();
            }
            // Who keeps it has written all of it.
            let mut effects = vec![Effect::Cancel(Slot::Filter)];
            effects.extend(search::begin(model));
            effects
        }
        _ => drop(model),
    }
}

/// The compute that the filter of the tree names, if it is in no project whose computes are loaded: Neon can only be
/// asked project by project.
pub fn missing_compute(model: &Model) -> Option<String> {
    let filter = model.tree.filter.as_ref();
    let filter = filter.filter(|filter| filter.hits == 0 && model.table.is_none())?;
    filter.query.compute().map(str::to_owned)
}

/// Drops the filter. While it is being typed the cursor goes back to where it was; a filter that
/// was kept leaves it on the thing that was found.
pub fn drop(model: &mut Model) -> Vec<Effect> {
    let Some(mut filter) = model.filter_mut().take() else {
        return Vec::new();
    };
    let found = model.selected().cloned();
    let mut effects = vec![Effect::Cancel(Slot::Filter)];
    effects.extend(filter.search.stop());
    if !filter.typing
        && model.table.is_none()
        && let Some(found) = &found
    {
        moving::open_path(model, found);
        effects.extend(answer::keep_found(model, found));
    }
    answer::rebuild_quietly(model);
    let wanted = if filter.typing { filter.before } else { found };
    if let Some(wanted) = wanted.filter(|wanted| has_row(model, wanted)) {
        effects.extend(moving::select(model, &wanted));
    }
    effects.extend(moving::moved(model));
    effects
}

fn has_row(model: &Model, target: &Target) -> bool {
    match &model.table {
        Some(table) => table.find(target).is_some(),
        None => rows::find(&model.tree.rows, &model.store, target).is_some(),
    }
}
