//! Operations: work that continues after the answer.

use super::{
    ids::{BranchId, EndpointId, OperationId, ProjectId},
    lenient::{answer, record},
    operation_enums::{OperationAction, OperationStatus},
    pagination::Pagination,
    time::Time,
};

record! {
    /// A step of the work that a change causes. The steps in one answer run in order.
    pub struct Operation [by id] {
        pub id: OperationId,
        pub project_id: ProjectId,
        pub branch_id: Option<BranchId>,
        pub endpoint_id: Option<EndpointId>,
        pub action: OperationAction,
        pub status: OperationStatus,
        pub error: Option<String>,
        /// The number of failed attempts.
        pub failures_count: u32,
        /// The time of the next attempt.
        pub retry_at: Option<Time>,
        /// When it was requested.
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
        /// The duration so far, in milliseconds; absent in data from before 2023.
        pub total_duration_ms: Option<u64>,
    }
}

answer! {
    /// A page of operations, newest first.
    pub struct OperationsPage {
        pub operations: Vec<Operation>,
        /// Style A cursor.
        pub pagination: Pagination,
    }

    pub struct OperationAnswer {
        pub operation: Operation,
    }

    /// The operations that carry out a change.
    pub struct OperationsStarted {
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }

    /// A success without data.
    pub struct Done {}
}
