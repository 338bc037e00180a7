//! Counts the usage of a project while its computes run, and limits it by the quotas.

use crate::emulator::{
    clock::shifted,
    endpoints::Endpoint,
    projects::Project,
    settings::Quota,
    time::Time,
    usage::{SENT, Usage, WRITTEN, billing_period},
};

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
    /// Counts the usage of computes and storage up to a moment, in whole seconds; the remainder is counted next time.
    /// It goes into the counters and into the ledger, which the consumption history reads.
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
            let each_second = Usage::running(size);
            let since = started.0.as_second();
            if let Some(branch) = self.branches.get_mut(&endpoint.branch_id) {
                branch.record(since + before, since + ran, each_second);
                self.usage += each_second * (ran - before) as f64;
            }
        }
        let stored = self.counted_until().0.as_second()..at.0.as_second();
        for branch in self.branches.values_mut().filter(|_| !stored.is_empty()) {
            let each_second = Usage::storing(branch.logical_size.unwrap_or(0));
            branch.record(stored.start, stored.end, each_second);
            self.usage += each_second * (stored.end - stored.start) as f64;
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
        let deleted = self.attic.iter_mut().map(|entry| &mut entry.branch);
        let branches = self.branches.values_mut().chain(deleted);
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
                used.active_time_seconds(),
                computes,
            ),
            row(
                "compute_time_seconds",
                compute_time_seconds,
                used.compute_time_seconds(),
                cus,
            ),
            row(
                "written_data_bytes",
                written_data_bytes,
                used.written_data_bytes(),
                computes * WRITTEN,
            ),
            row(
                "data_transfer_bytes",
                data_transfer_bytes,
                used.data_transfer_bytes(),
                computes * SENT,
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

    /// When running computes will use up a quota, which suspends them.
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
