//! The one table of API operations. Client, request log, preview, curl and the coverage page read it; a new operation is a
//! row here and a constructor in `requests/`.
//!
//! `wakes` follows §3.3 and §5 of the fact pack: true for what starts a compute, and for what reaches into one and so
//! wakes it. Deadlines are in seconds and hold for the whole call; schema answers may wait for a compute.

use super::table::operations;

operations! {
    // Account
    /// Tell what kind of credential this is.
    GetAuthDetails = Get "/auth" => AuthDetails {
        id: "getAuthDetails", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// Show the signed-in user.
    GetCurrentUser = Get "/users/me" => CurrentUser {
        id: "getCurrentUserInfo", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// List the organizations of the user.
    ListOrganizations = Get "/users/me/organizations" => OrganizationList {
        id: "getCurrentUserOrganizations", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// List the regions in which projects can be made.
    ListRegions = Get "/regions" => RegionList {
        id: "getActiveRegions", wakes: false, operations: false, secret: false, deadline: 15
    }

    // Projects
    /// List the projects of an organization.
    ListProjects = Get "/projects" => ProjectsPage {
        id: "listProjects", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// List the projects that others share with the user.
    ListSharedProjects = Get "/projects/shared" => ProjectsPage {
        id: "listSharedProjects", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show a project.
    GetProject = Get "/projects/{project_id}" => ProjectAnswer {
        id: "getProject", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Change a project's name, restore window or settings.
    UpdateProject = Patch "/projects/{project_id}" => ProjectChange {
        id: "updateProject", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Give a connection URI with its password.
    GetConnectionUri = Get "/projects/{project_id}/connection_uri" => UriAnswer {
        id: "getConnectionURI", wakes: false, operations: false, secret: true, deadline: 30
    }
    /// List the libraries that a project's computes can load.
    ListPreloadLibraries = Get "/projects/{project_id}/available_preload_libraries" => PreloadLibraryList {
        id: "getAvailablePreloadLibraries", wakes: false, operations: false, secret: false, deadline: 30
    }

    // Branches
    /// List the branches of a project.
    ListBranches = Get "/projects/{project_id}/branches" => BranchesPage {
        id: "listProjectBranches", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Count the branches of a project.
    CountBranches = Get "/projects/{project_id}/branches/count" => BranchCount {
        id: "countProjectBranches", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show a branch.
    GetBranch = Get "/projects/{project_id}/branches/{branch_id}" => BranchAnswer {
        id: "getProjectBranch", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// List the computes of a branch.
    ListBranchEndpoints = Get "/projects/{project_id}/branches/{branch_id}/endpoints" => EndpointList {
        id: "listProjectBranchEndpoints", wakes: false, operations: false, secret: false, deadline: 30
    }

    // Computes
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

    // Databases
    /// List the databases of a branch.
    ListDatabases = Get "/projects/{project_id}/branches/{branch_id}/databases" => DatabaseList {
        id: "listProjectBranchDatabases", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show a database.
    GetDatabase = Get "/projects/{project_id}/branches/{branch_id}/databases/{database_name}" => DatabaseAnswer {
        id: "getProjectBranchDatabase", wakes: false, operations: false, secret: false, deadline: 30
    }

    // Roles
    /// List the roles of a branch.
    ListRoles = Get "/projects/{project_id}/branches/{branch_id}/roles" => RoleList {
        id: "listProjectBranchRoles", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show a role.
    GetRole = Get "/projects/{project_id}/branches/{branch_id}/roles/{role_name}" => RoleAnswer {
        id: "getProjectBranchRole", wakes: false, operations: false, secret: false, deadline: 30
    }

    // Operations
    /// List what Neon has been doing for a project, newest first.
    ListOperations = Get "/projects/{project_id}/operations" => OperationsPage {
        id: "listProjectOperations", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show how far an operation is.
    GetOperation = Get "/projects/{project_id}/operations/{operation_id}" => OperationAnswer {
        id: "getProjectOperation", wakes: false, operations: false, secret: false, deadline: 15
    }
}
