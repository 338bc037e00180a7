//! Changes to a branch that need no form: what they send, and what keeps a branch from them.

use super::write::{Change, Expectation, Verb};
use crate::{
    api::{
        Request,
        types::{Branch, RestrictedActionName},
    },
    changes::Changes,
    store::target::Target,
};

const DEFAULT: Verb = Verb {
    doing: "making the default:",
    done: "made the default branch",
    plain: "make the default branch:",
};
/// What is being done to a thing already, as a reason why nothing else can be.
pub fn doing(changes: &Changes, target: &Target) -> Option<String> {
    let pending = changes.writes.get(target).map(|pending| &pending.change);
    let change = pending.or_else(|| changes.follow.of(target).map(|watch| &watch.change))?;
    Some(format!("{} is {} already", change.name, change.verb.doing))
}

/// What Neon says of why something cannot be done with a branch.
pub fn restriction(branch: &Branch, what: &RestrictedActionName) -> Option<String> {
    let mut restricted = branch.restricted_actions.iter();
    restricted
        .find(|one| one.name == *what)
        .map(|one| format!("{} (Neon)", one.reason))
}

/// The identity of a branch.
pub fn target(branch: &Branch) -> Target {
    Target::Branch(branch.project_id.clone(), branch.id.clone())
}

pub fn change(branch: &Branch, verb: Verb, wanted: Expectation, request: Request) -> Change {
    Change {
        target: target(branch),
        name: branch.name.to_string(),
        verb,
        request,
        wanted,
        form: None,
    }
}

/// The change that makes a branch the default one.
pub fn to_default(branch: &Branch) -> Change {
    let request = Request::set_default_branch(&branch.project_id, &branch.id);
    change(branch, DEFAULT, Expectation::Default, request)
}

/// Why a branch is busy with something else, as a reason to leave it alone.
pub fn busy(changes: &Changes, target: &Target) -> Result<(), String> {
    match doing(changes, target) {
        Some(doing) => Err(doing),
        None => Ok(()),
    }
}
