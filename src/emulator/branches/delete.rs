//! Deleting a branch, and recovering it within seven days.

use serde_json::json;

use crate::emulator::{
    branches::{Branch, BranchState, with_operations},
    error::Refusal,
    ids::Text,
    plan::Plan,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
};

/// `DELETE /projects/{project_id}/branches/{branch_id}`
///
/// Root branches created later (schema-only, backups, restored ones) can be deleted, as in the console.
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let forever = call.query.flag("hard_delete")?.unwrap_or(false);
    let mut scope = world.project_scope(call)?;
    let Ok(branch) = scope.branch() else {
        return Reply::gone();
    };
    let id = branch.id.clone();
    scope.project.may_delete(branch)?;
    scope.must_be_free()?;
    let steps = scope
        .project
        .begin_deletion(&id, false, forever, call.time());
    let operations = scope.schedule(steps);
    Reply::ok(with_operations(scope.branch()?, &operations))
}

impl Project {
    fn may_delete(&self, branch: &Branch) -> Result<(), Refusal> {
        let reason = if branch.default {
            "branch is the default branch of the project and cannot be deleted"
        } else if branch.protected {
            "branch is protected and cannot be deleted"
        } else if self.children_of(&branch.id).next().is_some() {
            "branch has child branches and cannot be deleted"
        } else if branch.original {
            "branch is the root branch of the project and cannot be deleted"
        } else {
            return Ok(());
        };
        Err(Refusal::unprocessable(reason))
    }

    /// Refuses to recover a branch if its name is taken, its parent is gone, or there is no room.
    fn may_recover(&self, branch: &Branch, plan: &Plan) -> Result<(), Refusal> {
        self.must_have_room_for_branch(branch.parent_id.is_none(), plan)?;
        self.must_not_have_branch_named(&branch.name, "")?;
        let parent = branch.parent_id.as_ref();
        if parent.is_some_and(|parent| !self.branches.contains_key(parent)) {
            return Err(Refusal::unprocessable(
                "parent branch is deleted, recover it first",
            ));
        }
        Ok(())
    }
}

/// `POST …/branches/{branch_id}/recover`: with idle computes and without a time to live.
pub fn recover(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let id: Text = call.param("branch_id").into();
    let place = scope
        .project
        .attic
        .iter()
        .position(|entry| entry.branch.id == id);
    let place = place.ok_or_else(|| Refusal::not_found("branch"))?;
    if let Some(entry) = scope.project.attic.get(place) {
        scope.project.may_recover(&entry.branch, scope.plan)?;
    }
    let deleted = scope.project.attic.remove(place);
    scope.project.former.retain(|branch| branch.id != id);
    let mut branch = deleted.branch;
    branch.recovery = None;
    branch.set_expiry(None, call.time());
    branch.enter(BranchState::Ready, call.time());
    for endpoint in &deleted.endpoints {
        scope
            .project
            .endpoints
            .insert(endpoint.id.clone(), endpoint.clone());
    }
    scope.project.branches.insert(id, branch.clone());
    Reply::ok(json!({ "branch": branch.uncredited(), "endpoints": deleted.endpoints }))
}
