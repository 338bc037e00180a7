//! The rows that group what is on a branch: its computes, its databases and roles.

use super::kind::{Contents, Kind};
use crate::{
    api::types::{Branch, BranchId, Endpoint, ProjectId},
    store::{
        BranchData, ProjectData, Store,
        target::{BranchGroup, Target},
    },
};
use jiff::Timestamp;

/// Identifies a group.
#[derive(Debug, Clone, Copy)]
pub struct GroupRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    pub group: BranchGroup,
}

impl BranchGroup {
    /// Whether a branch has it: a single compute, database and role are shown without.
    pub fn is_on(self, inside: &ProjectData, branch: &BranchId) -> bool {
        match self {
            Self::Computes => inside.computes.get(branch).is_some_and(|all| all.len() > 1),
            Self::Contents => inside.contents.get(branch).is_some_and(are_many),
        }
    }
}

fn are_many(on: &BranchData) -> bool {
    on.databases.value.len() > 1 || on.roles.value.len() > 1
}

/// The group that a thing is shown in, if its branch has that.
pub fn of(target: &Target, store: &Store) -> Option<Target> {
    let group = match target {
        Target::Endpoint(..) => BranchGroup::Computes,
        Target::Database(..) | Target::Role(..) => BranchGroup::Contents,
        _ => return None,
    };
    let branch = store.branch_of(target)?;
    let project = &branch.project_id;
    group
        .is_on(store.inside(project)?, &branch.id)
        .then(|| Target::Group(project.clone(), branch.id.clone(), group))
}

impl Kind for GroupRef<'_> {
    fn noun(&self) -> &'static str {
        "group"
    }

    fn is_known(&self, store: &Store) -> bool {
        let inside = store.inside(self.project);
        self.branch(store).is_some()
            && inside.is_some_and(|inside| self.group.is_on(inside, self.branch))
    }

    fn name(&self, _: &Store) -> Option<String> {
        let name = match self.group {
            BranchGroup::Computes => "computes",
            BranchGroup::Contents => "databases and roles",
        };
        Some(name.to_owned())
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        let inside = store.inside(self.project)?;
        match self.group {
            BranchGroup::Computes => inside.endpoints.at,
            BranchGroup::Contents => inside.contents.get(self.branch)?.databases.at,
        }
    }

    fn can_connect(&self) -> bool {
        true
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        store.endpoints_of(self.project, self.branch).next()
    }

    fn contents(&self) -> Contents<'_> {
        Contents::Branch(self.project, self.branch)
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("this row is a group: open it, and edit what is in it")
    }
}
