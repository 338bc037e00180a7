//! The computes of all projects that were looked into, awake or not; or those of one project or branch.

use super::{
    SortOrder, everywhere,
    list::{ListLine, ListTab, Source},
};
use crate::{
    api::types::Endpoint,
    kinds::{
        Value,
        awake::list::{self, LookFor},
        column::{CellValue, Column, Width, field},
        size,
    },
    neon::Neon,
    store::{Store, target::Target},
};

const COLUMNS: &[Column] = &[
    list::BRANCH,
    list::PROJECT,
    list::STATE,
    Column {
        weight: 70,
        ..list::COMPUTE
    },
    Column {
        title: "TYPE",
        ..field!(Endpoint, "type", Width::Words(10), 40)
    },
    list::SIZE,
    list::SINCE,
    list::HOURLY,
    Column {
        title: "TO ZERO",
        width: Width::Number,
        value: CellValue::Computed(suspends_after),
        ..field!(Endpoint, "suspend_timeout_seconds", Width::Number, 50)
    },
    field!(Endpoint, "last_active", Width::Time, 75),
    field!(Endpoint, "created_at", Width::Time, 15),
    Column::id(
        "the compute's id, with which its host begins",
        Width::Words(28),
        0,
    ),
];

pub const TAB: ListTab = ListTab {
    title: "Computes",
    name: "computes",
    columns: COLUMNS,
    by: SortOrder::up(&list::STATE),
    source: Source::Looks(LookFor::Computes),
    rows: |_, neon, of| rows(neon, of),
    empty: |browser, keymap, neon, of| everywhere::empty("No computes", browser, keymap, neon, of),
};

fn suspends_after(store: &Store, of: &Target) -> Value {
    Value::of(store.compute_of(of), |compute| {
        let after = size::suspend_after(compute.suspend_timeout_seconds);
        after.map_or(Value::Word("never"), Value::Seconds)
    })
}

fn rows(neon: &Neon, of: &Target) -> Vec<ListLine> {
    let projects = everywhere::projects_of(&neon.store, of);
    let computes = projects.flat_map(|(id, inside)| {
        let all = inside.endpoints.value.values();
        let is_here = |one: &&Endpoint| match of {
            Target::Endpoint(_, id) => one.id == *id,
            _ => of.branch().is_none_or(|branch| one.branch_id == *branch),
        };
        let here = all.filter(is_here);
        here.map(|one| Target::Endpoint(id.clone(), one.id.clone()).into())
    });
    computes.collect()
}
