//! Renaming, protecting, expiring, and choosing the default branch. None of them needs an operation.

use serde::Deserialize;

use crate::emulator::{
    branches::with_operations,
    error::Refusal,
    request::{Answer, Call, Reply, present},
    state::World,
    validation,
};

#[derive(Debug, Deserialize)]
struct UpdateRequest {
    branch: UpdateFields,
}

#[derive(Debug, Deserialize)]
struct UpdateFields {
    name: Option<String>,
    protected: Option<bool>,
    /// `null` clears it, absence keeps it.
    #[serde(default, deserialize_with = "present")]
    expires_at: Option<Option<String>>,
}

/// `PATCH /projects/{project_id}/branches/{branch_id}`
pub fn update(world: &mut World, call: &Call) -> Answer {
    let UpdateFields {
        name,
        protected,
        expires_at,
    } = call.body::<UpdateRequest>()?.branch;
    let mut scope = world.project_scope(call)?;
    let branch = scope.branch()?;
    branch.must_stay()?;
    if let Some(name) = &name {
        validation::text("branch name", name, 256)?;
        scope.project.must_not_have_branch_named(name, &branch.id)?;
    }
    let expires_at = match expires_at {
        Some(Some(text)) => Some(Some(validation::parse_expiry(&text)?)),
        Some(None) => Some(None),
        None => None,
    };
    let protects = protected == Some(true) && !branch.protected;
    let expiring = expires_at.unwrap_or(branch.expires_at);
    if protects {
        scope.project.must_have_room_for_protection(scope.plan)?;
    }
    if let Some(Some(at)) = expires_at {
        let protected = protected.unwrap_or(branch.protected);
        scope
            .project
            .may_expire(branch, protected, at, call.time())?;
    } else if protects && expiring.is_some() {
        return Err(Refusal::unprocessable(
            "branch with expires_at cannot be protected",
        ));
    }
    let branch = scope.branch_mut()?;
    branch.name = name.unwrap_or_else(|| branch.name.clone());
    branch.set_protected(protected.unwrap_or(branch.protected));
    if let Some(expires_at) = expires_at {
        branch.set_expiry(expires_at, call.time());
    }
    branch.updated_at = call.time();
    Reply::ok(with_operations(branch, &[]))
}

/// `POST …/branches/{branch_id}/set_as_default`
pub fn set_as_default(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    if scope.usable_branch()?.expires_at.is_some() {
        return Err(Refusal::unprocessable(
            "branch with expires_at cannot be the default branch",
        ));
    }
    scope.must_be_free()?;
    let id = scope.branch()?.id.clone();
    for branch in scope
        .project
        .branches
        .values_mut()
        .filter(|branch| branch.default != (branch.id == id))
    {
        branch.set_default(branch.id == id);
        branch.updated_at = call.time();
    }
    Reply::ok(with_operations(&scope.branch()?.uncredited(), &[]))
}
