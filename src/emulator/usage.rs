//! Usage in a billing period, the calendar month.

use std::collections::BTreeMap;

use super::time::Time;

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
    pub fn add(&mut self, from: i64, to: i64, size: f64) {
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
