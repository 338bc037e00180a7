//! What is not shown, and why.

/// Fields, or all of a record (`Record.*`), by reason.
pub const NOT_SHOWN: &[(&str, &[&str])] = &[
    (
        "a secret: it is copied, or shown for a moment, where that is asked for",
        &[
            "ConnectionURIResponse.uri",
            "CreateCredentialResponse.api_token",
            "CreateCredentialResponse.s3_secret_access_key",
            "CredentialSecret.*",
            "NeonAuthCreateIntegrationResponse.pub_client_key",
            "NeonAuthCreateIntegrationResponse.secret_server_key",
            "NeonAuthEmailServerConfig.password",
            "NeonAuthOauthProvider.client_secret",
            "PresignResponse.*",
            "Role.password",
            "RolePasswordResponse.password",
            "RotateCredentialResponse.api_token",
            "RotateCredentialResponse.s3_secret_access_key",
            "ApiKeyCreateResponse.key",
            "OrgApiKeyCreateResponse.key",
            "ProjectTransferRequestResponse.id",
            "ConnectionDetails.connection_uri",
            "ConnectionParameters.*",
        ],
    ),
    (
        "the answer to a change: what was changed is shown as its list or its own answer has it",
        &[
            "ApiKeyCreateResponse.*",
            "ApiKeyRevokeResponse.*",
            "BucketObjectsDeletePrefixResponse.deleted",
            "CreateCredentialResponse.*",
            "DataAPICreateResponse.url",
            "NeonAuthAllowLocalhostResponse.allow_localhost",
            "NeonAuthConfigResponse.name",
            "NeonAuthCreateIntegrationResponse.*",
            "NeonAuthCreateNewUserResponse.id",
            "OrgApiKeyCreateResponse.*",
            "OrgApiKeyRevokeResponse.*",
            "ProjectMember.credential_rotation_recommended",
            "ProjectMember.org_api_key_rotation_recommended",
            "ProjectTransferRequestResponse.*",
            "RotateCredentialResponse.*",
            "SendNeonAuthTestEmailResponse.*",
            "UpdateNeonAuthUserRoleResponse.id",
        ],
    ),
    (
        "deprecated: another field tells it",
        &[
            "Branch.cpu_used_sec",
            "Branch.primary",
            "CurrentUserAuthAccount.login",
            "CurrentUserInfoResponse.login",
            "DefaultEndpointSettings.pgbouncer_settings",
            "Endpoint.pooler_enabled",
            "Endpoint.pooler_mode",
            "Endpoint.proxy_host",
            "EndpointSettingsData.pgbouncer_settings",
            "Project.branch_logical_size_limit",
            "Project.cpu_used_sec",
            "Project.quota_reset_at",
            "ProjectListItem.branch_logical_size_limit",
        ],
    ),
    (
        "the place it is shown in: its project, its branch, or what it is about",
        &[
            "AnnotationObjectData.*",
            "AnonymizedBranchStatusResponse.branch_id",
            "AnonymizedBranchStatusResponse.project_id",
            "CredentialMeta.branch_id",
            "JWKS.project_id",
            "Member.org_id",
            "NeonAuthIntegration.branch_id",
        ],
    ),
    (
        "an internal id: nothing takes it",
        &[
            "AdvisorIssue.cache_key",
            "AnonymizationRunMetadata.triggered_by",
            "ApiKeyCreatorData.id",
            "AuthDetailsResponse.account_id",
            "AuthDetailsResponse.auth_data",
            "CurrentUserInfoResponse.id",
            "Invitation.id",
            "Member.user_id",
            "ProjectMember.user_id",
            "Trigger.version",
        ],
    ),
    (
        "lists have it before the project itself is read, which has it too",
        &[
            "ProjectListItem.branch_logical_size_limit_bytes",
            "ProjectListItem.creation_source",
            "ProjectListItem.hipaa_enabled_at",
            "ProjectListItem.maintenance_starts_at",
            "ProjectListItem.provisioner",
            "ProjectListItem.store_passwords",
            "ProjectListItem.updated_at",
        ],
    ),
    (
        "another field tells the same",
        &[
            // The roles that they come from.
            "ProjectMember.explicit_project_permission",
            "ProjectMember.org_default_project_permission",
            // The organization.
            "Project.owner_id",
            "ProjectListItem.org_name",
            "ProjectListItem.owner_id",
            // The region begins with it.
            "Project.platform_id",
            "ProjectListItem.platform_id",
            // The hosts of its computes end with it.
            "Project.proxy_host",
            "ProjectListItem.proxy_host",
            // The id begins with it.
            "CredentialMeta.token_id_short",
            // Neon Auth itself has it.
            "NeonAuthRedirectURIWhitelistDomain.auth_provider",
            // They have what is listed under their name.
            "BranchAiGateway.enabled",
            "BranchStorage.enabled",
            "BucketObjectsListResponse.prefix",
            // Only functions have domains.
            "CustomDomain.entity_type",
            // The metered values have it by hour, day or month.
            "Project.data_storage_bytes_hour",
            // That of the project itself.
            "ProjectListItem.quota_reset_at",
            // The hours, days or months in it have times of their own; the organization has the plan.
            "ConsumptionHistoryPerPeriodV2.*",
            "ConsumptionHistoryPerTimeframeV2.timeframe_end",
        ],
    ),
    (
        "it says how to read on: the program does",
        &[
            "BucketObjectsListResponse.is_truncated",
            "CursorPagination.*",
            "LogsQueryResponse.next_cursor",
            "Pagination.cursor",
        ],
    ),
    (
        "nothing of Neon: a picture, or how somebody signs in",
        &[
            "ApiKeyCreatorData.image",
            "Branch.created_by.image",
            "CurrentUserAuthAccount.*",
            "CurrentUserInfoResponse.image",
        ],
    ),
    (
        "addresses, taxes and cards of who pays: for the Console only, and never read",
        &[
            "BillingAccount.*",
            "PaymentSource.*",
            "PaymentSourceBankCard.*",
            "PlanDetails.*",
            "PlanVersion.*",
        ],
    ),
    (
        "limits of an account: projects are in organizations, which have their own",
        &[
            "CurrentUserInfoResponse.active_seconds_limit",
            "CurrentUserInfoResponse.branches_limit",
            "CurrentUserInfoResponse.compute_seconds_limit",
            "CurrentUserInfoResponse.max_autoscaling_limit",
            "CurrentUserInfoResponse.plan",
            "CurrentUserInfoResponse.projects_limit",
        ],
    ),
    (
        "offered where a form asks for one",
        &[
            "AvailablePreloadLibrary.*",
            "RegionResponse.default",
            "RegionResponse.region_id",
        ],
    ),
    (
        "the program goes by it: what may be asked with this key, how many there are, which columns can be masked",
        &[
            // What a filter of the logs can be completed to.
            "LogFieldValuesResponse.*",
            "LogFieldsResponse.fields",
            "AuthDetailsResponse.auth_method",
            "BranchesCountResponse.count",
            "BranchSchemaJSON.*",
        ],
    ),
    (
        "Neon does nothing with it",
        &["Endpoint.passwordless_access"],
    ),
    (
        "of no use here: where regions are, when labels were put on a branch, what a project is connected with elsewhere",
        &[
            "RegionResponse.geo_lat",
            "RegionResponse.geo_long",
            "AnnotationData.created_at",
            "AnnotationData.updated_at",
            "listProjects.applications",
            "listProjects.integrations",
        ],
    ),
];

/// Why a field is not shown, if it is listed.
pub fn reason(record: &str, field: &str) -> Option<&'static str> {
    // Of a record, or of one that is only in that.
    let outer = record.split('.').next().unwrap_or(record);
    let names = [
        format!("{record}.{field}"),
        format!("{record}.*"),
        format!("{outer}.*"),
    ];
    let mut rows = NOT_SHOWN.iter();
    let is = |name: &&str| names.iter().any(|one| one == name);
    rows.find(|row| row.1.iter().any(is)).map(|row| row.0)
}
