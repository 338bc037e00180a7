//! Neon Auth: sign-in for the users of a branch. It can be enabled and configured, but nobody can sign in.

pub mod handlers;
pub mod oauth;
mod settings;

use serde::{Deserialize, Serialize};

use super::{ids::Text, time::Time};

use oauth::{OauthClient, OauthProvider, OauthProviderId};
use settings::Settings;

/// Neon Auth of a branch.
#[derive(Debug, Clone, Serialize)]
pub struct NeonAuth {
    auth_provider: Provider,
    auth_provider_project_id: String,
    branch_id: Text,
    db_name: String,
    created_at: Time,
    owned_by: &'static str,
    /// How far the handover to the user's own account at the provider is.
    #[serde(skip_serializing_if = "Option::is_none")]
    transfer_status: Option<&'static str>,
    jwks_url: String,
    base_url: String,
    /// The name of the application in e-mails.
    name: String,
    #[serde(skip)]
    settings: Settings,
    #[serde(skip)]
    oauth_providers: Vec<OauthProvider>,
    #[serde(skip)]
    domains: Vec<Domain>,
    #[serde(skip)]
    people: Vec<Person>,
}

impl NeonAuth {
    /// As it is at first.
    pub fn new(id: Text, database: String, host: &str, provider_id: String, at: Time) -> Self {
        let base_url = format!("https://{id}.neonauth.{host}/{database}/auth");
        Self {
            auth_provider: Provider::BetterAuth,
            auth_provider_project_id: provider_id,
            branch_id: id,
            db_name: database,
            created_at: at,
            owned_by: "neon",
            transfer_status: None,
            jwks_url: format!("{base_url}/.well-known/jwks.json"),
            base_url,
            name: String::new(),
            settings: Settings::default(),
            oauth_providers: vec![],
            domains: vec![],
            people: vec![],
        }
    }
}

/// Neon Auth of a branch in a seed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedAuth {
    database: String,
    name: String,
    #[serde(default)]
    domains: Vec<String>,
    /// Each with the id of the user's own application there, or with none.
    #[serde(default)]
    oauth_providers: Vec<(OauthProviderId, Option<String>)>,
}

impl SeedAuth {
    /// Enables it.
    pub fn start(&self, id: Text, host: &str, provider_id: String, at: Time) -> NeonAuth {
        let domains = self.domains.iter().map(|domain| Domain {
            domain: domain.clone(),
            auth_provider: Provider::BetterAuth,
        });
        let providers = self.oauth_providers.iter();
        let providers = providers
            .map(|(id, client)| OauthProvider::new(*id, OauthClient::with_id(client.clone())));
        NeonAuth {
            name: self.name.clone(),
            domains: domains.collect(),
            oauth_providers: providers.collect(),
            ..NeonAuth::new(id, self.database.clone(), host, provider_id, at)
        }
    }
}

/// The service that signs users in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Provider {
    Mock,
    Stack,
    BetterAuth,
}

/// A domain that users may be redirected to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Domain {
    domain: String,
    auth_provider: Provider,
}

/// A user who can sign in.
#[derive(Debug, Clone)]
pub struct Person {
    id: String,
    email: String,
}
