//! The expiry of a branch: what is sent for it.

use super::change::Change;
use crate::{
    api::Request,
    kinds::{time_input, verb::Verb},
    store::target::Target,
};
use jiff::Timestamp;
use serde_json::json;

/// What can be chosen for all that is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// At a moment.
    At(Timestamp),
    /// Not at all.
    Never,
    /// When the user says.
    Typed,
}

pub const EXPIRE: Verb = Verb::new("giving an expiry to", "given an expiry", "expire");

/// The change that gives a branch that was just created its expiry, where creating it could not: Neon restores a snapshot
/// without one.
pub fn of_created(done: &Change) -> Option<Change> {
    let new = done.creates.as_ref()?;
    let (Some(at), Target::Branch(project, id)) = (new.expires, &done.target) else {
        return None;
    };
    let body = json!({ "branch": { "expires_at": time_input::write(at) } });
    let request = Request::update_branch(project, id, body);
    Some(Change::new(done.target.clone(), &new.name, request).verb(EXPIRE))
}
