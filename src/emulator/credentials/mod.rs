//! Credentials of branches. Nothing here takes them: the services that they are for are not enabled.

pub mod handlers;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{ids::Mint, time::Time};

/// What a credential may do, as it can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    #[serde(rename = "storage:read")]
    StorageRead,
    #[serde(rename = "storage:write")]
    StorageWrite,
    #[serde(rename = "ai_gateway:invoke")]
    AiGateway,
    #[serde(rename = "functions:invoke")]
    Functions,
}

#[derive(Debug, Clone)]
pub struct Credential {
    token_id: String,
    name: Option<String>,
    scopes: Vec<Scope>,
    created_at: Time,
    last_used_at: Option<Time>,
    revoked: bool,
    /// Older ones cannot be revealed.
    secrets: Option<Secrets>,
}

#[derive(Debug, Clone)]
struct Secrets {
    api_token: String,
    s3: String,
}

impl Secrets {
    fn new(mint: &mut Mint) -> Self {
        Self {
            api_token: format!("nat_live_{}{}", hex(mint), hex(mint)),
            s3: format!("nsk_live_{}{}", hex(mint), hex(mint)),
        }
    }
}

/// 32 hexadecimal digits.
fn hex(mint: &mut Mint) -> String {
    mint.uuid().replace('-', "")
}

impl Credential {
    fn new(name: Option<String>, scopes: Vec<Scope>, mint: &mut Mint, at: Time) -> Self {
        Self {
            token_id: format!("nak_live_{}", hex(mint)),
            name,
            scopes,
            created_at: at,
            last_used_at: None,
            revoked: false,
            secrets: Some(Secrets::new(mint)),
        }
    }

    fn short(&self) -> &str {
        let digits = self.token_id.trim_start_matches("nak_live_");
        digits.get(..12).unwrap_or(digits)
    }

    /// What every answer says about it.
    fn view(&self, branch: &str) -> Map<String, Value> {
        let mut view = Map::new();
        let mut put = |name: &str, value: Value| view.insert(name.to_owned(), value);
        put("token_id", json!(self.token_id));
        put("token_id_short", json!(self.short()));
        put("scopes", json!(self.scopes));
        put("branch_id", json!(branch));
        put("created_at", json!(self.created_at));
        if let Some(name) = &self.name {
            put("name", json!(name));
        }
        view
    }

    /// The same with its secrets.
    fn with_secrets(&self, branch: &str) -> Map<String, Value> {
        let mut view = self.view(branch);
        if let Some(secrets) = &self.secrets {
            view.insert("api_token".to_owned(), json!(secrets.api_token));
            view.insert("s3_secret_access_key".to_owned(), json!(secrets.s3));
        }
        view
    }
}

/// A credential of a seed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedCredential {
    name: Option<String>,
    scopes: Vec<Scope>,
    /// Whether its secrets were kept.
    #[serde(default)]
    revealable: bool,
}

impl SeedCredential {
    pub fn start(&self, key: &str, at: Time, used: Time) -> Credential {
        let name = self.name.as_deref().unwrap_or_default();
        let mut mint = Mint::named(&format!("{key}/credentials/{name}"));
        let mut new = Credential::new(self.name.clone(), self.scopes.clone(), &mut mint, at);
        new.last_used_at = Some(used);
        if !self.revealable {
            new.secrets = None;
        }
        new
    }
}
