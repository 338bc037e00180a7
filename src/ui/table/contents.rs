//! The databases of a branch, and its roles, each as a list.

use super::{
    SortOrder,
    list::{ListLine, ListTab, Source, Spec},
};
use crate::{
    api::types::{Database, Role},
    kinds::{
        column::{Column, Width, field},
        list::List,
    },
    neon::Neon,
    store::{BranchData, target::Target},
    ui::{action::Action, browser::Browser},
};

const DATABASE: Column = Column::name("DATABASE", "the name", Width::Name(18));
const ROLE: Column = Column::name("ROLE", "the name", Width::Name(18));

pub const DATABASES: Spec = Spec {
    tabs: &[ListTab {
        source: Source::Contents(|on| &on.databases.fetch),
        columns: &[
            DATABASE,
            field!(Database, "owner_name", Width::Name(12), 80),
            field!(Database, "created_at", Width::Time, 60),
            field!(Database, "updated_at", Width::Time, 40),
        ],
        by: by(&DATABASE),
        rows: |_, neon, of| {
            lines(neon, of, |on| {
                let (project, branch) = (of.project().cloned()?, of.branch().cloned()?);
                let all = on.databases.value.iter();
                let target = |one: &Database| {
                    Target::Database(project.clone(), branch.clone(), one.name.clone())
                };
                Some(all.map(target).collect())
            })
        },
        empty: |_, keymap, _, _| {
            let key = keymap.name(Action::NewDatabase);
            format!("No databases. {key} creates one.")
        },
        ..TAB
    }],
    ..list(List("Databases"))
};

pub const ROLES: Spec = Spec {
    tabs: &[ListTab {
        source: Source::Contents(|on| &on.roles.fetch),
        columns: &[
            ROLE,
            field!(Role, "authentication_method", Width::Words(10), 80),
            field!(Role, "protected", Width::Words(6), 50),
            field!(Role, "created_at", Width::Time, 60),
            field!(Role, "updated_at", Width::Time, 40),
        ],
        by: by(&ROLE),
        rows: |_, neon, of| {
            lines(neon, of, |on| {
                let (project, branch) = (of.project().cloned()?, of.branch().cloned()?);
                let all = on.roles.value.iter();
                let target =
                    |one: &Role| Target::Role(project.clone(), branch.clone(), one.name.clone());
                Some(all.map(target).collect())
            })
        },
        empty: |_, keymap, _, _| {
            let key = keymap.name(Action::NewRole);
            format!("No roles. {key} creates one.")
        },
        ..TAB
    }],
    ..list(List("Roles"))
};

const TAB: ListTab = ListTab {
    title: "All",
    ..ListTab::NONE
};

const fn list(list: List) -> Spec {
    Spec {
        list,
        place: |browser, neon| place(browser, neon),
        listen: |_, _, _| {},
        new: |_, _| None,
        note: |_, _, _| String::new(),
        tabs: &[],
    }
}

const fn by(column: &Column) -> Option<SortOrder> {
    Some(SortOrder {
        column: column.title,
        down: false,
    })
}

/// The branch of the selection; of a project, its default branch.
fn place(browser: &Browser, neon: &Neon) -> Result<Target, String> {
    let of = browser.table.as_ref().map(|table| &table.of);
    let selected = browser.selected().or(of);
    let branch = selected.and_then(|target| neon.store.branch_of(target));
    branch
        .map(|branch| Target::Branch(branch.project_id.clone(), branch.id.clone()))
        .ok_or_else(|| {
            "select a branch, or something on it: databases and roles belong to one".to_owned()
        })
}

fn lines(
    neon: &Neon,
    of: &Target,
    targets: impl Fn(&BranchData) -> Option<Vec<Target>>,
) -> Vec<ListLine> {
    let on = of.project().zip(of.branch());
    let on = on.and_then(|(project, branch)| neon.store.contents(project, branch));
    let targets = on.and_then(targets).unwrap_or_default();
    targets.into_iter().map(ListLine::from).collect()
}
