//! Who can reach a project: a list made of those of members, shares, API keys, JWKS URLs and VPC endpoints.

use super::list::{ListEvent, ListTab, Others, Source, Spec};
use crate::{
    kinds::{
        access::{self, ACCESS},
        list::Load,
    },
    neon::Neon,
    reads::fetch,
    store::{Store, target::Target},
    ui::browser::Browser,
};

pub const SPEC: Spec = Spec {
    list: ACCESS,
    place,
    listen,
    new: |_, _| None,
    note: |_, _, _| String::new(),
    about: Some(access::about),
    tabs: &[ListTab {
        title: "All",
        name: "access",
        columns: access::columns::COLUMNS,
        by: None,
        source: Source::Others(&Others { all, of_row }),
        rows: |_, neon, of| {
            let project = of.project().into_iter();
            let rows = project.flat_map(|project| access::rows(&neon.store, project, neon.now));
            rows.map(Into::into).collect()
        },
        empty: |_, _, _, _| "Nothing is known to reach it.".to_owned(),
    }],
};

fn place(browser: &Browser, _: &Neon) -> Result<Target, String> {
    let table = browser.table.as_ref();
    let project = browser.selected().and_then(Target::project);
    let project = project.or(table.and_then(|table| table.of.project()));
    let none = || "select a project, or something in it".to_owned();
    Ok(Target::Project(project.cloned().ok_or_else(none)?))
}

/// The addresses that may connect are in the settings of the project, and who of its members is the user nowhere else.
fn listen(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    let of = browser.table.as_ref().and_then(|table| table.of.project());
    if let (ListEvent::Opened, Some(project)) = (event, of) {
        fetch::full_project(neon, project);
        fetch::user(neon);
    }
}

fn all(store: &Store, of: &Target) -> Vec<Load> {
    let sources = of.project().map(|project| access::sources(store, project));
    let sources = sources.into_iter().flatten();
    sources.map(|(_, load)| load).collect()
}

fn of_row(store: &Store, of: &Target, row: &Target) -> Option<Load> {
    access::source(store, of.project()?, row)
}
