//! Products on a branch that are not enabled here: object storage and the AI gateway. Official clients ask whether they
//! are available, and read the reason from the refusal.

use serde_json::json;

use super::{
    error::Refusal,
    request::{Answer, Call},
    state::World,
};

/// `GET /projects/{project_id}/branches/{branch_id}/storage`
pub fn storage(world: &mut World, call: &Call) -> Answer {
    let message = "storage is not enabled for this branch";
    let reason = reason(world, call, "region_unavailable")?;
    Err(off("STORAGE_NOT_ENABLED", message, reason))
}

/// `GET /projects/{project_id}/branches/{branch_id}/ai_gateway`
pub fn ai_gateway(world: &mut World, call: &Call) -> Answer {
    let message = "the AI gateway is not available for this branch";
    let reason = reason(world, call, "ai_gateway_unavailable")?;
    Err(off("AI_GATEWAY_NOT_ENABLED", message, reason))
}

/// The reason of the refusal: a missing branch takes precedence.
fn reason(world: &mut World, call: &Call, off: &'static str) -> Result<&'static str, Refusal> {
    let scope = world.project_scope(call);
    let branch = scope.and_then(|scope| scope.project.branch(call.param("branch_id")).map(|_| ()));
    match branch {
        Ok(()) => Ok(off),
        Err(refusal) if refusal.status == 404 => Ok("branch_not_found"),
        Err(refusal) => Err(refusal),
    }
}

fn off(code: &str, message: &str, reason: &str) -> Refusal {
    let body = json!({ "code": code, "message": message, "reason": reason });
    Refusal::with_body(404, body)
}
