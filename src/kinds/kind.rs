//! What generic code can ask about a thing, whatever its kind.

use super::{
    deletion::{Question, fact},
    edit::EditTable,
    field::{Described, Field, Weight},
    field_name::FieldName,
    verb::Verb,
};
use crate::{
    api::{
        Answer, Request,
        types::{Branch, BranchId, Endpoint, OrgId, ProjectId, Thing, Unreadable},
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// A thing, identified by its IDs. The defaults are for what does not apply to a kind.
pub trait Kind {
    /// The word for it that users read.
    fn noun(&self) -> &'static str;

    /// Its data from Neon. Returns `None` if there is none, or if the thing is gone.
    fn known<'s>(&self, _: &'s Store) -> Option<&'s dyn Known> {
        None
    }

    /// The labels and keys of the fields that its data has.
    fn field_names(&self) -> Vec<[&'static str; 2]> {
        Vec::new()
    }

    /// Whether it is known and not gone.
    fn is_known(&self, store: &Store) -> bool {
        self.known(store).is_some()
    }

    /// Its name. Returns `None` if it has only an ID.
    fn name(&self, _: &Store) -> Option<String> {
        None
    }

    /// All that it says, for what has no name of its own but is called by its first line.
    fn message(&self, _: &Store) -> Option<String> {
        None
    }

    /// The fields that could not be read in the latest response about it.
    fn unreadable<'s>(&self, store: &'s Store) -> Option<&'s Unreadable> {
        Some(self.known(store)?.unreadable())
    }

    /// All that is known about it: lists may tell less than an answer about it alone.
    fn whole<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        self.known(store)
    }

    /// The data that its form edits.
    fn editable<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        self.known(store)
    }

    /// Its data in the API's form. May hold secrets.
    fn json(&self, store: &Store) -> Option<String> {
        self.known(store)?.json()
    }

    /// When its data was received.
    fn received_at(&self, _: &Store) -> Option<Timestamp> {
        None
    }

    /// What it is about, if it is not a thing of its own; that may be gone.
    fn subject(&self, _: &Store) -> Option<Target> {
        None
    }

    /// The branch that it belongs to; for a project, the default branch.
    fn branch<'s>(&self, _: &'s Store) -> Option<&'s Branch> {
        None
    }

    /// Whether a database client can connect to it, or to what is in it.
    fn can_connect(&self) -> bool {
        false
    }

    /// The compute that an action on it affects.
    fn compute<'s>(&self, _: &'s Store) -> Option<&'s Endpoint> {
        None
    }

    /// Whether it is in a database, so that changes of it connect to the compute of its branch.
    fn is_in_database(&self) -> bool {
        false
    }

    /// The page on the web that is about it, if that is not one of the Console. Only `https`.
    fn web_page<'s>(&self, _: &'s Store) -> Option<&'s str> {
        None
    }

    /// The address that programs or DNS records need of it, with what it is called.
    fn address(&self, _: &Store) -> Option<(&'static str, String)> {
        None
    }

    /// What to load when it is opened, rested on or refreshed.
    fn contents(&self) -> Contents<'_> {
        Contents::Nothing
    }

    /// Removes it and everything on it from the store, after its deletion.
    fn forget(&self, _: &mut Store) {}

    /// The request that reads its current state: a single read, or the list that contains it.
    fn read(&self) -> Option<Request> {
        None
    }

    /// The request that reads it alone, if there is one.
    fn read_alone(&self) -> Option<Request> {
        self.read()
    }

    /// If only a list contains it: the fields that identify its entry there.
    fn entry(&self) -> Option<Value> {
        None
    }

    /// What the response to [`Self::read`] says about it, if that is about others of its kind, too, and no list.
    fn part_of(&self, _: &Answer) -> Option<Value> {
        None
    }

    /// Stores what the response to [`Self::read`] says about it.
    fn keep(&self, _: &mut Store, _: Answer, _now: Timestamp) {}

    /// Stores what an accepted change has set, if no response tells it.
    fn keep_sent(&self, _: &mut Store, _body: &Value) {}

    /// The document that its form edits, as JSON.
    fn document(&self, store: &Store) -> Option<Value> {
        self.editable(store)?.document()
    }

    /// The request that changes these fields.
    fn update(&self, _: Value) -> Option<Request> {
        None
    }

    /// A sentence that says what it is, and others below it, to be shown in place of its fields.
    fn summary(&self, _: &Store, _: Keys<'_>) -> Option<(String, Vec<String>)> {
        None
    }

    /// The form that edits it, if that needs no more than the thing.
    fn form(&self) -> Option<&'static EditTable> {
        None
    }

    /// Why it cannot be edited.
    fn why_fixed(&self) -> Option<&'static str> {
        None
    }

    /// Why Neon would refuse to change or delete it.
    fn refusal(&self, _: &Store) -> Option<String> {
        None
    }

    /// The request that deletes it.
    fn deletion(&self) -> Option<Request> {
        None
    }

    /// The same for a thing that is deleted by a change to what contains it.
    fn removal(&self, _: &Store) -> Option<Request> {
        self.deletion()
    }

    /// The verb for its deletion.
    fn deletion_verb(&self) -> Verb {
        Verb::DELETE
    }

    /// The verb in a question about many of the kind, where it differs from that for one.
    fn deletion_of_many(&self) -> Option<&'static str> {
        None
    }

    /// What is deleted with many of the kind, line by line.
    fn losses_of_many(&self, _: &Store, _all: &[Target]) -> Vec<String> {
        vec![fact("after", "they are deleted permanently")]
    }

    /// The question before it is deleted, if that is not the usual one.
    fn question(&self, _: &Store) -> Option<Question> {
        None
    }

    /// The part of its name to type before it is deleted.
    fn typed<'n>(&self, name: &'n str) -> &'n str {
        name
    }

    /// What would happen if it was removed, as a sentence without a period, for something that gives access.
    fn if_removed(&self, _: &Store) -> Option<String> {
        None
    }

    /// The request that restores it as it is now after a deletion.
    fn restoration(&self, _: &Store) -> Option<Request> {
        None
    }
}

