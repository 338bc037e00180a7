//! Compute endpoints: the data, and how they are read.

mod change;
mod power;

pub use change::{Choice, create, delete, update};
pub use power::{restart, start, suspend};

use serde::Serialize;
use serde_json::json;

use super::{
    error::Refusal,
    ids::Text,
    operations::{Outcome, Step},
    project_scope::Visit,
    projects::Project,
    request::{Answer, Call, Reply},
    settings::{Cu, EndpointSettings},
    state::World,
    time::Time,
};

/// Seconds of inactivity after which a compute with the default timeout (0) is suspended.
pub const DEFAULT_SUSPEND_SECONDS: i64 = 300;

/// The Postgres build of computes.
pub const RELEASE: &str = "9509";

/// A compute endpoint.
#[derive(Debug, Clone, Serialize)]
pub struct Endpoint {
    pub host: String,
    pub id: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub project_id: Text,
    pub branch_id: Text,
    pub autoscaling_limit_min_cu: Cu,
    pub autoscaling_limit_max_cu: Cu,
    pub region_id: Text,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub current_state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_state: Option<State>,
    pub settings: EndpointSettings,
    pub pooler_enabled: bool,
    pub pooler_mode: PoolerMode,
    pub disabled: bool,
    pub passwordless_access: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active: Option<Time>,
    pub creation_source: Text,
    pub created_at: Time,
    pub updated_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<Time>,
    pub proxy_host: Text,
    pub suspend_timeout_seconds: i64,
    pub provisioner: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compute_release_version: Option<Text>,
    /// Whether a client is connected and keeps it awake.
    #[serde(skip)]
    pub attached: bool,
    /// Seconds since its start that were counted as usage.
    #[serde(skip)]
    pub counted_seconds: i64,
}

/// The kind of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The primary compute; one per branch.
    ReadWrite,
    /// A read replica.
    ReadOnly,
}

/// The state of a compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Never started.
    Init,
    /// Running.
    Active,
    /// Scaled to zero.
    Idle,
}

/// The only pooling mode; deprecated, but part of every answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolerMode {
    /// A server connection per transaction.
    Transaction,
}

impl Endpoint {
    /// An endpoint that was never started, with the defaults of its project.
    pub fn new(project: &Project, id: Text, branch_id: &Text, kind: Kind, at: Time) -> Self {
        let defaults = &project.default_endpoint_settings;
        Self {
            host: match &project.stand_in {
                Some(server) => server.to_string(),
                None => format!("{id}.{}", project.proxy_host),
            },
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

    /// Seconds without a client after which it is suspended; `None` for never. Sizes above 16 CU never scale to zero.
    pub fn idles_after(&self) -> Option<i64> {
        match self.suspend_timeout_seconds {
            _ if self.attached || self.autoscaling_limit_max_cu > Cu(16.0) => None,
            0 => Some(DEFAULT_SUSPEND_SECONDS),
            seconds => (seconds > 0).then_some(seconds),
        }
    }

    /// Whether it is changing to another state.
    pub fn in_transition(&self) -> bool {
        self.pending_state.is_some()
    }

    /// Whether it is running and nothing is about to change that.
    pub fn rests_active(&self) -> bool {
        self.current_state == State::Active && !self.in_transition()
    }

    /// The host name of its connection pooler: `-pooler` after the first label. A replacement server has none.
    pub fn pooler_host(&self) -> String {
        self.host
            .replacen(self.id.as_str(), &format!("{}-pooler", self.id), 1)
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
}

impl Visit<'_> {
    /// The endpoint in the path.
    pub fn endpoint(&self) -> Result<&Endpoint, Refusal> {
        self.project.endpoint(self.call.param("endpoint_id"))
    }

    /// The endpoint in the path, for changing.
    pub fn endpoint_mut(&mut self) -> Result<&mut Endpoint, Refusal> {
        let id = self.call.param("endpoint_id");
        self.project
            .endpoints
            .get_mut(id)
            .ok_or_else(|| Refusal::not_found("endpoint"))
    }
}

/// `GET /projects/{project_id}/endpoints`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    let endpoints: Vec<_> = visit.project.endpoints.values().collect();
    Reply::ok(json!({ "endpoints": endpoints }))
}

/// `GET /projects/{project_id}/branches/{branch_id}/endpoints`
pub fn list_of_branch(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    let branch = visit.branch()?;
    let endpoints: Vec<_> = visit.project.endpoints_of(&branch.id).collect();
    Reply::ok(json!({ "endpoints": endpoints }))
}

/// `GET /projects/{project_id}/endpoints/{endpoint_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    Reply::ok(json!({ "endpoint": visit.endpoint()? }))
}
