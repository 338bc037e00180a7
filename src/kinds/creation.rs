//! Creating things: what each kind defines about it.
//!
//! A new thing has no ID until Neon has responded. Until then, the place it is created in identifies it. If the
//! response is lost, the list of that place is read again: a thing with the right name that was not there before
//! is the one created.

use super::{
    edit::{About, EditTable, NAME},
    kind::Contents,
    list::Load,
    verb::Verb,
};
use crate::{
    api::{Answer, ApiKey, ConnectionUri, Password, Request, types::Operation},
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A thing to be created, with its place.
pub trait Creation {
    /// The place it is created in.
    fn place(&self) -> Target;

    /// The word for it that users read.
    fn noun(&self) -> &'static str;

    /// The fields of its form.
    fn table(&self) -> &'static EditTable;

    /// The request that creates it.
    fn request(&self, body: Value) -> Request;

    /// Stores what the response says. Returns `None` if the response belongs to another request. By default, the
    /// response says nothing but that the request was accepted.
    fn accept(&self, _: &mut Store, _: Answer, _now: Timestamp) -> Option<Accepted> {
        Some(Accepted::new(self.place(), Vec::new()))
    }

    /// Stores what the request said of it, which the response does not repeat.
    fn keep_sent(&self, _: &mut Store, _made: &Target, _body: &Value) {}

    /// The request that tells whether it was created; `None` if Neon does not tell.
    fn lookup(&self, _name: &str) -> Option<Request> {
        None
    }

    /// Finds it in the response to that request.
    fn find(&self, _: &Lost<'_>, _: Answer) -> Option<Target> {
        None
    }

    /// The IDs of things with this name before it is created. Empty if its form accepts no name that is already
    /// taken.
    fn alike(&self, _: &Store, _name: &str) -> Vec<String> {
        Vec::new()
    }

    /// The verb for its creation.
    fn verb(&self) -> Verb {
        Verb::CREATE
    }

    /// Its name in messages, from the name entered and that of the place.
    fn name(&self, given: &str, _place: &str) -> String {
        match given.trim() {
            "" => format!("the new {}", self.noun()),
            _ => given.to_owned(),
        }
    }

    /// The field of its form that names it.
    fn name_field(&self) -> &'static str {
        NAME
    }

    /// Adds what its form needs to know beyond the thing.
    fn describe(&self, _: &Store, _: &mut About) {}

    /// If this is production, so is the creation.
    fn concerns(&self) -> Option<Target> {
        None
    }

    /// The list that its form waits for.
    fn needs(&self, _: &Store) -> Option<Load> {
        None
    }

    /// The default values, or why it cannot be created.
    fn first_values(&self, _: &Store, _: &About) -> Result<Value, String> {
        Ok(json!({}))
    }

    /// The message after it was created, if that is not the usual one.
    fn message(&self, _: &Store, _name: &str) -> Option<String> {
        None
    }

    /// The title of its form.
    fn title(&self) -> String {
        format!("New {}", self.noun())
    }

    /// The question before it is created.
    fn question(&self, name: &str, _place: &str) -> String {
        format!("Create {} {name}?", self.noun())
    }

    /// Whether creating it changes nothing that others depend on.
    fn is_harmless(&self) -> bool {
        false
    }

    /// The targets whose protection rules must allow the creation.
    fn touches(&self, _: &Store, _: &Request) -> Vec<Target> {
        vec![self.place()]
    }

    /// Whether its form takes this text although it is a secret.
    fn takes_secret(&self, _: &str) -> bool {
        false
    }

    /// The branch that it replaces at once.
    fn replaces(&self) -> Option<Target> {
        None
    }

    /// The list that contains it, if not one of its project.
    fn listed(&self) -> Contents<'_> {
        Contents::Nothing
    }

    /// A secret that only a lost response contained, and how to get another one.
    fn lost_secret(&self) -> Option<&'static str> {
        None
    }
}

/// What the response says about a newly created thing.
#[derive(Debug)]
pub struct Accepted {
    /// The thing, or its place if the response does not contain its ID.
    pub target: Target,
    /// The operations started for it.
    pub operations: Vec<Operation>,
    /// A secret that Neon returns only once, and the name of what it belongs to.
    pub secret: Option<(String, Secret)>,
    /// Why it has failed although Neon has accepted the request.
    pub failed: Option<String>,
}

impl Accepted {
    /// A response without a secret.
    pub const fn new(target: Target, operations: Vec<Operation>) -> Self {
        Self {
            target,
            operations,
            secret: None,
            failed: None,
        }
    }
}

/// A secret that Neon returns only once.
#[derive(Debug)]
pub enum Secret {
    Password(Password),
    ApiKey(ApiKey),
    /// The link that hands over a project.
    ClaimLink(ConnectionUri),
    /// The keys of a service, with what it is called.
    Service(ConnectionUri),
}

/// A creation whose response was lost.
#[derive(Debug, Clone, Copy)]
pub struct Lost<'a> {
    /// The requested name.
    pub name: &'a str,
    /// The IDs of similar things that existed before.
    pub before: &'a [String],
    /// The request that was sent.
    pub request: &'a Request,
}

impl Lost<'_> {
    /// Whether a thing did not exist before.
    pub fn is_new(&self, id: &str) -> bool {
        !self.before.iter().any(|before| before == id)
    }
}

/// A text in the body of a request.
pub(super) fn text<'a>(body: &'a Value, path: &str) -> &'a str {
    body.pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