/// How the keys are written that the summary of a thing names.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'a> {
    pub edit: &'a str,
    pub delete: &'a str,
}

/// A field of a thing, whatever its type.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldValue {
    pub key: &'static str,
    pub label: &'static str,
    pub weight: Weight,
    pub value: super::field::Value,
}

/// The data of a thing, whatever its type.
pub trait Known {
    /// The fields that could not be read.
    fn unreadable(&self) -> &Unreadable;

    /// The data in the API's form.
    fn json(&self) -> Option<String>;

    /// The same as a JSON value.
    fn document(&self) -> Option<Value>;

    /// Its fields, in the order of the details.
    fn fields(&self) -> Vec<FieldValue>;

    /// The value of one field.
    fn value(&self, key: &str) -> super::field::Value;

    /// The value of the field with this label or key, as users write it.
    fn named(&self, name: &FieldName) -> Option<super::field::Value>;
}

impl<T: Thing + Serialize + Described> Known for T {
    fn unreadable(&self) -> &Unreadable {
        Thing::unreadable(self)
    }

    fn json(&self) -> Option<String> {
        json(Some(self))
    }

    fn document(&self) -> Option<Value> {
        serde_json::to_value(self).ok()
    }

    fn fields(&self) -> Vec<FieldValue> {
        let shown = |field: &Field<T>| FieldValue {
            key: field.key,
            label: field.label,
            weight: field.weight,
            value: (field.get)(self),
        };
        T::FIELDS.iter().map(shown).collect()
    }

    fn value(&self, key: &str) -> super::field::Value {
        let field = T::FIELDS.iter().find(|field| field.key == key);
        super::field::Value::of(field, |field| (field.get)(self))
    }

    fn named(&self, name: &FieldName) -> Option<super::field::Value> {
        let labelled = T::FIELDS.iter().find(|field| name.is(field.label));
        let field = labelled.or_else(|| T::FIELDS.iter().find(|field| name.is(field.key)))?;
        Some((field.get)(self))
    }
}

/// What a thing contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents<'a> {
    /// Nothing of its own.
    Nothing,
    /// A list of projects: an organization's, or the shared ones.
    Projects(Option<&'a OrgId>),
    /// The rest of such a list.
    Rest(&'a Target),
    /// Branches, computes and operations.
    Project(&'a ProjectId),
    /// Databases and roles.
    Branch(&'a ProjectId, &'a BranchId),
}

/// The data in the API's form.
pub(super) fn json<T: Serialize>(known: Option<&T>) -> Option<String> {
    serde_json::to_string_pretty(known?).ok()
}

pub(super) fn oldest<const N: usize>(parts: [Option<Timestamp>; N]) -> Option<Timestamp> {
    parts.into_iter().flatten().min()
}
