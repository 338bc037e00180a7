//! Operations.

use crate::api::{
    operations::Operation,
    request::Request,
    types::{OperationId, ProjectId},
};

impl Request {
    /// One page of a project's operations, newest first; `limit` is 1–1000.
    pub fn list_operations(project: &ProjectId, cursor: Option<&str>, limit: u32) -> Self {
        Self::new(Operation::ListOperations, &[project.as_str()])
            .query("limit", limit.clamp(1, 1000).to_string())
            .query_if("cursor", cursor)
    }

    pub fn get_operation(project: &ProjectId, operation: &OperationId) -> Self {
        Self::new(
            Operation::GetOperation,
            &[project.as_str(), operation.as_str()],
        )
    }
}
