//! Neon Auth: sign-in for the users of a branch. Only its switch is here, nobody can sign in.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    call::{Call, Reply},
    error::{Answer, Refusal},
    ids::Text,
    time::Time,
    world::World,
};

/// Neon Auth of a branch.
#[derive(Debug, Clone, Serialize)]
pub struct NeonAuth {
    auth_provider: Provider,
    auth_provider_project_id: String,
    branch_id: Text,
    db_name: String,
    created_at: Time,
    owned_by: &'static str,
    jwks_url: String,
    base_url: String,
}

/// Who really signs people in.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Provider {
    Mock,
    Stack,
    BetterAuth,
}

#[derive(Debug, Deserialize)]
struct EnableRequest {
    auth_provider: Provider,
    database_name: Option<String>,
}

fn is_off() -> Refusal {
    Refusal::new(404, "Neon Auth is not enabled for the branch")
}

/// `GET …/branches/{branch_id}/auth`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    Reply::ok(visit.branch()?.auth.as_ref().ok_or_else(is_off)?)
}

/// `POST …/branches/{branch_id}/auth`: the only time the secrets are shown.
pub fn enable(world: &mut World, call: &Call) -> Answer {
    let request: EnableRequest = call.body()?;
    let mut visit = world.visit(call)?;
    let branch = visit.usable_branch()?;
    if branch.auth.is_some() {
        return Err(Refusal::conflict(
            "Neon Auth is enabled for the branch already",
        ));
    }
    let first = || branch.databases.first().map(|first| first.name.clone());
    let database = request.database_name.or_else(first).unwrap_or_default();
    let database = branch.database(&database)?.name.clone();
    let id = branch.id.clone();
    let base_url = format!(
        "https://{id}.neonauth.{}/{database}/auth",
        visit.project.proxy_host
    );
    let auth = NeonAuth {
        auth_provider: request.auth_provider,
        auth_provider_project_id: visit.project.mint.uuid(),
        branch_id: id,
        db_name: database,
        created_at: call.time(),
        owned_by: "neon",
        jwks_url: format!("{base_url}/.well-known/jwks.json"),
        base_url,
    };
    let (public, secret) = (visit.project.mint.uuid(), visit.project.mint.uuid());
    let body = json!({
        "auth_provider": auth.auth_provider,
        "auth_provider_project_id": auth.auth_provider_project_id,
        "pub_client_key": format!("pck_{public}"),
        "secret_server_key": format!("ssk_{secret}"),
        "jwks_url": auth.jwks_url,
        "base_url": auth.base_url,
        "schema_name": "neon_auth",
        "table_name": "user",
    });
    visit.branch_mut()?.auth = Some(auth);
    Reply::created(body)
}

/// `DELETE …/branches/{branch_id}/auth`
pub fn disable(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    visit.branch_mut()?.auth.take().ok_or_else(is_off)?;
    Reply::empty()
}
