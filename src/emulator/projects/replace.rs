//! Puts a restored branch in the place of another.

use crate::emulator::{
    branches::{Branch, RestoreStatus},
    error::Refusal,
    ids::Text,
    operations::Step,
    projects::Project,
    time::Time,
    validation,
};

impl Project {
    /// The name of a branch after it has been replaced.
    pub fn name_for_replaced(
        &self,
        wanted: Option<String>,
        target: &str,
        at: Time,
    ) -> Result<String, Refusal> {
        let target = self.branch(target)?;
        target.must_be_usable()?;
        target.must_be_replaceable()?;
        let default = || format!("{}_old_{at}", target.name);
        let name = wanted
            .filter(|name| !name.is_empty())
            .unwrap_or_else(default);
        validation::text("name", &name, 256)?;
        self.must_not_have_branch_named(&name, "")?;
        Ok(name)
    }

    /// Puts the branch `new` in the place of `old`: its name, computes, children and role in the project.
    pub fn replace(
        &mut self,
        old: &str,
        new: &Text,
        old_name: &str,
        at: Time,
    ) -> Result<Vec<Step>, Refusal> {
        let before = self.branch(old)?.clone();
        let branch = self.branch_mut(new)?;
        branch.name.clone_from(&before.name);
        branch.restore_status = Some(RestoreStatus::Finalized);
        branch.updated_at = at;
        branch.take_role_of(&before);
        let replaced = self.branch_mut(old)?;
        replaced.take_role_of(&Branch::root(&before.project_id, before.id.clone(), "", at));
        old_name.clone_into(&mut replaced.name);
        replaced.updated_at = at;
        self.move_children(old, new);
        self.swap_computes(old, new);
        Ok(self.restart_running(Some(new), at))
    }

    fn swap_computes(&mut self, one: &str, other: &str) {
        for endpoint in self.endpoints.values_mut() {
            if endpoint.branch_id == one {
                endpoint.branch_id = other.into();
            } else if endpoint.branch_id == other {
                endpoint.branch_id = one.into();
            }
        }
    }
}

impl Branch {
    /// Takes over the role of another branch in its project.
    fn take_role_of(&mut self, other: &Self) {
        self.set_default(other.default);
        self.set_protected(other.protected);
        self.original = other.original;
        self.backup_schedule.clone_from(&other.backup_schedule);
    }
}
