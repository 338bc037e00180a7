//! When a compute was awake, rebuilt from the operations of its project.

pub mod list;
pub mod reason;
pub mod wake;

use super::operation;
use crate::{
    api::types::{Endpoint, EndpointState, OperationAction, OperationId, OperationStatus, Time},
    store::{KnownSince, ProjectData},
};
use jiff::{SignedDuration, Timestamp};
use std::ops::Range;
use wake::{Wake, Waker};

/// What is known about a compute that was received this long ago is taken to be true still.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// The history of a compute as far as it is known. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awake {
    /// When it ran, oldest first, without overlaps.
    spans: Vec<Span>,
    /// Before this, it did not exist.
    created: i64,
    /// Before this, nothing is known.
    known_from: i64,
    /// After this, nothing is known.
    known_to: i64,
    /// Within this, nothing is known either: from the last read of operations until the present state began.
    unread: Range<i64>,
    now: i64,
}

/// A time during which a compute ran.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    from: i64,
    to: i64,
    /// What has woken it, if its start was seen: a compute may have run since before anything is known.
    waker: Option<Waker>,
}

/// What is known about a part of a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// The compute did not exist yet.
    Absent,
    Unknown,
    /// The part of the time that it was awake, from 0 to 1.
    Awake(f64),
}

impl Share {
    /// The part of the time that it was awake, if that is known.
    pub const fn known(self) -> Option<f64> {
        match self {
            Self::Awake(share) => Some(share),
            Self::Absent | Self::Unknown => None,
        }
    }

    /// The share of two computes together: of both if both are known, else that of the one about which more is known.
    #[must_use]
    pub fn with(self, other: Self, both: impl Fn(f64, f64) -> f64) -> Self {
        match (self, other) {
            (Self::Awake(one), Self::Awake(other)) => Self::Awake(both(one, other)),
            (share @ Self::Awake(_), _) | (_, share @ Self::Awake(_)) => share,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Absent, Self::Absent) => Self::Absent,
        }
    }
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

fn second(time: Option<Time>) -> Option<i64> {
    time.map(|at| at.timestamp().as_second())
}

/// A start or a suspension.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Switch {
    at: i64,
    /// What has started it; `None` for a suspension.
    starts: Option<Waker>,
}

