//! Handling answers.
//!
//! A slot says what was requested, and so where the answer belongs. Answers never move the cursor and never open or
//! close a dialog, except for the form whose own change they confirm.

mod inside;
pub mod lookup;
mod operations;
mod organizations;
pub mod projects;
mod replies;
pub mod search;
mod waiting;

use crate::{
    api::{Answer, ApiError, Exchange},
    changes::{Changes, log::Receipt, lost_answer, queue, undo, write},
    neon::{Connectivity, Neon, Reply, Slot, asked},
    reads::timing,
    store::target::Target,
    ui::{
        account, cursor,
        dialog::{Dialogs, form, viewer},
        events,
        model::Model,
        settings::Settings,
    },
};

pub use crate::ui::navigation_target::lookup::PendingLookup;

/// Handles the end of a request.
pub fn take(model: &mut Model, slot: Slot, mut exchange: Exchange) {
    let at = exchange.log.at.saturating_add(model.neon.skew.ahead());
    exchange.log.at = at.unwrap_or(exchange.log.at);
    let receipt = Receipt {
        status: exchange.log.status,
        request_id: exchange.log.request_id.clone(),
    };
    model.neon.log.ended(exchange.log);
    viewer::request_ended(&mut model.dialogs, &model.neon);
    let before = model.neon.link.clone();
    let name = model
        .browser
        .selected()
        .map(|selected| model.neon.store.name(selected));
    let error = exchange.answer.as_ref().err();
    timing::note_outcome(&mut model.neon, &slot, error);
    update_link(model, error);
    model.neon.touched |= model.neon.link != before;
    if let Some(again) = asked::outdated(&mut model.neon, &slot) {
        model.neon.start(again);
        return;
    }
    let is_ours = matches!(
        slot,
        Slot::Write(_) | Slot::Check(_) | Slot::Poll(_) | Slot::PollOne(..)
    );
    model.neon.touched |= !slot.is_polled() || exchange.answer.is_err();
    let (changes, neon) = (&mut model.changes, &mut model.neon);
    match slot {
        Slot::Write(target) => write::answered(changes, neon, &target, exchange.answer, receipt),
        read => read.deliver(
            Reply {
                body: exchange.answer,
                raw: exchange.raw,
            },
            model,
        ),
    }
    events::catch_up(model);
    waiting::resume(model);
    if let (Some(lost), Some(name)) = (model.browser.lost.take(), name) {
        // What disappears with the answer to our own change was not deleted by someone else.
        if !is_ours {
            model.neon.say_bad(gone_elsewhere(&lost, &name));
        }
        cursor::moved(&mut model.browser, &mut model.neon);
    }
}

/// Handles an item that was read again: for a form, before an undo, or after a lost answer.
fn read_again(
    dialogs: &mut Dialogs,
    settings: &Settings,
    changes: &mut Changes,
    neon: &mut Neon,
    target: &Target,
    Reply { body: answer, raw }: Reply<Answer>,
) {
    if let Some(id) = form::apply::is_rereading(dialogs, target) {
        return form::apply::reread(dialogs, settings, changes, neon, id, answer, raw.as_deref());
    }
    if undo::is_rereading(changes, target) {
        undo::run::reread(changes, neon, target, answer)
    } else {
        lost_answer::checked(changes, neon, target, answer)
    }
}

fn gone_elsewhere(lost: &Target, name: &str) -> String {
    let how = match lost {
        Target::DeletedBranch(..) => "can no longer be recovered, or was recovered elsewhere",
        _ => "is gone (deleted elsewhere)",
    };
    let word = lost.noun();
    format!("{word} {name} {how}; the cursor moved to its neighbor")
}

/// Updates the connectivity after an answer.
fn update_link(model: &mut Model, error: Option<&ApiError>) {
    match error {
        Some(error) if error.is_auth() => account::signed_out(model, error.sentence()),
        Some(ApiError::Network { .. } | ApiError::Timeout(_)) => {
            if !matches!(model.neon.link, Connectivity::Offline { .. }) {
                let why = error.map(ApiError::sentence).unwrap_or_default();
                model.neon.link = Connectivity::Offline {
                    since: model.neon.now,
                    why,
                    is_setting: false,
                };
            }
            timing::try_again(&mut model.neon);
        }
        // Something answers, but nothing could be parsed so far.
        Some(error) if error.is_unreadable() => {
            if model.neon.link == Connectivity::Online {
                return;
            }
            let why = error.sentence();
            model.neon.link = Connectivity::Unreadable { why };
            timing::schedule(&mut model.neon)
        }
        // Errors without a status say nothing about the connectivity.
        Some(error) if error.status().is_none() => {}
        Some(_) | None => {
            let was_online = model.neon.link == Connectivity::Online;
            model.neon.link = Connectivity::Online;
            if was_online {
                return;
            }
            timing::schedule(&mut model.neon);
            account::back(&model.changes, &mut model.neon);
            queue::run::resume(&mut model.changes, &mut model.neon);
        }
    }
}

/// Handles the failure of a read that was not even sent.
pub(crate) fn failed(model: &mut Model, slot: Slot, error: ApiError) {
    model.neon.touched = true;
    let reply = Reply {
        body: Err(error),
        raw: None,
    };
    slot.deliver(reply, model)
}
