//! Projects: lean rows for lists of any length, a full record for the one being viewed.

use compact_str::CompactString;

use super::{
    branch::Branch,
    database::Database,
    endpoint::Endpoint,
    enums::ProjectPermissionLevel,
    ids::{BranchId, OrgId, ProjectId, RegionId, ids},
    lenient::{answer, record},
    operation::Operation,
    pagination::Pagination,
    project_settings::{DefaultEndpointSettings, ListedSettings, ProjectSettings},
    role::{ConnectionDetails, Role},
    time::Time,
};

ids! {
    /// A permission to a shared project, a UUID.
    PermissionId,
    /// A JWKS URL.
    JwksId,
}

record! {
    /// A project as listed. Kept at 264 bytes, because fleets have a hundred thousand.
    pub struct ProjectRow [by id] {
        pub id: ProjectId,
        /// The display name; defaults to the id.
        pub name: CompactString,
        /// Never changes.
        pub region_id: RegionId,
        /// The organization; absent on legacy personal projects.
        pub org_id: Option<OrgId>,
        /// The owning organization (formerly user).
        pub owner_id: CompactString,
        /// The Postgres major version; never changes.
        pub pg_version: u16,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
        /// When a compute last ran; absent if never.
        pub compute_last_active_at: Option<Time>,
        /// Data and WAL of all branches, in bytes.
        pub synthetic_storage_size: Option<u64>,
        /// Wall-clock compute time of this billing period, in seconds.
        pub active_time: u64,
        /// Compute time of this billing period, in CU-seconds.
        pub cpu_used_sec: u64,
        /// The end of the billing period.
        pub quota_reset_at: Option<Time>,
        /// The restore window, in seconds.
        pub history_retention_seconds: Option<u32>,
        pub settings: Option<ListedSettings>,
        /// The caller's access; absent means full access.
        pub effective_project_permission: Option<ProjectPermissionLevel>,
        /// When it was deleted; only in lists of recoverable projects.
        pub deleted_at: Option<Time>,
        /// The end of the recovery period; only in lists of recoverable projects.
        pub recoverable_until: Option<Time>,
    }

    /// The full record of a project. Counters lag behind and restart with each billing period.
    pub struct Project [by id] {
        pub id: ProjectId,
        /// The display name; defaults to the id.
        pub name: CompactString,
        /// `aws` or `azure`.
        pub platform_id: CompactString,
        /// Never changes.
        pub region_id: RegionId,
        /// The Postgres major version; never changes.
        pub pg_version: u16,
        /// `k8s-neonvm` (autoscaling) or `k8s-pod` (old); others are opaque.
        pub provisioner: CompactString,
        /// The suffix of its host names.
        pub proxy_host: CompactString,
        /// The settings for new computes.
        pub default_endpoint_settings: Option<DefaultEndpointSettings>,
        pub settings: Option<ProjectSettings>,
        /// Whether role passwords are stored and can be revealed; fixed at creation.
        pub store_passwords: bool,
        /// `console`, `neonctl`, `vercel`, ….
        pub creation_source: CompactString,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
        /// The owning organization (formerly user).
        pub owner_id: CompactString,
        /// Only visible to owners and admins.
        pub owner: Option<ProjectOwner>,
        /// The organization; absent on legacy personal projects and in some answers to an update.
        pub org_id: Option<OrgId>,
        /// Largest size of a branch, in MiB.
        pub branch_logical_size_limit: Option<u64>,
        /// Largest size of a branch, in bytes.
        pub branch_logical_size_limit_bytes: Option<u64>,
        /// The restore window, in seconds.
        pub history_retention_seconds: Option<u32>,
        /// Data and WAL of all branches, in bytes.
        pub synthetic_storage_size: Option<u64>,
        /// When a compute last ran; absent if never.
        pub compute_last_active_at: Option<Time>,
        /// The start of maintenance.
        pub maintenance_starts_at: Option<Time>,
        /// When computes will be restarted for an update.
        pub maintenance_scheduled_for: Option<Time>,
        /// When HIPAA rules took effect.
        pub hipaa_enabled_at: Option<Time>,
        /// Wall-clock compute time of this period, in seconds.
        pub active_time_seconds: Option<u64>,
        /// Compute time of this period, in CU-seconds.
        pub compute_time_seconds: Option<u64>,
        /// WAL written in this period, in bytes.
        pub written_data_bytes: Option<u64>,
        /// Egress of this period, in bytes.
        pub data_transfer_bytes: Option<u64>,
        /// Storage of this period, in byte-hours.
        pub data_storage_bytes_hour: Option<u64>,
        /// Start of the billing period; the zero time reads as absent.
        pub consumption_period_start: Option<Time>,
        /// End of the billing period; the zero time reads as absent.
        pub consumption_period_end: Option<Time>,
        /// Deprecated alias of the compute time, in seconds.
        pub cpu_used_sec: Option<u64>,
        /// Deprecated; see `consumption_period_end`.
        pub quota_reset_at: Option<Time>,
        /// The caller's access; absent means full access.
        pub effective_project_permission: Option<ProjectPermissionLevel>,
    }

