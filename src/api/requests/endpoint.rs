//! Computes.

use serde_json::Value;

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    types::{BranchId, EndpointAnswer, EndpointId, EndpointList, ProjectId},
};

impl Request {
    /// All computes of a project.
    pub fn list_endpoints(project: &ProjectId) -> Get<EndpointList> {
        Get::new(typed::ListEndpoints, &[project.as_str()])
    }

    /// All computes of a branch.
    pub fn list_branch_endpoints(project: &ProjectId, branch: &BranchId) -> Get<EndpointList> {
        Get::new(
            typed::ListBranchEndpoints,
            &[project.as_str(), branch.as_str()],
        )
    }

    /// One compute.
    pub fn get_endpoint(project: &ProjectId, endpoint: &EndpointId) -> Get<EndpointAnswer> {
        Get::new(typed::GetEndpoint, &[project.as_str(), endpoint.as_str()])
    }

    /// Changes a compute; `body` is `{"endpoint": {…}}` with the changed fields.
    pub fn update_endpoint(project: &ProjectId, endpoint: &EndpointId, body: Value) -> Self {
        Self::new(
            Operation::UpdateEndpoint,
            &[project.as_str(), endpoint.as_str()],
        )
        .body(body)
    }

    /// Starts a compute.
    pub fn start_endpoint(project: &ProjectId, endpoint: &EndpointId) -> Self {
        Self::new(
            Operation::StartEndpoint,
            &[project.as_str(), endpoint.as_str()],
        )
    }

    /// Suspends a compute; connections are dropped.
    pub fn suspend_endpoint(project: &ProjectId, endpoint: &EndpointId) -> Self {
        Self::new(
            Operation::SuspendEndpoint,
            &[project.as_str(), endpoint.as_str()],
        )
    }

    /// Restarts an active compute; connections are dropped.
    pub fn restart_endpoint(project: &ProjectId, endpoint: &EndpointId) -> Self {
        Self::new(
            Operation::RestartEndpoint,
            &[project.as_str(), endpoint.as_str()],
        )
    }

    /// Creates a compute; `body` is `{"endpoint": {"branch_id", "type", …}}`.
    pub fn create_endpoint(project: &ProjectId, body: Value) -> Self {
        Self::new(Operation::CreateEndpoint, &[project.as_str()]).body(body)
    }

    /// Deletes a compute; connections are dropped, and the host name is lost.
    pub fn delete_endpoint(project: &ProjectId, endpoint: &EndpointId) -> Self {
        Self::new(
            Operation::DeleteEndpoint,
            &[project.as_str(), endpoint.as_str()],
        )
    }
}
