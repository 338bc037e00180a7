//! Usage in a billing period, the calendar month: counted while computes run, and limited by a project's quotas.

use std::collections::BTreeMap;

use super::{clock::shifted, endpoints::Endpoint, projects::Project, settings::Quota, time::Time};

/// The usage in the billing period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Seconds with a running compute.
    pub active_time_seconds: i64,
    /// CU-seconds: two CUs running for one second count as two.
    pub compute_time_seconds: i64,
    /// Log (WAL) written, in bytes.
    pub written_data_bytes: i64,
    /// Data sent to clients, in bytes.
    pub data_transfer_bytes: i64,
    /// Storage over time, in byte-hours.
    pub data_storage_bytes_hour: i64,
}

/// Seconds with a running compute and CU-seconds, by hour since 1970.
#[derive(Debug, Clone, Default)]
pub struct Runs(BTreeMap<i64, (i64, f64)>);

impl Runs {
    /// Adds a run of a compute with this size; both ends are in seconds since 1970.
    fn add(&mut self, from: i64, to: i64, size: f64) {
        let mut start = from;
        while start < to {
            let hour = start.div_euclid(3_600);
            let end = to.min((hour + 1) * 3_600);
            let (seconds, cu_seconds) = self.0.entry(hour).or_default();
            *seconds += end - start;
            *cu_seconds += (end - start) as f64 * size;
            start = end;
        }
    }

    /// Both sums for the hours between two moments.
    pub fn between(&self, start: Time, end: Time) -> (f64, f64) {
        let hour = |at: Time| at.0.as_second().div_euclid(3_600);
        let hours = self.0.range(hour(start)..hour(end));
        hours.fold((0.0, 0.0), |(seconds, cu_seconds), (_, more)| {
            (seconds + more.0 as f64, cu_seconds + more.1)
        })
    }
}

/// A limit on a counter of a project.
struct Limit {
    /// The API's name.
    name: &'static str,
    most: i64,
    used: i64,
    /// The increase per second by running computes.
    pace: f64,
}

impl Limit {
    fn spent(&self) -> bool {
        self.used >= self.most
    }

    /// Seconds until it is used up, if computes continue like this.
    fn seconds_left(&self) -> Option<i64> {
        let left = (self.most - self.used).max(0) as f64;
        (self.pace > 0.0).then(|| ((left / self.pace).ceil() as i64).max(1))
    }
}

impl Project {
    /// Counts the usage of computes up to a moment, in whole seconds; the remainder is counted next time.
    pub fn count_usage(&mut self, at: Time) {
        for endpoint in self.endpoints.values_mut() {
            let Some(started) = endpoint.started_at else {
                continue;
            };
            let started = started.max(self.known_since);
            let (before, ran) = (endpoint.counted_seconds, at.seconds_since(started));
            if ran <= before {
                continue;
            }
            endpoint.counted_seconds = ran;
            let size = endpoint.autoscaling_limit_min_cu.0;
            let cu_seconds = |seconds: i64| (seconds as f64 * size) as i64;
            let mut branch = self.branches.get_mut(&endpoint.branch_id);
            if let Some(branch) = branch.as_mut().filter(|branch| branch.daily_seconds == 0) {
                let since = started.0.as_second();
                branch.runs.add(since + before, since + ran, size);
            }
            let branch = branch.map(|branch| &mut branch.usage);
            for usage in branch.into_iter().chain([&mut self.usage]) {
                usage.active_time_seconds += ran - before;
                usage.compute_time_seconds += cu_seconds(ran) - cu_seconds(before);
            }
        }
        self.settled_at = self.settled_at.max(at);
    }

    /// The moment up to which everything is counted.
    fn counted_until(&self) -> Time {
        self.settled_at.max(self.known_since)
    }

    /// When the counters restart.
    pub fn period_ends_at(&self) -> Time {
        billing_period(self.counted_until()).1
    }

    /// Starts a billing period.
    pub fn begin_period(&mut self) {
        self.usage = Usage::default();
        let branches = self.branches.values_mut();
        branches.for_each(|branch| branch.usage = Usage::default());
    }

    /// The quotas that are set; zero means none.
    fn limits(&self) -> Vec<Limit> {
        let Some(quota) = &self.settings.quota else {
            return vec![];
        };
        let Quota {
            active_time_seconds,
            compute_time_seconds,
            written_data_bytes,
            data_transfer_bytes,
            ..
        } = quota;
        let used = &self.usage;
        let running = self.endpoints.values().filter(|one| one.rests_active());
        let sizes = running.map(|one| one.autoscaling_limit_min_cu.0);
        let (computes, cus) = sizes.fold((0.0, 0.0), |(computes, cus), size| {
            (computes + 1.0, cus + size)
        });
        let row = |name, most: &Option<i64>, used, pace| {
            let most = most.filter(|most| *most > 0)?;
            Some(Limit {
                name,
                most,
                used,
                pace,
            })
        };
        let rows = [
            row(
                "active_time_seconds",
                active_time_seconds,
                used.active_time_seconds,
                computes,
            ),
            row(
                "compute_time_seconds",
                compute_time_seconds,
                used.compute_time_seconds,
                cus,
            ),
            row(
                "written_data_bytes",
                written_data_bytes,
                used.written_data_bytes,
                0.0,
            ),
            row(
                "data_transfer_bytes",
                data_transfer_bytes,
                used.data_transfer_bytes,
                0.0,
            ),
        ];
        rows.into_iter().flatten().collect()
    }

    /// The first quota that is used up.
    pub fn spent_quota(&self) -> Option<&'static str> {
        let limits = self.limits();
        limits
            .iter()
            .find(|limit| limit.spent())
            .map(|limit| limit.name)
    }

    /// When running computes will use up a quota, which suspends them (§9.2).
    pub fn runs_out_of_quota_at(&self) -> Option<Time> {
        let limits = self.limits();
        if limits.is_empty() || !self.endpoints.values().any(Endpoint::rests_active) {
            return None;
        }
        let now = self.counted_until();
        if limits.iter().any(Limit::spent) {
            return Some(now);
        }
        let seconds = limits.iter().filter_map(Limit::seconds_left).min()?;
        Some(Time(shifted(now.0, seconds)))
    }
}

/// The calendar month around `now`, in UTC.
pub fn billing_period(now: Time) -> (Time, Time) {
    let zoned = now.0.to_zoned(jiff::tz::TimeZone::UTC);
    let start = zoned.first_of_month().and_then(|day| day.start_of_day());
    let end = start
        .as_ref()
        .ok()
        .and_then(|start| start.checked_add(jiff::Span::new().months(1)).ok());
    let start = start.map_or(now, |start| Time(start.timestamp()));
    (start, end.map_or(now, |end| Time(end.timestamp())))
}
