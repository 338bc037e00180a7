//! Deleting a project, and recovering it within seven days.

use serde_json::json;

use crate::emulator::{
    branches::BranchState,
    endpoints::State,
    error::Refusal,
    request::{Answer, Call, Reply},
    state::World,
};

/// `DELETE /projects/{project_id}`: deletes everything in it, at once. Refused while a branch is protected.
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    scope.must_manage("delete projects")?;
    if scope
        .project
        .branches
        .values()
        .any(|branch| branch.protected)
    {
        return Err(Refusal::unprocessable(
            "project has protected branches and cannot be deleted",
        ));
    }
    scope.must_be_free()?;
    scope.project.deleted_at = Some(call.time());
    scope.project.updated_at = call.time();
    for endpoint in scope.project.endpoints.values_mut() {
        endpoint.current_state = State::Idle;
        endpoint.attached = false;
        endpoint.suspended_at = endpoint.suspended_at.or(Some(call.time()));
        endpoint.started_at = None;
    }
    Reply::ok(json!({ "project": scope.project.changed(scope.org, scope.role) }))
}

/// `POST /projects/{project_id}/recover`
pub fn recover(world: &mut World, call: &Call) -> Answer {
    let scope = world.deleted_project_scope(call)?;
    scope.must_manage("recover projects")?;
    scope.project.deleted_at = None;
    scope.project.updated_at = call.time();
    for branch in scope.project.branches.values_mut() {
        branch.pending_state = branch
            .pending_state
            .filter(|pending| *pending != BranchState::StorageDeleted);
    }
    let branches: Vec<_> = scope.project.branches.values().collect();
    Reply::ok(json!({
        "project": scope.project.full(scope.org, scope.role, scope.user, call.time()),
        "branches": branches,
    }))
}
