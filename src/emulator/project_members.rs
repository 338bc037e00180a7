//! The roles of an organization's members in one of its projects. Newer than the contract; the shapes are those of the
//! official SDK.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    auth::{Credential, Scope, outside_the_project},
    error::Refusal,
    members::{Member, Role},
    orgs::Organization,
    page::Sorting,
    project_scope::Visit,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
    user::User,
};

/// A member's role in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

    /// The contract's name of the permission on a project.
    pub fn of_project(self) -> &'static str {
        match self {
            Self::Viewer => "CAN_VIEW",
            Self::Editor => "CAN_EDIT",
            Self::Admin => "CAN_MANAGE",
        }
    }

    /// The default role of a member in every project; collaborators have none.
    fn of_organization(role: Role) -> Option<Self> {
        match role {
            Role::Admin => Some(Self::Admin),
            Role::Member | Role::Editor => Some(Self::Editor),
            Role::Viewer => Some(Self::Viewer),
            Role::Collaborator => None,
        }
    }
}

/// A member with their role in a project.
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

/// The answer to a change of a role, with hints about what should follow.
#[derive(Debug, Serialize)]
struct ChangedMember<'a> {
    project_id: &'a str,
    #[serde(flatten)]
    member: ProjectMember<'a>,
    credential_rotation_recommended: bool,
    org_api_key_rotation_recommended: bool,
}

impl Member {
    /// Their role in a project, and its reason. Admins of the organization are admins in every project.
    fn effective(&self, project: &Project) -> (Option<ProjectRole>, &'static str) {
        let own = project.member_roles.get(&self.id).copied();
        let default = ProjectRole::of_organization(self.role);
        match (self.role, own) {
            (Role::Admin, _) => (default, "org_admin_override"),
            (_, Some(own)) => (Some(own), "explicit"),
            (_, None) if default.is_some() => (default, "org_role_default"),
            (_, None) => (None, "unassigned"),
        }
    }

    fn in_project(&self, project: &Project) -> ProjectMember<'_> {
        let own = project.member_roles.get(&self.id).copied();
        let default = ProjectRole::of_organization(self.role);
        let (effective, grant_source) = self.effective(project);
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

impl Project {
    /// The role of a caller in the project (§1.1, §4.10): keys of the organization may do everything, keys of the
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

impl Visit<'_> {
    /// Refuses read-only callers.
    pub fn must_edit(&self) -> Result<(), Refusal> {
        if self.role >= Some(ProjectRole::Editor) {
            return Ok(());
        }
        Err(Refusal::forbidden(
            "your role in the project does not allow to change it",
        ))
    }

    /// Refuses callers who are not admins of the project; `what` completes the message.
    pub fn must_manage(&self, what: &str) -> Result<(), Refusal> {
        self.call.credential.must_reach_beyond_projects(403, what)?;
        if self.role >= Some(ProjectRole::Admin) {
            return Ok(());
        }
        Err(Refusal::forbidden(format!(
            "your role in the project does not allow to {what}"
        )))
    }

    /// Refuses callers who may not see the members: guests, and keys of one project.
    fn must_see_members(&self) -> Result<(), Refusal> {
        match self.call.credential.scope {
            Scope::Project { .. } => Err(outside_the_project()),
            _ if !self.org.joined => Err(Refusal::not_found("project")),
            _ => Ok(()),
        }
    }

    fn member(&self) -> Result<Member, Refusal> {
        self.must_see_members()?;
        let id = self.call.param("member_id");
        let mut members = self.org.members.iter();
        let found = members.find(|member| member.id == id).cloned();
        found.ok_or_else(|| Refusal::not_found("member"))
    }

    /// Changes a role; refused unless the caller has confirmed changing their own.
    fn set_role(&mut self, role: Option<ProjectRole>, confirmation: &str) -> Answer {
        let member = self.member()?;
        self.must_manage("change the roles of members")?;
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
    visit.must_see_members()?;
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
