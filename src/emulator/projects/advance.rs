//! What has happened in the meantime.
//!
//! Nothing moves by itself: when a request arrives, everything that would have happened since the last one is played
//! back in chronological order: operations end, computes without clients go idle, branches and snapshots expire.

use crate::emulator::{
    branches::{BranchState, Recovery},
    clock::{later, shifted},
    endpoints::{Endpoint, RELEASE, State},
    ids::Text,
    operations::{Operation, Outcome, Status, Step, duration},
    projects::{Deleted, Project, RECOVERY_SECONDS},
    time::Time,
};

/// The size of a branch without tables, in bytes.
const EMPTY_BRANCH_SIZE: i64 = 30_785_536;

/// Something that happens without a request.
#[derive(Debug)]
enum Event {
    /// The running operation of this chain ends.
    OperationEnds(usize),
    /// This compute has been without a client for long enough.
    ComputeIdles(Text),
    /// This suspended compute is checked.
    ComputeIsChecked(Text),
    /// This branch has reached the end of its time to live.
    BranchExpires(Text),
    /// This branch is old, and unused for long enough.
    BranchArchives(Text),
    /// A scheduled snapshot of this branch is due.
    BackupIsDue(Text),
    /// This snapshot has reached the end of its time to live.
    SnapshotExpires(Text),
    /// The running computes have used up a quota.
    QuotaIsSpent,
    /// A billing period ends, and the next one begins.
    PeriodTurns,
}

impl Project {
    /// Plays back everything up to `now`.
    pub fn settle(&mut self, now: Time) {
        while let Some((at, event)) = self.next_event(now) {
            self.count_usage(at);
            self.play(event, at);
        }
        self.count_usage(now);
        self.attic.retain(|entry| {
            entry
                .branch
                .recovery
                .as_ref()
                .is_some_and(|recovery| recovery.recoverable_until > now)
        });
        self.keep_attached_computes_busy(now);
        self.restrict_resets(now);
    }

    /// The next event, if it happens by `now`.
    fn next_event(&self, now: Time) -> Option<(Time, Event)> {
        let operations = self.chains.iter().enumerate().filter_map(|(place, chain)| {
            let running = self.operations.get(*chain.waiting.first()?)?;
            let end = later(chain.since.0, duration(&running.action));
            Some((Time(end), Event::OperationEnds(place)))
        });
        let idling = self.endpoints.values().filter_map(|endpoint| {
            Some((
                self.idles_at(endpoint)?,
                Event::ComputeIdles(endpoint.id.clone()),
            ))
        });
        let checked = self.endpoints.values().filter_map(|endpoint| {
            let at = self.next_check(endpoint)?;
            Some((at, Event::ComputeIsChecked(endpoint.id.clone())))
        });
        let expiring = self
            .branches
            .values()
            .filter(|branch| branch.pending_state != Some(BranchState::StorageDeleted))
            .filter_map(|branch| {
                Some((branch.expires_at?, Event::BranchExpires(branch.id.clone())))
            });
        let archiving = self.branches.values().filter_map(|branch| {
            let at = self.archives_at(branch)?;
            Some((at, Event::BranchArchives(branch.id.clone())))
        });
        let backups = self.branches.values().filter_map(|branch| {
            Some((branch.next_backup()?, Event::BackupIsDue(branch.id.clone())))
        });
        let snapshots = self.snapshots.iter().filter_map(|snapshot| {
            Some((
                snapshot.expires_at?,
                Event::SnapshotExpires(snapshot.id.clone()),
            ))
        });
        let out_of_quota = self.runs_out_of_quota_at();
        let out_of_quota = out_of_quota.map(|at| (at, Event::QuotaIsSpent));
        operations
            .chain([(self.period_ends_at(), Event::PeriodTurns)])
            .chain(out_of_quota)
            .chain(idling)
            .chain(checked)
            .chain(expiring)
            .chain(archiving)
            .chain(backups)
            .chain(snapshots)
            .filter(|(at, _)| *at <= now)
            .min_by_key(|(at, _)| *at)
    }

    fn idles_at(&self, endpoint: &Endpoint) -> Option<Time> {
        let seconds = endpoint.idles_after().filter(|_| endpoint.rests_active())?;
        let active = endpoint.last_active.or(endpoint.started_at)?;
        Some(Time(shifted(active.0, seconds)))
    }

