//! Listing the regions.

use serde_json::json;

use crate::emulator::{
    regions::REGIONS,
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET /regions`: every region is available to every organization here.
pub fn list(world: &mut World, call: &Call) -> Answer {
    if let Some(org) = call.query.get("org_id") {
        world.member_organization(org)?;
    }
    Reply::ok(json!({ "regions": REGIONS }))
}
