//! Why a change makes no sense any more: a question may have been open while the facts changed.

use super::{
    dialog::form,
    model::Model,
    target::Target,
    write::{Intent, Wanted},
};
use crate::resource::endpoint;

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
    let Target::Endpoint(project, id) = &intent.target else {
        return None;
    };
    let state = endpoint::state(model.store.endpoint(project, id)?);
    let wakes =
        intent.wanted == Wanted::Running && model.no_wake_by(Some(&intent.target)).is_some();
    let fits = intent.wanted.fits(state) && !wakes;
    (!fits).then(|| format!("{} is {} now: nothing was sent", intent.name, state.word))
}
