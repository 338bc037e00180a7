//! Changes to a branch that Neon says it would refuse.
//!
//! Each branch lists its restricted actions, with a reason. The actions of the branch's row are unavailable accordingly;
//! here any change is checked, however it came about: another branch, a snapshot or an undo may replace a branch, too.

use super::{branch::restriction, change::Change};
use crate::{
    api::types::{Branch, RestrictedActionName},
    neon::Neon,
};

/// Neon's reason for refusing a change that replaces a branch or its data.
pub fn of_replaced(neon: &Neon, change: &Change) -> Option<String> {
    let replaced = (change.spec().replaces)(neon, change)?;
    let branch = neon.store.branch_of(&replaced)?;
    cannot("restore over", branch, &RestrictedActionName::Restore)
}

/// "cannot restore over main: …", if the branch restricts the action.
pub fn cannot(what: &str, branch: &Branch, name: &RestrictedActionName) -> Option<String> {
    let why = restriction(branch, name)?;
    Some(format!("cannot {what} {}: {why}", branch.name))
}
