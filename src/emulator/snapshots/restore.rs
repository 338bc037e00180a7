//! Restores a snapshot to a new branch: first as a preview next to the target, or at once in its place.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    branches::{Branch, BranchState, RestoreStatus},
    error::Refusal,
    ids::Text,
    operations::{Outcome, Step},
    request::{Answer, Call, Reply},
    snapshots::Snapshot,
    state::World,
    validation,
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
    let mut scope = world.project_scope(call)?;
    let place = scope.project.snapshot_place(call.param("snapshot_id"))?;
    let snapshot = scope.project.snapshots.get(place).cloned();
    let snapshot = snapshot.ok_or_else(|| Refusal::not_found("snapshot"))?;
    let target = match request.target_branch_id {
        Some(id) => Some(scope.project.branch(&id)?),
        // The branch it was taken of may be gone; then nothing is replaced.
        None => scope.project.branch(&snapshot.content.id).ok(),
    };
    let target = target.cloned();
    // The older way to give a name is a query parameter.
    let name = request
        .name
        .or_else(|| call.query.get("name").map(str::to_owned));
    let of = target.as_ref().unwrap_or(&snapshot.content);
    let default = || format!("{}_restored_{}", of.name, call.time());
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(default);
    validation::text("branch name", &name, 256)?;
    scope.project.must_not_have_branch_named(&name, "")?;
    scope.project.must_have_room_for_branch(true, scope.plan)?;
    let mut replaced = None;
    if let Some(target) = target.as_ref().filter(|_| request.finalize_restore) {
        let project = &scope.project;
        let old_name = project.name_for_replaced(None, &target.id, call.time())?;
        replaced = Some((&target.id, old_name));
    }
    scope.must_be_free()?;
    let id = scope.project.mint.prefixed("br");
    let mut branch = Branch::root(&scope.project.id, id.clone(), &name, call.time());
    branch.created_by = Some(creator);
    branch.fill_from(&snapshot, target.as_ref());
    if request.finalize_restore {
        branch.restore_status = Some(RestoreStatus::Finalized);
    }
    scope.project.branches.insert(id.clone(), branch);
    let mut steps = vec![Step::on_branch("create_branch", &id, Outcome::BranchReady)];
    if let Some((target, old_name)) = replaced {
        let project = &mut scope.project;
        steps.extend(project.replace(target, &id, &old_name, call.time())?);
    }
    let operations = scope.schedule(steps);
    let endpoints: Vec<_> = scope.project.endpoints_of(&id).collect();
    Reply::ok(json!({
        "branch": scope.project.branch(&id)?.uncredited(),
        "endpoints": endpoints,
        "operations": operations,
    }))
}

impl Branch {
    fn fill_from(&mut self, snapshot: &Snapshot, target: Option<&Branch>) {
        self.inherit(&snapshot.content, snapshot.created_at);
        self.logical_size = snapshot.content.logical_size;
        self.restored_from = Some(snapshot.id.clone());
        self.restored_as = target.map(|target| target.id.clone());
        self.restore_status = Some(RestoreStatus::Restored);
        self.current_state = BranchState::Init;
        self.pending_state = Some(BranchState::Ready);
    }
}
