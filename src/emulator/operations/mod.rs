//! Operations: the work behind a change, in chains that run one after another.

pub mod handlers;

use std::time::Duration;

use serde::Serialize;

use super::{endpoints::Endpoint, ids::Text, time::Time};

/// The status of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waiting for the one before it.
    Scheduling,
    Running,
    Finished,
    /// Not needed, which counts as success.
    Skipped,
    /// Ended with an error.
    Failed,
    /// Stopped, or never started because one before it failed.
    Cancelled,
}

#[derive(Debug, Clone, Serialize)]
pub struct Operation {
    pub id: String,
    pub project_id: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_id: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<Text>,
    pub action: Text,
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    pub failures_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Time>,
    pub created_at: Time,
    pub updated_at: Time,
    pub total_duration_ms: u32,
    /// The effect of its completion.
    #[serde(skip)]
    pub outcome: Outcome,
    /// How it ends: finished, unless a test has arranged something else.
    #[serde(skip)]
    pub ends: Status,
}

/// The effect of a completed operation on its branch or endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No visible effect.
    Nothing,
    ComputeStarted,
    ComputeSuspended,
    /// The compute is permanently gone.
    ComputeDeleted,
    /// The branch is ready for use.
    BranchReady,
    /// The branch has moved to cheaper storage.
    BranchArchived,
    /// The branch is back in its old place in the tree.
    BranchDetached,
    /// The branch is gone; recoverable for seven days unless `forever`.
    BranchDeleted {
        /// Whether it was deleted because it expired.
        expired: bool,
        forever: bool,
    },
}

/// A step to be scheduled as an operation.
#[derive(Debug, Clone)]
pub struct Step {
    /// For example `start_compute`.
    pub action: &'static str,
    pub branch: Option<Text>,
    pub endpoint: Option<Text>,
    pub outcome: Outcome,
}

impl Step {
    /// Work on a branch.
    pub fn on_branch(action: &'static str, branch: &Text, outcome: Outcome) -> Self {
        Self {
            action,
            branch: Some(branch.clone()),
            endpoint: None,
            outcome,
        }
    }

    /// Work on a compute.
    pub fn on_endpoint(action: &'static str, endpoint: &Endpoint, outcome: Outcome) -> Self {
        Self {
            action,
            branch: Some(endpoint.branch_id.clone()),
            endpoint: Some(endpoint.id.clone()),
            outcome,
        }
    }

    /// Work on the project as a whole.
    pub fn on_project(action: &'static str) -> Self {
        Self {
            action,
            branch: None,
            endpoint: None,
            outcome: Outcome::Nothing,
        }
    }

    /// Starts a compute.
    pub fn start(endpoint: &Endpoint) -> Self {
        Self::on_endpoint("start_compute", endpoint, Outcome::ComputeStarted)
    }

    /// Suspends a compute.
    pub fn suspend(endpoint: &Endpoint) -> Self {
        Self::on_endpoint("suspend_compute", endpoint, Outcome::ComputeSuspended)
    }
}

/// How long an operation takes. Real durations vary; these are typical and fixed, so that tests can rely on them.
pub fn duration(action: &str) -> Duration {
    Duration::from_millis(match action {
        "create_timeline" => 3_000,
        "start_compute" => 900,
        "suspend_compute" => 400,
        "create_branch" => 500,
        "delete_timeline" => 600,
        "apply_config" => 300,
        "timeline_unarchive" => 2_000,
        "detach_parent_branch" => 1_500,
        "apply_schema_from_branch" => 1_200,
        _ => 250,
    })
}

/// Operations that run one after another, by their positions in the operations of the project.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The operations that have not ended yet, the running one first.
    pub waiting: Vec<usize>,
    /// When the running one started.
    pub since: Time,
}
