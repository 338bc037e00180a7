//! Who is calling.
//!
//! By default any non-empty bearer token is accepted, and its text determines the kind of key:
//!
//! | key text | kind |
//! |---|---|
//! | `napi_org_<organization id>` (anything may follow after a `_`) | organization key: one organization, `org_id` implied |
//! | `napi_project_<project id>` (likewise) | project-scoped organization key: one project |
//! | `oauth_…` | OAuth session of the user |
//! | anything else | personal key |
//!
//! With [`Options::api_key`](super::Options::api_key) set, only that key and keys created through the API are accepted.
//! A key created here keeps its scope, and stops working when it is revoked.

use super::{error::Refusal, ids::Text, state::World};

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
    /// Reads an `Authorization` header. `only` is the key that the emulator was started with, if any.
    pub fn read(header: Option<&str>, only: Option<&str>, world: &World) -> Result<Self, Refusal> {
        let token = header
            .and_then(|header| header.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .filter(|token| !token.is_empty())
            .ok_or_else(Refusal::unauthorized)?;
        if let Some(key) = world.keys.by_secret(token) {
            return if key.revoked {
                Err(Refusal::unauthorized())
            } else {
                Ok(Self::of(
                    key.scope.clone(),
                    "api_key_user",
                    Some(key.id),
                    world,
                ))
            };
        }
        if only.is_some_and(|only| only != token) {
            return Err(Refusal::unauthorized());
        }
        let scope = Scope::of_text(token, world)?;
        let method = if token.starts_with("oauth_") {
            "oauth"
        } else {
            "api_key_user"
        };
        Ok(Self::of(scope, method, None, world))
    }

    fn of(scope: Scope, user_method: &'static str, key: Option<i64>, world: &World) -> Self {
        let (method, account) = match &scope {
            Scope::Personal => (user_method, world.user.id.clone()),
            Scope::Organization(id)
            | Scope::Project {
                organization: id, ..
            } => ("api_key_org", id.to_string()),
        };
        Self {
            scope,
            method,
            account,
            key,
        }
    }

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

    fn of_text(token: &str, world: &World) -> Result<Self, Refusal> {
        let named = |prefix| {
            let rest: Option<&str> = token.strip_prefix(prefix);
            rest.map(|rest| rest.split('_').next().unwrap_or(rest))
        };
        if let Some(id) = named("napi_org_") {
            let known = world.organizations.contains_key(id);
            return known
                .then(|| Self::Organization(id.into()))
                .ok_or_else(Refusal::unauthorized);
        }
        if let Some(id) = named("napi_project_") {
            let organization = world.owner_of(id).ok_or_else(Refusal::unauthorized)?;
            return Ok(Self::Project {
                project: id.into(),
                organization,
            });
        }
        Ok(Self::Personal)
    }
}

/// The refusal of a project-scoped key on account and organization routes.
pub fn outside_the_project() -> Refusal {
    Refusal::new(
        404,
        "this resource is outside the project of the project-scoped API key",
    )
}
