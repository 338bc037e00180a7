//! Maps targets and creations to their kinds, with shortcuts for what is often asked about a target.

use super::{creation::Creation, kind::Kind};
use crate::{
    api::types::{Branch, Endpoint, Unreadable},
    store::{Store, target::Target},
};
use std::ops::Deref;

/// Maps a target to its kind: the only place that lists them all. The trait that `$ask` takes decides what can be
/// asked; a higher layer may have its own.
macro_rules! with_kind {
    ($target:expr, $ask:expr) => {{
        use $crate::{kinds, store::target::Target};
        match $target {
            Target::Org(id) => $ask(&kinds::org::OrgRef { id }),
            Target::Shared => $ask(&kinds::account::SharedRef),
            Target::Project(id) => $ask(&kinds::project::ProjectRef { id }),
            Target::Branch(project, id) => $ask(&kinds::branch::BranchRef { project, id }),
            Target::Endpoint(project, id) => $ask(&kinds::endpoint::EndpointRef { project, id }),
            Target::Database(project, branch, name) => $ask(&kinds::database::DatabaseRef {
                project,
                branch,
                name,
            }),
            Target::Role(project, branch, name) => $ask(&kinds::role::RoleRef {
                project,
                branch,
                name,
            }),
            Target::DeletedBranch(project, id) => {
                $ask(&kinds::branch::DeletedBranchRef { project, id })
            }
            Target::Share(project, id) => $ask(&kinds::share::ShareRef { project, id }),
            Target::Account => $ask(&kinds::account::AccountRef),
            Target::ApiKey(org, id) => $ask(&kinds::api_key::ApiKeyRef {
                org: org.as_ref(),
                id,
            }),
            Target::Member(org, id) => $ask(&kinds::member::MemberRef { org, id }),
            Target::Invitation(org, id) => $ask(&kinds::invitation::InvitationRef { org, id }),
            Target::Spending(org) => $ask(&kinds::spending_limit::SpendingLimitRef { org }),
            Target::Snapshot(project, id) => $ask(&kinds::snapshot::SnapshotRef { project, id }),
            Target::VpcEndpoint(owner, id) => {
                $ask(&kinds::vpc_endpoint::VpcEndpointRef { owner, id })
            }
            Target::Schedule(project, branch) => {
                $ask(&kinds::backup_schedule::BackupScheduleRef { project, branch })
            }
            Target::More(list) => $ask(&kinds::account::MoreRef { list }),
        }
    }};
}
pub(crate) use with_kind;

/// Asks the kind of a target.
pub fn of<R>(target: &Target, ask: impl FnOnce(&dyn Kind) -> R) -> R {
    with_kind!(target, ask)
}

impl Target {
    /// The word for things of this kind.
    pub fn noun(&self) -> &'static str {
        of(self, |kind| kind.noun())
    }
}

impl Store {
    /// Whether the thing is known and not gone.
    pub fn has(&self, target: &Target) -> bool {
        of(target, |kind| kind.is_known(self))
    }

    /// The fields that could not be read in the latest response about the thing.
    pub fn unreadable(&self, target: &Target) -> Option<&Unreadable> {
        of(target, |kind| kind.unreadable(self)).filter(|of| !of.is_none())
    }

    /// Removes a deleted thing, and everything on it.
    pub fn forget(&mut self, target: &Target) {
        of(target, |kind| kind.forget(self))
    }

    /// The name of the thing, or its ID if it has none.
    pub fn name(&self, target: &Target) -> String {
        of(target, |kind| kind.name(self))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| target.id().to_owned())
    }

    /// The branch of a target: itself, that of a compute, or a project's default branch.
    pub fn branch_of(&self, target: &Target) -> Option<&Branch> {
        of(target, |kind| kind.branch(self))
    }

    /// The compute that an action on a target affects: itself, or the first one of its branch.
    pub fn compute_of(&self, target: &Target) -> Option<&Endpoint> {
        of(target, |kind| kind.compute(self))
    }
}

/// The table of what can be created: a variant, and the type that implements it. `$use` is a macro that receives
/// the rows.
macro_rules! creations {
    ($use:path) => {
        $use! {
            Project($crate::kinds::project::NewProject),
            Branch($crate::kinds::branch::NewBranch),
            FromSnapshot($crate::kinds::branch::FromSnapshot),
            Snapshot($crate::kinds::snapshot::NewSnapshot),
            Database($crate::kinds::database::NewDatabase),
            Role($crate::kinds::role::NewRole),
            Compute($crate::kinds::endpoint::NewCompute),
            Share($crate::kinds::share::NewShare),
            ApiKey($crate::kinds::api_key::NewApiKey),
            Invitation($crate::kinds::invitation::NewInvitation),
            VpcEndpoint($crate::kinds::vpc_endpoint::NewVpcEndpoint),
        }
    };
}
pub(crate) use creations;

macro_rules! declare {
    ($($name:ident($new:ty)),* $(,)?) => {
        /// Something to be created, and where.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum New { $($name($new)),* }

        impl Deref for New {
            type Target = dyn Creation;

            fn deref(&self) -> &Self::Target {
                match self { $(Self::$name(new) => new),* }
            }
        }

        $(impl From<$new> for New {
            fn from(new: $new) -> Self {
                Self::$name(new)
            }
        })*
    };
}
creations!(declare);
