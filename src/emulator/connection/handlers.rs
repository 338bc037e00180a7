//! Reading a connection string.

use serde_json::json;

use crate::emulator::{
    connection::{is_here, uri},
    endpoints::Kind,
    error::Refusal,
    request::{Answer, Call, Reply},
    state::World,
};

/// `GET /projects/{project_id}/connection_uri`
///
/// The contract states no default for `pooled`; Neon's own example omits it and gets a pooled URI, so that is the
/// default here. Nothing is woken.
pub fn get(world: &mut World, call: &Call) -> Answer {
    let database = call.query.required("database_name")?;
    let role = call.query.required("role_name")?;
    let pooled = call.query.flag("pooled")?.unwrap_or(true);
    let stand_in = world.stand_in.clone();
    let scope = world.project_scope(call)?;
    let project = &scope.project;
    let named = call
        .query
        .get("endpoint_id")
        .map(|id| project.endpoint(id))
        .transpose()?;
    let branch = match (call.query.get("branch_id"), named) {
        (Some(id), _) => project.branch(id)?,
        (None, Some(endpoint)) => project.branch(&endpoint.branch_id)?,
        (None, None) => project
            .default_branch()
            .ok_or_else(|| Refusal::not_found("branch"))?,
    };
    let endpoint = match named {
        Some(endpoint) if endpoint.branch_id == branch.id => endpoint,
        Some(_) => return Err(Refusal::not_found("endpoint")),
        None => project
            .endpoints_of(&branch.id)
            .find(|endpoint| endpoint.kind == Kind::ReadWrite)
            .ok_or_else(|| Refusal::not_found("read_write endpoint for the branch"))?,
    };
    let database = branch.database(database)?;
    let role = branch.role(role)?;
    if !project.store_passwords {
        return Err(Refusal::passwords_not_stored());
    }
    role.must_have_password()?;
    let host = if pooled {
        endpoint.pooler_host()
    } else {
        endpoint.host.clone()
    };
    let parameters = match is_here(endpoint) {
        true => "sslmode=disable",
        false => "channel_binding=require&sslmode=require",
    };
    let uri = match stand_in {
        Some(stand_in) => stand_in.url(role, &database.name).into(),
        None => uri(&host, role, &database.name, parameters),
    };
    Reply::ok(json!({ "uri": uri }))
}
