//! A connection URI split into parts, so that every format can quote them by its own rules.

use crate::api::Password;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The default port of Postgres.
pub const PORT: u16 = 5432;

/// Everything except the unreserved characters of RFC 3986 and the star, which stands for hidden passwords. What stays
/// unencoded is safe in a URI, in shell quotes, in a `.env` file and in any string literal.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'_')
    .remove(b'-')
    .remove(b'.')
    .remove(b'~')
    .remove(b'*');

/// Percent-encodes a name, a password or a value for a URI.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

fn decode(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(text.into_owned())
}

/// How a client encrypts its connection and verifies the server, in libpq's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ssl {
    /// Encrypted. Neon accepts nothing less.
    #[default]
    Require,
    /// Encrypted, with a certificate from an authority that the client trusts.
    VerifyCa,
    /// The same, and issued for this host.
    VerifyFull,
    /// Omits the parameter, for clients that do not know it.
    LeftOut,
}

impl Ssl {
    /// All of them, in the order of the dialog.
    pub const ALL: [Self; 4] = [
        Self::Require,
        Self::VerifyCa,
        Self::VerifyFull,
        Self::LeftOut,
    ];

    /// The value of `sslmode`; `None` omits it.
    pub const fn mode(self) -> Option<&'static str> {
        match self {
            Self::Require => Some("require"),
            Self::VerifyCa => Some("verify-ca"),
            Self::VerifyFull => Some("verify-full"),
            Self::LeftOut => None,
        }
    }
}

/// What a client needs to connect. Nothing in here is encoded or quoted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// The host, with `-pooler` if it is the pooler's.
    pub host: String,
    /// The port, unless it is the default.
    pub port: Option<u16>,
    pub user: String,
    pub password: Password,
    pub database: String,
    /// libpq's parameters, in order: `sslmode`, `channel_binding`, `options`.
    pub parameters: Vec<(String, String)>,
}

impl Parts {
    /// Splits a URI. Returns `None` if it is not a Postgres URI with a host and a user.
    pub fn read(uri: &str) -> Option<Self> {
        let rest = uri
            .strip_prefix("postgresql://")
            .or_else(|| uri.strip_prefix("postgres://"))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (login, address) = authority.rsplit_once('@')?;
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let (host, port) = match address.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok()?)),
            None => (address, None),
        };
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let parameters = pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                Some((decode(name)?, decode(value)?))
            })
            .collect::<Option<_>>()?;
        (!host.is_empty()).then_some(())?;
        Some(Self {
            host: host.to_owned(),
            port: port.filter(|port| *port != PORT),
            user: decode(user)?,
            password: decode(password)?.into(),
            database: decode(database)?,
            parameters,
        })
    }

    /// The URI with another scheme and other parameters.
    pub fn uri_with(&self, scheme: &str, parameters: &[(String, String)]) -> String {
        let query = query(parameters);
        format!(
            "{scheme}://{}:{}@{}{}/{}{}{query}",
            encode(&self.user),
            encode(self.password.expose()),
            self.host,
            self.port
                .map_or_else(String::new, |port| format!(":{port}")),
            encode(&self.database),
            if query.is_empty() { "" } else { "?" },
        )
    }

    pub fn uri(&self) -> String {
        self.uri_with("postgresql", &self.parameters)
    }

    /// The port, explicit or default.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(PORT)
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut all = self.parameters.iter();
        all.find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Sets a parameter in place, or adds it at the end; `None` removes it.
    pub fn set(&mut self, name: &str, value: Option<&str>) {
        let at = self.parameters.iter().position(|(key, _)| key == name);
        match (at.and_then(|at| self.parameters.get_mut(at)), value) {
            (Some(pair), Some(value)) => value.clone_into(&mut pair.1),
            (None, Some(value)) => self.parameters.push((name.to_owned(), value.to_owned())),
            (_, None) => self.parameters.retain(|(key, _)| key != name),
        }
    }

    /// The parameters for clients based on libpq. It trusts no authority on its own: to verify a certificate it must be
    /// told to use the system's (version 16 and later).
    pub fn for_libpq(&self) -> Vec<(String, String)> {
        let mut parts = self.clone();
        let full = self.parameter("sslmode") == Ssl::VerifyFull.mode();
        if full && self.parameter("sslrootcert").is_none() {
            parts.set("sslrootcert", Some("system"));
        }
        parts.parameters
    }

    /// Whether the database name needs no encoding, for clients that do not decode it.
    pub fn has_plain_database(&self) -> bool {
        encode(&self.database) == self.database
    }
}

/// The parameters as a URI's query.
pub fn query(parameters: &[(String, String)]) -> String {
    let pairs = parameters
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_is_taken_apart_and_put_together_again() {
        let uri = "postgresql://app%40x:p%3A%2F%25%20@ep-a-pooler.c-2.us-east-2.aws.neon.tech:6432/a%2Fb?channel_binding=require&options=endpoint%3Dep-a";
        let parts = Parts::read(uri).unwrap();
        assert_eq!(
            (parts.user.as_str(), parts.database.as_str()),
            ("app@x", "a/b")
        );
        assert_eq!(parts.password.expose(), "p:/% ");
        assert_eq!((parts.port, parts.port()), (Some(6432), 6432));
        assert_eq!(parts.parameter("options"), Some("endpoint=ep-a"));
        assert_eq!(parts.uri(), uri);
    }

    #[test]
    fn a_password_that_came_unencoded_is_encoded() {
        let parts = Parts::read("postgres://u:p#@x@h/d").unwrap();
        assert_eq!(parts.password.expose(), "p#@x");
        assert_eq!(parts.uri(), "postgresql://u:p%23%40x@h/d");
    }

    #[test]
    fn what_is_no_uri_is_refused() {
        for text in [
            "",
            "mysql://u:p@h/d",
            "postgresql://h/d",
            "postgresql://u:p@/d",
            "postgresql://u:p@h:x/d",
            "postgresql://u:%ff@h/d",
        ] {
            assert_eq!(Parts::read(text), None, "{text}");
        }
    }

    #[test]
    fn parameters_keep_their_places() {
        let mut parts =
            Parts::read("postgresql://u:p@h/d?channel_binding=require&sslmode=require").unwrap();
        parts.set("sslmode", Some("verify-full"));
        assert!(
            parts
                .uri()
                .ends_with("?channel_binding=require&sslmode=verify-full")
        );
        assert_eq!(parts.for_libpq().len(), 3);
        parts.set("sslmode", None);
        parts.set("channel_binding", None);
        assert!(parts.uri().ends_with("@h/d"));
    }
}
