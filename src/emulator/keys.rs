//! API keys that were made here.

use super::{auth::Scope, ids::Text, time::Time};

/// An API key. Its secret is known to the answer that made it, and to this.
#[derive(Debug, Clone)]
pub struct ApiKey {
    pub id: i64,
    pub name: String,
    pub scope: Scope,
    /// The organization it was made for; `None` for a personal key.
    pub org_id: Option<Text>,
    pub secret: String,
    pub created_at: Time,
    pub revoked: bool,
}

/// All keys, revoked ones included: their secrets must keep failing.
#[derive(Debug, Clone, Default)]
pub struct KeyRing(pub Vec<ApiKey>);

impl KeyRing {
    /// The key with this secret.
    pub fn by_secret(&self, secret: &str) -> Option<&ApiKey> {
        self.0.iter().find(|key| key.secret == secret)
    }

    /// The number that `GET /auth` shows for keys which were not made here.
    pub fn first_id(&self) -> i64 {
        self.0.first().map_or(2_291_506, |key| key.id)
    }
}
