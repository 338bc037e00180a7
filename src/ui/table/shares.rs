//! The people with whom a project is shared, by e-mail address.

use super::{
    SortOrder,
    list::{Column, ListLine, ListTab, PagesOf, Source, Spec, Width, field},
};
use crate::{
    api::{
        Get, Request,
        types::{PermissionList, ProjectId, ProjectPermission},
    },
    neon::Neon,
    store::{remote::keep_unread, target::Target},
    ui::{action::Action, browser::Browser, keymap::Keymap},
};

const EMAIL: Column = Column::name("E-MAIL", "who may use the project", Width::Flexible(24, 60));
const SINCE: Column = field!(ProjectPermission, "granted_at", Width::Time, 80);

pub const SPEC: Spec = Spec {
    title: "Shared with",
    place,
    listen: |_, _, _| {},
    note: |_, _, _| String::new(),
    tabs: &[ListTab {
        title: "People",
        columns: &[EMAIL, SINCE],
        by: Some(SortOrder {
            column: EMAIL.title,
            down: false,
        }),
        source: Source::Own(&PagesOf { first, keep }),
        rows: |_, neon, of| rows(neon, of),
        empty,
    }],
};

/// The project of the selection.
fn place(browser: &Browser, _neon: &Neon) -> Result<Target, String> {
    let of = browser.table.as_ref().map(|table| &table.of);
    let project = of.or(browser.selected()).and_then(Target::project);
    project
        .map(|project| Target::Project(project.clone()))
        .ok_or_else(|| {
            "select a project, or something in it: it is projects that are shared".to_owned()
        })
}

fn first(_: &Neon, of: &Target) -> Get<PermissionList> {
    let none = ProjectId::default();
    Request::list_permissions(of.project().unwrap_or(&none))
}

fn keep(
    neon: &mut Neon,
    of: &Target,
    list: PermissionList,
    _: bool,
) -> Option<Get<PermissionList>> {
    if let Some(project) = of.project() {
        let mut shares = list.project_permissions;
        shares.retain(|one| one.revoked_at.is_none());
        let before = &neon.store.inside_mut(project).shares;
        keep_unread(before, &mut shares, &list.odd);
        neon.store.inside_mut(project).shares = shares;
    }
    None
}

fn rows(neon: &Neon, of: &Target) -> Vec<ListLine> {
    let inside = of
        .project()
        .and_then(|project| Some((project, neon.store.inside(project)?)));
    let Some((project, inside)) = inside else {
        return Vec::new();
    };
    let line = |one: &ProjectPermission| Target::Share(project.clone(), one.id.clone()).into();
    inside.shares.iter().map(line).collect()
}

fn empty(_browser: &Browser, keymap: &Keymap, _neon: &Neon, _: &Target) -> String {
    let key = keymap.name(Action::NewMenu);
    format!("No one outside its organization has access. {key} shares the project by e-mail.")
}
