//! What belongs to the same things but is not turned on here: each answer says so, as Neon's does for a project without it.

use serde_json::json;

use super::{
    call::{Call, Reply},
    error::{Answer, Refusal},
    world::World,
};

/// `GET …/branches/{branch_id}/auth`
pub fn neon_auth(world: &mut World, call: &Call) -> Answer {
    world.visit(call)?.branch()?;
    Err(Refusal::new(404, "Neon Auth is not enabled for the branch"))
}

/// `GET …/branches/{branch_id}/data-api/{database_name}`
pub fn data_api(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    visit.branch()?.database(call.param("database_name"))?;
    Err(data_api_is_off())
}

/// `GET /projects/{project_id}/advisors`: needs the Data API.
pub fn advisors(world: &mut World, call: &Call) -> Answer {
    world.visit(call)?;
    Err(data_api_is_off())
}

fn data_api_is_off() -> Refusal {
    Refusal::new(404, "Data API is not enabled for the branch")
}

/// `GET /projects/{project_id}/jwks`
pub fn jwks(world: &mut World, call: &Call) -> Answer {
    world.visit(call)?;
    Reply::ok(json!({ "jwks": [] }))
}

/// `GET /projects/{project_id}/vpc_endpoints`
pub fn vpc_endpoints_of_project(world: &mut World, call: &Call) -> Answer {
    world.visit(call)?;
    Reply::ok(json!({ "endpoints": [] }))
}

/// `GET /organizations/{org_id}/vpc/vpc_endpoints`
pub fn vpc_endpoints_of_organization(world: &mut World, call: &Call) -> Answer {
    world.organization(call)?;
    Reply::ok(json!({ "endpoints": [] }))
}
