//! Taking, changing and deleting snapshots.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    error::Refusal,
    operations::{Outcome, Step},
    plan::Plan,
    projects::Project,
    request::{Answer, Call, Reply, present},
    snapshots::{Snapshot, default_name},
    state::World,
    time::Time,
    validation,
};

/// `GET /projects/{project_id}/snapshots`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    Reply::ok(json!({ "snapshots": scope.project.snapshots }))
}

/// `POST …/branches/{branch_id}/snapshot`: all parameters are in the query. Only for root branches.
pub fn create(world: &mut World, call: &Call) -> Answer {
    let query = &call.query;
    let expires_at = query
        .get("expires_at")
        .map(validation::parse_expiry)
        .transpose()?;
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    if branch.parent_id.is_some() {
        return Err(Refusal::unprocessable(
            "snapshots can be created from root branches only",
        ));
    }
    let (lsn, timestamp) = (query.get("lsn"), query.get("timestamp"));
    let point = scope.project.point(branch, lsn, timestamp, call.time())?;
    let name = query.get("name").map(str::to_owned);
    let name = name.unwrap_or_else(|| default_name(branch, call.time(), "manual"));
    validation::text("snapshot name", &name, 256)?;
    if let Some(at) = expires_at {
        must_lie_ahead(at, call.time())?;
    }
    let slug = query.get("slug").map(str::to_owned);
    if let Some(slug) = &slug {
        scope.project.may_use_slug(slug)?;
    }
    scope.project.must_have_room_for_snapshot(scope.plan)?;
    scope.must_be_free()?;
    let id = scope.project.mint.prefixed("snap");
    let mut snapshot = Snapshot::of(scope.branch()?, id, name, point, call.time());
    if let Some(slug) = slug {
        snapshot.slug = slug;
    }
    snapshot.expires_at = expires_at;
    scope.project.snapshots.push(snapshot.clone());
    let branch = scope.branch()?.id.clone();
    let step = Step::on_branch("create_branch", &branch, Outcome::Nothing);
    let operations = scope.schedule(vec![step]);
    Reply::ok(json!({ "snapshot": snapshot, "operations": operations }))
}

fn must_lie_ahead(at: Time, now: Time) -> Result<(), Refusal> {
    if at > now {
        Ok(())
    } else {
        Err(Refusal::bad_request("expires_at must be in the future"))
    }
}

impl Project {
    /// Refuses more snapshots than the plan allows; scheduled ones do not count.
    fn must_have_room_for_snapshot(&self, plan: &Plan) -> Result<(), Refusal> {
        let manual = self.snapshots.iter().filter(|snapshot| snapshot.manual);
        if manual.count() < plan.manual_snapshots {
            return Ok(());
        }
        Err(Refusal::unprocessable("snapshots limit exceeded").code("SNAPSHOTS_LIMIT_EXCEEDED"))
    }

    fn may_use_slug(&self, slug: &str) -> Result<(), Refusal> {
        validation::slug(slug)?;
        let taken = |snapshot: &Snapshot| snapshot.slug == slug;
        if self.snapshots.iter().any(taken) {
            return Err(Refusal::conflict(format!(
                "snapshot with slug \"{slug}\" already exists"
            )));
        }
        Ok(())
    }
}

#[derive(Debug, Deserialize)]
struct UpdateRequest {
    snapshot: UpdateFields,
}

#[derive(Debug, Deserialize)]
struct UpdateFields {
    name: Option<String>,
    /// `null` means never, absence keeps the old value.
    #[serde(default, deserialize_with = "present")]
    expires_at: Option<Option<String>>,
}

/// `PATCH /projects/{project_id}/snapshots/{snapshot_id}`
pub fn update(world: &mut World, call: &Call) -> Answer {
    let UpdateFields { name, expires_at } = call.body::<UpdateRequest>()?.snapshot;
    if let Some(name) = &name {
        validation::text("snapshot name", name, 256)?;
    }
    let expires_at = expires_at
        .map(|text| text.as_deref().map(validation::parse_expiry).transpose())
        .transpose()?;
    if let Some(Some(at)) = expires_at {
        must_lie_ahead(at, call.time())?;
    }
    let scope = world.project_scope(call)?;
    let place = scope.project.snapshot_place(call.param("snapshot_id"))?;
    let snapshot = scope.project.snapshots.get_mut(place);
    let snapshot = snapshot.ok_or_else(|| Refusal::not_found("snapshot"))?;
    snapshot.name = name.unwrap_or_else(|| snapshot.name.clone());
    snapshot.expires_at = expires_at.unwrap_or(snapshot.expires_at);
    Reply::ok(json!({ "snapshot": snapshot }))
}

/// `DELETE /projects/{project_id}/snapshots/{snapshot_id}`: accepted (202) and permanent.
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let place = scope.project.snapshot_place(call.param("snapshot_id"))?;
    scope.must_be_free()?;
    scope.project.snapshots.remove(place);
    let operations = scope.schedule(vec![Step::on_project("delete_timeline")]);
    Reply::with(202, json!({ "operations": operations }))
}
