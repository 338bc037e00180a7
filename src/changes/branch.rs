//! Changes to a branch, and what blocks them.

use super::{change::Change, spec::ChangeSpec, undo::UndoMethod};
use crate::{
    api::{
        Request,
        types::{Branch, BranchAnswer, BranchChange, BranchState, RestrictedActionName},
    },
    kinds::verb::Verb,
    neon::Neon,
    store::target::Target,
};
use serde_json::json;

pub const EDIT: ChangeSpec = ChangeSpec {
    // Names, protection and expiry change immediately.
    locks: false,
    keep: |_, neon, _, answer| {
        if let Some(BranchChange { branch, .. }) = answer.body() {
            keep(neon, branch);
        }
    },
    ..ChangeSpec::EDIT_NAMED
};

pub const DELETE: ChangeSpec = ChangeSpec {
    is_done: |_, answer| {
        answer.body().is_some_and(|now: BranchAnswer| {
            now.branch.pending_state == Some(BranchState::StorageDeleted)
        })
    },
    keep: EDIT.keep,
    ..ChangeSpec::DELETE
};

pub const SET_DEFAULT: ChangeSpec = ChangeSpec {
    verb: Verb::new(
        "making the default:",
        "made the default branch",
        "make the default branch:",
    ),
    is_done: |_, answer| {
        answer
            .body()
            .is_some_and(|now: BranchAnswer| now.branch.default)
    },
    keep: EDIT.keep,
    inverse: |neon, change| {
        let was = neon.store.default_branch(change.target.project()?)?;
        let is_another = was.default && target(was) != change.target;
        is_another.then(|| UndoMethod::send(to_default(was)))?
    },
    ..ChangeSpec::PLAIN
};

/// Stores the branch from an answer.
pub fn keep(neon: &mut Neon, branch: Branch) {
    let inside = neon.store.inside_mut(&branch.project_id.clone());
    inside.set_branch(branch);
    neon.store_changed();
}

/// Neon's reason for restricting an action on a branch.
pub fn restriction(branch: &Branch, what: &RestrictedActionName) -> Option<String> {
    let mut restricted = branch.restricted_actions.iter();
    restricted
        .find(|one| one.name == *what)
        .map(|one| format!("{} (Neon)", one.reason))
}

/// The target of a branch.
pub fn target(branch: &Branch) -> Target {
    Target::Branch(branch.project_id.clone(), branch.id.clone())
}

/// The change that a request makes to a branch.
pub fn change(branch: &Branch, request: Request) -> Change {
    Change::new(target(branch), &branch.name, request)
}

pub const PROTECT: Verb = Verb::new("protecting", "protected", "protect");

pub const UNPROTECT: Verb = Verb::new("unprotecting", "unprotected", "unprotect");

/// The change that protects a branch, or removes its protection.
pub fn set_protected(branch: &Branch, protected: bool) -> Change {
    let body = json!({ "branch": { "protected": protected } });
    let request = Request::update_branch(&branch.project_id, &branch.id, body);
    let verb = if protected { PROTECT } else { UNPROTECT };
    change(branch, request).verb(verb)
}

/// The change that makes a branch the default.
pub fn to_default(branch: &Branch) -> Change {
    change(
        branch,
        Request::set_default_branch(&branch.project_id, &branch.id),
    )
}
