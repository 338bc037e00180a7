//! Reading operations.

use serde_json::json;

use crate::emulator::{
    error::Refusal,
    page,
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET /projects/{project_id}/operations`: newest first; the cursor is the time of the last one.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let limit = page::limit(call, 1_000, 100)?;
    let before = call.query.time("cursor")?;
    let scope = world.project_scope(call)?;
    let page: Vec<_> = scope
        .project
        .operations
        .iter()
        .rev()
        .filter(|operation| {
            before.is_none_or(|before| operation.created_at.micros() < before.micros())
        })
        .take(limit)
        .collect();
    let cursor = page.last().map(|last| last.created_at.micros());
    Reply::ok(page::with_cursor(json!({ "operations": page }), cursor))
}

/// `GET /projects/{project_id}/operations/{operation_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let wanted = call.param("operation_id");
    let operation = scope
        .project
        .operations
        .iter()
        .rev()
        .find(|operation| operation.id == wanted);
    let operation = operation.ok_or_else(|| Refusal::not_found("operation"))?;
    Reply::ok(json!({ "operation": operation }))
}
