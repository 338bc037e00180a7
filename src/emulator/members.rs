//! Who belongs to an organization, and who has been asked to.

use serde::{Deserialize, Serialize};

use super::{ids::Text, time::Time};

/// A member of an organization.
#[derive(Debug, Clone)]
pub struct Member {
    /// A UUID.
    pub id: String,
    /// A UUID.
    pub user_id: String,
    pub org_id: Text,
    pub role: Role,
    pub joined_at: Time,
    pub email: String,
    pub has_mfa: bool,
}

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Admin,
    /// Legacy alias of `Editor`.
    Member,
    Editor,
    Viewer,
    Collaborator,
}

/// An invitation that has been sent.
#[derive(Debug, Clone, Serialize)]
pub struct Invitation {
    pub id: String,
    pub email: String,
    pub org_id: Text,
    pub invited_by: String,
    pub invited_at: Time,
    pub role: Role,
}
