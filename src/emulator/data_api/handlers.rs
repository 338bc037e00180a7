//! Turning the Data API on and off.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    data_api::Settings,
    error::Refusal,
    project_scope::ProjectScope,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
    validation,
};

#[derive(Debug, Default, Deserialize)]
struct UpdateRequest {
    settings: Option<Settings>,
}

/// The request; fields without an effect here are only checked for their types.
#[derive(Debug, Default, Deserialize)]
struct EnableRequest {
    settings: Option<Settings>,
    auth_provider: Option<AuthProvider>,
    jwks_url: Option<String>,
    #[serde(default, rename = "provider_name")]
    _provider_name: String,
    #[serde(default, rename = "jwt_audience")]
    _jwt_audience: String,
    #[serde(default, rename = "add_default_grants")]
    _add_default_grants: bool,
    #[serde(default, rename = "skip_auth_schema")]
    _skip_auth_schema: bool,
}

/// The authentication provider of a Data API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AuthProvider {
    NeonAuth,
    External,
}

pub fn is_off() -> Refusal {
    Refusal::new(404, "Data API is not enabled for the branch")
}

fn url(project: &Project, branch: &str, database: &str) -> String {
    let host = project.writer_of(branch);
    let host = host.map_or(branch, |writer| writer.id.as_str());
    let database: String = url::form_urlencoded::byte_serialize(database.as_bytes()).collect();
    format!(
        "https://{host}.apirest.{}/{database}/rest/v1",
        project.proxy_host
    )
}

impl ProjectScope<'_> {
    /// The settings of the database's Data API, if it is on.
    fn data_api(&mut self) -> Result<&mut Settings, Refusal> {
        let name = self.call.param("database_name");
        let branch = self.branch_mut()?;
        branch.database(name)?;
        branch.data_apis.get_mut(name).ok_or_else(is_off)
    }
}

/// `GET …/data-api/{database_name}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let settings = scope.data_api()?.clone();
    Reply::ok(json!({
        "url": url(scope.project, call.param("branch_id"), call.param("database_name")),
        "status": "active",
        "settings": settings,
        "available_schemas": ["public"],
    }))
}

/// `POST …/data-api/{database_name}`: refused on branches that expire.
pub fn enable(world: &mut World, call: &Call) -> Answer {
    let request: EnableRequest = call.optional_body()?;
    let keys = request.jwks_url.as_deref();
    if keys.is_some() || request.auth_provider == Some(AuthProvider::External) {
        validation::https_url("jwks_url", keys.unwrap_or_default())?;
    }
    let mut scope = world.project_scope(call)?;
    scope.usable_branch()?;
    if scope.data_api().is_ok() {
        return Err(Refusal::conflict(
            "Data API is enabled for the branch already",
        ));
    }
    let branch = scope.branch_mut()?;
    let name = branch.database(call.param("database_name"))?.name.clone();
    if branch.expires_at.is_some() {
        return Err(Refusal::unprocessable(
            "Data API cannot be enabled for a branch with expires_at",
        ));
    }
    let settings = request.settings.unwrap_or_default();
    branch.data_apis.insert(name.clone(), settings);
    branch.add_managed_roles(call.time());
    let url = url(scope.project, call.param("branch_id"), &name);
    Reply::created(json!({ "url": url }))
}

/// `PATCH …/data-api/{database_name}`: replaces the settings as a whole; without settings, it only reloads the schema
/// cache.
pub fn update(world: &mut World, call: &Call) -> Answer {
    let request: UpdateRequest = call.optional_body()?;
    let mut scope = world.project_scope(call)?;
    let settings = scope.data_api()?;
    if let Some(replacement) = request.settings {
        *settings = replacement;
    }
    Reply::created(json!({}))
}

/// `DELETE …/data-api/{database_name}`
pub fn disable(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    scope.data_api()?;
    let name = call.param("database_name");
    scope.branch_mut()?.data_apis.shift_remove(name);
    Reply::ok(json!({}))
}
