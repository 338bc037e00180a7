//! The details of databases and roles.

use super::{
    super::widget::{
        fields::{self, FieldEntry},
        table::elastic,
    },
    Details, branch,
    card::Card,
    days,
    page::Page,
};
use crate::{
    api::types::{Branch, BranchId, ProjectId},
    kinds::{State, database::DatabaseRef, endpoint::pooled_host, field::Weight, role::RoleRef},
    store::Store,
    ui::{Action, BranchData, ProjectData},
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
        let of = store.branch(project, on);
        if let (Some(inside), Some(of)) = (store.inside(project), of) {
            place(page, inside, of);
        }
        let host = of.and_then(|of| host(store, of));
        let mut cards = vec![
            Card::new("Connect", |page: &mut Page<'a>| {
                connect(page, host, [one.name.as_str(), one.owner_name.as_str()]);
            })
            .wide(),
            Card::new("Database", |page: &mut Page<'a>| {
                page.fields(one, Weight::Main, &[]);
                page.fetch("databases", &contents.databases);
            }),
        ];
        cards.extend(around(store, project, on, contents));
        page.cards(cards);
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
        let of = store.branch(project, on);
        if let (Some(inside), Some(of)) = (store.inside(project), of) {
            place(page, inside, of);
        }
        let host = of.and_then(|of| host(store, of));
        let all = contents.databases.value.iter();
        let owns: Vec<&str> = all
            .filter(|database| database.owner_name == *name)
            .map(|database| database.name.as_str())
            .collect();
        let first = owns.first().copied();
        let first = first.or(contents
            .databases
            .value
            .first()
            .map(|one| one.name.as_str()));
        let mut cards = vec![
            Card::new("Connect", |page: &mut Page<'a>| {
                connect(page, host, [first.unwrap_or("?"), one.name.as_str()]);
            })
            .wide(),
            Card::new("Owns", |page: &mut Page<'a>| {
                let rows = owns.iter().map(|name| vec![page.cell(name)]);
                let rows: Vec<_> = rows.collect();
                match rows.is_empty() {
                    true => page.note("no database"),
                    false => page.table(&[elastic("", 10)], rows),
                }
            }),
            Card::new("Role", |page: &mut Page<'a>| {
                page.fields(one, Weight::Main, &[]);
                page.fetch("roles", &contents.roles);
            }),
        ];
        cards.extend(around(store, project, on, contents));
        page.cards(cards);
    }
}

/// What else is on the branch, and when its computes were awake.
fn around<'f, 'a: 'f>(
    store: &'a Store,
    project: &ProjectId,
    on: &BranchId,
    contents: &'a BranchData,
) -> Vec<Card<'f, 'a>> {
    let days = store.inside(project).map(|inside| {
        let computes = inside.endpoints_of(on).collect();
        days::card(inside, computes, days::Of::Any)
    });
    let all = branch::contents(contents);
    std::iter::once(all).chain(days).collect()
}

fn title<'a>(page: &mut Page<'a>, kind: &'static str, name: &'a str) {
    let theme = page.cx.theme;
    page.lines.push(Line::from(vec![
        Span::styled(kind, theme.dim),
        Span::styled(super::clean(name), theme.strong),
    ]));
}

/// The branch, and whether a connection would start its compute.
fn place<'a>(page: &mut Page<'a>, inside: &ProjectData, of: &'a Branch) {
    branch::on(page, of);
    let more = match inside.branch_state(of) {
        State::ACTIVE => vec!["accepts connections".to_owned()],
        State::IDLE => vec!["a connection starts its compute".to_owned()],
        _ => Vec::new(),
    };
    page.headline(inside.branch_state(of), None, &more);
    page.unreachable(inside.branch_state(of));
}

/// The host that clients connect to: the pooled one, if there is one.
fn host(store: &Store, of: &Branch) -> Option<String> {
    let first = store.endpoints_of(&of.project_id, &of.id).next()?;
    Some(pooled_host(first).unwrap_or_else(|| first.host.to_string()))
}

/// What a client needs besides the password, and the keys that get it.
fn connect(page: &mut Page<'_>, host: Option<String>, [database, role]: [&str; 2]) {
    let theme = page.cx.theme;
    let parts = [
        ("Host", host.unwrap_or_default()),
        ("Database", database.to_owned()),
        ("User", role.to_owned()),
    ];
    let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let entries = parts.map(|(label, value)| FieldEntry {
        label,
        value: super::clean(&value).into_owned(),
        style: theme.text,
    });
    let entries: Vec<FieldEntry> = entries.collect();
    let lines = fields::lines(&entries, page.room, page.cx);
    page.lines.extend(lines);
    let (connect, copy) = (page.cx.key(Action::Connect), page.cx.key(Action::CopyUri));
    page.note(format!(
        "{copy} copies a connection URI with it, {connect} lets you choose."
    ));
}
