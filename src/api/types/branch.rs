//! Branches.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::{
    database::Database,
    endpoint::Endpoint,
    enums::{BranchState, DeletionMethod, InitSource, RestoreStatus, RestrictedActionName},
    ids::{BranchId, ProjectId},
    lenient::{answer, record},
    operation::Operation,
    pagination::CursorPagination,
    role::{ConnectionDetails, Role},
    time::Time,
};

record! {
    /// A branch. `default` and "root" (no `parent_id`) are independent of each other.
    pub struct Branch [by id] {
        pub id: BranchId,
        pub project_id: ProjectId,
        pub name: CompactString,
        /// The branch it came from; absent on roots (first, schema-only and restored branches).
        pub parent_id: Option<BranchId>,
        /// Where it forked from the parent, such as `0/1DE2850`; not final until a restore has finished.
        pub parent_lsn: Option<CompactString>,
        /// When it forked from the parent; may stay empty after a restore.
        pub parent_timestamp: Option<Time>,
        pub current_state: BranchState,
        /// The state it is changing to.
        pub pending_state: Option<BranchState>,
        /// When `current_state` last changed.
        pub state_changed_at: Option<Time>,
        /// Size of the data, in bytes; absent on very new branches.
        pub logical_size: Option<u64>,
        /// `console`, `neonctl`, ….
        pub creation_source: CompactString,
        /// Whether it is the project's default branch.
        pub default: bool,
        /// Deprecated alias of `default`.
        pub primary: Option<bool>,
        /// Whether it is protected from deletion and reset.
        pub protected: bool,
        /// Compute time of this period, in CU-seconds.
        pub compute_time_seconds: u64,
        /// Wall-clock compute time of this period, in seconds.
        pub active_time_seconds: u64,
        /// WAL written in this period, in bytes.
        pub written_data_bytes: u64,
        /// Egress of this period, in bytes.
        pub data_transfer_bytes: u64,
        /// Deprecated alias of the compute time, in seconds.
        pub cpu_used_sec: Option<u64>,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
        /// When it expires.
        pub expires_at: Option<Time>,
        /// The time to live, in seconds; starts again on a reset from the parent.
        pub ttl_interval_seconds: Option<i64>,
        pub last_reset_at: Option<Time>,
        /// Not in every answer.
        pub created_by: Option<CreatedBy>,
        pub init_source: Option<InitSource>,
        /// The progress of a restore from a snapshot.
        pub restore_status: Option<RestoreStatus>,
        /// The snapshot it came from.
        pub restored_from: Option<CompactString>,
        /// The branch it replaced.
        pub restored_as: Option<CompactString>,
        /// The actions that Neon forbids, with reasons.
        pub restricted_actions: Vec<RestrictedAction>,
        /// Only on deleted branches that can be recovered.
        pub recovery: Option<BranchRecovery>,
    }

    /// The creator of a branch.
    pub struct CreatedBy {
        pub name: Option<CompactString>,
        /// The URL of a picture.
        pub image: Option<CompactString>,
    }

    /// An action that Neon forbids on a branch.
    pub struct RestrictedAction {
        pub name: RestrictedActionName,
        /// The reason, worded for users.
        pub reason: String,
    }

    /// How long a deleted branch can be recovered.
    pub struct BranchRecovery {
        pub deleted_at: Option<Time>,
        pub recoverable_until: Option<Time>,
        pub deletion_method: Option<DeletionMethod>,
    }

    /// Labels on a branch, such as `environment` or `vercel-commit-ref`.
    pub struct Annotation {
        pub object: Option<AnnotationObject>,
        /// Up to 50 pairs.
        pub value: BTreeMap<String, String>,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
    }

    /// The thing that carries an annotation.
    pub struct AnnotationObject {
        /// `console/branch`.
        pub r#type: CompactString,
        pub id: CompactString,
    }
}

answer! {
    /// A page of branches; parents do not necessarily come before children.
    pub struct BranchesPage {
        pub branches: Vec<Branch>,
        /// Labels by branch; branches without labels are missing.
        pub annotations: BTreeMap<BranchId, Annotation>,
        /// Style B cursor.
        pub pagination: CursorPagination,
    }

    pub struct BranchAnswer {
        pub branch: Branch,
        /// Its labels.
        pub annotation: Option<Annotation>,
    }

    /// The number of branches of a project.
    pub struct BranchCount [needs count] {
        pub count: u64,
    }

    /// A new branch and what was created with it.
    pub struct BranchCreated {
        pub branch: Branch,
        /// Its computes, if any were requested.
        pub endpoints: Vec<Endpoint>,
        /// Its roles, without passwords.
        pub roles: Vec<Role>,
        pub databases: Vec<Database>,
        /// How to connect; only if there is exactly one role, one database, and a compute.
        pub connection_uris: Vec<ConnectionDetails>,
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }

    /// A changed branch, and the operations that carry out the change.
    pub struct BranchChange {
        /// The current state, including `pending_state`.
        pub branch: Branch,
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }

    /// A branch that was recovered or restored from a snapshot.
    pub struct BranchRecovered {
        pub branch: Branch,
        pub endpoints: Vec<Endpoint>,
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }
}
