//! Why a change makes no sense any more: a question may have been open while the facts changed.

use super::{
    dialog::form,
    model::Model,
    snapshot,
    target::Target,
    write::{Intent, Wanted},
};
use crate::resource::endpoint;

/// Why the settings refuse a change, if they do: for what it is about, or for what it replaces.
pub fn forbidden(model: &Model, intent: &Intent) -> Option<String> {
    let wakes = matches!(intent.wanted, Wanted::Running | Wanted::Finalized);
    let replaced = snapshot::replaced_by(model, intent);
    let mut touched = [Some(&intent.target), replaced.as_ref()]
        .into_iter()
        .flatten();
    touched.find_map(|target| model.forbidden_why(target, wakes))
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
