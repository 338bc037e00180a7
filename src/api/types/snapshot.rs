//! Snapshots and their schedule (§4.6); beta.

use compact_str::CompactString;

use super::{
    enums::ScheduleFrequency,
    ids::{BranchId, SnapshotId},
    lenient::{answer, record},
    operation::Operation,
    time::Time,
};

record! {
    /// A snapshot of a root branch.
    pub struct Snapshot [by id] {
        pub id: SnapshotId,
        pub name: CompactString,
        /// A name that is unique in the project and never changes; new in November 2026.
        pub slug: Option<CompactString>,
        /// The point it holds, as a log position.
        pub lsn: Option<CompactString>,
        /// The point it holds, as a time.
        pub timestamp: Option<Time>,
        /// The branch it was taken from.
        pub source_branch_id: Option<BranchId>,
        pub created_at: Option<Time>,
        /// When it deletes itself; absent means never.
        pub expires_at: Option<Time>,
        /// False for those that the schedule made.
        pub manual: Option<bool>,
        /// Size in bytes; absent when not yet computed.
        pub full_size: Option<u64>,
        /// Growth since the previous scheduled one, in bytes.
        pub diff_size: Option<u64>,
    }

    /// One line of a backup schedule, in UTC.
    pub struct ScheduleItem {
        /// How often.
        pub frequency: ScheduleFrequency,
        /// 0–23.
        pub hour: Option<u8>,
        /// Day of the month, or of the week (1–7).
        pub day: Option<u8>,
        /// 1–12.
        pub month: Option<u8>,
        /// How long each is kept, in seconds; 35 days at most.
        pub retention_seconds: Option<u32>,
    }
}

answer! {
    /// All snapshots of a project.
    pub struct SnapshotList {
        pub snapshots: Vec<Snapshot>,
    }

    pub struct SnapshotAnswer {
        pub snapshot: Snapshot,
    }

    /// A new snapshot and the operations that take it.
    pub struct SnapshotChange {
        pub snapshot: Snapshot,
        /// What runs for it, in order.
        pub operations: Vec<Operation>,
    }

    /// When a branch is backed up by itself.
    pub struct BackupSchedule [needs schedule] {
        /// The lines; none when nothing is scheduled.
        pub schedule: Vec<ScheduleItem>,
    }
}
