//! Creating, changing and deleting endpoints.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    endpoints::{Endpoint, Kind, PoolerMode, State},
    error::Refusal,
    ids::Text,
    libraries,
    operations::{Outcome, Step},
    plan::Plan,
    projects::Project,
    request::{Answer, Call, Reply},
    settings::{Cu, EndpointSettings},
    state::World,
    time::Time,
    validation,
};

/// The settings of an endpoint that can be chosen, on creation and later.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Choice {
    pub name: Option<String>,
    pub autoscaling_limit_min_cu: Option<Cu>,
    pub autoscaling_limit_max_cu: Option<Cu>,
    pub suspend_timeout_seconds: Option<i64>,
    pub settings: Option<EndpointSettings>,
    pub disabled: Option<bool>,
    pub passwordless_access: Option<bool>,
    pub pooler_enabled: Option<bool>,
    pub pooler_mode: Option<PoolerMode>,
    pub provisioner: Option<Text>,
}

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

impl Choice {
    /// Checks all settings, then applies them to `endpoint`.
    pub fn apply(self, endpoint: &mut Endpoint, plan: &Plan) -> Result<(), Refusal> {
        if let Some(name) = &self.name {
            validation::text("endpoint name", name, 64)?;
        }
        if let Some(seconds) = self.suspend_timeout_seconds {
            validation::suspend_timeout(seconds, plan)?;
        }
        let (min, max) = self.size(endpoint);
        if (min, max)
            != (
                endpoint.autoscaling_limit_min_cu,
                endpoint.autoscaling_limit_max_cu,
            )
        {
            validation::compute_size(min, max, plan)?;
        }
        if let Some(settings) = self.settings {
            validation::parameters(settings.pg_settings.as_ref())?;
            settings
                .preload_libraries
                .as_ref()
                .map_or(Ok(()), libraries::check)?;
            endpoint.settings.merge(settings);
        }
        endpoint.name = self.name.or(endpoint.name.take());
        endpoint.autoscaling_limit_min_cu = min;
        endpoint.autoscaling_limit_max_cu = max;
        endpoint.suspend_timeout_seconds = self
            .suspend_timeout_seconds
            .unwrap_or(endpoint.suspend_timeout_seconds);
        endpoint.disabled = self.disabled.unwrap_or(endpoint.disabled);
        endpoint.passwordless_access = self
            .passwordless_access
            .unwrap_or(endpoint.passwordless_access);
        endpoint.pooler_enabled = self.pooler_enabled.unwrap_or(endpoint.pooler_enabled);
        endpoint.pooler_mode = self.pooler_mode.unwrap_or(endpoint.pooler_mode);
        endpoint.provisioner = self
            .provisioner
            .unwrap_or_else(|| endpoint.provisioner.clone());
        Ok(())
    }

    /// The resulting limits; if only one is given and crosses the other, the other follows, as on creation with project
    /// defaults.
    fn size(&self, endpoint: &Endpoint) -> (Cu, Cu) {
        let (old_min, old_max) = (
            endpoint.autoscaling_limit_min_cu,
            endpoint.autoscaling_limit_max_cu,
        );
        match (self.autoscaling_limit_min_cu, self.autoscaling_limit_max_cu) {
            (None, None) => (old_min, old_max),
            (Some(min), None) if endpoint.current_state == State::Init && min > old_max => {
                (min, min)
            }
            (None, Some(max)) if endpoint.current_state == State::Init && max < old_min => {
                (max, max)
            }
            (min, max) => (min.unwrap_or(old_min), max.unwrap_or(old_max)),
        }
    }
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

    /// Refuses more read replicas than the plan allows.
    pub fn must_have_room_for_replicas(&self, more: usize, plan: &Plan) -> Result<(), Refusal> {
        let replica = |endpoint: &&Endpoint| endpoint.kind == Kind::ReadOnly;
        let replicas = self.endpoints.values().filter(replica).count();
        if replicas.saturating_add(more) <= plan.replicas || more == 0 {
            return Ok(());
        }
        Err(Refusal::unprocessable("read replicas limit exceeded")
            .code("READ_REPLICAS_LIMIT_EXCEEDED"))
    }

