//! Things that Neon tells only in a list: of a project, of a branch, or of something on a branch.
//!
//! Such a kind is its data, which is [`Listed`] and an [`Item`], and an [`ItemKind`]: a row of functions that starts
//! from [`ItemKind::new`] and sets only what is special. All of them share one [`ItemRef`], and one [`NewItem`] if they
//! can be created, so that a kind more is little code.

mod creation;

use super::{
    deletion::{Question, fact, place},
    edit::{About, EditTable},
    kind::{Kind, Known},
    list::{Listed, branch_parts},
    verb::Verb,
};
use crate::{
    api::{
        Answer, Operation, Request,
        types::{Branch, Endpoint},
    },
    store::{Store, target::Target},
};
pub use creation::{ItemCreation, NewItem};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt;

/// The data of such a thing.
pub trait Item: Listed + Serialize {
    /// What tells it from the others of its list.
    fn id(&self) -> &str;

    /// The one with this ID among those of a list.
    fn find<'a>(all: &'a [Self], id: &str) -> Option<&'a Self> {
        all.iter().find(|one| one.id() == id)
    }
}

/// A kind of such things.
pub struct ItemKind {
    /// The word for it that users read.
    pub noun: &'static str,
    /// The field of an entry that has its ID.
    pub key: &'static str,
    /// Why it cannot be edited.
    pub why_fixed: Option<&'static str>,
    /// The form that edits it.
    pub form: Option<&'static EditTable>,
    /// The verb for its deletion.
    pub deletion_verb: Verb,
    /// Whether changes of it connect to the compute of its branch.
    pub is_in_database: bool,
    /// What it is listed for.
    pub of: fn(&ItemRef<'_>) -> Target,
    /// Its name, if it has one besides its ID.
    pub name: fn(&ItemRef<'_>, &Store) -> Option<String>,
    /// The page on the web that is about it, if that is not one of the Console. Only `https`.
    pub web_page: for<'s> fn(&ItemRef<'_>, &'s Store) -> Option<&'s str>,
    /// The address that programs or DNS records need of it, with what it is called.
    pub address: fn(&ItemRef<'_>, &Store) -> Option<(&'static str, String)>,
    /// The fields that tell its entry from the others; none if Neon does not list it.
    pub entry: fn(&ItemRef<'_>) -> Option<Value>,
    /// Adds what its form needs to know beyond it.
    pub describe: fn(&ItemRef<'_>, &Store, &mut About),
    /// The request that changes these fields.
    pub update: fn(&ItemRef<'_>, Value) -> Option<Request>,
    /// Stores what an accepted change has set, if no response tells it.
    pub keep_sent: fn(&ItemRef<'_>, &mut Store, &Value),
    /// The request that deletes it.
    pub deletion: fn(&ItemRef<'_>) -> Option<Request>,
    /// The same, if it depends on what is known about it.
    pub removal: fn(&ItemRef<'_>, &Store) -> Option<Request>,
    /// The request that restores it as it is now after a deletion.
    pub restoration: fn(&ItemRef<'_>, &Store) -> Option<Request>,
    /// What would happen if it was removed, as a sentence without a period, for something that gives access.
    pub if_removed: fn(&ItemRef<'_>, &Store) -> Option<String>,
    /// What is lost with it, line by line, or with several.
    pub losses: fn(&Store, &[Target]) -> Vec<String>,
    /// The question before it is deleted, if that is not the usual one.
    pub question: fn(&ItemRef<'_>, &Store) -> Option<Question>,
    /// The part of its name to type before it is deleted.
    pub typed: for<'n> fn(&'n str) -> &'n str,
    /// What follows from the type of its data.
    pub(super) data: DataOf,
}

impl fmt::Debug for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.noun)
    }
}

impl ItemKind {
    /// A kind with nothing special, whose entries have their IDs in this field.
    pub const fn new<T: Item>(noun: &'static str, key: &'static str) -> Self {
        Self {
            noun,
            key,
            why_fixed: None,
            form: None,
            deletion_verb: Verb::DELETE,
            is_in_database: false,
            of: of_branch,
            name: |_, _| None,
            web_page: |_, _| None,
            address: |_, _| None,
            entry: |it| Some(Map::from_iter([(it.kind.key.to_owned(), it.id().into())]).into()),
            describe: |_, _, _| {},
            update: |_, _| None,
            keep_sent: |_, _, _| {},
            deletion: |_| None,
            removal: |it, _| (it.kind.deletion)(it),
            restoration: |_, _| None,
            if_removed: |_, _| None,
            losses: |_, _| vec![fact("after", "it is deleted permanently")],
            question: |_, _| None,
            typed: |name| name,
            data: DataOf::new::<T>(),
        }
    }

    /// One of its things.
    pub const fn of<'a>(&'static self, target: &'a Target) -> ItemRef<'a> {
        ItemRef { target, kind: self }
    }
}

/// The branch, else the project, that it is listed for.
fn of_branch(it: &ItemRef<'_>) -> Target {
    match (it.target.project(), it.target.branch()) {
        (Some(project), Some(branch)) => Target::Branch(project.clone(), branch.clone()),
        (project, _) => Target::Project(project.cloned().unwrap_or_default()),
    }
}

/// What is done with the data of a kind, whose type only this knows.
pub(super) struct DataOf {
    names: fn() -> Vec<[&'static str; 2]>,
    find: for<'s> fn(&'s Store, &Target, &str) -> Option<&'s dyn Known>,
    forget: fn(&mut Store, &Target, &str),
    read: fn(&Target) -> Request,
    keep: fn(&mut Store, &Target, Answer),
}

impl DataOf {
    const fn new<T: Item>() -> Self {
        Self {
            names: T::names,
            find: |store, of, id| Some(T::find(store.listings.of(of), id)?),
            forget: |store, of, id| store.listings.forget(of, |one: &T| one.id() == id),
            read: |of| T::request(of).into(),
            keep: |store, of, answer| {
                if let Some(page) = answer.body() {
                    let (list, odd) = T::records(store, of, page);
                    store.listings.keep(of, list, &odd);
                }
            },
        }
    }
}

/// Identifies one of them.
#[derive(Debug, Clone, Copy)]
pub struct ItemRef<'a> {
    pub target: &'a Target,
    pub kind: &'static ItemKind,
}

impl ItemRef<'_> {
    pub fn id(&self) -> &str {
        self.target.id()
    }

    /// What it is listed for.
    pub fn of(&self) -> Target {
        (self.kind.of)(self)
    }

    /// Its data, if known.
    pub fn find<'s, T: Item>(&self, store: &'s Store) -> Option<&'s T> {
        T::find(store.listings.of(&self.of()), self.id())
    }

    /// A request about it alone.
    pub fn request(&self, operation: Operation) -> Request {
        let (project, branch) = (self.target.project(), self.target.branch());
        let place = project.map(AsRef::as_ref).into_iter();
        let place = place.chain(branch.map(AsRef::as_ref));
        let path: Vec<&str> = place.chain([self.id()]).collect();
        Request::new(operation, &path)
    }

    /// A question before it is deleted: where it is, these facts, and what is lost.
    pub fn asked(&self, store: &Store, title: String, facts: Vec<String>) -> Question {
        let mut lines = vec![place(store, self.target)];
        lines.extend(facts);
        lines.extend((self.kind.losses)(store, &[]));
        Question {
            title,
            lines,
            typed: false,
            prominent: false,
            concerns: Some(self.of()),
        }
    }
}

impl Kind for ItemRef<'_> {
    fn noun(&self) -> &'static str {
        self.kind.noun
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        (self.kind.data.names)()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        (self.kind.data.find)(store, &self.of(), self.id())
    }

    fn name(&self, store: &Store) -> Option<String> {
        (self.kind.name)(self, store)
    }

    fn web_page<'s>(&self, store: &'s Store) -> Option<&'s str> {
        (self.kind.web_page)(self, store)
    }

    fn address(&self, store: &Store) -> Option<(&'static str, String)> {
        (self.kind.address)(self, store)
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.target.project()?, self.target.branch()?)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        let place = self.target.project().zip(self.target.branch());
        let (project, branch) = place.filter(|_| self.kind.is_in_database)?;
        store.endpoints_of(project, branch).next()
    }

    fn is_in_database(&self) -> bool {
        self.kind.is_in_database
    }

    fn forget(&self, store: &mut Store) {
        (self.kind.data.forget)(store, &self.of(), self.id());
    }

    fn read(&self) -> Option<Request> {
        Some((self.kind.data.read)(&self.of()))
    }

    fn read_alone(&self) -> Option<Request> {
        None
    }

    fn entry(&self) -> Option<Value> {
        (self.kind.entry)(self)
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        (self.kind.data.keep)(store, &self.of(), answer);
    }

    fn keep_sent(&self, store: &mut Store, body: &Value) {
        (self.kind.keep_sent)(self, store, body);
    }

    fn why_fixed(&self) -> Option<&'static str> {
        self.kind.why_fixed
    }

    fn form(&self) -> Option<&'static EditTable> {
        self.kind.form
    }

    fn update(&self, fields: Value) -> Option<Request> {
        (self.kind.update)(self, fields)
    }

    fn deletion(&self) -> Option<Request> {
        (self.kind.deletion)(self)
    }

    fn removal(&self, store: &Store) -> Option<Request> {
        (self.kind.removal)(self, store)
    }

    fn deletion_verb(&self) -> Verb {
        self.kind.deletion_verb
    }

    fn restoration(&self, store: &Store) -> Option<Request> {
        (self.kind.restoration)(self, store)
    }

    fn if_removed(&self, store: &Store) -> Option<String> {
        (self.kind.if_removed)(self, store)
    }

    fn losses_of_many(&self, store: &Store, all: &[Target]) -> Vec<String> {
        (self.kind.losses)(store, all)
    }

    fn question(&self, store: &Store) -> Option<Question> {
        (self.kind.question)(self, store)
    }

    fn typed<'n>(&self, name: &'n str) -> &'n str {
        (self.kind.typed)(name)
    }
}

impl Request {
    /// A request about something on a branch.
    pub(super) fn on_branch(operation: Operation, of: &Target) -> Self {
        let (project, branch) = branch_parts(of);
        Self::new(operation, &[project.as_str(), branch.as_str()])
    }
}
