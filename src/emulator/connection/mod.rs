//! Connection strings, to Neon's hosts or to a replacement server.

pub mod handlers;

use compact_str::format_compact;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};
use url::Url;

use super::{endpoints::Endpoint, ids::Text, roles::Role};

/// Everything except the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A Postgres server that connection strings name instead of Neon's, so that clients reach a real one.
///
/// Its host, port and parameters are used unchanged, and its user, password and database if given; otherwise those of
/// the requested role and database.
#[derive(Debug, Clone)]
pub struct ExternalPostgres(Url);

impl ExternalPostgres {
    /// Parses `postgresql://[user[:password]@]host[:port][/database][?parameters]`.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok();
        let right = |url: &Url| {
            matches!(url.scheme(), "postgres" | "postgresql")
                && url.host_str().is_some_and(|host| !host.is_empty())
        };
        url.filter(right).map(Self)
    }

    /// The host of every compute, with the port unless it is Postgres's default, since clients build URIs from it.
    pub fn host(&self) -> Text {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) if port != 5432 => format_compact!("{host}:{port}"),
            _ => host.into(),
        }
    }

    /// The password of a role, if this server's URL contains it.
    pub fn password(&self, role: &str) -> Option<String> {
        let named = decoded(self.0.username()) == role;
        named.then(|| self.0.password().map(decoded)).flatten()
    }

    /// The server's URL, completed by role and database.
    fn url(&self, role: &Role, database: &str) -> Url {
        let mut url = self.0.clone();
        if url.username().is_empty() {
            // Fails only for URLs without a host, which `parse` rejects.
            let _ = url.set_username(&encoded(&role.name));
            let _ = url.set_password(Some(&encoded(&role.password)));
        }
        if url.path().trim_matches('/').is_empty() {
            url.set_path(&encoded(database));
        }
        url
    }
}

fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

/// Whether a compute is a server of ours, to which connections are not encrypted.
fn is_here(endpoint: &Endpoint) -> bool {
    endpoint.host.starts_with("127.0.0.1:")
}

/// `postgresql://user:password@host/database?parameters`
fn uri(host: &str, role: &Role, database: &str, parameters: &str) -> String {
    let (user, password, database) = (
        encoded(&role.name),
        encoded(&role.password),
        encoded(database),
    );
    format!("postgresql://{user}:{password}@{host}/{database}?{parameters}")
}

/// The connection details in create answers: the direct URI and its parts.
pub fn details(
    endpoint: &Endpoint,
    role: &Role,
    database: &str,
    stand_in: Option<&ExternalPostgres>,
) -> Value {
    if let Some(stand_in) = stand_in {
        let url = stand_in.url(role, database);
        return json!({
            "connection_uri": url.as_str(),
            "connection_parameters": {
                "database": decoded(url.path().trim_start_matches('/')),
                "password": decoded(url.password().unwrap_or_default()),
                "role": decoded(url.username()),
                "host": url.host_str(),
                "pooler_host": url.host_str(),
            },
        });
    }
    let parameters = match is_here(endpoint) {
        true => "sslmode=disable",
        false => "sslmode=require",
    };
    json!({
        "connection_uri": uri(&endpoint.host, role, database, parameters),
        "connection_parameters": {
            "database": database,
            "password": role.password,
            "role": role.name,
            "host": endpoint.host,
            "pooler_host": endpoint.pooler_host(),
        },
    })
}