    /// Adds an endpoint that is about to start (or idle, if disabled); returns the necessary steps.
    pub fn add_endpoint(&mut self, mut endpoint: Endpoint) -> (Endpoint, Vec<Step>) {
        if endpoint.disabled {
            return (self.add_idle_endpoint(endpoint), vec![]);
        }
        endpoint.pending_state = Some(State::Active);
        let start = Step::start(&endpoint);
        self.endpoints.insert(endpoint.id.clone(), endpoint.clone());
        (endpoint, vec![start])
    }

    /// Adds an endpoint that stays idle.
    pub fn add_idle_endpoint(&mut self, mut endpoint: Endpoint) -> Endpoint {
        endpoint.current_state = State::Idle;
        endpoint.suspended_at = Some(endpoint.created_at);
        self.endpoints.insert(endpoint.id.clone(), endpoint.clone());
        endpoint
    }
}

/// `POST /projects/{project_id}/endpoints`
pub fn create(world: &mut World, call: &Call) -> Answer {
    let request: CreateRequest = call.body()?;
    let fields = request.endpoint;
    let mut visit = world.visit(call)?;
    visit.project.branch(&fields.branch_id)?.must_be_usable()?;
    if fields
        .region_id
        .is_some_and(|region| region != visit.project.region_id)
    {
        return Err(Refusal::bad_request(
            "region_id must be the region of the project",
        ));
    }
    visit
        .project
        .must_have_room_for(fields.kind, &fields.branch_id, visit.plan)?;
    visit.must_be_free()?;
    let id = visit.project.mint.prefixed("ep");
    let mut endpoint = Endpoint::new(
        visit.project,
        id,
        &fields.branch_id,
        fields.kind,
        call.time(),
    );
    fields.choice.apply(&mut endpoint, visit.plan)?;
    visit.may_start(std::slice::from_ref(&endpoint))?;
    let mut steps = visit.project.wake(&fields.branch_id, call.time());
    let (endpoint, start) = visit.project.add_endpoint(endpoint);
    steps.extend(start);
    let operations = visit.schedule(steps);
    Reply::created(json!({ "endpoint": endpoint, "operations": operations }))
}

/// `PATCH …/endpoints/{endpoint_id}`
///
/// An idle compute gets new settings when it starts; an active one is reconfigured at once, and restarted if its size
/// changes. Disabling suspends it.
pub fn update(world: &mut World, call: &Call) -> Answer {
    let request: UpdateRequest = call.body()?;
    let mut visit = world.visit(call)?;
    let old = visit.endpoint()?.clone();
    let mut new = old.clone();
    request.endpoint.choice.apply(&mut new, visit.plan)?;
    if let Some(branch) = request
        .endpoint
        .branch_id
        .filter(|branch| *branch != old.branch_id)
    {
        visit.project.branch(&branch)?;
        visit
            .project
            .must_have_room_for(old.kind, &branch, visit.plan)?;
        new.branch_id = branch;
    }
    let steps = update_steps(&old, &mut new);
    if !steps.is_empty() || old.in_transition() {
        visit.must_be_free()?;
    }
    new.updated_at = call.time();
    *visit.endpoint_mut()? = new.clone();
    let operations = visit.schedule(steps);
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
    let mut visit = world.visit(call)?;
    let Ok(endpoint) = visit.endpoint().cloned() else {
        return Reply::gone();
    };
    let branch = visit.project.branch(&endpoint.branch_id)?;
    if branch.protected && endpoint.kind == Kind::ReadWrite {
        return Err(Refusal::unprocessable(
            "read_write endpoint of a protected branch cannot be deleted",
        ));
    }
    visit.must_be_free()?;
    let (endpoint, steps) = delete_now_or_after_suspending(visit.project, endpoint, call.time());
    let operations = visit.schedule(steps);
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
