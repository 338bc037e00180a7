//! The settings of a project. A PATCH sends whole sub-objects of `settings`: arrays are replaced.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::{enums::AuditLogLevel, lenient::record};

record! {
    /// `project.settings`.
    pub struct ProjectSettings {
        /// Limits beyond which computes are suspended.
        pub quota: Option<ProjectQuota>,
        pub allowed_ips: Option<AllowedIps>,
        /// Logical replication; irreversible once true.
        pub enable_logical_replication: Option<bool>,
        /// When Neon may restart computes for updates.
        pub maintenance_window: Option<MaintenanceWindow>,
        /// Blocks connections over the public internet; overrides `allowed_ips`.
        pub block_public_connections: Option<bool>,
        /// Blocks connections over private networking.
        pub block_vpc_connections: Option<bool>,
        pub audit_log_level: Option<AuditLogLevel>,
        pub hipaa: Option<bool>,
        /// Libraries loaded by every compute.
        pub preload_libraries: Option<PreloadLibraries>,
    }

    /// What lists keep of the settings of a project.
    pub struct ListedSettings {
        /// Absent without any limit.
        pub quota: Option<Box<ProjectQuota>>,
    }

    /// Limits of a project. Zero or absent means unlimited.
    pub struct ProjectQuota {
        /// Wall-clock compute time per billing period, in seconds.
        pub active_time_seconds: Option<u64>,
        /// Compute time per billing period, in CU-seconds.
        pub compute_time_seconds: Option<u64>,
        /// WAL written per billing period, in bytes.
        pub written_data_bytes: Option<u64>,
        /// Egress per billing period, in bytes.
        pub data_transfer_bytes: Option<u64>,
        /// Size of a branch, in bytes; never resets.
        pub logical_size_bytes: Option<u64>,
    }

    /// The addresses allowed to connect.
    pub struct AllowedIps {
        /// Addresses, ranges (`a-b`) or CIDR blocks; empty means everyone.
        pub ips: Option<Vec<CompactString>>,
        /// Whether only protected branches are restricted.
        pub protected_branches_only: Option<bool>,
    }

    /// When Neon may restart computes, in UTC.
    pub struct MaintenanceWindow {
        /// Days of the week, 1 = Monday … 7 = Sunday.
        pub weekdays: Vec<u8>,
        /// `HH:MM`.
        pub start_time: CompactString,
        /// `HH:MM`, at least an hour later on the same day; `00:00` ends the day.
        pub end_time: CompactString,
    }

    /// The libraries that computes load at startup.
    pub struct PreloadLibraries {
        /// Whether Neon's defaults are loaded too.
        pub use_defaults: Option<bool>,
        pub enabled_libraries: Option<Vec<CompactString>>,
    }

    /// The settings for new computes of a project; changes do not affect existing ones.
    pub struct DefaultEndpointSettings {
        /// Lower limit, in CU (0.25 and up).
        pub autoscaling_limit_min_cu: Option<f64>,
        /// Upper limit, in CU.
        pub autoscaling_limit_max_cu: Option<f64>,
        /// Idle time before a suspend: 0 = Neon's default (300 s), -1 = never, else seconds.
        pub suspend_timeout_seconds: Option<i64>,
        /// Postgres settings; the values are always strings.
        pub pg_settings: Option<BTreeMap<String, String>>,
    }

    /// A library that computes of a project can load.
    pub struct PreloadLibrary {
        pub library_name: CompactString,
        pub description: String,
        pub is_default: bool,
        pub is_experimental: bool,
        pub version: CompactString,
    }
}

impl ListedSettings {
    /// Drops a quota without limits: most have one.
    pub fn shrink(&mut self) {
        self.quota.take_if(|quota| {
            let limits = [
                quota.active_time_seconds,
                quota.compute_time_seconds,
                quota.written_data_bytes,
                quota.data_transfer_bytes,
                quota.logical_size_bytes,
            ];
            limits.into_iter().flatten().all(|limit| limit == 0)
        });
    }
}

super::lenient::answer! {
    /// The libraries that a project's computes can load.
    pub struct PreloadLibraryList {
        pub libraries: Vec<PreloadLibrary>,
    }
}
