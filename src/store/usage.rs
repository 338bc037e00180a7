//! What was used: by an organization, a project or a branch, in one period and the one before it.

use super::target::Target;
use crate::api::types::{Granularity, Metric, ProjectId, Timeframe};
use compact_str::CompactString;
use jiff::{SignedDuration, Timestamp, ToSpan as _, Zoned, tz::TimeZone};
use std::collections::BTreeMap;

/// The metrics, in the order in which [`Amounts`] holds them.
pub const METRICS: [Metric; 8] = [
    Metric::ComputeUnitSeconds,
    Metric::RootBranchBytesMonth,
    Metric::ChildBranchBytesMonth,
    Metric::InstantRestoreBytesMonth,
    Metric::SnapshotStorageBytesMonth,
    Metric::ExtraBranchesMonth,
    Metric::PublicNetworkTransferBytes,
    Metric::PrivateNetworkTransferBytes,
];

/// An amount of each metric, in the units of the API.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Amounts(pub [f64; METRICS.len()]);

impl Amounts {
    fn at(metric: &Metric) -> Option<usize> {
        METRICS.iter().position(|known| known == metric)
    }

    pub fn of(&self, metric: &Metric) -> f64 {
        let at = Self::at(metric);
        at.and_then(|at| self.0.get(at)).copied().unwrap_or(0.0)
    }

    /// Adds an amount; impossible ones count as nothing.
    pub fn add(&mut self, metric: &Metric, amount: f64) {
        let into = Self::at(metric).and_then(|at| self.0.get_mut(at));
        if let Some(into) = into.filter(|_| amount.is_finite() && amount > 0.0) {
            *into += amount;
        }
    }

    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = *self;
        for (into, amount) in sum.0.iter_mut().zip(other.0) {
            *into += amount;
        }
        sum
    }

    /// What amounts cost, if these are the prices.
    pub fn price(&self, used: &Self) -> f64 {
        self.0
            .iter()
            .zip(used.0)
            .map(|(rate, used)| rate * used)
            .sum()
    }
}

/// The length of a timeframe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Interval {
    Hour,
    #[default]
    Day,
    Month,
}

impl Interval {
    pub const ALL: [Self; 3] = [Self::Hour, Self::Day, Self::Month];

    pub const fn granularity(self) -> Granularity {
        match self {
            Self::Hour => Granularity::Hourly,
            Self::Day => Granularity::Daily,
            Self::Month => Granularity::Monthly,
        }
    }

    /// The start of the timeframe `by` after the one that starts at `at`.
    pub fn step(self, at: Timestamp, by: i32) -> Timestamp {
        let span = match self {
            Self::Hour => by.hours(),
            Self::Day => by.days(),
            Self::Month => by.months(),
        };
        let at = at.to_zoned(TimeZone::UTC);
        at.checked_add(span).unwrap_or(at).timestamp()
    }

    /// The oldest timeframe that Neon still has in full.
    pub fn oldest(self, now: Timestamp) -> Timestamp {
        let (reach, start) = match self {
            Self::Hour => (168, now.as_second().div_euclid(3_600) * 3_600),
            Self::Day => (60 * 24, now.as_second().div_euclid(86_400) * 86_400),
            Self::Month => {
                let month = month(now);
                return self.step(month, -11);
            }
        };
        let start = Timestamp::from_second(start).unwrap_or(now);
        self.step(start - SignedDuration::from_hours(reach), 1)
    }
}

fn month(at: Timestamp) -> Timestamp {
    let at = at.to_zoned(TimeZone::UTC);
    let first = at
        .first_of_month()
        .and_then(|day: Zoned| day.start_of_day());
    first.unwrap_or(at).timestamp()
}

/// A period, and the one before it: a day of hours, a month of days or half a year of months. All are those of UTC, as
/// Neon counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    pub interval: Interval,
    pub before: Timestamp,
    pub start: Timestamp,
    pub end: Timestamp,
}

/// One of the two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Now,
    Before,
}

/// Months of a period of months.
const MONTHS: i32 = 6;

