//! What the members of an organization may do in one of its projects. Newer than the contract; the shapes are those of the
//! official SDK.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    call::{Call, Reply},
    error::{Answer, Refusal},
    members::{Member, Role},
    page::Sorting,
    projects::Project,
    visit::Visit,
    world::World,
};

/// A role that somebody has in one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectRole {
    Viewer,
    Editor,
    Admin,
}

impl ProjectRole {
    fn permission(self) -> &'static str {
        match self {
            Self::Viewer => "VIEWER",
            Self::Editor => "EDITOR",
            Self::Admin => "ADMIN",
        }
    }

    /// What a member may do in every project that does not say otherwise; collaborators nothing.
    fn of_organization(role: Role) -> Option<Self> {
        match role {
            Role::Admin => Some(Self::Admin),
            Role::Member | Role::Editor => Some(Self::Editor),
            Role::Viewer => Some(Self::Viewer),
            Role::Collaborator => None,
        }
    }
}

/// A member with what they may do in a project.
#[derive(Debug, Serialize)]
struct ProjectMember<'a> {
    member_id: &'a str,
    user_id: &'a str,
    email: &'a str,
    org_role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    project_role: Option<ProjectRole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_default_project_permission: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explicit_project_permission: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_project_permission: Option<&'static str>,
    grant_source: &'static str,
}

/// The answer to a change of a role, with hints what should follow it.
#[derive(Debug, Serialize)]
struct ChangedMember<'a> {
    project_id: &'a str,
    #[serde(flatten)]
    member: ProjectMember<'a>,
    credential_rotation_recommended: bool,
    org_api_key_rotation_recommended: bool,
}

impl Member {
    /// Admins of the organization are admins in every project.
    fn in_project(&self, project: &Project) -> ProjectMember<'_> {
        let own = project.member_roles.get(&self.id).copied();
        let default = ProjectRole::of_organization(self.role);
        let (effective, grant_source) = match (self.role, own) {
            (Role::Admin, _) => (default, "org_admin_override"),
            (_, Some(own)) => (Some(own), "explicit"),
            (_, None) if default.is_some() => (default, "org_role_default"),
            (_, None) => (None, "unassigned"),
        };
        ProjectMember {
            member_id: &self.id,
            user_id: &self.user_id,
            email: &self.email,
            org_role: self.role,
            project_role: own,
            org_default_project_permission: default.map(ProjectRole::permission),
            explicit_project_permission: own.map(ProjectRole::permission),
            effective_project_permission: effective.map(ProjectRole::permission),
            grant_source,
        }
    }
}

impl Visit<'_> {
    fn member(&self) -> Result<Member, Refusal> {
        if !self.org.joined {
            return Err(Refusal::not_found("project"));
        }
        let id = self.call.param("member_id");
        let mut members = self.org.members.iter();
        let found = members.find(|member| member.id == id).cloned();
        found.ok_or_else(|| Refusal::not_found("member"))
    }

    /// The answer to a change of a role, which is refused unless the caller has confirmed to change their own.
    fn set_role(&mut self, role: Option<ProjectRole>, confirmation: &str) -> Answer {
        let member = self.member()?;
        let own = member.user_id == self.user.id;
        if own
            && role != Some(ProjectRole::Admin)
            && self.call.query.flag(confirmation)? != Some(true)
        {
            return Err(Refusal::unprocessable(format!(
                "{confirmation} is required to lower your own role"
            )));
        }
        let roles = &mut self.project.member_roles;
        match role {
            Some(role) => drop(roles.insert(member.id.clone(), role)),
            None => drop(roles.shift_remove(&member.id)),
        }
        Reply::ok(ChangedMember {
            project_id: &self.project.id,
            member: member.in_project(self.project),
            credential_rotation_recommended: role != Some(ProjectRole::Admin),
            org_api_key_rotation_recommended: false,
        })
    }
}

/// `GET /projects/{project_id}/members`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let sorting = Sorting::read(call, &["email"], "email", 500)?;
    let visit = world.visit(call)?;
    if !visit.org.joined {
        return Err(Refusal::not_found("project"));
    }
    let members = visit.org.members.iter().collect();
    let page = sorting.page(
        members,
        |member: &&Member| member.email.clone(),
        |member| &member.id,
    )?;
    let members = page
        .items
        .iter()
        .map(|member| member.in_project(visit.project));
    let members: Vec<ProjectMember> = members.collect();
    Reply::ok(json!({ "project_members": members, "pagination": page.pagination }))
}

#[derive(Debug, Deserialize)]
struct RoleRequest {
    role: ProjectRole,
}

/// `PUT /projects/{project_id}/members/{member_id}/role`
pub fn set_role(world: &mut World, call: &Call) -> Answer {
    let RoleRequest { role } = call.body()?;
    world
        .visit(call)?
        .set_role(Some(role), "confirm_self_demotion")
}

/// `DELETE /projects/{project_id}/members/{member_id}/role`
pub fn remove_role(world: &mut World, call: &Call) -> Answer {
    world.visit(call)?.set_role(None, "confirm_self_lockout")
}
