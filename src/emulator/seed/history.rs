//! Operations and snapshots of a seed.

use std::time::Duration;

use crate::emulator::{
    branches::Point,
    clock::{later, shifted},
    endpoints::Endpoint,
    ids::{Mint, Text},
    operations::{Operation, Outcome, Status},
    snapshots::{Snapshot, default_name},
    time::Time,
};

use super::{SeedOperation, SeedSnapshot, branch::MEGABYTE, build::Builder};

/// For how many days there is a history of starts and suspensions.
const DAYS: i64 = 7;
const DAY: i64 = 86_400;
/// A compute that runs this long every day is never suspended.
const ALWAYS: i64 = 20 * 3_600;

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

    /// How often a day a compute that scales to zero runs, and how long each time.
    pub(super) fn sessions(&self, endpoint: &Endpoint) -> Option<(i64, i64)> {
        let daily = self
            .project
            .branches
            .get(&endpoint.branch_id)?
            .pace
            .daily_seconds;
        let sleeps = endpoint.suspend_timeout_seconds >= 0 && (1..ALWAYS).contains(&daily);
        let times = if daily >= 2 * 3_600 { 2 } else { 1 };
        sleeps.then(|| (times, daily / times))
    }

    /// Adds the starts and suspensions of a compute in the days before a start.
    pub(super) fn earlier(&mut self, endpoint: &Endpoint, started: Time) {
        if endpoint.suspend_timeout_seconds < 0 {
            return;
        }
        let (branch, id) = (Some(&endpoint.branch_id), Some(&endpoint.id));
        let (times, length) = self.sessions(endpoint).unwrap_or((0, 600));
        // It was suspended after it had been created, too.
        let first = Time(shifted(endpoint.created_at.0, length + 60));
        if first < started {
            self.past("suspend_compute", first, 402, branch, id);
        }
        let mut mint = Mint::named(&format!("{}/sessions", endpoint.id));
        let pause = DAY / times.max(1) - length;
        let mut next = started;
        for _ in 0..DAYS * times {
            // No two days are the same.
            let varied = |seconds: i64, by: i64| seconds * (70 + by % 60) / 100;
            let end = Time(shifted(next.0, -varied(pause, mint.number())));
            let start = Time(shifted(end.0, -varied(length, mint.number())));
            if start <= first {
                return;
            }
            self.past("suspend_compute", end, 388, branch, id);
            self.past("start_compute", start, 905, branch, id);
            next = start;
        }
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
        let occasion = if seed.manual { "manual" } else { "daily" };
        let id = seed.id.unwrap_or_else(|| {
            let key = seed.name.as_deref().unwrap_or(occasion);
            Mint::named(&format!("{}/{key}", self.project.id)).prefixed("snap")
        });
        let name = seed.name;
        let name = name.unwrap_or_else(|| default_name(branch, created_at, occasion));
        let point = Point {
            time: created_at,
            lsn: self.project.lsn_at(created_at),
            is_head: true,
        };
        let mut snapshot = Snapshot::of(branch, id, name, point, created_at);
        let size = seed.size_mb.map(|size| size * MEGABYTE);
        snapshot.expires_at = seed.expires.map(|at| at.from(self.now));
        snapshot.manual = seed.manual;
        snapshot.full_size = size.filter(|_| seed.manual);
        snapshot.diff_size = size.filter(|_| !seed.manual);
        self.project.snapshots.push(snapshot);
    }
}
