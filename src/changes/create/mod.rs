//! Things that did not exist before: what was sent for them. What each kind says of its creation is
//! in [`crate::kinds::creation`].
//!
//! Until Neon's answer has come a creation belongs to the place it is made in; from then on to the
//! thing itself.
//!
//! The cursor never goes to what was made: a key that is pressed just then would hit it instead of
//! what was selected. It is remembered as the newest thing, and a key of its own goes there.

mod accept;

pub use crate::kinds::lookup::New;

pub use accept::{accepted, checked};

use crate::{
    api::{Answer, Request},
    kinds::creation::Lost,
    neon::account::KeyStorage,
    store::{Store, target::Target},
};
use jiff::Timestamp;

/// A thing whose making was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    pub new: New,
    /// Its name; empty where it has none.
    pub name: String,
    /// What looked like it before it was made, by id.
    pub before: Vec<String>,
    /// Where a secret that comes with it is kept.
    pub keep: KeyStorage,
    /// When it is to delete itself, where that is a change of its own, sent when it is there.
    pub expires: Option<Timestamp>,
}

impl Made {
    /// What is about to be made; remembers what looks like it already.
    pub fn new(store: &Store, new: New, name: &str) -> Self {
        Self {
            before: new.alike(store, name),
            new,
            name: name.to_owned(),
            keep: KeyStorage::No,
            expires: None,
        }
    }

    /// The request that tells whether it was made.
    pub fn look(&self) -> Request {
        self.new.look(&self.name)
    }

    /// It, in the answer to that request; `request` is the one that was to make it.
    pub fn found(&self, request: &Request, answer: &Answer) -> Option<Target> {
        let lost = Lost {
            name: &self.name,
            before: &self.before,
            request,
        };
        self.new.find(&lost, answer)
    }
}
