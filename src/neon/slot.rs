//! What tasks are for. A read is a row of the table below: the slot, the body of its answer, the function that takes
//! the answer, and what it is about.

use super::{asked::Subject, list::Load};
use crate::{
    api::{
        Answer, ApiError,
        types::{
            AuthDetails, BackupSchedule, BranchConsumptionPage, BranchCount, BranchId,
            BranchesPage, CredentialSecrets, CurrentUser, DatabaseList, DatabaseName,
            EndpointAnswer, EndpointList, LogFieldValues, LogFields, LogsPage, MaskingAnswer,
            OperationAnswer, OperationId, OperationsPage, OrgId, OrganizationList, PasswordAnswer,
            PreloadLibraryList, Presigned, ProjectAnswer, ProjectConsumptionPage, ProjectId,
            ProjectsPage, RegionList, RoleList, SchemaAnswer, SchemaDiff, SnapshotList,
            SpendingLimit, UriAnswer,
        },
    },
    store::{target::Target, usage::UsageKey},
};
use std::{marker::PhantomData, sync::Arc};

/// Identifies a dialog, even among others of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DialogId(pub(crate) u64);

/// The outcome of a read.
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
    /// Converts the answer to the body `T`; `None` if it has another type.
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
        /// What a task is for. A slot holds at most one live task; the answer of a replaced task is
        /// dropped.
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

        /// Takes the replies to reads.
        pub trait TakeReplies {
            $(fn $method(&mut self, $($($part: $of,)*)? reply: Reply<$body>);)*
        }

        impl Slot {
            /// Hands a reply to the function for this slot.
            pub fn deliver(self, reply: Reply<Answer>, to: &mut impl TakeReplies) {
                match self {
                    $(Self::$read $(($($part),*))? => {
                        // Requests are typed by their slot, so the body has the right type.
                        if let Some(reply) = reply.typed() {
                            to.$method($($($part,)*)? reply);
                        }
                    })*
                    $(Self::$other { .. } => {})*
                }
            }

            /// Whether it is read repeatedly, mostly to find that nothing has changed.
            pub const fn is_polled(&self) -> bool {
                match self {
                    $(Self::$read { .. } => false $(|| $polled)?,)*
                    $(Self::$other { .. } => false,)*
                }
            }

            /// What its answer is about: a change of ours to that may make the answer stale.
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
        /// What kind of key is used.
        Auth -> AuthDetails, auth;
        User -> CurrentUser, user;
        Orgs -> OrganizationList, orgs;
        /// A page of a list of projects.
        List(list: Target) -> ProjectsPage, projects, about: Subject::Lists;
        /// The server's results for a filter in a list of projects.
        Search(list: Target) -> ProjectsPage, search, about: Subject::Lists;
        /// The project given at start, searched for in a list.
        Seek(list: Target) -> ProjectsPage, lookup, about: Subject::Lists;
        /// All settings of a project.
        Project(id: ProjectId) -> ProjectAnswer, project, about: Subject::Project(id), polled: true;
        Branches(project: ProjectId) -> BranchesPage, branches,
            about: Subject::Project(project), polled: true;
        /// The number of branches of a project.
        BranchCount(project: ProjectId) -> BranchCount, branch_count, about: Subject::Project(project);
        /// Some branches of a project: the results of a search, or the first ones in some order.
        SomeBranches(project: ProjectId) -> BranchesPage, some_branches, about: Subject::Project(project);
        /// Data that only a table shows.
        Table(load: Load) -> Answer, table, about: Subject::Of(&load.of);
        /// Log records before the known ones of a view.
        OlderLogs(view: Target) -> LogsPage, older_logs;
        /// Log records of a view with a text.
        MatchingLogs(view: Target) -> LogsPage, matching_logs;
        /// The fields of log records whose values can be listed.
        LogFields(project: ProjectId, branch: BranchId) -> LogFields, log_fields;
        /// The values of a field of the log records of a view.
        LogValues(view: Target, field: String) -> LogFieldValues, log_values;
        Endpoints(project: ProjectId) -> EndpointList, endpoints,
            about: Subject::Project(project), polled: true;
        // Operations are merged by id.
        Operations(project: ProjectId) -> OperationsPage, operations, polled: true;
        OlderOperations(project: ProjectId) -> OperationsPage, older_operations;
        Snapshots(project: ProjectId) -> SnapshotList, snapshots, about: Subject::Project(project);
        /// The automatic backup schedule of a branch.
        Schedule(project: ProjectId, branch: BranchId) -> BackupSchedule, schedule,
            about: Subject::Branch(project, branch);
        /// The newest errors of a branch's computes.
        Errors(project: ProjectId, branch: BranchId) -> LogsPage, errors, polled: true;
        /// How far a branch is masked.
        Masking(project: ProjectId, branch: BranchId) -> MaskingAnswer, masking,
            about: Subject::Branch(project, branch), polled: true;
        Databases(project: ProjectId, branch: BranchId) -> DatabaseList, databases,
            about: Subject::Branch(project, branch), polled: true;
        Roles(project: ProjectId, branch: BranchId) -> RoleList, roles,
            about: Subject::Branch(project, branch), polled: true;
        /// The response about one thing, for the Raw tab.
        Raw(target: Target) -> Answer, single, about: Subject::Of(target);
        /// A poll of operations that are being followed.
        Poll(project: ProjectId) -> OperationsPage, followed, polled: true;
        /// One operation that is no longer in the list, requested by id.
        PollOne(project: ProjectId, operation: OperationId) -> OperationAnswer, followed_one, polled: true;
        /// The state of a thing, read again before a change or after a lost answer.
        Check(target: Target) -> Answer, check;
        /// A connection URI for the clipboard.
        Uri -> UriAnswer, uri;
        /// The matching direct URI, for formats that hold both.
        UriDirect -> UriAnswer, direct_uri;
        /// A connection URI for a client or a shell about to be opened.
        ClientUri -> UriAnswer, client_uri;
        /// The state of the compute that a client or a shell would wake.
        ClientCompute -> EndpointAnswer, client_compute;
        /// A connection URI for a file: pooled or not.
        EnvUri(dialog: DialogId, pooled: bool) -> UriAnswer, env_uri;
        /// The password of a role, for the clipboard.
        Password(role: Target) -> PasswordAnswer, password;
        /// The secrets of a credential, for the clipboard.
        Credential(of: Target) -> CredentialSecrets, credential;
        /// A URL that downloads an object, for the clipboard.
        Presigned(of: Target) -> Presigned, presigned;
        /// Deleted projects, for a menu.
        Deleted(dialog: DialogId) -> ProjectsPage, deleted;
        Schema(dialog: DialogId) -> SchemaAnswer, schema;
        /// A schema comparison, for a viewer.
        Compare(dialog: DialogId) -> SchemaDiff, comparison;
        /// The schema comparison of one database, for a dialog that compares several: the restore wizard, a list.
        Preview(dialog: DialogId, database: DatabaseName) -> SchemaDiff, preview;
        /// The libraries that a project may preload.
        Libraries(project: ProjectId) -> PreloadLibraryList, libraries;
        /// The regions that an organization may use.
        Regions(org: OrgId) -> RegionList, regions;
        /// The spending at which an organization gets e-mails.
        Spending(org: OrgId) -> SpendingLimit, spending_limit, about: Subject::Org(org);
        /// What projects have used, or branches.
        ProjectUsage(key: UsageKey) -> ProjectConsumptionPage, project_usage;
        BranchUsage(key: UsageKey) -> BranchConsumptionPage, branch_usage;
    }
    others {
        /// A change to a thing. Never replaced and never aborted.
        Write(Target),
        Accounts,
        SignIn,
        /// Transfers the file that this prompt asked for.
        Transfer(DialogId),
        /// Saves the place when nothing has moved for a while.
        Save,
        /// The cursor has rested on a row.
        Rest,
        /// The next refresh of what is on screen.
        Refresh,
        /// The next look for what is new in the list on screen.
        Tail,
        /// The next frame of the spinner.
        Spinner,
        /// The end of marking cells that have changed.
        Marks,
        /// The end of a notice.
        Notice(u64),
        Chord,
        /// A filter text that has stopped changing, to be searched for on the server.
        Filter,
        /// The rows that match a filter text, in a list too long to be looked at before the next key.
        FilterRows,
        /// A text of the palette that has stopped changing, to be searched for on the server.
        Palette,
        /// The next part of a search of the palette.
        PaletteScan,
        /// The pause before the next attempt to reach Neon.
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