impl Period {
    /// The period `back` before the current one.
    pub fn of(interval: Interval, back: i32, now: Timestamp) -> Self {
        let (unit, length, first) = match interval {
            Interval::Hour => {
                let day = now.as_second().div_euclid(86_400) * 86_400;
                (Interval::Day, 1, Timestamp::from_second(day).unwrap_or(now))
            }
            Interval::Day => (Interval::Month, 1, month(now)),
            Interval::Month => (
                Interval::Month,
                MONTHS,
                Interval::Month.step(month(now), 1 - MONTHS),
            ),
        };
        let start = unit.step(first, -back * length);
        Self {
            interval,
            before: unit.step(start, -length),
            start,
            end: unit.step(start, length),
        }
    }

    /// The starts of the timeframes of one side, the oldest first.
    pub fn starts(&self, side: Side) -> impl Iterator<Item = Timestamp> + use<> {
        let (from, to) = match side {
            Side::Now => (self.start, self.end),
            Side::Before => (self.before, self.start),
        };
        let interval = self.interval;
        std::iter::successors(Some(from), move |at| Some(interval.step(*at, 1)))
            .take_while(move |at| *at < to)
    }

    /// The timeframes that can be compared with those of the period before, one to one: those that are over at a
    /// moment, and whose counterpart Neon still has. When the whole period is over, the whole one before it counts.
    pub fn comparable(&self, now: Timestamp) -> (Vec<Timestamp>, Vec<Timestamp>) {
        let is_over = |at: &Timestamp| self.interval.step(*at, 1) <= now;
        let oldest = self.interval.oldest(now);
        let is_known = |at: &Timestamp| *at >= oldest;
        let whole = self.end <= now && is_known(&self.before);
        if whole {
            return (
                self.starts(Side::Now).collect(),
                self.starts(Side::Before).collect(),
            );
        }
        let pairs = self.starts(Side::Now).zip(self.starts(Side::Before));
        pairs
            .filter(|(now, before)| is_over(now) && is_known(before))
            .unzip()
    }
}

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    /// The compute time of projects.
    ProjectCompute,
    /// Everything about projects.
    Projects,
    /// Everything about branches.
    Branches,
}

/// Which use was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UsageKey {
    /// An organization, a project or a branch.
    pub of: Target,
    pub by: By,
    pub period: Period,
}

/// A project of an organization, or a branch of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub target: Target,
    /// In the whole period.
    pub used: Amounts,
    /// In the comparable timeframes of the period and of the one before.
    pub compared: [Amounts; 2],
}

/// Which parts of a thing an answer covers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Covered {
    #[default]
    All,
    /// So many: the most active ones.
    MostActive(usize),
    /// The most active ones of those that were loaded, because the list goes on.
    OfLoaded { counted: usize, loaded: usize },
    /// The first ones in Neon's order.
    First(usize),
}

/// What was used.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Usage {
    /// The plan in the newest billing period, such as `scale_v3`.
    pub plan: CompactString,
    /// By timeframe, in both periods.
    pub frames: BTreeMap<Timestamp, Amounts>,
    pub parts: Vec<Part>,
    /// When it was requested.
    pub until: Timestamp,
    pub covered: Covered,
}

/// Use that arrives page by page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IncomingUsage {
    pub usage: Usage,
    /// The projects of the pages not received yet; empty for all.
    pub projects: Vec<ProjectId>,
    /// The pages received.
    pub pages: usize,
    /// The cursor of the page last requested.
    pub cursor: Option<String>,
}

impl Usage {
    /// The traffic in bytes in each calendar month of a period.
    pub fn traffic_by_month(&self, period: &Period) -> impl Iterator<Item = f64> + use<> {
        let mut months: BTreeMap<Timestamp, f64> = BTreeMap::new();
        for start in period.starts(Side::Now) {
            let used = self.frames.get(&start).copied().unwrap_or_default();
            *months.entry(month(start)).or_default() +=
                used.of(&Metric::PublicNetworkTransferBytes);
        }
        months.into_values()
    }

