//! How much is used in a timeframe.
//!
//! Since a project was added to this world, the ledgers of its branches say what was used. Before that, its past is
//! imagined: a day's use is the branch's pace, a little more on working days, less on weekends, and never the same
//! twice. Within a day it follows office hours. A compute that never sleeps runs all day and grows when there is more
//! to do. Data grows slowly toward its size.

use crate::emulator::{
    branches::Branch,
    endpoints::{Endpoint, Kind},
    ids::hash,
    projects::Project,
    time::Time,
    usage::{Usage, WRITTEN, billing_period},
};

/// A period for which consumption is summed up.
#[derive(Debug, Clone, Copy)]
pub struct Timeframe {
    pub start: Time,
    pub end: Time,
    /// The present: nothing was used after it.
    pub now: Time,
}

impl Timeframe {
    /// The hours of it that have passed.
    fn hours(&self) -> f64 {
        let end = self.end.min(self.now);
        end.seconds_since(self.start).max(0) as f64 / 3_600.0
    }

    /// The share of those hours in which a branch existed.
    fn share_of(&self, branch: &Branch) -> f64 {
        let deleted = branch.recovery.as_ref().map(|end| end.deleted_at);
        let alive = Self {
            start: self.start.max(branch.created_at),
            end: self.end.min(deleted.unwrap_or(self.end)),
            now: self.now,
        };
        match self.hours() {
            0.0 => 0.0,
            hours => alive.hours() / hours,
        }
    }
}

/// The usage in one timeframe.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    pub frame: Timeframe,
    pub usage: Usage,
    root_bytes: f64,
    child_bytes: f64,
    history_bytes: f64,
    snapshot_bytes: f64,
    extra_branches: f64,
}

const INCLUDED_BRANCHES: usize = 10;

const DAY: i64 = 86_400;
const MONTH_HOURS: f64 = 730.0;

impl Used {
    fn nothing(frame: &Timeframe) -> Self {
        Self {
            frame: *frame,
            usage: Usage::default(),
            root_bytes: 0.0,
            child_bytes: 0.0,
            history_bytes: 0.0,
            snapshot_bytes: 0.0,
            extra_branches: 0.0,
        }
    }

    /// The usage of all branches of a project, including deleted ones, and of its snapshots.
    pub fn by_project(project: &Project, frame: &Timeframe) -> Self {
        let mut sum = Self::nothing(frame);
        let mut alive = 0;
        for branch in project.branches.values().chain(&project.former) {
            let used = Self::by_branch(project, branch, frame);
            alive += usize::from(frame.share_of(branch) > 0.0);
            sum.usage += used.usage;
            sum.root_bytes += used.root_bytes;
            sum.child_bytes += used.child_bytes;
            sum.history_bytes += used.history_bytes;
        }
        let kept = project.snapshots.iter();
        let kept = kept.filter(|snapshot| snapshot.created_at < frame.end);
        let sizes = kept.filter_map(|snapshot| snapshot.full_size.or(snapshot.diff_size));
        sum.snapshot_bytes = sizes.sum::<i64>() as f64;
        sum.extra_branches = alive.saturating_sub(INCLUDED_BRANCHES) as f64;
        sum
    }

    pub fn by_branch(project: &Project, branch: &Branch, frame: &Timeframe) -> Self {
        let mut used = Self::nothing(frame);
        used.usage = at_pace(branch, frame, project.known_since);
        used.usage += branch.ledger.between(frame.start, frame.end);
        let billed = billed(branch, used.stored_bytes());
        (used.root_bytes, used.child_bytes) = billed;
        used.history_bytes = history_of(project, branch) * frame.share_of(branch);
        used
    }

    /// The average data on all branches.
    pub fn stored_bytes(&self) -> f64 {
        match self.frame.hours() {
            0.0 => 0.0,
            hours => self.usage.byte_seconds / 3_600.0 / hours,
        }
    }

    pub fn metric(&self, name: &str) -> i64 {
        let months = self.frame.hours() / MONTH_HOURS;
        let value = match name {
            "compute_unit_seconds" => self.usage.cu_seconds,
            "root_branch_bytes_month" => self.root_bytes * months,
            "child_branch_bytes_month" => self.child_bytes * months,
            "instant_restore_bytes_month" => self.history_bytes * months,
            "public_network_transfer_bytes" => self.usage.data_transfer_bytes() as f64,
            "extra_branches_month" => self.extra_branches * months,
            "snapshot_storage_bytes_month" => self.snapshot_bytes * months,
            // There is no private traffic here.
            _ => 0.0,
        };
        value.round() as i64
    }
}

/// How much of its data a branch is charged for: as a root, and as a child, which is charged for what it has changed.
fn billed(branch: &Branch, stored: f64) -> (f64, f64) {
    match branch.parent_id {
        None => (stored, 0.0),
        Some(_) => (0.0, stored / 50.0),
    }
}

