//! With whom a project is shared, by e-mail.

use super::{
    SortOrder,
    list::{Column, ListLine, ListTab, Source, Spec, Width},
};
use crate::{
    api::{
        Answer, Request,
        types::{ProjectId, ProjectPermission},
    },
    kinds::Value,
    store::{remote::keep_unread, target::Target},
    ui::{action::Action, model::Model},
};

const EMAIL: Column = Column {
    title: "E-MAIL",
    help: "who may use the project",
    width: Width::Flexible(24, 60),
    weight: 100,
    fields: &[],
    of: |model, of| Value::text(model.neon.store.name(of)),
};
const SINCE: Column = Column {
    title: "SINCE",
    help: "when it was shared with them",
    width: Width::Time,
    weight: 80,
    fields: &["granted_at"],
    of: |model, of| share(model, of).map_or(Value::Missing, |one| Value::time(one.granted_at)),
};

/// The row of the table of lists.
pub const SPEC: Spec = Spec {
    title: "Shared with",
    place,
    listen: |_, _| {},
    note: |_, _| String::new(),
    tabs: &[ListTab {
        title: "People",
        columns: &[EMAIL, SINCE],
        by: Some(SortOrder {
            column: EMAIL.title,
            down: false,
        }),
        source: Source::Own { first, keep },
        rows,
        empty,
    }],
};

/// The project of the cursor.
fn place(model: &Model) -> Result<Target, String> {
    let of = model.table.as_ref().map(|table| &table.of);
    let project = of.or(model.selected()).and_then(Target::project);
    project
        .map(|project| Target::Project(project.clone()))
        .ok_or_else(|| {
            "select a project, or something in it: it is projects that are shared".to_owned()
        })
}

fn share<'a>(model: &'a Model, of: &Target) -> Option<&'a ProjectPermission> {
    match of {
        Target::Share(project, id) => model.neon.store.share(project, id),
        _ => None,
    }
}

fn first(_: &Model, of: &Target) -> Request {
    let none = ProjectId::default();
    Request::list_permissions(of.project().unwrap_or(&none))
}

fn keep(model: &mut Model, of: &Target, answer: Answer, _: bool) -> Option<Request> {
    if let (Answer::ListPermissions(list), Some(project)) = (answer, of.project()) {
        let mut shares = list.project_permissions;
        shares.retain(|one| one.revoked_at.is_none());
        let before = &model.neon.store.inside_mut(project).shares;
        keep_unread(before, &mut shares, &list.odd);
        model.neon.store.inside_mut(project).shares = shares;
    }
    None
}

fn rows(model: &Model, of: &Target) -> Vec<ListLine> {
    let inside = of
        .project()
        .and_then(|project| Some((project, model.neon.store.inside(project)?)));
    let Some((project, inside)) = inside else {
        return Vec::new();
    };
    let line = |one: &ProjectPermission| Target::Share(project.clone(), one.id.clone()).into();
    inside.shares.iter().map(line).collect()
}

fn empty(model: &Model, _: &Target) -> String {
    let key = model.keymap.name(Action::NewMenu);
    format!("No one outside its organization has access. {key} shares the project by e-mail.")
}
