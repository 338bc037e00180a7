//! Start, suspend and restart.
//!
//! Neon does not document the effect of starting an active compute or suspending an idle one; here both are harmless
//! and return no operations.

use serde_json::json;

use crate::emulator::{
    endpoints::{Endpoint, State},
    error::Refusal,
    operations::{Operation, Step},
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
};

/// `POST …/endpoints/{endpoint_id}/start`
pub fn start(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let endpoint = scope.endpoint()?;
    if endpoint.rests_active() {
        return answer(&scope, vec![]);
    }
    if endpoint.disabled {
        return Err(Refusal::unprocessable("endpoint is disabled"));
    }
    let endpoint = endpoint.clone();
    scope.must_be_free()?;
    scope.project.must_have_quota()?;
    scope
        .project
        .must_have_room_to_run(&endpoint.branch_id, 1)?;
    let mut steps = scope.project.wake(&endpoint.branch_id, call.time());
    steps.push(Step::start(&endpoint));
    proceed(scope, &endpoint, State::Active, steps)
}

/// `POST …/endpoints/{endpoint_id}/suspend`
pub fn suspend(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let endpoint = scope.endpoint()?.clone();
    if endpoint.in_transition() {
        return Err(Refusal::new(
            423,
            "endpoint is in some transitive state, could not suspend",
        ));
    }
    if endpoint.current_state != State::Active {
        return answer(&scope, vec![]);
    }
    scope.must_be_free()?;
    proceed(
        scope,
        &endpoint,
        State::Idle,
        vec![Step::suspend(&endpoint)],
    )
}

/// `POST …/endpoints/{endpoint_id}/restart`: only for an active compute.
pub fn restart(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let endpoint = scope.endpoint()?.clone();
    if endpoint.current_state != State::Active {
        return Err(Refusal::unprocessable(
            "endpoint is not active, could not restart",
        ));
    }
    scope.must_be_free()?;
    let steps = vec![Step::suspend(&endpoint), Step::start(&endpoint)];
    proceed(scope, &endpoint, State::Active, steps)
}

fn proceed(
    mut scope: ProjectScope<'_>,
    endpoint: &Endpoint,
    pending: State,
    steps: Vec<Step>,
) -> Answer {
    let moment = scope.call.time();
    scope.project.move_endpoint(&endpoint.id, pending, moment);
    let operations = scope.schedule(steps);
    answer(&scope, operations)
}

fn answer(scope: &ProjectScope<'_>, operations: Vec<Operation>) -> Answer {
    Reply::ok(json!({ "endpoint": scope.endpoint()?, "operations": operations }))
}
