//! Operations and snapshots of a seed.

use std::time::Duration;

use crate::emulator::{
    branches::Point,
    clock::later,
    ids::{Mint, Text},
    operations::{Operation, Outcome, Status},
    snapshots::Snapshot,
    time::Time,
};

use super::{SeedOperation, SeedSnapshot, branch::MEGABYTE, build::Builder};

impl Builder<'_> {
    /// Adds an operation that finished in the past.
    pub(super) fn past(
        &mut self,
        action: &'static str,
        at: Time,
        ms: u32,
        branch: Option<&Text>,
        endpoint: Option<&Text>,
    ) {
        let operation = self.finished(Text::const_new(action), at, ms, branch, endpoint);
        self.project.operations.push(operation);
    }

    fn finished(
        &self,
        action: Text,
        at: Time,
        ms: u32,
        branch: Option<&Text>,
        endpoint: Option<&Text>,
    ) -> Operation {
        let key = format!("{}/{action}/{at}/{branch:?}/{endpoint:?}", self.project.id);
        Operation {
            id: Mint::named(&key).uuid(),
            project_id: self.project.id.clone(),
            branch_id: branch.cloned(),
            endpoint_id: endpoint.cloned(),
            action,
            status: Status::Finished,
            error: None,
            failures_count: 0,
            retry_at: None,
            created_at: at,
            updated_at: later(at.0, Duration::from_millis(ms.into())).into(),
            total_duration_ms: ms,
            outcome: Outcome::Nothing,
            ends: Status::Finished,
        }
    }

    pub(super) fn operation(&mut self, seed: SeedOperation) {
        let branch = self.branch_id(seed.branch.as_deref());
        let endpoint = branch.as_ref().filter(|_| seed.compute).and_then(|branch| {
            let first = self.project.endpoints_of(branch).next();
            first.map(|endpoint| endpoint.id.clone())
        });
        let at = seed.at.from(self.now);
        let mut operation =
            self.finished(seed.action, at, seed.ms, branch.as_ref(), endpoint.as_ref());
        if seed.error.is_some() {
            operation.status = Status::Failed;
            operation.failures_count = seed.failures.max(1);
            operation.retry_at = Some(operation.updated_at);
        }
        operation.error = seed.error;
        self.project.operations.push(operation);
    }

    pub(super) fn snapshot(&mut self, seed: SeedSnapshot) {
        let created_at = seed.created.from(self.now);
        let found = self.project.branches.values();
        let Some(branch) = found.into_iter().find(|branch| branch.name == seed.branch) else {
            return;
        };
        let id = seed.id.unwrap_or_else(|| {
            Mint::named(&format!("{}/{}", self.project.id, seed.name)).prefixed("snap")
        });
        let point = Point {
            time: created_at,
            lsn: self.project.lsn_at(created_at),
        };
        let mut snapshot = Snapshot::of(branch, id, seed.name, point, created_at);
        let size = seed.size_mb.map(|size| size * MEGABYTE);
        snapshot.expires_at = seed.expires.map(|at| at.from(self.now));
        snapshot.manual = seed.manual;
        snapshot.full_size = size.filter(|_| seed.manual);
        snapshot.diff_size = size.filter(|_| !seed.manual);
        self.project.snapshots.push(snapshot);
    }
}
