//! Data API and Neon Auth.

use super::{
    super::{
        Row,
        argument::{
            Argument::{self, Each, Flag, Joined, Known, Needed, Option as Opt, Place, Sends, Yes},
            Body, Path,
        },
    },
    BRANCH, PROJECT, row,
};
use crate::api::operations::Operation as Op;

const DATABASE: Argument = Opt("--database", Path("database_name"));
const AGGREGATES: Argument = Flag(
    "--db-aggregates-enabled",
    Body("/settings/db_aggregates_enabled"),
);
const ANONYMOUS: Argument = Opt("--db-anon-role", Body("/settings/db_anon_role"));
const SEARCH_PATH: Argument = Opt(
    "--db-extra-search-path",
    Body("/settings/db_extra_search_path"),
);
const MOST_ROWS: Argument = Opt("--db-max-rows", Body("/settings/db_max_rows"));
const SCHEMAS: Argument = Joined("--db-schemas", Body("/settings/db_schemas"));
const CLAIM: Argument = Opt("--jwt-role-claim-key", Body("/settings/jwt_role_claim_key"));
const LIFETIME: Argument = Opt(
    "--jwt-cache-max-lifetime",
    Body("/settings/jwt_cache_max_lifetime"),
);
const OPENAPI: Argument = Known(
    "--openapi-mode",
    Body("/settings/openapi_mode"),
    &["ignore-privileges", "disabled"],
);
const ORIGINS: Argument = Opt(
    "--server-cors-allowed-origins",
    Body("/settings/server_cors_allowed_origins"),
);
const TIMING: Argument = Flag(
    "--server-timing-enabled",
    Body("/settings/server_timing_enabled"),
);
/// The sign-in providers that the CLI knows.
const PROVIDERS: &[&str] = &["google", "github", "vercel"];
const CLIENT: Argument = Opt("--oauth-client-id", Body("/client_id"));
const SECRET: Argument = Opt("--oauth-client-secret", Body("/client_secret"));
/// What the CLI sends as the provider of Neon Auth.
const BETTER_AUTH: Argument = Sends(Body("/auth_provider"), "better_auth");

