//! From the answer to the notice: what was made is kept, its lists are read again, and it is said
//! which key goes there.

use super::Made;
use crate::neon::account::{CredentialSource, KeyStorage};
use crate::{
    api::Answer,
    changes::{
        role, snapshot, undo,
        write::{self, Change},
    },
    kinds::{Contents, creation::Secret},
    reads::{fetch, listing, responses},
    store::target::Target,
    ui::{action::Availability, effect::Effect, model::Model, navigation, on_screen},
};

/// Takes the answer to a request that made something: from now on it is the thing that changes.
pub fn accepted(model: &mut Model, mut change: Change, made: &Made, answer: Answer) {
    let now = model.neon.now;
    let Some(accepted) = made.new.accept(&mut model.neon.store, answer, now) else {
        return;
    };
    change.target = accepted.target;
    if let Some((name, secret)) = accepted.secret {
        keep(model, made, &change.target, name, secret);
    }
    responses::rebuild(model);
    is_newest(model, made, &change.target);
    reload(model, made);
    remember(model, &change);
    write::goes_on(model, change, accepted.operations);
}

/// The answer was lost, and the list of the place was read: tells whether the thing was made.
pub fn checked(model: &mut Model, mut change: Change, made: &Made, answer: &Answer) {
    match made.found(&change.request, answer) {
        Some(target) => {
            is_newest(model, made, &target);
            change.target = target;
            remember(model, &change);
            write::happened(model, &change);
            if let Some(text) = made.new.lost_secret() {
                model.neon.say_bad(text);
            }
        }
        None => write::did_not_happen(model, &change),
    }
    reload(model, made);
}

/// From now on it is the newest thing, unless Neon does not tell which one it is.
fn is_newest(model: &mut Model, made: &Made, target: &Target) {
    if *target != made.new.place() {
        model.changes.newest = Some(target.clone());
    }
}

/// What was made in the place of something else can be taken back.
fn remember(model: &mut Model, change: &Change) {
    if let Some(replacing) = snapshot::finalized(change) {
        undo::remember(model, &replacing);
    }
}

/// Keeps a secret that Neon tells only now where the user wants it.
fn keep(model: &mut Model, made: &Made, target: &Target, name: String, secret: Secret) {
    let key = match secret {
        Secret::Password(password) => {
            let label = format!("the password of {name}");
            return role::keep_new(model, target.clone(), password.into(), label);
        }
        Secret::ApiKey(key) => key,
    };
    let label = format!("the API key {name}");
    role::keep_new(model, target.clone(), key.clone().into(), label);
    match made.keep {
        KeyStorage::No => {}
        KeyStorage::Keyring | KeyStorage::File
            if model.neon.session.origin == Some(CredentialSource::Demo) =>
        {
            model.neon.say("demo keys are not kept");
        }
        keep => model.emit(Effect::KeepKey { name, key, keep }),
    }
}

/// Reads again the list that a new thing is in, where that is not one of its project.
fn reload(model: &mut Model, made: &Made) {
    match made.new.listed() {
        Contents::Projects(_) => listing::first_page(model, &made.new.place()),
        Contents::Branch(project, branch) => fetch::contents(model, project, branch, true),
        Contents::Nothing | Contents::Rest(_) | Contents::Project(_) => {}
    }
}

/// What is said when it is there; names the next key.
pub fn ready(model: &Model, change: &Change, made: &Made, duration: &str) -> String {
    on_screen::new(&made.new).ready(model, change, duration)
}

/// Whether something was made that can be gone to.
pub fn can_go(model: &Model) -> Availability {
    match &model.changes.newest {
        Some(target) if model.neon.store.has(target) => Availability::Yes,
        Some(_) => Availability::no("what was created last is no longer listed"),
        None => Availability::no("nothing has been created yet"),
    }
}

/// Puts the cursor on what was made last, and opens what is above it.
pub fn go(model: &mut Model) {
    let Some(target) = model.changes.newest.clone() else {
        return;
    };
    navigation::open_path(model, &target);
    responses::rebuild(model);
    navigation::select(model, &target);
    if model.selected() != Some(&target) {
        let name = model.neon.store.name(&target);
        model.neon.say(format!("{name} is hidden by a filter"))
    }
}
