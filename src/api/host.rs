//! The URL of the API: the only place that the key is ever sent to.

use std::fmt;

use url::{Host, Url};

/// Neon's own URL.
pub const NEON: &str = "https://console.neon.tech/api/v2";

/// A URL that passed [`check_base_url`]: scheme, host, port and path, without a trailing slash.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    loopback: bool,
}

impl BaseUrl {
    /// The URL; request paths are appended to it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the host is this machine.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether the connection is encrypted.
    pub fn is_https(&self) -> bool {
        self.text.starts_with("https:")
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why a URL is refused. The text is a sentence with the fix; it never repeats user names or passwords.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    #[error("The API host is empty. Leave it out for Neon's own, {NEON}.")]
    Empty,
    #[error("The API host is not an address ({0}). Write it in full, such as {NEON}.")]
    Malformed(String),
    /// A scheme other than http and https.
    #[error("The API host must start with https:// (found {0}://).")]
    Scheme(String),
    /// Plain http over a network would reveal the key on the way.
    #[error(
        "The API host must use https: plain http is only allowed on this machine (127.0.0.1, ::1, localhost)."
    )]
    PlainHttp,
    /// A user name or password in the URL.
    #[error("The API host must not hold a user name or password. Pass the key with NEON_API_KEY.")]
    UserInfo,
    /// A `?` or `#`.
    #[error("The API host must not have a query or fragment (the part from ? or # on). Remove it.")]
    Query,
}

/// Checks a URL from a flag, a variable or a file: https, or http on this machine. Trailing slashes are dropped.
///
/// # Errors
/// [`HostError`], a sentence with the fix.
pub fn check_base_url(text: &str) -> Result<BaseUrl, HostError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(HostError::Empty);
    }
    let url = Url::parse(text).map_err(|error| HostError::Malformed(error.to_string()))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(HostError::UserInfo);
    }
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.trim_end_matches('.') == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        "http" => return Err(HostError::PlainHttp),
        // `localhost:8080` parses as a scheme
        other if !text.contains("://") => {
            return Err(HostError::Malformed(format!("no https:// before {other}")));
        }
        other => return Err(HostError::Scheme(other.to_owned())),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(HostError::Query);
    }
    Ok(BaseUrl {
        text: url.as_str().trim_end_matches('/').to_owned(),
        loopback,
    })
}
