//! Reads the `Authorization` header.
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
//! With [`Options::api_key`](crate::emulator::Options::api_key) set, only that key and keys created through the API are
//! accepted. A key created here keeps its scope, and stops working when it is revoked.

use crate::emulator::{
    auth::{Credential, Scope},
    error::Refusal,
    state::World,
};

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
}

impl Scope {
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
