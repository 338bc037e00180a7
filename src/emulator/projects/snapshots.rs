//! The snapshots of a project, and when they are taken.

use crate::emulator::{
    backup_schedule::LONGEST_RETENTION,
    branches::{Branch, Point},
    clock::shifted,
    error::Refusal,
    projects::Project,
    snapshots::{Snapshot, default_name},
    time::Time,
};

impl Project {
    pub fn snapshot_place(&self, id: &str) -> Result<usize, Refusal> {
        let place = self.snapshots.iter().position(|snapshot| snapshot.id == id);
        place.ok_or_else(|| Refusal::not_found("snapshot"))
    }

    /// Takes the snapshots of a branch that are due at `at`.
    pub fn take_scheduled_snapshots(&mut self, branch: &str, at: Time) {
        let lsn = self.lsn_at(at);
        let first = !self.snapshots.iter().any(|snapshot| {
            !snapshot.manual && snapshot.source_branch_id.as_deref() == Some(branch)
        });
        let Some(branch) = self.branches.get_mut(branch) else {
            return;
        };
        let mut due = Vec::new();
        branch.backup_schedule.retain_mut(|backup| {
            if backup.next > at {
                return true;
            }
            due.push(backup.item.clone());
            match backup.item.after(at) {
                Some(next) => backup.next = next,
                None => return false,
            }
            true
        });
        for (place, item) in due.into_iter().enumerate() {
            let id = self.mint.prefixed("snap");
            let name = default_name(branch, at, item.frequency.word());
            let mut snapshot = Snapshot::of(
                branch,
                id,
                name,
                Point {
                    time: at,
                    lsn,
                    is_head: false,
                },
                at,
            );
            snapshot.manual = false;
            let retention = item.retention_seconds.unwrap_or(LONGEST_RETENTION);
            snapshot.expires_at = Some(Time(shifted(at.0, retention)));
            if !first || place > 0 {
                // A branch changes by less than a percent between two snapshots.
                snapshot.diff_size = snapshot.full_size.take().map(|size| size / 128);
            }
            self.snapshots.push(snapshot);
        }
    }
}

impl Branch {
    /// When the next scheduled snapshot is due.
    pub fn next_backup(&self) -> Option<Time> {
        self.backup_schedule.iter().map(|backup| backup.next).min()
    }
}