    fn play(&mut self, event: Event, at: Time) {
        match event {
            Event::OperationEnds(chain) => self.end_operation(chain, at),
            Event::ComputeIdles(id) => {
                if let Some(endpoint) = self.endpoints.get(&id).cloned() {
                    self.move_endpoint(&id, State::Idle, at);
                    self.schedule(vec![Step::suspend(&endpoint)], at, |_| None);
                }
            }
            Event::ComputeIsChecked(id) => self.check_compute(&id, at),
            Event::BranchExpires(id) => {
                let steps = self.begin_deletion(&id, true, false, at);
                self.schedule(steps, at, |_| None);
            }
            Event::BranchArchives(id) => {
                let steps = self.archive(&id, at);
                self.schedule(steps, at, |_| None);
            }
            Event::BackupIsDue(id) => self.take_scheduled_snapshots(&id, at),
            Event::SnapshotExpires(id) => self.snapshots.retain(|snapshot| snapshot.id != id),
            Event::QuotaIsSpent if self.spent_quota().is_some() => {
                let steps = self.suspend_running(at);
                self.schedule(steps, at, |_| None);
            }
            // A second too early: usage is counted in whole seconds.
            Event::QuotaIsSpent => {}
            Event::PeriodTurns => self.begin_period(),
        }
    }

    /// Ends the running operation of a chain and starts the next one.
    fn end_operation(&mut self, place: usize, at: Time) {
        let Some(chain) = self.chains.get_mut(place) else {
            return;
        };
        let ended = chain.waiting.remove(0);
        let began = chain.since;
        chain.since = at;
        let next = chain.waiting.first().copied();
        let rest = chain.waiting.clone();
        let Some(operation) = self.operations.get_mut(ended) else {
            return;
        };
        operation.updated_at = at;
        operation.total_duration_ms =
            u32::try_from(at.0.duration_since(began.0).as_millis()).unwrap_or(u32::MAX);
        operation.status = operation.ends;
        if operation.status == Status::Failed {
            operation.failures_count = 1;
            operation.error = Some(failure(&operation.action).to_owned());
        }
        let operation = operation.clone();
        if matches!(operation.status, Status::Failed | Status::Cancelled) {
            self.give_up(&operation, &rest, at);
            self.chains.remove(place);
            return;
        }
        match next {
            Some(next) => self.set_status(next, Status::Running, at),
            None => {
                self.chains.remove(place);
            }
        }
        let starts_again = self.any_starts(&rest, operation.endpoint_id.as_ref());
        self.bring_about(&operation, starts_again, at);
    }

    fn set_status(&mut self, place: usize, status: Status, at: Time) {
        if let Some(operation) = self.operations.get_mut(place) {
            operation.status = status;
            operation.updated_at = at;
        }
    }

    fn any_starts(&self, places: &[usize], endpoint: Option<&Text>) -> bool {
        places
            .iter()
            .filter_map(|place| self.operations.get(*place))
            .any(|operation| {
                operation.outcome == Outcome::ComputeStarted
                    && operation.endpoint_id.as_ref() == endpoint
            })
    }

    /// Cancels the rest of a chain after a failure, and clears the pending states.
    fn give_up(&mut self, failed: &Operation, rest: &[usize], at: Time) {
        for place in rest {
            self.set_status(*place, Status::Cancelled, at);
        }
        let cancelled: Vec<Operation> = rest
            .iter()
            .filter_map(|place| self.operations.get(*place).cloned())
            .collect();
        for operation in cancelled.iter().chain([failed]) {
            if let Some(endpoint) = operation
                .endpoint_id
                .as_ref()
                .and_then(|id| self.endpoints.get_mut(id))
            {
                endpoint.pending_state = None;
            }
            if let Some(branch) = operation
                .branch_id
                .as_ref()
                .and_then(|id| self.branches.get_mut(id))
            {
                branch.stay(at);
            }
        }
    }

