//! What an organization has used in this calendar month, as Neon has metered it: the same as on the Usage tab.

use super::{
    spend::{BillingPeriod, NAMED, ProjectSpend, Spend, Unit},
    usage::Report,
};
use crate::{
    api::types::{Metric, ProjectId},
    store::{
        Store,
        target::Target,
        usage::{By, Covered, Interval, Period, Usage, UsageKey},
    },
};
use jiff::Timestamp;

/// The use of an organization by day in this calendar month.
pub fn usage_key(org: &Target, now: Timestamp) -> UsageKey {
    UsageKey {
        of: org.clone(),
        by: By::Projects,
        period: Period::of(Interval::Day, 0, now),
    }
}

/// What an organization has used, if Neon has told that of all its projects.
pub fn spend(store: &Store, org: &Target, now: Timestamp) -> Option<Spend> {
    let (period, report) = report(store, org, now)?;
    let named = report.parts.iter().filter_map(|row| match &row.target {
        Some(Target::Project(id)) => Some((id, row.value)),
        _ => None,
    });
    let projects = named.take(NAMED).map(|(id, amount)| ProjectSpend {
        id: id.clone(),
        name: store.name(&Target::Project(id.clone())).into(),
        amount,
    });
    let projects: Vec<ProjectSpend> = projects.collect();
    let others = report.parts.len() - projects.len();
    let rest = report.parts.iter().skip(projects.len());
    Some(Spend {
        unit: report.unit,
        others: (others, rest.map(|row| row.value).sum()),
        projects,
        parts: parts(&report),
        is_metered: true,
        period: Some(BillingPeriod {
            start: period.start,
            end: period.end,
        }),
    })
}

/// What a project has cost, if Neon has told that of all projects of its organization: the same as in [`spend`].
pub fn cost_of_project(store: &Store, project: &ProjectId, now: Timestamp) -> Option<f64> {
    let org = store.project(project)?.row.org_id.clone()?;
    let (period, known) = whole(store, &Target::Org(org), now)?;
    let mut parts = known.parts.iter();
    let part = parts.find(|part| part.target.project() == Some(project))?;
    let rates = store
        .prices
        .rates(&known.plan, billed(store, &period, known))?;
    Some(rates.price(&part.used))
}

/// What all projects of an organization have used.
fn whole<'a>(store: &'a Store, org: &Target, now: Timestamp) -> Option<(Period, &'a Usage)> {
    let key = usage_key(org, now);
    let is_whole = |known: &&Usage| known.covered == Covered::All && !known.parts.is_empty();
    let known = store.usage.get(&key)?.known().filter(is_whole)?;
    Some((key.period, known))
}

/// The share of the traffic that is billed.
fn billed(store: &Store, period: &Period, known: &Usage) -> f64 {
    store.prices.billed_traffic(known.traffic_by_month(period))
}

fn report(store: &Store, org: &Target, now: Timestamp) -> Option<(Period, Report)> {
    let (period, known) = whole(store, org, now)?;
    let billed = billed(store, &period, known);
    let report = Report::of(&period, known, None, Some(billed), &store.prices);
    Some((period, report))
}

/// What a total consists of; without prices, only compute time is counted.
fn parts(report: &Report) -> Vec<(&'static str, f64)> {
    if report.unit == Unit::ComputeHours {
        return vec![("compute", report.total)];
    }
    let mut parts: Vec<(&'static str, f64)> = Vec::new();
    for row in &report.metrics {
        let (word, cost) = (part(&row.metric), row.cost.unwrap_or(0.0));
        match parts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, sum)) => *sum += cost,
            None => parts.push((word, cost)),
        }
    }
    parts
}

/// What the cost of a metric counts as.
const fn part(metric: &Metric) -> &'static str {
    match metric {
        Metric::ComputeUnitSeconds => "compute",
        Metric::RootBranchBytesMonth | Metric::ChildBranchBytesMonth => "storage",
        Metric::InstantRestoreBytesMonth => "history",
        Metric::SnapshotStorageBytesMonth => "snapshots",
        Metric::ExtraBranchesMonth => "extra branches",
        Metric::PublicNetworkTransferBytes | Metric::PrivateNetworkTransferBytes => "transfer",
        Metric::Other(_) => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::types::{MetricValue, Time, Timeframe},
        kinds::project,
        store::usage::{METRICS, Side},
    };
    use proptest::prelude::*;

    /// What projects have used: day by day, an amount of each metric.
    fn store(projects: &[Vec<[u32; METRICS.len()]>], org: &Target, now: Timestamp) -> Store {
        let key = usage_key(org, now);
        let mut usage = Usage {
            plan: "scale_v3".into(),
            until: now,
            ..Usage::default()
        };
        for (at, days) in projects.iter().enumerate() {
            let day = |(amounts, start): (&[u32; METRICS.len()], Timestamp)| {
                let values = METRICS.into_iter().zip(amounts);
                let values = values.map(|(metric_name, amount)| MetricValue {
                    metric_name,
                    value: f64::from(*amount) * 1e3,
                });
                Timeframe {
                    timeframe_start: Some(Time::from(start)),
                    metrics: values.collect(),
                    ..Timeframe::default()
                }
            };
            let days = days.iter().zip(key.period.starts(Side::Now)).map(day);
            let days: Vec<Timeframe> = days.collect();
            let target = Target::Project(ProjectId::from(format!("p-{at}").as_str()));
            usage.add(&key.period, target, days.iter());
        }
        let mut store = Store::default();
        for part in &usage.parts {
            let project = store.project_mut(part.target.project().unwrap());
            project.row.org_id = org.org().cloned();
        }
        store.usage.entry(key).or_default().set(usage, now);
        store
    }

    proptest! {
        #[test]
        fn what_was_metered_is_one_number_everywhere(
            projects in prop::collection::vec(
                prop::collection::vec(prop::array::uniform8(0_u32..2_000_000_000), 0..16), 1..24,
            ),
        ) {
            let (org, now) = (Target::Org("org".into()), "2026-11-16T00:00:00Z".parse().unwrap());
            let store = store(&projects, &org, now);
            let spend = spend(&store, &org, now).unwrap();
            let (_, report) = report(&store, &org, now).unwrap();
            let bars: f64 = spend.projects.iter().map(|one| one.amount).sum();
            let days: f64 = report.frames.iter().filter_map(|day| day.value).sum();
            prop_assert!(spend.projects.len() <= NAMED);
            for one in &spend.projects {
                let listed = project::list::cost(&store, &Target::Project(one.id.clone()), now);
                prop_assert_eq!(listed, Some(one.amount));
            }
            for sum in [spend.total(), bars + spend.others.1, days] {
                let difference = (sum - report.total).abs();
                prop_assert!(difference <= 1e-9 * report.total.max(1.0), "{sum} {report:?}");
            }
        }
    }
}
