//! The use of a period as it is shown: amounts, costs, shares and how they have changed since the period before.
//!
//! Costs are linear in the amounts within a period, so those of timeframes, of metrics and of projects add up to the
//! same total.

use super::{
    spend::Unit,
    units::{bytes, cu_hours},
};
use crate::{
    api::types::Metric,
    store::{
        prices::Prices,
        target::Target,
        usage::{Amounts, METRICS, Period, Side, Usage},
    },
};
use jiff::Timestamp;

/// A change since the period before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Difference {
    /// By this share: 0.12 for 12 % more.
    By(f64),
    /// There was nothing before.
    New,
}

/// A timeframe of the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrameRow {
    pub start: Timestamp,
    /// What was used in it, as far as is known.
    pub used: Option<Amounts>,
    pub value: Option<f64>,
    /// Whether it is too long ago for Neon to tell.
    pub is_gone: bool,
}

/// The use of one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricRow {
    pub metric: Metric,
    pub amount: f64,
    pub cost: Option<f64>,
    pub change: Option<Difference>,
}

/// What a project or branch has used.
#[derive(Debug, Clone, PartialEq)]
pub struct PartRow {
    /// `None` for what is not that of any listed part, such as deleted branches.
    pub target: Option<Target>,
    pub used: Amounts,
    pub value: f64,
    pub change: Option<Difference>,
}

/// The use of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub unit: Unit,
    /// All timeframes of the period, the oldest first.
    pub frames: Vec<FrameRow>,
    /// The metrics that were used.
    pub metrics: Vec<MetricRow>,
    /// The parts that have used anything, the largest first.
    pub parts: Vec<PartRow>,
    pub total: f64,
    pub change: Option<Difference>,
    /// Whether no traffic counts as free, because that of the organization is not known.
    pub is_traffic_in_full: bool,
}

/// What amounts are worth in the unit.
#[derive(Debug, Clone, Copy)]
enum Worth {
    Rates(Amounts),
    Compute,
}

impl Worth {
    fn of(&self, used: &Amounts) -> f64 {
        match self {
            Self::Rates(rates) => rates.price(used),
            Self::Compute => used.of(&Metric::ComputeUnitSeconds) / 3_600.0,
        }
    }
}

/// The share of the total below which something that no part accounts for is rounding.
const ROUNDING: f64 = 1e-4;

impl Report {
    /// `parts` are those of a project, which are read apart from it. `billed` is the share of the organization's traffic
    /// that is billed, if it is known: the same for all parts and timeframes.
    pub fn of(
        period: &Period,
        usage: &Usage,
        parts: Option<&Usage>,
        billed: Option<f64>,
        prices: &Prices,
    ) -> Self {
        let sum = |starts: &mut dyn Iterator<Item = Timestamp>| {
            let known = starts.filter_map(|start| usage.frames.get(&start));
            known.fold(Amounts::default(), |sum, used| sum.plus(used))
        };
        let all = sum(&mut period.starts(Side::Now));
        let (now, before) = period.comparable(usage.until);
        let compared = [now, before].map(|starts| sum(&mut starts.into_iter()));
        let worth = match prices.rates(&usage.plan, billed.unwrap_or(1.0)) {
            Some(rates) => Worth::Rates(rates),
            None => Worth::Compute,
        };
        let oldest = period.interval.oldest(usage.until);
        let frames = period.starts(Side::Now).map(|start| {
            let used = usage.frames.get(&start).copied();
            FrameRow {
                start,
                used,
                value: used.map(|used| worth.of(&used)),
                is_gone: used.is_none() && start < oldest,
            }
        });
        let metrics = METRICS.into_iter().map(|metric| {
            let amount = all.of(&metric);
            let mut only = Amounts::default();
            only.add(&metric, amount);
            let change = change(compared.map(|used| used.of(&metric)));
            let cost = match &worth {
                Worth::Rates(rates) => Some(rates.price(&only)),
                Worth::Compute => None,
            };
            MetricRow {
                metric,
                amount,
                cost,
                change,
            }
        });
        let total = worth.of(&all);
        Self {
            unit: match worth {
                Worth::Rates(_) => Unit::Dollars,
                Worth::Compute => Unit::ComputeHours,
            },
            frames: frames.collect(),
            metrics: metrics.filter(|row| row.amount > 0.0).collect(),
            parts: part_rows(parts.unwrap_or(usage), &all, worth),
            total,
            change: change(compared.map(|used| worth.of(&used))),
            is_traffic_in_full: billed.is_none(),
        }
    }

