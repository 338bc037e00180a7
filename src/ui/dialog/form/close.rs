//! Closing a form: one step at a time, and never discarding input without asking.

use super::{Status, keys::current};
use crate::{
    neon::Slot,
    ui::{
        dialog::confirm::{Confirm, OnConfirm},
        model::Model,
    },
};

fn changed(what: &str, name: &str) -> (String, String) {
    (
        what.to_owned(),
        format!("{what} to {name} would be lost; nothing was sent."),
    )
}

/// Goes one step back: closes the help, the comparison, the wait; then the form, asking first if something was changed.
pub(super) fn close(model: &mut Model) {
    let id = model.dialogs.top_id();
    let (Some(form), Some(id)) = (current(model), id) else {
        return;
    };
    if std::mem::take(&mut form.help) {
        return;
    }
    let (target, name, changes) = (form.target.clone(), form.label(), form.changes());
    let has_work = form.has_work();
    let new = form.new.as_ref().map(|new| new.word());
    match form.status {
        Status::Conflict { .. } => {
            form.status = Status::Editing;
        }
        Status::Rereading => {
            form.status = Status::Editing;
            model.neon.cancel(Slot::Check(target));
        }
        Status::Sending => {
            model.dialogs.close(id);
            model
                .neon
                .say(format!("{name} is still running; the result appears here"));
        }
        Status::Loading | Status::Unknown(_) | Status::Editing if !has_work => {
            model.dialogs.close(id);
        }
        Status::Loading | Status::Unknown(_) | Status::Editing => {
            let (what, whole) = match (new, changes) {
                (Some(word), _) => (
                    format!("the new {word}"),
                    "What you filled in would be lost; nothing was sent.".to_owned(),
                ),
                (None, 0) => (
                    "the edited text".to_owned(),
                    format!("The edited text of {name} would be lost; nothing was sent."),
                ),
                (None, 1) => changed("1 change", &name),
                (None, many) => changed(&format!("{many} changes"), &name),
            };
            let lines = vec![whole];
            let confirm =
                Confirm::question(format!("Discard {what}?"), lines, OnConfirm::Discard(id));
            model.dialogs.open(confirm);
        }
    }
}
