//! Reading and setting the backup schedule of a branch.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    backup_schedule::ScheduleItem,
    error::Refusal,
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET …/branches/{branch_id}/backup_schedule`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let items = scope.branch()?.backup_schedule.iter();
    let items: Vec<&ScheduleItem> = items.map(|backup| &backup.item).collect();
    Reply::ok(json!({ "schedule": items }))
}

#[derive(Debug, Deserialize)]
struct ScheduleRequest {
    schedule: Vec<ScheduleItem>,
}

/// `PUT …/branches/{branch_id}/backup_schedule`: for root branches, on paid plans. An empty schedule disables it; the
/// contract speaks of at least one entry, but there is no other way to disable it.
pub fn set(world: &mut World, call: &Call) -> Answer {
    let request: ScheduleRequest = call.body()?;
    request.schedule.iter().try_for_each(ScheduleItem::check)?;
    let mut scope = world.project_scope(call)?;
    if scope.usable_branch()?.parent_id.is_some() {
        return Err(Refusal::unprocessable(
            "backup schedules can be set on root branches only",
        ));
    }
    scope.plan.needs_paid("backup schedule")?;
    let start = |item: ScheduleItem| item.start(call.time());
    scope.branch_mut()?.backup_schedule = request.schedule.into_iter().filter_map(start).collect();
    Reply::ok(json!({}))
}
