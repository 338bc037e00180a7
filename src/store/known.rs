//! What the store knows of any thing, whatever its kind: whether it is there, its name, and that it is gone.

use super::{ProjectPages, Store};
use crate::{
    api::types::{KeyId, Unreadable},
    store::target::Target,
};

impl Store {
    /// Whether the thing is known and not gone.
    pub fn has(&self, target: &Target) -> bool {
        match target {
            Target::Org(org) => self.orgs.value.contains_key(org),
            Target::Shared => self.lists.contains_key(target),
            Target::Project(project) => self.project(project).is_some(),
            Target::Branch(project, branch) => self.branch(project, branch).is_some(),
            Target::Endpoint(project, endpoint) => self.endpoint(project, endpoint).is_some(),
            Target::Database(project, branch, name) => {
                self.contents(project, branch).is_some_and(|contents| {
                    contents
                        .databases
                        .value
                        .iter()
                        .any(|database| database.name == *name)
                })
            }
            Target::Role(project, branch, name) => self
                .contents(project, branch)
                .is_some_and(|contents| contents.roles.value.iter().any(|role| role.name == *name)),
            Target::Share(project, id) => self.share(project, id).is_some(),
            Target::Account => true,
            Target::ApiKey(..) => self.key(target).is_some(),
            Target::Member(org, id) => self.member(org, id).is_some(),
            Target::Invitation(org, id) => self.invitation(org, id).is_some(),
            Target::Spending(org) => self.spending.contains_key(org),
            Target::DeletedBranch(project, branch) => {
                self.deleted_branch(project, branch).is_some()
            }
            Target::Snapshot(project, id) => self.snapshot(project, id).is_some(),
            Target::Schedule(project, branch) => self.schedule(project, branch).is_some(),
            Target::More(list) => self.lists.get(list).is_some_and(ProjectPages::has_more),
        }
    }

    /// What of the newest answer about the thing could not be read.
    pub fn unreadable(&self, target: &Target) -> Option<&Unreadable> {
        let of = match target {
            Target::Org(org) => &self.orgs.value.get(org)?.unreadable,
            Target::Project(project) => &self.project(project)?.row.unreadable,
            Target::Branch(project, branch) => &self.branch(project, branch)?.unreadable,
            Target::Endpoint(project, endpoint) => &self.endpoint(project, endpoint)?.unreadable,
            Target::Database(project, branch, name) => {
                let mut all = self.contents(project, branch)?.databases.value.iter();
                &all.find(|one| one.name == *name)?.unreadable
            }
            Target::Role(project, branch, name) => {
                let mut all = self.contents(project, branch)?.roles.value.iter();
                &all.find(|one| one.name == *name)?.unreadable
            }
            Target::DeletedBranch(project, branch) => {
                &self.deleted_branch(project, branch)?.unreadable
            }
            Target::Share(project, id) => &self.share(project, id)?.unreadable,
            Target::ApiKey(..) => &self.key(target)?.unreadable,
            Target::Member(org, id) => &self.member(org, id)?.unreadable,
            Target::Invitation(org, id) => &self.invitation(org, id)?.unreadable,
            Target::Snapshot(project, id) => &self.snapshot(project, id)?.unreadable,
            Target::Shared
            | Target::Account
            | Target::Spending(_)
            | Target::Schedule(..)
            | Target::More(_) => return None,
        };
        Some(of).filter(|of| !of.is_none())
    }

    /// Forgets a thing that was deleted, and what was on it.
    pub fn forget(&mut self, target: &Target) {
        match target {
            Target::Project(project) => self.project_mut(project).gone = true,
            Target::Branch(project, branch) => self.inside_mut(project).forget_branch(branch),
            Target::Endpoint(project, endpoint) => {
                self.inside_mut(project).forget_endpoint(endpoint)
            }
            Target::Database(project, branch, name) => {
                let databases = &mut self.contents_mut(project, branch).databases.value;
                databases.retain(|database| database.name != *name);
            }
            Target::Role(project, branch, name) => {
                let roles = &mut self.contents_mut(project, branch).roles.value;
                roles.retain(|role| role.name != *name);
            }
            Target::DeletedBranch(project, branch) => {
                self.inside_mut(project).deleted.shift_remove(branch);
            }
            Target::Share(project, id) => {
                self.inside_mut(project).shares.retain(|one| one.id != *id);
            }
            Target::Snapshot(project, id) => {
                let snapshots = &mut self.inside_mut(project).snapshots.value;
                snapshots.retain(|snapshot| snapshot.id != *id);
            }
            Target::ApiKey(org, id) => {
                if let Some(keys) = self.keys.get_mut(org) {
                    keys.retain(|key| *id != KeyId::from(key.id));
                }
            }
            Target::Member(org, id) => {
                let people = self.people.entry(org.clone()).or_default();
                people.lose(id);
            }
            Target::Org(_)
            | Target::Shared
            | Target::Account
            | Target::Invitation(..)
            | Target::Spending(_)
            | Target::Schedule(..)
            | Target::More(_) => {}
        }
    }

    /// The name that users know the thing by.
    pub fn name(&self, target: &Target) -> String {
        let named = match target {
            Target::Org(org) => self.orgs.value.get(org).map(|org| org.name.to_string()),
            Target::Shared => Some("Shared with me".to_owned()),
            Target::Project(project) => self
                .project(project)
                .map(|entry| entry.row.name.to_string()),
            Target::Branch(project, branch) => self
                .branch(project, branch)
                .map(|branch| branch.name.to_string()),
            Target::Endpoint(project, endpoint) => self
                .endpoint(project, endpoint)
                .and_then(|endpoint| endpoint.name.as_ref())
                .map(ToString::to_string),
            Target::DeletedBranch(project, branch) => self
                .deleted_branch(project, branch)
                .map(|branch| branch.name.to_string()),
            Target::Share(project, id) => self
                .share(project, id)
                .map(|one| one.granted_to_email.to_string()),
            Target::Account => Some("your account".to_owned()),
            Target::ApiKey(..) => self.key(target).map(|key| key.name.to_string()),
            Target::Member(org, id) => self.member(org, id).map(|one| one.user.email.to_string()),
            Target::Invitation(org, id) => {
                self.invitation(org, id).map(|one| one.email.to_string())
            }
            Target::Spending(org) => {
                let org = self.name(&Target::Org(org.clone()));
                Some(format!("the spending limit of {org}"))
            }
            Target::Snapshot(project, id) => self
                .snapshot(project, id)
                .map(|snapshot| snapshot.name.to_string()),
            Target::Schedule(project, branch) => self
                .branch(project, branch)
                .map(|branch| format!("backups of {}", branch.name)),
            Target::More(_) => Some("more".to_owned()),
            Target::Database(..) | Target::Role(..) => None,
        };
        named
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| target.id().to_owned())
    }
}
