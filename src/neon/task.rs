//! Work that is done beside the loop: requests and timers, each in its slot.

use super::list::Load;
use crate::{
    api::{
        Priority, Request,
        types::{DatabaseName, OperationId, OrgId, ProjectId},
    },
    store::target::Target,
};
use std::time::Duration;

/// Distinguishes dialogs, also of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DialogId(pub(crate) u64);

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

/// A piece of work that runs beside the loop.
#[must_use]
#[derive(Debug, Clone)]
pub enum Task {
    /// Send a request; the answer comes as `Msg::Answered`.
    Call {
        slot: Slot,
        request: Box<Request>,
        /// How urgent it is.
        priority: Priority,
    },
    /// Send `Msg::Elapsed` after a while.
    After {
        slot: Slot,
        /// How long to wait.
        delay: Duration,
    },
    /// Forget the task in a slot; reads only.
    Cancel(Slot),
}

impl Task {
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
