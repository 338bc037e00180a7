//! Reading organizations.

use serde::Serialize;
use serde_json::json;

use crate::emulator::{
    orgs::Organization,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
};

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
