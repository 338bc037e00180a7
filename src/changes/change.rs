//! A change that the user wants, and one that was sent.

use crate::{
    api::{
        Answer, Progress, Request,
        types::{ProjectId, Time},
    },
    kinds::{creation::Lost, lookup::New, verb::Verb},
    neon::{DialogId, account::KeyStorage},
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::Value;

/// A change that the user wants. What follows from its operation is in its [`ChangeSpec`](super::spec::ChangeSpec).
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it changes; what is created belongs to its place until Neon tells its id.
    pub target: Target,
    /// Its name, for messages.
    pub name: String,
    /// How it is spoken of.
    pub verb: Verb,
    pub request: Request,
    /// What it creates, if it creates something.
    pub creates: Option<NewThing>,
    /// When the same was last done to the thing: tells this time from that one.
    pub last_done: Option<Time>,
    /// The form that asked for it: closed when it worked, told when it did not.
    pub form: Option<DialogId>,
}

impl Change {
    /// The same change, spoken of in other words.
    #[must_use]
    pub fn verb(self, verb: Verb) -> Self {
        Self { verb, ..self }
    }

    /// The same change of a thing to which it was last done at that time.
    #[must_use]
    pub fn last_done(self, last_done: Option<Time>) -> Self {
        Self { last_done, ..self }
    }

    /// Whether it was done since, by the time at which Neon says that it was last done.
    pub fn is_done_since(&self, now: Option<Time>) -> bool {
        now.is_some() && now != self.last_done
    }

    /// A text in the body that is sent.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.request.body.as_ref()?.pointer(path)?.as_str()
    }

    /// Its fields, where the body is one object of fields in the name of its kind.
    pub fn body(&self) -> Option<&serde_json::Map<String, Value>> {
        self.request.body.as_ref()?.as_object()
    }

    pub fn project(&self) -> Option<&ProjectId> {
        self.target.project()
    }
}

/// A change that is on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub change: Change,
    /// When it was sent.
    pub since: Timestamp,
    /// Why it waits, if it does.
    pub waiting: Option<Progress>,
    /// Its answer was lost: the thing is being read again.
    pub checking: bool,
}

/// Something that a change creates.
#[derive(Debug, Clone, PartialEq)]
pub struct NewThing {
    pub new: New,
    /// Its name; empty where it has none.
    pub name: String,
    /// What looked like it before it was created, by id.
    pub before: Vec<String>,
    /// Where a secret that comes with it is kept.
    pub keep: KeyStorage,
    /// When it is to delete itself, where that is a change of its own, sent when it is there.
    pub expires: Option<Timestamp>,
}

impl NewThing {
    /// What is about to be created; remembers what looks like it already.
    pub fn new(store: &Store, new: New, name: &str) -> Self {
        Self {
            before: new.alike(store, name),
            new,
            name: name.to_owned(),
            keep: KeyStorage::No,
            expires: None,
        }
    }

    /// The request that tells whether it was created.
    pub fn look(&self) -> Request {
        self.new.look(&self.name)
    }

    /// It, in the answer to that request; `request` is the one that was to create it.
    pub fn found(&self, request: &Request, answer: &Answer) -> Option<Target> {
        let lost = Lost {
            name: &self.name,
            before: &self.before,
            request,
        };
        self.new.find(&lost, answer)
    }
}
