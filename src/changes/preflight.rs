//! Why a change makes no sense any more: a question may have been open while the facts changed.

use super::{
    compute, create, restrictions, snapshot,
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
pub fn forbidden(model: &Model, intent: &Change) -> Option<String> {
    let wakes = matches!(intent.wanted, Expectation::Running | Expectation::Finalized)
        || wakes_idle(model, intent);
    let replaced = snapshot::replaced_by(model, intent);
    let mut touched = match &intent.wanted {
        Expectation::Created(made) => create::touches(model, made, &intent.request),
        _ => vec![intent.target.clone()],
    };
    touched.extend(replaced);
    touched
        .iter()
        .find_map(|target| model.forbidden_why(target, wakes))
        .or_else(|| may_wake(model, intent))
}

/// The compute that a change to what is on a branch reaches into.
fn reached<'a>(model: &'a Model, intent: &Change) -> Option<&'a Endpoint> {
    let target = &intent.target;
    let inside = matches!(target, Target::Role(..) | Target::Database(..));
    let reaches = inside && intent.request.operation.spec().wakes;
    reaches.then(|| model.store.compute_of(target))?
}

/// Whether a change reaches into a compute that is not awake.
fn wakes_idle(model: &Model, intent: &Change) -> bool {
    let state = reached(model, intent).map(endpoint::state);
    state.is_some_and(|state| state != State::ACTIVE)
}

/// Why a change is refused that reaches into a compute of which too little is known, where it must not be woken.
fn may_wake(model: &Model, intent: &Change) -> Option<String> {
    let endpoint = reached(model, intent)?;
    let by = model.no_wake_by(Some(&intent.target))?;
    let key = model.keymap.name(Action::Refresh);
    (!compute::is_fresh(model, endpoint)).then(|| {
        format!(
            "the compute may be asleep by now, and waking it is blocked by {by}, so nothing was changed; {key} \
             looks again"
        )
    })
}

/// What a change would replace although nobody knows what it is now.
fn unread(model: &Model, intent: &Change) -> Option<String> {
    let unreadable = model.store.unreadable(&intent.target)?;
    let body = intent
        .request
        .body
        .as_ref()
        .filter(|_| intent.wanted == Expectation::Body)?;
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
pub fn why(model: &Model, intent: &Change) -> Option<String> {
    if let Some(why) = forbidden(model, intent) {
        return Some(why);
    }
    if let Some(why) = restrictions::why(model, intent) {
        return Some(format!("{why}: nothing was sent"));
    }
    if let Some(field) = unread(model, intent) {
        let key = model.keymap.name(Action::RefreshAll);
        return Some(format!(
            "{field} of {} could not be read, and a change would replace it: nothing was sent. {key} reads again",
            intent.name
        ));
    }
    if form::was_overtaken(model, intent) {
        let text = format!(
            "somebody has changed {} meanwhile: nothing was sent. Apply again to compare",
            intent.name
        );
        return Some(text);
    }
    let Target::Endpoint(project, id) = &intent.target else {
        return None;
    };
    let state = endpoint::state(model.store.endpoint(project, id)?);
    let fits = intent.wanted.fits(state);
    (!fits).then(|| format!("{} is {} now: nothing was sent", intent.name, state.word))
}
