//! Why a change makes no sense any more: a question may have been open while the facts changed.

use super::{
    compute, restrictions, snapshot,
    write::{Change, Expectation},
};
use crate::{
    api::types::Endpoint,
    kinds::{endpoint, state::State},
    store::target::Target,
    ui::{action::Action, dialog::form, model::Model},
};
use serde_json::Value;

/// Why the settings refuse a change, if they do: for what it is about, or for what it replaces.
pub fn forbidden(model: &Model, change: &Change) -> Option<String> {
    let wakes = matches!(change.wanted, Expectation::Running | Expectation::Finalized)
        || wakes_idle(model, change);
    let replaced = snapshot::replaced_by(&model.neon, change);
    let mut touched = match &change.wanted {
        Expectation::Created(made) => made.new.touches(&model.neon.store, &change.request),
        _ => vec![change.target.clone()],
    };
    touched.extend(replaced);
    touched
        .iter()
        .find_map(|target| model.forbidden_why(target, wakes))
        .or_else(|| may_wake(model, change))
}

/// The compute that a change to what is on a branch reaches into.
fn reached<'a>(model: &'a Model, change: &Change) -> Option<&'a Endpoint> {
    let target = &change.target;
    let inside = matches!(target, Target::Role(..) | Target::Database(..));
    let reaches = inside && change.request.operation.spec().wakes;
    reaches.then(|| model.neon.store.compute_of(target))?
}

/// Whether a change reaches into a compute that is not awake.
fn wakes_idle(model: &Model, change: &Change) -> bool {
    let state = reached(model, change).map(endpoint::state);
    state.is_some_and(|state| state != State::ACTIVE)
}

/// Why a change is refused that reaches into a compute of which too little is known, where it must not be woken.
fn may_wake(model: &Model, change: &Change) -> Option<String> {
    let endpoint = reached(model, change)?;
    let by = model.neon.no_wake_by(Some(&change.target))?;
    let key = model.keymap.name(Action::Refresh);
    (!compute::is_fresh(&model.neon, endpoint)).then(|| {
        format!(
            "the compute may be asleep by now, and waking it is blocked by {by}, so nothing was changed; {key} \
             looks again"
        )
    })
}

/// What a change would replace although nobody knows what it is now.
fn unread(model: &Model, change: &Change) -> Option<String> {
    let unreadable = model.neon.store.unreadable(&change.target)?;
    let body = change
        .request
        .body
        .as_ref()
        .filter(|_| change.wanted == Expectation::Body)?;
    let things = body.as_object()?.values();
    let mut fields: Vec<String> = Vec::new();
    for (key, value) in things.filter_map(Value::as_object).flatten() {
        match value.as_object() {
            Some(inner) => fields.extend(inner.keys().map(|inner| format!("{key}.{inner}"))),
            None => fields.push(key.clone()),
        }
    }
    fields.into_iter().find(|field| unreadable.has(field))
}

/// Why this change must not be sent now, if it must not.
pub fn why(model: &Model, change: &Change) -> Option<String> {
    if let Some(why) = forbidden(model, change) {
        return Some(why);
    }
    if let Some(why) = restrictions::why(model, change) {
        return Some(format!("{why}: nothing was sent"));
    }
    if let Some(field) = unread(model, change) {
        let key = model.keymap.name(Action::RefreshAll);
        return Some(format!(
            "{field} of {} could not be read, and a change would replace it: nothing was sent. {key} reads again",
            change.name
        ));
    }
    if form::was_overtaken(model, change) {
        let text = format!(
            "somebody has changed {} meanwhile: nothing was sent. Apply again to compare",
            change.name
        );
        return Some(text);
    }
    let Target::Endpoint(project, id) = &change.target else {
        return None;
    };
    let state = endpoint::state(model.neon.store.endpoint(project, id)?);
    let fits = change.wanted.fits(state);
    (!fits).then(|| format!("{} is {} now: nothing was sent", change.name, state.word))
}
