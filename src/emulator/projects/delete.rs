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
    let visit = world.visit(call)?;
    visit.must_manage("delete projects")?;
    if visit
        .project
        .branches
        .values()
        .any(|branch| branch.protected)
    {
        return Err(Refusal::unprocessable(
            "project has protected branches and cannot be deleted",
        ));
    }
    visit.must_be_free()?;
    visit.project.deleted_at = Some(call.time());
    visit.project.updated_at = call.time();
    for endpoint in visit.project.endpoints.values_mut() {
        endpoint.current_state = State::Idle;
        endpoint.attached = false;
        endpoint.suspended_at = endpoint.suspended_at.or(Some(call.time()));
        endpoint.started_at = None;
    }
    Reply::ok(json!({ "project": visit.project.changed(visit.org, visit.role) }))
}

/// `POST /projects/{project_id}/recover`
pub fn recover(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit_deleted(call)?;
    visit.must_manage("recover projects")?;
    visit.project.deleted_at = None;
    visit.project.updated_at = call.time();
    for branch in visit.project.branches.values_mut() {
        branch.pending_state = branch
            .pending_state
            .filter(|pending| *pending != BranchState::StorageDeleted);
    }
    let branches: Vec<_> = visit.project.branches.values().collect();
    Reply::ok(json!({
        "project": visit.project.full(visit.org, visit.role, visit.user, call.time()),
        "branches": branches,
    }))
}
