//! Who is signed in, and with which key.

use serde_json::json;

use crate::emulator::{
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET /users/me`: refused for organization keys.
pub fn me(world: &mut World, call: &Call) -> Answer {
    call.credential.must_be_personal(404)?;
    let user = &world.user;
    Reply::ok(json!({
        "active_seconds_limit": 0,
        "auth_accounts": [{
            "provider": "github",
            "email": user.email,
            "name": user.full_name(),
            "login": user.login,
            "image": user.image,
        }],
        "email": user.email,
        "id": user.id,
        "image": user.image,
        "login": user.login,
        "name": user.name,
        "last_name": user.last_name,
        "projects_limit": 100,
        "branches_limit": 10,
        "max_autoscaling_limit": 2,
        "compute_seconds_limit": 360_000,
        "plan": user.plan,
    }))
}

/// `GET /auth`: works with every kind of key.
pub fn auth(world: &mut World, call: &Call) -> Answer {
    let key = call.credential.key.unwrap_or_else(|| world.keys.first_id());
    let mut body = json!({
        "account_id": call.credential.account,
        "auth_method": call.credential.method,
    });
    if let Some(fields) = body
        .as_object_mut()
        .filter(|_| call.credential.method != "oauth")
    {
        fields.insert("auth_data".to_owned(), json!(key.to_string()));
    }
    Reply::ok(body)
}
