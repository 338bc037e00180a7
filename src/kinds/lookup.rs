//! From a target to its kind, and what is asked of any thing.

use super::{
    account::{AccountRef, MoreRef, SharedRef},
    api_key::ApiKeyRef,
    backup_schedule::BackupScheduleRef,
    branch::{BranchRef, DeletedBranchRef},
    database::DatabaseRef,
    endpoint::EndpointRef,
    invitation::InvitationRef,
    kind::Kind,
    member::MemberRef,
    org::OrgRef,
    project::ProjectRef,
    role::RoleRef,
    share::ShareRef,
    snapshot::SnapshotRef,
    spending_limit::SpendingLimitRef,
};
use crate::{
    api::types::{Branch, Endpoint, Unreadable},
    store::{Store, target::Target},
};

/// Where a target finds its kind.
pub fn of<R>(target: &Target, ask: impl FnOnce(&dyn Kind) -> R) -> R {
    match target {
        Target::Org(id) => ask(&OrgRef { id }),
        Target::Shared => ask(&SharedRef),
        Target::Project(id) => ask(&ProjectRef { id }),
        Target::Branch(project, id) => ask(&BranchRef { project, id }),
        Target::Endpoint(project, id) => ask(&EndpointRef { project, id }),
        Target::Database(project, branch, name) => ask(&DatabaseRef {
            project,
            branch,
            name,
        }),
        Target::Role(project, branch, name) => ask(&RoleRef {
            project,
            branch,
            name,
        }),
        Target::DeletedBranch(project, id) => ask(&DeletedBranchRef { project, id }),
        Target::Share(project, id) => ask(&ShareRef { project, id }),
        Target::Account => ask(&AccountRef),
        Target::ApiKey(org, id) => ask(&ApiKeyRef {
            org: org.as_ref(),
            id,
        }),
        Target::Member(org, id) => ask(&MemberRef { org, id }),
        Target::Invitation(org, id) => ask(&InvitationRef { org, id }),
        Target::Spending(org) => ask(&SpendingLimitRef { org }),
        Target::Snapshot(project, id) => ask(&SnapshotRef { project, id }),
        Target::Schedule(project, branch) => ask(&BackupScheduleRef { project, branch }),
        Target::More(list) => ask(&MoreRef { list }),
    }
}

impl Target {
    /// The word that users read for a thing of this kind.
    pub fn word(&self) -> &'static str {
        of(self, |kind| kind.word())
    }
}

impl Store {
    /// Whether the thing is known and not gone.
    pub fn has(&self, target: &Target) -> bool {
        of(target, |kind| kind.is_known(self))
    }

    /// What of the newest answer about the thing could not be read.
    pub fn unreadable(&self, target: &Target) -> Option<&Unreadable> {
        of(target, |kind| kind.unreadable(self)).filter(|of| !of.is_none())
    }

    /// Forgets a thing that was deleted, and what was on it.
    pub fn forget(&mut self, target: &Target) {
        of(target, |kind| kind.forget(self))
    }

    /// The name that users know the thing by.
    pub fn name(&self, target: &Target) -> String {
        of(target, |kind| kind.name(self))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| target.id().to_owned())
    }

    /// The branch a target is on: its own, the branch of an endpoint, the default one of a project.
    pub fn branch_of(&self, target: &Target) -> Option<&Branch> {
        of(target, |kind| kind.branch(self))
    }

    /// The compute that an action on a target means: itself, or the first one of its branch.
    pub fn compute_of(&self, target: &Target) -> Option<&Endpoint> {
        of(target, |kind| kind.compute(self))
    }
}
