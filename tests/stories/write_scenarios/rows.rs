//! The rows: one for each change that an action can lead to.

use super::{Row, Step::*, starts};
use lazyneon::{
    api::Operation,
    key::Code,
    ui::Action::{self, *},
};
use serde_json::Value;

/// Actions that write, but not with a request of their own.
pub const OTHER_ACTIONS: &[(Action, &str)] = &[
    (Action::UploadObject, "a file is sent: uploads.rs"),
    (Action::DeployFunction, "a file is sent: uploads.rs"),
    (Action::NewFunction, "a file is sent: uploads.rs"),
    (
        RefreshDataApi,
        "Nothing tells afterwards whether the schema was read: data_api.rs",
    ),
    (
        OfferTransfer,
        "Neon does not tell afterwards whether a project is offered: transfers.rs",
    ),
    (
        NewAuthUser,
        "Neon tells nothing about users afterwards: auth_users.rs",
    ),
    (
        SendTestEmail,
        "nothing is changed that could be looked at: auth_users.rs",
    ),
    (
        RotateCredential,
        "Neon does not tell afterwards whether a credential was rotated: credentials.rs",
    ),
    (
        FormApply,
        "the last key of every form: in the rows of those",
    ),
    (
        EditText,
        "opens the form of the row in the editor: text.rs; what is sent is sent by the form",
    ),
];

/// Operations that write and that no action sends.
pub const OTHER_OPERATIONS: &[(Operation, &str)] = &[
    (Operation::DeployFunction, "a file is sent: uploads.rs"),
    (
        Operation::CreateTransferRequest,
        "nothing tells afterwards whether it has happened: transfers.rs",
    ),
    (Operation::CreateAuthUser, "nor does it here: auth_users.rs"),
    (
        Operation::SetAuthUserRoles,
        "nor does it here: auth_users.rs",
    ),
    (Operation::DeleteAuthUser, "nor does it here: auth_users.rs"),
    (Operation::SendTestEmail, "nor does it here: auth_users.rs"),
    (
        Operation::RotateCredential,
        "nothing tells afterwards whether it has happened: credentials.rs",
    ),
    (Operation::PresignObject, "changes nothing: storage.rs"),
    (Operation::QueryLogs, "changes nothing: logs.rs"),
    (
        Operation::RevealCredential,
        "changes nothing: credentials.rs",
    ),
];

/// Neon Auth of the seed.
const AUTH: &str = "/projects/patient-forest-33807219/branches/br-quiet-cloud-abk3v7d2/auth";
const AUTH_SETTINGS: &str =
    "/projects/patient-forest-33807219/branches/br-quiet-cloud-abk3v7d2/auth/plugins";
const AUTH_DOMAINS: &str =
    "/projects/patient-forest-33807219/branches/br-quiet-cloud-abk3v7d2/auth/domains";
const AUTH_PROVIDERS: &str =
    "/projects/patient-forest-33807219/branches/br-quiet-cloud-abk3v7d2/auth/oauth_providers";
const AUTH_WEBHOOKS: &str =
    "/projects/patient-forest-33807219/branches/br-quiet-cloud-abk3v7d2/auth/webhooks";

/// The list entry with this text in a field, or null if there is none.
fn one<'a>(now: &'a Value, list: &str, field: &str, is: &str) -> &'a Value {
    let mut entries = now[list].as_array().into_iter().flatten();
    entries
        .find(|entry| entry[field] == is)
        .unwrap_or(&Value::Null)
}

fn has(now: &Value, list: &str, field: &str, is: &str) -> bool {
    !one(now, list, field, is).is_null()
}

fn branch<'a>(now: &'a Value, name: &str) -> &'a Value {
    one(now, "branches", "name", name)
}

fn both(now: &Value, is_so: impl Fn(&Value) -> bool) -> bool {
    starts::BOTH.iter().all(|name| is_so(branch(now, name)))
}

macro_rules! rows {
    (@times) => { 1 };
    (@times $times:expr) => { $times };
    ($($name:ident {
        $action:ident sends $sends:ident $(times $times:literal)?, from: $from:ident, by: [$($by:expr),*],
        look: $look:expr, holds: $holds:expr, done: $done:expr, says: $says:expr,
    })*) => {
        $(mod $name {
            use super::*;

            pub const ROW: Row = Row {
                action: Action::$action, sends: Operation::$sends, times: rows!(@times $($times)?),
                from: starts::$from, by: &[$($by),*], look: $look, holds: $holds, done: $done, says: $says,
            };

            #[tokio::test(start_paused = true)]
            async fn survives_every_outcome() {
                ROW.survives_every_outcome().await;
            }

            #[tokio::test(start_paused = true)]
            async fn asks_the_same_at_every_size() {
                ROW.asks_the_same_at_every_size().await;
            }

            #[tokio::test(start_paused = true)]
            async fn outlives_a_lost_answer() {
                ROW.outlives_a_lost_answer().await;
            }
        })*

        /// All rows.
        pub const ROWS: &[&Row] = &[$(&$name::ROW),*];
    };
}

