//! Why a change must not be sent now: things may have changed while a question was open.

use super::{change::Change, compute};
use crate::{
    api::types::Endpoint,
    kinds::{self, endpoint, state::State},
    neon::{Neon, key_names::NamedKey},
    store::target::Target,
};
use serde_json::Value;

/// Why the settings forbid a change, if they do, because of its target or of what it replaces.
pub fn forbidden(neon: &Neon, change: &Change) -> Option<String> {
    let spec = change.spec();
    let wakes = spec.wakes || wakes_idle(neon, change);
    let mut touched = match &change.creates {
        Some(new) => new.new.touches(&neon.store, &change.request),
        None => vec![change.target.clone()],
    };
    touched.extend((spec.replaces)(neon, change));
    touched
        .iter()
        .find_map(|target| neon.forbidden_why(target, wakes))
        .or_else(|| may_wake(neon, change))
}

/// The compute that a change to something in a branch connects to.
fn reached<'a>(neon: &'a Neon, change: &Change) -> Option<&'a Endpoint> {
    let target = &change.target;
    let inside = kinds::lookup::of(target, |kind| kind.is_in_database());
    let reaches = inside && change.request.operation.spec().wakes;
    reaches.then(|| neon.store.compute_of(target))?
}

/// Whether a change would wake a compute that is not active.
fn wakes_idle(neon: &Neon, change: &Change) -> bool {
    let state = reached(neon, change).map(endpoint::state);
    state.is_some_and(|state| state != State::ACTIVE)
}

/// Why a change is forbidden that might wake a compute whose known state is too old.
fn may_wake(neon: &Neon, change: &Change) -> Option<String> {
    let endpoint = reached(neon, change)?;
    let by = neon.no_wake_by(Some(&change.target))?;
    let key = neon.keys.name(NamedKey::Refresh);
    (!compute::is_fresh(neon, endpoint)).then(|| {
        format!(
            "the compute may be idle by now, and waking it is blocked by {by}, so nothing was changed; {key} \
             retries"
        )
    })
}

/// The field that a change would overwrite although its current value could not be read.
fn unread(neon: &Neon, change: &Change) -> Option<String> {
    let unreadable = neon.store.unreadable(&change.target)?;
    let things = change.body().filter(|_| change.creates.is_none())?.values();
    let mut fields: Vec<String> = Vec::new();
    for (key, value) in things.filter_map(Value::as_object).flatten() {
        match value.as_object() {
            Some(inner) => fields.extend(inner.keys().map(|inner| format!("{key}.{inner}"))),
            None => fields.push(key.clone()),
        }
    }
    fields.into_iter().find(|field| unreadable.has(field))
}

/// Why a change must not be sent now, if so.
pub fn why(neon: &Neon, change: &Change) -> Option<String> {
    if let Some(why) = forbidden(neon, change) {
        return Some(why);
    }
    if let Some(why) = (change.spec().restricted)(neon, change) {
        return Some(format!("{why}: nothing was sent"));
    }
    if let Some(field) = unread(neon, change) {
        let key = neon.keys.name(NamedKey::RefreshAll);
        return Some(format!(
            "{field} of {} could not be read, and a change would replace it: nothing was sent. {key} retries",
            change.name
        ));
    }
    let Target::Endpoint(project, id) = &change.target else {
        return None;
    };
    let state = endpoint::state(neon.store.endpoint(project, id)?);
    let is_other = change.spec().needs.is_some_and(|needs| needs != state);
    is_other.then(|| format!("{} is {} now: nothing was sent", change.name, state.word))
}