impl Awake {
    /// The history of a compute. `ours` describes the change from this machine that has started an operation.
    pub fn of<'a>(
        endpoint: &Endpoint,
        project: &ProjectData,
        ours: impl Fn(&OperationId) -> Option<&'a str>,
        now: Timestamp,
    ) -> Self {
        let minute = |at: Timestamp| at.as_second().div_euclid(60) * 60;
        let received = project.endpoint_at(&endpoint.id).unwrap_or(now);
        let is_fresh = now.duration_since(received) <= FRESH;
        let known_from = match project.operations_since() {
            KnownSince::Never => i64::MAX,
            KnownSince::At(at) => at.as_second(),
            KnownSince::Ever => i64::MIN,
        };
        // To the minute: what is shown changes no more often.
        let (now, received) = (minute(now), minute(received));
        let mut history = Self {
            spans: Vec::new(),
            created: second(endpoint.created_at).unwrap_or(i64::MIN),
            known_from,
            known_to: if is_fresh { now } else { received },
            unread: 0..0,
            now,
        };
        let runs = endpoint.current_state == EndpointState::Active;
        history.unread = history.unread(endpoint, project, runs);
        let switches = switches(endpoint, project, ours, runs);
        history.known_from = history.since(project, &switches, runs);
        history.fill(switches, runs);
        history.forget_unread(endpoint, runs);
        history
    }

    /// The time about which neither operations nor the present state tell.
    fn unread(&self, endpoint: &Endpoint, project: &ProjectData, runs: bool) -> Range<i64> {
        let Some(read) = project.operations_read else {
            return 0..0;
        };
        let from = read.as_second().max(self.created);
        let present = present_since(endpoint, runs).unwrap_or(self.known_to);
        let unread = from..present.min(self.known_to);
        match unread.end.saturating_sub(unread.start) > FRESH.as_secs() {
            true => unread,
            false => 0..0,
        }
    }

    /// Takes what is not known out of the spans.
    fn forget_unread(&mut self, endpoint: &Endpoint, runs: bool) {
        let Range { start, end } = self.unread;
        if self.unread.is_empty() {
            return;
        }
        let restarted = present_since(endpoint, runs).map(|_| Waker::Connection);
        for span in std::mem::take(&mut self.spans) {
            let is_after = span.to > end || (runs && span.to == end);
            self.push(span.from, span.to.min(start), span.waker.clone());
            if is_after {
                self.spans.push(Span {
                    from: span.from.max(end),
                    to: span.to,
                    waker: match span.from < start {
                        true => restarted.clone(),
                        false => span.waker,
                    },
                });
            }
        }
    }

    /// How many seconds of a time are in the part that is not known.
    fn unread_in(&self, from: i64, to: i64) -> i64 {
        (self.unread.end.min(to) - self.unread.start.max(from)).max(0)
    }

    /// Since when the history is complete.
    fn since(&self, project: &ProjectData, switches: &[Switch], runs: bool) -> i64 {
        // Neon does not remember operations forever: whatever is suspended has been started.
        let begins = switches
            .first()
            .map_or(!runs, |first| first.starts.is_some());
        if self.known_from <= self.created && begins {
            return i64::MIN;
        }
        let oldest = project.operations.value.last();
        let oldest = oldest.and_then(|one| second(one.created_at));
        let operations = match self.known_from {
            i64::MIN => oldest.unwrap_or(i64::MAX),
            known => known,
        };
        // The time in the present state is known even where no operations are.
        let present = switches.first().map_or(self.known_to, |first| first.at);
        operations.min(present)
    }

    fn fill(&mut self, switches: Vec<Switch>, runs: bool) {
        let earliest = self.known_from;
        let is_known = earliest > i64::MIN;
        // It ran before its first suspension, and if there is no switch at all, always.
        let ran_before = match switches.first() {
            Some(switch) => switch.starts.is_none(),
            None => runs,
        };
        let mut running = (ran_before && is_known).then_some((earliest, None));
        for Switch { at, starts } in switches {
            match (starts, running.take()) {
                (Some(waker), None) => running = Some((at, Some(waker))),
                (None, Some((from, waker))) => self.push(from, at, waker),
                // Started twice, or suspended twice: the first counts.
                (Some(_), already @ Some(_)) => running = already,
                (None, None) => {}
            }
        }
        if let (true, Some((from, waker))) = (runs, running) {
            // Somebody who has just started it sees that at once.
            self.push(from, self.known_to.max(from + 1), waker);
        }
    }

    fn push(&mut self, from: i64, to: i64, waker: Option<Waker>) {
        if to > from {
            self.spans.push(Span { from, to, waker });
        }
    }

    /// What is known about a time.
    pub fn share(&self, from: i64, to: i64) -> Share {
        if to <= self.created {
            return Share::Absent;
        }
        let from = from.max(self.created);
        let (known_from, known_to) = (from.max(self.known_from), to.min(self.known_to));
        let known = known_to.saturating_sub(known_from) - self.unread_in(known_from, known_to);
        if known <= 0 {
            return Share::Unknown;
        }
        Share::Awake(self.seconds(known_from, known_to) as f64 / known as f64)
    }

    /// The shares of `parts` equal parts of about the last `seconds`, oldest first. Their edges are the same whenever
    /// one asks, so that a line does not flicker as time goes by; the last part ends now.
    pub fn shares(&self, seconds: i64, parts: usize) -> impl Iterator<Item = Share> {
        let all = i64::try_from(parts.max(1)).unwrap_or(i64::MAX);
        let length = (seconds / all).max(1);
        let end = (self.now + length - 1).div_euclid(length) * length;
        let edge = move |part: i64| end - (all - part) * length;
        (0..all).map(move |part| self.share(edge(part), edge(part + 1).min(self.now)))
    }

    /// How many of the last `seconds` are known.
    pub fn known(&self, seconds: i64) -> i64 {
        let from = self.known_from.max(self.now - seconds);
        (self.known_to - from - self.unread_in(from, self.known_to)).max(0)
    }

    /// How many of the last `seconds` it has existed.
    pub fn existed(&self, seconds: i64) -> i64 {
        (self.now - self.created.max(self.now - seconds)).max(0)
    }

    /// What happened in the last `seconds`.
    pub fn sum(&self, seconds: i64) -> Sum {
        let from = self.now - seconds;
        Sum {
            seconds: self.seconds(from, self.now),
            wakes: self.wakes(seconds).count(),
            is_whole: self.known_from <= from
                && self.known_to == self.now
                && self.unread_in(from, self.now) == 0,
        }
    }

    /// The times in the last `seconds` at which it was woken, oldest first.
    pub fn wakes(&self, seconds: i64) -> impl DoubleEndedIterator<Item = Wake<'_>> {
        let from = self.now - seconds;
        let spans = self.spans.iter().filter(move |span| span.from >= from);
        spans.filter_map(|span| {
            Some(Wake {
                at: span.from,
                waker: span.waker.as_ref()?,
            })
        })
    }

    /// How long it has been awake without a pause, in seconds, and whether that may have been longer; `None` if it is
    /// asleep.
    pub fn awake_for(&self) -> Option<(i64, bool)> {
        let last = self.spans.last().filter(|span| span.to >= self.known_to)?;
        Some((last.to - last.from, last.waker.is_none()))
    }

    fn seconds(&self, from: i64, to: i64) -> i64 {
        let overlap = |span: &Span| (span.to.min(to) - span.from.max(from)).max(0);
        self.spans.iter().map(overlap).sum()
    }
}

