//! Compute endpoints: the data.

pub mod change;
pub mod choice;
pub mod power;
pub mod read;

use serde::Serialize;

use super::{
    ids::Text,
    settings::{Cu, EndpointSettings},
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
