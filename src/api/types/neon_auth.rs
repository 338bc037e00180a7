//! Neon Auth: sign-in for the users of an application, with its data in a branch.

use super::{
    ids::{BranchId, DatabaseName, ids},
    lenient::{answer, record},
    time::Time,
};
use crate::api::secret::ServerKey;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use serde_json::Value;

ids! {
    /// A domain that users of Neon Auth may be sent to, a URL.
    DomainUrl,
    /// An OAuth provider, such as `google`.
    OauthProviderId,
    /// A user of Neon Auth, a UUID.
    AuthUserId,
}

/// A part of the settings of Neon Auth, with a URL of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AuthSection {
    Localhost,
    Password,
    Organizations,
    MagicLink,
    Phone,
    EmailServer,
    Webhooks,
}

impl AuthSection {
    /// The last part of its URL.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Localhost => "allow_localhost",
            Self::Password => "email_and_password",
            Self::Organizations => "organization",
            Self::MagicLink => "magic-link",
            Self::Phone => "phone-number",
            Self::EmailServer => "email_provider",
            Self::Webhooks => "webhooks",
        }
    }
}

record! {
    /// Neon Auth of a branch.
    pub struct NeonAuth [by branch_id] {
        pub branch_id: BranchId,
        /// The name of the application in its e-mails.
        pub name: CompactString,
        /// `better_auth`; older ones have `stack`.
        pub auth_provider: CompactString,
        /// What the provider calls it.
        pub auth_provider_project_id: CompactString,
        /// The database that has the schema `neon_auth`.
        pub db_name: DatabaseName,
        /// Where applications send their requests.
        pub base_url: CompactString,
        /// Where the keys are that its tokens are signed with.
        pub jwks_url: CompactString,
        /// `neon` or `user`.
        pub owned_by: CompactString,
        /// `initiated` or `finished`, if it is handed over.
        pub transfer_status: CompactString,
        pub created_at: Option<Time>,
    }

    /// A domain that users of Neon Auth may be sent to after they have signed in.
    pub struct TrustedDomain [by domain] {
        pub domain: DomainUrl,
        pub auth_provider: CompactString,
    }

    /// With whose accounts users of Neon Auth sign in. The secret, which Neon may send, is never read.
    pub struct OauthProvider [by id] {
        pub id: OauthProviderId,
        /// `shared`, with keys of Neon, or `standard`, with the user's own.
        pub r#type: CompactString,
        pub client_id: Option<CompactString>,
    }

    /// A user of Neon Auth. Neon lists none: this is what is known from what was sent.
    pub struct AuthUser [by id] {
        pub id: AuthUserId,
        pub email: CompactString,
        pub name: CompactString,
        pub roles: Vec<CompactString>,
    }

    /// The server that sends the e-mails of Neon Auth. Its password, which Neon may send, is never read.
    pub struct AuthEmailServer {
        /// `shared`, which is Neon's, or `standard`, the user's own.
        pub r#type: CompactString,
        pub host: Option<CompactString>,
        pub port: Option<u16>,
        pub username: Option<CompactString>,
        pub sender_email: Option<CompactString>,
        pub sender_name: Option<CompactString>,
    }
}

answer! {
    /// Neon Auth of a branch; there is none if the answer is 404.
    pub struct NeonAuthAnswer [bare auth] {
        pub auth: NeonAuth,
    }

    /// The settings of Neon Auth, but for its webhooks.
    pub struct AuthPlugins {
        pub organization: Option<Value>,
        pub magic_link: Option<Value>,
        pub phone_number: Option<Value>,
        pub email_provider: Option<AuthEmailServer>,
        pub email_and_password: Option<Value>,
        pub allow_localhost: Option<bool>,
    }

    /// What Neon Auth tells another server.
    pub struct AuthWebhooks [needs enabled] {
        pub enabled: bool,
        pub webhook_url: Option<CompactString>,
        pub enabled_events: Vec<CompactString>,
        pub timeout_seconds: Option<i64>,
    }

    pub struct TrustedDomains [needs domains] {
        pub domains: Vec<TrustedDomain>,
    }

    pub struct OauthProviders [needs providers] {
        pub providers: Vec<OauthProvider>,
    }

    /// An OAuth provider that was added.
    pub struct OauthProviderAnswer [bare provider] {
        pub provider: OauthProvider,
    }

    /// A user that was added.
    pub struct AuthUserCreated [needs id] {
        pub id: AuthUserId,
    }

    /// Whether a test e-mail was sent.
    pub struct TestEmailAnswer [needs success] {
        pub success: bool,
        pub error_message: CompactString,
    }

    /// Neon Auth that was enabled. Its keys are sent only this once.
    pub struct NeonAuthEnabled [needs jwks_url] {
        pub jwks_url: CompactString,
        /// The key for clients, which they may show. Never serialized.
        pub pub_client_key: ServerKey,
        /// The key for servers. Never serialized.
        pub secret_server_key: ServerKey,
    }
}
