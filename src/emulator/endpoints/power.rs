//! Start, suspend and restart.
//!
//! Neon does not document the effect of starting an active compute or suspending an idle one; here both are harmless
//! and return no operations.

use serde_json::json;

use crate::emulator::{
    endpoints::{Endpoint, State},
    error::Refusal,
    operations::{Outcome, Step},
    project_scope::Visit,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
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
    visit.must_have_quota()?;
    visit.must_have_room_to_run(&endpoint.branch_id, 1)?;
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

fn answer(visit: &Visit<'_>, operations: Vec<crate::emulator::operations::Operation>) -> Answer {
    Reply::ok(json!({ "endpoint": visit.endpoint()?, "operations": operations }))
}

/// The maximum number of running computes of a project; those of the default branch are exempt.
const MOST_ACTIVE: usize = 20;

impl Project {
    /// The computes that are running and stay so, of one branch or of all.
    fn running(&self, branch: Option<&str>) -> Vec<Endpoint> {
        let wanted = |endpoint: &&Endpoint| {
            endpoint.rests_active() && branch.is_none_or(|branch| endpoint.branch_id == branch)
        };
        self.endpoints.values().filter(wanted).cloned().collect()
    }

    /// Suspends all running computes; returns the necessary steps.
    pub fn suspend_running(&mut self, at: Time) -> Vec<Step> {
        let running = self.running(None);
        for endpoint in &running {
            self.move_endpoint(&endpoint.id, State::Idle, at);
        }
        running.iter().map(Step::suspend).collect()
    }

    /// Restarts the running computes of one branch or of all with new settings; returns the necessary steps.
    pub fn restart_running(&mut self, branch: Option<&str>, at: Time) -> Vec<Step> {
        let running = self.running(branch);
        for endpoint in &running {
            self.move_endpoint(&endpoint.id, State::Active, at);
        }
        let restart =
            |endpoint| Step::on_endpoint("apply_config", endpoint, Outcome::ComputeStarted);
        running.iter().map(restart).collect()
    }
}

impl Visit<'_> {
    /// Refuses to start computes once a quota is used up.
    pub fn must_have_quota(&self) -> Result<(), Refusal> {
        match self.project.spent_quota() {
            Some(quota) => Err(Refusal::unprocessable(format!(
                "project has exceeded its {quota} quota"
            ))),
            None => Ok(()),
        }
    }

    /// Refuses new computes of a branch that would start at once but may not.
    pub fn may_start(&self, new: &[Endpoint]) -> Result<(), Refusal> {
        let Some(first) = new.iter().find(|endpoint| !endpoint.disabled) else {
            return Ok(());
        };
        let starting = new.iter().filter(|endpoint| !endpoint.disabled).count();
        self.must_have_quota()?;
        self.must_have_room_to_run(&first.branch_id, starting)
    }

    /// Refuses to start `more` computes of a branch, which may not exist yet, in addition to the running ones.
    fn must_have_room_to_run(&self, branch: &str, more: usize) -> Result<(), Refusal> {
        let exempt = |branch: &str| {
            let branch = self.project.branches.get(branch);
            branch.is_some_and(|branch| branch.default)
        };
        let counted = |endpoint: &&Endpoint| {
            endpoint.pending_state.unwrap_or(endpoint.current_state) == State::Active
                && !exempt(&endpoint.branch_id)
        };
        let running = self.project.endpoints.values().filter(counted).count();
        if exempt(branch) || running + more <= MOST_ACTIVE {
            return Ok(());
        }
        Err(Refusal::unprocessable("active endpoints limit exceeded")
            .code("ACTIVE_ENDPOINTS_LIMIT_EXCEEDED"))
    }
}
