//! Why a change makes no sense any more: a question may have been open while the facts changed.

use super::{
    compute,
    dialog::form,
    model::Model,
    snapshot,
    target::Target,
    write::{Intent, Wanted},
};
use crate::resource::{endpoint, state::State};

/// Why the settings refuse a change, if they do: for what it is about, or for what it replaces.
pub fn forbidden(model: &Model, intent: &Intent) -> Option<String> {
    let wakes =
        matches!(intent.wanted, Wanted::Running | Wanted::Finalized) || wakes_idle(model, intent);
    let replaced = snapshot::replaced_by(model, intent);
    let mut touched = [Some(&intent.target), replaced.as_ref()]
        .into_iter()
        .flatten();
    touched.find_map(|target| model.forbidden_why(target, wakes))
}

/// Whether a change to what is on a branch reaches into its compute, which is not awake.
fn wakes_idle(model: &Model, intent: &Intent) -> bool {
    let target = &intent.target;
    let inside = matches!(target, Target::Role(..) | Target::Database(..));
    let state = compute::of(model, target).map(endpoint::state);
    inside
        && intent.request.operation.spec().wakes
        && state.is_some_and(|state| state != State::ACTIVE)
}

/// Why this change must not be sent now, if it must not.
pub fn why(model: &Model, intent: &Intent) -> Option<String> {
    if let Some(why) = forbidden(model, intent) {
        return Some(why);
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
