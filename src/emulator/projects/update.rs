//! Changing a project.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    endpoints::State,
    error::Refusal,
    libraries,
    operations::Step,
    orgs::Organization,
    projects::Project,
    request::{Answer, Call, Reply},
    settings::{Cu, DefaultEndpointSettings, ProjectSettings},
    state::World,
    time::Time,
    validation,
};

#[derive(Debug, Deserialize)]
struct UpdateRequest {
    project: UpdateFields,
}

#[derive(Debug, Deserialize)]
struct UpdateFields {
    name: Option<String>,
    history_retention_seconds: Option<i64>,
    default_endpoint_settings: Option<DefaultEndpointSettings>,
    settings: Option<ProjectSettings>,
}

/// `PATCH /projects/{project_id}`
///
/// Names and most settings take effect at once. The restore window is applied by storage; settings for Postgres itself
/// restart active computes; logical replication and a used-up quota suspend them.
pub fn update(world: &mut World, call: &Call) -> Answer {
    let request: UpdateRequest = call.body()?;
    let scope = world.project_scope(call)?;
    let mut new = ProjectPart::of(scope.project);
    request.project.apply(&mut new, scope.org)?;
    let old = ProjectPart::of(scope.project);
    let mut scope = scope;
    let restarts = new.settings.needs_restart_after(&old.settings);
    let suspends = new.settings.replicates() && !old.settings.replicates();
    let stores = new.history_retention_seconds != old.history_retention_seconds;
    let running = scope
        .project
        .endpoints
        .values()
        .any(|endpoint| endpoint.current_state == State::Active);
    if stores || running && (restarts || suspends) {
        scope.must_be_free()?;
    }
    new.put_into(scope.project, call.time());
    let out_of_quota = scope.project.spent_quota().is_some() && !scope.project.busy();
    let mut steps = if suspends || out_of_quota {
        scope.project.suspend_running(call.time())
    } else if restarts {
        scope.project.restart_running(None, call.time())
    } else {
        vec![]
    };
    if stores {
        steps.insert(0, Step::on_project("apply_storage_config"));
    }
    let operations = scope.schedule(steps);
    Reply::ok(
        json!({ "project": scope.project.changed(scope.org, scope.role), "operations": operations }),
    )
}

/// The parts of a project that can be changed.
struct ProjectPart {
    name: String,
    history_retention_seconds: i32,
    default_endpoint_settings: DefaultEndpointSettings,
    settings: ProjectSettings,
    hipaa_enabled: bool,
}

impl ProjectPart {
    fn of(project: &Project) -> Self {
        Self {
            name: project.name.clone(),
            history_retention_seconds: project.history_retention_seconds,
            default_endpoint_settings: project.default_endpoint_settings.clone(),
            settings: project.settings.clone(),
            hipaa_enabled: project.hipaa_enabled_at.is_some(),
        }
    }

    fn put_into(self, project: &mut Project, at: Time) {
        project.name = self.name;
        project.history_retention_seconds = self.history_retention_seconds;
        project.default_endpoint_settings = self.default_endpoint_settings;
        project.settings = self.settings;
        project.updated_at = at;
        if project.settings.hipaa == Some(true) && project.hipaa_enabled_at.is_none() {
            project.hipaa_enabled_at = Some(at);
        }
    }
}

impl UpdateFields {
    fn apply(self, part: &mut ProjectPart, org: &Organization) -> Result<(), Refusal> {
        if let Some(name) = self.name {
            validation::text("project name", &name, 256)?;
            part.name = name;
        }
        if let Some(seconds) = self.history_retention_seconds {
            part.history_retention_seconds = validation::history_retention(seconds, org.plan)?;
        }
        if let Some(change) = self.default_endpoint_settings {
            check_defaults(&change, &part.default_endpoint_settings, org)?;
            part.default_endpoint_settings.merge(change);
        }
        if let Some(change) = self.settings {
            check_settings(&change, &part.settings, org)?;
            if part.hipaa_enabled && change.hipaa == Some(false) {
                return Err(Refusal::unprocessable(
                    "HIPAA cannot be disabled once it is enabled",
                ));
            }
            part.settings.merge(change);
        }
        Ok(())
    }
}

/// Checks defaults for computes against the settings they will be merged into.
pub fn check_defaults(
    change: &DefaultEndpointSettings,
    old: &DefaultEndpointSettings,
    org: &Organization,
) -> Result<(), Refusal> {
    if let Some(seconds) = change.suspend_timeout_seconds {
        validation::suspend_timeout(seconds, org.plan)?;
    }
    validation::parameters(change.pg_settings.as_ref())?;
    let min = change
        .autoscaling_limit_min_cu
        .or(old.autoscaling_limit_min_cu)
        .unwrap_or(Cu(0.25));
    let max = change
        .autoscaling_limit_max_cu
        .or(old.autoscaling_limit_max_cu)
        .unwrap_or(Cu(2.0));
    if change.autoscaling_limit_min_cu.is_some() || change.autoscaling_limit_max_cu.is_some() {
        validation::compute_size(min, max, org.plan)?;
    }
    Ok(())
}

/// Checks settings that will replace those in `old`.
pub fn check_settings(
    change: &ProjectSettings,
    old: &ProjectSettings,
    org: &Organization,
) -> Result<(), Refusal> {
    let plan = org.plan;
    if let Some(quota) = &change.quota {
        validation::quota(quota)?;
    }
    if let Some(allowed) = change
        .allowed_ips
        .as_ref()
        .filter(|allowed| Some(*allowed) != old.allowed_ips.as_ref())
    {
        plan.needs_compliance("IP allow")?;
        validation::allowed_ips(allowed)?;
    }
    if old.replicates() && change.enable_logical_replication == Some(false) {
        return Err(Refusal::unprocessable(
            "logical replication cannot be disabled once it is enabled",
        ));
    }
    if let Some(window) = change
        .maintenance_window
        .as_ref()
        .filter(|window| Some(*window) != old.maintenance_window.as_ref())
    {
        plan.needs_paid("choosing a maintenance window")?;
        validation::maintenance_window(window)?;
    }
    if change.block_public_connections == Some(true) || change.block_vpc_connections == Some(true) {
        plan.needs_compliance("private networking")?;
    }
    if change.audit_log_level.is_some() {
        plan.needs_compliance("audit logging")?;
    }
    if change.hipaa == Some(true) {
        plan.needs_compliance("HIPAA")?;
        if !org.allow_hipaa_projects {
            return Err(Refusal::forbidden(
                "HIPAA projects are not allowed in this organization",
            ));
        }
    }
    match &change.preload_libraries {
        Some(libraries) => libraries::check(libraries),
        None => Ok(()),
    }
}

impl ProjectSettings {
    /// Whether the change needs a restart of Postgres.
    fn needs_restart_after(&self, old: &Self) -> bool {
        self.preload_libraries != old.preload_libraries
            || self.hipaa != old.hipaa
            || self.audit_log_level != old.audit_log_level
    }
}
