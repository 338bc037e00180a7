//! Deprecated routes, from when Neon Auth belonged to projects: they mean the default branch.

use serde::Deserialize;
use serde_json::json;

use super::{keys, people};
use crate::emulator::{
    error::Refusal,
    neon_auth::Provider,
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
};

/// What these routes have in their bodies instead of their paths.
#[derive(Debug, Deserialize)]
struct OfProject {
    project_id: String,
    auth_provider: Provider,
}

#[derive(Debug, Deserialize)]
struct OfBranch {
    project_id: String,
    branch_id: String,
}

impl ProjectScope<'_> {
    fn must_have(&mut self, provider: Provider) -> Result<(), Refusal> {
        if self.neon_auth()?.auth_provider == provider {
            return Ok(());
        }
        Err(Refusal::not_found("integration with the auth provider"))
    }
}

/// `POST /projects/auth/create`
pub fn create(world: &mut World, call: &Call) -> Answer {
    let OfBranch {
        project_id,
        branch_id,
    } = call.body()?;
    let of_branch = call.with_params([("project_id", project_id), ("branch_id", branch_id)]);
    super::enable(world, &of_branch)
}

/// `POST /projects/auth/keys`: other keys for what is enabled.
pub fn create_keys(world: &mut World, call: &Call) -> Answer {
    let of: OfProject = call.body()?;
    let call = call.with_params([("project_id", of.project_id)]);
    let mut scope = world.project_scope(&call)?;
    scope.must_have(of.auth_provider)?;
    let auth = scope.neon_auth()?.clone();
    Reply::created(keys(&auth, &mut scope.project.mint))
}

/// `POST /projects/auth/user`
pub fn create_user(world: &mut World, call: &Call) -> Answer {
    let of: OfProject = call.body()?;
    let call = call.with_params([("project_id", of.project_id)]);
    people::check_user(&call)?;
    world.project_scope(&call)?.must_have(of.auth_provider)?;
    people::create_user(world, &call)
}

/// `POST /projects/auth/transfer_ownership`: begins the handover, which ends at the provider.
pub fn hand_over(world: &mut World, call: &Call) -> Answer {
    let of: OfProject = call.body()?;
    let call = call.with_params([("project_id", of.project_id)]);
    let mut scope = world.project_scope(&call)?;
    scope.must_have(of.auth_provider)?;
    let code = scope.project.mint.uuid();
    let auth = scope.neon_auth()?;
    auth.transfer_status = Some("initiated");
    Reply::ok(json!({ "url": format!("{}/transfer?code={code}", auth.base_url) }))
}

/// `GET /projects/{project_id}/auth/integrations`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let branches = scope.project.branches.values();
    let all: Vec<_> = branches.filter_map(|branch| branch.auth.as_ref()).collect();
    Reply::ok(json!({ "data": all }))
}

/// `DELETE /projects/{project_id}/auth/integration/{auth_provider}`
pub fn disable(world: &mut World, call: &Call) -> Answer {
    let provider: Provider = call.word("auth_provider")?;
    world.project_scope(call)?.must_have(provider)?;
    super::disable(world, call)
}
