//! Projects in other hands: shared by e-mail, or on their way to another organization.

use serde::Serialize;

use super::{ids::Text, time::Time};

/// A project shared with somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Grant {
    pub id: String,
    pub granted_to_email: String,
    pub granted_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Time>,
}

/// An offer to hand a project over.
#[derive(Debug, Clone, Serialize)]
pub struct TransferRequest {
    pub id: String,
    pub project_id: Text,
    pub created_at: Time,
    pub expires_at: Time,
}
