//! What an organization has used in this billing period, estimated from the counters in its list of projects.

use crate::{
    api::types::{ProjectId, ProjectRow, Time},
    store::{ProjectPages, Store, prices::Prices},
};
use compact_str::CompactString;
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

/// What is counted: dollars, or compute hours where the plan has no known price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Dollars,
    ComputeHours,
}

/// A billing period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BillingPeriod {
    pub start: Timestamp,
    pub end: Timestamp,
}

/// What a project has used.
#[derive(Debug)]
pub struct ProjectSpend {
    pub id: ProjectId,
    pub name: CompactString,
    pub amount: f64,
}

/// The use of a list of projects.
#[derive(Debug)]
pub struct Spend {
    pub unit: Unit,
    /// The most expensive projects, the most expensive first.
    pub projects: Vec<ProjectSpend>,
    /// How many other projects have used anything, and how much.
    pub others: (usize, f64),
    /// What it consists of: compute time, storage and, if that was metered, the rest.
    pub parts: Vec<(&'static str, f64)>,
    /// Whether Neon has metered it, so that the Usage tab says the same.
    pub is_metered: bool,
    /// The current period, if the list says when it ends.
    pub period: Option<BillingPeriod>,
}

impl BillingPeriod {
    fn ending(end: Time) -> Option<Self> {
        let end = end.timestamp();
        let start = end.to_zoned(TimeZone::UTC).checked_sub(1.month()).ok()?;
        let start = start.timestamp();
        Some(Self { start, end })
    }

    /// The current one, if any of these ends is still to come.
    pub fn current(ends: impl Iterator<Item = Time>, now: Timestamp) -> Option<Self> {
        let end = ends.filter(|end| end.timestamp() > now).min();
        end.and_then(Self::ending)
    }

    /// The part of it that is over, between 0 and 1.
    pub fn elapsed(&self, now: Timestamp) -> f64 {
        let whole = self.end.duration_since(self.start).as_secs_f64();
        let past = now.duration_since(self.start).as_secs_f64();
        (past / whole.max(1.0)).clamp(0.0, 1.0)
    }
}

/// Before this part of a period is over, a forecast would be a guess.
const EARLY: f64 = 0.03;
/// The most projects that are named.
pub const NAMED: usize = 16;

/// What the compute time of a project has cost, if the plan has a price for it, and what its storage has, as if it had
/// been what it is now for these months.
pub fn of_project(
    prices: &Prices,
    plan: &str,
    row: &ProjectRow,
    months: f64,
) -> (Option<f64>, f64) {
    let bytes = row.synthetic_storage_size.unwrap_or_default();
    let storage = prices.storage(plan, bytes, months).unwrap_or_default();
    (prices.compute(plan, row.cpu_used_sec), storage)
}

impl Spend {
    /// What the loaded projects of a list have used, on a plan such as `scale_v3`.
    pub fn of(store: &Store, list: &ProjectPages, plan: &str, now: Timestamp) -> Self {
        let prices = &store.prices;
        let projects = store.listed(&list.rows);
        let rows: Vec<_> = projects.map(|(id, project)| (id, &project.row)).collect();
        let ends = rows.iter().filter_map(|(_, row)| row.quota_reset_at);
        let period = BillingPeriod::current(ends, now);
        let months = period.map_or(0.0, |period| period.elapsed(now));
        let priced = prices.compute(plan, 0).is_some();
        let (mut compute, mut storage) = (0.0, 0.0);
        let mut projects = Vec::new();
        for (id, row) in rows {
            let hours = row.cpu_used_sec as f64 / 3_600.0;
            let (time, data) = of_project(prices, plan, row, months);
            let time = time.unwrap_or(hours);
            compute += time;
            storage += data;
            if time + data > 0.0 {
                projects.push((id, &row.name, time + data));
            }
        }
        projects.sort_by(|(_, one, cost), (_, other, than)| {
            than.total_cmp(cost).then_with(|| one.cmp(other))
        });
        let others = projects.split_off(NAMED.min(projects.len()));
        let others = (others.len(), others.iter().map(|(.., amount)| amount).sum());
        let named = |(id, name, amount): (&ProjectId, &CompactString, f64)| ProjectSpend {
            id: id.clone(),
            name: name.clone(),
            amount,
        };
        Self {
            unit: if priced {
                Unit::Dollars
            } else {
                Unit::ComputeHours
            },
            projects: projects.into_iter().map(named).collect(),
            others,
            // As if the storage had been what it is now for the whole period.
            parts: vec![("compute", compute), ("storage", storage)],
            is_metered: false,
            period,
        }
    }

    pub fn total(&self) -> f64 {
        self.parts.iter().map(|(_, amount)| amount).sum()
    }

    /// What it will be at the end of the period if it goes on like this.
    pub fn forecast(&self, now: Timestamp) -> Option<f64> {
        let elapsed = self.period?.elapsed(now);
        (elapsed >= EARLY).then(|| self.total() / elapsed)
    }

    /// Writes amounts.
    pub fn writer(&self) -> Writer {
        Writer::of(self.unit, self.total())
    }
}

/// Writes amounts as precisely as a total is worth.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    unit: Unit,
    digits: u8,
}

