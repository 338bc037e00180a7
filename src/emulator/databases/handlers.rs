//! Reading and changing databases.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    branches::Branch,
    databases::{Database, MOST_PER_BRANCH},
    error::Refusal,
    request::{Answer, Call, Reply},
    state::World,
    validation,
};

#[derive(Debug, Deserialize)]
struct CreateRequest {
    database: CreateFields,
}

#[derive(Debug, Deserialize)]
struct CreateFields {
    name: String,
    owner_name: String,
}

#[derive(Debug, Deserialize)]
struct UpdateRequest {
    database: UpdateFields,
}

#[derive(Debug, Deserialize)]
struct UpdateFields {
    name: Option<String>,
    owner_name: Option<String>,
}

impl Branch {
    fn must_have_role(&self, owner: &str) -> Result<(), Refusal> {
        let known = self.roles.iter().any(|role| role.name == owner);
        if known {
            Ok(())
        } else {
            Err(Refusal::not_found("role"))
        }
    }

    fn must_not_have_database(&self, name: &str) -> Result<(), Refusal> {
        match self.database(name) {
            Ok(_) => Err(Refusal::conflict(format!(
                "database with name \"{name}\" already exists"
            ))),
            Err(_) => Ok(()),
        }
    }
}

/// `GET …/databases`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    Reply::ok(json!({ "databases": scope.branch()?.databases }))
}

/// `GET …/databases/{database_name}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    Reply::ok(json!({ "database": scope.branch()?.database(call.param("database_name"))? }))
}

/// `POST …/databases`
pub fn create(world: &mut World, call: &Call) -> Answer {
    let request: CreateRequest = call.body()?;
    let CreateFields { name, owner_name } = request.database;
    validation::database_name(&name)?;
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    branch.must_not_have_database(&name)?;
    branch.must_have_role(&owner_name)?;
    if branch.databases.len() >= MOST_PER_BRANCH {
        return Err(
            Refusal::unprocessable("databases limit exceeded").code("DATABASES_LIMIT_EXCEEDED")
        );
    }
    scope.must_be_free()?;
    let (id, branch_id) = (scope.project.mint.number(), scope.branch()?.id.clone());
    let database = Database::new(id, &branch_id, &name, &owner_name, call.time());
    scope.branch_mut()?.databases.push(database.clone());
    let operations = scope.apply_config()?;
    Reply::created(json!({ "database": database, "operations": operations }))
}

/// `PATCH …/databases/{database_name}`
pub fn update(world: &mut World, call: &Call) -> Answer {
    let request: UpdateRequest = call.body()?;
    let UpdateFields { name, owner_name } = request.database;
    let old_name = call.param("database_name");
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    branch.database(old_name)?;
    if let Some(name) = name.as_deref().filter(|name| *name != old_name) {
        validation::database_name(name)?;
        branch.must_not_have_database(name)?;
    }
    if let Some(owner) = &owner_name {
        branch.must_have_role(owner)?;
    }
    scope.must_be_free()?;
    let found = scope
        .branch_mut()?
        .databases
        .iter_mut()
        .find(|database| database.name == old_name);
    let database = found.ok_or_else(|| Refusal::not_found("database"))?;
    database.name = name.unwrap_or_else(|| database.name.clone());
    database.owner_name = owner_name.unwrap_or_else(|| database.owner_name.clone());
    database.updated_at = call.time();
    let database = database.clone();
    let branch = scope.branch_mut()?;
    rename_key(&mut branch.schemas, old_name, &database.name);
    rename_key(&mut branch.data_apis, old_name, &database.name);
    let operations = scope.apply_config()?;
    Reply::ok(json!({ "database": database, "operations": operations }))
}

fn rename_key<T>(map: &mut IndexMap<String, T>, old: &str, new: &str) {
    if let Some(value) = map.shift_remove(old) {
        map.insert(new.to_owned(), value);
    }
}

/// `DELETE …/databases/{database_name}`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let branch = scope.usable_branch()?;
    let Ok(database) = branch.database(call.param("database_name")).cloned() else {
        return Reply::gone();
    };
    scope.must_be_free()?;
    let branch = scope.branch_mut()?;
    branch.databases.retain(|other| other.name != database.name);
    branch.schemas.shift_remove(&database.name);
    branch.data_apis.shift_remove(&database.name);
    let operations = scope.apply_config()?;
    Reply::ok(json!({ "database": database, "operations": operations }))
}
