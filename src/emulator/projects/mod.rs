//! Projects: the data, and the rules about everything in them.

mod access;
mod advance;
mod archive;
mod branches;
mod checks;
pub mod create;
pub mod delete;
mod endpoints;
mod history;
mod operations;
pub mod read;
mod replace;
mod snapshots;
pub mod update;
mod usage;

use indexmap::IndexMap;
use serde::Serialize;

use super::{
    branches::Branch,
    clock::shifted,
    endpoints::Endpoint,
    hosts::Hosts,
    ids::{Mint, Text, hash},
    jwks::Jwks,
    operations::{Chain, Operation},
    orgs::Organization,
    project_members::ProjectRole,
    settings::{DefaultEndpointSettings, ProjectSettings},
    sharing::Grant,
    snapshots::Snapshot,
    time::Time,
    transfer::TransferRequest,
    usage::{Usage, billing_period},
    user::User,
};

/// How long a deleted project or branch can be recovered, in seconds: seven days.
pub const RECOVERY_SECONDS: i64 = 7 * 86_400;

/// A project with everything in it.
#[derive(Debug, Clone)]
pub struct Project {
    pub id: Text,
    pub org_id: Text,
    pub name: String,
    pub region_id: Text,
    pub pg_version: u8,
    pub proxy_host: Text,
    /// Where its computes are reached.
    pub hosts: Hosts,
    pub default_endpoint_settings: DefaultEndpointSettings,
    pub settings: ProjectSettings,
    pub store_passwords: bool,
    pub creation_source: Text,
    /// The provisioner of its computes, unless they have their own.
    pub provisioner: Text,
    /// The restore window.
    pub history_retention_seconds: i32,
    pub created_at: Time,
    pub updated_at: Time,
    /// When it was added to this world: nothing before that counts as use or as idleness.
    pub known_since: Time,
    /// How far events have been played back.
    pub settled_at: Time,
    /// Data and history of all branches, in bytes.
    pub synthetic_storage_size: Option<i64>,
    /// In this billing period.
    pub usage: Usage,
    pub compute_last_active_at: Option<Time>,
    pub maintenance_scheduled_for: Option<Time>,
    pub hipaa_enabled_at: Option<Time>,
    pub deleted_at: Option<Time>,
    /// For example `vercel` and `github`.
    pub integrations: Vec<String>,
    pub branches: IndexMap<Text, Branch>,
    pub endpoints: IndexMap<Text, Endpoint>,
    /// Oldest first.
    pub operations: Vec<Operation>,
    /// Operations in flight.
    pub chains: Vec<Chain>,
    pub snapshots: Vec<Snapshot>,
    /// Deleted branches that can still be recovered.
    pub attic: Vec<Deleted>,
    /// All deleted branches, for the consumption history.
    pub former: Vec<Branch>,
    /// Since when Neon checks whether its computes are available, if it does.
    pub checks_since: Option<Time>,
    pub grants: Vec<Grant>,
    /// Roles of organization members in this project, by member id.
    pub member_roles: IndexMap<String, ProjectRole>,
    pub transfer_requests: Vec<TransferRequest>,
    /// Labels of the VPC endpoints that connections must come through, by id.
    pub vpc: IndexMap<Text, String>,
    pub jwks: Vec<Jwks>,
    /// Generates the ids of everything in it.
    pub mint: Mint,
}

/// A deleted branch with its computes.
#[derive(Debug, Clone)]
pub struct Deleted {
    pub branch: Branch,
    pub endpoints: Vec<Endpoint>,
}

/// The `project` object of single-project answers.
#[derive(Debug, Serialize)]
pub struct FullProject<'a> {
    data_storage_bytes_hour: i64,
    data_transfer_bytes: i64,
    written_data_bytes: i64,
    compute_time_seconds: i64,
    active_time_seconds: i64,
    cpu_used_sec: i64,
    #[serde(flatten)]
    common: Common<'a>,
    history_retention_seconds: i32,
    consumption_period_start: Time,
    consumption_period_end: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Owner<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maintenance_scheduled_for: Option<Time>,
}

/// An item of `projects` in lists.
#[derive(Debug, Serialize)]
pub struct ProjectItem<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    active_time: i64,
    cpu_used_sec: i64,
    quota_reset_at: Time,
    org_name: &'a str,
    history_retention_seconds: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_at: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recoverable_until: Option<Time>,
}

/// The fields common to both.
#[derive(Debug, Serialize)]
struct Common<'a> {
    id: &'a str,
    platform_id: &'a str,
    region_id: &'a str,
    name: &'a str,
    provisioner: &'a str,
    default_endpoint_settings: &'a DefaultEndpointSettings,
    settings: &'a ProjectSettings,
    pg_version: u8,
    proxy_host: &'a str,
    branch_logical_size_limit: i64,
    branch_logical_size_limit_bytes: i64,
    store_passwords: bool,
    creation_source: &'a str,
    created_at: Time,
    updated_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    synthetic_storage_size: Option<i64>,
    owner_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    compute_last_active_at: Option<Time>,
    org_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hipaa_enabled_at: Option<Time>,
    effective_project_permission: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Owner<'a> {
    email: &'a str,
    name: &'a str,
    branches_limit: usize,
    subscription_type: &'static str,
}

