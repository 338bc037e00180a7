//! The roles of an organization's members in one of its projects. Newer than the contract; the shapes are those of the
//! official SDK.

pub mod handlers;

use serde::{Deserialize, Serialize};

use super::members::Role;

/// A member's role in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectRole {
    Viewer,
    Editor,
    Admin,
}

impl ProjectRole {
    /// The API's name of what the role permits; older answers about projects said `CAN_VIEW`, `CAN_EDIT`, `CAN_MANAGE`.
    pub fn permission(self) -> &'static str {
        match self {
            Self::Viewer => "VIEWER",
            Self::Editor => "EDITOR",
            Self::Admin => "ADMIN",
        }
    }

    /// The default role of a member in every project; collaborators have none.
    pub fn of_organization(role: Role) -> Option<Self> {
        match role {
            Role::Admin => Some(Self::Admin),
            Role::Member | Role::Editor => Some(Self::Editor),
            Role::Viewer => Some(Self::Viewer),
            Role::Collaborator => None,
        }
    }
}
