//! A new branch from a snapshot: first as a preview beside the branch it is meant for, or at once in its place.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    branches::{Branch, BranchState, RestoreStatus},
    call::{Call, Reply},
    error::{Answer, Refusal},
    ids::Text,
    operations::{Outcome, Step},
    rules,
    snapshots::Snapshot,
    world::World,
};

#[derive(Debug, Default, Deserialize)]
struct RestoreRequest {
    name: Option<String>,
    target_branch_id: Option<Text>,
    #[serde(default)]
    finalize_restore: bool,
}

/// `POST /projects/{project_id}/snapshots/{snapshot_id}/restore`
pub fn restore(world: &mut World, call: &Call) -> Answer {
    let request: RestoreRequest = call.optional_body()?;
    let creator = world.user.as_creator();
    let mut visit = world.visit(call)?;
    let place = visit.project.snapshot_place(call.param("snapshot_id"))?;
    let snapshot = visit.project.snapshots.get(place).cloned();
    let snapshot = snapshot.ok_or_else(|| Refusal::not_found("snapshot"))?;
    let target = request
        .target_branch_id
        .or_else(|| snapshot.source_branch_id.clone());
    let target = visit.project.branch(&target.unwrap_or_default())?.clone();
    // The older way to name it is a query parameter.
    let name = request
        .name
        .or_else(|| call.query.get("name").map(str::to_owned));
    let default = || format!("{}_restored_{}", target.name, call.time());
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(default);
    rules::text("branch name", &name, 256)?;
    visit.project.must_not_have_branch_named(&name, "")?;
    visit.project.must_have_room_for_branch(true, visit.plan)?;
    let replaced = request
        .finalize_restore
        .then(|| {
            visit
                .project
                .name_for_replaced(None, &target.id, call.time())
        })
        .transpose()?;
    visit.must_be_free()?;
    let id = visit.project.mint.prefixed("br");
    let mut branch = Branch::root(&visit.project.id, id.clone(), &name, call.time());
    branch.created_by = Some(creator);
    branch.fill_from(&snapshot, &target);
    visit.project.branches.insert(id.clone(), branch);
    let mut steps = vec![Step::on_branch("create_branch", &id, Outcome::BranchReady)];
    if let Some(old_name) = replaced {
        let computes = visit
            .project
            .replace(&target.id, &id, &old_name, call.time())?;
        steps.extend(computes);
    }
    let operations = visit.schedule(steps);
    let endpoints: Vec<_> = visit.project.endpoints_of(&id).collect();
    Reply::ok(json!({
        "branch": visit.project.branch(&id)?,
        "endpoints": endpoints,
        "operations": operations,
    }))
}

impl Branch {
    fn fill_from(&mut self, snapshot: &Snapshot, target: &Branch) {
        self.inherit(&snapshot.content, snapshot.created_at);
        self.logical_size = snapshot.content.logical_size;
        self.restored_from = Some(snapshot.id.clone());
        self.restored_as = Some(target.id.clone());
        self.restore_status = Some(RestoreStatus::Restored);
        self.current_state = BranchState::Init;
        self.pending_state = Some(BranchState::Ready);
    }
}
