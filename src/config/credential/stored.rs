//! The CLI's stored credentials, in a file or in the keyring: an API key or an OAuth session.
//!
//! A session is used while it is valid and never renewed here: its refresh token works only once, and using it twice
//! signs the user out everywhere.

use crate::api::{ApiKey, secret::KeyError, types::ProjectId};
use jiff::Timestamp;
use serde::Deserialize;

/// A stored credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub key: ApiKey,
    /// When the key expires, if known.
    pub until: Option<Timestamp>,
    /// The owner, if the file says so; stays the same if a session is renewed.
    pub user: Option<String>,
    /// The only project that the key reaches, if the file says so.
    pub project: Option<ProjectId>,
}

/// Why a stored credential cannot be used. No text quotes the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoredError {
    /// Not the expected JSON.
    #[error("is damaged (it is not a JSON object of the neon CLI)")]
    Damaged,
    /// A kind that this version does not know.
    #[error("holds a kind of credential that lazyneon does not know")]
    Kind,
    /// It claims to have a key or a token, but has none.
    #[error("holds no key")]
    Empty,
    /// Its key is invalid.
    #[error("holds a key with a blank, a line break or an unusual character inside")]
    Character,
    #[error("holds a session that has expired")]
    Expired,
}

#[derive(Deserialize)]
struct Raw {
    r#type: Option<String>,
    api_key: Option<ApiKey>,
    access_token: Option<ApiKey>,
    /// Milliseconds since 1970.
    expires_at: Option<f64>,
    user_id: Option<String>,
    project_id: Option<ProjectId>,
}

/// Parses the JSON of a file or of a keyring item.
pub fn read(text: &str, now: Timestamp) -> Result<Stored, StoredError> {
    let raw: Raw = serde_json::from_str(text).map_err(|_| StoredError::Damaged)?;
    let (key, until) = match raw.r#type.as_deref() {
        Some("api_key") => (raw.api_key, None),
        // Files of older versions have no type.
        Some("oauth") | None => (raw.access_token, Some(until(raw.expires_at))),
        Some(_) => return Err(StoredError::Kind),
    };
    let key = key.ok_or(StoredError::Empty)?;
    let key = ApiKey::parse(key.expose()).map_err(|error| match error {
        KeyError::Empty => StoredError::Empty,
        KeyError::Character | KeyError::Connection => StoredError::Character,
    })?;
    if until.is_some_and(|until| until.is_none_or(|until| until <= now)) {
        return Err(StoredError::Expired);
    }
    Ok(Stored {
        key,
        until: until.flatten(),
        user: raw.user_id.filter(|user| !user.is_empty()),
        project: raw
            .project_id
            .filter(|project| !project.as_str().is_empty()),
    })
}

/// The end of a session; `None`, which counts as past, if it is not a finite number of milliseconds.
fn until(expires_at: Option<f64>) -> Option<Timestamp> {
    let millis = expires_at.filter(|millis| millis.is_finite())?;
    Timestamp::from_millisecond(millis as i64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Result<String, StoredError> {
        let now = Timestamp::from_second(1_786_000_000).unwrap();
        read(text, now).map(|stored| stored.key.expose().to_owned())
    }

    #[test]
    fn keys_and_valid_sessions_are_used_and_nothing_is_guessed() {
        for (text, expected) in [
            (
                r#"{"type":"api_key","api_key":"napi_fake","key_id":3,"org_id":"org-x"}"#,
                Ok("napi_fake"),
            ),
            (
                r#"{"type":"oauth","access_token":"fake","expires_at":1786000000001}"#,
                Ok("fake"),
            ),
            (
                r#"{"access_token":"fake","expires_at":1786000000001.5,"scope":"openid"}"#,
                Ok("fake"),
            ),
            (
                r#"{"access_token":"fake","expires_at":1786000000000}"#,
                Err(StoredError::Expired),
            ),
            (r#"{"access_token":"fake"}"#, Err(StoredError::Expired)),
            (
                r#"{"access_token":"fake","expires_at":1e999}"#,
                Err(StoredError::Damaged),
            ),
            (
                r#"{"access_token":"","expires_at":1786000000001}"#,
                Err(StoredError::Empty),
            ),
            (r#"{"type":"api_key"}"#, Err(StoredError::Empty)),
            (
                r#"{"type":"api_key","api_key":"napi fake"}"#,
                Err(StoredError::Character),
            ),
            (
                r#"{"type":"passkey","api_key":"napi_fake"}"#,
                Err(StoredError::Kind),
            ),
            ("{", Err(StoredError::Damaged)),
            ("[]", Err(StoredError::Damaged)),
            ("", Err(StoredError::Damaged)),
        ] {
            assert_eq!(key(text), expected.map(str::to_owned), "{text}");
        }
    }
}
