//! Neon Auth: sign-in for the users of a branch. It can be switched on and set up; nobody can sign in.

mod people;
mod settings;

pub use people::{
    add_domain, add_oauth_provider, create_user, delete_domains, delete_oauth_provider,
    delete_user, list_domains, list_oauth_providers, set_roles, update_oauth_provider,
};
pub use settings::{
    allow_localhost, config, email_and_password, email_provider, magic_link, organization,
    phone_number, plugins, send_test_email, test_email_provider, webhooks,
};

use serde::{Deserialize, Serialize};
use serde_json::json;

use people::{Domain, OauthProvider, Person};
use settings::Settings;

use super::{
    call::{Call, Reply},
    error::{Answer, Refusal},
    ids::Text,
    time::Time,
    visit::Visit,
    world::World,
};

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
    /// What the application is called in e-mails.
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

/// Who really signs people in.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Provider {
    Mock,
    Stack,
    BetterAuth,
}

#[derive(Debug, Deserialize)]
struct EnableRequest {
    auth_provider: Provider,
    database_name: Option<String>,
}

impl Visit<'_> {
    /// Neon Auth of the branch the path names, if it is on.
    fn neon_auth(&mut self) -> Result<&mut NeonAuth, Refusal> {
        self.branch_mut()?.auth.as_mut().ok_or_else(is_off)
    }
}

fn is_off() -> Refusal {
    Refusal::new(404, "Neon Auth is not enabled for the branch")
}

/// `GET …/branches/{branch_id}/auth`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    Reply::ok(visit.neon_auth()?)
}

/// `POST …/branches/{branch_id}/auth`: the only time the secrets are shown.
pub fn enable(world: &mut World, call: &Call) -> Answer {
    let request: EnableRequest = call.body()?;
    let mut visit = world.visit(call)?;
    let branch = visit.usable_branch()?;
    if branch.auth.is_some() {
        return Err(Refusal::conflict(
            "Neon Auth is enabled for the branch already",
        ));
    }
    let first = || branch.databases.first().map(|first| first.name.clone());
    let database = request.database_name.or_else(first).unwrap_or_default();
    let database = branch.database(&database)?.name.clone();
    let id = branch.id.clone();
    let base_url = format!(
        "https://{id}.neonauth.{}/{database}/auth",
        visit.project.proxy_host
    );
    let auth = NeonAuth {
        auth_provider: request.auth_provider,
        auth_provider_project_id: visit.project.mint.uuid(),
        branch_id: id,
        db_name: database,
        created_at: call.time(),
        owned_by: "neon",
        jwks_url: format!("{base_url}/.well-known/jwks.json"),
        base_url,
        name: visit.project.name.clone(),
        settings: Settings::default(),
        oauth_providers: vec![],
        domains: vec![],
        people: vec![],
    };
    let (public, secret) = (visit.project.mint.uuid(), visit.project.mint.uuid());
    let body = json!({
        "auth_provider": auth.auth_provider,
        "auth_provider_project_id": auth.auth_provider_project_id,
        "pub_client_key": format!("pck_{public}"),
        "secret_server_key": format!("ssk_{secret}"),
        "jwks_url": auth.jwks_url,
        "base_url": auth.base_url,
        "schema_name": "neon_auth",
        "table_name": "user",
    });
    visit.branch_mut()?.auth = Some(auth);
    Reply::created(body)
}

#[derive(Debug, Default, Deserialize)]
struct DisableRequest {
    #[serde(default, rename = "delete_data")]
    _delete_data: bool,
}

/// `DELETE …/branches/{branch_id}/auth`
pub fn disable(world: &mut World, call: &Call) -> Answer {
    call.optional_body::<DisableRequest>()?;
    let mut visit = world.visit(call)?;
    visit.branch_mut()?.auth.take().ok_or_else(is_off)?;
    Reply::empty()
}