impl Project {
    /// An empty project, without a branch.
    pub fn empty(
        id: Text,
        org: &Organization,
        name: &str,
        region: &str,
        pg_version: u8,
        at: Time,
    ) -> Self {
        let number = hash(&id);
        Self {
            org_id: org.id.clone(),
            name: name.to_owned(),
            region_id: region.into(),
            pg_version,
            proxy_host: proxy_host(region, number),
            hosts: Hosts::default(),
            default_endpoint_settings: DefaultEndpointSettings::standard(),
            settings: ProjectSettings::of_new_project(number),
            store_passwords: true,
            creation_source: Text::const_new("console"),
            provisioner: Text::const_new("k8s-neonvm"),
            history_retention_seconds: org.plan.default_history_seconds,
            created_at: at,
            updated_at: at,
            known_since: at,
            settled_at: at,
            synthetic_storage_size: None,
            usage: Usage::default(),
            compute_last_active_at: None,
            maintenance_scheduled_for: None,
            hipaa_enabled_at: None,
            deleted_at: None,
            integrations: vec![],
            branches: IndexMap::new(),
            endpoints: IndexMap::new(),
            operations: vec![],
            chains: vec![],
            snapshots: vec![],
            checks_since: None,
            attic: vec![],
            former: vec![],
            grants: vec![],
            member_roles: IndexMap::new(),
            transfer_requests: vec![],
            vpc: IndexMap::new(),
            jwks: vec![],
            mint: Mint::new(number),
            id,
        }
    }

    /// Moves its computes, including future ones, to other hosts.
    pub fn move_to(&mut self, hosts: Hosts) {
        for endpoint in self.endpoints.values_mut() {
            endpoint.host = hosts.of(&endpoint.id, &endpoint.proxy_host);
        }
        self.hosts = hosts;
    }

    /// The end of the recovery period, if deleted.
    pub fn recoverable_until(&self) -> Option<Time> {
        Some(Time(shifted(self.deleted_at?.0, RECOVERY_SECONDS)))
    }

    /// Whether it is shared with this e-mail address.
    pub fn shared_with(&self, email: &str) -> bool {
        let mut grants = self.grants.iter();
        grants.any(|grant| grant.granted_to_email == email && grant.revoked_at.is_none())
    }

    /// Whether its name or id contains `search`, which must be in lower case.
    pub fn matches(&self, search: &str) -> bool {
        self.id.contains(search) || self.name.to_lowercase().contains(search)
    }

    /// The project in answers to changes: without its owner, and with the billing period left at zero.
    pub fn changed<'a>(
        &'a self,
        org: &'a Organization,
        role: Option<ProjectRole>,
    ) -> FullProject<'a> {
        let usage = &self.usage;
        FullProject {
            data_storage_bytes_hour: usage.data_storage_bytes_hour(),
            data_transfer_bytes: usage.data_transfer_bytes(),
            written_data_bytes: usage.written_data_bytes(),
            compute_time_seconds: usage.compute_time_seconds(),
            active_time_seconds: usage.active_time_seconds(),
            cpu_used_sec: usage.compute_time_seconds(),
            common: self.common(org, role),
            history_retention_seconds: self.history_retention_seconds,
            consumption_period_start: Time::zero(),
            consumption_period_end: Time::zero(),
            owner: None,
            maintenance_scheduled_for: self.maintenance_scheduled_for,
        }
    }

    /// The project in answers to reads.
    pub fn full<'a>(
        &'a self,
        org: &'a Organization,
        role: Option<ProjectRole>,
        user: &'a User,
        now: Time,
    ) -> FullProject<'a> {
        let (start, end) = billing_period(now);
        FullProject {
            consumption_period_start: start.max(self.created_at),
            consumption_period_end: end,
            owner: org.joined.then(|| Owner {
                email: &user.email,
                name: &org.name,
                branches_limit: org.plan.branches,
                subscription_type: org.plan.name,
            }),
            ..self.changed(org, role)
        }
    }

    /// The project in lists.
    pub fn item<'a>(
        &'a self,
        org: &'a Organization,
        role: Option<ProjectRole>,
        now: Time,
    ) -> ProjectItem<'a> {
        ProjectItem {
            common: self.common(org, role),
            active_time: self.usage.active_time_seconds(),
            cpu_used_sec: self.usage.compute_time_seconds(),
            quota_reset_at: billing_period(now).1,
            org_name: &org.name,
            history_retention_seconds: self.history_retention_seconds,
            deleted_at: self.deleted_at,
            recoverable_until: self.recoverable_until(),
        }
    }

    fn common<'a>(&'a self, org: &'a Organization, role: Option<ProjectRole>) -> Common<'a> {
        Common {
            id: &self.id,
            platform_id: self.region_id.split('-').next().unwrap_or("aws"),
            region_id: &self.region_id,
            name: &self.name,
            provisioner: &self.provisioner,
            default_endpoint_settings: &self.default_endpoint_settings,
            settings: &self.settings,
            pg_version: self.pg_version,
            proxy_host: &self.proxy_host,
            branch_logical_size_limit: org.plan.logical_size_mib,
            branch_logical_size_limit_bytes: org.plan.logical_size_mib * 1_048_576,
            store_passwords: self.store_passwords,
            creation_source: &self.creation_source,
            created_at: self.created_at,
            updated_at: self.updated_at,
            synthetic_storage_size: self.synthetic_storage_size,
            owner_id: &self.org_id,
            compute_last_active_at: self.compute_last_active_at,
            org_id: &self.org_id,
            hipaa_enabled_at: self.hipaa_enabled_at,
            effective_project_permission: role.map(ProjectRole::permission),
        }
    }
}

/// The host suffix of a project's computes: `us-east-2.aws.neon.tech`, with a cell prefix for every second project.
fn proxy_host(region: &str, number: u64) -> Text {
    let (platform, place) = region.split_once('-').unwrap_or(("aws", region));
    let cell = if number.is_multiple_of(2) { "c-2." } else { "" };
    compact_str::format_compact!("{cell}{place}.{platform}.neon.tech")
}