    /// The share of a value in the total.
    pub fn share(&self, value: f64) -> Option<f64> {
        (self.total > 0.0).then(|| value / self.total)
    }
}

fn part_rows(usage: &Usage, all: &Amounts, worth: Worth) -> Vec<PartRow> {
    let rows = usage.parts.iter().map(|part| PartRow {
        target: Some(part.target.clone()),
        used: part.used,
        value: worth.of(&part.used),
        change: change(part.compared.map(|used| worth.of(&used))),
    });
    let mut rows: Vec<PartRow> = rows.filter(|row| row.value > 0.0).collect();
    rows.sort_by(|one, other| {
        let by_value = other.value.total_cmp(&one.value);
        by_value.then_with(|| one.target.cmp(&other.target))
    });
    let listed = usage.parts.iter();
    let listed = listed.fold(Amounts::default(), |sum, part| sum.plus(&part.used));
    let mut rest = Amounts::default();
    for metric in &METRICS {
        rest.add(metric, all.of(metric) - listed.of(metric));
    }
    let value = worth.of(&rest);
    if !rows.is_empty() && value > worth.of(all) * ROUNDING {
        rows.push(PartRow {
            target: None,
            used: rest,
            value,
            change: None,
        });
    }
    rows
}

/// The change from the amount before, if there is something to compare.
fn change([now, before]: [f64; 2]) -> Option<Difference> {
    if before > 0.0 {
        Some(Difference::By(now / before - 1.0))
    } else {
        (now > 0.0).then_some(Difference::New)
    }
}

/// What a metric counts.
pub const fn label(metric: &Metric) -> &'static str {
    match metric {
        Metric::ComputeUnitSeconds => "Compute",
        Metric::RootBranchBytesMonth => "Root storage",
        Metric::ChildBranchBytesMonth => "Child storage",
        Metric::InstantRestoreBytesMonth => "History",
        Metric::SnapshotStorageBytesMonth => "Snapshots",
        Metric::ExtraBranchesMonth => "Extra branches",
        Metric::PublicNetworkTransferBytes => "Transfer",
        Metric::PrivateNetworkTransferBytes => "Private transfer",
        Metric::Other(_) => "Other",
    }
}

