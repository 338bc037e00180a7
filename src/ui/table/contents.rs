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
        named::Named,
    },
    neon::Neon,
    store::{Store, target::Target},
    ui::{action::Action, browser::Browser},
};

const DATABASE: Column = Column::name("DATABASE", "the name", Width::Name(18));
const ROLE: Column = Column::name("ROLE", "the name", Width::Name(18));

pub const DATABASES: Spec = Spec {
    tabs: &[ListTab {
        columns: &[
            DATABASE,
            field!(Database, "owner_name", Width::Name(12), 80),
            field!(Database, "created_at", Width::Time, 60),
            field!(Database, "updated_at", Width::Time, 40),
        ],
        name: "databases",
        by: SortOrder::up(&DATABASE),
        empty: |_, keymap, _, _| {
            let key = keymap.name(Action::NewDatabase);
            format!("No databases. {key} creates one.")
        },
        ..tab::<Database>()
    }],
    ..list(List("Databases"))
};

pub const ROLES: Spec = Spec {
    tabs: &[ListTab {
        columns: &[
            ROLE,
            field!(Role, "authentication_method", Width::Words(10), 80),
            field!(Role, "protected", Width::Words(6), 50),
            field!(Role, "created_at", Width::Time, 60),
            field!(Role, "updated_at", Width::Time, 40),
        ],
        name: "roles",
        by: SortOrder::up(&ROLE),
        empty: |_, keymap, _, _| {
            let key = keymap.name(Action::NewRole);
            format!("No roles. {key} creates one.")
        },
        ..tab::<Role>()
    }],
    ..list(List("Roles"))
};

const fn tab<T: Named>() -> ListTab {
    ListTab {
        title: "All",
        source: Source::Contents(|on| &T::known(on).fetch),
        rows: |_, neon, of| lines::<T>(&neon.store, of).unwrap_or_default(),
        ..ListTab::NONE
    }
}

const fn list(list: List) -> Spec {
    Spec {
        list,
        place: |browser, neon| place(browser, neon),
        listen: |_, _, _| {},
        new: |_, _| None,
        note: |_, _, _| String::new(),
        about: None,
        tabs: &[],
    }
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

fn lines<T: Named>(store: &Store, of: &Target) -> Option<Vec<ListLine>> {
    let (project, branch) = (of.project()?, of.branch()?);
    let all = T::known(store.contents(project, branch)?).value.iter();
    let target = |one: &T| T::target(project.clone(), branch.clone(), one.name().clone());
    Some(all.map(|one| target(one).into()).collect())
}
