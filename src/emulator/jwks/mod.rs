//! The key sets that sign the tokens of a project's users.

pub mod handlers;

use serde::{Deserialize, Serialize};

use super::{ids::Text, projects::Project, time::Time};

/// A key set.
#[derive(Debug, Clone, Serialize)]
pub struct Jwks {
    id: String,
    project_id: Text,
    #[serde(flatten)]
    choice: Choice,
    created_at: Time,
    updated_at: Time,
}

impl Jwks {
    /// A key set that is added to a project now.
    pub fn new(project: &mut Project, choice: Choice, now: Time) -> Self {
        Self {
            id: project.mint.uuid(),
            project_id: project.id.clone(),
            choice,
            created_at: now,
            updated_at: now,
        }
    }
}

/// The settings of a key set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Choice {
    #[serde(skip_serializing_if = "Option::is_none")]
    branch_id: Option<Text>,
    jwks_url: String,
    provider_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwt_audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_names: Option<Vec<String>>,
    #[serde(default, skip_serializing)]
    skip_role_creation: bool,
}
