//! What was used: counted in a billing period, the calendar month, and recorded by the hour.

use std::{
    collections::BTreeMap,
    ops::{AddAssign, Mul},
};

use super::time::Time;

/// Bytes written and sent per second with a running compute.
pub const WRITTEN: f64 = 9_300.0;
pub const SENT: f64 = 2_100.0;

/// What was used in some time, or each second. The API's counters follow from it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Usage {
    /// Seconds with a running compute.
    pub active_seconds: f64,
    /// CU-seconds: two CUs running for one second count as two.
    pub cu_seconds: f64,
    /// Storage over time.
    pub byte_seconds: f64,
}

impl Usage {
    /// A second with a running compute of this size.
    pub fn running(size: f64) -> Self {
        Self {
            active_seconds: 1.0,
            cu_seconds: size,
            byte_seconds: 0.0,
        }
    }

    /// A second in which this much is stored.
    pub fn storing(bytes: i64) -> Self {
        Self {
            byte_seconds: bytes as f64,
            ..Self::default()
        }
    }

    pub fn active_time_seconds(&self) -> i64 {
        self.active_seconds as i64
    }

    pub fn compute_time_seconds(&self) -> i64 {
        self.cu_seconds as i64
    }

    /// Log (WAL) written, in bytes.
    pub fn written_data_bytes(&self) -> i64 {
        (self.active_seconds * WRITTEN) as i64
    }

    /// Data sent to clients, in bytes.
    pub fn data_transfer_bytes(&self) -> i64 {
        (self.active_seconds * SENT) as i64
    }

    /// Storage over time, in byte-hours.
    pub fn data_storage_bytes_hour(&self) -> i64 {
        (self.byte_seconds / 3_600.0) as i64
    }
}

impl AddAssign for Usage {
    fn add_assign(&mut self, more: Self) {
        self.active_seconds += more.active_seconds;
        self.cu_seconds += more.cu_seconds;
        self.byte_seconds += more.byte_seconds;
    }
}

impl Mul<f64> for Usage {
    type Output = Self;

    fn mul(self, times: f64) -> Self {
        Self {
            active_seconds: self.active_seconds * times,
            cu_seconds: self.cu_seconds * times,
            byte_seconds: self.byte_seconds * times,
        }
    }
}

/// What was used, by hour since 1970.
#[derive(Debug, Clone, Default)]
pub struct Ledger(BTreeMap<i64, Usage>);

impl Ledger {
    /// Adds what was used each second between two moments, in seconds since 1970.
    pub fn add(&mut self, from: i64, to: i64, each_second: Usage) {
        let mut start = from;
        while start < to {
            let hour = start.div_euclid(3_600);
            let end = to.min((hour + 1) * 3_600);
            *self.0.entry(hour).or_default() += each_second * (end - start) as f64;
            start = end;
        }
    }

    /// The sum for the hours between two moments.
    pub fn between(&self, start: Time, end: Time) -> Usage {
        let hour = |at: Time| at.0.as_second().div_euclid(3_600);
        let mut sum = Usage::default();
        for (_, used) in self.0.range(hour(start)..hour(end)) {
            sum += *used;
        }
        sum
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
