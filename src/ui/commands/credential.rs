//! New secrets for a credential, and its current ones.

use crate::{
    api::Request,
    changes::{Changes, called, change::Change},
    kinds::{
        credential::{CREDENTIAL, facts, is_of_user},
        deletion::{Question, fact, place},
        item::ItemRef,
    },
    neon::{Neon, read},
    store::target::Target,
    ui::{
        action::Availability, browser::Browser, commands::delete::ask_about_access, dialog::Dialogs,
    },
};

fn selected(browser: &Browser) -> Option<(&Target, ItemRef<'_>)> {
    match browser.selected()? {
        target @ Target::Credential(..) => Some((target, CREDENTIAL.of(target))),
        _ => None,
    }
}

/// Whether a credential is selected that a user manages.
pub fn ready(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    let Some((target, of)) = selected(browser) else {
        return Availability::Hidden;
    };
    if !is_of_user(&of, &neon.store) {
        return Availability::no("Neon itself made this credential and manages it");
    }
    let free = changes.check_free(target);
    free.map_or_else(Availability::No, |()| Availability::Yes)
}

/// Asks to type its name, then requests new secrets.
pub fn rotate(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some((target, of)) = selected(browser) else {
        return;
    };
    let name = called::of(neon, target);
    let mut lines = vec![place(&neon.store, target)];
    lines.extend(facts(&of, &neon.store));
    lines.extend([
        fact("new", "secrets made by Neon, copied to the clipboard"),
        fact(
            "breaks",
            "every program that uses the old ones, immediately",
        ),
        fact("keeps", "its id, its scopes and its expiry"),
    ]);
    let question = Question {
        title: format!("Rotate the secrets of {name}?"),
        lines,
        typed: true,
        prominent: false,
        concerns: Some(of.of()),
    };
    let change = Change::new(target.clone(), name, Request::rotate_credential(&of));
    ask_about_access(dialogs, neon, change, question);
}

/// Requests the current secrets; they are copied when they arrive.
pub fn copy(browser: &Browser, neon: &mut Neon) {
    if let Some((target, of)) = selected(browser) {
        let request = Request::reveal_credential(&of);
        neon.ask(read::credential(target.clone()), request);
    }
}
