//! Databases of a branch.

use super::{
    branch::BranchRef,
    field::{Field, Value, main, more},
    kind::{Kind, Known},
};
use crate::{
    api::{
        Request,
        types::{Branch, BranchId, Database, DatabaseName, Endpoint, ProjectId},
    },
    store::Store,
};
use jiff::Timestamp;

/// The fields of a database, in the order of the details.
pub const FIELDS: &[Field<Database>] = &[
    main("owner_name", "Owner", "The role that owns it.", |d| {
        Value::id(&d.owner_name)
    }),
    main("created_at", "Created", "When it was created.", |d| {
        Value::time(d.created_at)
    }),
    main("updated_at", "Updated", "When it was last changed.", |d| {
        Value::time(d.updated_at)
    }),
    more(
        "branch_id",
        "Branch",
        "The branch it is on; a child branch has its own copy.",
        |d| Value::id(&d.branch_id),
    ),
    more(
        "id",
        "Id",
        "Differs between branches; the name is what counts.",
        |d| Value::Count(d.id),
    ),
];

/// A database, by the branch it is on and its name.
#[derive(Debug, Clone, Copy)]
pub struct DatabaseRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    /// Its name, which is its identity.
    pub name: &'a DatabaseName,
}

impl DatabaseRef<'_> {
    /// What is known of it.
    pub fn find<'s>(&self, store: &'s Store) -> Option<&'s Database> {
        let contents = store.contents(self.project, self.branch)?;
        let mut all = contents.databases.value.iter();
        all.find(|one| one.name == *self.name)
    }
}

impl Kind for DatabaseRef<'_> {
    fn word(&self) -> &'static str {
        "database"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.contents(self.project, self.branch)?.databases.at
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        let (project, id) = (self.project, self.branch);
        BranchRef { project, id }.compute(store)
    }

    fn forget(&self, store: &mut Store) {
        let contents = store.contents_mut(self.project, self.branch);
        contents
            .databases
            .value
            .retain(|one| one.name != *self.name);
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_database(self.project, self.branch, self.name))
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_database(
            self.project,
            self.branch,
            self.name,
            fields,
        ))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::delete_database(
            self.project,
            self.branch,
            self.name,
        ))
    }
}
