//! What an organization has used on each of the last days. Neon counts again about every fifteen minutes.

use crate::{
    api::{
        ApiError, ConsumptionQuery, Request,
        types::{Granularity, Metric, OrgId, ProjectConsumptionPage},
    },
    neon::{Connectivity, Neon, Task, read},
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// How far back it is read.
const DAYS: i64 = 30;
/// How long an answer is good for.
const FRESH: SignedDuration = SignedDuration::from_mins(15);
/// The most projects that one answer covers.
pub const PROJECTS: u32 = 100;

/// Requests it, unless that was done lately.
pub fn ask(neon: &mut Neon, org: &OrgId) {
    let daily = neon.store.daily.entry(org.clone()).or_default();
    let is_fresh = daily
        .at
        .is_some_and(|at| neon.now.duration_since(at) < FRESH);
    // A plan that does not give it will not do so in a minute.
    let failed = daily.error().is_some();
    if is_fresh || failed || daily.is_loading() || matches!(neon.link, Connectivity::Offline { .. })
    {
        return;
    }
    daily.ask();
    let request = Request::project_consumption(&ConsumptionQuery {
        org_id: org.clone(),
        from: neon.now - SignedDuration::from_hours(DAYS * 24),
        to: neon.now,
        granularity: Granularity::Daily,
        project_ids: Vec::new(),
        branch_ids: Vec::new(),
        metrics: vec![Metric::ComputeUnitSeconds],
        cursor: None,
        limit: PROJECTS,
    });
    neon.start(Task::ahead(read::consumption(org.clone()), request));
}

/// Keeps the sums of all projects by day.
pub fn received(neon: &mut Neon, org: OrgId, body: Result<ProjectConsumptionPage, ApiError>) {
    let now = neon.now;
    let daily = neon.store.daily.entry(org).or_default();
    neon.touched = true;
    let page = match body {
        Ok(page) => page,
        Err(error) => return daily.fail(error),
    };
    let mut days: BTreeMap<Timestamp, f64> = BTreeMap::new();
    let periods = page.projects.iter().flat_map(|project| &project.periods);
    for day in periods.flat_map(|period| &period.consumption) {
        let Some(start) = day.timeframe_start else {
            continue;
        };
        let metrics = day.metrics.iter();
        let compute = metrics.filter(|one| one.metric_name == Metric::ComputeUnitSeconds);
        let seconds: f64 = compute.map(|one| one.value).sum();
        *days.entry(start.timestamp()).or_default() += seconds;
    }
    daily.set(days.into_iter().collect(), now);
}
