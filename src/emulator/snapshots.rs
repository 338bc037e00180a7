//! Snapshots: whole branches kept for later.

use serde::{Deserialize, Serialize};

use super::{ids::Text, time::Time};

/// A snapshot.
#[derive(Debug, Clone, Serialize)]
pub struct Snapshot {
    pub id: Text,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lsn: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_branch_id: Option<Text>,
    pub created_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Time>,
    pub manual: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff_size: Option<i64>,
}

/// One line of a backup schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleItem {
    pub frequency: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_seconds: Option<i64>,
}
