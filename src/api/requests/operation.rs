//! Operations.

use crate::api::{
    operations::typed,
    request::{Get, Request},
    types::{OperationAnswer, OperationId, OperationsPage, ProjectId},
};

impl Request {
    /// A page of a project's operations, newest first; `limit` is 1–1000.
    pub fn list_operations(
        project: &ProjectId,
        cursor: Option<&str>,
        limit: u32,
    ) -> Get<OperationsPage> {
        Get::new(typed::ListOperations, &[project.as_str()])
            .query("limit", limit.clamp(1, 1000).to_string())
            .query_if("cursor", cursor)
    }

    pub fn get_operation(project: &ProjectId, operation: &OperationId) -> Get<OperationAnswer> {
        Get::new(typed::GetOperation, &[project.as_str(), operation.as_str()])
    }
}
