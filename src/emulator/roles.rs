//! Postgres roles of a branch. A role has no id: its name and branch identify it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    branches::Branch,
    databases::MOST_PER_BRANCH,
    error::Refusal,
    ids::{Mint, Text},
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
    validation,
};

/// A role. Its password is not serialized: few answers contain it.
#[derive(Debug, Clone, Serialize)]
pub struct Role {
    pub branch_id: Text,
    pub name: String,
    pub protected: bool,
    pub created_at: Time,
    pub updated_at: Time,
    pub authentication_method: Authentication,
    #[serde(skip)]
    pub password: String,
}

/// How a role signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Authentication {
    Password,
    /// It cannot sign in.
    NoLogin,
}

#[derive(Debug, Deserialize)]
struct CreateRequest {
    role: CreateFields,
}

#[derive(Debug, Deserialize)]
struct CreateFields {
    name: String,
    no_login: Option<bool>,
}

impl Role {
    /// A role that can sign in.
    pub fn new(branch_id: &Text, name: &str, password: String, at: Time) -> Self {
        Self {
            branch_id: branch_id.clone(),
            name: name.to_owned(),
            protected: false,
            created_at: at,
            updated_at: at,
            authentication_method: Authentication::Password,
            password,
        }
    }

    /// Refuses a role that cannot sign in.
    pub fn must_have_password(&self) -> Result<(), Refusal> {
        match self.authentication_method {
            Authentication::Password => Ok(()),
            Authentication::NoLogin => Err(Refusal::new(412, "role has no password")),
        }
    }

    /// The role with its password, for the few answers that contain it.
    pub fn with_password(&self) -> Value {
        let mut value = json!(self);
        if let Some(fields) = value.as_object_mut()
            && self.authentication_method == Authentication::Password
        {
            fields.insert("password".to_owned(), Value::from(self.password.as_str()));
        }
        value
    }
}

/// The roles for token-based access, and whether they can also sign in directly (§7.1).
const MANAGED: [(&str, Authentication); 3] = [
    ("authenticator", Authentication::Password),
    ("authenticated", Authentication::NoLogin),
    ("anonymous", Authentication::NoLogin),
];

impl Branch {
    /// Creates missing managed roles.
    pub fn add_managed_roles(&mut self, at: Time) {
        let mut mint = Mint::named(&format!("{}/managed", self.id));
        for (name, authentication_method) in MANAGED {
            if self.role(name).is_err() {
                let mut role = Role::new(&self.id, name, mint.password(), at);
                role.protected = true;
                role.authentication_method = authentication_method;
                self.roles.push(role);
            }
        }
    }

    pub fn role(&self, name: &str) -> Result<&Role, Refusal> {
        let found = self.roles.iter().find(|role| role.name == name);
        found.ok_or_else(|| Refusal::not_found("role"))
    }
}

/// `GET …/roles`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    Reply::ok(json!({ "roles": visit.branch()?.roles }))
}

/// `GET …/roles/{role_name}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let visit = world.visit(call)?;
    Reply::ok(json!({ "role": visit.branch()?.role(call.param("role_name"))? }))
}

/// `POST …/roles`
pub fn create(world: &mut World, call: &Call) -> Answer {
    let request: CreateRequest = call.body()?;
    let CreateFields { name, no_login } = request.role;
    validation::role_name(&name)?;
    let mut visit = world.visit(call)?;
    let branch = visit.usable_branch()?;
    if branch.role(&name).is_ok() {
        return Err(Refusal::conflict(format!(
            "role with name \"{name}\" already exists"
        )));
    }
    if branch.roles.len() >= MOST_PER_BRANCH {
        return Err(Refusal::unprocessable("roles limit exceeded").code("ROLES_LIMIT_EXCEEDED"));
    }
    let branch_id = branch.id.clone();
    visit.must_be_free()?;
    let mut role = Role::new(
        &branch_id,
        &name,
        visit.project.mint.password(),
        call.time(),
    );
    if no_login == Some(true) {
        role.authentication_method = Authentication::NoLogin;
    }
    visit.branch_mut()?.roles.push(role.clone());
    let operations = visit.apply_config()?;
    Reply::created(json!({ "role": role.with_password(), "operations": operations }))
}

/// `DELETE …/roles/{role_name}`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    let branch = visit.usable_branch()?;
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
    visit.must_be_free()?;
    visit
        .branch_mut()?
        .roles
        .retain(|other| other.name != role.name);
    let operations = visit.apply_config()?;
    Reply::ok(json!({ "role": role, "operations": operations }))
}

/// `GET …/roles/{role_name}/reveal_password`
pub fn reveal_password(world: &mut World, call: &Call) -> Answer {
    let stand_in = world.stand_in.clone();
    let visit = world.visit(call)?;
    let role = visit.branch()?.role(call.param("role_name"))?;
    if !visit.project.store_passwords {
        return Err(Refusal::passwords_not_stored());
    }
    role.must_have_password()?;
    let of_server = stand_in.and_then(|server| server.password(&role.name));
    Reply::ok(json!({ "password": of_server.as_ref().unwrap_or(&role.password) }))
}

/// `POST …/roles/{role_name}/reset_password`
pub fn reset_password(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    let branch = visit.usable_branch()?;
    if branch.role(call.param("role_name"))?.protected {
        return Err(Refusal::unprocessable(
            "role is protected, its password cannot be reset",
        ));
    }
    visit.must_be_free()?;
    let password = visit.project.mint.password();
    let found = visit
        .branch_mut()?
        .roles
        .iter_mut()
        .find(|role| role.name == call.param("role_name"));
    let role = found.ok_or_else(|| Refusal::not_found("role"))?;
    role.password = password;
    role.updated_at = call.time();
    let role = role.with_password();
    let operations = visit.apply_config()?;
    Reply::ok(json!({ "role": role, "operations": operations }))
}
