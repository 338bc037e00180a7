//! Small jobs outside that need neither the network nor the terminal: files of the user's directory,
//! the browser, the clipboard once more.
//!
//! What is to be done leaves `update` as [`super::Effect::LocalJob`]; how it went comes back as
//! [`super::Msg::Done`].

use super::{
    action::Action,
    console,
    context::{self, CheckOut},
    dialog::env,
    model::Model,
    persistence, save,
};
use crate::{
    api::ConnectionUri,
    neon::{
        DialogId,
        account::{CredentialSource, KeyStorage},
    },
};
use std::path::PathBuf;

/// What git does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Git {
    /// There is no repository, or no git.
    Absent,
    /// It is part of the repository: what is written will be committed.
    Tracks,
    /// It leaves the file alone.
    Ignores,
    /// Nothing keeps it from being added.
    WouldAdd,
}

/// A file of variables as it was found.
#[derive(Debug, Clone)]
pub struct FoundFile {
    /// As the user names it.
    pub name: String,
    /// The file itself, behind any links.
    pub path: PathBuf,
    /// Its text, which holds secrets; none if it is not there yet.
    pub text: Option<ConnectionUri>,
    /// What git does with it.
    pub git: Git,
    /// Others on this machine may read it as it is now.
    pub shared: bool,
}

/// A job.
#[derive(Debug, Clone)]
pub enum LocalJob {
    /// Look at a file of variables for a dialog; none is the usual one: `.env` if that is there, else
    /// `.env.local`.
    Look {
        /// Who wants to know.
        dialog: DialogId,
        /// The file as the user names it.
        name: Option<String>,
    },
    /// Replace that file, if it still is what was seen.
    Write {
        /// Who wants it.
        dialog: DialogId,
        seen: Box<FoundFile>,
        /// Its new text.
        text: ConnectionUri,
    },
    /// Write down which branch is worked on.
    CheckOut(CheckOut),
    /// Write a text without secrets into a file.
    Save {
        /// Who wants it.
        dialog: DialogId,
        /// The file as the user names it.
        name: String,
        text: String,
        /// Also in the place of one that is there.
        replaces: bool,
    },
    /// Open an address in the browser.
    Open(String),
}

/// Why a text was not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaved {
    /// The file is there already, and was not to be replaced.
    Exists,
    /// It could not be written, for this reason.
    Failed(String),
}

/// How a job went. What went wrong is a sentence without secrets.
#[derive(Debug)]
pub enum Done {
    Looked(DialogId, Result<Box<FoundFile>, String>),
    /// A file was written; its name.
    Written(DialogId, Result<String, String>),
    /// A branch was checked out; the file that says so, and whether git was told to ignore it.
    CheckedOut(CheckOut, Result<(String, bool), String>),
    /// A text was saved into the file of this name, or not.
    Saved(DialogId, String, Result<(), Unsaved>),
    /// An address was opened, or why there is no browser.
    Opened(String, Result<(), String>),
    /// A new API key of this name was kept, where it can be found from now on, or why not.
    KeptKey(String, KeyStorage, Result<CredentialSource, String>),
    /// What outlives the program was kept, or why it could not be.
    Kept(persistence::LoadedState),
    /// The clipboard still held the text and is empty now; or it was left alone.
    Cleared(bool),
}

/// Takes the end of a job.
pub(crate) fn done(model: &mut Model, done: Done) {
    match done {
        Done::Looked(id, found) => {
            env::looked(model, id, found);
        }
        Done::Written(id, name) => env::written(model, id, name),
        Done::Saved(id, name, done) => save::saved(model, id, &name, done),
        Done::Opened(page, done) => console::opened(model, page, done),
        Done::KeptKey(name, keep, Ok(origin)) => {
            let key = model.keyboard.keymap.name(Action::Accounts);
            let (place, kept) = (keep.word(), origin.word());
            model.neon.say_good(format!(
                "the API key {name} is saved as {kept}, {place}; {key} signs in with it"
            ));
        }
        Done::KeptKey(name, _, Err(why)) => model.neon.say_bad(format!(
            "{why} The API key {name} is on the clipboard but not saved"
        )),
        // Taken by `update`, which draws nothing for it.
        Done::Kept(done) => persistence::kept(model, done),
        Done::Cleared(true) => model.neon.say("the clipboard was cleared"),
        Done::Cleared(false) => {}
        Done::CheckedOut(what, done) => context::checked_out(model, what, done),
    }
}
