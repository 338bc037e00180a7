//! Work that `update` wants done, as data: a test compares effects instead of mocking a network.

use super::{
    child::Child,
    local_job::{Download, LocalJob, Upload},
};
use crate::{
    api::{ApiKey, ConnectionUri},
    changes::log::LoggedChange,
    neon::{
        Task,
        account::{FoundAccount, KeyStorage},
    },
    ui::{
        own_command::running::{Captured, RunId},
        persistence::state::PersistedState,
    },
};

/// Text to copy.
#[derive(Debug, Clone)]
pub enum CopyText {
    /// Text that anyone may see.
    Plain(String),
    /// A connection string with a password, or a text that contains one.
    Secret(ConnectionUri),
}

/// Work for the runtime.
#[must_use]
#[derive(Debug, Clone)]
pub enum Effect {
    /// Run or cancel a task.
    Task(Task),
    /// Copy a text; the route used comes back as [`super::msg::Msg::Copied`].
    Copy {
        text: CopyText,
        /// What was copied, for the notice; never the text itself if it is secret.
        label: String,
    },
    /// Empty the clipboard if it still holds this text.
    ClearClipboard(ConnectionUri),
    /// Give the terminal to another program until it ends, which comes back as [`super::msg::Msg::ChildEnded`].
    Spawn(Box<Child>),
    /// Run a program without a terminal; what it prints comes back as [`super::msg::Msg::Printed`], its end as
    /// [`super::msg::Msg::RunEnded`].
    Background {
        run: RunId,
        child: Box<Child>,
        captured: Captured,
    },
    /// End a program that runs in the background.
    StopBackground(RunId),
    /// Look for ways to sign in; they come back as [`super::msg::Msg::Accounts`].
    FindAccounts {
        /// Whether to ask Neon what each of them can reach.
        probe: bool,
    },
    /// Save the state that outlives the program.
    Save(Box<PersistedState>),
    /// Remember the theme with this name for the next start.
    KeepTheme(String),
    /// Read the configuration again; comes back as [`super::msg::Msg::Reread`].
    ReadConfiguration {
        /// Whether the user has asked for it.
        by_user: bool,
    },
    /// Append to the log of sent changes.
    LogChanges(Vec<LoggedChange>),
    /// Sign in; comes back as [`super::msg::Msg::SignedIn`] or [`super::msg::Msg::Refused`].
    SignIn(FoundAccount),
    /// Store a new API key, to sign in with it later; comes back as [`super::local_job::Done::KeptKey`].
    KeepKey {
        /// The name of the key.
        name: String,
        key: ApiKey,
        keep: KeyStorage,
    },
    /// Go on signing in as the account that awaits confirmation; comes back as [`super::msg::Msg::SignedIn`].
    GoOnSigningIn,
    /// Run a small local job; its result comes back as [`super::msg::Msg::Done`].
    LocalJob(LocalJob),
    /// Download bytes into a file; ends as [`super::local_job::Done::Saved`].
    Download(Box<Download>),
    /// Store a file as an object; ends as [`super::local_job::Done::Stored`].
    Upload(Box<Upload>),
    /// Give the terminal back to the shell until the user resumes the program.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// End the program.
    Quit,
}

/// The effects requested so far, besides the tasks of Neon.
#[derive(Debug, Default)]
pub struct Outbox(Vec<Effect>);

impl Outbox {
    pub fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    pub fn extend(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.0.extend(effects);
    }

    /// Takes the effects pushed since the last call.
    pub fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.0)
    }
}
