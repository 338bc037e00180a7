//! Unused branches move to cheaper storage, and come back when somebody uses them.

use crate::emulator::{
    branches::{Branch, BranchState},
    clock::shifted,
    endpoints::State,
    ids::Text,
    operations::{Outcome, Step},
    projects::Project,
    time::Time,
};

/// The minimum age for archiving a branch: 14 days.
const OLD_SECONDS: i64 = 14 * 86_400;

/// The minimum time without use: 24 hours.
const UNUSED_SECONDS: i64 = 86_400;

impl Project {
    /// When a branch is archived, if nothing happens to it until then. Protected branches are never archived, nor are
    /// those with a running compute or with children that are not archived.
    pub fn archives_at(&self, branch: &Branch) -> Option<Time> {
        let resting = branch.current_state == BranchState::Ready && branch.pending_state.is_none();
        if !resting || branch.protected {
            return None;
        }
        let mut used = branch.state_changed_at.max(self.known_since);
        for child in self.children_of(&branch.id) {
            used = used.max(child.archived_since()?);
        }
        for compute in self.endpoints_of(&branch.id) {
            if compute.current_state != State::Idle || compute.in_transition() {
                return None;
            }
            used = used.max(compute.suspended_at.unwrap_or(used));
        }
        let old = shifted(branch.created_at.0, OLD_SECONDS);
        Some(Time(old.max(shifted(used.0, UNUSED_SECONDS))))
    }

    /// Starts to archive a branch; returns the necessary steps.
    pub fn archive(&mut self, id: &Text, at: Time) -> Vec<Step> {
        match self.branches.get_mut(id) {
            Some(branch) => branch.moving_to(BranchState::Archived, at),
            None => return vec![],
        }
        vec![Step::on_branch(
            "timeline_archive",
            id,
            Outcome::BranchArchived,
        )]
    }

    /// The steps needed before a branch can be used: an archived one comes back first.
    pub fn wake(&mut self, id: &Text, at: Time) -> Vec<Step> {
        match self.branches.get_mut(id) {
            Some(branch) if branch.current_state == BranchState::Archived => {
                branch.moving_to(BranchState::Ready, at);
                vec![Step::on_branch(
                    "timeline_unarchive",
                    id,
                    Outcome::BranchReady,
                )]
            }
            _ => vec![],
        }
    }
}

impl Branch {
    fn archived_since(&self) -> Option<Time> {
        let archived = self.current_state == BranchState::Archived && self.pending_state.is_none();
        archived.then_some(self.state_changed_at)
    }
}
