//! What Neon has said it would refuse on a branch, and which changes that means.
//!
//! Its list on the branch names what is restricted, with the reason. The actions that are about the
//! branch of the row are grayed by it; here it is asked of any change, whichever way it came about:
//! a branch may be replaced by another one, by a snapshot, or by an undo.

use super::{
    branch::restriction,
    snapshot,
    write::{Change, Expectation},
};
use crate::{
    api::{
        Operation,
        types::{Branch, EndpointType, RestrictedActionName},
    },
    neon::Neon,
    store::target::Target,
};

/// Why Neon would refuse a change, in its words.
pub fn why(neon: &Neon, change: &Change) -> Option<String> {
    let (branch, name, what) = subject(neon, change)?;
    let why = restriction(branch, &name)?;
    Some(format!("cannot {what} {}: {why}", branch.name))
}

/// The branch whose list counts for a change, the name in it, and the word for a sentence.
fn subject<'a>(
    neon: &'a Neon,
    change: &Change,
) -> Option<(&'a Branch, RestrictedActionName, &'static str)> {
    let store = &neon.store;
    let over = |target: &Target| {
        let branch = store.branch_of(target)?;
        Some((branch, RestrictedActionName::Restore, "restore over"))
    };
    match (&change.wanted, &change.target) {
        (Expectation::Replaced { .. }, target @ Target::Branch(..)) => over(target),
        (Expectation::Finalized, _) => over(&snapshot::replaced_by(neon, change)?),
        (Expectation::Created(made), _) => over(&made.new.replaces()?),
        (Expectation::Gone, target @ Target::Endpoint(project, id)) => {
            let writes = store.endpoint(project, id)?.r#type == EndpointType::ReadWrite;
            let deletes = change.request.operation == Operation::DeleteEndpoint;
            let branch = store.branch_of(target).filter(|_| writes && deletes)?;
            let name = RestrictedActionName::DeleteRwEndpoint;
            Some((branch, name, "delete the compute of"))
        }
        _ => None,
    }
}
