//! A change that the user wants, and its state once it was sent.

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

/// A change that the user wants. Whatever depends only on its operation is in its
/// [`ChangeSpec`](super::spec::ChangeSpec).
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it changes; for a creation the place, until Neon tells the ID of the new thing.
    pub target: Target,
    /// Its name, for messages.
    pub name: String,
    /// How messages describe it.
    pub verb: Verb,
    pub request: Request,
    /// What it creates, if anything.
    pub creates: Option<NewThing>,
    /// When the same was last done to the target, to tell this time from that one.
    pub last_done: Option<Time>,
    /// The form that requested it: closes on success and shows a failure.
    pub form: Option<DialogId>,
    /// Its entry in the log, once it was sent.
    pub logged: Option<String>,
    /// Whether the thing is read again before it is sent, as it may have changed while the user was asked.
    pub is_checked: bool,
}

impl Change {
    /// The same change with another verb.
    #[must_use]
    pub fn verb(self, verb: Verb) -> Self {
        Self { verb, ..self }
    }

    /// The same change, before which the thing is read again.
    #[must_use]
    pub fn checked(self) -> Self {
        Self {
            is_checked: true,
            ..self
        }
    }

    /// The same change to a target where it was last done at that time.
    #[must_use]
    pub fn last_done(self, last_done: Option<Time>) -> Self {
        Self { last_done, ..self }
    }

    /// Whether both send the same request to the same thing.
    pub fn is_same(&self, other: &Self) -> bool {
        self.target == other.target && self.request == other.request
    }

    /// Whether it has been done since, given the time when it was last done according to Neon.
    pub fn is_done_since(&self, now: Option<Time>) -> bool {
        now.is_some() && now != self.last_done
    }

    /// A text in the request body.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.request.body.as_ref()?.pointer(path)?.as_str()
    }

    /// The request body, usually one object of fields, named after the kind.
    pub fn body(&self) -> Option<&serde_json::Map<String, Value>> {
        self.request.body.as_ref()?.as_object()
    }

    pub fn project(&self) -> Option<&ProjectId> {
        self.target.project()
    }
}

/// A change that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub change: Change,
    /// When it was sent.
    pub since: Timestamp,
    /// Why it waits, if so.
    pub waiting: Option<Progress>,
    /// Whether its answer was lost and the target is being read again.
    pub checking: bool,
    /// Whether it was not sent yet, because what it replaces is being read first.
    pub reading: bool,
}

/// Something that a change creates.
#[derive(Debug, Clone, PartialEq)]
pub struct NewThing {
    pub new: New,
    /// Its name; empty if it has none.
    pub name: String,
    /// The IDs of things that looked like it before.
    pub before: Vec<String>,
    /// Where a secret that comes with it is stored.
    pub keep: KeyStorage,
    /// When it should expire, if that takes another change once it exists.
    pub expires: Option<Timestamp>,
}

impl NewThing {
    /// Something about to be created; remembers what already looks like it.
    pub fn new(store: &Store, new: New, name: &str) -> Self {
        Self {
            before: new.alike(store, name),
            new,
            name: name.to_owned(),
            keep: KeyStorage::No,
            expires: None,
        }
    }

    /// The request that tells whether it was created; `None` if Neon does not tell.
    pub fn lookup(&self) -> Option<Request> {
        self.new.lookup(&self.name)
    }

    /// It, in the answer to that request; `request` is the one that should have created it.
    pub fn found(&self, request: &Request, answer: Answer) -> Option<Target> {
        let lost = Lost {
            name: &self.name,
            before: &self.before,
            request,
        };
        self.new.find(&lost, answer)
    }
}
