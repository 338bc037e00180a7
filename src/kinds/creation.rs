//! Things that do not exist yet: what each kind says of creating one.
//!
//! A thing that is created has no id until Neon's answer has come. Until then it is known by the place it is created in.
//! When the answer is lost the list of that place is read again: what has the name, and was not there before, was created.

use super::{edit::EditTable, kind::Contents, verb::Verb};
use crate::{
    api::{Answer, ApiKey, Password, Request, types::Operation},
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::Value;

/// Something that is created, with the place where.
pub trait Creation {
    /// The place it is created in.
    fn place(&self) -> Target;

    /// The word that users read for it.
    fn word(&self) -> &'static str;

    /// The fields of its form.
    fn table(&self) -> &'static EditTable;

    /// The request that creates it.
    fn request(&self, body: Value) -> Request;

    /// Keeps what the answer says; none where it is an answer to something else.
    fn accept(&self, store: &mut Store, answer: Answer, now: Timestamp) -> Option<Accepted>;

    /// The request that tells whether it was created.
    fn look(&self, name: &str) -> Request;

    /// It, in the answer to that request.
    fn find(&self, lost: &Lost<'_>, answer: &Answer) -> Option<Target>;

    /// What looks like it before it is created, by id. Nothing where its form takes no name that is there already.
    fn alike(&self, _: &Store, _name: &str) -> Vec<String> {
        Vec::new()
    }

    /// How its creation is spoken of.
    fn verb(&self) -> Verb {
        Verb::CREATE
    }

    /// What messages call it, by the name that was given and that of the place.
    fn name(&self, given: &str, _place: &str) -> String {
        match given.trim() {
            "" => format!("the new {}", self.word()),
            _ => given.to_owned(),
        }
    }

    /// The title of its form.
    fn title(&self) -> String {
        format!("New {}", self.word())
    }

    /// What is asked before it is created.
    fn question(&self, name: &str, _place: &str) -> String {
        format!("Create {} {name}?", self.word())
    }

    /// Whether creating it changes nothing that others depend on.
    fn is_harmless(&self) -> bool {
        false
    }

    /// What the rules must allow before it is created.
    fn touches(&self, _: &Store, _: &Request) -> Vec<Target> {
        vec![self.place()]
    }

    /// The branch whose place it takes at once.
    fn replaces(&self) -> Option<Target> {
        None
    }

    /// The list that it is in, where that is not one of its project.
    fn listed(&self) -> Contents<'_> {
        Contents::Nothing
    }

    /// What was in a lost answer only, and how to get another one.
    fn lost_secret(&self) -> Option<&'static str> {
        None
    }
}

/// What the answer said of a thing that was created.
#[derive(Debug)]
pub struct Accepted {
    /// It; its place where the answer does not tell its id.
    pub target: Target,
    /// What runs for it.
    pub operations: Vec<Operation>,
    /// A secret that Neon tells only now, and the name of what it belongs to.
    pub secret: Option<(String, Secret)>,
}

impl Accepted {
    /// Something without a secret.
    pub const fn new(target: Target, operations: Vec<Operation>) -> Self {
        Self {
            target,
            operations,
            secret: None,
        }
    }
}

/// What Neon tells only once.
#[derive(Debug)]
pub enum Secret {
    Password(Password),
    ApiKey(ApiKey),
}

/// A creation whose answer was lost.
#[derive(Debug, Clone, Copy)]
pub struct Lost<'a> {
    /// The name that it was to have.
    pub name: &'a str,
    /// What looked like it before, by id.
    pub before: &'a [String],
    /// What was sent.
    pub request: &'a Request,
}

impl Lost<'_> {
    /// Whether a thing was not there before.
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
