//! Creating a project.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::{
    auth::Scope,
    branches::{Branch, BranchState, create::annotation},
    connection,
    databases::Database,
    endpoints::{Endpoint, Kind},
    error::Refusal,
    ids::Text,
    operations::{Outcome, Step},
    orgs::Organization,
    projects::{
        Project,
        update::{check_defaults, check_settings},
    },
    regions,
    request::{Answer, Call, Reply},
    roles::Role,
    schema::Schema,
    settings::{Cu, DefaultEndpointSettings, ProjectSettings},
    state::World,
    time::Time,
    validation,
};

#[derive(Debug, Deserialize)]
struct CreateRequest {
    project: CreateFields,
}

#[derive(Debug, Deserialize)]
struct CreateFields {
    name: Option<String>,
    region_id: Option<String>,
    pg_version: Option<u8>,
    org_id: Option<Text>,
    store_passwords: Option<bool>,
    history_retention_seconds: Option<i64>,
    default_endpoint_settings: Option<DefaultEndpointSettings>,
    settings: Option<ProjectSettings>,
    branch: Option<BranchFields>,
    provisioner: Option<Text>,
    /// Deprecated, like the next one, in favor of `default_endpoint_settings`.
    autoscaling_limit_min_cu: Option<Cu>,
    autoscaling_limit_max_cu: Option<Cu>,
}

#[derive(Debug, Default, Deserialize)]
struct BranchFields {
    name: Option<String>,
    role_name: Option<String>,
    database_name: Option<String>,
    annotations: Option<IndexMap<String, String>>,
}

/// `POST /projects`: also creates a branch, a compute, a role and a database.
pub fn create(world: &mut World, call: &Call) -> Answer {
    call.credential
        .must_reach_beyond_projects(403, "create projects")?;
    let request: CreateRequest = call.body()?;
    let mut fields = request.project;
    let org_id = owner(call, fields.org_id.take())?;
    let org = world.member_organization(&org_id)?.clone();
    world.must_create_in(&org, call)?;
    let owned = world
        .projects
        .values()
        .filter(|project| project.org_id == org.id && project.deleted_at.is_none())
        .count();
    if owned >= org.plan.projects {
        let message = format!(
            "organization projects limit of {} exceeded, got {owned}",
            org.plan.projects
        );
        return Err(Refusal::unprocessable(message).code("PROJECTS_LIMIT_EXCEEDED"));
    }
    let id = world.mint.project();
    let branch_fields = fields.branch.take().unwrap_or_default();
    let mut project = fields.into_project(id, &org, call)?;
    project.move_to(world.hosts.clone());
    let branch = branch_fields.into_branch(&mut project, world, call.time())?;
    let body = furnish(&mut project, &branch, &org, world, call);
    world.projects.insert(project.id.clone(), project);
    Reply::created(body)
}

fn owner(call: &Call, named: Option<Text>) -> Result<Text, Refusal> {
    match (&call.credential.scope, named) {
        (Scope::Organization(own), Some(named)) if *own != named => {
            Err(Refusal::not_found("organization"))
        }
        (Scope::Organization(own), _) => Ok(own.clone()),
        (_, Some(named)) => Ok(named),
        (_, None) => Err(Refusal::org_id_required()),
    }
}

