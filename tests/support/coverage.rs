//! The operations of the contract that the program does not call, and why.

/// Deprecated ones, with the operation that took their place.
pub const DEPRECATED: &[(&str, Option<&str>)] = &[
    (
        "addNeonAuthDomainToRedirectURIWhitelist",
        Some("addBranchNeonAuthTrustedDomain"),
    ),
    (
        "addNeonAuthOauthProvider",
        Some("addBranchNeonAuthOauthProvider"),
    ),
    ("createNeonAuthIntegration", Some("createNeonAuth")),
    ("createNeonAuthNewUser", Some("createBranchNeonAuthNewUser")),
    (
        "deleteNeonAuthDomainFromRedirectURIWhitelist",
        Some("deleteBranchNeonAuthTrustedDomain"),
    ),
    ("deleteNeonAuthIntegration", Some("disableNeonAuth")),
    (
        "deleteNeonAuthOauthProvider",
        Some("deleteBranchNeonAuthOauthProvider"),
    ),
    ("deleteNeonAuthUser", Some("deleteBranchNeonAuthUser")),
    ("getNeonAuthEmailServer", Some("getNeonAuthPluginConfigs")),
    ("listNeonAuthIntegrations", Some("getNeonAuth")),
    (
        "listNeonAuthOauthProviders",
        Some("listBranchNeonAuthOauthProviders"),
    ),
    (
        "listNeonAuthRedirectURIWhitelistDomains",
        Some("listBranchNeonAuthTrustedDomains"),
    ),
    ("transferProjectsFromUserToOrg", None),
    (
        "updateNeonAuthEmailServer",
        Some("updateNeonAuthEmailProvider"),
    ),
    (
        "updateNeonAuthOauthProvider",
        Some("updateBranchNeonAuthOauthProvider"),
    ),
];

/// Those whose answers another operation gives as well, and those that are of no use to a dashboard.
pub const NOT_CALLED: &[(&str, &str)] = &[
    ("createNeonAuthProviderSDKKeys", REPLACED),
    ("transferNeonAuthProviderProject", REPLACED),
    ("getNeonAuthAllowLocalhost", PLUGINS),
    ("getNeonAuthEmailAndPasswordConfig", PLUGINS),
    ("getNeonAuthEmailProvider", PLUGINS),
    ("getNeonAuthPhoneNumberPlugin", PLUGINS),
    (
        "getConsumptionHistoryPerProject",
        "`getConsumptionHistoryPerProjectV2` tells more",
    ),
    (
        "listOrganizationVPCEndpoints",
        "`listOrganizationVPCEndpointsAllRegions` lists those of all regions at once",
    ),
    (
        "getProjectBranchFunction",
        "`listProjectBranchFunctions` tells the same",
    ),
];

const REPLACED: &str = "of the project level of Neon Auth, which its branch level replaces";
const PLUGINS: &str = "`getNeonAuthPluginConfigs` tells it, with the rest";
