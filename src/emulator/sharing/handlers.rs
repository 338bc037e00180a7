//! Sharing a project, and revoking that.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    error::Refusal,
    request::{Answer, Call, Reply},
    sharing::Grant,
    state::World,
    validation,
};

/// `GET /projects/{project_id}/permissions`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let grants = scope.project.grants.iter();
    let grants: Vec<_> = grants.filter(|grant| grant.revoked_at.is_none()).collect();
    Reply::ok(json!({ "project_permissions": grants }))
}

#[derive(Debug, Deserialize)]
struct GrantRequest {
    email: String,
}

/// `POST /projects/{project_id}/permissions`
pub fn grant(world: &mut World, call: &Call) -> Answer {
    let GrantRequest { email } = call.body()?;
    validation::email(&email)?;
    let scope = world.project_scope(call)?;
    scope.must_manage("share projects")?;
    let held = |grant: &Grant| grant.granted_to_email == email && grant.revoked_at.is_none();
    if scope.project.grants.iter().any(held) {
        return Err(Refusal::conflict(format!(
            "project is shared with \"{email}\" already"
        )));
    }
    let grant = Grant {
        id: scope.project.mint.uuid(),
        granted_to_email: email,
        granted_at: call.time(),
        revoked_at: None,
    };
    scope.project.grants.push(grant.clone());
    Reply::ok(grant)
}

/// `DELETE /projects/{project_id}/permissions/{permission_id}`
pub fn revoke(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    scope.must_manage("share projects")?;
    let id = call.param("permission_id");
    let mut grants = scope.project.grants.iter_mut();
    let grant = grants.find(|grant| grant.id == id && grant.revoked_at.is_none());
    let grant = grant.ok_or_else(|| Refusal::not_found("permission"))?;
    grant.revoked_at = Some(call.time());
    Reply::ok(grant)
}
