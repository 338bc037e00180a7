//! The details of databases and roles.

use super::{Details, branch, page::Page};
use crate::{
    kinds::{database::DatabaseRef, field::Weight, role::RoleRef},
    ui::Action,
};
use ratatui::text::{Line, Span};

impl<'a> Details<'a> for DatabaseRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (project, on, name) = (self.project, self.branch, self.name);
        let store = &page.cx.model.neon.store;
        let Some(contents) = store.contents(project, on) else {
            return;
        };
        let found = contents
            .databases
            .value
            .iter()
            .find(|one| one.name == *name);
        let Some(one) = found else {
            return;
        };
        title(page, "database ", one.name.as_str());
        if let Some(of) = store.branch(project, on) {
            branch::on(page, of);
        }
        page.fields(one, Weight::Main, &[]);
        connect(page);
        page.blank();
        page.fetch("databases", &contents.databases);
    }
}

impl<'a> Details<'a> for RoleRef<'_> {
    fn fill(&self, page: &mut Page<'a>) {
        let (project, on, name) = (self.project, self.branch, self.name);
        let store = &page.cx.model.neon.store;
        let Some(contents) = store.contents(project, on) else {
            return;
        };
        let Some(one) = contents.roles.value.iter().find(|one| one.name == *name) else {
            return;
        };
        title(page, "role ", one.name.as_str());
        if let Some(of) = store.branch(project, on) {
            branch::on(page, of);
        }
        page.fields(one, Weight::Main, &[]);
        let owns = contents.databases.value.iter();
        let owns: Vec<&str> = owns
            .filter(|database| database.owner_name == *name)
            .map(|database| database.name.as_str())
            .collect();
        if !owns.is_empty() {
            page.heading("OWNS");
            page.note(super::clean(&owns.join(", ")).into_owned());
        }
        connect(page);
        page.blank();
        page.fetch("roles", &contents.roles);
    }
}

fn title<'a>(page: &mut Page<'a>, kind: &'static str, name: &'a str) {
    let theme = page.cx.theme;
    page.lines.push(Line::from(vec![
        Span::styled(kind, theme.dim),
        Span::styled(super::clean(name), theme.strong),
    ]));
}

/// Says which keys get a connection.
fn connect(page: &mut Page<'_>) {
    let (connect, copy) = (page.cx.key(Action::Connect), page.cx.key(Action::CopyUri));
    page.blank();
    page.note(format!(
        "{copy} copies a connection URI with it, {connect} lets you choose."
    ));
}
