//! Reaching an organization: who may see it, who may manage it.

use super::{
    auth::{Scope, outside_the_project},
    error::Refusal,
    members::{Member, Role},
    orgs::Organization,
    request::Call,
    state::World,
};

impl World {
    /// The organization with this id, if the user is a member.
    pub fn member_organization(&self, id: &str) -> Result<&Organization, Refusal> {
        let found = self.organizations.get(id).filter(|org| org.joined);
        found.ok_or_else(|| Refusal::not_found("organization"))
    }

    /// The organization in the path, if the credential reaches it.
    pub fn organization(&self, call: &Call) -> Result<&Organization, Refusal> {
        let id = call.param("org_id");
        match &call.credential.scope {
            Scope::Project { .. } => Err(outside_the_project()),
            Scope::Organization(own) if own != id => Err(Refusal::not_found("organization")),
            _ => self.member_organization(id),
        }
    }

    /// The organization in the path, for changing.
    pub fn organization_mut(&mut self, call: &Call) -> Result<&mut Organization, Refusal> {
        let id = self.organization(call)?.id.clone();
        self.organizations
            .get_mut(&id)
            .ok_or_else(|| Refusal::not_found("organization"))
    }

    /// The organization in the path, if the caller may manage it: an admin, or a key of the organization itself.
    pub fn run_organization(&mut self, call: &Call) -> Result<&mut Organization, Refusal> {
        let user = self.user.id.clone();
        let org = self.organization_mut(call)?;
        let admin = |member: &Member| member.user_id == user && member.role == Role::Admin;
        let may = call.credential.scope != Scope::Personal || org.members.iter().any(admin);
        if may {
            Ok(org)
        } else {
            Err(Refusal::forbidden(
                "only admins of the organization can do this",
            ))
        }
    }

    /// Refuses users whose role in an organization does not allow creating projects there.
    pub fn must_create_in(&self, org: &Organization, call: &Call) -> Result<(), Refusal> {
        let looks_only = |member: &Member| {
            member.user_id == self.user.id
                && matches!(member.role, Role::Viewer | Role::Collaborator)
        };
        if call.credential.scope != Scope::Personal || !org.members.iter().any(looks_only) {
            return Ok(());
        }
        Err(Refusal::forbidden(
            "your role in the organization does not allow to create projects",
        ))
    }
}
