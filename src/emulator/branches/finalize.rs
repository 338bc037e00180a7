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
    let mut visit = world.visit(call)?;
    let branch = visit.usable_branch()?;
    if branch.restore_status != Some(RestoreStatus::Restored) {
        return Err(Refusal::unprocessable(
            "branch has not been restored from a snapshot, or the restore is finalized already",
        ));
    }
    let (id, target) = (branch.id.clone(), branch.restored_as.clone());
    let target = target.filter(|target| visit.project.branches.contains_key(target));
    let Some(target) = target else {
        visit.branch_mut()?.restore_status = Some(RestoreStatus::Finalized);
        return Reply::ok(json!({ "operations": [] }));
    };
    let old_name = visit
        .project
        .name_for_replaced(request.name, &target, call.time())?;
    visit.must_be_free()?;
    let steps = visit
        .project
        .replace(&target, &id, &old_name, call.time())?;
    let operations = visit.schedule(steps);
    Reply::ok(json!({ "operations": operations }))
}
