//! Reading, adding and deleting key sets.

use serde_json::json;

use crate::emulator::{
    error::Refusal,
    jwks::{Choice, Jwks},
    request::{Answer, Call, Reply},
    state::World,
    validation,
};

/// `GET /projects/{project_id}/jwks`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    Reply::ok(json!({ "jwks": scope.project.jwks }))
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
    let mut scope = world.project_scope(call)?;
    if let Some(branch) = &choice.branch_id {
        scope.project.branch(branch)?;
    }
    let taken = |jwks: &Jwks| jwks.choice.jwks_url == choice.jwks_url;
    if scope.project.jwks.iter().any(taken) {
        return Err(Refusal::conflict("jwks_url is in use already"));
    }
    scope.must_be_free()?;
    let default = scope.project.default_branch().map(|branch| &branch.id);
    let branch = choice.branch_id.as_ref().or(default).cloned();
    let creates_roles = choice.role_names.is_none() && !choice.skip_role_creation;
    let jwks = Jwks::new(scope.project, choice, call.time());
    scope.project.jwks.push(jwks.clone());
    let branch = branch.unwrap_or_default();
    if creates_roles {
        let made_for = scope.project.branch_mut(&branch)?;
        made_for.add_managed_roles(call.time());
    }
    let steps = scope.project.config_steps(&branch, call.time());
    let operations = scope.schedule(steps);
    Reply::created(json!({ "jwks": jwks, "operations": operations }))
}

/// `DELETE /projects/{project_id}/jwks/{jwks_id}`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let mut all = scope.project.jwks.iter();
    let place = all.position(|jwks| jwks.id == call.param("jwks_id"));
    let place = place.ok_or_else(|| Refusal::not_found("JWKS"))?;
    Reply::ok(scope.project.jwks.remove(place))
}
