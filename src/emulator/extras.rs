//! What belongs to the same things but is not turned on here: each answer says so, as Neon's does for a project without it.

use super::{
    call::Call,
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
