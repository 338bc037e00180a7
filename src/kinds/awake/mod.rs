//! When a compute was awake, rebuilt from the operations of its project.

pub mod list;
pub mod reason;
pub mod share;
mod switches;
#[cfg(test)]
mod tests;
pub mod wake;

use crate::{
    api::types::{Endpoint, EndpointState, OperationId},
    store::{KnownSince, ProjectData},
};
use jiff::{SignedDuration, Timestamp};
use share::Share;
use std::ops::Range;
use switches::{Switch, configured, present_since, second, switches};
use wake::{Wake, Waker};

/// What is known about a compute that was received this long ago is taken to be true still.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// How much later than a compute, in seconds, the operation may be that creates it.
const CREATING: i64 = 60;

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
    /// When its settings were last applied while it existed: before this, it may have had another size.
    configured: i64,
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

/// What happened during a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The seconds awake, as far as is known.
    pub seconds: i64,
    /// How often it was started.
    pub wakes: usize,
    /// Whether the whole period is known.
    pub is_whole: bool,
    /// Whether it had its present size all the time.
    pub is_one_size: bool,
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
            configured: i64::MIN,
            now,
        };
        let creating = history.created.saturating_add(CREATING);
        let configured = configured(endpoint, project).filter(|at| *at > creating);
        history.configured = configured.unwrap_or(i64::MIN);
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
        // Neon does not remember operations forever: whatever is suspended has been started, and whatever exists has
        // been created.
        let begins = switches
            .first()
            .map_or(!runs, |first| first.starts.is_some());
        let oldest = project.operations.value.last();
        let oldest = oldest.and_then(|one| second(one.created_at));
        let reaches_back = match self.known_from {
            i64::MIN if self.created == i64::MIN => true,
            i64::MIN => oldest.is_some_and(|oldest| oldest <= self.created + CREATING),
            known => known <= self.created,
        };
        if reaches_back && begins {
            return i64::MIN;
        }
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
            is_one_size: self.configured <= from,
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
        let first = self.spans.partition_point(|span| span.to <= from);
        let spans = self.spans.iter().skip(first);
        let spans = spans.take_while(|span| span.from < to);
        let overlap = |span: &Span| span.to.min(to) - span.from.max(from);
        spans.map(overlap).sum()
    }
}