/// The log kept to restore a branch from.
fn history_of(project: &Project, branch: &Branch) -> f64 {
    let window = f64::from(project.history_retention_seconds) / DAY as f64;
    branch.pace.daily_seconds as f64 * WRITTEN * window
}

impl Project {
    /// Ends the imagined past: from now on, use is recorded. Sets the counters of the billing period to what the
    /// consumption history says.
    pub fn end_past(&mut self, now: Time) {
        self.known_since = now;
        self.usage = Usage::default();
        for branch in self.branches.values_mut() {
            let mut computes = self.endpoints.values();
            let of_branch = |one: &&Endpoint| one.branch_id == branch.id;
            let writer = computes.find(|one| of_branch(one) && one.kind == Kind::ReadWrite);
            branch.pace.limits = writer.map_or((0.25, 0.25), |writer| {
                let least = writer.autoscaling_limit_min_cu;
                (least.0, writer.autoscaling_limit_max_cu.0)
            });
            branch.pace.bytes = branch.logical_size.unwrap_or(0);
            branch.usage = branch.past_usage(now);
            self.usage += branch.usage;
        }
    }

    /// The data and the history that are charged for now.
    pub fn billed_bytes(&self) -> i64 {
        let of_branch = |branch: &Branch| {
            let (root, child) = billed(branch, branch.logical_size.unwrap_or(0) as f64);
            root + child + history_of(self, branch)
        };
        self.branches.values().map(of_branch).sum::<f64>() as i64
    }
}

impl Branch {
    /// What it used in the billing period around `now`, the end of its imagined past.
    pub fn past_usage(&self, now: Time) -> Usage {
        let (start, _) = billing_period(now);
        let end = now;
        at_pace(self, &Timeframe { start, end, now }, now)
    }
}

/// What a branch used in its imagined past, which ends at `known_since`.
fn at_pace(branch: &Branch, frame: &Timeframe, known_since: Time) -> Usage {
    let pace = &branch.pace;
    let mut sum = Usage::default();
    let start = frame.start.max(branch.created_at);
    let end = frame.end.min(known_since);
    if end <= start {
        return sum;
    }
    sum.byte_seconds = growing(pace.bytes, start, end, known_since);
    if pace.daily_seconds == 0 {
        return sum;
    }
    let (least, most) = pace.limits;
    let (start, end) = (start.0.as_second(), end.0.as_second());
    for day in start.div_euclid(DAY)..=(end - 1).div_euclid(DAY) {
        let midnight = day * DAY;
        let load = load_on(branch, day);
        for (from, to, weight) in HOURS {
            let from = (from * 3_600).max(start - midnight);
            let to = (to * 3_600).min(end - midnight);
            let seconds = (to - from).max(0) as f64;
            let load = load * weight;
            let (running, size) = if pace.daily_seconds >= DAY {
                (1.0, load.clamp(1.0, (most / least).max(1.0)))
            } else {
                (load.min(1.0), 1.0)
            };
            sum += Usage::running(size * least) * (seconds * running);
        }
    }
    sum
}

/// The byte-seconds of data that has grown to `bytes`: a thousandth less for each day back, but at least half.
fn growing(bytes: i64, start: Time, end: Time, grown: Time) -> f64 {
    let size = |at: Time| {
        let days = grown.seconds_since(at) as f64 / DAY as f64;
        bytes as f64 * (1.0 - days / 1_000.0).max(0.5)
    };
    (size(start) + size(end)) / 2.0 * end.seconds_since(start) as f64
}

/// Hours of a day, and how busy they are: nights less than half as much as office hours.
const HOURS: [(i64, i64, f64); 3] = [(0, 7, 0.6), (7, 19, 1.4), (19, 24, 0.6)];

/// The average number of computes that would be busy on one day, counted since 1970.
fn load_on(branch: &Branch, day: i64) -> f64 {
    let pace = branch.pace.daily_seconds as f64 / DAY as f64;
    // 1970 began on a Thursday.
    let weekly = match (day + 3).rem_euclid(7) {
        5 => 0.75,
        6 => 0.55,
        _ => 1.14,
    };
    let chance = hash(&format!("{}/{day}", branch.id)) % 1_000;
    pace * weekly * (0.8 + chance as f64 / 2_500.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_hours_and_quiet_hours_make_a_whole_day() {
        let hours = HOURS.map(|(from, to, weight)| (to - from) as f64 * weight);
        assert!((hours.iter().sum::<f64>() - 24.0).abs() < 1e-9);
        assert_eq!(HOURS.iter().map(|(from, to, _)| to - from).sum::<i64>(), 24);
    }
}
