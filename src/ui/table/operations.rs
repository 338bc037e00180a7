//! The operations that have failed, in all projects that were looked into.

use super::{
    SortOrder, everywhere,
    list::{ListLine, ListTab, Source},
};
use crate::{
    api::types::{Operation, ProjectId},
    kinds::{
        Value,
        awake::list::{self, LookFor},
        column::{CellValue, Column, Width, field},
    },
    neon::{Neon, Task, read},
    reads::branches,
    store::{Store, target::Target},
    ui::browser::Browser,
};

const STARTED: Column = field!(Operation, "created_at", Width::Time, 90);

const COLUMNS: &[Column] = &[
    Column::name("OPERATION", "what Neon was to do", Width::Name(18)),
    list::PROJECT,
    Column {
        title: "BRANCH",
        help: "the branch that it was for",
        width: Width::Branch(10),
        weight: 85,
        fields: &["branch_id"],
        value: CellValue::Computed(branch),
    },
    field!(Operation, "status", Width::Words(8), 0),
    STARTED,
    field!(Operation, "error", Width::Words(24), 80),
    field!(Operation, "failures_count", Width::Number, 0),
    field!(Operation, "total_duration_ms", Width::Number, 0),
    Column::id("the operation's id", Width::Words(36), 0),
];

pub const TAB: ListTab = ListTab {
    title: "Failed",
    name: "operations",
    columns: COLUMNS,
    by: SortOrder::down(&STARTED),
    source: Source::Looks(LookFor::Operations),
    rows: |_, neon, of| rows(neon, of),
    empty: |browser, keymap, neon, of| {
        everywhere::empty("No operation has failed", browser, keymap, neon, of)
    },
};

/// Reads the names of branches when operations of a project have arrived that failed on some, if they are listed.
pub fn name_branches(browser: &Browser, neon: &mut Neon, project: &ProjectId) {
    let table = browser.table.as_ref();
    let source = table.map(|table| table.shown().source);
    if !matches!(source, Some(Source::Looks(LookFor::Operations))) {
        return;
    }
    let inside = neon.store.inside(project);
    let lacks_names = inside.is_some_and(|inside| {
        let mut failed = inside.operations.value.iter();
        let has_failed = failed.any(|one| one.status.is_failure() && one.branch_id.is_some());
        has_failed && inside.branches.is_absent() && inside.branches.value.is_empty()
    });
    if lacks_names {
        let request = branches::page(project, None);
        neon.start(Task::ahead(read::some_branches(project.clone()), request));
    }
}

fn rows(neon: &Neon, of: &Target) -> Vec<ListLine> {
    let all = everywhere::projects_of(&neon.store, of).flat_map(|(id, inside)| {
        let all = inside.operations.value.iter();
        let failed = all.filter(|one| one.status.is_failure());
        failed.map(|one| Target::Operation(id.clone(), one.id.clone()).into())
    });
    all.collect()
}

// A branch that is gone keeps the name it had.
fn branch(store: &Store, of: &Target) -> Value {
    let Target::Operation(project, id) = of else {
        return Value::Missing;
    };
    let operation = store.operation(project, id);
    let branch = operation.and_then(|one| one.branch_id.as_ref());
    let inside = store.inside(project);
    let is_unread = inside.is_none_or(|inside| inside.branches.value.is_empty());
    Value::of(branch, |id| match store.branch_name(project, id) {
        Some(name) => Value::text(name),
        None if is_unread => Value::Unread,
        None => Value::id(id),
    })
}