impl Writer {
    pub fn of(unit: Unit, total: f64) -> Self {
        let digits = match unit {
            _ if total >= 100.0 => 0,
            Unit::Dollars => 2,
            Unit::ComputeHours => 1,
        };
        Self { unit, digits }
    }

    /// Writes parts of the total so that what is written adds up to what is written for the total.
    pub fn parts(self, parts: &[f64]) -> Vec<String> {
        let scale = 10_f64.powi(i32::from(self.digits));
        let scaled: Vec<f64> = parts.iter().map(|part| part * scale).collect();
        let parts = apportion(&scaled).into_iter();
        parts.map(|part| self.one(part / scale)).collect()
    }

    pub fn one(self, amount: f64) -> String {
        let digits = usize::from(self.digits);
        match self.unit {
            Unit::Dollars => format!("${amount:.digits$}"),
            Unit::ComputeHours => format!("{amount:.digits$} CU-h"),
        }
    }

    /// Writes an estimate: money with `~`.
    pub fn about(self, amount: f64) -> String {
        let about = if self.unit == Unit::Dollars { "~" } else { "" };
        format!("{about}{}", self.one(amount))
    }
}

/// Rounds parts to whole numbers that add up to their rounded sum; a part that is larger stays so.
fn apportion(parts: &[f64]) -> Vec<f64> {
    let sum: f64 = parts.iter().sum();
    let mut whole: Vec<f64> = parts.iter().map(|part| part.floor()).collect();
    let missing = sum.round() - whole.iter().sum::<f64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let fraction = |at: &usize| parts.get(*at).map_or(0.0, |part| part.fract());
    order.sort_by(|one, other| fraction(other).total_cmp(&fraction(one)));
    for at in order.into_iter().take(missing.max(0.0) as usize) {
        if let Some(part) = whole.get_mut(at) {
            *part += 1.0;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: &str = "2026-11-16T00:00:00Z";

    fn store(projects: &[(&str, u64, u64)]) -> (Store, ProjectPages) {
        let mut store = Store::default();
        let end: Timestamp = "2026-12-01T00:00:00Z".parse().unwrap();
        let rows = projects.iter().map(|(name, hours, gigabytes)| {
            store.keep_row(ProjectRow {
                id: ProjectId::from(*name),
                name: (*name).into(),
                cpu_used_sec: hours * 3_600,
                synthetic_storage_size: Some(gigabytes * 1_000_000_000),
                quota_reset_at: Some(Time::from(end)),
                ..ProjectRow::default()
            })
        });
        let rows = rows.flatten().collect();
        let list = ProjectPages {
            rows,
            ..ProjectPages::default()
        };
        (store, list)
    }

    #[test]
    fn the_dearest_project_comes_first_and_idle_ones_are_left_out() {
        let (store, list) = store(&[("idle", 0, 0), ("small", 10, 0), ("shop", 1_000, 40)]);
        let now = NOW.parse().unwrap();
        let spend = Spend::of(&store, &list, "scale_v3", now);
        let names = spend.projects.iter().map(|one| one.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["shop", "small"]);
        // Half of the month: 1010 h at $0.222, and 40 GB at $0.35 for half a month.
        assert_eq!(spend.writer().one(spend.total()), "$231");
        let parts: Vec<f64> = spend.parts.iter().map(|(_, amount)| *amount).collect();
        assert_eq!(spend.writer().parts(&parts), ["$224", "$7"]);
        let forecast = spend.forecast(now).unwrap();
        assert_eq!(spend.writer().one(forecast), "$462");
    }

    #[test]
    fn without_a_price_it_is_compute_hours() {
        let (store, list) = store(&[("shop", 12, 40)]);
        let spend = Spend::of(&store, &list, "free_v3", NOW.parse().unwrap());
        assert_eq!(spend.writer().one(spend.total()), "12.0 CU-h");
    }

    #[test]
    fn nothing_is_foretold_on_the_first_day_or_without_a_period() {
        let (store, mut list) = store(&[("shop", 12, 0)]);
        let early = "2026-11-01T10:00:00Z".parse().unwrap();
        let spend = Spend::of(&store, &list, "scale", early);
        assert_eq!(spend.forecast(early), None);
        // A period that is over says nothing about the current one.
        let late = "2026-12-02T00:00:00Z".parse().unwrap();
        assert_eq!(Spend::of(&store, &list, "scale", late).period, None);
        list.rows.clear();
        let none = Spend::of(&store, &list, "scale", early);
        assert_eq!((none.total(), none.period), (0.0, None));
    }

    proptest! {
        #[test]
        fn rounded_parts_add_up_and_keep_their_order(
            mut parts in prop::collection::vec(0.0_f64..10_000.0, 0..20),
        ) {
            parts.sort_by(|one, other| other.total_cmp(one));
            let whole = apportion(&parts);
            prop_assert_eq!(whole.iter().sum::<f64>(), parts.iter().sum::<f64>().round());
            prop_assert!(whole.is_sorted_by(|one, other| one >= other));
        }
    }
}
