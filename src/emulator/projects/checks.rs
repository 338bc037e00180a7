//! Neon's own checks whether computes are available: now and then, one wakes a compute that is suspended.

use crate::emulator::{
    branches::BranchState,
    clock::shifted,
    endpoints::{Endpoint, State},
    ids::{Mint, Text},
    operations::{Operation, Outcome, Step},
    projects::Project,
    time::Time,
};

/// The action of a check.
const CHECK: &str = "check_availability";
/// How long a compute is suspended before it is checked: at least so many minutes, and up to so many more.
const PAUSE: (i64, i64) = (3 * 60, 9 * 60);
/// One in so many starts of the past was a check.
const SHARE: i64 = 4;

impl Project {
    /// Lets Neon check suspended computes from now on, and tells which starts of the past were checks.
    pub fn begin_checks(&mut self, now: Time) {
        self.checks_since = Some(now);
        let is_check = |operation: &Operation| {
            operation.action == "start_compute"
                && operation.outcome == Outcome::Nothing
                && operation.endpoint_id.is_some()
                && Mint::named(&operation.id).number() % SHARE == 0
        };
        let starts = self.operations.iter().enumerate();
        let starts: Vec<usize> = starts
            .filter(|(_, operation)| is_check(operation))
            .map(|(at, _)| at)
            .collect();
        // From the end, so that positions stay right.
        for at in starts.into_iter().rev() {
            self.insert_check(at);
        }
    }

    /// Adds the check that came before a start.
    fn insert_check(&mut self, at: usize) {
        let Some(start) = self.operations.get(at) else {
            return;
        };
        let began = start.created_at;
        let before = Time(shifted(began.0, -1));
        let earlier = at.checked_sub(1).and_then(|at| self.operations.get(at));
        if earlier.is_some_and(|earlier| earlier.created_at >= before) {
            return;
        }
        let check = Operation {
            id: Mint::named(&format!("{}/{CHECK}", start.id)).uuid(),
            action: Text::const_new(CHECK),
            created_at: before,
            updated_at: began,
            total_duration_ms: 1_000,
            ..start.clone()
        };
        self.operations.insert(at, check);
        for place in self.chains.iter_mut().flat_map(|chain| &mut chain.waiting) {
            *place += usize::from(*place >= at);
        }
    }

    /// When a suspended compute is checked next.
    pub(super) fn next_check(&self, endpoint: &Endpoint) -> Option<Time> {
        let since = self.checks_since?;
        let rests = endpoint.current_state == State::Idle && !endpoint.in_transition();
        let is_ready = |id: &Text| {
            let branch = self.branches.get(id);
            branch.is_some_and(|branch| {
                branch.current_state == BranchState::Ready && branch.pending_state.is_none()
            })
        };
        if !rests || endpoint.disabled || !is_ready(&endpoint.branch_id) {
            return None;
        }
        let from = endpoint.suspended_at.map_or(since, |at| at.max(since));
        let varied = Mint::named(&format!("{}/{from}", endpoint.id)).number();
        let minutes = PAUSE.0 + varied.rem_euclid(PAUSE.1);
        Some(Time(shifted(from.0, minutes * 60)))
    }

    /// Wakes a suspended compute to see whether it is available.
    pub(super) fn check_compute(&mut self, id: &Text, at: Time) {
        let Some(endpoint) = self.endpoints.get(id).cloned() else {
            return;
        };
        self.move_endpoint(id, State::Active, at);
        let check = Step::on_endpoint(CHECK, &endpoint, Outcome::Nothing);
        self.schedule(vec![check, Step::start(&endpoint)], at, |_| None);
    }
}
