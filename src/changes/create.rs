//! What happens after something was created. How each kind is created is in [`crate::kinds::creation`].
//!
//! Until Neon answers, a creation belongs to the place it is created in; from then on to the new thing: it is stored,
//! its lists are read again, and a notice names the key that goes there. The cursor never moves there by itself: a key
//! pressed at that moment would hit the new thing instead of what was selected.

use super::{
    Changes,
    change::{Change, NewThing},
    event::Event,
    log::ChangeResult,
    lost_answer,
    queue::Outcome,
    role, snapshot, undo, write,
};
use crate::{
    api::Answer,
    kinds::{Contents, creation::Secret},
    neon::{
        Neon,
        account::{CredentialSource, KeyStorage},
    },
    reads::{fetch, listing},
    store::target::Target,
};

/// Handles the answer to a creation: from now on the change belongs to the new thing.
pub fn accepted(
    changes: &mut Changes,
    neon: &mut Neon,
    mut change: Change,
    new: &NewThing,
    answer: Answer,
) {
    let now = neon.now;
    let Some(accepted) = new.new.accept(&mut neon.store, answer, now) else {
        return;
    };
    change.target = accepted.target;
    if let Some(body) = &change.request.body {
        new.new.keep_sent(&mut neon.store, &change.target, body);
    }
    changes.log.located(neon, &change);
    if let Some(why) = accepted.failed {
        let (name, done) = (&change.name, change.verb.done);
        let text = format!("{name} was not {done}: {why}");
        changes.log.ended(neon, &change, ChangeResult::Failed, &why);
        return write::failed(changes, neon, &change, Outcome::NotDone, text, &why);
    }
    if let Some((name, secret)) = accepted.secret {
        keep(changes, neon, new, &change.target, name, secret);
    }
    neon.store_changed();
    is_newest(changes, new, &change.target);
    reload(neon, new);
    remember(changes, neon, &change);
    write::follow_operations(changes, neon, change, accepted.operations);
}

/// Handles the list that was read after a lost answer: tells whether the thing was created.
pub fn checked(
    changes: &mut Changes,
    neon: &mut Neon,
    mut change: Change,
    new: &NewThing,
    answer: Answer,
) {
    // Until now, its place stood for it.
    neon.notices.result_known(&change.target);
    match new.found(&change.request, answer) {
        Some(target) => {
            is_newest(changes, new, &target);
            change.target = target;
            remember(changes, neon, &change);
            lost_answer::happened(changes, neon, &change);
            if let Some(text) = new.new.lost_secret() {
                neon.say_bad(text);
            }
        }
        None => lost_answer::did_not_happen(changes, neon, &change),
    }
    reload(neon, new);
}

/// Remembers the newest thing, unless Neon does not say which one it is.
fn is_newest(changes: &mut Changes, new: &NewThing, target: &Target) {
    if *target != new.new.place() {
        changes.newest = Some(target.clone());
    }
}

/// Makes a creation that replaced something undoable. No other is undone: what was created may hold data by then.
fn remember(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    match snapshot::finalized(change) {
        Some(replacing) => undo::run::remember(changes, neon, &replacing),
        None => changes.undo.is_for_good(change.clone()),
    }
}

/// Stores a secret that Neon reveals only now, where the user wants it.
fn keep(
    changes: &mut Changes,
    neon: &mut Neon,
    new: &NewThing,
    target: &Target,
    name: String,
    secret: Secret,
) {
    let (label, text, key) = match secret {
        Secret::Password(password) => (format!("the password of {name}"), password.into(), None),
        Secret::ClaimLink(link) => (format!("the link that hands over {name}"), link, None),
        Secret::Service(keys) => (format!("the keys of {name}"), keys, None),
        Secret::ApiKey(key) => (format!("the API key {name}"), key.clone().into(), Some(key)),
    };
    role::keep_new(changes, neon, target.clone(), text, label);
    let Some(key) = key else { return };
    match new.keep {
        KeyStorage::No => {}
        KeyStorage::Keyring | KeyStorage::File
            if neon.session.origin == Some(CredentialSource::Demo) =>
        {
            neon.say("demo keys are not kept");
        }
        keep => changes.tell(Event::KeepKey { name, key, keep }),
    }
}

/// Reads the list that contains the new thing again, unless it is one of the project's.
fn reload(neon: &mut Neon, new: &NewThing) {
    match new.new.listed() {
        Contents::Projects(_) => listing::first_page(neon, &new.new.place()),
        Contents::Branch(project, branch) => fetch::contents(neon, project, branch, true),
        Contents::Nothing | Contents::Rest(_) | Contents::Project(_) => {}
    }
}
