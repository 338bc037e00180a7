//! How much is used in a timeframe.
//!
//! A day's use is the branch's pace, a little more on working days, less on weekends, and never the same twice. Within
//! a day it follows office hours. A compute that never sleeps runs all day and grows when there is more to do. Data
//! grows slowly toward its current size.

use crate::emulator::{branches::Branch, ids::hash, projects::Project, time::Time};

/// A period for which consumption is summed up.
#[derive(Debug, Clone, Copy)]
pub struct Timeframe {
    pub start: Time,
    pub end: Time,
    /// The present: nothing was used after it.
    pub now: Time,
}

/// The usage in one timeframe.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    pub frame: Timeframe,
    pub active_seconds: f64,
    pub cu_seconds: f64,
    pub written_bytes: f64,
    /// The average data on all branches.
    pub stored_bytes: f64,
    root_bytes: f64,
    child_bytes: f64,
    history_bytes: f64,
    snapshot_bytes: f64,
    extra_branches: f64,
    pub transferred_bytes: f64,
}

/// Bytes written and sent per second with a running compute.
const WRITTEN: f64 = 9_300.0;
const SENT: f64 = 2_100.0;

const INCLUDED_BRANCHES: usize = 10;

const DAY: i64 = 86_400;
const MONTH_HOURS: f64 = 730.0;

impl Used {
    fn nothing(frame: &Timeframe) -> Self {
        Self {
            frame: *frame,
            active_seconds: 0.0,
            cu_seconds: 0.0,
            written_bytes: 0.0,
            stored_bytes: 0.0,
            root_bytes: 0.0,
            child_bytes: 0.0,
            history_bytes: 0.0,
            snapshot_bytes: 0.0,
            extra_branches: 0.0,
            transferred_bytes: 0.0,
        }
    }

    /// The usage of all branches of a project and of its snapshots.
    pub fn by_project(project: &Project, frame: &Timeframe) -> Self {
        let mut sum = Self::nothing(frame);
        let mut alive = 0;
        for branch in project.branches.values() {
            let used = Self::by_branch(project, branch, frame);
            alive += usize::from(branch.created_at < frame.end);
            sum.active_seconds += used.active_seconds;
            sum.cu_seconds += used.cu_seconds;
            sum.written_bytes += used.written_bytes;
            sum.stored_bytes += used.stored_bytes;
            sum.root_bytes += used.root_bytes;
            sum.child_bytes += used.child_bytes;
            sum.history_bytes += used.history_bytes;
            sum.transferred_bytes += used.transferred_bytes;
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
        if branch.created_at >= frame.end {
            return used;
        }
        let (least, most) = project
            .writer_of(&branch.id)
            .map_or((0.25, 0.25), |writer| {
                let limits = (
                    writer.autoscaling_limit_min_cu,
                    writer.autoscaling_limit_max_cu,
                );
                (limits.0.0, limits.1.0)
            });
        let (paced, minimums) = at_pace(branch, frame, most / least);
        let (ran, cu_seconds) = branch.runs.between(frame.start, frame.end);
        used.active_seconds = paced + ran;
        used.cu_seconds = minimums * least + cu_seconds;
        used.written_bytes = used.active_seconds * WRITTEN;
        used.transferred_bytes = used.active_seconds * SENT;
        let age = frame.now.seconds_since(frame.end).max(0) as f64 / DAY as f64;
        // A thousandth less for each day back, but at least half.
        used.stored_bytes =
            branch.logical_size.unwrap_or(0) as f64 * (1.0 - age / 1_000.0).max(0.5);
        match branch.parent_id {
            None => used.root_bytes = used.stored_bytes,
            // A child is charged for what it has changed.
            Some(_) => used.child_bytes = used.stored_bytes / 50.0,
        }
        let window = f64::from(project.history_retention_seconds) / DAY as f64;
        used.history_bytes = branch.daily_seconds as f64 * WRITTEN * window;
        used
    }

    /// The data and the history that are charged for.
    pub fn billed_bytes(&self) -> f64 {
        self.root_bytes + self.child_bytes + self.history_bytes
    }

    /// The hours of the timeframe that have passed.
    pub fn hours(&self) -> f64 {
        let end = self.frame.end.min(self.frame.now);
        end.seconds_since(self.frame.start).max(0) as f64 / 3_600.0
    }

    pub fn metric(&self, name: &str) -> i64 {
        let months = self.hours() / MONTH_HOURS;
        let value = match name {
            "compute_unit_seconds" => self.cu_seconds,
            "root_branch_bytes_month" => self.root_bytes * months,
            "child_branch_bytes_month" => self.child_bytes * months,
            "instant_restore_bytes_month" => self.history_bytes * months,
            "public_network_transfer_bytes" => self.transferred_bytes,
            "extra_branches_month" => self.extra_branches * months,
            "snapshot_storage_bytes_month" => self.snapshot_bytes * months,
            // There is no private traffic here.
            _ => 0.0,
        };
        value.round() as i64
    }
}

/// Seconds with a running compute between the start of a timeframe and its end, or now; and the same, weighted by the
/// size of the compute, which is at least 1 and at most `largest`.
fn at_pace(branch: &Branch, frame: &Timeframe, largest: f64) -> (f64, f64) {
    let start = frame.start.max(branch.created_at).0.as_second();
    let end = frame.end.min(frame.now).0.as_second();
    let mut sum = (0.0, 0.0);
    if branch.daily_seconds == 0 || end <= start {
        return sum;
    }
    for day in start.div_euclid(DAY)..=(end - 1).div_euclid(DAY) {
        let midnight = day * DAY;
        let load = load_on(branch, day);
        for (from, to, weight) in HOURS {
            let from = (from * 3_600).max(start - midnight);
            let to = (to * 3_600).min(end - midnight);
            let seconds = (to - from).max(0) as f64;
            let load = load * weight;
            let (running, size) = if branch.daily_seconds >= DAY {
                (1.0, load.clamp(1.0, largest.max(1.0)))
            } else {
                (load.min(1.0), 1.0)
            };
            sum.0 += seconds * running;
            sum.1 += seconds * running * size;
        }
    }
    sum
}

/// Hours of a day, and how busy they are: nights less than half as much as office hours.
const HOURS: [(i64, i64, f64); 3] = [(0, 7, 0.6), (7, 19, 1.4), (19, 24, 0.6)];

/// The average number of computes that would be busy on one day, counted since 1970.
fn load_on(branch: &Branch, day: i64) -> f64 {
    let pace = branch.daily_seconds as f64 / DAY as f64;
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
