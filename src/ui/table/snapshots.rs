//! The snapshots of a project.

use super::{
    SortOrder,
    list::{ListEvent, ListLine, ListTab, PagesOf, Source, Spec},
};
use crate::{
    api::{
        Get, Request,
        types::{ProjectId, Snapshot, SnapshotList},
    },
    changes::schedule,
    kinds::{
        Value,
        column::{CellValue, Column, Width, field},
        list::List,
        snapshot,
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{action::Action, browser::Browser, keymap::Keymap},
};

pub(crate) const CREATED: Column = field!(Snapshot, "created_at", Width::Time, 80);

pub(crate) const SNAPSHOT: Column = Column::name("SNAPSHOT", "the name", Width::Name(18));
pub(crate) const BRANCH: Column = Column {
    value: CellValue::Computed(branch),
    ..field!(Snapshot, "source_branch_id", Width::Branch(10), 60)
};
pub(crate) const SIZE: Column = Column {
    fields: &["full_size", "diff_size"],
    ..field!(Snapshot, "full_size", Width::Number, 70)
};
pub(crate) const MANUAL: Column = field!(Snapshot, "manual", Width::Words(8), 50);
pub(crate) const TIMESTAMP: Column = field!(Snapshot, "timestamp", Width::Time, 40);
pub(crate) const EXPIRES: Column = field!(Snapshot, "expires_at", Width::Time, 75);

const COLUMNS: &[Column] = &[SNAPSHOT, BRANCH, SIZE, MANUAL, TIMESTAMP, CREATED, EXPIRES];

pub const SPEC: Spec = Spec {
    list: List("Snapshots"),
    place: super::branches::place,
    listen,
    new: |_, _| None,
    note: |_, neon, of| note(neon, of),
    about: None,
    tabs: &[ListTab {
        title: "All",
        name: "snapshots",
        columns: COLUMNS,
        by: SortOrder::down(&CREATED),
        source: Source::Own(&PagesOf {
            first: |_, of| {
                let nowhere = ProjectId::default();
                Request::list_snapshots(of.project().unwrap_or(&nowhere))
            },
            keep,
        }),
        rows: |_, neon, of| rows(neon, of),
        empty,
    }],
};

/// Also loads the backup schedule of the default branch.
fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    let of = browser.table.as_ref().map(|table| table.of.clone());
    let project = of.as_ref().and_then(Target::project);
    let branch = project.and_then(|project| neon.store.default_branch(project));
    let (Some(project), Some(branch), ListEvent::Opened) = (project.cloned(), branch, event) else {
        return;
    };
    let branch = branch.id.clone();
    schedule::fetch(neon, &project, &branch);
}

// A branch is shown by its name while it exists.
fn branch(store: &Store, of: &Target) -> Value {
    let Target::Snapshot(project, id) = of else {
        return Value::Missing;
    };
    match store.snapshot_source(project, id) {
        Some(branch) => Value::text(&branch.name),
        None => {
            let source = store.snapshot(project, id);
            Value::of(
                source.and_then(|one| one.source_branch_id.as_ref()),
                Value::id,
            )
        }
    }
}

fn keep(neon: &mut Neon, of: &Target, list: SnapshotList, _: bool) -> Option<Get<SnapshotList>> {
    if let Some(project) = of.project() {
        let now = neon.now;
        let known = &mut neon.store.inside_mut(project).snapshots;
        known.set_list(list.snapshots, list.odd, now);
    }
    None
}

fn rows(neon: &Neon, of: &Target) -> Vec<ListLine> {
    let Some(project) = of.project() else {
        return Vec::new();
    };
    let inside = neon.store.inside(project).into_iter();
    let all = inside.flat_map(|inside| &inside.snapshots.value);
    all.map(|one| Target::Snapshot(project.clone(), one.id.clone()).into())
        .collect()
}

fn empty(_browser: &Browser, keymap: &Keymap, neon: &Neon, of: &Target) -> String {
    let key = keymap.name(Action::TakeSnapshot);
    let plan = of.project().and_then(|project| neon.store.plan(project));
    let limit = match plan.filter(|plan| plan.starts_with("free")) {
        Some(_) => "; the free plan keeps 1",
        None => "",
    };
    format!("no snapshots yet. {key} takes one now{limit}")
}

/// The backup schedule of the default branch, once known.
fn note(neon: &Neon, of: &Target) -> String {
    let lines = of.project().and_then(|project| {
        let branch = neon.store.default_branch(project)?;
        neon.store.schedule(project, &branch.id)
    });
    match lines.map(|known| known.schedule.as_slice()) {
        None => String::new(),
        Some([]) => "no backups scheduled".to_owned(),
        Some(lines) => {
            let lines: Vec<String> = lines.iter().map(snapshot::line).collect();
            lines.join("; ")
        }
    }
}
