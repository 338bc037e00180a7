//! The key sets that sign the tokens of a project's users.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    error::Refusal,
    ids::Text,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
    validation,
};

/// A key set.
#[derive(Debug, Clone, Serialize)]
pub struct Jwks {
    id: String,
    project_id: Text,
    #[serde(flatten)]
    choice: Choice,
    created_at: Time,
    updated_at: Time,
}

/// The settings of a key set.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Choice {
    #[serde(skip_serializing_if = "Option::is_none")]
    branch_id: Option<Text>,
    jwks_url: String,
    provider_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwt_audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_names: Option<Vec<String>>,
    #[serde(default, skip_serializing)]
    skip_role_creation: bool,
}

/// `GET /projects/{project_id}/jwks`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    Reply::ok(json!({ "jwks": visit.project.jwks }))
}

/// `POST /projects/{project_id}/jwks`: by default with the roles for tokens.
pub fn create(world: &mut World, call: &Call) -> Answer {
    let choice: Choice = call.body()?;
    validation::https_url("jwks_url", &choice.jwks_url)?;
    validation::text("provider_name", &choice.provider_name, 256)?;
    if choice
        .role_names
        .as_ref()
        .is_some_and(|names| names.len() > 10)
    {
        return Err(Refusal::bad_request(
            "role_names must have at most 10 entries",
        ));
    }
    let mut visit = world.visit(call)?;
    if let Some(branch) = &choice.branch_id {
        visit.project.branch(branch)?;
    }
    let taken = |jwks: &Jwks| jwks.choice.jwks_url == choice.jwks_url;
    if visit.project.jwks.iter().any(taken) {
        return Err(Refusal::conflict("jwks_url is in use already"));
    }
    visit.must_be_free()?;
    let default = visit.project.default_branch().map(|branch| &branch.id);
    let branch = choice.branch_id.as_ref().or(default).cloned();
    let creates_roles = choice.role_names.is_none() && !choice.skip_role_creation;
    let jwks = Jwks {
        id: visit.project.mint.uuid(),
        project_id: visit.project.id.clone(),
        choice,
        created_at: call.time(),
        updated_at: call.time(),
    };
    visit.project.jwks.push(jwks.clone());
    let branch = branch.unwrap_or_default();
    if creates_roles {
        let made_for = visit.project.branch_mut(&branch)?;
        made_for.add_managed_roles(call.time());
    }
    let steps = visit.project.config_steps(&branch, call.time());
    let operations = visit.schedule(steps);
    Reply::created(json!({ "jwks": jwks, "operations": operations }))
}

/// `DELETE /projects/{project_id}/jwks/{jwks_id}`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    let mut all = visit.project.jwks.iter();
    let place = all.position(|jwks| jwks.id == call.param("jwks_id"));
    let place = place.ok_or_else(|| Refusal::not_found("JWKS"))?;
    Reply::ok(visit.project.jwks.remove(place))
}
