//! What reaches projects and branches besides Postgres connections: private networks, tokens, HTTP, sign-in.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::ui::action::table::platform::rows! { $read $($before)*
    VpcEndpoints {
        label: "VPC endpoints", short: "VPC endpoints", help: "List the VPC endpoints of the project or organization",
        also: "vpc private network",
        keys: ["g N"], group: Lists,
    } => { opens: flat::of::<types::VpcEndpoint>() }
    AssignVpcEndpoint {
        label: "Assign VPC endpoint", short: "VPC endpoint",
        help: "Assign a VPC endpoint to the project or organization",
        risk: Write, new: 'v', group: New,
    } => { adds_to: flat::of::<types::VpcEndpoint>() }
    JwksUrls {
        label: "JWKS URLs", short: "JWKS", help: "List the JWKS URLs whose tokens may connect",
        also: "jwt tokens authentication auth provider",
        keys: ["g J"], group: Lists,
    } => { opens: flat::of::<types::Jwks>() }
    AddJwks {
        label: "Add JWKS URL", short: "JWKS URL", help: "Let tokens that a provider signs connect to the project",
        risk: Write, wakes: true, new: 'J', group: New,
    } => { adds_to: flat::of::<types::Jwks>() }
    DataApi {
        label: "Data API", short: "Data API", help: "Show the Data API of a database",
        also: "rest http postgrest subzero",
        keys: ["g D"], group: Lists,
    } => { opens: flat::of::<types::DataApi>() }
    EnableDataApi {
        label: "Enable Data API", short: "Data API", help: "Let requests over HTTP reach a database",
        also: "rest http postgrest",
        risk: Write, wakes: true, new: 'D', group: New,
    } => { adds_to: flat::of::<types::DataApi>() }
    RefreshDataApi {
        label: "Refresh schema", short: "refresh schema", help: "Let the Data API see what has changed in the schema",
        also: "reload read schema cache postgrest data api",
        risk: Write, wakes: true, letter: '_', asks: true, group: Edit,
    } => {
        ready: commands::data_api::can_refresh(browser, changes),
        run: commands::data_api::refresh(browser, dialogs, neon),
    }
    Credentials {
        label: "Credentials", short: "credentials", help: "List the credentials for storage, AI gateway and functions",
        also: "token s3 access key secret service",
        keys: [], group: Lists,
    } => { opens: flat::of::<types::Credential>() }
    NewCredential {
        label: "New credential", short: "credential", help: "Create a credential; its secrets are copied once",
        also: "token s3 access key",
        risk: Write, new: 'C', group: New,
    } => { adds_to: flat::of::<types::Credential>() }
    RotateCredential {
        label: "Rotate credential", short: "rotate", help: "Give the credential new secrets; the old ones stop working",
        also: "token renew",
        risk: Write, letter: '%', asks: true, group: Danger,
    } => {
        ready: commands::credential::ready(browser, changes, neon),
        run: commands::credential::rotate(browser, dialogs, neon),
    }
    CopyCredential {
        label: "Copy secrets", short: "copy secrets", help: "Copy the credential's secrets without showing them",
        also: "reveal token",
        keys: [], hint: 15, letter: '$', group: Connect,
    } => {
        ready: commands::credential::ready(browser, changes, neon),
        run: commands::credential::copy(browser, neon),
    }
    Logs {
        label: "Logs", short: "logs", help: "Show what computes, functions and storage have logged",
        also: "log tail errors postgres messages telemetry",
        keys: ["g L"], group: Lists,
    } => { opens: &table::logs::SPEC }
    Advisors {
        label: "Advisors", short: "advisors", help: "List what Neon's advisors find in a database",
        also: "advisor security issues performance lint rls linter warnings",
        keys: [], hint: 15, letter: '4', group: Lists,
    } => { opens: flat::of::<types::AdvisorIssue>() }
    NeonAuth {
        label: "Neon Auth", short: "Neon Auth", help: "Show the sign-in service of a branch",
        also: "users sign in login better auth oauth",
        keys: ["g I"], group: Lists,
    } => { opens: flat::of::<types::NeonAuth>() }
    EnableNeonAuth {
        label: "Enable Neon Auth", short: "Neon Auth", help: "Let users of an application sign in on a branch",
        also: "users sign in login better auth",
        risk: Write, wakes: true, new: 'A', group: New,
    } => { adds_to: flat::of::<types::NeonAuth>() }
    AuthSettings {
        label: "Sign-in settings", short: "settings", help: "Show the settings of Neon Auth of a branch",
        also: "neon auth localhost password email smtp magic link phone organizations webhooks",
        keys: [], letter: '5', group: Lists,
    } => { opens: flat::of::<AuthSetting>(), from: Target::NeonAuth(..) }
    TrustedDomains {
        label: "Trusted domains", short: "domains", help: "List where users may be sent after sign-in",
        also: "neon auth redirect whitelist urls",
        keys: [], letter: '6', group: Lists,
    } => { opens: flat::of::<types::TrustedDomain>(), from: Target::NeonAuth(..) }
    AddTrustedDomain {
        label: "Add trusted domain", short: "trusted domain", help: "Let users be sent to a domain after sign-in",
        also: "neon auth redirect whitelist url",
        risk: Write, new: 't', group: New,
    } => { adds_to: flat::of::<types::TrustedDomain>() }
    OauthProviders {
        label: "OAuth providers", short: "providers", help: "List with whose accounts users sign in",
        also: "neon auth google github microsoft vercel social login",
        keys: [], letter: '7', group: Lists,
    } => { opens: flat::of::<types::OauthProvider>(), from: Target::NeonAuth(..) }
    AddOauthProvider {
        label: "Add OAuth provider", short: "OAuth provider", help: "Let users sign in with accounts elsewhere",
        also: "neon auth google github microsoft vercel social login",
        risk: Write, new: 'o', group: New,
    } => { adds_to: flat::of::<types::OauthProvider>() }
    AuthUsers {
        label: "Users", short: "users", help: "List users of Neon Auth: added here, or by id",
        also: "neon auth people accounts",
        keys: [], letter: '8', group: Lists,
    } => { opens: flat::of::<types::AuthUser>(), from: Target::NeonAuth(..) }
    NewAuthUser {
        label: "Add user", short: "user", help: "Add a user to Neon Auth",
        also: "neon auth people accounts create",
        risk: Write, wakes: true, new: 'u', group: New,
    } => { adds_to: flat::of::<types::AuthUser>() }
    AuthUserById {
        label: "User by id", short: "by id", help: "Take a user by the id, to set roles or delete",
        also: "neon auth role admin delete",
        keys: [], letter: '9', group: Lists,
    } => {
        ready: commands::neon_auth::by_id_ready(browser, neon),
        run: commands::neon_auth::ask_id(browser, dialogs, neon),
    }
    SendTestEmail {
        label: "Send test e-mail", short: "test e-mail", help: "Send an e-mail with your own server, to try it",
        also: "neon auth smtp mail provider",
        risk: Write, letter: '&', group: New,
    } => {
        ready: commands::neon_auth::test_ready(browser),
        run: commands::neon_auth::test(browser, dialogs, settings, neon),
    }
    DisableWithData {
        label: "Disable Neon Auth and delete its data", short: "delete data",
        help: "Disable Neon Auth; delete its users and settings", also: "neon_auth schema",
        risk: Write, wakes: true, letter: '~', asks: true, group: Danger,
    } => {
        ready: commands::neon_auth::ready(browser, changes),
        run: commands::neon_auth::confirm(browser, dialogs, neon),
    }
    } };
}
pub(in crate::ui::action) use rows;