pub(super) static ROWS: &[Row] = &[
    row(Op::GetDataApi, "data-api get", &[PROJECT, BRANCH, DATABASE]),
    row(
        Op::EnableDataApi,
        "data-api create",
        &[
            PROJECT,
            BRANCH,
            DATABASE,
            Known(
                "--auth-provider",
                Body("/auth_provider"),
                &["neon_auth", "external"],
            ),
            Opt("--jwks-url", Body("/jwks_url")),
            Opt("--provider-name", Body("/provider_name")),
            Opt("--jwt-audience", Body("/jwt_audience")),
            Flag("--add-default-grants", Body("/add_default_grants")),
            Flag("--skip-auth-schema", Body("/skip_auth_schema")),
            AGGREGATES,
            ANONYMOUS,
            SEARCH_PATH,
            MOST_ROWS,
            SCHEMAS,
            CLAIM,
            LIFETIME,
            OPENAPI,
            ORIGINS,
            TIMING,
        ],
    ),
    row(
        Op::UpdateDataApi,
        "data-api refresh-schema",
        &[PROJECT, BRANCH, DATABASE],
    ),
    row(
        Op::UpdateDataApi,
        "data-api update --replace",
        &[
            PROJECT,
            BRANCH,
            DATABASE,
            AGGREGATES,
            ANONYMOUS,
            SEARCH_PATH,
            MOST_ROWS,
            SCHEMAS,
            CLAIM,
            LIFETIME,
            OPENAPI,
            ORIGINS,
            TIMING,
        ],
    ),
    row(
        Op::DisableDataApi,
        "data-api delete",
        &[PROJECT, BRANCH, DATABASE],
    ),
    // Neon Auth
    row(Op::GetNeonAuth, "neon-auth status", &[PROJECT, BRANCH]),
    row(
        Op::EnableNeonAuth,
        "neon-auth enable",
        &[
            PROJECT,
            BRANCH,
            Opt("--database-name", Body("/database_name")),
            BETTER_AUTH,
        ],
    ),
    row(
        Op::DisableNeonAuth,
        "neon-auth disable",
        &[PROJECT, BRANCH, Yes("--delete-data", Body("/delete_data"))],
    ),
    row(
        Op::GetAuthSettings,
        "neon-auth plugins list",
        &[PROJECT, BRANCH],
    ),
    row(
        Op::SetAuthLocalhost,
        "neon-auth domain allow-localhost enable",
        &[PROJECT, BRANCH, Sends(Body("/allow_localhost"), "true")],
    ),
    row(
        Op::SetAuthLocalhost,
        "neon-auth domain allow-localhost disable",
        &[PROJECT, BRANCH, Sends(Body("/allow_localhost"), "false")],
    ),
    row(
        Op::UpdateAuthPassword,
        "neon-auth config email-password update",
        &[
            PROJECT,
            BRANCH,
            Flag("--enabled", Body("/enabled")),
            Known(
                "--email-verification-method",
                Body("/email_verification_method"),
                &["link", "otp"],
            ),
            Flag(
                "--require-email-verification",
                Body("/require_email_verification"),
            ),
            Flag(
                "--auto-sign-in-after-verification",
                Body("/auto_sign_in_after_verification"),
            ),
            Flag(
                "--send-verification-email-on-sign-up",
                Body("/send_verification_email_on_sign_up"),
            ),
            Flag(
                "--send-verification-email-on-sign-in",
                Body("/send_verification_email_on_sign_in"),
            ),
            Flag("--disable-sign-up", Body("/disable_sign_up")),
        ],
    ),
    row(
        Op::UpdateAuthOrganizations,
        "neon-auth config organization update",
        &[
            PROJECT,
            BRANCH,
            Flag("--enabled", Body("/enabled")),
            Opt("--limit", Body("/organization_limit")),
            Known("--creator-role", Body("/creator_role"), &["admin", "owner"]),
        ],
    ),
    row(
        Op::SetAuthEmailServer,
        "neon-auth config email-provider update --type shared",
        &[PROJECT, BRANCH, Sends(Body("/type"), "shared")],
    ),
    row(
        Op::SetAuthEmailServer,
        "neon-auth config email-provider update --type standard",
        &[
            PROJECT,
            BRANCH,
            Sends(Body("/type"), "standard"),
            Needed("--host", Body("/host")),
            Needed("--port", Body("/port")),
            Needed("--username", Body("/username")),
            Needed("--password", Body("/password")),
            Opt("--sender-email", Body("/sender_email")),
            Opt("--sender-name", Body("/sender_name")),
        ],
    ),
    row(
        Op::GetAuthWebhooks,
        "neon-auth config webhook get",
        &[PROJECT, BRANCH],
    ),
    row(
        Op::SetAuthWebhooks,
        "neon-auth config webhook update",
        WITHOUT_EVENTS,
    ),
    row(
        Op::SetAuthWebhooks,
        "neon-auth config webhook update",
        WITH_EVENTS,
    ),
    row(
        Op::CreateAuthUser,
        "neon-auth user create",
        &[
            PROJECT,
            BRANCH,
            Needed("--email", Body("/email")),
            Needed("--name", Body("/name")),
        ],
    ),
    row(
        Op::SetAuthUserRoles,
        "neon-auth user set-role",
        &[
            Place(Path("auth_user_id")),
            PROJECT,
            BRANCH,
            Each("--roles", Body("/roles"), &[]),
        ],
    ),
    row(
        Op::DeleteAuthUser,
        "neon-auth user delete",
        &[Place(Path("auth_user_id")), PROJECT, BRANCH],
    ),
    row(
        Op::ListTrustedDomains,
        "neon-auth domain list",
        &[PROJECT, BRANCH],
    ),
    row(
        Op::AddTrustedDomain,
        "neon-auth domain add",
        &[Place(Body("/domain")), PROJECT, BRANCH, BETTER_AUTH],
    ),
    row(
        Op::RemoveTrustedDomain,
        "neon-auth domain delete",
        &[
            Place(Body("/domains/0/domain")),
            PROJECT,
            BRANCH,
            BETTER_AUTH,
        ],
    ),
    row(
        Op::ListOauthProviders,
        "neon-auth oauth-provider list",
        &[PROJECT, BRANCH],
    ),
    row(
        Op::AddOauthProvider,
        "neon-auth oauth-provider add",
        &[
            PROJECT,
            BRANCH,
            Known("--provider-id", Body("/id"), PROVIDERS),
            CLIENT,
            SECRET,
        ],
    ),
    row(
        Op::UpdateOauthProvider,
        "neon-auth oauth-provider update",
        &[
            PROJECT,
            BRANCH,
            Known("--provider-id", Path("oauth_provider_id"), PROVIDERS),
            CLIENT,
            SECRET,
        ],
    ),
    row(
        Op::RemoveOauthProvider,
        "neon-auth oauth-provider delete",
        &[
            PROJECT,
            BRANCH,
            Known("--provider-id", Path("oauth_provider_id"), PROVIDERS),
        ],
    ),
];

const ENABLED: Argument = Flag("--enabled", Body("/enabled"));
const URL: Argument = Opt("--url", Body("/webhook_url"));
const TIMEOUT: Argument = Opt("--timeout", Body("/timeout_seconds"));
const WITHOUT_EVENTS: &[Argument] = &[PROJECT, BRANCH, ENABLED, URL, TIMEOUT];
const WITH_EVENTS: &[Argument] = &[
    PROJECT,
    BRANCH,
    ENABLED,
    URL,
    Each(
        "--enabled-events",
        Body("/enabled_events"),
        &[
            "user.before_create",
            "user.created",
            "send.otp",
            "send.magic_link",
        ],
    ),
    TIMEOUT,
];
