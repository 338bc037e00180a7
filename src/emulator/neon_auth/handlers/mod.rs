//! Turning Neon Auth on and off.

pub mod people;
pub mod projects;
pub mod settings;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::{
    branches::Branch,
    error::Refusal,
    ids::Mint,
    neon_auth::{NeonAuth, Provider},
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
};

#[derive(Debug, Deserialize)]
struct EnableRequest {
    auth_provider: Provider,
    database_name: Option<String>,
}

impl ProjectScope<'_> {
    /// Neon Auth of the branch in the path, if enabled. Paths of a whole project mean its default branch.
    fn neon_auth(&mut self) -> Result<&mut NeonAuth, Refusal> {
        self.auth_branch()?.auth.as_mut().ok_or_else(is_off)
    }

    fn auth_branch(&mut self) -> Result<&mut Branch, Refusal> {
        let id = match self.call.param("branch_id") {
            "" => self.project.default_branch().ok_or_else(is_off)?.id.clone(),
            id => id.into(),
        };
        self.project.branch_mut(&id)
    }
}

fn is_off() -> Refusal {
    Refusal::new(404, "Neon Auth is not enabled for the branch")
}

/// `GET …/branches/{branch_id}/auth`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    Reply::ok(scope.neon_auth()?)
}

/// `POST …/branches/{branch_id}/auth`: the only time the secrets are shown, if the provider has any.
pub fn enable(world: &mut World, call: &Call) -> Answer {
    let request: EnableRequest = call.body()?;
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    if branch.auth.is_some() {
        return Err(Refusal::conflict(
            "Neon Auth is enabled for the branch already",
        ));
    }
    let first = || branch.databases.first().map(|first| first.name.clone());
    let database = request.database_name.or_else(first).unwrap_or_default();
    let database = branch.database(&database)?.name.clone();
    let id = branch.id.clone();
    let provider_id = scope.project.mint.uuid();
    let auth = NeonAuth {
        auth_provider: request.auth_provider,
        name: scope.project.name.clone(),
        ..NeonAuth::new(
            id,
            database,
            &scope.project.proxy_host,
            provider_id,
            call.time(),
        )
    };
    let body = keys(&auth, &mut scope.project.mint);
    let branch = scope.branch_mut()?;
    branch.add_auth(auth)?;
    Reply::created(body)
}

/// What is said about new keys: Better Auth has none.
fn keys(auth: &NeonAuth, mint: &mut Mint) -> Value {
    let mut key = |prefix: &str| match auth.auth_provider {
        Provider::BetterAuth => String::new(),
        _ => format!("{prefix}_{}", mint.uuid()),
    };
    json!({
        "auth_provider": auth.auth_provider,
        "auth_provider_project_id": auth.auth_provider_project_id,
        "pub_client_key": key("pck"),
        "secret_server_key": key("ssk"),
        "jwks_url": auth.jwks_url,
        "base_url": auth.base_url,
        "schema_name": "neon_auth",
        "table_name": "user",
    })
}

/// The table in the schema `neon_auth`, created with it.
const USERS: &str = "CREATE TABLE neon_auth.user (id uuid NOT NULL PRIMARY KEY, name text NOT NULL, \
    email text NOT NULL UNIQUE, created_at timestamptz NOT NULL)";

impl Branch {
    /// Adds Neon Auth with its table.
    pub fn add_auth(&mut self, auth: NeonAuth) -> Result<(), Refusal> {
        self.change_schema(&auth.db_name, USERS, auth.created_at)?;
        self.auth = Some(auth);
        Ok(())
    }

    fn change_schema(&mut self, database: &str, change: &str, at: Time) -> Result<(), Refusal> {
        let change = change
            .parse()
            .map_err(|error: String| Refusal::new(500, error))?;
        let schema = self.schemas.entry(database.to_owned()).or_default();
        schema.change(at, change);
        Ok(())
    }
}

#[derive(Debug, Default, Deserialize)]
struct DisableRequest {
    #[serde(default)]
    delete_data: bool,
}

/// `DELETE …/branches/{branch_id}/auth`: the schema stays, unless the data is to be deleted.
pub fn disable(world: &mut World, call: &Call) -> Answer {
    let DisableRequest { delete_data } = call.optional_body()?;
    let mut scope = world.project_scope(call)?;
    let branch = scope.auth_branch()?;
    let auth = branch.auth.take().ok_or_else(is_off)?;
    if delete_data {
        branch.change_schema(&auth.db_name, "DROP TABLE neon_auth.user", call.time())?;
    }
    Reply::empty()
}