    /// Adds what a part has used.
    pub fn add<'a>(
        &mut self,
        period: &Period,
        target: Target,
        timeframes: impl Iterator<Item = &'a Timeframe>,
    ) {
        let (now, before) = period.comparable(self.until);
        let mut part = Part {
            target,
            used: Amounts::default(),
            compared: [Amounts::default(); 2],
        };
        for frame in timeframes {
            let Some(start) = frame.timeframe_start.map(|at| at.timestamp()) else {
                continue;
            };
            if start < period.before || start >= period.end {
                continue;
            }
            let mut used = Amounts::default();
            for one in &frame.metrics {
                used.add(&one.metric_name, one.value);
            }
            let all = self.frames.entry(start).or_default();
            *all = all.plus(&used);
            if start >= period.start {
                part.used = part.used.plus(&used);
            }
            for (into, starts) in part.compared.iter_mut().zip([&now, &before]) {
                if starts.binary_search(&start).is_ok() {
                    *into = into.plus(&used);
                }
            }
        }
        self.parts.push(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn days(of: &[Timestamp]) -> String {
        let ends =
            [of.first(), of.last()].map(|at| at.map_or_else(String::new, ToString::to_string));
        format!("{} {} {}", of.len(), ends[0], ends[1])
    }

    #[test]
    fn periods_follow_each_other() {
        for (frame, back, now, before, start, end) in [
            (
                Interval::Hour,
                0,
                "2026-11-20T10:30:00Z",
                "2026-11-19",
                "2026-11-20",
                "2026-11-21",
            ),
            (
                Interval::Hour,
                2,
                "2026-11-01T00:00:00Z",
                "2026-10-29",
                "2026-10-30",
                "2026-10-31",
            ),
            (
                Interval::Day,
                0,
                "2026-11-30T23:59:59Z",
                "2026-10-01",
                "2026-11-01",
                "2026-12-01",
            ),
            (
                Interval::Day,
                1,
                "2026-01-31T00:00:00Z",
                "2025-11-01",
                "2025-12-01",
                "2026-01-01",
            ),
            (
                Interval::Month,
                0,
                "2026-11-20T10:30:00Z",
                "2025-12-01",
                "2026-06-01",
                "2026-12-01",
            ),
            (
                Interval::Month,
                1,
                "2026-11-20T10:30:00Z",
                "2025-06-01",
                "2025-12-01",
                "2026-06-01",
            ),
        ] {
            let period = Period::of(frame, back, at(now));
            let days = [period.before, period.start, period.end];
            let days = days.map(|day| day.to_string());
            let wanted = [before, start, end].map(|day| format!("{day}T00:00:00Z"));
            assert_eq!(days, wanted, "{frame:?} {back} {now}");
        }
    }

    #[test]
    fn like_is_compared_with_like() {
        // 19 days are over.
        let now = at("2026-11-20T10:30:00Z");
        let (these, those) = Period::of(Interval::Day, 0, now).comparable(now);
        assert_eq!(days(&these), "19 2026-11-01T00:00:00Z 2026-11-19T00:00:00Z");
        assert_eq!(days(&those), "19 2026-10-01T00:00:00Z 2026-10-19T00:00:00Z");
        // Neon no longer has all of the month before.
        let (these, those) = Period::of(Interval::Day, 1, now).comparable(now);
        assert_eq!(days(&these), "9 2026-10-22T00:00:00Z 2026-10-30T00:00:00Z");
        assert_eq!(days(&those), "9 2026-09-22T00:00:00Z 2026-09-30T00:00:00Z");
        // Months that are over are compared as a whole, however long they are.
        let now = at("2026-03-01T00:00:00Z");
        let (these, those) = Period::of(Interval::Day, 1, now).comparable(now);
        assert_eq!((these.len(), those.len()), (28, 31));
        let (these, those) = Period::of(Interval::Month, 0, now).comparable(now);
        assert_eq!((these.len(), those.len()), (5, 5));
    }

    #[test]
    fn impossible_amounts_are_nothing() {
        let mut amounts = Amounts::default();
        for amount in [f64::NAN, f64::INFINITY, -1.0, 2.0] {
            amounts.add(&Metric::ComputeUnitSeconds, amount);
        }
        amounts.add(&Metric::Other("joy".into()), 5.0);
        assert_eq!(amounts.of(&Metric::ComputeUnitSeconds), 2.0);
        assert_eq!(amounts.0.iter().sum::<f64>(), 2.0);
    }
}
