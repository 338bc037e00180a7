//! Work that `update` wants done, as data: a test compares effects instead of mocking a network.

use super::{
    account::{FoundAccount, KeyStorage},
    child::Child,
    dialog::DialogId,
    local_job::Chore,
    model::Model,
    persistence::PersistedState,
    table::load::Load,
};
use crate::{
    api::{
        ApiKey, ConnectionUri, Priority, Request,
        types::{DatabaseName, OperationId, OrgId, ProjectId},
    },
    store::target::Target,
};
use std::time::Duration;

/// What a task is for. A slot holds one live task at most; the answer of a task that was
/// replaced is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// What the key is.
    Auth,
    User,
    /// The organizations.
    Orgs,
    /// A page of a list of projects.
    List(Target),
    /// What a filter finds in a list of projects, on the server.
    Search(Target),
    /// The project that was named at start, looked for in a list.
    Seek(Target),
    /// All settings of a project.
    Project(ProjectId),
    Branches(ProjectId),
    /// How many branches a project has.
    BranchCount(ProjectId),
    /// Some branches of a project: those that a search finds, or an order begins with.
    SomeBranches(ProjectId),
    /// What a table shows and nothing else reads.
    Table(Load),
    Endpoints(ProjectId),
    Operations(ProjectId),
    Snapshots(ProjectId),
    /// When a branch is backed up by itself.
    Schedule(Target),
    /// The databases of a branch.
    Databases(Target),
    /// The roles of a branch.
    Roles(Target),
    /// The single answer about a thing, for the Raw tab.
    Raw(Target),
    /// A look at operations that we follow to their end.
    Poll(ProjectId),
    /// One operation that has left the list and is asked for by its id.
    PollOne(ProjectId, OperationId),
    /// A change to a thing. Never replaced and never aborted.
    Write(Target),
    /// The state of a thing, read again before a change or after a lost answer.
    Check(Target),
    /// A connection URI for the clipboard.
    Uri,
    /// The direct URI that goes with it, in formats that hold both.
    UriDirect,
    /// A connection URI for a client or a shell that is to be opened.
    Visit,
    /// A connection URI for a file: pooled or not.
    EnvUri(DialogId, bool),
    /// The password of a role, for the clipboard.
    Password(Target),
    /// Deleted projects, for a menu.
    Deleted(DialogId),
    /// A difference between schemas, for a viewer.
    Compare(DialogId),
    /// The difference of a database, for a dialog that compares several: the restore wizard, a list.
    Preview(DialogId, DatabaseName),
    /// The list of libraries that a project may preload.
    Libraries(ProjectId),
    /// The regions that an organization may use.
    Regions(OrgId),
    /// At what spending of an organization e-mails are sent.
    Spending(OrgId),
    /// The ways to sign in.
    Accounts,
    SignIn,
    /// The place is saved when nothing has moved for a while.
    Save,
    /// The cursor has rested on a row.
    Rest,
    /// The next refresh of what is on screen.
    Refresh,
    /// The next picture of the spinner.
    Spinner,
    /// The end of a notice.
    Notice(u64),
    /// The popup of a half-typed chord.
    Chord,
    /// A filter text that has rested, to be searched for on the server.
    Filter,
    /// The pause before the program tries again to reach Neon.
    Retry,
    /// The end of showing a secret.
    Reveal,
    /// The end of keeping a secret on the clipboard.
    Clipboard,
}

impl Slot {
    /// Whether the task changes something at Neon.
    pub const fn is_write(&self) -> bool {
        matches!(self, Self::Write(_))
    }

    /// Whether it is read again and again, mostly to find that nothing has changed.
    pub const fn is_polled(&self) -> bool {
        matches!(
            self,
            Self::Project(_)
                | Self::Branches(_)
                | Self::Endpoints(_)
                | Self::Operations(_)
                | Self::Databases(_)
                | Self::Roles(_)
                | Self::Poll(_)
                | Self::PollOne(..)
        )
    }
}

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
    /// Send a request; the answer comes as [`super::msg::Msg::Answered`].
    Call {
        slot: Slot,
        request: Box<Request>,
        /// How urgent it is.
        priority: Priority,
    },
    /// Send [`super::msg::Msg::Elapsed`] after a while.
    After {
        slot: Slot,
        /// How long to wait.
        delay: Duration,
    },
    /// Forget the task in a slot; reads only.
    Cancel(Slot),
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
    Chore(Chore),
    /// Give the terminal back to the shell until the user returns.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// End the program.
    Quit,
}

impl Effect {
    /// A request that the user has just asked for.
    pub fn ask(slot: Slot, request: Request) -> Self {
        Self::Call {
            slot,
            request: Box::new(request),
            priority: Priority::User,
        }
    }

    /// A request for something that is on screen.
    pub fn load(slot: Slot, request: Request) -> Self {
        Self::Call {
            slot,
            request: Box::new(request),
            priority: Priority::Screen,
        }
    }

    /// A request for something that will be wanted soon.
    pub fn ahead(slot: Slot, request: Request) -> Self {
        Self::Call {
            slot,
            request: Box::new(request),
            priority: Priority::Ahead,
        }
    }

    /// A timer.
    pub const fn after(slot: Slot, delay: Duration) -> Self {
        Self::After { slot, delay }
    }
}

/// What `update` wants done outside, in the order in which it was asked for.
#[derive(Debug, Default)]
pub struct Outbox {
    effects: Vec<Effect>,
}

impl Outbox {
    /// Adds one.
    pub fn push(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Takes out all there are.
    pub fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Whether nothing was asked for since it was emptied.
    pub const fn is_empty(&self) -> bool {
        self.effects.is_empty()
    }
}

impl Model {
    /// Asks for a piece of work outside.
    pub fn emit(&mut self, effect: Effect) {
        self.outbox.push(effect);
    }

    /// Does something; answers whether that asked for work outside.
    pub fn emits(&mut self, act: impl FnOnce(&mut Self)) -> bool {
        let before = self.outbox.effects.len();
        act(self);
        self.outbox.effects.len() > before
    }

    /// Asks for several, one after the other.
    pub fn emit_all(&mut self, effects: impl IntoIterator<Item = Effect>) {
        for effect in effects {
            self.emit(effect);
        }
    }
}
