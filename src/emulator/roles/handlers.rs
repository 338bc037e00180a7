//! Reading and changing roles, and their passwords.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    databases::MOST_PER_BRANCH,
    error::Refusal,
    request::{Answer, Call, Reply},
    roles::{Authentication, Role},
    state::World,
    validation,
};

#[derive(Debug, Deserialize)]
struct CreateRequest {
    role: CreateFields,
}

#[derive(Debug, Deserialize)]
struct CreateFields {
    name: String,
    no_login: Option<bool>,
}

/// `GET …/roles`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    Reply::ok(json!({ "roles": scope.branch()?.roles }))
}

/// `GET …/roles/{role_name}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    Reply::ok(json!({ "role": scope.branch()?.role(call.param("role_name"))? }))
}

/// `POST …/roles`
pub fn create(world: &mut World, call: &Call) -> Answer {
    let request: CreateRequest = call.body()?;
    let CreateFields { name, no_login } = request.role;
    validation::role_name(&name)?;
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    if branch.role(&name).is_ok() {
        return Err(Refusal::conflict(format!(
            "role with name \"{name}\" already exists"
        )));
    }
    if branch.roles.len() >= MOST_PER_BRANCH {
        return Err(Refusal::unprocessable("roles limit exceeded").code("ROLES_LIMIT_EXCEEDED"));
    }
    let branch_id = branch.id.clone();
    scope.must_be_free()?;
    let mut role = Role::new(
        &branch_id,
        &name,
        scope.project.mint.password(),
        call.time(),
    );
    if no_login == Some(true) {
        role.authentication_method = Authentication::NoLogin;
    }
    scope.branch_mut()?.roles.push(role.clone());
    let operations = scope.apply_config()?;
    Reply::created(json!({ "role": role.with_password(), "operations": operations }))
}

/// `DELETE …/roles/{role_name}`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    let Ok(role) = branch.role(call.param("role_name")).cloned() else {
        return Reply::gone();
    };
    if role.protected {
        return Err(Refusal::unprocessable(
            "role is protected and cannot be deleted",
        ));
    }
    if let Some(owned) = branch
        .databases
        .iter()
        .find(|database| database.owner_name == role.name)
    {
        let message = format!(
            "role \"{}\" owns database \"{}\" and cannot be deleted",
            role.name, owned.name
        );
        return Err(Refusal::unprocessable(message));
    }
    scope.must_be_free()?;
    scope
        .branch_mut()?
        .roles
        .retain(|other| other.name != role.name);
    let operations = scope.apply_config()?;
    Reply::ok(json!({ "role": role, "operations": operations }))
}

/// `GET …/roles/{role_name}/reveal_password`
pub fn reveal_password(world: &mut World, call: &Call) -> Answer {
    let stand_in = world.stand_in.clone();
    let scope = world.project_scope(call)?;
    let role = scope.branch()?.role(call.param("role_name"))?;
    if !scope.project.store_passwords {
        return Err(Refusal::passwords_not_stored());
    }
    role.must_have_password()?;
    let of_server = stand_in.and_then(|server| server.password(&role.name));
    Reply::ok(json!({ "password": of_server.as_ref().unwrap_or(&role.password) }))
}

/// `POST …/roles/{role_name}/reset_password`
pub fn reset_password(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    if branch.role(call.param("role_name"))?.protected {
        return Err(Refusal::unprocessable(
            "role is protected, its password cannot be reset",
        ));
    }
    scope.must_be_free()?;
    let password = scope.project.mint.password();
    let found = scope
        .branch_mut()?
        .roles
        .iter_mut()
        .find(|role| role.name == call.param("role_name"));
    let role = found.ok_or_else(|| Refusal::not_found("role"))?;
    role.password = password;
    role.updated_at = call.time();
    let role = role.with_password();
    let operations = scope.apply_config()?;
    Reply::ok(json!({ "role": role, "operations": operations }))
}
