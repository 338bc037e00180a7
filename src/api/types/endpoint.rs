//! Compute endpoints (§4.3).

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
    /// A compute endpoint. The deprecated `pooler_enabled` and `pooler_mode` are not read: pooling is chosen by host name.
    pub struct Endpoint [by id, branch_id] {
        /// Its id, also the first label of its host.
        pub id: EndpointId,
        /// A label, 1–64 characters.
        pub name: Option<CompactString>,
        pub project_id: ProjectId,
        pub branch_id: BranchId,
        /// Where it runs.
        pub region_id: RegionId,
        /// Where to connect, without pooling.
        pub host: CompactString,
        /// Deprecated: the host's suffix only.
        pub proxy_host: CompactString,
        /// What it may do.
        pub r#type: EndpointType,
        /// Lower limit, in CU; equal to the upper one when the size is fixed.
        pub autoscaling_limit_min_cu: f64,
        /// Upper limit, in CU.
        pub autoscaling_limit_max_cu: f64,
        /// What it is doing.
        pub current_state: EndpointState,
        /// Where it is going; `active` beside `active` is a restart.
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
        /// When it was last changed.
        pub updated_at: Option<Time>,
        /// When it last worked.
        pub last_active: Option<Time>,
        /// When it last started.
        pub started_at: Option<Time>,
        /// When it was last suspended.
        pub suspended_at: Option<Time>,
        /// Version of Neon's compute image.
        pub compute_release_version: Option<CompactString>,
    }

    /// What a compute's Postgres is run with.
    pub struct EndpointSettings {
        /// Postgres settings; the values are always texts.
        pub pg_settings: Option<BTreeMap<String, String>>,
        /// Libraries loaded at its start.
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

    /// A changed compute and the operations that carry the change out.
    pub struct EndpointChange {
        /// As it is now, with its `pending_state`.
        pub endpoint: Endpoint,
        /// What runs for it, in order; none when an idle one was changed.
        pub operations: Vec<Operation>,
    }
}
