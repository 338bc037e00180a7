//! Projects shared with others by e-mail.

pub mod handlers;

use serde::Serialize;

use super::time::Time;

/// A project shared with somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Grant {
    pub id: String,
    pub granted_to_email: String,
    pub granted_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Time>,
}
