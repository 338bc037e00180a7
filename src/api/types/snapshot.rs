//! Snapshots and their schedule; beta.

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
        /// A permanent name, unique within the project; new in November 2026.
        pub slug: Option<CompactString>,
        /// The saved point, as a log position.
        pub lsn: Option<CompactString>,
        /// The saved point, as a time.
        pub timestamp: Option<Time>,
        /// The branch it was taken from.
        pub source_branch_id: Option<BranchId>,
        pub created_at: Option<Time>,
        /// When it expires; absent means never.
        pub expires_at: Option<Time>,
        /// `false` if the schedule created it.
        pub manual: Option<bool>,
        /// The size in bytes; absent if not computed yet.
        pub full_size: Option<u64>,
        /// The growth since the previous scheduled one, in bytes.
        pub diff_size: Option<u64>,
    }

    /// One line of a backup schedule, in UTC.
    pub struct ScheduleItem {
        pub frequency: ScheduleFrequency,
        /// 0–23.
        pub hour: Option<u8>,
        /// The day of the month, or of the week (1–7).
        pub day: Option<u8>,
        /// 1–12.
        pub month: Option<u8>,
        /// The retention in seconds; at most 35 days.
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

    /// A new snapshot, and the operations that take it.
    pub struct SnapshotChange {
        pub snapshot: Snapshot,
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }

    /// The automatic backup schedule of a branch.
    pub struct BackupSchedule [needs schedule] {
        /// Empty if nothing is scheduled.
        pub schedule: Vec<ScheduleItem>,
    }
}
