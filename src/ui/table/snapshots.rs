//! The snapshots of a project.

use super::{
    SortOrder,
    list::{Column, ListEvent, ListLine, ListTab, Source, Spec, Width},
};
use crate::{
    api::{
        Answer, Request,
        types::{ProjectId, Snapshot},
    },
    changes::schedule,
    kinds::{Value, snapshot},
    store::target::Target,
    ui::{action::Action, model::Model},
};

const CREATED: Column = Column {
    title: "CREATED",
    help: "when it was created",
    width: Width::Time,
    weight: 80,
    fields: &["created_at"],
    of: |model, of| about(model, of, |one| Value::time(one.created_at)),
};

const COLUMNS: &[Column] = &[
    Column {
        title: "SNAPSHOT",
        help: "the name",
        width: Width::Flexible(18, 60),
        weight: 100,
        fields: &[],
        of: |model, of| Value::text(model.neon.store.name(of)),
    },
    Column {
        title: "BRANCH",
        help: "the branch it was taken from",
        width: Width::Flexible(10, 24),
        weight: 60,
        fields: &["source_branch_id"],
        of: branch,
    },
    Column {
        title: "SIZE",
        help: "its size; for scheduled ones, what they add",
        width: Width::Number(8),
        weight: 70,
        fields: &["full_size", "diff_size"],
        of: |model, of| about(model, of, snapshot::size),
    },
    Column {
        title: "ORIGIN",
        help: "taken manually or on schedule",
        width: Width::Cells(8),
        weight: 50,
        fields: &["manual"],
        of: |model, of| about(model, of, |one| Value::Word(snapshot::origin(one))),
    },
    Column {
        title: "HOLDS",
        help: "the point in time it holds",
        width: Width::Time,
        weight: 40,
        fields: &["timestamp"],
        of: |model, of| about(model, of, |one| Value::time(one.timestamp)),
    },
    CREATED,
    Column {
        title: "EXPIRES",
        help: "when Neon deletes it",
        width: Width::Time,
        weight: 75,
        fields: &["expires_at"],
        of: |model, of| about(model, of, snapshot::expires),
    },
];

/// The row of the table of lists.
pub const SPEC: Spec = Spec {
    title: "Snapshots",
    place: super::branches::place,
    listen,
    note,
    tabs: &[ListTab {
        title: "All",
        columns: COLUMNS,
        by: Some(SortOrder {
            column: CREATED.title,
            down: true,
        }),
        source: Source::Own {
            first: |_, of| {
                let nowhere = ProjectId::default();
                Request::list_snapshots(of.project().unwrap_or(&nowhere))
            },
            keep,
        },
        rows,
        empty,
    }],
};

/// The schedule of the default branch goes with them.
fn listen(model: &mut Model, wish: ListEvent<'_>) {
    let of = model.table.as_ref().map(|table| table.of.clone());
    let project = of.as_ref().and_then(Target::project);
    let branch = project.and_then(|project| model.neon.store.default_branch(project));
    let (Some(project), Some(branch), ListEvent::Opened) = (project.cloned(), branch, wish) else {
        return;
    };
    let branch = branch.id.clone();
    schedule::fetch(model, &project, &branch);
}

fn about(model: &Model, of: &Target, value: impl FnOnce(&Snapshot) -> Value) -> Value {
    let Target::Snapshot(project, id) = of else {
        return Value::Missing;
    };
    Value::of(model.neon.store.snapshot(project, id), value)
}

fn branch(model: &Model, of: &Target) -> Value {
    let Target::Snapshot(project, id) = of else {
        return Value::Missing;
    };
    let known = model.neon.store.snapshot_source(project, id);
    about(model, of, |one| match known {
        Some(branch) => Value::text(&branch.name),
        None => Value::of(one.source_branch_id.as_ref(), Value::id),
    })
}

fn keep(model: &mut Model, of: &Target, answer: Answer, _: bool) -> Option<Request> {
    if let (Some(project), Answer::ListSnapshots(list)) = (of.project(), answer) {
        let now = model.neon.now;
        let known = &mut model.neon.store.inside_mut(project).snapshots;
        known.set_list(list.snapshots, list.odd, now);
    }
    None
}

fn rows(model: &Model, of: &Target) -> Vec<ListLine> {
    let Some(project) = of.project() else {
        return Vec::new();
    };
    let inside = model.neon.store.inside(project).into_iter();
    let all = inside.flat_map(|inside| &inside.snapshots.value);
    all.map(|one| Target::Snapshot(project.clone(), one.id.clone()).into())
        .collect()
}

fn empty(model: &Model, _: &Target) -> String {
    let key = model.keymap.name(Action::TakeSnapshot);
    format!("no snapshots yet. {key} takes one now; the free plan keeps 1")
}

/// How the default branch is backed up by itself, once that is known.
fn note(model: &Model, of: &Target) -> String {
    let lines = of.project().and_then(|project| {
        let branch = model.neon.store.default_branch(project)?;
        model.neon.store.schedule(project, &branch.id)
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
