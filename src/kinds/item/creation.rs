//! How things that are known only from a list are created.

use super::ItemKind;
use crate::{
    api::{
        Answer, Request,
        types::{BranchId, ProjectId},
    },
    kinds::{
        creation::{Creation, Lost},
        edit::{About, EditTable},
        verb::Verb,
    },
    store::{Store, target::Target},
};
use serde_json::{Value, json};
use std::fmt;

/// How things of such a kind are created on a branch.
pub struct ItemCreation {
    pub kind: &'static ItemKind,
    /// The fields of its form.
    pub table: &'static EditTable,
    /// The field of its form that names it.
    pub name_field: &'static str,
    pub verb: Verb,
    /// The question before it is created, from its name and that of the branch.
    pub question: fn(&str, &str) -> String,
    /// The request that creates it.
    pub request: fn(&Target, Value) -> Request,
    /// The identity of a new one, by its ID.
    pub target: fn(ProjectId, BranchId, &str) -> Target,
    /// Adds what its form needs to know.
    pub describe: fn(&Target, &Store, &mut About),
    /// The default values, or why it cannot be created.
    pub first_values: fn((&Store, &Target), &About) -> Result<Value, String>,
    /// The message after it was created, from the name of the branch and its own.
    pub message: fn(&str, &str) -> String,
}

impl fmt::Debug for ItemCreation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl ItemCreation {
    /// A kind with nothing special: Neon identifies new ones by this field of their form.
    pub const fn new(
        kind: &'static ItemKind,
        table: &'static EditTable,
        name_field: &'static str,
        request: fn(&Target, Value) -> Request,
        target: fn(ProjectId, BranchId, &str) -> Target,
    ) -> Self {
        Self {
            kind,
            table,
            name_field,
            verb: Verb::CREATE,
            question: |name, place| format!("Create {name} on {place}?"),
            request,
            target,
            describe: |_, _, _| {},
            first_values: |_, _| Ok(json!({})),
            message: |place, name| format!("{name} created on {place}"),
        }
    }
}

impl ItemCreation {
    /// A new one for this place.
    pub fn on(&'static self, of: &Target) -> NewItem {
        NewItem {
            of: of.clone(),
            creation: self,
        }
    }
}

/// Something to be created, and where.
#[derive(Debug, Clone)]
pub struct NewItem {
    pub of: Target,
    pub creation: &'static ItemCreation,
}

impl PartialEq for NewItem {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of && self.creation.kind.noun == other.creation.kind.noun
    }
}

impl Eq for NewItem {}

impl Creation for NewItem {
    fn place(&self) -> Target {
        self.of.clone()
    }

    fn noun(&self) -> &'static str {
        self.creation.kind.noun
    }

    fn verb(&self) -> Verb {
        self.creation.verb
    }

    fn title(&self) -> String {
        let noun = self.noun();
        match self.creation.verb {
            Verb::CREATE => format!("New {noun}"),
            Verb { plain, .. } => {
                let (first, rest) = plain.split_at(1);
                format!("{}{rest} {noun}", first.to_uppercase())
            }
        }
    }

    fn question(&self, name: &str, place: &str) -> String {
        (self.creation.question)(name, place)
    }

    fn table(&self) -> &'static EditTable {
        self.creation.table
    }

    fn name_field(&self) -> &'static str {
        self.creation.name_field
    }

    fn describe(&self, store: &Store, about: &mut About) {
        (self.creation.describe)(&self.of, store, about);
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.place())
    }

    fn first_values(&self, store: &Store, about: &About) -> Result<Value, String> {
        (self.creation.first_values)((store, &self.of), about)
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        Some((self.creation.message)(&store.name(&self.of), name))
    }

    fn request(&self, body: Value) -> Request {
        (self.creation.request)(&self.of, body)
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some((self.creation.kind.data.read)(&self.of))
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let ItemCreation {
            kind,
            name_field,
            target,
            ..
        } = self.creation;
        let name = lost.request.body.as_ref()?.get(*name_field)?;
        let answer = serde_json::to_value(answer).ok()?;
        let lists = answer.as_object()?.values().filter_map(Value::as_array);
        let one = lists
            .flatten()
            .find(|one| one.get(*name_field) == Some(name))?;
        let (project, branch) = (self.of.project()?.clone(), self.of.branch()?.clone());
        Some(target(project, branch, one.get(kind.key)?.as_str()?))
    }
}
