//! Operations: the work behind a change, in chains that run one after another.

use std::time::Duration;

use serde::Serialize;
use serde_json::json;

use super::{
    clock::later,
    endpoints::Endpoint,
    error::Refusal,
    ids::Text,
    page,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
};

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

/// Operations that run one after another, by their positions in [`Project::operations`].
#[derive(Debug, Clone)]
pub struct Chain {
    /// The operations that have not ended yet, the running one first.
    pub waiting: Vec<usize>,
    /// When the running one started.
    pub since: Time,
}

impl Project {
    /// Whether operations are in flight, so that no new ones can be scheduled.
    pub fn busy(&self) -> bool {
        !self.chains.is_empty()
    }

    /// Schedules a chain and returns it as shown in an answer: the first operation running, the others scheduling.
    pub fn schedule(
        &mut self,
        steps: Vec<Step>,
        at: Time,
        ending: impl Fn(&str) -> Option<Status>,
    ) -> Vec<Operation> {
        let mut waiting = Vec::with_capacity(steps.len());
        for step in steps {
            let status = if waiting.is_empty() {
                Status::Running
            } else {
                Status::Scheduling
            };
            let operation = Operation {
                id: self.mint.uuid(),
                project_id: self.id.clone(),
                branch_id: step.branch,
                endpoint_id: step.endpoint,
                action: Text::const_new(step.action),
                status,
                error: None,
                failures_count: 0,
                retry_at: None,
                created_at: self.unused_moment(at),
                updated_at: at,
                total_duration_ms: 0,
                outcome: step.outcome,
                ends: ending(step.action).unwrap_or(Status::Finished),
            };
            waiting.push(self.operations.len());
            self.operations.push(operation);
        }
        let scheduled = waiting
            .iter()
            .filter_map(|place| self.operations.get(*place).cloned())
            .collect();
        if !waiting.is_empty() {
            self.chains.push(Chain { waiting, since: at });
        }
        scheduled
    }

    /// `at`, or the first microsecond after the newest operation: cursors need distinct times.
    fn unused_moment(&self, at: Time) -> Time {
        match self.operations.last() {
            Some(newest) if newest.created_at >= at => {
                Time(later(newest.created_at.0, Duration::from_micros(1)))
            }
            _ => at,
        }
    }
}

/// `GET /projects/{project_id}/operations`: newest first; the cursor is the time of the last one.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let limit = page::limit(call, 1_000, 100)?;
    let before = call.query.time("cursor")?;
    let visit = world.visit(call)?;
    let page: Vec<_> = visit
        .project
        .operations
        .iter()
        .rev()
        .filter(|operation| {
            before.is_none_or(|before| operation.created_at.micros() < before.micros())
        })
        .take(limit)
        .collect();
    let cursor = page.last().map(|last| last.created_at.micros());
    Reply::ok(page::with_cursor(json!({ "operations": page }), cursor))
}

/// `GET /projects/{project_id}/operations/{operation_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    let wanted = call.param("operation_id");
    let operation = visit
        .project
        .operations
        .iter()
        .rev()
        .find(|operation| operation.id == wanted);
    let operation = operation.ok_or_else(|| Refusal::not_found("operation"))?;
    Reply::ok(json!({ "operation": operation }))
}
