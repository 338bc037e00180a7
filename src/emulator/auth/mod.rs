//! Who is calling, and what they reach.

pub mod header;

use super::{error::Refusal, ids::Text};

/// An accepted credential.
#[derive(Debug, Clone)]
pub struct Credential {
    pub scope: Scope,
    /// `auth_method` of `GET /auth`.
    pub method: &'static str,
    /// The account that rate limits are counted for: a user or an organization.
    pub account: String,
    /// The number of the API key, if it was created here.
    pub key: Option<i64>,
}

/// What a credential reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everything that the user can reach.
    Personal,
    Organization(Text),
    /// One project of an organization.
    Project {
        /// The only visible project.
        project: Text,
        organization: Text,
    },
}

const ORGANIZATION_KEY: &str = "not allowed for organization API keys";

impl Credential {
    /// Refuses every key that is not personal.
    pub fn must_be_personal(&self, status: u16) -> Result<(), Refusal> {
        match self.scope {
            Scope::Personal => Ok(()),
            Scope::Organization(_) => Err(Refusal::new(status, ORGANIZATION_KEY)),
            Scope::Project { .. } => Err(outside_the_project()),
        }
    }

    /// Refuses project-scoped keys; `what` completes the message.
    pub fn must_reach_beyond_projects(&self, status: u16, what: &str) -> Result<(), Refusal> {
        match self.scope {
            Scope::Project { .. } => Err(Refusal::new(
                status,
                format!("project-scoped keys are not allowed to {what}"),
            )),
            _ => Ok(()),
        }
    }

    /// Whether a project with this id and owner is visible with this credential.
    pub fn sees(&self, project: &str, owner: &str) -> bool {
        match &self.scope {
            Scope::Personal => true,
            Scope::Organization(id) => id == owner,
            Scope::Project { project: only, .. } => only == project,
        }
    }

    /// The organization of an organization key.
    pub fn organization(&self) -> Option<&Text> {
        self.scope.organization()
    }
}

impl Scope {
    /// The organization of a key; `None` for a personal key.
    pub fn organization(&self) -> Option<&Text> {
        match self {
            Self::Personal => None,
            Self::Organization(id)
            | Self::Project {
                organization: id, ..
            } => Some(id),
        }
    }
}

/// The refusal of a project-scoped key on account and organization routes.
pub fn outside_the_project() -> Refusal {
    Refusal::new(
        404,
        "this resource is outside the project of the project-scoped API key",
    )
}