impl CreateFields {
    fn into_project(self, id: Text, org: &Organization, call: &Call) -> Result<Project, Refusal> {
        let name = self.name.unwrap_or_else(|| id.to_string());
        validation::text("project name", &name, 256)?;
        let region = self
            .region_id
            .unwrap_or_else(|| regions::DEFAULT.to_owned());
        if !regions::known(&region) {
            return Err(Refusal::bad_request(format!(
                "region \"{region}\" is not supported"
            )));
        }
        let version = self.pg_version.unwrap_or(17);
        if !(14..=18).contains(&version) {
            return Err(Refusal::bad_request(format!(
                "Postgres version {version} is not supported in this region"
            )));
        }
        let mut project = Project::empty(id, org, &name, &region, version, call.time());
        project.provisioner = self.provisioner.unwrap_or(project.provisioner);
        project.store_passwords = self.store_passwords.unwrap_or(true);
        if let Some(seconds) = self.history_retention_seconds {
            project.history_retention_seconds = validation::history_retention(seconds, org.plan)?;
        }
        let mut defaults = self.default_endpoint_settings.unwrap_or_default();
        defaults.autoscaling_limit_min_cu = defaults
            .autoscaling_limit_min_cu
            .or(self.autoscaling_limit_min_cu);
        defaults.autoscaling_limit_max_cu = defaults
            .autoscaling_limit_max_cu
            .or(self.autoscaling_limit_max_cu);
        check_defaults(&defaults, &project.default_endpoint_settings, org)?;
        project.default_endpoint_settings.merge(defaults);
        if let Some(settings) = self.settings {
            check_settings(&settings, &project.settings, org)?;
            project.settings.merge(settings);
            project.hipaa_enabled_at = (project.settings.hipaa == Some(true)).then(|| call.time());
        }
        Ok(project)
    }
}

impl BranchFields {
    /// The first branch, with its role and database, still being created.
    fn into_branch(
        self,
        project: &mut Project,
        world: &World,
        at: Time,
    ) -> Result<Branch, Refusal> {
        let name = self.name.unwrap_or_else(|| "main".to_owned());
        validation::text("branch name", &name, 256)?;
        let database = self.database_name.unwrap_or_else(|| "neondb".to_owned());
        validation::database_name(&database)?;
        let role = self
            .role_name
            .unwrap_or_else(|| format!("{database}_owner"));
        validation::role_name(&role)?;
        let id = project.mint.prefixed("br");
        let mut branch = Branch::root(&project.id, id.clone(), &name, at);
        branch.set_default(true);
        branch.original = true;
        branch.current_state = BranchState::Init;
        branch.pending_state = Some(BranchState::Ready);
        branch.created_by = Some(world.user.as_creator());
        branch.annotation = annotation(self.annotations, &id, at)?;
        let number = project.mint.number();
        branch
            .databases
            .push(Database::new(number, &id, &database, &role, at));
        branch
            .roles
            .push(Role::new(&id, &role, project.mint.password(), at));
        branch.schemas.insert(database, Schema::default());
        Ok(branch)
    }
}

/// Adds the first branch and a compute to the project; returns the body of the answer.
fn furnish(
    project: &mut Project,
    branch: &Branch,
    org: &Organization,
    world: &World,
    call: &Call,
) -> Value {
    let at = call.time();
    project.branches.insert(branch.id.clone(), branch.clone());
    let id = project.mint.prefixed("ep");
    let endpoint = Endpoint::new(project, id, &branch.id, Kind::ReadWrite, at);
    let (endpoint, start) = project.add_endpoint(endpoint);
    let mut steps = vec![Step::on_branch(
        "create_timeline",
        &branch.id,
        Outcome::BranchReady,
    )];
    steps.extend(start);
    let ending = |action: &str| world.faults.ending(&call.method, &call.path, action);
    let operations = project.schedule(steps, at, ending);
    let details = |(role, database): (&Role, &Database)| {
        connection::details(&endpoint, role, &database.name, world.stand_in.as_ref())
    };
    let uris: Vec<Value> = branch
        .roles
        .iter()
        .zip(&branch.databases)
        .map(details)
        .collect();
    let roles: Vec<Value> = branch.roles.iter().map(Role::with_password).collect();
    json!({
        "project": project.changed(org, project.role_of(&call.credential, &world.user, org)),
        "connection_uris": uris,
        "roles": roles,
        "databases": branch.databases,
        "operations": operations,
        "branch": branch,
        "endpoints": [endpoint],
    })
}
