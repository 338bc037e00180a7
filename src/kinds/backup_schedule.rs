//! Backup schedules of branches.

use super::kind::{self, Kind};
use crate::{
    api::{
        Answer, Request,
        types::{BackupSchedule, Branch, BranchId, ProjectId, ScheduleItem},
    },
    store::Store,
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The lines set by the fields of a change.
pub fn lines(fields: &Value) -> Vec<ScheduleItem> {
    let lines = fields.get("schedule").cloned().unwrap_or_default();
    serde_json::from_value(lines).unwrap_or_default()
}

/// Identifies the backup schedule of a branch.
#[derive(Debug, Clone, Copy)]
pub struct BackupScheduleRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
}

impl Kind for BackupScheduleRef<'_> {
    fn noun(&self) -> &'static str {
        "backup schedule"
    }

    fn is_known(&self, store: &Store) -> bool {
        store.schedule(self.project, self.branch).is_some()
    }

    fn name(&self, store: &Store) -> Option<String> {
        let branch = self.branch(store)?;
        Some(format!("backups of {}", branch.name))
    }

    fn json(&self, store: &Store) -> Option<String> {
        kind::json(store.schedule(self.project, self.branch))
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.inside(self.project)?.schedules.get(self.branch)?.at
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn keep(&self, store: &mut Store, answer: Answer, now: Timestamp) {
        if let Some(answer) = answer.body::<BackupSchedule>() {
            let inside = store.inside_mut(self.project);
            let known = inside.schedules.entry(self.branch.clone()).or_default();
            known.set(answer, now);
        }
    }

    fn read(&self) -> Option<Request> {
        Some(Request::snapshot_schedule(self.project, self.branch).into())
    }

    fn document(&self, store: &Store) -> Option<Value> {
        let known = store.schedule(self.project, self.branch)?;
        Some(json!({ "schedule": known.schedule }))
    }

    fn update(&self, fields: Value) -> Option<Request> {
        let lines = lines(&fields);
        Some(Request::set_snapshot_schedule(
            self.project,
            self.branch,
            &lines,
        ))
    }
}
