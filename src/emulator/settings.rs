//! The settings objects of projects and computes, in the API's form.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize, Serializer};

/// A compute size in CU. Printed without a fraction if it is whole, as by Neon.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize)]
#[serde(transparent)]
pub struct Cu(pub f64);

impl Serialize for Cu {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// Postgres or PgBouncer parameters; values are strings, even for numbers.
pub type Parameters = IndexMap<String, String>;

/// Defaults for computes created later (`default_endpoint_settings`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DefaultEndpointSettings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pg_settings: Option<Parameters>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pgbouncer_settings: Option<Parameters>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autoscaling_limit_min_cu: Option<Cu>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autoscaling_limit_max_cu: Option<Cu>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspend_timeout_seconds: Option<i64>,
}

/// Settings of one compute.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EndpointSettings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pg_settings: Option<Parameters>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pgbouncer_settings: Option<Parameters>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preload_libraries: Option<PreloadLibraries>,
}

/// Settings of a project. In an update every given sub-object replaces the old one as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProjectSettings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_ips: Option<AllowedIps>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enable_logical_replication: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance_window: Option<MaintenanceWindow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block_public_connections: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block_vpc_connections: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_log_level: Option<AuditLogLevel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hipaa: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preload_libraries: Option<PreloadLibraries>,
}

/// Limits per billing period (`logical_size_bytes`: per branch, never reset). Zero or absent means no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active_time_seconds: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compute_time_seconds: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_data_bytes: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_transfer_bytes: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logical_size_bytes: Option<i64>,
}

/// Who may connect; an empty list means everyone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowedIps {
    #[serde(default)]
    pub ips: Vec<String>,
    #[serde(default)]
    pub protected_branches_only: bool,
}

/// When Neon may restart computes for updates, in UTC; weekdays are 1 (Monday) to 7.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceWindow {
    pub weekdays: Vec<i64>,
    pub start_time: String,
    pub end_time: String,
}

/// The detail of the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditLogLevel {
    Base,
    Extended,
    Full,
}

/// Extensions loaded when Postgres starts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreloadLibraries {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_defaults: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled_libraries: Option<Vec<String>>,
}

/// Replaces a value if a new one is given.
fn take<T>(old: &mut Option<T>, new: Option<T>) {
    if new.is_some() {
        *old = new;
    }
}

impl EndpointSettings {
    /// Replaces every part that `change` contains.
    pub fn merge(&mut self, change: Self) {
        take(&mut self.pg_settings, change.pg_settings);
        take(&mut self.pgbouncer_settings, change.pgbouncer_settings);
        take(&mut self.preload_libraries, change.preload_libraries);
    }
}

impl ProjectSettings {
    /// The settings of a new project, with a maintenance window derived from `number`.
    pub fn of_new_project(number: u64) -> Self {
        let hour = number % 23;
        Self {
            allowed_ips: Some(AllowedIps::default()),
            enable_logical_replication: Some(false),
            maintenance_window: Some(MaintenanceWindow {
                weekdays: vec![i64::try_from(number % 7).unwrap_or(0) + 1],
                start_time: format!("{hour:02}:00"),
                end_time: format!("{:02}:00", hour + 1),
            }),
            block_public_connections: Some(false),
            block_vpc_connections: Some(false),
            hipaa: Some(false),
            ..Self::default()
        }
    }

    /// Replaces every part that `change` contains.
    pub fn merge(&mut self, change: Self) {
        take(&mut self.quota, change.quota);
        take(&mut self.allowed_ips, change.allowed_ips);
        take(
            &mut self.enable_logical_replication,
            change.enable_logical_replication,
        );
        take(&mut self.maintenance_window, change.maintenance_window);
        take(
            &mut self.block_public_connections,
            change.block_public_connections,
        );
        take(
            &mut self.block_vpc_connections,
            change.block_vpc_connections,
        );
        take(&mut self.audit_log_level, change.audit_log_level);
        take(&mut self.hipaa, change.hipaa);
        take(&mut self.preload_libraries, change.preload_libraries);
    }

    /// Whether logical replication is on. It cannot be turned off again.
    pub fn replicates(&self) -> bool {
        self.enable_logical_replication == Some(true)
    }
}

impl DefaultEndpointSettings {
    /// The defaults of a new project.
    pub fn standard() -> Self {
        Self {
            autoscaling_limit_min_cu: Some(Cu(0.25)),
            autoscaling_limit_max_cu: Some(Cu(2.0)),
            suspend_timeout_seconds: Some(0),
            ..Self::default()
        }
    }

    /// Replaces every part that `change` contains.
    pub fn merge(&mut self, change: Self) {
        take(&mut self.pg_settings, change.pg_settings);
        take(&mut self.pgbouncer_settings, change.pgbouncer_settings);
        take(
            &mut self.autoscaling_limit_min_cu,
            change.autoscaling_limit_min_cu,
        );
        take(
            &mut self.autoscaling_limit_max_cu,
            change.autoscaling_limit_max_cu,
        );
        take(
            &mut self.suspend_timeout_seconds,
            change.suspend_timeout_seconds,
        );
    }
}
