//! The OAuth providers that users sign in with.

use serde::{Deserialize, Serialize};

/// An OAuth provider.
#[derive(Debug, Clone, Serialize)]
pub struct OauthProvider {
    pub id: OauthProviderId,
    #[serde(rename = "type")]
    kind: OauthKind,
    #[serde(flatten)]
    client: OauthClient,
}

impl OauthProvider {
    pub fn new(id: OauthProviderId, client: OauthClient) -> Self {
        let mut provider = Self {
            id,
            kind: OauthKind::Shared,
            client: OauthClient::default(),
        };
        provider.take_over(client);
        provider
    }

    pub fn take_over(&mut self, change: OauthClient) {
        let client = &mut self.client;
        client.client_id = change.client_id.or(client.client_id.take());
        client.client_secret = change.client_secret.or(client.client_secret.take());
        client.microsoft_tenant_id = change
            .microsoft_tenant_id
            .or(client.microsoft_tenant_id.take());
        if client.client_id.is_some() {
            self.kind = OauthKind::Standard;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OauthProviderId {
    Google,
    Github,
    Microsoft,
    Vercel,
}

/// The registration in use: Neon's, which is shared, or the user's own.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum OauthKind {
    Standard,
    Shared,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct OauthClient {
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    /// Accepted, but never shown, like the tenant.
    #[serde(skip_serializing)]
    client_secret: Option<String>,
    #[serde(skip_serializing)]
    microsoft_tenant_id: Option<String>,
}

impl OauthClient {
    /// As it is known from a list.
    pub fn with_id(client_id: Option<String>) -> Self {
        Self {
            client_id,
            ..Self::default()
        }
    }
}
