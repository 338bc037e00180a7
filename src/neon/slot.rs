//! What tasks are for. A read is a row of the table below: the slot, what its answer holds, which function takes that
//! answer, and what it tells about.

use super::{asked::Subject, list::Load};
use crate::{
    api::{
        Answer, ApiError,
        types::{
            AuthDetails, BackupSchedule, BranchCount, BranchId, BranchesPage, CurrentUser,
            DatabaseList, DatabaseName, EndpointAnswer, EndpointList, OperationAnswer, OperationId,
            OperationsPage, OrgId, OrganizationList, PasswordAnswer, PreloadLibraryList,
            ProjectAnswer, ProjectId, ProjectsPage, RegionList, RoleList, SchemaAnswer, SchemaDiff,
            SnapshotList, SpendingLimit, UriAnswer,
        },
    },
    store::target::Target,
};
use std::{marker::PhantomData, sync::Arc};

/// Distinguishes dialogs, also of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DialogId(pub(crate) u64);

/// The end of a read.
#[derive(Debug)]
pub struct Reply<T> {
    pub body: Result<T, ApiError>,
    /// The text of the answer, if the request asked to keep it.
    pub raw: Option<Arc<str>>,
}

/// The slot of a read whose answer has the body `T`.
#[derive(Debug)]
pub struct ReadSlot<T> {
    pub(super) slot: Slot,
    body: PhantomData<fn() -> T>,
}

impl Reply<Answer> {
    /// The reply of a read whose answer has the body `T`.
    fn typed<T: 'static>(self) -> Option<Reply<T>> {
        let body = match self.body {
            Ok(answer) => Ok(answer.body()?),
            Err(error) => Err(error),
        };
        Some(Reply {
            body,
            raw: self.raw,
        })
    }
}

