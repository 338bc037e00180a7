//! What Neon has said it would refuse on a branch, and which changes that means.
//!
//! Its list on the branch names what is restricted, with the reason. The actions that are about the
//! branch of the row are grayed by it; here it is asked of any change, whichever way it came about:
//! a branch may be replaced by another one, by a snapshot, or by an undo.

use super::{branch::restriction, change::Change};
use crate::{
    api::types::{Branch, RestrictedActionName},
    neon::Neon,
};

/// Why Neon would refuse a change that replaces a branch or its data, in its words.
pub fn of_replaced(neon: &Neon, change: &Change) -> Option<String> {
    let replaced = (change.spec().replaces)(neon, change)?;
    let branch = neon.store.branch_of(&replaced)?;
    cannot("restore over", branch, &RestrictedActionName::Restore)
}

/// "cannot restore over main: …", if the list of the branch has this name.
pub fn cannot(what: &str, branch: &Branch, name: &RestrictedActionName) -> Option<String> {
    let why = restriction(branch, name)?;
    Some(format!("cannot {what} {}: {why}", branch.name))
}
