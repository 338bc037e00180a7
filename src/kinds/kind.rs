//! What generic code asks of a thing, whatever its kind.

use super::field::{Described, Field, Weight};
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

/// A thing, by its ids. What a kind does not say does not apply to it.
pub trait Kind {
    /// The word that users read.
    fn word(&self) -> &'static str;

    /// What is known of it as Neon tells it; none if that is nothing, or it is gone.
    fn known<'s>(&self, _: &'s Store) -> Option<&'s dyn Known> {
        None
    }

    /// Whether it is known and not gone.
    fn is_known(&self, store: &Store) -> bool {
        self.known(store).is_some()
    }

    /// The name that users know it by; none if that is its id.
    fn name(&self, _: &Store) -> Option<String> {
        None
    }

    /// What of the newest answer about it could not be read.
    fn unreadable<'s>(&self, store: &'s Store) -> Option<&'s Unreadable> {
        Some(self.known(store)?.unreadable())
    }

    /// What a form of it edits.
    fn editable<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        self.known(store)
    }

    /// What is known of it, as the API would write it. May hold secrets.
    fn json(&self, store: &Store) -> Option<String> {
        self.known(store)?.json()
    }

    /// When what is known of it was received.
    fn received_at(&self, _: &Store) -> Option<Timestamp> {
        None
    }

    /// The branch that it is on; the default one of a project.
    fn branch<'s>(&self, _: &'s Store) -> Option<&'s Branch> {
        None
    }

    /// The compute that an action on it means.
    fn compute<'s>(&self, _: &'s Store) -> Option<&'s Endpoint> {
        None
    }

    /// What is asked for when it is opened, rested on or refreshed.
    fn contents(&self) -> Contents<'_> {
        Contents::Nothing
    }

    /// Forgets it once it was deleted, and what was on it.
    fn forget(&self, _: &mut Store) {}

    /// The request whose answer tells how it is now: about it alone, or the list that holds it.
    fn read(&self) -> Option<Request> {
        None
    }

    /// The same if the answer is about it alone.
    fn read_alone(&self) -> Option<Request> {
        self.read()
    }

    /// Where only a list tells of it: the fields by which its entry there is found.
    fn entry(&self) -> Option<Value> {
        None
    }

    /// Keeps what the answer to that request says of it.
    fn keep(&self, _: &mut Store, _: &Answer, _now: Timestamp) {}

    /// What its form edits, as JSON.
    fn document(&self, store: &Store) -> Option<Value> {
        self.editable(store)?.document()
    }

    /// The request that changes these fields of it.
    fn update(&self, _: Value) -> Option<Request> {
        None
    }

    /// The request that deletes it.
    fn deletion(&self) -> Option<Request> {
        None
    }

    /// The request that brings it back as it is now, once it was deleted.
    fn restoration(&self, _: &Store) -> Option<Request> {
        None
    }
}

/// A field of a thing, whatever its type.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub key: &'static str,
    pub label: &'static str,
    pub weight: Weight,
    pub value: super::Value,
}

/// What is known of a thing, whatever its type.
pub trait Known {
    /// What of it could not be read.
    fn unreadable(&self) -> &Unreadable;

    /// It, as the API would write it.
    fn json(&self) -> Option<String>;

    /// The same to look into.
    fn document(&self) -> Option<Value>;

    /// Its fields, in the order of the details.
    fn fields(&self) -> Vec<Shown>;

    /// The value of one of them.
    fn value(&self, key: &str) -> super::Value;
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

    fn fields(&self) -> Vec<Shown> {
        let shown = |field: &Field<T>| Shown {
            key: field.key,
            label: field.label,
            weight: field.weight,
            value: (field.get)(self),
        };
        T::FIELDS.iter().map(shown).collect()
    }

    fn value(&self, key: &str) -> super::Value {
        let field = T::FIELDS.iter().find(|field| field.key == key);
        super::Value::of(field, |field| (field.get)(self))
    }
}

/// What is inside a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents<'a> {
    /// Nothing of its own.
    Nothing,
    /// A list of projects: an organization's, or those that are shared.
    Projects(Option<&'a OrgId>),
    /// The rest of such a list.
    Rest(&'a Target),
    /// Branches, computes and operations.
    Project(&'a ProjectId),
    /// Databases and roles.
    Branch(&'a ProjectId, &'a BranchId),
}

/// What is known, as the API would write it.
pub(super) fn json<T: Serialize>(known: Option<&T>) -> Option<String> {
    serde_json::to_string_pretty(known?).ok()
}

pub(super) fn oldest<const N: usize>(parts: [Option<Timestamp>; N]) -> Option<Timestamp> {
    parts.into_iter().flatten().min()
}
