//! API keys: those of the seed, whose secrets nobody knows, and those created here, which work.

pub mod handlers;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{auth::Scope, ids::Text, time::Time};

#[derive(Debug, Clone)]
pub struct ApiKey {
    pub id: i64,
    pub name: String,
    pub scope: Scope,
    pub secret: String,
    pub created_at: Time,
    pub last_used_at: Option<Time>,
    pub revoked: bool,
}

/// All keys, including revoked ones, whose secrets must keep failing.
#[derive(Debug, Clone, Default)]
pub struct KeyRing(pub Vec<ApiKey>);

/// The address of all requests: this machine.
const ADDRESS: &str = "127.0.0.1";

impl KeyRing {
    /// The key with this secret.
    pub fn by_secret(&self, secret: &str) -> Option<&ApiKey> {
        self.0.iter().find(|key| key.secret == secret)
    }

    /// The number that `GET /auth` shows for keys that were not created here.
    pub fn first_id(&self) -> i64 {
        self.0.first().map_or(2_291_506, |key| key.id)
    }

    /// Records the use of a key.
    pub fn used(&mut self, id: Option<i64>, at: Timestamp) {
        let key = self.0.iter_mut().find(|key| Some(key.id) == id);
        if let Some(key) = key {
            key.last_used_at = Some(Time(at));
        }
    }

    /// Revokes the keys scoped to a project that has moved away.
    pub fn lose_project(&mut self, id: &str) {
        for key in &mut self.0 {
            key.revoked |= matches!(&key.scope, Scope::Project { project, .. } if project == id);
        }
    }

    fn next_id(&self) -> i64 {
        let last = self.0.iter().map(|key| key.id).max();
        last.unwrap_or(2_291_505) + 1
    }

    /// The valid keys of a person (`None`) or an organization.
    fn of<'a>(&'a self, owner: Option<&'a str>) -> impl Iterator<Item = &'a ApiKey> {
        self.0
            .iter()
            .filter(move |key| !key.revoked && key.owner() == owner)
    }
}

impl ApiKey {
    /// The organization of the key; `None` for a personal key.
    fn owner(&self) -> Option<&str> {
        self.scope.organization().map(Text::as_str)
    }

    /// The fields common to all answers about a key; `created_by` is the user's id or more.
    fn view(&self, created_by: Value) -> Map<String, Value> {
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        put("id", json!(self.id));
        put("name", json!(self.name));
        put("created_at", json!(self.created_at));
        put("created_by", created_by);
        if let Scope::Project { project, .. } = &self.scope {
            put("project_id", json!(project));
        }
        fields
    }

    fn with_use(&self, created_by: Value) -> Map<String, Value> {
        let mut fields = self.view(created_by);
        let address = self.last_used_at.map_or("", |_| ADDRESS);
        fields.insert("last_used_at".to_owned(), json!(self.last_used_at));
        fields.insert("last_used_from_addr".to_owned(), json!(address));
        fields
    }
}
