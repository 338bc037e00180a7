//! Members and invitations of an organization.

pub mod handlers;

use serde::{Deserialize, Serialize};

use super::{ids::Text, time::Time};

/// A member of an organization.
#[derive(Debug, Clone, Serialize)]
pub struct Member {
    /// A UUID.
    pub id: String,
    /// A UUID.
    pub user_id: String,
    pub org_id: Text,
    pub role: Role,
    pub joined_at: Time,
    #[serde(skip)]
    pub email: String,
    #[serde(skip)]
    pub has_mfa: bool,
}

/// The role of a member.
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

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Editor => "editor",
            Self::Viewer => "viewer",
            Self::Collaborator => "collaborator",
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Invitation {
    pub id: String,
    pub email: String,
    pub org_id: Text,
    pub invited_by: String,
    pub invited_at: Time,
    pub role: Role,
}
