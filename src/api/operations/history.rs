//! Operations and snapshots.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::api::operations::organizations::rows! { $read $($before)*
    // Operations
    /// List what Neon has been doing for a project, newest first.
    ListOperations = Get "/projects/{project_id}/operations" => OperationsPage {
        id: "listProjectOperations", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Show how far an operation is.
    GetOperation = Get "/projects/{project_id}/operations/{operation_id}" => OperationAnswer {
        id: "getProjectOperation", wakes: false, operations: false, secret: false, deadline: 15
    }

    // Snapshots
    /// List the snapshots of a project.
    ListSnapshots = Get "/projects/{project_id}/snapshots" => SnapshotList {
        id: "listSnapshots", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Take a snapshot of a root branch.
    CreateSnapshot = Post "/projects/{project_id}/branches/{branch_id}/snapshot" => SnapshotChange {
        id: "createSnapshot", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Rename a snapshot or set its expiry.
    UpdateSnapshot = Patch "/projects/{project_id}/snapshots/{snapshot_id}" => SnapshotAnswer {
        id: "updateSnapshot", wakes: false, operations: false, secret: false, deadline: 60
    }
    /// Delete a snapshot for good.
    DeleteSnapshot = Delete "/projects/{project_id}/snapshots/{snapshot_id}" => OperationsStarted {
        id: "deleteSnapshot", wakes: false, operations: true, secret: false, deadline: 60
    }
    /// Restore a snapshot to a new branch.
    RestoreSnapshot = Post "/projects/{project_id}/snapshots/{snapshot_id}/restore" => BranchRecovered {
        id: "restoreSnapshot", wakes: true, operations: true, secret: false, deadline: 60
    }
    /// Show when a branch is backed up.
    GetSnapshotSchedule = Get "/projects/{project_id}/branches/{branch_id}/backup_schedule" => BackupSchedule {
        id: "getSnapshotSchedule", wakes: false, operations: false, secret: false, deadline: 30
    }
    /// Set when a branch is backed up.
    SetSnapshotSchedule = Put "/projects/{project_id}/branches/{branch_id}/backup_schedule" => Done {
        id: "setSnapshotSchedule", wakes: false, operations: false, secret: false, deadline: 60
    }
    } };
}
pub(super) use rows;
