//! Who is calling.
//!
//! By default any non-empty bearer is accepted, and its text says what kind of key it plays:
//!
//! | key text | kind |
//! |---|---|
//! | `napi_org_<organization id>` (anything may follow after a `_`) | organization key: one organization, `org_id` implied |
//! | `napi_project_<project id>` (likewise) | project-scoped organization key: one project |
//! | `oauth_…` | OAuth session of the user |
//! | anything else | personal key |
//!
//! With [`Options::api_key`](super::Options::api_key) set, that key and keys made through the API are the only ones. A key
//! that was made here keeps the scope it was made with, and dies when it is revoked.

use super::{error::Refusal, ids::Text, state::World};

/// An accepted credential.
#[derive(Debug, Clone)]
pub struct Credential {
    /// How far it reaches.
    pub scope: Scope,
    /// `auth_method` of `GET /auth`.
    pub method: &'static str,
    /// The account that rate limits are counted for: a user or an organization.
    pub account: String,
    /// Number of the API key in use, if it was made here.
    pub key: Option<i64>,
}

/// How far a credential reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All that the user can reach.
    Personal,
    Organization(Text),
    /// One project of an organization.
    Project {
        /// The only visible project.
        project: Text,
        /// Its owner.
        organization: Text,
    },
}

const ORGANIZATION_KEY: &str = "not allowed for organization API keys";

impl Credential {
    /// Reads an `Authorization` header. `only` is the key the emulator was started with, if any.
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

    /// Refuses every key that does not belong to a person.
    pub fn must_be_personal(&self, status: u16) -> Result<(), Refusal> {
        match self.scope {
            Scope::Personal => Ok(()),
            Scope::Organization(_) => Err(Refusal::new(status, ORGANIZATION_KEY)),
            Scope::Project { .. } => Err(outside_the_project()),
        }
    }

    /// Refuses keys that see one project only; `what` they may not do completes the sentence.
    pub fn must_reach_beyond_projects(&self, status: u16, what: &str) -> Result<(), Refusal> {
        match self.scope {
            Scope::Project { .. } => Err(Refusal::new(
                status,
                format!("project-scoped keys are not allowed to {what}"),
            )),
            _ => Ok(()),
        }
    }

    /// Whether a project of this id and owner is visible with this credential.
    pub fn sees(&self, project: &str, owner: &str) -> bool {
        match &self.scope {
            Scope::Personal => true,
            Scope::Organization(id) => id == owner,
            Scope::Project { project: only, .. } => only == project,
        }
    }

    /// The one organization an organization key belongs to.
    pub fn organization(&self) -> Option<&Text> {
        self.scope.organization()
    }
}

impl Scope {
    /// The organization that a key belongs to; `None` for a person's.
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

/// What a project-scoped key hears on account and organization routes.
pub fn outside_the_project() -> Refusal {
    Refusal::new(
        404,
        "this resource is outside the project of the project-scoped API key",
    )
}
