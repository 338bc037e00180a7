//! Organizations.

use serde::Serialize;
use serde_json::json;

use super::{
    auth::{Scope, outside_the_project},
    error::Refusal,
    ids::Text,
    members::{Invitation, Member},
    plan::Plan,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
    vpc::VpcEndpoints,
};

#[derive(Debug, Clone)]
pub struct Organization {
    pub id: Text,
    pub name: String,
    pub handle: String,
    pub plan: &'static Plan,
    pub created_at: Time,
    pub updated_at: Time,
    pub allow_hipaa_projects: bool,
    /// Whether the user is a member. Other organizations exist only because they share projects.
    pub joined: bool,
    pub members: Vec<Member>,
    pub invitations: Vec<Invitation>,
    pub spending_limit_cents: Option<i64>,
    pub vpc_endpoints: VpcEndpoints,
}

#[derive(Debug, Serialize)]
struct View<'a> {
    id: &'a str,
    name: &'a str,
    handle: &'a str,
    plan: &'a str,
    created_at: Time,
    managed_by: &'static str,
    updated_at: Time,
    allow_hipaa_projects: bool,
    require_mfa: bool,
}

impl Organization {
    fn view(&self) -> View<'_> {
        View {
            id: &self.id,
            name: &self.name,
            handle: &self.handle,
            plan: self.plan.name,
            created_at: self.created_at,
            managed_by: "console",
            updated_at: self.updated_at,
            allow_hipaa_projects: self.allow_hipaa_projects,
            require_mfa: false,
        }
    }
}

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
}

/// `GET /users/me/organizations`: for an organization key, its owner.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let own = call.credential.organization();
    let visible = |org: &&Organization| org.joined && own.is_none_or(|own| *own == org.id);
    let organizations: Vec<_> = world
        .organizations
        .values()
        .filter(visible)
        .map(Organization::view)
        .collect();
    Reply::ok(json!({ "organizations": organizations }))
}

/// `GET /organizations/{org_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    Reply::ok(world.organization(call)?.view())
}
