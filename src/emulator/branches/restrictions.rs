//! What cannot be done with a branch, and why.

use crate::emulator::{
    branches::{Branch, BranchState, RestrictedAction},
    error::Refusal,
};

/// Why some actions are restricted.
const PROTECTED: &str = "branch is protected";

impl Branch {
    /// Protects it, or not. A protected branch cannot be overwritten by a restore and keeps its read-write compute.
    pub fn set_protected(&mut self, protected: bool) {
        self.protected = protected;
        let actions = ["restore", "delete-rw-endpoint"];
        self.restrict(&actions, PROTECTED, protected);
    }

    /// Restricts actions for a reason, or lifts that restriction.
    pub fn restrict(&mut self, actions: &[&'static str], reason: &'static str, on: bool) {
        self.restricted_actions
            .retain(|action| action.reason != reason);
        if on {
            let actions = actions.iter().map(|name| RestrictedAction { name, reason });
            self.restricted_actions.extend(actions);
        }
    }

    /// Refuses to change a branch that is being deleted.
    pub fn must_stay(&self) -> Result<(), Refusal> {
        match self.pending_state {
            Some(BranchState::StorageDeleted) => Err(Refusal::locked()),
            _ => Ok(()),
        }
    }

    /// Refuses to work with a branch that is being created or deleted.
    pub fn must_be_usable(&self) -> Result<(), Refusal> {
        self.must_stay()?;
        match self.current_state {
            BranchState::Ready | BranchState::Archived => Ok(()),
            _ => Err(Refusal::unprocessable("branch not ready yet")),
        }
    }

    /// Refuses to change a branch that cannot be used. The first branch is created with its project and is locked like
    /// it; clients wait for that automatically.
    pub fn must_be_changeable(&self) -> Result<(), Refusal> {
        let first = self.default && self.current_state == BranchState::Init;
        self.must_be_usable().map_err(|refusal| match first {
            true => Refusal::locked(),
            false => refusal,
        })
    }

    /// Refuses an action that is restricted on this branch.
    pub fn must_allow(&self, action: &str) -> Result<(), Refusal> {
        let mut restricted = self.restricted_actions.iter();
        match restricted.find(|restricted| restricted.name == action) {
            Some(restricted) => Err(not_allowed(action, restricted.reason)),
            None => Ok(()),
        }
    }

    /// Refuses to replace the branch while it is protected. The state of its parent does not matter: nothing comes from
    /// there.
    pub fn must_be_replaceable(&self) -> Result<(), Refusal> {
        match self.protected {
            true => Err(not_allowed("restore", PROTECTED)),
            false => Ok(()),
        }
    }
}

fn not_allowed(action: &str, reason: &str) -> Refusal {
    Refusal::unprocessable(format!("action \"{action}\" is not allowed: {reason}"))
}
