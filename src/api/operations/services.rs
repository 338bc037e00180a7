//! What runs beside Postgres: the Data API, advisors, logs and Neon Auth.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::api::operations::platform::rows! { $read $($before)*
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
    /// List the fields of log records whose values can be listed.
    ListLogFields = Get "/projects/{project_id}/branches/{branch_id}/logs/fields" => LogFields {
        id: "listProjectBranchLogFields", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// List the values that a field of log records has.
    ListLogFieldValues = Get "/projects/{project_id}/branches/{branch_id}/logs/fields/{field_name}/values" => LogFieldValues {
        id: "listProjectBranchLogFieldValues", wakes: false, operations: false, secret: false, deadline: 30
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
    } };
}
pub(super) use rows;
