//! Neon Auth: sign-in for the users of a branch. It can be enabled and configured, but nobody can sign in.

pub mod handlers;
pub mod oauth;
mod settings;

use serde::{Deserialize, Serialize};

use super::{ids::Text, time::Time};

use oauth::OauthProvider;
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

/// The service that signs users in.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
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
