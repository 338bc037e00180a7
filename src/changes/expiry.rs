//! The expiry of a branch: what is sent for it.

use super::write::{self, Change, Expectation, Verb};
use crate::{
    api::Request,
    changes::Changes,
    kinds::time_input::{self},
    neon::Neon,
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

pub const EXPIRE: Verb = Verb {
    doing: "giving an expiry to",
    done: "given an expiry",
    plain: "expire",
};
/// Gives a branch that was just made its expiry, where making it could not: Neon restores a snapshot
/// without one.
pub fn of_made(changes: &mut Changes, neon: &mut Neon, done: &Change) {
    let Expectation::Created(made) = &done.wanted else {
        return;
    };
    let (Some(at), Target::Branch(project, id)) = (made.expires, &done.target) else {
        return;
    };
    let body = json!({ "branch": { "expires_at": time_input::write(at) } });
    let change = Change {
        target: done.target.clone(),
        name: made.name.clone(),
        verb: EXPIRE,
        request: Request::update_branch(project, id, body),
        wanted: Expectation::Body,
        form: None,
    };
    write::send(changes, neon, change)
}
