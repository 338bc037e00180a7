//! Snapshots and their schedule.

use serde_json::{Value, json};

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    types::{BackupSchedule, BranchId, ProjectId, ScheduleItem, SnapshotId, SnapshotList},
};

/// Which snapshot to take. These go into the query, although some documentation pages say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnapshotQuery {
    /// The name; Neon generates one if absent.
    pub name: Option<String>,
    /// The point to save, as a log position; not together with a time.
    pub lsn: Option<String>,
    /// The point to save (RFC 3339); not together with a log position.
    pub timestamp: Option<String>,
    /// When the snapshot expires (RFC 3339).
    pub expires_at: Option<String>,
    /// The permanent name; Neon generates one if absent.
    pub slug: Option<String>,
}

impl Request {
    pub fn list_snapshots(project: &ProjectId) -> Get<SnapshotList> {
        Get::new(typed::ListSnapshots, &[project.as_str()])
    }

    /// Takes a snapshot of a root branch.
    pub fn create_snapshot(project: &ProjectId, branch: &BranchId, q: &SnapshotQuery) -> Self {
        Self::new(
            Operation::CreateSnapshot,
            &[project.as_str(), branch.as_str()],
        )
        .query_if("name", q.name.as_ref())
        .query_if("lsn", q.lsn.as_ref())
        .query_if("timestamp", q.timestamp.as_ref())
        .query_if("expires_at", q.expires_at.as_ref())
        .query_if("slug", q.slug.as_ref())
    }

    /// Changes a snapshot; `body` is `{"snapshot": {"name"?, "expires_at"?}}`.
    pub fn update_snapshot(project: &ProjectId, snapshot: &SnapshotId, body: Value) -> Self {
        Self::new(
            Operation::UpdateSnapshot,
            &[project.as_str(), snapshot.as_str()],
        )
        .body(body)
    }

    /// Deletes a snapshot permanently.
    pub fn delete_snapshot(project: &ProjectId, snapshot: &SnapshotId) -> Self {
        Self::new(
            Operation::DeleteSnapshot,
            &[project.as_str(), snapshot.as_str()],
        )
    }

    /// Restores a snapshot to a new branch; `body` holds `name`, `target_branch_id` and `finalize_restore`, all
    /// optional.
    pub fn restore_snapshot(project: &ProjectId, snapshot: &SnapshotId, body: Value) -> Self {
        Self::new(
            Operation::RestoreSnapshot,
            &[project.as_str(), snapshot.as_str()],
        )
        .body(body)
    }

    /// The backup schedule of a branch.
    pub fn snapshot_schedule(project: &ProjectId, branch: &BranchId) -> Get<BackupSchedule> {
        Get::new(
            typed::GetSnapshotSchedule,
            &[project.as_str(), branch.as_str()],
        )
    }

    /// Sets the backup schedule of a branch.
    pub fn set_snapshot_schedule(
        project: &ProjectId,
        branch: &BranchId,
        schedule: &[ScheduleItem],
    ) -> Self {
        Self::new(
            Operation::SetSnapshotSchedule,
            &[project.as_str(), branch.as_str()],
        )
        .body(json!({ "schedule": schedule }))
    }
}
