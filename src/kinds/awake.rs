//! When a compute was awake, rebuilt from the operations of its project.

use super::operation;
use crate::api::types::{
    Endpoint, EndpointState, Operation, OperationAction, OperationStatus, Time,
};
use jiff::Timestamp;

/// The history of a compute as far as it is known. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awake {
    /// When it ran, oldest first, without overlaps.
    spans: Vec<Span>,
    /// Before this, nothing is known.
    known_from: i64,
    now: i64,
}

/// A time during which a compute ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: i64,
    to: i64,
    /// Whether its start was seen: a compute may have run since before anything is known.
    starts: bool,
}

/// What happened during a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The seconds awake, as far as is known.
    pub seconds: i64,
    /// How often it was started.
    pub wakes: usize,
    /// Whether the whole period is known.
    pub is_whole: bool,
}

impl Awake {
    /// The history of a compute, from its project's operations in any order. `are_all` says that there are no older
    /// operations.
    pub fn of(
        endpoint: &Endpoint,
        operations: &[Operation],
        are_all: bool,
        now: Timestamp,
    ) -> Self {
        // To the minute: what is shown changes no more often.
        let now = now.as_second().div_euclid(60) * 60;
        let created = endpoint.created_at.map(|at| at.timestamp().as_second());
        let at = |operation: &Operation| Some(operation.created_at?.timestamp().as_second());
        let oldest = operations.iter().filter_map(at).min();
        // Before its creation it did not run, and that is known.
        let known_from = match (oldest, created) {
            (Some(oldest), Some(created)) if created >= oldest => i64::MIN,
            (_, Some(_)) if are_all => i64::MIN,
            (Some(oldest), _) => oldest,
            (None, _) => now,
        };
        let mut switches: Vec<(i64, bool)> = operations
            .iter()
            .filter(|one| one.endpoint_id.as_ref() == Some(&endpoint.id))
            .filter(|one| one.status == OperationStatus::Finished)
            .filter(|one| operation::starts(one) || one.action == OperationAction::SuspendCompute)
            .filter_map(|one| Some((at(one)?, operation::starts(one))))
            .collect();
        let second = |time: Option<Time>| time.map(|at| at.timestamp().as_second());
        let runs = endpoint.current_state == EndpointState::Active;
        match runs {
            true => switches.extend(second(endpoint.started_at).map(|at| (at, true))),
            false => switches.extend(second(endpoint.suspended_at).map(|at| (at, false))),
        }
        switches.sort_unstable();
        let mut history = Self {
            spans: Vec::new(),
            known_from,
            now,
        };
        history.fill(&switches, runs);
        // The time in the present state is known even where no operations are.
        if let Some((first, _)) = switches.first() {
            history.known_from = history.known_from.min(*first);
        }
        history
    }

    fn fill(&mut self, switches: &[(i64, bool)], runs: bool) {
        let earliest = self.known_from;
        let mut running = match switches.first() {
            Some((_, false)) if earliest > i64::MIN => Some((earliest, false)),
            _ => None,
        };
        for (at, on) in switches {
            match (*on, running) {
                (true, None) => running = Some((*at, true)),
                (false, Some((from, starts))) => {
                    self.push(from, *at, starts);
                    running = None;
                }
                // Started twice, or suspended twice: the first counts.
                (true, Some(_)) | (false, None) => {}
            }
        }
        match (runs, running) {
            (true, Some((from, starts))) => self.push(from, self.now, starts),
            (true, None) if switches.is_empty() && earliest > i64::MIN => {
                self.push(earliest, self.now, false)
            }
            _ => {}
        }
    }

    fn push(&mut self, from: i64, to: i64, starts: bool) {
        if to > from {
            self.spans.push(Span { from, to, starts });
        }
    }

    /// Which part of a time it was awake, from 0 to 1; `None` if that is not known.
    pub fn share(&self, from: i64, to: i64) -> Option<f64> {
        let known = from.max(self.known_from);
        if known >= to {
            return None;
        }
        Some(self.seconds(known, to) as f64 / (to - known) as f64)
    }

    /// The shares of `parts` equal parts of about the last `seconds`, oldest first. Their edges are the same whenever
    /// one asks, so that a line does not flicker as time goes by; the last part ends now.
    pub fn shares(&self, seconds: i64, parts: usize) -> impl Iterator<Item = Option<f64>> {
        let all = i64::try_from(parts.max(1)).unwrap_or(i64::MAX);
        let length = (seconds / all).max(1);
        let end = (self.now + length - 1).div_euclid(length) * length;
        let edge = move |part: i64| end - (all - part) * length;
        (0..all).map(move |part| self.share(edge(part), edge(part + 1).min(self.now)))
    }

    /// How many of the last `seconds` are known.
    pub fn known(&self, seconds: i64) -> i64 {
        (self.now - self.known_from.max(self.now - seconds)).max(0)
    }

    /// What happened in the last `seconds`.
    pub fn sum(&self, seconds: i64) -> Sum {
        let from = self.now - seconds;
        let wakes = self.spans.iter();
        Sum {
            seconds: self.seconds(from, self.now),
            wakes: wakes
                .filter(|span| span.starts && span.from >= from)
                .count(),
            is_whole: self.known_from <= from,
        }
    }

