//! The expiry of a branch.

use super::change::Change;
use crate::{
    api::Request,
    kinds::{time_input, verb::Verb},
    store::target::Target,
};
use jiff::Timestamp;
use serde_json::json;

/// The choices for all marked branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// At a given time.
    At(Timestamp),
    /// Never.
    Never,
    /// At a time that the user types.
    Typed,
}

pub const EXPIRE: Verb = Verb::new("giving an expiry to", "given an expiry", "expire");

/// The change that sets the expiry of a new branch if its creation could not: Neon restores snapshots without one.
pub fn of_created(done: &Change) -> Option<Change> {
    let new = done.creates.as_ref()?;
    let (Some(at), Target::Branch(project, id)) = (new.expires, &done.target) else {
        return None;
    };
    let body = json!({ "branch": { "expires_at": time_input::write(at) } });
    let request = Request::update_branch(project, id, body);
    Some(Change::new(done.target.clone(), &new.name, request).verb(EXPIRE))
}
