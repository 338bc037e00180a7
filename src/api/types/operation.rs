//! Operations: work that goes on after the answer (§3, §4.5).

use super::{
    ids::{BranchId, EndpointId, OperationId, ProjectId},
    lenient::{answer, record},
    operation_enums::{OperationAction, OperationStatus},
    pagination::Pagination,
    time::Time,
};

record! {
    /// One step of the work that a change causes. The steps of one answer run in order.
    pub struct Operation [by id] {
        pub id: OperationId,
        pub project_id: ProjectId,
        /// The branch it works on.
        pub branch_id: Option<BranchId>,
        /// The compute it works on.
        pub endpoint_id: Option<EndpointId>,
        /// What it does.
        pub action: OperationAction,
        /// How far it is.
        pub status: OperationStatus,
        /// Why it failed.
        pub error: Option<String>,
        /// How often it was tried in vain.
        pub failures_count: u32,
        /// When it is tried again.
        pub retry_at: Option<Time>,
        /// When it was asked for.
        pub created_at: Option<Time>,
        /// When it last moved.
        pub updated_at: Option<Time>,
        /// How long it took so far, in milliseconds; absent in data from before 2023.
        pub total_duration_ms: Option<u64>,
    }
}

answer! {
    /// One page of operations, newest first.
    pub struct OperationsPage {
        pub operations: Vec<Operation>,
        /// Style A cursor.
        pub pagination: Pagination,
    }

    pub struct OperationAnswer {
        pub operation: Operation,
    }

    /// Operations that carry a change out.
    pub struct OperationsStarted {
        /// What runs, in order.
        pub operations: Vec<Operation>,
    }

    /// A success that has nothing to tell.
    pub struct Done {}
}