    /// Applies the outcome of an operation.
    fn bring_about(&mut self, operation: &Operation, starts_again: bool, at: Time) {
        let branch = operation.branch_id.clone().unwrap_or_default();
        let endpoint = operation.endpoint_id.clone().unwrap_or_default();
        match operation.outcome {
            Outcome::Nothing => {}
            Outcome::ComputeStarted => self.compute_started(&endpoint, at),
            Outcome::ComputeSuspended => self.compute_suspended(&endpoint, starts_again, at),
            Outcome::ComputeDeleted => {
                self.compute_suspended(&endpoint, false, at);
                self.endpoints.shift_remove(&endpoint);
            }
            Outcome::BranchArchived => {
                if let Some(branch) = self.branches.get_mut(&branch) {
                    branch.enter(BranchState::Archived, at);
                }
            }
            Outcome::BranchReady => self.branch_ready(&branch, at),
            Outcome::BranchDetached => {
                if let Some(branch) = self.branches.get_mut(&branch) {
                    branch.detach(at);
                }
            }
            Outcome::BranchDeleted { expired, forever } => {
                self.branch_deleted(&branch, expired, forever, at)
            }
        }
    }

    /// Makes a branch ready and sets its size: that of its parent, or of an empty branch if it has only the schema. A
    /// branch that is to be archived continues with that.
    fn branch_ready(&mut self, id: &str, at: Time) {
        let size = self.branches.get(id).map(|branch| {
            let copied = branch.init_source == "parent-data";
            let parent = branch.parent_id.as_ref().filter(|_| copied);
            let parent = parent.and_then(|parent| self.branches.get(parent)?.logical_size);
            let own = branch.logical_size.or(parent);
            own.unwrap_or(EMPTY_BRANCH_SIZE)
        });
        if let Some(branch) = self.branches.get_mut(id) {
            branch.logical_size = size;
            self.synthetic_storage_size = self.synthetic_storage_size.or(size);
            let next = branch.pending_state;
            branch.enter(BranchState::Ready, at);
            branch.pending_state = next.filter(|next| *next == BranchState::Archived);
        }
    }

    fn compute_started(&mut self, id: &str, at: Time) {
        let Some(endpoint) = self.endpoints.get_mut(id) else {
            return;
        };
        endpoint.current_state = State::Active;
        endpoint.pending_state = None;
        endpoint.started_at = Some(at);
        endpoint.counted_seconds = 0;
        endpoint.last_active = Some(at);
        endpoint.suspended_at = None;
        endpoint.updated_at = at;
        endpoint.compute_release_version = Some(Text::const_new(RELEASE));
        self.compute_last_active_at = Some(at);
    }

    fn compute_suspended(&mut self, id: &str, starts_again: bool, at: Time) {
        let Some(endpoint) = self.endpoints.get_mut(id) else {
            return;
        };
        endpoint.current_state = State::Idle;
        endpoint.pending_state = starts_again.then_some(State::Active);
        endpoint.suspended_at = Some(at);
        endpoint.started_at = None;
        endpoint.attached = endpoint.attached && starts_again;
        endpoint.updated_at = at;
    }

    fn branch_deleted(&mut self, id: &str, expired: bool, forever: bool, at: Time) {
        let Some(mut branch) = self.branches.shift_remove(id) else {
            return;
        };
        let (endpoints, kept) = self
            .endpoints
            .drain(..)
            .partition(|(_, endpoint)| endpoint.branch_id == id);
        self.endpoints = kept;
        branch.pending_state = None;
        branch.recovery = Some(Recovery {
            deleted_at: at,
            recoverable_until: Time(shifted(at.0, RECOVERY_SECONDS)),
            deletion_method: if expired { "ttl" } else { "user" },
        });
        self.former.push(branch.clone());
        if forever {
            return;
        }
        let endpoints: indexmap::IndexMap<Text, Endpoint> = endpoints;
        self.attic.push(Deleted {
            branch,
            endpoints: endpoints.into_values().collect(),
        });
    }

    /// Sets the last activity of computes with a client to this minute.
    fn keep_attached_computes_busy(&mut self, now: Time) {
        let minute = Time(shifted(now.0, -now.0.as_second().rem_euclid(60)));
        for endpoint in self.endpoints.values_mut() {
            if endpoint.attached
                && endpoint.current_state == State::Active
                && endpoint.last_active < Some(minute)
            {
                endpoint.last_active = Some(minute);
                self.compute_last_active_at = self.compute_last_active_at.max(Some(minute));
            }
        }
    }
}

/// Neon's message for a failed operation.
fn failure(action: &str) -> &'static str {
    match action {
        "start_compute" => "compute did not become ready in time",
        "suspend_compute" => "compute did not stop in time",
        "create_branch" | "create_timeline" => "storage did not acknowledge the new branch in time",
        _ => "internal error: the change could not be applied",
    }
}
