//! Moving projects to another organization: by an offer that somebody accepts, or many at once.

pub mod handlers;

use serde::Serialize;

use super::{ids::Text, time::Time};

/// An offer to transfer a project.
#[derive(Debug, Clone, Serialize)]
pub struct TransferRequest {
    pub id: String,
    pub project_id: Text,
    pub created_at: Time,
    pub expires_at: Time,
}
