//! Closing a form: one step at a time, and never discarding input without asking.

use super::{Status, keys::current};
use crate::{
    neon::{Neon, Slot},
    ui::dialog::{
        Dialogs,
        confirm::{Confirm, OnConfirm},
    },
};

fn changed(what: &str, name: &str) -> (String, String) {
    (
        what.to_owned(),
        format!("{what} to {name} would be lost; nothing was sent."),
    )
}

/// Goes one step back: closes the help, the comparison, the wait; then the form, asking first if something was changed.
pub(super) fn close(dialogs: &mut Dialogs, neon: &mut Neon) {
    let id = dialogs.top_id();
    let (Some(form), Some(id)) = (current(dialogs, neon), id) else {
        return;
    };
    if std::mem::take(&mut form.help) {
        return;
    }
    let (target, name, changes) = (form.target.clone(), form.label(), form.changes());
    let has_work = form.has_work();
    let new = form.new.as_ref().map(|new| new.noun());
    match form.status {
        Status::Conflict { .. } => {
            form.status = Status::Editing;
        }
        Status::Rereading => {
            form.status = Status::Editing;
            neon.cancel(Slot::Check(target));
        }
        Status::Sending => {
            dialogs.close(id);
            let text = format!("{name} is still running; the result appears here");
            neon.say_running(&target, text);
        }
        Status::Loading | Status::Unknown(_) | Status::Editing if !has_work => {
            dialogs.close(id);
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
            let stays = std::mem::replace(&mut form.goes_on, true);
            let then = OnConfirm::Discard(id);
            let mut confirm = Confirm::question(format!("Discard {what}?"), lines, then);
            confirm.stays = stays;
            dialogs.open(confirm);
        }
    }
}
