//! The projects of all organizations: columns, and what is known.

use crate::{
    api::types::ProjectRow,
    kinds::{
        column::{CellValue, Column, Width, field},
        field::Value,
        metered,
        project::quota::QuotaUse,
        spend::{self, BillingPeriod},
        state::State,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;

pub const NAME: Column = Column::name("PROJECT", "the name", Width::Name(18));
pub const ORGANIZATION: Column = Column {
    title: "ORGANIZATION",
    help: "the organization that it belongs to",
    width: Width::Name(16),
    weight: 50,
    fields: &["org_id"],
    value: CellValue::Computed(|store, of| {
        let list = of.project().and_then(|project| store.list_of(project));
        Value::of(list, |list| Value::text(store.name(&list)))
    }),
};
pub const COST: Column = Column {
    title: "~COST",
    help: "what it has cost in this billing period: as Neon has metered it, else estimated from its counters",
    width: Width::Number,
    weight: 90,
    fields: &["cpu_used_sec", "synthetic_storage_size"],
    value: CellValue::Timed(|store, of, now| Value::of(cost(store, of, now), Value::Dollars)),
};
pub const COMPUTE: Column = Column {
    title: "CU-H",
    help: "its compute time in this billing period",
    width: Width::Number,
    weight: 85,
    fields: &["cpu_used_sec"],
    value: CellValue::Computed(|store, of| {
        Value::of(row(store, of), |row| {
            Value::ComputeSeconds(i64::try_from(row.cpu_used_sec).unwrap_or(i64::MAX))
        })
    }),
};
pub const AWAKE: Column = Column {
    title: "AWAKE",
    help: "how many of its computes are awake; \u{2026} where that was not looked at",
    width: Width::Number,
    weight: 80,
    fields: &["current_state"],
    value: CellValue::Computed(|store, of| awake(store, of).map_or(Value::Unread, Value::Count)),
};
pub const QUOTA: Column = Column {
    title: "QUOTA %",
    help: "how much of its tightest quota, or of the free plan's storage, is used; - without one, \u{2026} where it is still to be read",
    width: Width::Number,
    weight: 45,
    fields: &["settings"],
    value: CellValue::Computed(|store, of| {
        let entry = of.project().and_then(|id| store.project(id));
        let used = entry.map(|entry| {
            let plan = store.plan(&entry.row.id).unwrap_or_default();
            QuotaUse::of(entry, plan)
        });
        Value::of(used, |quota| match quota.percent {
            _ if quota.is_partial => Value::Unread,
            Some(percent) => Value::Count(i64::try_from(percent).unwrap_or(i64::MAX)),
            None => Value::Missing,
        })
    }),
};

/// All columns in their order.
pub const COLUMNS: &[Column] = &[
    NAME,
    ORGANIZATION,
    COST,
    COMPUTE,
    field!(ProjectRow, "synthetic_storage_size", Width::Number, 70),
    AWAKE,
    QUOTA,
    field!(ProjectRow, "compute_last_active_at", Width::Time, 65),
    Column {
        title: "PG",
        ..field!(ProjectRow, "pg_version", Width::Number, 40)
    },
    field!(ProjectRow, "region_id", Width::Words(8), 35),
    field!(ProjectRow, "created_at", Width::Time, 20),
    Column {
        title: "ROLE",
        ..field!(
            ProjectRow,
            "effective_project_permission",
            Width::Words(8),
            0
        )
    },
];

fn row<'a>(store: &'a Store, of: &Target) -> Option<&'a ProjectRow> {
    match of {
        Target::Project(id) => Some(&store.project(id)?.row),
        _ => None,
    }
}

/// What it has cost in the current billing period: as Neon has metered it where that was read, as for the page of its
/// organization, else according to its counters, which every list of projects has.
pub fn cost(store: &Store, of: &Target, now: Timestamp) -> Option<f64> {
    let row = row(store, of)?;
    if let Some(metered) = metered::cost_of_project(store, &row.id, now) {
        return Some(metered);
    }
    let plan = store.plan(&row.id)?;
    let period = BillingPeriod::current(row.quota_reset_at.into_iter(), now);
    let months = period.map_or(0.0, |period| period.elapsed(now));
    let (compute, storage) = spend::of_project(&store.prices, plan, row, months);
    Some(compute? + storage)
}

/// How many of its computes are awake; `None` if nobody has looked.
fn awake(store: &Store, of: &Target) -> Option<i64> {
    let inside = store.inside(of.project()?)?;
    inside.endpoints.at?;
    let computes = inside.endpoints.value.values();
    let awake = computes.filter(|one| crate::kinds::endpoint::state(one) == State::ACTIVE);
    i64::try_from(awake.count()).ok()
}

/// The projects that still exist, as far as their lists are loaded.
pub fn projects(store: &Store) -> impl Iterator<Item = Target> {
    let all = store.projects.iter().filter(|(_, entry)| !entry.gone);
    all.map(|(id, _)| Target::Project(id.clone()))
}
