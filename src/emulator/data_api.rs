//! The Data API: a REST interface over one database. Only its switch is here, nothing answers at its address.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    call::{Call, Reply},
    error::{Answer, Refusal},
    projects::Project,
    visit::Visit,
    world::World,
};

/// The settings of a branch's Data APIs, by database.
pub type DataApis = IndexMap<String, Option<Value>>;

#[derive(Debug, Default, Deserialize)]
struct SettingsRequest {
    settings: Option<Value>,
}

fn is_off() -> Refusal {
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

impl Visit<'_> {
    /// The settings of the database's Data API, if it is on.
    fn data_api(&mut self) -> Result<&mut Option<Value>, Refusal> {
        let name = self.call.param("database_name");
        let branch = self.branch_mut()?;
        branch.database(name)?;
        branch.data_apis.get_mut(name).ok_or_else(is_off)
    }
}

/// `GET …/data-api/{database_name}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    let settings = visit.data_api()?.clone();
    Reply::ok(json!({
        "url": url(visit.project, call.param("branch_id"), call.param("database_name")),
        "status": "active",
        "settings": settings,
        "available_schemas": ["public"],
    }))
}

/// `POST …/data-api/{database_name}`: not on branches that expire.
pub fn enable(world: &mut World, call: &Call) -> Answer {
    let request: SettingsRequest = call.optional_body()?;
    let mut visit = world.visit(call)?;
    visit.usable_branch()?;
    if visit.data_api().is_ok() {
        return Err(Refusal::conflict(
            "Data API is enabled for the branch already",
        ));
    }
    let branch = visit.branch_mut()?;
    let name = branch.database(call.param("database_name"))?.name.clone();
    if branch.expires_at.is_some() {
        return Err(Refusal::unprocessable(
            "Data API cannot be enabled for a branch with expires_at",
        ));
    }
    branch.data_apis.insert(name.clone(), request.settings);
    let url = url(visit.project, call.param("branch_id"), &name);
    Reply::created(json!({ "url": url }))
}

/// `PATCH …/data-api/{database_name}`
pub fn update(world: &mut World, call: &Call) -> Answer {
    let request: SettingsRequest = call.optional_body()?;
    let mut visit = world.visit(call)?;
    let settings = visit.data_api()?;
    if request.settings.is_some() {
        *settings = request.settings;
    }
    Reply::created(json!({}))
}

/// `DELETE …/data-api/{database_name}`
pub fn disable(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    visit.data_api()?;
    let name = call.param("database_name");
    visit.branch_mut()?.data_apis.shift_remove(name);
    Reply::ok(json!({}))
}

/// `GET /projects/{project_id}/advisors`: works through the Data API, and finds nothing to complain about.
pub fn advisors(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    let branch = match call.query.get("branch_id") {
        Some(id) => Some(visit.project.branch(id)?),
        None => visit.project.default_branch(),
    };
    if branch.is_none_or(|branch| branch.data_apis.is_empty()) {
        return Err(is_off());
    }
    Reply::ok(json!({ "issues": [] }))
}