    fn seconds(&self, from: i64, to: i64) -> i64 {
        let overlap = |span: &Span| (span.to.min(to) - span.from.max(from)).max(0);
        self.spans.iter().map(overlap).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HOUR: i64 = 3_600;

    fn time(hour: i64) -> String {
        Timestamp::from_second(1_699_999_200 + hour * HOUR)
            .unwrap()
            .to_string()
    }

    fn now() -> Timestamp {
        time(0).parse().unwrap()
    }

    fn endpoint(state: &str, more: serde_json::Value) -> Endpoint {
        let mut value = json!({
            "id": "ep-a", "project_id": "p", "branch_id": "br-a", "host": "h", "type": "read_write",
            "current_state": state, "autoscaling_limit_min_cu": 1, "autoscaling_limit_max_cu": 1,
        });
        let fields = value.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        serde_json::from_value(value).unwrap()
    }

    fn operation(hour: i64, action: &str, endpoint: &str) -> Operation {
        serde_json::from_value(json!({
            "id": format!("{hour}{action}"), "project_id": "p", "endpoint_id": endpoint, "action": action,
            "status": "finished", "created_at": time(hour),
        }))
        .unwrap()
    }

    fn line(awake: &Awake, hours: usize) -> String {
        let shares = awake.shares(hours as i64 * HOUR, hours);
        shares
            .map(|share| match share {
                None => '?',
                Some(0.0) => '_',
                Some(1.0) => '#',
                Some(_) => '=',
            })
            .collect()
    }

    #[test]
    fn starts_and_suspensions_make_spans() {
        let operations = [
            operation(-2, "start_compute", "ep-a"),
            operation(-3, "start_compute", "ep-other"),
            operation(-5, "suspend_compute", "ep-a"),
            operation(-8, "start_compute", "ep-a"),
            operation(-10, "create_branch", "ep-x"),
        ];
        let active = endpoint("active", json!({ "started_at": time(-2) }));
        let awake = Awake::of(&active, &operations, false, now());
        assert_eq!(line(&awake, 12), "??__###___##");
        let sum = awake.sum(12 * HOUR);
        assert_eq!((sum.seconds, sum.wakes, sum.is_whole), (5 * HOUR, 2, false));
        let sum = awake.sum(6 * HOUR);
        assert_eq!((sum.seconds, sum.wakes, sum.is_whole), (3 * HOUR, 1, true));
    }

    #[test]
    fn what_ran_before_anything_is_known_did_not_start_then() {
        let operations = [
            operation(-4, "suspend_compute", "ep-a"),
            operation(-6, "create_branch", "ep-x"),
        ];
        let idle = endpoint("idle", json!({ "suspended_at": time(-4) }));
        let awake = Awake::of(&idle, &operations, false, now());
        assert_eq!(line(&awake, 8), "??##____");
        assert_eq!(awake.sum(8 * HOUR).wakes, 0);
    }

    #[test]
    fn before_its_creation_it_slept() {
        let operations = [
            operation(-2, "start_compute", "ep-a"),
            operation(-6, "create_branch", "ep-x"),
        ];
        let created = json!({ "created_at": time(-3), "started_at": time(-2) });
        let awake = Awake::of(&endpoint("active", created), &operations, false, now());
        assert_eq!(line(&awake, 8), "______##");
        assert!(awake.sum(8 * HOUR).is_whole);
    }

    #[test]
    fn without_operations_only_the_present_state_is_known() {
        let active = endpoint("active", json!({ "started_at": time(-2) }));
        assert_eq!(line(&Awake::of(&active, &[], false, now()), 4), "??##");
        let idle = endpoint("idle", json!({ "suspended_at": time(-1) }));
        assert_eq!(line(&Awake::of(&idle, &[], false, now()), 4), "???_");
        let unknown = endpoint("active", json!({}));
        assert_eq!(line(&Awake::of(&unknown, &[], false, now()), 3), "???");
    }

    #[test]
    fn the_parts_do_not_move_with_the_clock() {
        let operations = [
            operation(-5, "suspend_compute", "ep-a"),
            operation(-8, "start_compute", "ep-a"),
        ];
        let idle = endpoint("idle", json!({ "created_at": time(-8) }));
        let at = |seconds: i64| {
            let now = now() - jiff::SignedDuration::from_secs(seconds);
            line(&Awake::of(&idle, &operations, false, now), 12)
        };
        assert_eq!(at(0), "____###_____");
        assert_eq!(at(20 * 60), at(0));
        assert_eq!(at(HOUR), "_____###____");
    }

    #[test]
    fn a_part_of_an_hour_is_a_share() {
        let operations = [
            operation(-1, "suspend_compute", "ep-a"),
            operation(-3, "start_compute", "ep-a"),
        ];
        let idle = endpoint("idle", json!({ "created_at": time(-3) }));
        let awake = Awake::of(&idle, &operations, false, now());
        let shares: Vec<_> = awake.shares(4 * HOUR, 1).collect();
        assert_eq!(shares, [Some(0.5)]);
        assert_eq!(awake.shares(0, 0).collect::<Vec<_>>(), [Some(0.0)]);
    }
}
