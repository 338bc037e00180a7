//! After a lost answer: the thing that was made, among those that a list names.

use super::{Made, New, is_from, text};
use crate::{
    api::{
        Answer, Request,
        types::{Branch, EndpointType, ProjectPermission},
    },
    kinds::edit::addresses,
    store::target::Target,
};

impl Made {
    /// Whether a branch is the one that was made.
    fn is(&self, branch: &Branch) -> bool {
        let is_new = || !self.before.iter().any(|id| id == branch.id.as_str());
        let fits = match &self.new {
            New::FromSnapshot { snapshot, .. } => is_from(branch, snapshot) && is_new(),
            _ => true,
        };
        fits && branch.name == self.name
    }

    /// It, in the answer to that request; `asked` is the one that was to make it.
    pub fn found(&self, asked: &Request, answer: &Answer) -> Option<Target> {
        let is_new = |id: &str| !self.before.iter().any(|before| before == id);
        match (&self.new, answer) {
            (New::Project(_), Answer::ListProjects(page)) => {
                let mut rows = page.projects.iter();
                let row = rows.find(|row| row.name == self.name && is_new(row.id.as_str()))?;
                Some(Target::Project(row.id.clone()))
            }
            (
                New::Branch(project) | New::FromSnapshot { project, .. },
                Answer::ListBranches(page),
            ) => {
                let branch = page.branches.iter().find(|branch| self.is(branch))?;
                Some(Target::Branch(project.clone(), branch.id.clone()))
            }
            (New::Snapshot(project, _), Answer::ListSnapshots(list)) => {
                let mut all = list.snapshots.iter();
                let one = all.find(|one| one.name == self.name && is_new(one.id.as_str()))?;
                Some(Target::Snapshot(project.clone(), one.id.clone()))
            }
            (New::Share(project), Answer::ListPermissions(list)) => {
                let mut all = list.project_permissions.iter();
                let is_it = |grant: &ProjectPermission| {
                    grant.granted_to_email == self.name && grant.revoked_at.is_none()
                };
                all.any(is_it).then(|| Target::Project(project.clone()))
            }
            // Neon invites all of them or nobody.
            (New::Invitation(org), Answer::ListInvitations(list)) => {
                let role = asked
                    .body
                    .as_ref()
                    .map(|body| text(body, "/invitations/0/role"));
                let is_there = |email: &str| {
                    let mut all = list.invitations.iter();
                    all.any(|one| {
                        is_new(one.id.as_str())
                            && one.email.eq_ignore_ascii_case(email)
                            && Some(one.role.as_str()) == role
                    })
                };
                let all = addresses(&self.name).all(is_there);
                all.then(|| Target::Org(org.clone()))
            }
            (New::ApiKey(org), Answer::ListApiKeys(list) | Answer::ListOrgApiKeys(list)) => {
                let mut all = list.api_keys.iter();
                let key = all.find(|key| key.name == self.name && is_new(&key.id.to_string()))?;
                Some(Target::ApiKey(org.clone(), key.id.into()))
            }
            _ => self.found_on_branch(answer),
        }
    }

    /// The same of what is on a branch.
    fn found_on_branch(&self, answer: &Answer) -> Option<Target> {
        let is_new = |id: &str| !self.before.iter().any(|before| before == id);
        match (&self.new, answer) {
            (New::Database(project, branch), Answer::ListDatabases(list)) => {
                let mut all = list.databases.iter();
                let database = all.find(|database| database.name.as_str() == self.name)?;
                let name = database.name.clone();
                Some(Target::Database(project.clone(), branch.clone(), name))
            }
            (New::Role(project, branch), Answer::ListRoles(list)) => {
                let role = list
                    .roles
                    .iter()
                    .find(|role| role.name.as_str() == self.name)?;
                let name = role.name.clone();
                Some(Target::Role(project.clone(), branch.clone(), name))
            }
            (
                New::Compute(project, _) | New::Replica(project, _),
                Answer::ListBranchEndpoints(list),
            ) => {
                let kind = match self.new {
                    New::Replica(..) => EndpointType::ReadOnly,
                    _ => EndpointType::ReadWrite,
                };
                let mut all = list.endpoints.iter();
                let endpoint = all.find(|e| e.r#type == kind && is_new(e.id.as_str()))?;
                Some(Target::Endpoint(project.clone(), endpoint.id.clone()))
            }
            _ => None,
        }
    }
}
