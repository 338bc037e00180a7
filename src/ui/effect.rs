//! Work that `update` wants done, as data: a test compares effects instead of mocking a network.

use super::{child::Child, local_job::LocalJob, persistence::PersistedState};
use crate::{
    api::{ApiKey, ConnectionUri},
    neon::{
        Task,
        account::{FoundAccount, KeyStorage},
    },
};

/// Text for the clipboard.
#[derive(Debug, Clone)]
pub enum CopyText {
    /// Anything that may be seen.
    Plain(String),
    /// A connection string with a password, or a text that contains one.
    Secret(ConnectionUri),
}

/// A piece of work for the runtime.
#[must_use]
#[derive(Debug, Clone)]
pub enum Effect {
    /// Run a task, or give one up.
    Task(Task),
    /// Put a text on the clipboard; the way used comes back as [`super::msg::Msg::Copied`].
    Copy {
        text: CopyText,
        /// What was copied, for the notice: never the text itself if it is secret.
        label: String,
    },
    /// Empty the clipboard, if it still holds this text.
    ClearClipboard(ConnectionUri),
    /// Give the terminal to another program until it ends; that comes back as
    /// [`super::msg::Msg::ChildEnded`].
    Spawn(Box<Child>),
    /// Look for ways to sign in; they come as [`super::msg::Msg::Accounts`].
    FindAccounts {
        /// Ask Neon what each of them reaches.
        probe: bool,
    },
    /// Keep what outlives the program.
    Save(Box<PersistedState>),
    /// Sign in; comes back as [`super::msg::Msg::SignedIn`] or [`super::msg::Msg::Refused`].
    SignIn(FoundAccount),
    /// Keep a new API key, to sign in with it later; comes back as [`super::local_job::Done::KeptKey`].
    KeepKey {
        /// What it is called.
        name: String,
        key: ApiKey,
        keep: KeyStorage,
    },
    /// Go on signing in as the account that waits; comes back as [`super::msg::Msg::SignedIn`].
    GoOnSigningIn,
    /// A small job outside; how it went comes back as [`super::msg::Msg::Done`].
    LocalJob(LocalJob),
    /// Give the terminal back to the shell until the user returns.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// End the program.
    Quit,
}

/// What is to be done outside, besides the tasks of Neon.
#[derive(Debug, Default)]
pub struct Outbox(Vec<Effect>);

impl Outbox {
    /// Asks for a piece of work outside.
    pub fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Asks for several, one after the other.
    pub fn extend(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.0.extend(effects);
    }

    /// What was asked for since this was called last.
    pub fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.0)
    }
}
