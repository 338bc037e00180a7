//! Answering a question.

use crate::{
    changes::{queue, undo},
    ui::{
        activity::state::Activity,
        compare, db_client,
        dialog::{
            Dialogs,
            confirm::{Confirm, ConfirmedBy, OnConfirm, is_unseen, too_soon},
            form, restore,
        },
        effect::Effect,
        model::Model,
        own_command, upload,
    },
};

/// Does what the question is about.
pub fn yes(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        waiting_client,
        outbox,
        settings,
        changes,
        neon,
        ..
    } = model;
    let Some(confirm) = dialogs
        .top_as::<Confirm>()
        .filter(|confirm| confirm.is_satisfied())
        .cloned()
    else {
        return;
    };
    if is_unseen(dialogs) {
        return too_soon(neon);
    }
    if !confirm.is_readable(browser.panes.size) {
        return neon.say_bad("the screen is too small to show the question, so nothing was done");
    }
    dialogs.close_top();
    match confirm.then {
        OnConfirm::Send(change) => form::apply::send(dialogs, changes, neon, *change),
        OnConfirm::Discard(id) => {
            dialogs.close(id);
        }
        OnConfirm::Queue(plan) => {
            queue::run::start(changes, neon, plan);
            browser.panes.activity = Activity::default();
        }
        OnConfirm::Undo(id, inverse) => undo::run::start(changes, neon, id, *inverse),
        OnConfirm::Client(row, of) => db_client::go(dialogs, waiting_client, neon, row, *of),
        OnConfirm::Preview(id) => restore::preview::compare_now(dialogs, settings, neon, id),
        OnConfirm::Compare(target, with) => {
            compare::wake::agreed(dialogs, settings, neon, &target, &with)
        }
        OnConfirm::Switch => outbox.push(Effect::GoOnSigningIn),
        OnConfirm::Command(row, command, words) => {
            own_command::run::confirmed(model, row.as_ref(), &command, words)
        }
        OnConfirm::Upload(upload) => upload::agreed(model, *upload),
        OnConfirm::Stop(run) => own_command::background::stop(model, run),
        OnConfirm::Quit => outbox.push(Effect::Quit),
    }
}

/// Closes the question without doing anything.
pub fn no(dialogs: &mut Dialogs) {
    dialogs.close_top();
}

/// Means no on a plain question; confirms a typed one, once the word is right.
pub fn enter(model: &mut Model) {
    match model
        .dialogs
        .top_as::<Confirm>()
        .map(|confirm| (&confirm.guard, confirm.is_satisfied()))
    {
        Some((ConfirmedBy::Typed { .. }, true)) => {
            if model.dialogs.top_is(Confirm::is_read) {
                yes(model)
            }
        }
        Some((ConfirmedBy::Typed { .. }, false)) => {
            if let Some(confirm) = model.dialogs.top_as_mut::<Confirm>() {
                confirm.hint = Some("that does not match yet");
            }
        }
        Some((ConfirmedBy::Question, _)) | None => no(&mut model.dialogs),
    }
}
