//! The account and projects: who has access to them, and to whom they are handed over.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::api::operations::branches::rows! { $read $($before)*
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
    /// Make a project with a branch, a database, a role and a compute.
    CreateProject = Post "/projects" => ProjectCreated {
        id: "createProject", wakes: true, operations: true, secret: true, deadline: 60
    }
    /// Delete a project and all that is in it; it can come back for seven days.
    DeleteProject = Delete "/projects/{project_id}" => ProjectAnswer {
        id: "deleteProject", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Bring a deleted project back.
    RecoverProject = Post "/projects/{project_id}/recover" => ProjectRecovered {
        id: "recoverProject", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Give a connection URI with its password.
    GetConnectionUri = Get "/projects/{project_id}/connection_uri" => UriAnswer {
        id: "getConnectionURI", wakes: false, operations: false, secret: true, deadline: 30
    }
    /// List the libraries that a project's computes can load.
    ListPreloadLibraries = Get "/projects/{project_id}/available_preload_libraries" => PreloadLibraryList {
        id: "getAvailablePreloadLibraries", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// List with whom a project is shared.
    ListPermissions = Get "/projects/{project_id}/permissions" => PermissionList {
        id: "listProjectPermissions", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Share a project by e-mail.
    GrantPermission = Post "/projects/{project_id}/permissions" => PermissionAnswer {
        id: "grantPermissionToProject", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the members of the organization with their roles in a project.
    ListProjectMembers = Get "/projects/{project_id}/members" => ProjectMembersPage {
        id: "listProjectMembers", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Set what a member may do in a project.
    SetProjectRole = Put "/projects/{project_id}/members/{member_id}/role" => ProjectMemberAnswer {
        id: "setProjectMemberRole", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Let a member do in a project what they may do in all.
    RemoveProjectRole = Delete "/projects/{project_id}/members/{member_id}/role" => ProjectMemberAnswer {
        id: "removeProjectMemberRole", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the JWKS URLs of a project.
    ListJwks = Get "/projects/{project_id}/jwks" => JwksList {
        id: "getProjectJWKS", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Add a JWKS URL to a project.
    AddJwks = Post "/projects/{project_id}/jwks" => JwksCreated {
        id: "addProjectJWKS", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Delete a JWKS URL from a project.
    DeleteJwks = Delete "/projects/{project_id}/jwks/{jwks_id}" => JwksAnswer {
        id: "deleteProjectJWKS", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the VPC endpoints that a project accepts connections through.
    ListProjectVpcEndpoints = Get "/projects/{project_id}/vpc_endpoints" => VpcEndpointList {
        id: "listProjectVPCEndpoints", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Assign a VPC endpoint to a project, or label it.
    AssignProjectVpcEndpoint = Post "/projects/{project_id}/vpc_endpoints/{vpc_endpoint_id}" => Done {
        id: "assignProjectVPCEndpoint", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Remove a VPC endpoint from a project.
    RemoveProjectVpcEndpoint = Delete "/projects/{project_id}/vpc_endpoints/{vpc_endpoint_id}" => Done {
        id: "deleteProjectVPCEndpoint", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Stop sharing a project.
    RevokePermission = Delete "/projects/{project_id}/permissions/{permission_id}" => PermissionAnswer {
        id: "revokePermissionFromProject", wakes: false, operations: false, secret: false, deadline: 60
    }

    /// Move projects from one organization to another: all of them or none.
    TransferProjects = Post "/organizations/{source_org_id}/projects/transfer" => Done {
        id: "transferProjectsFromOrgToOrg", wakes: false, operations: false, secret: false, deadline: 60
    }

    /// Offer a project to whoever has the request's id.
    CreateTransferRequest = Post "/projects/{project_id}/transfer_requests" => TransferRequest {
        id: "createProjectTransferRequest", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Take a project that was offered.
    AcceptTransferRequest = Put "/projects/{project_id}/transfer_requests/{request_id}" => Done {
        id: "acceptProjectTransferRequest", wakes: false, operations: false, secret: false, deadline: 60
    }
    } };
}
pub(super) use rows;
