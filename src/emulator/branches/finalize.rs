//! Replacing a branch by its restore from a snapshot, if it still exists.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    branches::RestoreStatus,
    error::Refusal,
    request::{Answer, Call, Reply},
    state::World,
};

#[derive(Debug, Default, Deserialize)]
struct FinalizeRequest {
    /// The new name of the replaced branch.
    name: Option<String>,
}

/// `POST …/branches/{branch_id}/finalize_restore`
pub fn finalize_restore(world: &mut World, call: &Call) -> Answer {
    let request: FinalizeRequest = call.optional_body()?;
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    if branch.restore_status != Some(RestoreStatus::Restored) {
        return Err(Refusal::unprocessable(
            "branch has not been restored from a snapshot, or the restore is finalized already",
        ));
    }
    let (id, target) = (branch.id.clone(), branch.restored_as.clone());
    let target = target.filter(|target| scope.project.branches.contains_key(target));
    let Some(target) = target else {
        scope.branch_mut()?.restore_status = Some(RestoreStatus::Finalized);
        return Reply::ok(json!({ "operations": [] }));
    };
    let old_name = scope
        .project
        .name_for_replaced(request.name, &target, call.time())?;
    scope.must_be_free()?;
    let steps = scope
        .project
        .replace(&target, &id, &old_name, call.time())?;
    let operations = scope.schedule(steps);
    Reply::ok(json!({ "operations": operations }))
}