rows! {
    start {
        StartCompute sends StartEndpoint, from: dev, by: [Do(StartCompute)],
        look: "~/endpoints/{dev's}", holds: |now| now["endpoint"]["current_state"] == "active",
        done: "started", says: "compute of dev/maya started in",
    }
    suspend {
        SuspendCompute sends SuspendEndpoint, from: staging, by: [Do(SuspendCompute)],
        look: "~/endpoints/{staging's}", holds: |now| now["endpoint"]["current_state"] == "idle",
        done: "suspended", says: "compute of staging suspended in",
    }
    suspend_production {
        SuspendCompute sends SuspendEndpoint, from: production_compute, by: [Do(SuspendCompute), Do(ConfirmYes)],
        look: "~/endpoints/{production's}", holds: |now| now["endpoint"]["current_state"] == "idle",
        done: "suspended", says: "primary of production suspended in",
    }
    restart {
        RestartCompute sends RestartEndpoint, from: staging, by: [Do(RestartCompute), Do(ConfirmYes)],
        look: "~/endpoints/{staging's}",
        holds: |now| now["endpoint"]["started_at"].as_str().is_some_and(|at| at > "2026-11-21T14:02"),
        done: "restarted", says: "compute of staging restarted in",
    }
    new_branch {
        NewBranch sends CreateBranch, from: dev, by: [Do(NewBranch), Field("Name", "pr-499"), Do(FormApply)],
        look: "~/branches", holds: |now| !branch(now, "pr-499").is_null(),
        done: "created", says: "pr-499 is ready",
    }
    new_database {
        NewDatabase sends CreateDatabase, from: dev, by: [Do(NewDatabase), Field("Name", "reports"), Do(FormApply)],
        look: "~/branches/{dev}/databases", holds: |now| has(now, "databases", "name", "reports"),
        done: "created", says: "reports created",
    }
    new_role {
        NewRole sends CreateRole, from: dev, by: [Do(NewRole), Field("Name", "reporter"), Do(FormApply)],
        look: "~/branches/{dev}/roles", holds: |now| has(now, "roles", "name", "reporter"),
        done: "created", says: "reporter created",
    }
    new_compute {
        NewCompute sends CreateEndpoint, from: without_compute, by: [Do(NewCompute), Do(FormApply)],
        look: "~/endpoints", holds: |now| now["endpoints"].as_array().is_some_and(|all| all.len() == 11),
        done: "created", says: "compute of production_before_migration created",
    }
    new_replica {
        NewReplica sends CreateEndpoint, from: dev, by: [Do(NewReplica), Do(FormApply)],
        look: "~/branches/{dev}/endpoints", holds: |now| has(now, "endpoints", "type", "read_only"),
        done: "created", says: "replica of dev/maya created",
    }
    new_project {
        NewProject sends CreateProject, from: dev,
        by: [Do(NewProject), Field("Name", "scratch"), Do(FormApply), Do(ConfirmYes)],
        look: "/projects?org_id=org-bright-harbor-48215076&limit=100", holds: |now| has(now, "projects", "name", "scratch"),
        done: "created", says: "scratch is ready",
    }
    edit_database {
        EditDatabase sends UpdateDatabase, from: database,
        by: [Do(EditDatabase), Field("Name", "visits"), Do(FormApply), Do(ConfirmYes)],
        look: "~/branches/{dev}/databases", holds: |now| has(now, "databases", "name", "visits"),
        done: "renamed", says: "sessions renamed to visits",
    }
    edit_branch {
        EditBranch sends UpdateBranch, from: dev, by: [Do(EditBranch), Field("Name", "dev/jo"), Do(FormApply)],
        look: "~/branches", holds: |now| !branch(now, "dev/jo").is_null(),
        done: "renamed", says: "dev/maya renamed to dev/jo. z undo",
    }
    rename {
        Rename sends UpdateBranch, from: dev, by: [Do(Rename), Over("dev/jo"), Do(FormApply)],
        look: "~/branches", holds: |now| !branch(now, "dev/jo").is_null(),
        done: "renamed", says: "dev/maya renamed to dev/jo. z undo",
    }
    set_expiry {
        SetExpiry sends UpdateBranch, from: dev,
        by: [Do(SetExpiry), Field("Expires", "1 d"), Do(FormApply), Do(ConfirmYes)],
        look: "~/branches/{dev}", holds: |now| now["branch"]["expires_at"].is_string(),
        done: "changed", says: "changed. z undo",
    }
    edit_compute {
        EditCompute sends UpdateEndpoint, from: dev_compute, by: [Do(EditCompute), Field("Name", "maya"), Do(FormApply)],
        look: "~/endpoints/{dev's}", holds: |now| now["endpoint"]["name"] == "maya",
        done: "renamed", says: "compute of dev/maya renamed to maya",
    }
    allow_connections {
        AllowConnections sends UpdateEndpoint, from: blocked, by: [Do(AllowConnections)],
        look: "~/endpoints", holds: |now| !now["endpoints"].to_string().contains("\"disabled\":true"),
        done: "open to connections", says: "compute of dev/jonas open to connections. z undo",
    }
    edit_project {
        EditProject sends UpdateProject, from: project, by: [Do(EditProject), Field("Name", "shop"), Do(FormApply)],
        look: "~", holds: |now| now["project"]["name"] == "shop",
        done: "renamed", says: "storefront renamed to shop",
    }
    project_settings {
        ProjectSettings sends UpdateProject, from: dev, by: [Do(ProjectSettings), Field("Name", "shop"), Do(FormApply)],
        look: "~", holds: |now| now["project"]["name"] == "shop",
        done: "renamed", says: "storefront renamed to shop",
    }
    share {
        Share sends GrantPermission, from: project,
        by: [Do(Share), Over("noor@labs.example"), Do(FormApply), Do(ConfirmYes)],
        look: "~/permissions", holds: |now| has(now, "project_permissions", "granted_to_email", "noor@labs.example"),
        done: "given access", says: "storefront is shared with noor@labs.example now",
    }
    stop_sharing {
        Delete sends RevokePermission, from: share, by: [Do(Delete), Do(ConfirmYes)],
        look: "~/permissions", holds: |now| !has(now, "project_permissions", "granted_to_email", "noor@labs.example"),
        done: "removed from those with access", says: "noor@labs.example removed from those with access",
    }
    new_key {
        NewKey sends CreateApiKey, from: key, by: [Do(NewKey), Over("ci"), Do(FormApply)],
        look: "/api_keys", holds: |now| now.as_array().is_some_and(|all| all.iter().any(|key| key["name"] == "ci")),
        done: "created", says: "API key ci created",
    }
    new_key_of_the_organization {
        NewKey sends CreateOrgApiKey, from: key_of_the_organization, by: [Do(NewKey), Over("ci"), Do(FormApply)],
        look: "/organizations/org-bright-harbor-48215076/api_keys",
        holds: |now| now.as_array().is_some_and(|all| all.iter().any(|key| key["name"] == "ci")),
        done: "created", says: "API key ci created",
    }
    revoke_key {
        Delete sends RevokeApiKey, from: key, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "/api_keys", holds: |now| now.as_array().is_some_and(|all| all.iter().all(|key| key["name"] != "old-laptop")),
        done: "revoked", says: "old-laptop revoked",
    }
    revoke_key_of_the_organization {
        Delete sends RevokeOrgApiKey, from: key_of_the_organization, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "/organizations/org-bright-harbor-48215076/api_keys",
        holds: |now| now.as_array().is_some_and(|all| all.iter().all(|key| key["name"] != "github-actions")),
        done: "revoked", says: "github-actions revoked",
    }
    invite {
        Invite sends CreateInvitations, from: member, by: [Do(Invite), Over("noor@labs.example"), Do(FormApply), Do(ConfirmYes)],
        look: "/organizations/org-bright-harbor-48215076/invitations",
        holds: |now| has(now, "invitations", "email", "noor@labs.example"),
        done: "invited", says: "invited to Lighthouse Labs",
    }
    edit_member {
        EditMember sends UpdateMember, from: member, by: [Do(EditMember), Do(PreviousValue), Do(FormApply), Do(ConfirmYes)],
        look: "/organizations/org-bright-harbor-48215076/members?limit=100",
        holds: |now| now["members"].as_array().is_some_and(|all| all.iter().any(|one| {
            one["user"]["email"] == "priya@lighthouse.example" && one["member"]["role"] == "admin"
        })),
        done: "changed", says: "priya@lighthouse.example changed",
    }
    set_project_role {
        EditFields sends SetProjectRole, from: project_member,
        by: [Do(EditFields), Do(NextValue), Do(FormApply), Do(ConfirmYes)],
        look: "~/members", holds: |now| {
            one(now, "project_members", "email", "priya@lighthouse.example")["project_role"] == "viewer"
        },
        done: "changed", says: "priya@lighthouse.example changed: viewer in this project. z undo",
    }
    remove_project_role {
        EditFields sends RemoveProjectRole, from: project_member_with_a_role,
        by: [Do(EditFields), Do(PreviousValue), Do(FormApply), Do(ConfirmYes)],
        look: "~/members", holds: |now| {
            one(now, "project_members", "email", "tomas@lighthouse.example")["project_role"].is_null()
        },
        done: "changed", says: "tomas@lighthouse.example changed: the role in the organization counts. z undo",
    }
    remove_member {
        Delete sends RemoveMember, from: member, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "/organizations/org-bright-harbor-48215076/members?limit=100",
        holds: |now| now["members"].as_array().is_some_and(|all| {
            all.iter().all(|one| one["user"]["email"] != "priya@lighthouse.example")
        }),
        done: "removed", says: "priya@lighthouse.example removed",
    }
    assign_vpc_endpoint {
        AssignVpcEndpoint sends AssignOrgVpcEndpoint, from: vpc_endpoint,
        by: [Do(AssignVpcEndpoint), Field("Endpoint", "vpce-0123456789abcdef0"), Field("Label", "lab"), Do(FormApply)],
        look: "/organizations/org-bright-harbor-48215076/vpc/vpc_endpoints",
        holds: |now| has(now, "endpoints", "vpc_endpoint_id", "vpce-0123456789abcdef0"),
        done: "assigned", says: "VPC endpoint lab assigned to Lighthouse Labs",
    }
    label_vpc_endpoint {
        EditFields sends AssignOrgVpcEndpoint, from: vpc_endpoint,
        by: [Do(EditFields), Over("headquarters"), Do(FormApply)],
        look: "/organizations/org-bright-harbor-48215076/vpc/vpc_endpoints",
        holds: |now| has(now, "endpoints", "label", "headquarters"),
        done: "changed", says: "office network changed",
    }
    remove_vpc_endpoint {
        Delete sends RemoveOrgVpcEndpoint, from: vpc_endpoint, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "/organizations/org-bright-harbor-48215076/vpc/vpc_endpoints",
        holds: |now| !has(now, "endpoints", "label", "office network"),
        done: "removed", says: "office network removed",
    }
    assign_vpc_endpoint_to_project {
        AssignVpcEndpoint sends AssignProjectVpcEndpoint, from: vpc_endpoints_of_project,
        by: [Do(AssignVpcEndpoint), Do(FormApply), Do(ConfirmYes)],
        look: "~/vpc_endpoints", holds: |now| has(now, "endpoints", "label", "office network"),
        done: "assigned", says: "VPC endpoint office network assigned to storefront",
    }
    remove_vpc_endpoint_from_project {
        Delete sends RemoveProjectVpcEndpoint, from: vpc_endpoint_of_project, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "/projects/sparkling-hill-99143322/vpc_endpoints",
        holds: |now| !has(now, "endpoints", "label", "Frankfurt services"),
        done: "removed", says: "Frankfurt services removed",
    }
    add_jwks {
        AddJwks sends AddJwks, from: jwks,
        by: [Do(AddJwks), Field("Provider", "Clerk"), Field("URL", "https://clerk.example/jwks"), Do(FormApply), Do(ConfirmYes)],
        look: "~/jwks", holds: |now| has(now, "jwks", "jwks_url", "https://clerk.example/jwks"),
        done: "added", says: "tokens of Clerk can connect to storefront now",
    }
    delete_jwks {
        Delete sends DeleteJwks, from: jwks, by: [Do(Delete), Do(ConfirmYes)],
        look: "~/jwks", holds: |now| !has(now, "jwks", "provider_name", "Auth0"),
        done: "deleted", says: "Auth0 deleted",
    }
    enable_data_api {
        EnableDataApi sends EnableDataApi, from: database, by: [Do(EnableDataApi), Do(FormApply), Do(ConfirmYes)],
        look: "~/branches/{dev}/data-api/sessions", holds: |now| now["url"].is_string(),
        done: "enabled", says: "sessions can be reached over HTTP now",
    }
    edit_data_api {
        Edit sends UpdateDataApi, from: data_api, by: [Do(Edit), Field("Most rows", "500"), Do(FormApply)],
        look: "~/branches/{staging}/data-api/storefront", holds: |now| now["settings"]["db_max_rows"] == 500,
        done: "changed", says: "storefront changed",
    }
    disable_data_api {
        Delete sends DisableDataApi, from: data_api, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{staging}/data-api/storefront", holds: |now| now["url"].is_null(),
        done: "disabled", says: "storefront disabled",
    }
    enable_neon_auth {
        EnableNeonAuth sends EnableNeonAuth, from: dev, by: [Do(EnableNeonAuth), Do(FormApply), Do(ConfirmYes)],
        look: "~/branches/{dev}/auth", holds: |now| now["base_url"].is_string(),
        done: "enabled", says: "Neon Auth of dev/maya enabled",
    }
    rename_neon_auth {
        Rename sends UpdateNeonAuth, from: neon_auth, by: [Do(Rename), Over("Beacon"), Do(FormApply)],
        look: AUTH, holds: |now| now["name"] == "Beacon",
        done: "renamed", says: "Lighthouse renamed to Beacon. z undo",
    }
    disable_neon_auth {
        Delete sends DisableNeonAuth, from: neon_auth, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: AUTH, holds: |now| now["base_url"].is_null(),
        done: "disabled", says: "Lighthouse disabled",
    }
    disable_neon_auth_with_data {
        DisableWithData sends DisableNeonAuth, from: neon_auth, by: [Do(DisableWithData), Word, Do(ConfirmEnter)],
        look: AUTH, holds: |now| now["base_url"].is_null(),
        done: "disabled", says: "Lighthouse disabled",
    }
    set_auth_localhost {
        Edit sends SetAuthLocalhost, from: auth_localhost, by: [Do(Edit), Press(Code::Right), Do(FormApply)],
        look: AUTH_SETTINGS, holds: |now| now["allow_localhost"] == false,
        done: "changed", says: "Localhost changed. z undo",
    }
    edit_auth_password {
        Edit sends UpdateAuthPassword, from: auth_password,
        by: [Do(Edit), Press(Code::Right), Do(FormApply), Do(ConfirmYes)],
        look: AUTH_SETTINGS, holds: |now| now["email_and_password"]["enabled"] == false,
        done: "changed", says: "E-mail and password changed. z undo",
    }
    edit_auth_organizations {
        Edit sends UpdateAuthOrganizations, from: auth_organizations,
        by: [Do(Edit), Field("Members", "7"), Do(FormApply)],
        look: AUTH_SETTINGS, holds: |now| now["organization"]["membership_limit"] == 7,
        done: "changed", says: "Organizations changed. z undo",
    }
    edit_auth_magic_link {
        Edit sends UpdateAuthMagicLink, from: auth_magic_link, by: [Do(Edit), Field("Minutes valid", "30"), Do(FormApply)],
        look: AUTH_SETTINGS, holds: |now| now["magic_link"]["expires_in"] == 30,
        done: "changed", says: "Magic link changed. z undo",
    }
    edit_auth_phone {
        Edit sends UpdateAuthPhone, from: auth_phone, by: [Do(Edit), Field("Seconds valid", "60"), Do(FormApply)],
        look: AUTH_SETTINGS, holds: |now| now["phone_number"]["otp_expires_in"] == 60,
        done: "changed", says: "Phone number changed. z undo",
    }
    set_auth_email_server {
        Edit sends SetAuthEmailServer, from: auth_email_server, by: [Do(Edit), Field("Name", "Beacon"), Do(FormApply)],
        look: AUTH_SETTINGS, holds: |now| now["email_provider"]["sender_name"] == "Beacon",
        done: "changed", says: "E-mail server changed. z undo",
    }
    set_auth_webhooks {
        Edit sends SetAuthWebhooks, from: auth_webhooks,
        by: [Do(Edit), Field("URL", "https://a.example/hook"), Do(FormApply), Do(ConfirmYes)],
        look: AUTH_WEBHOOKS, holds: |now| now["webhook_url"] == "https://a.example/hook",
        done: "changed", says: "Webhooks changed. z undo",
    }
    add_trusted_domain {
        AddTrustedDomain sends AddTrustedDomain, from: neon_auth,
        by: [Do(AddTrustedDomain), Field("Domain", "https://a.example"), Do(FormApply), Do(ConfirmYes)],
        look: AUTH_DOMAINS, holds: |now| has(now, "domains", "domain", "https://a.example"),
        done: "added", says: "https://a.example added: users of development can be sent there",
    }
    remove_trusted_domain {
        Delete sends RemoveTrustedDomain, from: trusted_domain, by: [Do(Delete), Do(ConfirmYes)],
        look: AUTH_DOMAINS, holds: |now| !has(now, "domains", "domain", "https://lighthouse.example"),
        done: "removed", says: "https://lighthouse.example removed. z undo",
    }
    add_oauth_provider {
        AddOauthProvider sends AddOauthProvider, from: oauth_provider,
        by: [Do(AddOauthProvider), Do(FormApply), Do(ConfirmYes)],
        look: AUTH_PROVIDERS, holds: |now| has(now, "providers", "id", "microsoft"),
        done: "added", says: "Microsoft added: users can sign in with it on development",
    }
    edit_oauth_provider {
        Edit sends UpdateOauthProvider, from: oauth_provider,
        by: [Do(Edit), Field("Client ID", "ours"), Do(FormApply), Do(ConfirmYes)],
        look: AUTH_PROVIDERS, holds: |now| has(now, "providers", "client_id", "ours"),
        done: "changed", says: "GitHub changed. z undo",
    }
    remove_oauth_provider {
        Delete sends RemoveOauthProvider, from: oauth_provider, by: [Do(Delete), Do(ConfirmYes)],
        look: AUTH_PROVIDERS, holds: |now| !has(now, "providers", "id", "github"),
        done: "removed", says: "GitHub removed",
    }
    set_spending_limit {
        EditSpending sends SetSpendingLimit, from: organization, by: [Do(EditSpending), Over("99.50"), Do(FormApply)],
        look: "/organizations/org-bright-harbor-48215076/billing/spending_limit",
        holds: |now| now["spending_limit_cents"] == 9_950,
        done: "changed", says: "the spending limit of Lighthouse Labs changed",
    }
    take_spending_limit_away {
        EditSpending sends DeleteSpendingLimit, from: organization, by: [Do(EditSpending), Over("none"), Do(FormApply)],
        look: "/organizations/org-bright-harbor-48215076/billing/spending_limit",
        holds: |now| now["spending_limit_cents"].is_null(),
        done: "changed", says: "the spending limit of Lighthouse Labs changed",
    }
    transfer {
        Transfer sends TransferProjects, from: playground, by: [Do(Transfer), Do(MenuRun), Word, Do(ConfirmEnter)],
        look: "/projects/old-fire-32990194", holds: |now| now["project"]["org_id"] == "org-bright-harbor-48215076",
        done: "transferred", says: "playground transferred",
    }
    accept_transfer {
        AcceptTransfer sends AcceptTransferRequest, from: offered,
        by: [Do(AcceptTransfer), Field("Link", starts::OFFER), Do(FormApply), Do(ConfirmYes)],
        look: "/projects/old-fire-32990194", holds: |now| now["project"]["org_id"] == "org-bright-harbor-48215076",
        done: "accepted", says: "old-fire-32990194 accepted: it belongs to Lighthouse Labs now",
    }
    protect {
        Protect sends UpdateBranch, from: dev, by: [Do(Protect)],
        look: "~/branches/{dev}", holds: |now| now["branch"]["protected"] == true,
        done: "protected", says: "dev/maya protected. z undo",
    }
    unprotect {
        Unprotect sends UpdateBranch, from: protected, by: [Do(Unprotect), Do(ConfirmYes)],
        look: "~/branches/{dev}", holds: |now| now["branch"]["protected"] == false,
        done: "unprotected", says: "dev/maya unprotected. z undo",
    }
    undo {
        Undo sends UpdateBranch, from: protected, by: [Do(Undo), Do(ConfirmYes)],
        look: "~/branches/{dev}", holds: |now| now["branch"]["protected"] == false,
        done: "changed back", says: "dev/maya changed back",
    }
    undo_of_the_list {
        UndoList sends UpdateBranch, from: protected, by: [Do(UndoList), Do(MenuRun), Do(ConfirmYes)],
        look: "~/branches/{dev}", holds: |now| now["branch"]["protected"] == false,
        done: "changed back", says: "dev/maya changed back",
    }
    set_default {
        SetDefault sends SetDefaultBranch, from: dev, by: [Do(SetDefault), Do(ConfirmYes)],
        look: "~/branches/{dev}", holds: |now| now["branch"]["default"] == true,
        done: "made the default branch", says: "dev/maya made the default branch. z undo",
    }
    reset {
        ResetBranch sends RestoreBranch, from: dev, by: [Do(ResetBranch), Do(RestoreNext), Word, Do(ConfirmEnter)],
        look: "~/branches/{dev}", holds: |now| now["branch"]["last_reset_at"].is_string(),
        done: "reset from its parent", says: "dev/maya reset from its parent",
    }
    restore {
        Restore sends RestoreBranch, from: unprotected_production,
        by: [Do(Restore), Do(RestoreNext), Do(RestoreNext), Do(RestoreNext), Word, Do(ConfirmEnter)],
        look: "~/branches", holds: |now| !branch(now, "production_old_2026-11-21T14:02Z").is_null(),
        done: "restored", says: "production restored in",
    }
    restore_snapshot {
        Restore sends RestoreSnapshot, from: snapshot,
        by: [Do(Restore), Do(RestoreNext), Do(RestoreNext), Do(RestoreNext), Word, Do(ConfirmEnter)],
        look: "~/branches/{production}", holds: |now| now["branch"]["name"] != "production",
        done: "restored", says: "production restored",
    }
    look_at_a_moment {
        RestoreTry sends CreateBranch, from: unprotected_production, by: [Do(Restore), Do(RestoreNext), Do(RestoreTry)],
        look: "~/branches", holds: |now| !branch(now, "production_look_14:02:13").is_null(),
        done: "created", says: "production_look_14:02:13 is ready",
    }
    take_snapshot {
        TakeSnapshot sends CreateSnapshot, from: production, by: [Do(TakeSnapshot), Over("before the move"), Do(FormApply)],
        look: "~/snapshots", holds: |now| has(now, "snapshots", "name", "before the move"),
        done: "created", says: "before the move taken",
    }
    edit_snapshot {
        EditSnapshot sends UpdateSnapshot, from: snapshot, by: [Do(EditSnapshot), Over("keep me"), Do(FormApply)],
        look: "~/snapshots", holds: |now| has(now, "snapshots", "name", "keep me"),
        done: "renamed", says: "renamed to keep me. z undo",
    }
    branch_from_snapshot {
        NewFromSnapshot sends RestoreSnapshot, from: snapshot, by: [Do(NewFromSnapshot), Over("looked at"), Do(FormApply)],
        look: "~/branches", holds: |now| !branch(now, "looked at").is_null(),
        done: "created", says: "looked at",
    }
    finalize {
        FinalizeRestore sends FinalizeRestore, from: looked_at, by: [Do(FinalizeRestore), Word, Do(ConfirmEnter)],
        look: "~/branches", holds: |now| branch(now, "looked at").is_null(),
        done: "put in place of the branch it was restored for", says: "looked at put in place of",
    }
    backup_schedule {
        BackupSchedule sends SetSnapshotSchedule, from: production,
        by: [Do(BackupSchedule), Over("monthly 1 03:00"), Do(FormApply)],
        look: "~/branches/{production}/backup_schedule", holds: |now| has(now, "schedule", "frequency", "monthly"),
        done: "changed", says: "backups of production changed. z undo",
    }
    new_credential {
        NewCredential sends CreateCredential, from: credentials,
        by: [
            Do(NewCredential), Field("Name", "ci"), Press(Code::Tab), Press(Code::Left), Do(FormApply), Do(ConfirmYes)
        ],
        look: "~/branches/{staging}/credentials", holds: |now| has(now, "credentials", "name", "ci"),
        done: "created", says: "ci created. g v on it shows its secrets once",
    }
    revoke_credential {
        Delete sends RevokeCredential, from: credential, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{staging}/credentials", holds: |now| !has(now, "credentials", "name", "support-bot"),
        done: "revoked", says: "support-bot revoked",
    }
    new_bucket {
        NewBucket sends CreateBucket, from: buckets, by: [Do(NewBucket), Field("Name", "uploads"), Do(FormApply)],
        look: "~/branches/{production}/buckets", holds: |now| has(now, "buckets", "name", "uploads"),
        done: "created", says: "uploads created on production",
    }
    delete_bucket {
        Delete sends DeleteBucket, from: bucket, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{production}/buckets", holds: |now| !has(now, "buckets", "name", "invoices"),
        done: "deleted", says: "invoices deleted",
    }
    delete_object {
        Delete sends DeleteObject, from: object, by: [Do(Delete), Do(ConfirmYes)],
        look: "~/branches/{production}/buckets/product-images/objects",
        holds: |now| !has(now, "objects", "key", "placeholder.svg"),
        done: "deleted", says: "placeholder.svg deleted",
    }
    delete_folder {
        Delete sends DeleteObjectsBelow, from: folder, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{production}/buckets/product-images/objects",
        holds: |now| !has(now, "objects", "key", "shoes/trail-runner.webp"),
        done: "deleted", says: "shoes/ deleted",
    }
    rename_function {
        Rename sends UpdateFunction, from: function, by: [Do(Rename), Over("Payments"), Do(FormApply)],
        look: "~/branches/{production}/functions", holds: |now| has(now, "functions", "name", "Payments"),
        done: "renamed", says: "Checkout webhooks renamed to Payments. z undo",
    }
    delete_function {
        Delete sends DeleteFunction, from: function, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{production}/functions", holds: |now| !has(now, "functions", "slug", "checkout"),
        done: "deleted", says: "Checkout webhooks deleted",
    }
    new_trigger {
        NewTrigger sends CreateTrigger, from: triggers,
        by: [Do(NewTrigger), Field("Name", "hourly"), Field("Schedule", "0 * * * *"), Do(FormApply), Do(ConfirmYes)],
        look: "~/branches/{production}/triggers", holds: |now| has(now, "triggers", "name", "hourly"),
        done: "created", says: "hourly created on production",
    }
    edit_trigger {
        EditFields sends UpdateTrigger, from: trigger,
        by: [Do(Edit), Field("Path", "/report"), Do(FormApply), Do(ConfirmYes)],
        look: "~/branches/{production}/triggers", holds: |now| has(now, "triggers", "function_path", "/report"),
        done: "changed", says: "nightly report changed. z undo",
    }
    delete_trigger {
        Delete sends DeleteTrigger, from: trigger, by: [Do(Delete), Do(ConfirmYes)],
        look: "~/branches/{production}/triggers", holds: |now| !has(now, "triggers", "name", "nightly report"),
        done: "deleted", says: "nightly report deleted. z undo",
    }
    add_custom_domain {
        AddCustomDomain sends AddCustomDomain, from: custom_domain,
        by: [Do(AddCustomDomain), Field("Domain", "api.example.com"), Do(FormApply), Do(ConfirmYes)],
        look: "~/branches/{production}/custom-domains",
        holds: |now| has(now, "custom_domains", "domain", "api.example.com"),
        done: "added", says: "api.example.com added: its page says where its CNAME has to point",
    }
    remove_custom_domain {
        Delete sends RemoveCustomDomain, from: custom_domain, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{production}/custom-domains",
        holds: |now| !has(now, "custom_domains", "domain", "hooks.storefront.example"),
        done: "removed", says: "hooks.storefront.example removed. z undo",
    }
    new_masked_branch {
        NewMaskedBranch sends CreateMaskedBranch, from: dev,
        by: [
            Do(NewMaskedBranch), Field("Name", "dev/masked"),
            Field("Rules", "storefront.public.customers.email = anon.fake_email()"), Do(FormApply)
        ],
        look: "~/branches", holds: |now| !branch(now, "dev/masked").is_null(),
        done: "created", says: "dev/masked is ready",
    }
    add_masking_rule {
        AddMaskingRule sends SetMaskingRules, from: masking_rules,
        by: [
            Do(AddMaskingRule), Field("Table", "orders"), Field("Column", "status"), Field("Function", "anon.hash(status)"),
            Do(FormApply)
        ],
        look: "~/branches/{masked}/masking_rules",
        holds: |now| has(now, "masking_rules", "column_name", "status"),
        done: "added", says: "status is masked the next time qa/checkout-v2 is",
    }
    edit_masking_rule {
        EditFields sends SetMaskingRules, from: masking_rule,
        by: [Do(Edit), Field("Function", "anon.hash(email)"), Do(FormApply)],
        look: "~/branches/{masked}/masking_rules",
        holds: |now| has(now, "masking_rules", "masking_function", "anon.hash(email)"),
        done: "changed", says: "customers.email changed. z undo",
    }
    remove_masking_rule {
        Delete sends SetMaskingRules, from: masking_rule, by: [Do(Delete), Do(ConfirmYes)],
        look: "~/branches/{masked}/masking_rules",
        holds: |now| !has(now, "masking_rules", "column_name", "email"),
        done: "removed", says: "customers.email removed. z undo",
    }
    remove_marked_masking_rules {
        Delete sends SetMaskingRules times 2, from: two_masking_rules, by: [Do(Delete), Do(ConfirmYes)],
        look: "~/branches/{masked}/masking_rules",
        holds: |now| now["masking_rules"].as_array().is_some_and(|all| all.len() == 2),
        done: "removed", says: "all 2 removed in",
    }
    start_masking {
        StartMasking sends StartMasking, from: masked, by: [Do(StartMasking), Do(ConfirmYes)],
        look: "~/branches/{masked}/anonymized_status",
        holds: |now| now["last_run"]["started_at"].as_str().is_some_and(|at| at > "2026-11-21T14"),
        done: "masked", says: "qa/checkout-v2 masked",
    }
    reset_password {
        ResetPassword sends ResetPassword, from: role, by: [Do(ResetPassword), Word, Do(ConfirmEnter)],
        look: "~/branches/{dev}/roles/readonly",
        holds: |now| now["role"]["updated_at"].as_str().is_some_and(|at| at > "2026-11-21T14"),
        done: "given a new password", says: "readonly given a new password",
    }
    reset_password_in_connect {
        ConnectReset sends ResetPassword, from: role, by: [Do(Connect), Do(ConnectReset), Word, Do(ConfirmEnter)],
        look: "~/branches/{dev}/roles/readonly",
        holds: |now| now["role"]["updated_at"].as_str().is_some_and(|at| at > "2026-11-21T14"),
        done: "given a new password", says: "readonly given a new password",
    }
    delete_project {
        Delete sends DeleteProject, from: docs, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "/projects?org_id=org-bright-harbor-48215076&limit=100", holds: |now| !has(now, "projects", "name", "docs-site"),
        done: "deleted", says: "docs-site deleted. z undo",
    }
    delete_branch {
        Delete sends DeleteBranch, from: dev, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches", holds: |now| branch(now, "dev/maya").is_null(),
        done: "deleted", says: "dev/maya deleted",
    }
    delete_compute {
        Delete sends DeleteEndpoint, from: dev_compute, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{dev}/endpoints", holds: |now| now["endpoints"].as_array().is_some_and(Vec::is_empty),
        done: "deleted", says: "compute of dev/maya deleted",
    }
    delete_database {
        Delete sends DeleteDatabase, from: database, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{dev}/databases", holds: |now| !has(now, "databases", "name", "sessions"),
        done: "deleted", says: "sessions deleted",
    }
    delete_role {
        Delete sends DeleteRole, from: role, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches/{dev}/roles", holds: |now| !has(now, "roles", "name", "readonly"),
        done: "deleted", says: "readonly deleted",
    }
    delete_snapshot {
        Delete sends DeleteSnapshot, from: snapshot, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/snapshots", holds: |now| now["snapshots"].as_array().is_some_and(|all| all.len() == 1),
        done: "deleted", says: "deleted",
    }
    recover_project {
        Deleted sends RecoverProject, from: docs, by: [Do(Deleted), Do(MenuRun)],
        look: "/projects?org_id=org-bright-harbor-48215076&limit=100",
        holds: |now| has(now, "projects", "name", "old-landing-page"),
        done: "recovered", says: "old-landing-page recovered",
    }
    recover_branch {
        Recover sends RecoverBranch, from: deleted_branch, by: [Do(Recover)],
        look: "~/branches", holds: |now| !branch(now, "dev/maya").is_null(),
        done: "recovered", says: "dev/maya recovered",
    }
    start_marked {
        StartCompute sends StartEndpoint times 2, from: two_idle, by: [Do(StartCompute), Do(ConfirmYes)],
        look: "~/endpoints/{dev's}", holds: |now| now["endpoint"]["current_state"] == "active",
        done: "started", says: "all 2 started in",
    }
    suspend_marked {
        SuspendCompute sends SuspendEndpoint times 2, from: two_active, by: [Do(SuspendCompute), Do(ConfirmYes)],
        look: "~/endpoints/{dev's}", holds: |now| now["endpoint"]["current_state"] == "idle",
        done: "suspended", says: "all 2 suspended in",
    }
    expire_marked {
        SetExpiry sends UpdateBranch times 2, from: two_idle,
        by: [Do(SetExpiry), Press(Code::Char('d')), Do(ConfirmYes)],
        look: "~/branches", holds: |now| both(now, |branch| branch["expires_at"].is_string()),
        done: "given an expiry", says: "all 2 given an expiry",
    }
    protect_marked {
        Protect sends UpdateBranch times 2, from: two_idle, by: [Do(Protect), Do(ConfirmYes)],
        look: "~/branches", holds: |now| both(now, |branch| branch["protected"] == true),
        done: "protected", says: "all 2 protected in",
    }
    unprotect_marked {
        Unprotect sends UpdateBranch times 2, from: two_protected, by: [Do(Unprotect), Word, Do(ConfirmEnter)],
        look: "~/branches", holds: |now| both(now, |branch| branch["protected"] == false),
        done: "unprotected", says: "all 2 unprotected in",
    }
    delete_marked {
        Delete sends DeleteBranch times 2, from: two_idle, by: [Do(Delete), Word, Do(ConfirmEnter)],
        look: "~/branches", holds: |now| both(now, Value::is_null),
        done: "deleted", says: "all 2 deleted in",
    }
    undo_restore {
        Undo sends RestoreBranch, from: restored, by: [Do(Undo), Do(ConfirmYes)],
        look: "~/branches", holds: |now| now["branches"].as_array().is_some_and(|all| all.len() > 11),
        done: "reverted", says: "production reverted in",
    }
    recover_marked {
        Recover sends RecoverBranch times 2, from: two_deleted, by: [Do(Recover), Do(ConfirmYes)],
        look: "~/branches", holds: |now| both(now, |branch| !branch.is_null()),
        done: "recovered", says: "all 2 recovered in",
    }
}
