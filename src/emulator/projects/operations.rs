//! Scheduling the operations of a project.

use std::time::Duration;

use crate::emulator::{
    clock::later,
    ids::Text,
    operations::{Chain, Operation, Status, Step},
    projects::Project,
    time::Time,
};

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
