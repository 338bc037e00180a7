//! Everything that can happen to the model.

use super::{
    child::{ChildEnd, ChildOutput, ChildPurpose},
    effect::CopyText,
    local_job::Done,
    persistence::Remembered,
};
use crate::{
    api::{BudgetView, Exchange, Progress, Reading, types::ProjectId},
    key::Key,
    neon::{
        Slot,
        account::{Account, CredentialSource, Identity},
    },
};

/// How a text reached a clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyRoute {
    /// The clipboard of the desktop.
    Native,
    /// An escape sequence to the terminal; nobody answers it.
    Osc52 {
        /// What it goes through.
        through: Option<&'static str>,
        /// Whether this terminal is known to take it.
        known: bool,
    },
    /// The buffer of tmux, which also passes it on to its terminal.
    Tmux,
    /// The buffer of tmux alone.
    TmuxBuffer,
    /// There is none: the text must be shown so that it can be selected.
    None {
        /// Why the others failed.
        reason: String,
    },
}

impl CopyRoute {
    /// How a notice names the route.
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
    /// The program begins.
    Start,
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// What was pasted just now was too long, and its end is missing.
    PasteCut,
    /// The terminal has another size now.
    Resize {
        width: u16,
        /// Rows.
        height: u16,
    },
    /// The terminal got or lost the user's attention.
    Focus(bool),
    /// A request ended, well or badly.
    Answered {
        slot: Slot,
        /// What was sent and what came back.
        exchange: Box<Exchange>,
    },
    /// A request waits: locked, rate-limited, or for the network.
    Waiting {
        slot: Slot,
        /// Why and how long.
        progress: Progress,
    },
    /// The date of an answer has told something about Neon's clock.
    ServerTime(Reading),
    /// A timer ended.
    Elapsed(Slot),
    /// A copy ended.
    Copied {
        /// The text, for the popup when no clipboard took it.
        text: CopyText,
        label: String,
        /// Which way it went.
        route: CopyRoute,
    },
    /// A program that had the terminal has ended, or could not be started.
    ChildEnded {
        purpose: ChildPurpose,
        name: String,
        end: ChildEnd,
        /// What its file holds now.
        left: ChildOutput,
    },
    /// A small job outside has ended.
    Done(Done),
    /// The program cannot reach Neon at all: the client could not be built or the emulator did
    /// not start.
    Unreachable(String),
    /// Somebody else could sign in now, and what is filled in would be lost: waits for an answer.
    AnotherAccount(Identity),
    /// The way to Neon is open, with a key that nobody has probed yet.
    Connected {
        /// Where the key comes from.
        origin: CredentialSource,
        /// A word for the account.
        identity: String,
        /// The only project that the key reaches, if its place says so.
        only: Option<ProjectId>,
        /// What is known of the account from the time before.
        remembered: Box<Remembered>,
    },
    /// Somebody has signed in.
    SignedIn {
        /// Where the key comes from.
        origin: CredentialSource,
        /// A word for the account.
        identity: String,
        who: Identity,
        /// What did not work, although signing in did: a sentence.
        trouble: Option<String>,
        /// What is known of the account from the time before.
        remembered: Box<Remembered>,
    },
    /// Signing in has failed: a sentence with the fix.
    Refused(String),
    /// Ways to sign in: first all of them, then each again with what it reaches.
    Accounts(Vec<Account>),
    /// There is no key, or the place where it should be cannot be read: a sentence with the fix.
    NoKey(String),
    /// What is left of the request budget; comes with other messages and causes no drawing.
    Budget(BudgetView),
}
