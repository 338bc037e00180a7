//! Everything that can happen to the model.

use super::{
    changed_cells::ChangedCell,
    child::{ChildEnd, ChildOutput, ChildPurpose},
    effect::CopyText,
    local_job::Done,
};
use crate::{
    api::{BudgetView, Exchange, Progress, Reading, types::ProjectId},
    key::Key,
    neon::{
        DialogId, Slot,
        account::{Account, CredentialSource, Identity},
    },
    ui::{
        mouse::event::MouseEvent,
        own_command::{
            printed::Printed,
            running::{RunEnd, RunId},
        },
        persistence::state::Remembered,
        reconfigure::Reread,
    },
};

/// How a text was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyRoute {
    /// The desktop's clipboard.
    Native,
    /// An escape sequence to the terminal, which does not confirm it.
    Osc52 {
        /// What passes it on to the terminal, if anything.
        through: Option<&'static str>,
        /// Whether this terminal is known to support it.
        known: bool,
    },
    /// The tmux buffer; tmux also passes it on to its terminal.
    Tmux,
    /// Only the tmux buffer.
    TmuxBuffer,
    /// Nowhere: the text must be shown so that it can be selected.
    None {
        /// Why the other routes failed.
        reason: String,
    },
}

impl CopyRoute {
    /// The name of the route in a notice.
    pub fn word(&self) -> String {
        match self {
            Self::Native => "clipboard".to_owned(),
            Self::Osc52 { through, .. } => {
                let through = through.map_or_else(String::new, |by| format!(" through {by}"));
                format!("sent to the terminal, OSC 52{through}")
            }
            Self::Tmux => "tmux buffer and its terminal".to_owned(),
            Self::TmuxBuffer => "tmux buffer only".to_owned(),
            Self::None { .. } => "no clipboard".to_owned(),
        }
    }
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// The program has started.
    Start,
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The text pasted just now was too long, and its end is missing.
    PasteCut,
    /// The terminal was resized.
    Resize { width: u16, height: u16 },
    /// The terminal gained or lost focus.
    Focus(bool),
    /// A request ended, successfully or not.
    Answered {
        slot: Slot,
        /// The request and the answer.
        exchange: Box<Exchange>,
    },
    /// A request is waiting: locked, rate-limited, or for the network.
    Waiting {
        slot: Slot,
        /// Why and for how long.
        progress: Progress,
    },
    /// The date of an answer gives a reading of Neon's clock.
    ServerTime(Reading),
    /// A timer ended.
    Elapsed(Slot),
    /// A text was copied, or no clipboard took it.
    Copied {
        /// The text, for the popup if no clipboard took it.
        text: CopyText,
        label: String,
        route: CopyRoute,
    },
    /// A program that had the terminal has ended, or could not be started.
    ChildEnded {
        purpose: ChildPurpose,
        name: String,
        end: ChildEnd,
        /// The content of its file.
        left: ChildOutput,
    },
    /// How many bytes of a file have been transferred, and of how many.
    Transferred {
        dialog: DialogId,
        done: u64,
        all: Option<u64>,
    },
    /// A program in the background has printed something.
    Printed { run: RunId, text: Box<Printed> },
    /// A program in the background has ended, or could not be started.
    RunEnded { run: RunId, ended: RunEnd },
    /// The configuration file may have changed.
    ConfigurationTouched,
    /// The configuration was read again.
    Reread {
        read: Reread,
        /// Whether the user has asked for it.
        by_user: bool,
    },
    /// A small local job has ended.
    Done(Done),
    /// Neon cannot be reached at all: the client could not be built or the emulator did not start.
    Unreachable(String),
    /// Signing in would switch to another account and discard what is filled in: waits for confirmation.
    AnotherAccount(Identity),
    /// The connection to Neon is set up, with a key that has not been probed yet.
    Connected {
        /// Where the key comes from.
        origin: CredentialSource,
        /// A word that identifies the account.
        identity: String,
        /// The only project that the key can reach, if its source says so.
        only: Option<ProjectId>,
        /// What was remembered about the account.
        remembered: Box<Remembered>,
    },
    /// Signing in has succeeded.
    SignedIn {
        /// Where the key comes from.
        origin: CredentialSource,
        /// A word that identifies the account.
        identity: String,
        who: Identity,
        /// What did not work although signing in did: a sentence.
        trouble: Option<String>,
        /// What was remembered about the account.
        remembered: Box<Remembered>,
    },
    /// Signing in has failed: a sentence with the fix.
    Refused(String),
    /// Ways to sign in: first all of them, then each again with what it can reach.
    Accounts(Vec<Account>),
    /// There is no key, or its source cannot be read: a sentence with the fix.
    NoKey(String),
    /// An answer has changed these cells of the rows in view.
    Changed(Vec<ChangedCell>),
    /// What is left of the request budget; accompanies other messages and causes no drawing.
    Budget(BudgetView),
}
