//! Reading a connection string.

use serde_json::json;

use crate::emulator::{
    branches::Branch,
    connection::{details, is_here, uri},
    endpoints::{Endpoint, Kind},
    error::Refusal,
    ids::Text,
    projects::Project,
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
        None => writer(project, branch)
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

fn writer<'a>(project: &'a Project, branch: &'a Branch) -> Option<&'a Endpoint> {
    let mut computes = project.endpoints_of(&branch.id);
    computes.find(|endpoint| endpoint.kind == Kind::ReadWrite)
}

impl World {
    /// The first project, with the connection string for the first database of its default branch, if it has one.
    pub fn first_database(&self) -> Option<(Text, Option<String>)> {
        let (id, project) = self.projects.first()?;
        Some((id.clone(), project.default_uri()))
    }
}

impl Project {
    fn default_uri(&self) -> Option<String> {
        let branch = self.default_branch()?;
        let endpoint = writer(self, branch)?;
        let database = branch.databases.first()?;
        let role = branch.role(&database.owner_name).ok()?;
        let told = details(endpoint, role, &database.name, None);
        Some(told.get("connection_uri")?.as_str()?.to_owned())
    }
}
