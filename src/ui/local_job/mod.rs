//! Small local jobs that need neither the network nor the terminal: files in the user's directory, the browser,
//! clearing the clipboard.
//!
//! A job leaves `update` as [`super::Effect::LocalJob`]; its result comes back as [`super::Msg::Done`].

pub mod done;

use super::context::CheckOut;
use crate::{
    api::{ConnectionUri, LogEntry, Request},
    neon::{
        DialogId,
        account::{CredentialSource, KeyStorage},
    },
    store::target::Target,
    ui::persistence::state::SaveOutcome,
};
use std::{collections::HashSet, path::PathBuf};

/// How git treats a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Git {
    /// There is no repository, or git is not installed.
    Absent,
    /// The file is tracked: what is written will be committed.
    Tracks,
    /// The file is ignored.
    Ignores,
    /// The file is untracked and not ignored.
    WouldAdd,
}

/// A file of variables as it was found.
#[derive(Debug, Clone)]
pub struct FoundFile {
    /// Its name as the user gave it.
    pub name: String,
    /// Its path, with links resolved.
    pub path: PathBuf,
    /// Its text, which holds secrets; `None` if the file does not exist yet.
    pub text: Option<ConnectionUri>,
    pub git: Git,
    /// Whether others on this machine may read it as it is now.
    pub shared: bool,
}

#[derive(Debug, Clone)]
pub enum LocalJob {
    /// Look at a file of variables for a dialog.
    Look {
        /// The dialog that asks.
        dialog: DialogId,
        /// The file as the user named it; `None` means `.env` if it exists, else `.env.local`.
        name: Option<String>,
    },
    /// Replace that file if it has not changed since it was looked at.
    Write {
        /// The dialog that asks.
        dialog: DialogId,
        seen: Box<FoundFile>,
        /// Its new text.
        text: ConnectionUri,
    },
    /// Write the checked-out branch to the `.neon` file.
    CheckOut(CheckOut),
    /// Write a text without secrets to a file.
    Save {
        /// The dialog that asks.
        dialog: DialogId,
        /// The file as the user named it.
        name: String,
        text: String,
        /// Whether to replace an existing file.
        replaces: bool,
    },
    /// Open an address in the browser.
    Open(String),
    /// List the branches of the git repository in the current folder.
    ListGitBranches,
    /// Create the configuration file unless it exists, to be edited.
    PrepareConfiguration(PathBuf),
}

/// What is downloaded, and where to.
#[derive(Debug, Clone)]
pub struct Download {
    /// The prompt that asked for the file.
    pub dialog: DialogId,
    pub request: Request,
    /// The file as the user named it.
    pub name: String,
    /// Whether to replace an existing file.
    pub replaces: bool,
}

/// What is stored as which object, or deployed to which function.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The prompt that asked for the file.
    pub dialog: DialogId,
    /// The object, or the function.
    pub of: Target,
    /// The file as the user named it.
    pub name: String,
    /// Whether what is there already is replaced: the user has agreed.
    pub replaces: bool,
}

/// How storing a file ended.
#[derive(Debug, Clone)]
pub enum Stored {
    /// It is stored; how many bytes.
    Yes(u64),
    /// There is such a thing already, and it was not to be replaced: the size of an object, or the number of the newest
    /// deployment of a function.
    Exists(Option<u64>),
    /// It is not stored.
    No(String),
    /// It was sent, but it could not be found out whether it is stored.
    Unknown(String),
}

/// Why a text was not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaved {
    /// The file exists and was not to be replaced.
    Exists,
    /// It could not be written, for this reason.
    Failed(String),
}

/// The result of a job. Errors are sentences without secrets.
#[derive(Debug)]
pub enum Done {
    Looked(DialogId, Result<Box<FoundFile>, String>),
    /// A file was written: its name.
    Written(DialogId, Result<String, String>),
    /// A branch was checked out: the file written, and whether git was told to ignore it.
    CheckedOut(CheckOut, Result<(String, bool), String>),
    /// A text was saved to the file of this name, or not.
    Saved(DialogId, String, Result<(), Unsaved>),
    /// A file was stored, or not; with the requests that were sent for it.
    Stored(Box<(Upload, Stored, Vec<LogEntry>)>),
    /// An address was opened in the browser, or not.
    Opened(String, Result<(), String>),
    /// The branches of the git repository; `None` if there is none.
    GitBranches(Option<HashSet<String>>),
    /// The configuration file can be edited, or why not.
    PreparedConfiguration(PathBuf, Result<(), String>),
    /// A new API key of this name was stored, with the source it can be found at from now on, or not.
    KeptKey(String, KeyStorage, Result<CredentialSource, String>),
    /// The state that outlives the program was saved, or not.
    Kept(SaveOutcome),
    /// Changes were logged, or why they were not.
    Logged(Result<(), String>),
    /// The theme was remembered, or why it was not.
    KeptTheme(Result<(), String>),
    /// Whether the clipboard still held the text and was emptied.
    Cleared(bool),
}
