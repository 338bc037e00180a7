//! Computes.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::api::operations::services::rows! { $read $($before)*
    /// List the computes of a project.
    ListEndpoints = Get "/projects/{project_id}/endpoints" => EndpointList {
        id: "listProjectEndpoints", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show a compute.
    GetEndpoint = Get "/projects/{project_id}/endpoints/{endpoint_id}" => EndpointAnswer {
        id: "getProjectEndpoint", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Change a compute's size, suspend timeout or settings.
    UpdateEndpoint = Patch "/projects/{project_id}/endpoints/{endpoint_id}" => EndpointChange {
        id: "updateProjectEndpoint", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Make a compute for a branch.
    CreateEndpoint = Post "/projects/{project_id}/endpoints" => EndpointChange {
        id: "createProjectEndpoint", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Delete a compute; a new one has another host name.
    DeleteEndpoint = Delete "/projects/{project_id}/endpoints/{endpoint_id}" => EndpointChange {
        id: "deleteProjectEndpoint", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Start a compute.
    StartEndpoint = Post "/projects/{project_id}/endpoints/{endpoint_id}/start" => EndpointChange {
        id: "startProjectEndpoint", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Suspend a compute.
    SuspendEndpoint = Post "/projects/{project_id}/endpoints/{endpoint_id}/suspend" => EndpointChange {
        id: "suspendProjectEndpoint", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Restart an active compute.
    RestartEndpoint = Post "/projects/{project_id}/endpoints/{endpoint_id}/restart" => EndpointChange {
        id: "restartProjectEndpoint", wakes: true, operations: true, secret: false, deadline: 60
    }
    } };
}
pub(super) use rows;
