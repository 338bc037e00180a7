//! The role of a caller in a project.

use crate::emulator::{
    auth::{Credential, Scope},
    members::{Member, Role},
    orgs::Organization,
    project_members::ProjectRole,
    projects::Project,
    user::User,
};

impl Member {
    /// Their role in a project, and its reason. Admins of the organization are admins in every project.
    pub fn effective(&self, project: &Project) -> (Option<ProjectRole>, &'static str) {
        let own = project.member_roles.get(&self.id).copied();
        let default = ProjectRole::of_organization(self.role);
        match (self.role, own) {
            (Role::Admin, _) => (default, "org_admin_override"),
            (_, Some(own)) => (Some(own), "explicit"),
            (_, None) if default.is_some() => (default, "org_role_default"),
            (_, None) => (None, "unassigned"),
        }
    }
}

impl Project {
    /// The role of a caller in the project: keys of the organization may do everything, keys of the
    /// project as much as an editor, people what their role allows; guests with whom it is shared may change it.
    pub fn role_of(
        &self,
        caller: &Credential,
        user: &User,
        org: &Organization,
    ) -> Option<ProjectRole> {
        match caller.scope {
            Scope::Organization(_) => return Some(ProjectRole::Admin),
            Scope::Project { .. } => return Some(ProjectRole::Editor),
            Scope::Personal => {}
        }
        let member = org.members.iter().find(|member| member.user_id == user.id);
        let own = member.filter(|_| org.joined);
        let own = own.and_then(|member| member.effective(self).0);
        own.or_else(|| self.shared_with(&user.email).then_some(ProjectRole::Editor))
    }
}
