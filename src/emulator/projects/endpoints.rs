//! The computes of a project: finding, adding and moving them, and how many there may be.

use crate::emulator::{
    endpoints::{Endpoint, Kind, PoolerMode, State},
    error::Refusal,
    ids::Text,
    operations::{Outcome, Step},
    plan::Plan,
    projects::Project,
    settings::{Cu, EndpointSettings},
    time::Time,
};

/// The maximum number of running computes of a project; those of the default branch are exempt.
const MOST_ACTIVE: usize = 20;

impl Endpoint {
    /// An endpoint that was never started, with the defaults of its project.
    pub fn new(project: &Project, id: Text, branch_id: &Text, kind: Kind, at: Time) -> Self {
        let defaults = &project.default_endpoint_settings;
        Self {
            host: project.hosts.of(&id, &project.proxy_host),
            id,
            name: None,
            project_id: project.id.clone(),
            branch_id: branch_id.clone(),
            autoscaling_limit_min_cu: defaults.autoscaling_limit_min_cu.unwrap_or(Cu(0.25)),
            autoscaling_limit_max_cu: defaults.autoscaling_limit_max_cu.unwrap_or(Cu(2.0)),
            region_id: project.region_id.clone(),
            kind,
            current_state: State::Init,
            pending_state: None,
            settings: EndpointSettings {
                pg_settings: defaults.pg_settings.clone(),
                ..EndpointSettings::default()
            },
            pooler_enabled: false,
            pooler_mode: PoolerMode::Transaction,
            disabled: false,
            passwordless_access: true,
            last_active: None,
            creation_source: Text::const_new("console"),
            created_at: at,
            updated_at: at,
            started_at: None,
            suspended_at: None,
            proxy_host: project.proxy_host.clone(),
            suspend_timeout_seconds: defaults.suspend_timeout_seconds.unwrap_or(0),
            provisioner: project.provisioner.clone(),
            compute_release_version: None,
            attached: false,
            counted_seconds: 0,
        }
    }
}

impl Project {
    pub fn endpoint(&self, id: &str) -> Result<&Endpoint, Refusal> {
        self.endpoints
            .get(id)
            .ok_or_else(|| Refusal::not_found("endpoint"))
    }

    /// The endpoints of a branch, oldest first.
    pub fn endpoints_of<'a>(&'a self, branch: &'a str) -> impl Iterator<Item = &'a Endpoint> {
        self.endpoints
            .values()
            .filter(move |endpoint| endpoint.branch_id == branch)
    }

    /// The branch's read-write endpoint.
    pub fn writer_of(&self, branch: &str) -> Option<&Endpoint> {
        self.endpoints
            .values()
            .find(|endpoint| endpoint.branch_id == branch && endpoint.kind == Kind::ReadWrite)
    }

    /// Sets the pending state of an endpoint.
    pub fn move_endpoint(&mut self, id: &str, pending: State, at: Time) {
        if let Some(endpoint) = self.endpoints.get_mut(id) {
            endpoint.pending_state = Some(pending);
            endpoint.updated_at = at;
        }
    }

    /// The steps that apply a change of roles or databases to the branch's compute.
    pub fn config_steps(&mut self, branch: &Text, at: Time) -> Vec<Step> {
        let Some(writer) = self.writer_of(branch).cloned() else {
            return Vec::new();
        };
        let may_wake = !writer.disabled && self.spent_quota().is_none();
        if writer.current_state == State::Active || !may_wake {
            return vec![Step::on_endpoint("apply_config", &writer, Outcome::Nothing)];
        }
        self.move_endpoint(&writer.id, State::Active, writer.updated_at);
        let mut steps = self.wake(branch, at);
        steps.extend([
            Step::on_endpoint("apply_config", &writer, Outcome::ComputeStarted),
            Step::suspend(&writer),
        ]);
        steps
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

    /// Refuses to start computes once a quota is used up.
    pub fn must_have_quota(&self) -> Result<(), Refusal> {
        match self.spent_quota() {
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
    pub fn must_have_room_to_run(&self, branch: &str, more: usize) -> Result<(), Refusal> {
        let exempt = |branch: &str| {
            let branch = self.branches.get(branch);
            branch.is_some_and(|branch| branch.default)
        };
        let counted = |endpoint: &&Endpoint| {
            endpoint.pending_state.unwrap_or(endpoint.current_state) == State::Active
                && !exempt(&endpoint.branch_id)
        };
        let running = self.endpoints.values().filter(counted).count();
        if exempt(branch) || running + more <= MOST_ACTIVE {
            return Ok(());
        }
        Err(Refusal::unprocessable("active endpoints limit exceeded")
            .code("ACTIVE_ENDPOINTS_LIMIT_EXCEEDED"))
    }
}
