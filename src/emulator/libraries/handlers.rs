//! Listing the libraries.

use serde_json::json;

use crate::emulator::{
    libraries::LIBRARIES,
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET /projects/{project_id}/available_preload_libraries`
pub fn list(world: &mut World, call: &Call) -> Answer {
    world.project_scope(call)?;
    Reply::ok(json!({ "libraries": LIBRARIES }))
}
