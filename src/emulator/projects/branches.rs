//! The branches of a project: finding them, and what the project allows.

use crate::emulator::{
    branches::{Branch, BranchState},
    endpoints::{Endpoint, State},
    error::Refusal,
    ids::Text,
    operations::{Outcome, Step},
    plan::Plan,
    projects::Project,
    time::Time,
    validation,
};

/// How long a branch cannot be reset from a parent that was restored from a snapshot.
const SETTLING_SECONDS: i64 = 86_400;
const PARENT_SETTLES: &str =
    "parent branch has been restored from a snapshot, branch cannot be reset from it yet";

impl Project {
    pub fn branch(&self, id: &str) -> Result<&Branch, Refusal> {
        self.branches
            .get(id)
            .ok_or_else(|| Refusal::not_found("branch"))
    }

    pub fn branch_mut(&mut self, id: &str) -> Result<&mut Branch, Refusal> {
        self.branches
            .get_mut(id)
            .ok_or_else(|| Refusal::not_found("branch"))
    }

    pub fn default_branch(&self) -> Option<&Branch> {
        self.branches.values().find(|branch| branch.default)
    }

    /// The branches created from this one.
    pub fn children_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Branch> {
        self.branches
            .values()
            .filter(move |branch| branch.parent_id.as_deref() == Some(id))
    }

    /// Refuses a name that another branch of the project has.
    pub fn must_not_have_branch_named(&self, name: &str, except: &str) -> Result<(), Refusal> {
        let taken = self
            .branches
            .values()
            .any(|branch| branch.name == name && branch.id != except);
        if taken {
            return Err(Refusal::conflict(format!(
                "branch with name \"{name}\" already exists"
            )));
        }
        Ok(())
    }

    /// Refuses more branches than the plan allows.
    pub fn must_have_room_for_branch(&self, root: bool, plan: &Plan) -> Result<(), Refusal> {
        if self.branches.len() >= plan.branches {
            return Err(
                Refusal::unprocessable("branches limit exceeded").code("BRANCHES_LIMIT_EXCEEDED")
            );
        }
        let roots = self
            .branches
            .values()
            .filter(|branch| branch.parent_id.is_none())
            .count();
        if root && roots >= plan.root_branches {
            return Err(Refusal::unprocessable("root branches limit exceeded")
                .code("ROOT_BRANCHES_LIMIT_EXCEEDED"));
        }
        Ok(())
    }

    /// Refuses more protected branches than the plan allows.
    pub fn must_have_room_for_protection(&self, plan: &Plan) -> Result<(), Refusal> {
        let protected = self
            .branches
            .values()
            .filter(|branch| branch.protected)
            .count();
        if protected < plan.protected_branches {
            return Ok(());
        }
        Err(Refusal::unprocessable("protected branches limit exceeded")
            .code("PROTECTED_BRANCHES_LIMIT_EXCEEDED"))
    }

    /// Refuses a time to live for protected, default and parent branches.
    pub fn may_expire(
        &self,
        branch: &Branch,
        protected: bool,
        at: Time,
        now: Time,
    ) -> Result<(), Refusal> {
        validation::expiry(at, now, validation::LONGEST_BRANCH_TTL)?;
        let refuse = |what: &str, code| {
            Err(
                Refusal::bad_request(format!("expiration cannot be set on {what} branch"))
                    .code(code),
            )
        };
        if protected {
            return refuse("a protected", "PROTECTED_BRANCH_EXPIRATION_NOT_ALLOWED");
        }
        if branch.default {
            return refuse("the default", "DEFAULT_BRANCH_EXPIRATION_NOT_ALLOWED");
        }
        if self.children_of(&branch.id).next().is_some() {
            return refuse("a parent", "PARENT_BRANCH_EXPIRATION_NOT_ALLOWED");
        }
        if !branch.data_apis.is_empty() {
            return Err(Refusal::unprocessable(
                "expiration cannot be set on a branch with the Data API enabled",
            ));
        }
        Ok(())
    }

    /// Marks the branches that cannot be reset from their parent yet.
    pub fn restrict_resets(&mut self, now: Time) {
        let settles = |branch: &&Branch| {
            branch.restored_from.is_some()
                && now.seconds_since(branch.created_at) < SETTLING_SECONDS
        };
        let settling = self.branches.values().filter(settles);
        let settling: Vec<Text> = settling.map(|branch| branch.id.clone()).collect();
        for branch in self.branches.values_mut() {
            let parent = branch.parent_id.as_ref();
            let on = parent.is_some_and(|parent| settling.contains(parent));
            branch.restrict(&["restore"], PARENT_SETTLES, on);
        }
    }

    /// Moves the children of one branch to another.
    pub fn move_children(&mut self, from: &str, to: &Text) {
        let children = self.branches.values_mut();
        children
            .filter(|branch| branch.parent_id.as_deref() == Some(from))
            .for_each(|branch| branch.parent_id = Some(to.clone()));
    }

    /// Marks a branch and its computes as being deleted; returns the necessary steps.
    pub fn begin_deletion(
        &mut self,
        id: &str,
        expired: bool,
        forever: bool,
        at: Time,
    ) -> Vec<Step> {
        let Some(branch) = self.branches.get_mut(id) else {
            return vec![];
        };
        branch.moving_to(BranchState::StorageDeleted, at);
        let branch = branch.id.clone();
        let computes: Vec<Endpoint> = self.endpoints_of(&branch).cloned().collect();
        computes
            .iter()
            .for_each(|compute| self.move_endpoint(&compute.id, State::Idle, at));
        let gone = Outcome::BranchDeleted { expired, forever };
        let suspended = computes.iter().map(Step::suspend);
        suspended
            .chain([Step::on_branch("delete_timeline", &branch, gone)])
            .collect()
    }
}
