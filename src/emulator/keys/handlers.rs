//! Reading, creating and revoking keys.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::{
    auth::Scope,
    error::Refusal,
    ids::Text,
    keys::ApiKey,
    request::{Answer, Call, Reply},
    state::World,
    user::User,
    validation,
};

fn creator(user: &User) -> Value {
    json!({ "id": user.id, "name": user.full_name(), "image": user.image })
}

/// The owner of the keys in a path: a person or an organization. Only people may manage keys.
fn owner(world: &mut World, call: &Call) -> Result<Option<Text>, Refusal> {
    call.credential.must_be_personal(403)?;
    if call.param("org_id").is_empty() {
        return Ok(None);
    }
    world.run_organization(call).map(|org| Some(org.id.clone()))
}

/// `GET /api_keys`, `GET /organizations/{org_id}/api_keys`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let owner = owner(world, call)?;
    let keys = world.keys.of(owner.as_deref());
    let keys: Vec<_> = keys.map(|key| key.with_use(creator(&world.user))).collect();
    Reply::ok(keys)
}

#[derive(Debug, Deserialize)]
struct CreateRequest {
    key_name: String,
    project_id: Option<Text>,
}

/// `POST /api_keys`, `POST /organizations/{org_id}/api_keys`: the only time the secret is shown.
pub fn create(world: &mut World, call: &Call) -> Answer {
    let request: CreateRequest = call.body()?;
    validation::text("key_name", &request.key_name, 64)?;
    let owner = owner(world, call)?;
    let named = |key: &ApiKey| key.name == request.key_name;
    if world.keys.of(owner.as_deref()).any(named) {
        return Err(Refusal::conflict("choose another unique name for api key"));
    }
    let scope = match (owner, request.project_id) {
        (None, _) => Scope::Personal,
        (Some(organization), None) => Scope::Organization(organization),
        (Some(organization), Some(project)) => {
            if world.owner_of(&project).as_ref() != Some(&organization) {
                return Err(Refusal::not_found("project"));
            }
            Scope::Project {
                project,
                organization,
            }
        }
    };
    let key = ApiKey {
        id: world.keys.next_id(),
        name: request.key_name,
        scope,
        secret: world.mint.api_key(),
        created_at: call.time(),
        last_used_at: None,
        revoked: false,
    };
    let mut body = key.view(json!(world.user.id));
    body.insert("key".to_owned(), json!(key.secret));
    world.keys.0.push(key);
    Reply::ok(body)
}

/// `DELETE /api_keys/{key_id}`, `DELETE /organizations/{org_id}/api_keys/{key_id}`: immediate and permanent.
pub fn revoke(world: &mut World, call: &Call) -> Answer {
    let owner = owner(world, call)?;
    let missing = || Refusal::not_found("API key");
    let id: i64 = call.param("key_id").parse().map_err(|_| missing())?;
    let mut keys = world.keys.0.iter_mut();
    let key = keys.find(|key| key.id == id && !key.revoked && key.owner() == owner.as_deref());
    let key = key.ok_or_else(missing)?;
    key.revoked = true;
    let mut body = key.with_use(json!(world.user.id));
    body.insert("revoked".to_owned(), json!(true));
    Reply::ok(body)
}
