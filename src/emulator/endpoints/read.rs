//! Reading endpoints.

use serde_json::json;

use crate::emulator::{
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET /projects/{project_id}/endpoints`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let endpoints: Vec<_> = scope.project.endpoints.values().collect();
    Reply::ok(json!({ "endpoints": endpoints }))
}

/// `GET /projects/{project_id}/branches/{branch_id}/endpoints`
pub fn list_of_branch(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let branch = scope.branch()?;
    let endpoints: Vec<_> = scope.project.endpoints_of(&branch.id).collect();
    Reply::ok(json!({ "endpoints": endpoints }))
}

/// `GET /projects/{project_id}/endpoints/{endpoint_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    Reply::ok(json!({ "endpoint": scope.endpoint()? }))
}
