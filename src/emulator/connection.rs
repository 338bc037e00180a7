//! Connection strings.
//!
//! With [`Options::postgres`](super::Options::postgres) they name that server instead, so that whatever is done with them meets a
//! real Postgres: its user, password, host and parameters are kept, and its database too if it names one.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use url::Url;

use super::{
    call::{Call, Reply},
    endpoints::{Endpoint, Kind},
    error::{Answer, Refusal},
    roles::Role,
    world::World,
};

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// `postgresql://user:password@host/database?parameters`, or the same database on a stand-in server.
fn uri(
    host: &str,
    role: &Role,
    database: &str,
    parameters: &str,
    postgres: Option<&str>,
) -> String {
    if let Some(mut server) = postgres.and_then(|server| Url::parse(server).ok()) {
        if server.path().trim_matches('/').is_empty() {
            server.set_path(&encoded(database));
        }
        return server.into();
    }
    let (user, password, database) = (
        encoded(&role.name),
        encoded(&role.password),
        encoded(database),
    );
    format!("postgresql://{user}:{password}@{host}/{database}?{parameters}")
}

/// What create answers carry: the direct URI and its parts.
pub fn details(endpoint: &Endpoint, role: &Role, database: &str, postgres: Option<&str>) -> Value {
    json!({
        "connection_uri": uri(&endpoint.host, role, database, "sslmode=require", postgres),
        "connection_parameters": {
            "database": database,
            "password": role.password,
            "role": role.name,
            "host": endpoint.host,
            "pooler_host": endpoint.pooler_host(),
        },
    })
}

/// `GET /projects/{project_id}/connection_uri`
///
/// The contract states no default for `pooled`; Neon's own example, which does not ask for it, is answered pooled, and so it is
/// here. Nothing is woken.
pub fn get(world: &mut World, call: &Call) -> Answer {
    let database = call.query.required("database_name")?;
    let role = call.query.required("role_name")?;
    let pooled = call.query.flag("pooled")?.unwrap_or(true);
    let postgres = world.postgres.clone();
    let visit = world.visit(call)?;
    let project = &visit.project;
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
    let host = if pooled {
        endpoint.pooler_host()
    } else {
        endpoint.host.clone()
    };
    let parameters = "channel_binding=require&sslmode=require";
    let uri = uri(&host, role, &database.name, parameters, postgres.as_deref());
    Reply::ok(json!({ "uri": uri }))
}