/// Since when a compute runs, or is suspended.
fn present_since(endpoint: &Endpoint, runs: bool) -> Option<i64> {
    second(match runs {
        true => endpoint.started_at,
        false => endpoint.suspended_at,
    })
}

/// The starts and suspensions of a compute, oldest first.
fn switches<'a>(
    endpoint: &Endpoint,
    project: &ProjectData,
    ours: impl Fn(&OperationId) -> Option<&'a str>,
    runs: bool,
) -> Vec<Switch> {
    let finished = project
        .operations_of(&endpoint.id)
        .filter(|(_, one)| one.status == OperationStatus::Finished);
    let mut switches: Vec<Switch> = finished
        .filter_map(|(position, one)| {
            let starts = if operation::starts(one) {
                Some(wake::waker(project, position, one, &ours))
            } else if one.action == OperationAction::SuspendCompute {
                None
            } else {
                return None;
            };
            let at = second(one.created_at)?;
            Some(Switch { at, starts })
        })
        .collect();
    let present = present_since(endpoint, runs);
    switches.extend(present.map(|at| Switch {
        at,
        starts: runs.then_some(Waker::Connection),
    }));
    // A suspension comes before a start in the same second: that is a restart.
    switches.sort_by_key(|switch| (switch.at, switch.starts.is_some()));
    switches
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::api::types::{Operation, OperationsPage};
    use serde_json::json;

    const HOUR: i64 = 3_600;
    pub const NOW: i64 = 1_699_999_200;

    fn time(hour: i64) -> String {
        Timestamp::from_second(NOW + hour * HOUR)
            .unwrap()
            .to_string()
    }

    pub fn now() -> Timestamp {
        time(0).parse().unwrap()
    }

    pub fn endpoint(state: &str, more: serde_json::Value) -> Endpoint {
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

    /// A project that knows these operations, and whether those are all.
    pub fn project(operations: &[Operation], are_all: bool) -> ProjectData {
        let page = OperationsPage {
            operations: operations.to_vec(),
            ..OperationsPage::default()
        };
        let next = (!are_all).then(|| "more".to_owned());
        let mut project = ProjectData::default();
        project.keep_newest(&page, next, now());
        project
    }

    pub fn of(endpoint: &Endpoint, operations: &[Operation], now: Timestamp) -> Awake {
        let mut project = project(operations, false);
        project.operations_read = Some(now);
        Awake::of(endpoint, &project, |_| None, now)
    }

    fn line(awake: &Awake, hours: usize) -> String {
        let shares = awake.shares(hours as i64 * HOUR, hours);
        shares
            .map(|share| match share {
                Share::Absent => ' ',
                Share::Unknown => '?',
                Share::Awake(0.0) => '_',
                Share::Awake(1.0) => '#',
                Share::Awake(_) => '=',
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
        let awake = of(&active, &operations, now());
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
        let awake = of(&idle, &operations, now());
        assert_eq!(line(&awake, 8), "??##____");
        assert_eq!(awake.sum(8 * HOUR).wakes, 0);
    }

    #[test]
    fn before_its_creation_there_is_nothing() {
        let operations = [
            operation(-2, "start_compute", "ep-a"),
            operation(-6, "create_branch", "ep-x"),
        ];
        let created = json!({ "created_at": time(-3), "started_at": time(-2) });
        let awake = of(&endpoint("active", created), &operations, now());
        assert_eq!(line(&awake, 8), "     _##");
        assert!(awake.sum(8 * HOUR).is_whole);
    }

    #[test]
    fn without_operations_only_the_present_state_is_known() {
        let active = endpoint("active", json!({ "started_at": time(-2) }));
        assert_eq!(line(&of(&active, &[], now()), 4), "??##");
        let idle = endpoint("idle", json!({ "suspended_at": time(-1) }));
        assert_eq!(line(&of(&idle, &[], now()), 4), "???_");
        let unknown = endpoint("active", json!({}));
        assert_eq!(line(&of(&unknown, &[], now()), 3), "???");
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
            line(&of(&idle, &operations, now), 12)
        };
        assert_eq!(at(0), "    ###_____");
        assert_eq!(at(20 * 60), at(0));
        assert_eq!(at(HOUR), "     ###____");
    }

    #[test]
    fn a_part_of_an_hour_is_a_share() {
        let operations = [
            operation(-1, "suspend_compute", "ep-a"),
            operation(-3, "start_compute", "ep-a"),
        ];
        let idle = endpoint("idle", json!({ "created_at": time(-3) }));
        let awake = of(&idle, &operations, now());
        let shares: Vec<_> = awake.shares(4 * HOUR, 1).collect();
        assert_eq!(shares, [Share::Awake(0.5)]);
        assert_eq!(awake.shares(0, 0).collect::<Vec<_>>(), [Share::Awake(0.0)]);
    }

    #[test]
    fn what_neon_no_longer_remembers_is_not_time_asleep() {
        // All operations that Neon has, but they do not go back to its creation.
        let operations = [
            operation(-2, "suspend_compute", "ep-a"),
            operation(-4, "create_branch", "ep-x"),
        ];
        let idle = endpoint("idle", json!({ "created_at": time(-6) }));
        let awake = Awake::of(&idle, &project(&operations, true), |_| None, now());
        assert_eq!(line(&awake, 8), "  ??##__");
        let active = endpoint("active", json!({ "created_at": time(-6) }));
        let awake = Awake::of(&active, &project(&operations[1..], true), |_| None, now());
        assert_eq!(line(&awake, 8), "  ??####");
    }

    #[test]
    fn nothing_is_known_since_the_compute_was_last_seen() {
        let operations = [operation(-5, "start_compute", "ep-a")];
        let active = endpoint("active", json!({ "created_at": time(-6) }));
        let mut project = project(&operations, true);
        let seen = time(-2).parse().unwrap();
        project.set_endpoints(vec![active.clone()], Vec::new(), seen);
        let awake = Awake::of(&active, &project, |_| None, now());
        assert_eq!(line(&awake, 8), "  _###??");
        let sum = awake.sum(8 * HOUR);
        assert_eq!((sum.seconds, sum.is_whole), (3 * HOUR, false));
        assert_eq!(awake.awake_for(), Some((3 * HOUR, false)));
    }

    #[test]
    fn between_the_last_read_of_operations_and_the_present_state_nothing_is_known() {
        let operations = [
            operation(-9, "suspend_compute", "ep-a"),
            operation(-10, "start_compute", "ep-a"),
        ];
        let read = |endpoint: &Endpoint| {
            let mut project = ProjectData::default();
            let page = OperationsPage {
                operations: operations.to_vec(),
                ..OperationsPage::default()
            };
            project.keep_newest(&page, None, time(-6).parse().unwrap());
            project.set_endpoints(vec![endpoint.clone()], Vec::new(), now());
            Awake::of(endpoint, &project, |_| None, now())
        };
        let created = time(-10);
        let active = json!({ "created_at": created, "started_at": time(-2) });
        let awake = read(&endpoint("active", active));
        assert_eq!(line(&awake, 12), "  #___????##");
        let sum = awake.sum(12 * HOUR);
        assert_eq!((sum.seconds, sum.is_whole), (3 * HOUR, false));
        assert!(awake.sum(2 * HOUR).is_whole);
        assert_eq!(awake.known(12 * HOUR), 8 * HOUR);
        let idle = json!({ "created_at": created, "suspended_at": time(-3) });
        assert_eq!(line(&read(&endpoint("idle", idle)), 12), "  #___???___");
        // It has been asleep since before they were read.
        let idle = json!({ "created_at": created, "suspended_at": time(-9) });
        assert_eq!(line(&read(&endpoint("idle", idle)), 12), "  #_________");
        let idle = json!({ "created_at": created });
        assert_eq!(line(&read(&endpoint("idle", idle)), 12), "  #___??????");
    }

    #[test]
    fn a_line_of_local_days_is_the_same_when_clocks_change() {
        // The clocks of Berlin were set back at 2025-10-26T01:00Z: the parts are hours that have passed, not local ones.
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2025-10-26T06:00:00Z");
        let operation = |time: &str, action: &str| -> Operation {
            let id = format!("{time}{action}");
            serde_json::from_value(json!({
                "id": id, "project_id": "p", "endpoint_id": "ep-a", "action": action,
                "status": "finished", "created_at": time,
            }))
            .unwrap()
        };
        let operations = [
            operation("2025-10-26T02:00:00Z", "suspend_compute"),
            operation("2025-10-26T00:00:00Z", "start_compute"),
        ];
        let idle = endpoint("idle", json!({ "created_at": "2025-10-25T23:00:00Z" }));
        let awake = of(&idle, &operations, now);
        assert_eq!(line(&awake, 8), " ?##____");
        assert_eq!(awake.sum(8 * HOUR).seconds, 2 * HOUR);
    }

    #[test]
    fn a_line_without_length_or_cells_is_one_part() {
        let active = endpoint("active", json!({ "started_at": time(-2) }));
        let awake = of(&active, &[], now());
        assert_eq!(awake.shares(0, 0).count(), 1);
        assert_eq!(awake.shares(DAY_PERIOD, 1).count(), 1);
        assert_eq!(awake.shares(3, 10).count(), 10);
    }

    const DAY_PERIOD: i64 = 24 * HOUR;
}
