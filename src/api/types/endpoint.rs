//! Compute endpoints.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::{
    enums::{EndpointState, EndpointType},
    ids::{BranchId, EndpointId, ProjectId, RegionId},
    lenient::{answer, record},
    operation::Operation,
    project_settings::PreloadLibraries,
    time::Time,
};

record! {
    /// A compute endpoint. The deprecated `pooler_enabled` and `pooler_mode` are not read: pooling is chosen by host
    /// name.
    pub struct Endpoint [by id, branch_id] {
        /// Also the first label of the host name.
        pub id: EndpointId,
        /// A label, 1–64 characters.
        pub name: Option<CompactString>,
        pub project_id: ProjectId,
        pub branch_id: BranchId,
        pub region_id: RegionId,
        /// The host name for connections without pooling.
        pub host: CompactString,
        /// Deprecated: only the suffix of the host.
        pub proxy_host: CompactString,
        pub r#type: EndpointType,
        /// Lower limit, in CU; equal to the upper one when the size is fixed.
        pub autoscaling_limit_min_cu: f64,
        /// Upper limit, in CU.
        pub autoscaling_limit_max_cu: f64,
        pub current_state: EndpointState,
        /// The state it is changing to; from `active` to `active` is a restart.
        pub pending_state: Option<EndpointState>,
        /// Whether it refuses connections and is not woken by them.
        pub disabled: bool,
        /// Idle time before a suspend: 0 = Neon's default (300 s), -1 = never, else seconds.
        pub suspend_timeout_seconds: i64,
        /// Postgres settings and libraries.
        pub settings: EndpointSettings,
        /// Not implemented by Neon.
        pub passwordless_access: bool,
        /// `k8s-neonvm` (autoscaling) or `k8s-pod` (old).
        pub provisioner: CompactString,
        /// `console`, `neonctl`, ….
        pub creation_source: CompactString,
        pub created_at: Option<Time>,
        pub updated_at: Option<Time>,
        pub last_active: Option<Time>,
        pub started_at: Option<Time>,
        pub suspended_at: Option<Time>,
        /// The version of Neon's compute image.
        pub compute_release_version: Option<CompactString>,
    }

    /// The Postgres configuration of a compute.
    pub struct EndpointSettings {
        /// Postgres settings; the values are always strings.
        pub pg_settings: Option<BTreeMap<String, String>>,
        /// Libraries loaded at startup.
        pub preload_libraries: Option<PreloadLibraries>,
    }
}

answer! {
    /// All computes of a project or branch.
    pub struct EndpointList {
        pub endpoints: Vec<Endpoint>,
    }

    /// One compute.
    pub struct EndpointAnswer {
        pub endpoint: Endpoint,
    }

    /// A changed compute, and the operations that carry out the change.
    pub struct EndpointChange {
        /// The current state, including `pending_state`.
        pub endpoint: Endpoint,
        /// In the order in which they run; empty if an idle compute was changed.
        pub operations: Vec<Operation>,
    }
}