    pub struct ProjectOwner {
        pub email: CompactString,
        /// The name of the account.
        pub name: CompactString,
        /// The number of branches that a project of this account may have.
        pub branches_limit: Option<i64>,
        /// The plan, such as `launch_v3`.
        pub subscription_type: CompactString,
    }
}

answer! {
    /// A page of projects. The sibling maps `applications` and `integrations` are not read.
    pub struct ProjectsPage {
        pub projects: Vec<ProjectRow>,
        /// Style A cursor.
        pub pagination: Pagination,
        /// Projects whose data the server could not get in time.
        pub unavailable_project_ids: Vec<ProjectId>,
    }

    pub struct ProjectAnswer {
        pub project: Project,
    }

    /// A changed project, and the operations that carry out the change.
    pub struct ProjectChange {
        pub project: Project,
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }

    /// A new project. Its compute is starting; wait for the operations before connecting.
    pub struct ProjectCreated {
        pub project: Box<Project>,
        /// How to connect, without pooling; includes the password.
        pub connection_uris: Vec<ConnectionDetails>,
        /// Its first role, with the password.
        pub roles: Vec<Role>,
        /// Its first database.
        pub databases: Vec<Database>,
        /// Its first branch.
        pub branch: Branch,
        /// The branch's compute.
        pub endpoints: Vec<Endpoint>,
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }

    /// A recovered project.
    pub struct ProjectRecovered {
        pub project: Project,
        pub branches: Vec<Branch>,
    }

    /// The people a project is shared with.
    pub struct PermissionList {
        pub project_permissions: Vec<ProjectPermission>,
    }

    /// The JWKS URLs of a project.
    pub struct JwksList {
        pub jwks: Vec<Jwks>,
    }

    /// A JWKS URL that was added, and the operations that carry it out.
    pub struct JwksCreated {
        pub jwks: Jwks,
        /// In the order in which they run.
        pub operations: Vec<Operation>,
    }

    /// A JWKS URL that was deleted.
    pub struct JwksAnswer [bare jwks] {
        pub jwks: Jwks,
    }

    /// A permission that was granted or revoked.
    pub struct PermissionAnswer [bare permission] {
        pub permission: ProjectPermission,
    }
}

record! {
    /// A project shared with somebody by e-mail.
    pub struct ProjectPermission [by id] {
        pub id: PermissionId,
        pub granted_to_email: CompactString,
        pub granted_at: Option<Time>,
        pub revoked_at: Option<Time>,
    }

    /// A URL that lists the keys that sign tokens, with which their users may connect.
    pub struct Jwks [by id] {
        pub id: JwksId,
        pub project_id: ProjectId,
        /// Absent if it is for all branches.
        pub branch_id: Option<BranchId>,
        pub jwks_url: CompactString,
        /// Who signs the tokens, such as Clerk.
        pub provider_name: CompactString,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
        /// The audience that tokens must name.
        pub jwt_audience: Option<CompactString>,
        /// The roles that tokens may connect as.
        pub role_names: Vec<CompactString>,
    }
}

/// The row that a list would have for a project.
impl From<&Project> for ProjectRow {
    fn from(project: &Project) -> Self {
        Self {
            id: project.id.clone(),
            name: project.name.clone(),
            region_id: project.region_id.clone(),
            org_id: project.org_id.clone(),
            owner_id: project.owner_id.clone(),
            pg_version: project.pg_version,
            created_at: project.created_at,
            updated_at: project.updated_at,
            compute_last_active_at: project.compute_last_active_at,
            synthetic_storage_size: project.synthetic_storage_size,
            active_time: project.active_time_seconds.unwrap_or_default(),
            cpu_used_sec: (project.compute_time_seconds)
                .or(project.cpu_used_sec)
                .unwrap_or_default(),
            quota_reset_at: project.consumption_period_end.or(project.quota_reset_at),
            history_retention_seconds: project.history_retention_seconds,
            settings: project.settings.as_ref().map(|settings| ListedSettings {
                quota: settings.quota.clone().map(Box::new),
            }),
            effective_project_permission: project.effective_project_permission.clone(),
            unreadable: project.unreadable.clone(),
            ..Self::default()
        }
    }
}
