//! Databases of a branch.

use super::{
    branch::BranchRef,
    creation::{Accepted, Creation, Lost, text},
    edit::{EditTable, NEW_DATABASE},
    field::{Field, Value, main, more},
    kind::{Contents, Kind, Known},
};
use crate::{
    api::{
        Answer, Request,
        types::{Branch, BranchId, Database, DatabaseName, Endpoint, ProjectId},
    },
    store::{Store, target::Target},
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

/// The names of those that are known on a branch.
pub fn names(store: &Store, project: &ProjectId, branch: &BranchId) -> Vec<String> {
    let contents = store.contents(project, branch).into_iter();
    let known = contents.flat_map(|contents| &contents.databases.value);
    known.map(|one| one.name.to_string()).collect()
}

/// A database on a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDatabase {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl Creation for NewDatabase {
    fn place(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn word(&self) -> &'static str {
        "database"
    }

    fn table(&self) -> &'static EditTable {
        &NEW_DATABASE
    }

    fn request(&self, body: serde_json::Value) -> Request {
        let (name, owner) = (
            text(&body, "/database/name"),
            text(&body, "/database/owner_name"),
        );
        Request::create_database(&self.project, &self.branch, &name.into(), &owner.into())
    }

    fn accept(&self, store: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let Answer::CreateDatabase(response) = answer else {
            return None;
        };
        let name = response.database.name.clone();
        let known = &mut store.contents_mut(&self.project, &self.branch).databases;
        if known.known().is_some() {
            known.value.push(response.database);
        }
        let target = Target::Database(self.project.clone(), self.branch.clone(), name);
        Some(Accepted::new(target, response.operations))
    }

    fn look(&self, _: &str) -> Request {
        Request::list_databases(&self.project, &self.branch)
    }

    fn find(&self, lost: &Lost<'_>, answer: &Answer) -> Option<Target> {
        let Answer::ListDatabases(list) = answer else {
            return None;
        };
        let mut all = list.databases.iter();
        let name = all.find(|one| one.name.as_str() == lost.name)?.name.clone();
        Some(Target::Database(
            self.project.clone(),
            self.branch.clone(),
            name,
        ))
    }

    fn listed(&self) -> Contents<'_> {
        Contents::Branch(&self.project, &self.branch)
    }
}
