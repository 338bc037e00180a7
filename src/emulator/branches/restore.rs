//! Replacing the data of a branch: by an earlier state, by another branch, or by its parent's data (a reset).
//!
//! The branch keeps its id, its name and its computes, which restart. Its old state can be kept as a separate branch,
//! which takes its children along and has no parent. During the work, the branch counts as a child of the branch whose
//! history it comes from; then it is detached again, unless that is its own parent.

use serde::Deserialize;

use crate::emulator::{
    branches::{Branch, BranchState, Lineage, Point, with_operations},
    clock::shifted,
    contents::{Contents, Origin},
    error::Refusal,
    ids::{Text, lsn},
    operations::{Outcome, Step},
    project_scope::ProjectScope,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
    validation,
};

#[derive(Debug, Deserialize)]
struct RestoreRequest {
    source_branch_id: Text,
    source_lsn: Option<String>,
    source_timestamp: Option<String>,
    preserve_under_name: Option<String>,
}

/// `POST …/branches/{branch_id}/restore`
pub fn restore(world: &mut World, call: &Call) -> Answer {
    let request: RestoreRequest = call.body()?;
    let creator = world.user.as_creator();
    let mut scope = world.project_scope(call)?;
    let target = scope.usable_branch()?.clone();
    let (source, point) = scope.source(&request, &target)?;
    let backup = scope.backup(&request, &target)?.map(|mut backup| {
        backup.created_by = Some(creator);
        backup
    });
    scope.must_be_free()?;
    let computes = scope.project.restart_running(Some(&target.id), call.time());
    let mut holder = source.id.clone();
    if let Some(backup) = backup {
        if source.id == target.id {
            holder = backup.id.clone();
        }
        scope.project.keep_as(backup, &target.id);
    }
    let resets = target.parent_id.as_ref() == Some(&source.id);
    let branch = scope.branch_mut()?;
    branch.take_over(&source, point, call.time());
    branch.hang_under(holder, point, resets);
    let mut steps = vec![Step::on_branch(
        "create_branch",
        &target.id,
        Outcome::BranchReady,
    )];
    steps.extend(computes);
    if !resets {
        steps.push(Step::on_branch(
            "detach_parent_branch",
            &target.id,
            Outcome::BranchDetached,
        ));
    }
    let operations = scope.schedule(steps);
    Reply::ok(with_operations(&scope.branch()?.uncredited(), &operations))
}

impl ProjectScope<'_> {
    /// The branch and the point of its history to restore from.
    fn source(
        &self,
        request: &RestoreRequest,
        target: &Branch,
    ) -> Result<(Branch, Point), Refusal> {
        let source = self.project.branch(&request.source_branch_id)?;
        source.must_be_usable()?;
        target.must_allow("restore")?;
        let (lsn, timestamp) = (
            request.source_lsn.as_deref(),
            request.source_timestamp.as_deref(),
        );
        if source.id == target.id && lsn.is_none() && timestamp.is_none() {
            return Err(Refusal::bad_request(
                "source_timestamp or source_lsn is required to restore a branch to its own history",
            ));
        }
        let point = self
            .project
            .point(source, lsn, timestamp, self.call.time())?;
        Ok((source.clone(), point))
    }

    /// The branch that keeps the old state, if requested.
    fn backup(
        &mut self,
        request: &RestoreRequest,
        target: &Branch,
    ) -> Result<Option<Branch>, Refusal> {
        let name = request.preserve_under_name.as_deref();
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            let message = if request.source_branch_id == target.id {
                "preserve_under_name is required to restore a branch to its own history"
            } else if self.project.children_of(&target.id).next().is_some() {
                "preserve_under_name is required to restore a branch that has children"
            } else {
                return Ok(None);
            };
            return Err(Refusal::bad_request(message));
        };
        validation::text("preserve_under_name", name, 256)?;
        self.project.must_not_have_branch_named(name, "")?;
        self.project.must_have_room_for_branch(true, self.plan)?;
        let now = self.call.time();
        let id = self.project.mint.prefixed("br");
        let mut backup = Branch::root(&self.project.id, id, name, now);
        backup.copy(target, now);
        backup.logical_size = target.logical_size;
        Ok(Some(backup))
    }
}

impl Branch {
    /// Replaces its data and restarts its time to live.
    fn take_over(&mut self, source: &Branch, point: Point, now: Time) {
        if source.id == self.id {
            let before = self.clone();
            self.copy(&before, point.time);
        } else {
            self.inherit(source, point.time);
        }
        self.contents = Contents::new(Origin::Copy(source.contents.at(point.past())));
        self.logical_size = source.logical_size;
        self.current_state = BranchState::Resetting;
        self.moving_to(BranchState::Ready, now);
        self.state_changed_at = now;
        self.last_reset_at = Some(now);
        if let Some(seconds) = self.ttl_interval_seconds {
            self.expires_at = Some(Time(shifted(now.0, seconds)));
        }
    }

    /// Makes it a child of the branch that its data comes from; permanently if that is its parent anyway.
    fn hang_under(&mut self, holder: Text, point: Point, for_good: bool) {
        let parent = Lineage {
            parent_id: Some(holder),
            parent_lsn: Some(lsn(point.lsn)),
            parent_timestamp: Some(point.time),
        };
        let before = self.replace_lineage(parent);
        self.detaches_to = (!for_good).then_some(before);
    }
}

impl Project {
    /// Adds a branch that keeps the old state of another and takes over its children.
    fn keep_as(&mut self, backup: Branch, old: &str) {
        self.move_children(old, &backup.id);
        self.branches.insert(backup.id.clone(), backup);
    }
}
