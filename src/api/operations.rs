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
    /// Make a branch, with computes if they are asked for.
    CreateBranch = Post "/projects/{project_id}/branches" => BranchCreated {
        id: "createProjectBranch", wakes: true, operations: true, secret: true, deadline: 60
    }
    /// Rename or protect a branch, or set its expiry.
    UpdateBranch = Patch "/projects/{project_id}/branches/{branch_id}" => BranchChange {
        id: "updateProjectBranch", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Delete a branch, its computes and its data.
    DeleteBranch = Delete "/projects/{project_id}/branches/{branch_id}" => BranchChange {
        id: "deleteProjectBranch", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Bring a deleted branch back.
    RecoverBranch = Post "/projects/{project_id}/branches/{branch_id}/recover" => BranchRecovered {
        id: "recoverProjectBranch", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Put a branch back to a point of its own or another branch's history.
    RestoreBranch = Post "/projects/{project_id}/branches/{branch_id}/restore" => BranchChange {
        id: "restoreProjectBranch", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Make a branch the project's default.
    SetDefaultBranch = Post "/projects/{project_id}/branches/{branch_id}/set_as_default" => BranchChange {
        id: "setDefaultProjectBranch", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Let a branch restored from a snapshot take the place of the original.
    FinalizeRestore = Post "/projects/{project_id}/branches/{branch_id}/finalize_restore" => OperationsStarted {
        id: "finalizeRestoreBranch", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Show the schema of a database.
    GetSchema = Get "/projects/{project_id}/branches/{branch_id}/schema" => SchemaAnswer {
        id: "getProjectBranchSchema", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// Compare the schemas of two branches.
    CompareSchema = Get "/projects/{project_id}/branches/{branch_id}/compare_schema" => SchemaDiff {
        id: "getProjectBranchSchemaComparison", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// List the computes of a branch.
    ListBranchEndpoints = Get "/projects/{project_id}/branches/{branch_id}/endpoints" => EndpointList {
        id: "listProjectBranchEndpoints", wakes: false, operations: false, secret: false, deadline: 30
    }

    // Masked branches
    /// Make a branch whose data is masked by rules.
    CreateMaskedBranch = Post "/projects/{project_id}/branch_anonymized" => BranchCreated {
        id: "createProjectBranchAnonymized", wakes: true, operations: true, secret: true, deadline: 60
    }
    /// Show whether the data of a branch is masked.
    GetMasking = Get "/projects/{project_id}/branches/{branch_id}/anonymized_status" => MaskingAnswer {
        id: "getAnonymizedBranchStatus", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Mask the data of a branch by its rules.
    StartMasking = Post "/projects/{project_id}/branches/{branch_id}/anonymize" => MaskingAnswer {
        id: "startAnonymization", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// List the masking rules of a branch.
    ListMaskingRules = Get "/projects/{project_id}/branches/{branch_id}/masking_rules" => MaskingRules {
        id: "getMaskingRules", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Replace all masking rules of a branch.
    SetMaskingRules = Patch "/projects/{project_id}/branches/{branch_id}/masking_rules" => MaskingRules {
        id: "updateMaskingRules", wakes: false, operations: false, secret: false, deadline: 60
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

    // Data API
    /// Show the Data API of a database.
    GetDataApi = Get "/projects/{project_id}/branches/{branch_id}/data-api/{database_name}" => DataApiAnswer {
        id: "getProjectBranchDataAPI", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Enable the Data API of a database.
    EnableDataApi = Post "/projects/{project_id}/branches/{branch_id}/data-api/{database_name}" => DataApiUrl {
        id: "createProjectBranchDataAPI", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// Change the settings of a Data API, which also reads the schema again.
    UpdateDataApi = Patch "/projects/{project_id}/branches/{branch_id}/data-api/{database_name}" => Done {
        id: "updateProjectBranchDataAPI", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// Disable the Data API of a database.
    DisableDataApi = Delete "/projects/{project_id}/branches/{branch_id}/data-api/{database_name}" => Done {
        id: "deleteProjectBranchDataAPI", wakes: false, operations: false, secret: false, deadline: 60
    }

    /// List what Neon's advisors find in a database, which they connect to.
    ListAdvisorIssues = Get "/projects/{project_id}/advisors" => AdvisorIssues {
        id: "getProjectAdvisorSecurityIssues", wakes: true, operations: false, secret: false, deadline: 60
    }

    /// List log records of a branch.
    QueryLogs = Post "/projects/{project_id}/branches/{branch_id}/logs/query" => LogsPage {
        id: "queryProjectBranchLogs", wakes: false, operations: false, secret: false, deadline: 30
    }

    // Neon Auth
    /// Show Neon Auth of a branch.
    GetNeonAuth = Get "/projects/{project_id}/branches/{branch_id}/auth" => NeonAuthAnswer {
        id: "getNeonAuth", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Enable Neon Auth on a branch, which adds a schema to a database.
    EnableNeonAuth = Post "/projects/{project_id}/branches/{branch_id}/auth" => NeonAuthEnabled {
        id: "createNeonAuth", wakes: true, operations: false, secret: true, deadline: 60
    }
    /// Change the name in the e-mails of Neon Auth.
    UpdateNeonAuth = Patch "/projects/{project_id}/branches/{branch_id}/auth/config" => Done {
        id: "updateNeonAuthConfig", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Disable Neon Auth on a branch, and delete its schema if asked to, which wakes the compute.
    DisableNeonAuth = Delete "/projects/{project_id}/branches/{branch_id}/auth" => Done {
        id: "disableNeonAuth", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// Show the settings of Neon Auth, but for its webhooks.
    GetAuthSettings = Get "/projects/{project_id}/branches/{branch_id}/auth/plugins" => AuthPlugins {
        id: "getNeonAuthPluginConfigs", wakes: false, operations: false, secret: true, deadline: 30
    }
    /// Set whether pages on localhost may sign users in.
    SetAuthLocalhost = Patch "/projects/{project_id}/branches/{branch_id}/auth/allow_localhost" => Done {
        id: "updateNeonAuthAllowLocalhost", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Change how users sign in with e-mail and password.
    UpdateAuthPassword = Patch "/projects/{project_id}/branches/{branch_id}/auth/email_and_password" => Done {
        id: "updateNeonAuthEmailAndPasswordConfig", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Change how users form organizations.
    UpdateAuthOrganizations = Patch "/projects/{project_id}/branches/{branch_id}/auth/plugins/organization" => Done {
        id: "updateNeonAuthOrganizationPlugin", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Change how users sign in with a link in an e-mail.
    UpdateAuthMagicLink = Patch "/projects/{project_id}/branches/{branch_id}/auth/plugins/magic-link" => Done {
        id: "updateNeonAuthMagicLinkPlugin", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Change how users sign in with a code sent to their phone.
    UpdateAuthPhone = Patch "/projects/{project_id}/branches/{branch_id}/auth/plugins/phone-number" => Done {
        id: "updateNeonAuthPhoneNumberPlugin", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Set the server that sends the e-mails of Neon Auth.
    SetAuthEmailServer = Patch "/projects/{project_id}/branches/{branch_id}/auth/email_provider" => Done {
        id: "updateNeonAuthEmailProvider", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Set what Neon Auth tells another server.
    SetAuthWebhooks = Put "/projects/{project_id}/branches/{branch_id}/auth/webhooks" => Done {
        id: "updateNeonAuthWebhookConfig", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Show what Neon Auth tells another server.
    GetAuthWebhooks = Get "/projects/{project_id}/branches/{branch_id}/auth/webhooks" => AuthWebhooks {
        id: "getNeonAuthWebhookConfig", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Add a user to Neon Auth, which writes to its database.
    CreateAuthUser = Post "/projects/{project_id}/branches/{branch_id}/auth/users" => AuthUserCreated {
        id: "createBranchNeonAuthNewUser", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// Set the roles of a user of Neon Auth, which writes to its database.
    SetAuthUserRoles = Put "/projects/{project_id}/branches/{branch_id}/auth/users/{auth_user_id}/role" => Done {
        id: "updateNeonAuthUserRole", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// Delete a user of Neon Auth, which writes to its database.
    DeleteAuthUser = Delete "/projects/{project_id}/branches/{branch_id}/auth/users/{auth_user_id}" => Done {
        id: "deleteBranchNeonAuthUser", wakes: true, operations: false, secret: false, deadline: 60
    }
    /// Send an e-mail with a server that is not saved.
    SendTestEmail = Post "/projects/{project_id}/branches/{branch_id}/auth/send_test_email" => TestEmailAnswer {
        id: "sendNeonAuthTestEmail", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the domains that users of Neon Auth may be sent to.
    ListTrustedDomains = Get "/projects/{project_id}/branches/{branch_id}/auth/domains" => TrustedDomains {
        id: "listBranchNeonAuthTrustedDomains", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Add a domain to those.
    AddTrustedDomain = Post "/projects/{project_id}/branches/{branch_id}/auth/domains" => Done {
        id: "addBranchNeonAuthTrustedDomain", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Remove a domain from those.
    RemoveTrustedDomain = Delete "/projects/{project_id}/branches/{branch_id}/auth/domains" => Done {
        id: "deleteBranchNeonAuthTrustedDomain", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the OAuth providers of Neon Auth.
    ListOauthProviders = Get "/projects/{project_id}/branches/{branch_id}/auth/oauth_providers" => OauthProviders {
        id: "listBranchNeonAuthOauthProviders", wakes: false, operations: false, secret: true, deadline: 30
    }
    /// Add an OAuth provider to Neon Auth.
    AddOauthProvider = Post "/projects/{project_id}/branches/{branch_id}/auth/oauth_providers" => OauthProviderAnswer {
        id: "addBranchNeonAuthOauthProvider", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Change the keys at an OAuth provider.
    UpdateOauthProvider = Patch "/projects/{project_id}/branches/{branch_id}/auth/oauth_providers/{oauth_provider_id}" => Done {
        id: "updateBranchNeonAuthOauthProvider", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Remove an OAuth provider from Neon Auth.
    RemoveOauthProvider = Delete "/projects/{project_id}/branches/{branch_id}/auth/oauth_providers/{oauth_provider_id}" => Done {
        id: "deleteBranchNeonAuthOauthProvider", wakes: false, operations: false, secret: false, deadline: 60
    }

    // Credentials
    /// List the credentials of a branch.
    ListCredentials = Get "/projects/{project_id}/branches/{branch_id}/credentials" => CredentialList {
        id: "listCredentials", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make a credential for what runs on a branch besides Postgres.
    CreateCredential = Post "/projects/{project_id}/branches/{branch_id}/credentials" => CredentialSecrets {
        id: "createCredential", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Give a credential new secrets.
    RotateCredential = Post "/projects/{project_id}/branches/{branch_id}/credentials/{token_id}/rotate" => CredentialSecrets {
        id: "rotateCredential", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Show the secrets of a credential again.
    RevealCredential = Post "/projects/{project_id}/branches/{branch_id}/credentials/{token_id}/reveal" => CredentialSecrets {
        id: "revealCredential", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Revoke a credential.
    RevokeCredential = Delete "/projects/{project_id}/branches/{branch_id}/credentials/{token_id}" => Done {
        id: "revokeCredential", wakes: false, operations: false, secret: false, deadline: 60
    }

    // Storage and functions
    /// Show where the S3 protocol reaches the buckets of a branch.
    GetStorage = Get "/projects/{project_id}/branches/{branch_id}/storage" => StorageAnswer {
        id: "getProjectBranchStorage", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// List the buckets of a branch.
    ListBuckets = Get "/projects/{project_id}/branches/{branch_id}/buckets" => BucketList {
        id: "listProjectBranchBuckets", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Create a bucket on a branch.
    CreateBucket = Post "/projects/{project_id}/branches/{branch_id}/buckets" => Done {
        id: "createProjectBranchBucket", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete a bucket and all objects in it.
    DeleteBucket = Delete "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}" => Done {
        id: "deleteProjectBranchBucket", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the objects and folders of a bucket.
    ListObjects = Get "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects" => ObjectPage {
        id: "listProjectBranchBucketObjects", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Give the bytes of an object.
    DownloadObject = Get "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects/{object_key}/download" => Done {
        id: "getProjectBranchBucketObject", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Delete an object.
    DeleteObject = Delete "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects/{object_key}" => Done {
        id: "deleteProjectBranchBucketObject", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete all objects below a folder.
    DeleteObjectsBelow = Delete "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects-by-prefix" => Done {
        id: "deleteProjectBranchBucketObjectsByPrefix", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Give a URL that downloads an object.
    PresignObject = Post "/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects/{object_key}/presign" => Presigned {
        id: "presignProjectBranchBucketObject", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// List the functions of a branch.
    ListFunctions = Get "/projects/{project_id}/branches/{branch_id}/functions" => FunctionList {
        id: "listProjectBranchFunctions", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Change the name of a function.
    UpdateFunction = Patch "/projects/{project_id}/branches/{branch_id}/functions/{slug}" => Done {
        id: "updateProjectBranchFunction", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete a function and its deployments.
    DeleteFunction = Delete "/projects/{project_id}/branches/{branch_id}/functions/{slug}" => Done {
        id: "deleteProjectBranchFunction", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the triggers of functions.
    ListTriggers = Get "/projects/{project_id}/branches/{branch_id}/triggers" => TriggerList {
        id: "listProjectBranchTriggers", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Let the clock or stored objects call a function.
    CreateTrigger = Post "/projects/{project_id}/branches/{branch_id}/triggers" => Done {
        id: "createProjectBranchTrigger", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Change a trigger.
    UpdateTrigger = Patch "/projects/{project_id}/branches/{branch_id}/triggers/{trigger_id}" => Done {
        id: "updateProjectBranchTrigger", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete a trigger.
    DeleteTrigger = Delete "/projects/{project_id}/branches/{branch_id}/triggers/{trigger_id}" => Done {
        id: "deleteProjectBranchTrigger", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the custom domains of functions.
    ListCustomDomains = Get "/projects/{project_id}/branches/{branch_id}/custom-domains" => CustomDomainList {
        id: "listProjectBranchCustomDomains", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Let a custom domain lead to a function.
    AddCustomDomain = Post "/projects/{project_id}/branches/{branch_id}/custom-domains" => Done {
        id: "registerProjectBranchCustomDomain", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Let a custom domain lead nowhere.
    RemoveCustomDomain = Delete "/projects/{project_id}/branches/{branch_id}/custom-domains/{domain}" => Done {
        id: "deleteProjectBranchCustomDomain", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Show the AI gateway of a branch.
    GetAiGateway = Get "/projects/{project_id}/branches/{branch_id}/ai_gateway" => AiGatewayAnswer {
        id: "getProjectBranchAiGateway", wakes: false, operations: false, secret: false, deadline: 30
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
    /// Make a database.
    CreateDatabase = Post "/projects/{project_id}/branches/{branch_id}/databases" => DatabaseChange {
        id: "createProjectBranchDatabase", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Rename a database or give it another owner.
    UpdateDatabase = Patch "/projects/{project_id}/branches/{branch_id}/databases/{database_name}" => DatabaseChange {
        id: "updateProjectBranchDatabase", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Delete a database for good.
    DeleteDatabase = Delete "/projects/{project_id}/branches/{branch_id}/databases/{database_name}" => DatabaseChange {
        id: "deleteProjectBranchDatabase", wakes: true, operations: true, secret: false, deadline: 60
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
    /// Make a role; open connections are dropped.
    CreateRole = Post "/projects/{project_id}/branches/{branch_id}/roles" => RoleChange {
        id: "createProjectBranchRole", wakes: true, operations: true, secret: true, deadline: 60
    }
    /// Delete a role for good.
    DeleteRole = Delete "/projects/{project_id}/branches/{branch_id}/roles/{role_name}" => RoleChange {
        id: "deleteProjectBranchRole", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Reveal the password of a role.
    RevealPassword = Get "/projects/{project_id}/branches/{branch_id}/roles/{role_name}/reveal_password" => PasswordAnswer {
        id: "getProjectBranchRolePassword", wakes: false, operations: false, secret: true, deadline: 30
    }
    /// Give a role a new password; open connections are dropped.
    ResetPassword = Post "/projects/{project_id}/branches/{branch_id}/roles/{role_name}/reset_password" => RoleChange {
        id: "resetProjectBranchRolePassword", wakes: true, operations: true, secret: true, deadline: 60
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

    // Snapshots
    /// List the snapshots of a project.
    ListSnapshots = Get "/projects/{project_id}/snapshots" => SnapshotList {
        id: "listSnapshots", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Take a snapshot of a root branch.
    CreateSnapshot = Post "/projects/{project_id}/branches/{branch_id}/snapshot" => SnapshotChange {
        id: "createSnapshot", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Rename a snapshot or set its expiry.
    UpdateSnapshot = Patch "/projects/{project_id}/snapshots/{snapshot_id}" => SnapshotAnswer {
        id: "updateSnapshot", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete a snapshot for good.
    DeleteSnapshot = Delete "/projects/{project_id}/snapshots/{snapshot_id}" => OperationsStarted {
        id: "deleteSnapshot", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Restore a snapshot to a new branch.
    RestoreSnapshot = Post "/projects/{project_id}/snapshots/{snapshot_id}/restore" => BranchRecovered {
        id: "restoreSnapshot", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Show when a branch is backed up.
    GetSnapshotSchedule = Get "/projects/{project_id}/branches/{branch_id}/backup_schedule" => BackupSchedule {
        id: "getSnapshotSchedule", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Set when a branch is backed up.
    SetSnapshotSchedule = Put "/projects/{project_id}/branches/{branch_id}/backup_schedule" => Done {
        id: "setSnapshotSchedule", wakes: false, operations: false, secret: false, deadline: 60
    }

    // Organizations
    /// Show an organization.
    GetOrganization = Get "/organizations/{org_id}" => OrganizationAnswer {
        id: "getOrganization", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// List the members of an organization.
    ListMembers = Get "/organizations/{org_id}/members" => MembersPage {
        id: "getOrganizationMembers", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show one member.
    GetMember = Get "/organizations/{org_id}/members/{member_id}" => MemberAnswer {
        id: "getOrganizationMember", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// Change what a member may do.
    UpdateMember = Patch "/organizations/{org_id}/members/{member_id}" => MemberAnswer {
        id: "updateOrganizationMember", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Remove a member.
    RemoveMember = Delete "/organizations/{org_id}/members/{member_id}" => Done {
        id: "removeOrganizationMember", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List the VPC endpoints of an organization.
    ListOrgVpcEndpoints = Get "/organizations/{org_id}/vpc/vpc_endpoints" => VpcEndpointList {
        id: "listOrganizationVPCEndpointsAllRegions", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show one VPC endpoint of an organization.
    GetOrgVpcEndpoint = Get "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}" => VpcEndpointAnswer {
        id: "getOrganizationVPCEndpointDetails", wakes: false, operations: false, secret: false, deadline: 15
    }
    /// Assign a VPC endpoint to an organization, or label it.
    AssignOrgVpcEndpoint = Post "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}" => Done {
        id: "assignOrganizationVPCEndpoint", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Remove a VPC endpoint from an organization.
    RemoveOrgVpcEndpoint = Delete "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}" => Done {
        id: "deleteOrganizationVPCEndpoint", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List open invitations.
    ListInvitations = Get "/organizations/{org_id}/invitations" => InvitationList {
        id: "getOrganizationInvitations", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Invite people by e-mail.
    CreateInvitations = Post "/organizations/{org_id}/invitations" => InvitationList {
        id: "createOrganizationInvitations", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Show at what spending e-mails are sent.
    GetSpendingLimit = Get "/organizations/{org_id}/billing/spending_limit" => SpendingLimit {
        id: "getOrganizationSpendingLimit", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Set at what spending e-mails are sent.
    SetSpendingLimit = Put "/organizations/{org_id}/billing/spending_limit" => SpendingLimit {
        id: "setOrganizationSpendingLimit", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Send no e-mails about spending.
    DeleteSpendingLimit = Delete "/organizations/{org_id}/billing/spending_limit" => Done {
        id: "deleteOrganizationSpendingLimit", wakes: false, operations: false, secret: false, deadline: 60
    }

    // API keys
    /// List the user's API keys.
    ListApiKeys = Get "/api_keys" => ApiKeyList {
        id: "listApiKeys", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make an API key; its text is shown once.
    CreateApiKey = Post "/api_keys" => ApiKeyCreated {
        id: "createApiKey", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Revoke an API key, at once and for good.
    RevokeApiKey = Delete "/api_keys/{key_id}" => ApiKeyRevoked {
        id: "revokeApiKey", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// List an organization's API keys.
    ListOrgApiKeys = Get "/organizations/{org_id}/api_keys" => ApiKeyList {
        id: "listOrgApiKeys", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Make an API key for an organization or one project.
    CreateOrgApiKey = Post "/organizations/{org_id}/api_keys" => ApiKeyCreated {
        id: "createOrgApiKey", wakes: false, operations: false, secret: true, deadline: 60
    }
    /// Revoke an organization's API key, at once and for good.
    RevokeOrgApiKey = Delete "/organizations/{org_id}/api_keys/{key_id}" => ApiKeyRevoked {
        id: "revokeOrgApiKey", wakes: false, operations: false, secret: false, deadline: 60
    }

    // Consumption
    /// Show what projects used.
    GetProjectConsumption = Get "/consumption_history/v2/projects" => ProjectConsumptionPage {
        id: "getConsumptionHistoryPerProjectV2", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show what branches used.
    GetBranchConsumption = Get "/consumption_history/v2/branches" => BranchConsumptionPage {
        id: "getConsumptionHistoryPerBranchV2", wakes: false, operations: false, secret: false, deadline: 30
    }
}
