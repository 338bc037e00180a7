//! Why a change makes no sense any more: a question may have been open while the facts changed.

use super::{compute, dialog::form, model::Model, target::Target, write::Intent};
use crate::resource::{endpoint, state::State};

/// Why this change must not be sent now, if it must not.
pub fn why(model: &Model, intent: &Intent) -> Option<String> {
    if let Some(why) = model.read_only_why(Some(&intent.target)) {
        return Some(format!("read-only: nothing is changed. {why}"));
    }
    if form::was_overtaken(model, intent) {
        let text = format!(
            "somebody has changed {} meanwhile: nothing was sent. Apply again to compare",
            intent.name
        );
        return Some(text);
    }
    let target = &intent.target;
    if !matches!(
        target,
        Target::Endpoint(..) | Target::Role(..) | Target::Database(..)
    ) {
        return None;
    }
    let endpoint = compute::of(model, target)?;
    let state = endpoint::state(endpoint);
    if !intent.wanted.fits(state) {
        return Some(format!(
            "{} is {} now: nothing was sent",
            intent.name, state.word
        ));
    }
    let wakes = intent.request.operation.spec().wakes && state != State::ACTIVE;
    let by = model.no_wake_by(Some(target)).filter(|_| wakes)?;
    Some(format!(
        "that would wake the compute of {}, and {by} forbids it: nothing was sent",
        compute::name(model, endpoint)
    ))
}