macro_rules! slots {
    (
        reads {$(
            $(#[$doc:meta])*
            $read:ident $(($($part:ident: $of:ty),*))? -> $body:ty,
            $method:ident $(, about: $about:expr)? $(, polled: $polled:literal)?;
        )*}
        others {$(
            $(#[$other_doc:meta])*
            $other:ident $(($other_of:ty))?,
        )*}
    ) => {
        /// What a task is for. A slot holds one live task at most; the answer of a task that was
        /// replaced is dropped.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Slot {
            $($(#[$doc])* $read $(($($of),*))?,)*
            $($(#[$other_doc])* $other $(($other_of))?,)*
        }

        /// The slots of reads, each with the body of its answer.
        pub mod read {
            use super::*;

            $($(#[$doc])*
            pub fn $method($($($part: $of),*)?) -> ReadSlot<$body> {
                let slot = Slot::$read $(($($part),*))?;
                ReadSlot { slot, body: PhantomData }
            })*
        }

        /// Who takes the replies to reads.
        pub trait TakeReplies {
            $(fn $method(&mut self, $($($part: $of,)*)? reply: Reply<$body>);)*
        }

        impl Slot {
            /// Hands a reply to the function that takes replies of this slot.
            pub fn deliver(self, reply: Reply<Answer>, to: &mut impl TakeReplies) {
                match self {
                    $(Self::$read $(($($part),*))? => {
                        // A slot is asked with a request whose answer has its body, so the type fits.
                        if let Some(reply) = reply.typed() {
                            to.$method($($($part,)*)? reply);
                        }
                    })*
                    $(Self::$other { .. } => {})*
                }
            }

            /// Whether it is read again and again, mostly to find that nothing has changed.
            pub const fn is_polled(&self) -> bool {
                match self {
                    $(Self::$read { .. } => false $(|| $polled)?,)*
                    $(Self::$other { .. } => false,)*
                }
            }

            /// What its answer tells about: a change of ours to that may make it a false one.
            #[allow(unused_variables, reason = "most rows do not say what they are about by all of their parts")]
            pub(super) fn subject(&self) -> Subject<'_> {
                match self {
                    $(Self::$read $(($($part),*))? => {
                        let about = Subject::Nothing;
                        $(let about = $about;)?
                        about
                    })*
                    $(Self::$other { .. } => Subject::Nothing,)*
                }
            }
        }
    };
}

slots! {
    reads {
        /// What the key is.
        Auth -> AuthDetails, auth;
        User -> CurrentUser, user;
        Orgs -> OrganizationList, orgs;
        /// A page of a list of projects.
        List(list: Target) -> ProjectsPage, projects, about: Subject::Lists;
        /// What a filter finds in a list of projects, on the server.
        Search(list: Target) -> ProjectsPage, search, about: Subject::Lists;
        /// The project that was named at start, looked for in a list.
        Seek(list: Target) -> ProjectsPage, lookup, about: Subject::Lists;
        /// All settings of a project.
        Project(id: ProjectId) -> ProjectAnswer, project, about: Subject::Project(id), polled: true;
        Branches(project: ProjectId) -> BranchesPage, branches,
            about: Subject::Project(project), polled: true;
        /// How many branches a project has.
        BranchCount(project: ProjectId) -> BranchCount, branch_count, about: Subject::Project(project);
        /// Some branches of a project: those that a search finds, or an order begins with.
        SomeBranches(project: ProjectId) -> BranchesPage, some_branches, about: Subject::Project(project);
        /// What a table shows and nothing else reads.
        Table(load: Load) -> Answer, table, about: Subject::Of(&load.of);
        Endpoints(project: ProjectId) -> EndpointList, endpoints,
            about: Subject::Project(project), polled: true;
        // Operations are merged by id.
        Operations(project: ProjectId) -> OperationsPage, operations, polled: true;
        Snapshots(project: ProjectId) -> SnapshotList, snapshots, about: Subject::Project(project);
        /// When a branch is backed up by itself.
        Schedule(project: ProjectId, branch: BranchId) -> BackupSchedule, schedule,
            about: Subject::Branch(project, branch);
        Databases(project: ProjectId, branch: BranchId) -> DatabaseList, databases,
            about: Subject::Branch(project, branch), polled: true;
        Roles(project: ProjectId, branch: BranchId) -> RoleList, roles,
            about: Subject::Branch(project, branch), polled: true;
        /// The single answer about a thing, for the Raw tab.
        Raw(target: Target) -> Answer, single, about: Subject::Of(target);
        /// A look at operations that we follow to their end.
        Poll(project: ProjectId) -> OperationsPage, followed, polled: true;
        /// One operation that has left the list and is asked for by its id.
        PollOne(project: ProjectId, operation: OperationId) -> OperationAnswer, followed_one, polled: true;
        /// The state of a thing, read again before a change or after a lost answer.
        Check(target: Target) -> Answer, check;
        /// A connection URI for the clipboard.
        Uri -> UriAnswer, uri;
        /// The direct URI that goes with it, in formats that hold both.
        UriDirect -> UriAnswer, direct_uri;
        /// A connection URI for a client or a shell that is to be opened.
        ClientUri -> UriAnswer, client_uri;
        /// What the compute does that a client or a shell would wake.
        ClientCompute -> EndpointAnswer, client_compute;
        /// A connection URI for a file: pooled or not.
        EnvUri(dialog: DialogId, pooled: bool) -> UriAnswer, env_uri;
        /// The password of a role, for the clipboard.
        Password(role: Target) -> PasswordAnswer, password;
        /// Deleted projects, for a menu.
        Deleted(dialog: DialogId) -> ProjectsPage, deleted;
        /// A schema, for a viewer.
        Schema(dialog: DialogId) -> SchemaAnswer, schema;
        /// A difference between schemas, for a viewer.
        Compare(dialog: DialogId) -> SchemaDiff, comparison;
        /// The difference of a database, for a dialog that compares several: the restore wizard, a list.
        Preview(dialog: DialogId, database: DatabaseName) -> SchemaDiff, preview;
        /// The list of libraries that a project may preload.
        Libraries(project: ProjectId) -> PreloadLibraryList, libraries;
        /// The regions that an organization may use.
        Regions(org: OrgId) -> RegionList, regions;
        /// At what spending of an organization e-mails are sent.
        Spending(org: OrgId) -> SpendingLimit, spending_limit, about: Subject::Org(org);
    }
    others {
        /// A change to a thing. Never replaced and never aborted.
        Write(Target),
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
}

impl Slot {
    /// Whether the task changes something at Neon.
    pub const fn is_write(&self) -> bool {
        matches!(self, Self::Write(_))
    }
}
