//! What must never be shown: keys, passwords, connection URIs.
//!
//! The types have no `Display`, print stars in `Debug` and when serialized, and are wiped when dropped. Call `expose`
//! only where the text leaves the program.

use std::{borrow::Cow, fmt};

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::types::lenient::Lenient;

/// Replaces a secret on display.
pub const STARS: &str = "********";

macro_rules! secrets {
    ($($(#[$meta:meta])* $name:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name(SecretString);

        impl $name {
            /// The text itself. Only for the clipboard, a header, a child's environment, or a screen that was asked to
            /// show it.
            pub fn expose(&self) -> &str {
                self.0.expose_secret()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(********)"))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.expose() == other.expose()
            }
        }

        impl Eq for $name {}

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(SecretString::from(text))
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::from(String::new())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(STARS)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from).map(Self::from)
            }
        }

        impl Lenient for $name {
            fn is_absent(&self) -> bool {
                true
            }
        }
    )*};
}

secrets! {
    /// A token for the API: an API key, or a token of the official CLI.
    ApiKey,
    /// A connection URI with a password in it.
    ConnectionUri,
    /// The password of a role.
    Password,
    /// The id of a transfer request: whoever knows it can take the project.
    TransferId,
    /// A key with which an application uses a service of Neon.
    ServerKey,
}

impl From<Password> for ConnectionUri {
    /// Wraps a bare password, because all secret texts for the clipboard have this type.
    fn from(password: Password) -> Self {
        Self(password.0)
    }
}

impl From<ApiKey> for ConnectionUri {
    /// Wraps a bare key, for the same reason.
    fn from(key: ApiKey) -> Self {
        Self(key.0)
    }
}

impl From<ServerKey> for ConnectionUri {
    fn from(key: ServerKey) -> Self {
        Self(key.0)
    }
}

/// Why a text is not a key. The message never contains the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("The API key is empty. Set NEON_API_KEY or pass --api-key.")]
    Empty,
    /// Two words, a line break, a control character or a letter outside ASCII: no key has these, and no header allows
    /// them.
    #[error(
        "The API key has a blank, a line break or an unusual character inside. Copy it again, it is one word such as napi_…."
    )]
    Character,
    /// A connection string, or the password of a role: it must not be sent to Neon as a key.
    #[error(
        "That is a connection string or a password of a role, not an API key: it was not sent. A key is one word such as napi_…."
    )]
    Connection,
}

impl ApiKey {
    /// Takes a key as pasted, without surrounding blanks.
    ///
    /// # Errors
    /// [`KeyError`], a sentence with the fix.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let key = text.trim();
        if key.is_empty() {
            return Err(KeyError::Empty);
        }
        let lower = key.to_ascii_lowercase();
        if key.contains("://")
            || lower.contains("password=")
            || lower.starts_with("npg_")
            || key.contains('@')
        {
            return Err(KeyError::Connection);
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(KeyError::Character);
        }
        Ok(Self::from(key.to_owned()))
    }

    /// Whether it is too short for a key of Neon or a token of its CLI: only a part was copied, or something else.
    pub(super) fn is_short(&self) -> bool {
        const SHORTEST: usize = 24;
        self.expose().len() < SHORTEST
    }
}

/// Whether string values under this JSON key are secrets.
fn is_secret_key(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    matches!(
        key.as_str(),
        "uri"
            | "connection_uri"
            | "key"
            | "api_key"
            | "apikey"
            | "pub_client_key"
            | "authorization"
    ) || key.contains("password")
        || key.contains("secret")
        || key.ends_with("token")
}

/// Whether a `key` is the name of an object in a bucket, which this field follows, and no key that opens something.
fn names_object(key: &str, next: Option<&str>) -> bool {
    key == "key" && matches!(next, Some("size" | "last_modified" | "etag"))
}

/// Replaces secrets in JSON by stars: strings under secret keys, and passwords in URIs anywhere.
pub fn mask_value(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let next = fields.keys().skip(1).map(|key| Some(key.as_str()));
            let next = next.chain([None]);
            let masked = fields.iter().zip(next).map(|((key, value), next)| {
                let is_secret = is_secret_key(key) && !names_object(key, next);
                let masked = match value {
                    Value::String(text) if !text.is_empty() && is_secret => Value::from(STARS),
                    _ => mask_value(value),
                };
                (key.clone(), masked)
            });
            masked.collect()
        }
        Value::Array(items) => items.iter().map(mask_value).collect(),
        Value::String(text) => Value::String(mask_uri(text).into_owned()),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// Replaces secrets in a text by stars and leaves everything else unchanged. Works on JSON, on truncated JSON, and on
/// text that quotes some.
pub fn mask_json(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let (before, quoted) = rest.split_at(start);
        masked.push_str(&mask_uri(before));
        let end = string_end(quoted);
        let (literal, after) = quoted.split_at(end);
        masked.push_str(&mask_uri(literal));
        rest = after;
        let key = literal.trim_matches('"');
        if !is_secret_key(key) {
            continue;
        }
        // `"key"  :  "value"`: keep what stands between, replace the value.
        let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', ':']).len();
        let (between, value) = rest.split_at(gap);
        if between.contains(':') && value.starts_with('"') {
            masked.push_str(between);
            let end = string_end(value);
            let (secret, after) = value.split_at(end);
            let next = after.trim_start().strip_prefix(',').map(str::trim_start);
            let next = next.and_then(|next| next.strip_prefix('"')?.split_once('"'));
            masked.push_str(&if secret == "\"\"" {
                secret.to_owned()
            } else if names_object(key, next.map(|(next, _)| next)) {
                mask_uri(secret).into_owned()
            } else {
                format!("\"{STARS}\"")
            });
            rest = after;
        }
    }
    masked.push_str(&mask_uri(rest));
    masked
}

/// The end of the JSON string that a text starts with, after its closing quote; the end of the text if it is not
/// closed.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Replaces the password of every `scheme://user:password@host` in a text by stars.
pub fn mask_uri(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find("://") else {
        return Cow::Borrowed(text);
    };
    let mut masked = String::with_capacity(text.len());
    let (mut done, mut at) = (0, first);
    loop {
        let authority = at + "://".len();
        let rest = text.get(authority..).unwrap_or_default();
        // A password may hold anything but these; the last @ before them ends it.
        let end = rest
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '<' | '>')
            })
            .unwrap_or(rest.len());
        let user_info = rest
            .get(..end)
            .and_then(|authority| authority.rfind('@'))
            .and_then(|at| rest.get(..at));
        if let Some((user, _)) = user_info.and_then(|info| info.split_once(':')) {
            masked.push_str(text.get(done..authority).unwrap_or_default());
            masked.push_str(user);
            masked.push(':');
            masked.push_str(STARS);
            done = authority + user_info.map_or(0, str::len);
        }
        match text.get(authority..).and_then(|rest| rest.find("://")) {
            Some(next) => at = authority + next,
            None => break,
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(masked)
}
