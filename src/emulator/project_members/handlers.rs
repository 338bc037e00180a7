//! Reading and changing the roles of members in a project.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::emulator::{
    auth::{Scope, outside_the_project},
    error::Refusal,
    members::{Member, Role},
    page::Sorting,
    project_members::ProjectRole,
    project_scope::ProjectScope,
    projects::Project,
    request::{Answer, Call, Reply},
    state::World,
};

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
    /// Only in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    grant_source: Option<&'static str>,
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
    /// The role in projects where they have no other.
    fn default_role(&self) -> Option<ProjectRole> {
        ProjectRole::of_organization(self.role)
    }

    fn in_project(&self, project: &Project) -> ProjectMember<'_> {
        let own = project.member_roles.get(&self.id).copied();
        let default = self.default_role();
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
            grant_source: Some(grant_source),
        }
    }
}

impl ProjectScope<'_> {
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

    /// Changes a role; refused unless the caller has confirmed lowering their own, or losing it.
    fn set_role(&mut self, role: Option<ProjectRole>, confirmation: &str) -> Answer {
        let member = self.member()?;
        self.must_manage("change the roles of members")?;
        let own = member.user_id == self.user.id;
        let confirmed = self.call.query.flag(confirmation)? == Some(true);
        let lowers = match role {
            Some(role) => role != ProjectRole::Admin,
            None => member.default_role() != Some(ProjectRole::Admin),
        };
        if own && lowers && !confirmed {
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
            member: ProjectMember {
                grant_source: None,
                ..member.in_project(self.project)
            },
            credential_rotation_recommended: role != Some(ProjectRole::Admin),
            org_api_key_rotation_recommended: false,
        })
    }
}

/// `GET /projects/{project_id}/members`: only admins see those who have no access.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let sorting = Sorting::read(call, &["email"], "email", 500)?;
    let scope = world.project_scope(call)?;
    scope.must_see_members()?;
    let all = scope.role >= Some(ProjectRole::Admin);
    let has_access = |member: &&Member| all || member.effective(scope.project).0.is_some();
    let members = scope.org.members.iter().filter(has_access).collect();
    let page = sorting.page(
        members,
        |member: &&Member| member.email.clone(),
        |member| &member.id,
    )?;
    let members = page
        .items
        .iter()
        .map(|member| member.in_project(scope.project));
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
        .project_scope(call)?
        .set_role(Some(role), "confirm_self_demotion")
}

/// `DELETE /projects/{project_id}/members/{member_id}/role`
pub fn remove_role(world: &mut World, call: &Call) -> Answer {
    world
        .project_scope(call)?
        .set_role(None, "confirm_self_lockout")
}