/// Writes an amount of a metric with its unit.
pub fn write(metric: &Metric, amount: f64) -> String {
    let whole = amount.round() as i64;
    match metric {
        Metric::ComputeUnitSeconds => cu_hours::rounded(whole),
        Metric::ExtraBranchesMonth => format!("{amount:.1} months"),
        Metric::PublicNetworkTransferBytes | Metric::PrivateNetworkTransferBytes => {
            bytes::rounded(whole)
        }
        _ => format!("{}-months", bytes::rounded(whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::types::{MetricValue, ProjectId, Time, Timeframe},
        store::usage::Interval,
    };
    use proptest::prelude::*;

    const NOW: &str = "2026-11-20T10:30:00Z";

    /// The use of projects by day since 1 October: for each, the compute seconds and bytes of storage of its days.
    fn usage(period: &Period, projects: &[Vec<(f64, f64)>]) -> Usage {
        let mut usage = Usage {
            plan: "scale_v3".into(),
            until: NOW.parse().unwrap(),
            ..Usage::default()
        };
        for (at, days) in projects.iter().enumerate() {
            let mut starts = period.starts(Side::Before).chain(period.starts(Side::Now));
            let frames = days.iter().map(|(compute, storage)| {
                let value = |metric_name, value| MetricValue { metric_name, value };
                Timeframe {
                    timeframe_start: starts.next().map(Time::from),
                    metrics: vec![
                        value(Metric::ComputeUnitSeconds, *compute),
                        value(Metric::RootBranchBytesMonth, *storage),
                        value(Metric::PublicNetworkTransferBytes, *storage),
                    ],
                    ..Timeframe::default()
                }
            });
            let frames: Vec<Timeframe> = frames.collect();
            let target = Target::Project(ProjectId::from(format!("p-{at}").as_str()));
            usage.add(period, target, frames.iter());
        }
        usage
    }

    fn period() -> Period {
        Period::of(Interval::Day, 0, NOW.parse().unwrap())
    }

    #[test]
    fn like_days_are_compared() {
        // An hour a day in October, two in November.
        let days = [vec![(3_600.0, 0.0); 31], vec![(7_200.0, 0.0); 20]].concat();
        let usage = usage(&period(), &[days, vec![(0.0, 0.0); 51]]);
        let report = Report::of(&period(), &usage, None, None, &Prices::default());
        assert_eq!(report.change, Some(Difference::By(1.0)));
        assert_eq!(report.metrics.len(), 1);
        assert_eq!(
            write(&report.metrics[0].metric, report.metrics[0].amount),
            "40 CU-h"
        );
        assert!((report.total - 40.0 * 0.222).abs() < 1e-9);
        assert_eq!((report.frames.len(), report.parts.len()), (30, 1));
        assert_eq!(report.frames[20].value, None, "the future");
    }

    #[test]
    fn without_prices_compute_hours_are_compared() {
        let mut usage = usage(&period(), &[vec![(3_600.0, 1e9); 51]]);
        usage.plan = "enterprise".into();
        let report = Report::of(&period(), &usage, None, None, &Prices::default());
        assert_eq!((report.unit, report.total), (Unit::ComputeHours, 20.0));
        assert!(report.metrics.iter().all(|row| row.cost.is_none()));
    }

    #[test]
    fn what_no_branch_accounts_for_is_a_row_of_its_own() {
        let all = usage(&period(), &[vec![(3_600.0, 0.0); 51]]);
        let branches = usage(&period(), &[vec![(2_700.0, 0.0); 51]]);
        let report = Report::of(&period(), &all, Some(&branches), None, &Prices::default());
        let parts: Vec<_> = report
            .parts
            .iter()
            .map(|part| part.target.is_some())
            .collect();
        assert_eq!(parts, [true, false]);
        assert!((report.share(report.parts[1].value).unwrap() - 0.25).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn all_sums_are_the_total(
            projects in prop::collection::vec(
                prop::collection::vec((0.0_f64..1e9, 0.0_f64..1e12), 0..60),
                0..6,
            ),
        ) {
            let (all, prices) = (usage(&period(), &projects), Prices::default());
            let billed = prices.billed_traffic(all.traffic_by_month(&period()));
            let report = Report::of(&period(), &all, None, Some(billed), &prices);
            let bytes: f64 = all.traffic_by_month(&period()).sum();
            let traffic = report.metrics.iter();
            let traffic = traffic.filter(|row| row.metric == Metric::PublicNetworkTransferBytes);
            let traffic: f64 = traffic.filter_map(|row| row.cost).sum();
            let beyond = (bytes / 1e9 - 100.0).max(0.0) * 0.1;
            prop_assert!((traffic - beyond).abs() <= 1e-9 * bytes.max(1.0));
            // The page of a project says the same as its row in the organization.
            for (at, project) in projects.iter().enumerate() {
                let id = format!("p-{at}");
                let row = report.parts.iter();
                let row = row.filter(|part| part.target.as_ref().is_some_and(|it| it.id() == id));
                let row: f64 = row.map(|part| part.value).sum();
                let own = usage(&period(), std::slice::from_ref(project));
                let own = Report::of(&period(), &own, None, Some(billed), &prices).total;
                prop_assert!((own - row).abs() <= own * 1e-9, "{} is not {}", own, row);
            }
            let days: f64 = report.frames.iter().filter_map(|frame| frame.value).sum();
            let metrics: f64 = report.metrics.iter().filter_map(|row| row.cost).sum();
            let parts: f64 = report.parts.iter().map(|part| part.value).sum();
            for sum in [days, metrics, parts] {
                prop_assert!((sum - report.total).abs() <= report.total * 1e-9);
            }
            let november = projects.iter().flat_map(|days| days.iter().skip(31).take(30));
            let seconds: f64 = november.map(|(compute, _)| compute).sum();
            let shown = report.metrics.iter().find(|row| row.metric == Metric::ComputeUnitSeconds);
            let shown = shown.map_or(0.0, |row| row.amount);
            prop_assert!((shown - seconds).abs() <= seconds * 1e-9);
        }
    }
}
