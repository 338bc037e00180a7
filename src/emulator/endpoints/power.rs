//! Start, suspend and restart.
//!
//! Neon does not document the effect of starting an active compute or suspending an idle one; here both are harmless
//! and return no operations.

use serde_json::json;

use crate::emulator::{
    endpoints::{Endpoint, State},
    error::Refusal,
    operations::{Operation, Step},
    project_scope::Visit,
    request::{Answer, Call, Reply},
    state::World,
};

/// `POST …/endpoints/{endpoint_id}/start`
pub fn start(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    let endpoint = visit.endpoint()?;
    if endpoint.rests_active() {
        return answer(&visit, vec![]);
    }
    if endpoint.disabled {
        return Err(Refusal::unprocessable("endpoint is disabled"));
    }
    let endpoint = endpoint.clone();
    visit.must_be_free()?;
    visit.project.must_have_quota()?;
    visit
        .project
        .must_have_room_to_run(&endpoint.branch_id, 1)?;
    let mut steps = visit.project.wake(&endpoint.branch_id, call.time());
    steps.push(Step::start(&endpoint));
    proceed(visit, &endpoint, State::Active, steps)
}

/// `POST …/endpoints/{endpoint_id}/suspend`
pub fn suspend(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    let endpoint = visit.endpoint()?.clone();
    if endpoint.in_transition() {
        return Err(Refusal::new(
            423,
            "endpoint is in some transitive state, could not suspend",
        ));
    }
    if endpoint.current_state != State::Active {
        return answer(&visit, vec![]);
    }
    visit.must_be_free()?;
    proceed(
        visit,
        &endpoint,
        State::Idle,
        vec![Step::suspend(&endpoint)],
    )
}

/// `POST …/endpoints/{endpoint_id}/restart`: only for an active compute.
pub fn restart(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    let endpoint = visit.endpoint()?.clone();
    if endpoint.current_state != State::Active {
        return Err(Refusal::unprocessable(
            "endpoint is not active, could not restart",
        ));
    }
    visit.must_be_free()?;
    let steps = vec![Step::suspend(&endpoint), Step::start(&endpoint)];
    proceed(visit, &endpoint, State::Active, steps)
}

fn proceed(mut visit: Visit<'_>, endpoint: &Endpoint, pending: State, steps: Vec<Step>) -> Answer {
    let moment = visit.call.time();
    visit.project.move_endpoint(&endpoint.id, pending, moment);
    let operations = visit.schedule(steps);
    answer(&visit, operations)
}

fn answer(visit: &Visit<'_>, operations: Vec<Operation>) -> Answer {
    Reply::ok(json!({ "endpoint": visit.endpoint()?, "operations": operations }))
}
