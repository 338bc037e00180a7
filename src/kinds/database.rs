//! Databases of a branch.

use super::{
    creation::{Accepted, Creation, Lost, text},
    edit::{EditTable, NEW_DATABASE},
    field::{Described, Field, Value, main, more},
    kind::Contents,
    named::{self, Named, NamedRef},
};
use crate::{
    api::{
        Answer, Request,
        types::{
            BranchId, Database, DatabaseAnswer, DatabaseChange, DatabaseList, DatabaseName,
            ProjectId,
        },
    },
    store::{BranchData, Store, remote::Remote, target::Target},
};
use jiff::Timestamp;

impl Described for Database {
    const FIELDS: &'static [Field<Self>] = &[
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
}

/// Identifies a database.
pub type DatabaseRef<'a> = NamedRef<'a, Database>;

impl Named for Database {
    type Name = DatabaseName;

    const NOUN: &'static str = "database";

    fn name(&self) -> &DatabaseName {
        &self.name
    }

    fn known(on: &BranchData) -> &Remote<Vec<Self>> {
        &on.databases
    }

    fn known_mut(on: &mut BranchData) -> &mut Remote<Vec<Self>> {
        &mut on.databases
    }

    fn target(project: ProjectId, branch: BranchId, name: DatabaseName) -> Target {
        Target::Database(project, branch, name)
    }

    fn read(it: &NamedRef<'_, Self>) -> Request {
        Request::get_database(it.project, it.branch, it.name).into()
    }

    fn from_answer(answer: Answer) -> Option<Self> {
        Some(answer.body::<DatabaseAnswer>()?.database)
    }

    fn update(it: &NamedRef<'_, Self>, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_database(
            it.project, it.branch, it.name, fields,
        ))
    }

    fn deletion(it: &NamedRef<'_, Self>) -> Request {
        Request::delete_database(it.project, it.branch, it.name)
    }

    const LOSSES: &'static [(&'static str, &'static str)] =
        &[("removes", "all their schemas, tables and data")];
}

/// A new database on a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDatabase {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl Creation for NewDatabase {
    fn place(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn noun(&self) -> &'static str {
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
        let response: DatabaseChange = answer.body()?;
        let target = named::keep(store, &self.project, &self.branch, response.database);
        Some(Accepted::new(target, response.operations))
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_databases(&self.project, &self.branch).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: DatabaseList = answer.body()?;
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

impl Store {
    /// The database that is meant by a row: itself, or the only one of its branch.
    pub fn only_database(&self, at: &Target) -> Option<Target> {
        if let Target::Database(..) = at {
            return Some(at.clone());
        }
        let Some(Target::Branch(project, branch)) = self.branch_target(at) else {
            return None;
        };
        match self.contents(&project, &branch)?.databases.value.as_slice() {
            [only] => {
                let only = only.name.clone();
                Some(Target::Database(project, branch, only))
            }
            _ => None,
        }
    }
}
