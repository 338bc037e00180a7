//! Creating, changing and deleting endpoints.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    endpoints::{Endpoint, Kind, State, choice::Choice},
    error::Refusal,
    ids::Text,
    operations::{Outcome, Step},
    plan::Plan,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
};

#[derive(Debug, Deserialize)]
struct CreateRequest {
    endpoint: CreateFields,
}

#[derive(Debug, Deserialize)]
struct CreateFields {
    branch_id: Text,
    #[serde(rename = "type")]
    kind: Kind,
    region_id: Option<Text>,
    #[serde(flatten)]
    choice: Choice,
}

#[derive(Debug, Deserialize)]
struct UpdateRequest {
    endpoint: UpdateFields,
}

#[derive(Debug, Deserialize)]
struct UpdateFields {
    branch_id: Option<Text>,
    #[serde(flatten)]
    choice: Choice,
}

impl Project {
    /// Refuses an endpoint that the branch cannot have in addition to its others.
    pub fn must_have_room_for(&self, kind: Kind, branch: &str, plan: &Plan) -> Result<(), Refusal> {
        match kind {
            Kind::ReadWrite if self.writer_of(branch).is_some() => Err(Refusal::unprocessable(
                "read_write endpoint already exists for this branch",
            )
            .code("ENDPOINTS_LIMIT_EXCEEDED")),
            Kind::ReadWrite => Ok(()),
            Kind::ReadOnly => self.must_have_room_for_replicas(1, plan),
        }
    }
}

/// `POST /projects/{project_id}/endpoints`
pub fn create(world: &mut World, call: &Call) -> Answer {
    let request: CreateRequest = call.body()?;
    let fields = request.endpoint;
    let mut scope = world.project_scope(call)?;
    scope.project.branch(&fields.branch_id)?.must_be_usable()?;
    if fields
        .region_id
        .is_some_and(|region| region != scope.project.region_id)
    {
        return Err(Refusal::bad_request(
            "region_id must be the region of the project",
        ));
    }
    scope
        .project
        .must_have_room_for(fields.kind, &fields.branch_id, scope.plan)?;
    scope.must_be_free()?;
    let id = scope.project.mint.prefixed("ep");
    let mut endpoint = Endpoint::new(
        scope.project,
        id,
        &fields.branch_id,
        fields.kind,
        call.time(),
    );
    fields.choice.apply(&mut endpoint, scope.plan)?;
    scope.project.may_start(std::slice::from_ref(&endpoint))?;
    let mut steps = scope.project.wake(&fields.branch_id, call.time());
    let (endpoint, start) = scope.project.add_endpoint(endpoint);
    steps.extend(start);
    let operations = scope.schedule(steps);
    Reply::created(json!({ "endpoint": endpoint, "operations": operations }))
}

/// `PATCH …/endpoints/{endpoint_id}`
///
/// An idle compute gets new settings when it starts; an active one is reconfigured at once, and restarted if its size
/// changes. Disabling suspends it.
pub fn update(world: &mut World, call: &Call) -> Answer {
    let request: UpdateRequest = call.body()?;
    let mut scope = world.project_scope(call)?;
    let old = scope.endpoint()?.clone();
    let mut new = old.clone();
    request.endpoint.choice.apply(&mut new, scope.plan)?;
    if let Some(branch) = request
        .endpoint
        .branch_id
        .filter(|branch| *branch != old.branch_id)
    {
        scope.project.branch(&branch)?;
        scope
            .project
            .must_have_room_for(old.kind, &branch, scope.plan)?;
        new.branch_id = branch;
    }
    let steps = update_steps(&old, &mut new);
    if !steps.is_empty() || old.in_transition() {
        scope.must_be_free()?;
    }
    new.updated_at = call.time();
    *scope.endpoint_mut()? = new.clone();
    let operations = scope.schedule(steps);
    Reply::ok(json!({ "endpoint": new, "operations": operations }))
}

/// The steps for a change; sets the pending state that announces them.
fn update_steps(old: &Endpoint, new: &mut Endpoint) -> Vec<Step> {
    if old.current_state != State::Active {
        return vec![];
    }
    if new.disabled {
        new.pending_state = Some(State::Idle);
        return vec![Step::suspend(old)];
    }
    let size = |endpoint: &Endpoint| {
        (
            endpoint.autoscaling_limit_min_cu,
            endpoint.autoscaling_limit_max_cu,
        )
    };
    let restarts = size(old) != size(new) || old.branch_id != new.branch_id;
    let reconfigured =
        old.settings != new.settings || old.suspend_timeout_seconds != new.suspend_timeout_seconds;
    let outcome = if restarts {
        Outcome::ComputeStarted
    } else {
        Outcome::Nothing
    };
    if restarts {
        new.pending_state = Some(State::Active);
    }
    if restarts || reconfigured {
        vec![Step::on_endpoint("apply_config", old, outcome)]
    } else {
        vec![]
    }
}

/// `DELETE …/endpoints/{endpoint_id}`: the host name is lost permanently.
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let Ok(endpoint) = scope.endpoint().cloned() else {
        return Reply::gone();
    };
    let branch = scope.project.branch(&endpoint.branch_id)?;
    if branch.protected && endpoint.kind == Kind::ReadWrite {
        return Err(Refusal::unprocessable(
            "read_write endpoint of a protected branch cannot be deleted",
        ));
    }
    scope.must_be_free()?;
    let (endpoint, steps) = delete_now_or_after_suspending(scope.project, endpoint, call.time());
    let operations = scope.schedule(steps);
    Reply::ok(json!({ "endpoint": endpoint, "operations": operations }))
}

/// Deletes an endpoint; returns it, and the necessary steps.
fn delete_now_or_after_suspending(
    project: &mut Project,
    endpoint: Endpoint,
    at: Time,
) -> (Endpoint, Vec<Step>) {
    if endpoint.current_state == State::Active {
        project.move_endpoint(&endpoint.id, State::Idle, at);
        let step = Step::on_endpoint("suspend_compute", &endpoint, Outcome::ComputeDeleted);
        let leaving = project.endpoints.get(&endpoint.id).cloned();
        return (leaving.unwrap_or(endpoint), vec![step]);
    }
    project.endpoints.shift_remove(&endpoint.id);
    (endpoint, vec![])
}
