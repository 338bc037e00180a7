//! From the answer to the notice: what was made is kept, its lists are read again, and it is said
//! which key goes there.

use super::Made;
use crate::{
    api::Answer,
    changes::{
        Changes,
        event::Event,
        role, snapshot, undo,
        write::{self, Change},
    },
    kinds::{Contents, creation::Secret},
    neon::{
        Neon,
        account::{CredentialSource, KeyStorage},
    },
    reads::{fetch, listing},
    store::target::Target,
};

/// Takes the answer to a request that made something: from now on it is the thing that changes.
pub fn accepted(
    changes: &mut Changes,
    neon: &mut Neon,
    mut change: Change,
    made: &Made,
    answer: Answer,
) {
    let now = neon.now;
    let Some(accepted) = made.new.accept(&mut neon.store, answer, now) else {
        return;
    };
    change.target = accepted.target;
    if let Some((name, secret)) = accepted.secret {
        keep(changes, neon, made, &change.target, name, secret);
    }
    neon.store_changed();
    is_newest(changes, made, &change.target);
    reload(neon, made);
    remember(changes, neon, &change);
    write::goes_on(changes, neon, change, accepted.operations);
}

/// The answer was lost, and the list of the place was read: tells whether the thing was made.
pub fn checked(
    changes: &mut Changes,
    neon: &mut Neon,
    mut change: Change,
    made: &Made,
    answer: &Answer,
) {
    match made.found(&change.request, answer) {
        Some(target) => {
            is_newest(changes, made, &target);
            change.target = target;
            remember(changes, neon, &change);
            write::happened(changes, neon, &change);
            if let Some(text) = made.new.lost_secret() {
                neon.say_bad(text);
            }
        }
        None => write::did_not_happen(changes, neon, &change),
    }
    reload(neon, made);
}

/// From now on it is the newest thing, unless Neon does not tell which one it is.
fn is_newest(changes: &mut Changes, made: &Made, target: &Target) {
    if *target != made.new.place() {
        changes.newest = Some(target.clone());
    }
}

/// What was made in the place of something else can be taken back.
fn remember(changes: &mut Changes, neon: &mut Neon, change: &Change) {
    if let Some(replacing) = snapshot::finalized(change) {
        undo::remember(changes, neon, &replacing);
    }
}

/// Keeps a secret that Neon tells only now where the user wants it.
fn keep(
    changes: &mut Changes,
    neon: &mut Neon,
    made: &Made,
    target: &Target,
    name: String,
    secret: Secret,
) {
    let key = match secret {
        Secret::Password(password) => {
            let label = format!("the password of {name}");
            return role::keep_new(changes, neon, target.clone(), password.into(), label);
        }
        Secret::ApiKey(key) => key,
    };
    let label = format!("the API key {name}");
    role::keep_new(changes, neon, target.clone(), key.clone().into(), label);
    match made.keep {
        KeyStorage::No => {}
        KeyStorage::Keyring | KeyStorage::File
            if neon.session.origin == Some(CredentialSource::Demo) =>
        {
            neon.say("demo keys are not kept");
        }
        keep => changes.tell(Event::KeepKey { name, key, keep }),
    }
}

/// Reads again the list that a new thing is in, where that is not one of its project.
fn reload(neon: &mut Neon, made: &Made) {
    match made.new.listed() {
        Contents::Projects(_) => listing::first_page(neon, &made.new.place()),
        Contents::Branch(project, branch) => fetch::contents(neon, project, branch, true),
        Contents::Nothing | Contents::Rest(_) | Contents::Project(_) => {}
    }
}
