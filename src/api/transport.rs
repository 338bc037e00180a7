//! One try on the wire. Nothing above this file sees reqwest.

use std::{error::Error, time::Duration};

use jiff::Timestamp;
use reqwest::{
    Response, StatusCode,
    header::{
        ACCEPT, AGE, CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderMap, HeaderName, LOCATION,
        RETRY_AFTER,
    },
    redirect,
};
use tokio::time::Instant;

use super::{
    host::BaseUrl,
    request::{Method, Request},
    retry,
    secret::ApiKey,
    types::RequestId,
    unreachable::{self, Way},
    web_page::{self, WebPage},
};

/// The largest answer that is read, in bytes. The largest real one, a page of 400 projects, has half a megabyte.
pub(super) const LARGEST_BODY: usize = 64 << 20;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Below the minute after which load balancers forget connections, so that a change rarely meets a dead one.
const IDLE_CONNECTION: Duration = Duration::from_secs(50);
/// How fast a connection that died silently (sleep, roaming) is noticed while a request is open.
const DEAD_CONNECTION: Duration = Duration::from_secs(10);

/// Why no client could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// There is nothing to check certificates with.
    #[error(
        "No CA certificates were found on this system: install ca-certificates, or set SSL_CERT_FILE."
    )]
    NoCertificates,
    /// There are none where the environment says that they are.
    #[error("{0}: correct it or unset it. It is where certificates are looked for.")]
    NoCertificatesThere(String),
    /// Anything else.
    #[error("The HTTPS client could not be set up: {0}.")]
    Other(String),
}

/// Makes the cryptography of this program known, once; may be called any number of times.
pub fn install_crypto() {
    // An error only says that it has been done before.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// An answer with any status.
pub(super) struct Received {
    pub status: u16,
    pub body: String,
    /// Set when it is not Neon who answers.
    pub page: Option<WebPage>,
    pub request_id: Option<RequestId>,
    pub retry_after: Option<Duration>,
    /// What time it was at the server, and when its headers came here.
    pub date: Option<(Timestamp, Instant)>,
}

/// No whole answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nothing was sent.
    NotConnected(String),
    /// Something may have been sent.
    Lost {
        cause: String,
        status: Option<u16>,
        request_id: Option<RequestId>,
    },
    /// More than [`LARGEST_BODY`].
    TooLarge {
        status: u16,
        request_id: Option<RequestId>,
    },
    /// The address does not stay with the configured host.
    Unsendable(String),
}

/// Sends to one host only.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    http: reqwest::Client,
    base: BaseUrl,
    way: Way,
}

impl Wire {
    /// Takes milliseconds for https: the system's certificates are read.
    pub(super) fn new(base: BaseUrl) -> Result<Self, BuildError> {
        install_crypto();
        let builder = reqwest::Client::builder()
            .user_agent(concat!("lazyneon/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .referer(false)
            .https_only(base.is_https())
            .connect_timeout(CONNECT_TIMEOUT)
            // Over TLS one HTTP/2 connection carries everything; spare ones only hold files open.
            .pool_max_idle_per_host(1)
            .pool_idle_timeout(IDLE_CONNECTION)
            .http2_keep_alive_interval(DEAD_CONNECTION)
            .http2_keep_alive_timeout(DEAD_CONNECTION);
        #[cfg(target_os = "linux")]
        let builder = builder.tcp_user_timeout(DEAD_CONNECTION * 2);
        let builder = if base.is_loopback() {
            builder.no_proxy()
        } else {
            builder
        };
        // Without https no certificate is ever checked, and reading them would be the larger part of the start.
        let builder = if base.is_https() {
            builder
        } else {
            builder.tls_certs_only([])
        };
        let http = builder.build().map_err(|error| build_error(&error))?;
        let way = Way::to(&base);
        Ok(Self { http, base, way })
    }

    /// The proxy in use, without its credentials.
    pub(super) fn proxy(&self) -> Option<&str> {
        self.way.proxy()
    }

    pub(super) fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// Sends once and reads the whole answer.
    pub(super) async fn send(&self, request: &Request, key: &ApiKey) -> Result<Received, Failure> {
        let url = self.url(request)?;
        let mut builder = self
            .http
            .request(method(request.method()), url)
            .bearer_auth(key.expose())
            .header(ACCEPT, "application/json");
        match (&request.body, request.method()) {
            (Some(body), _) => {
                builder = builder
                    .header(CONTENT_TYPE, "application/json")
                    .body(body.to_string());
            }
            // Some proxies refuse a POST that does not say how long it is (411).
            (None, Method::Post | Method::Put | Method::Patch) => {
                builder = builder.header(CONTENT_LENGTH, 0);
            }
            (None, Method::Get | Method::Delete) => {}
        }
        let response = builder.send().await.map_err(|error| {
            let cause = self.way.explain(&error);
            if error.is_connect() || error.is_builder() {
                Failure::NotConnected(cause)
            } else {
                Failure::Lost {
                    cause,
                    status: None,
                    request_id: None,
                }
            }
        })?;
        receive(response, &self.way).await
    }

    /// The address of a request. Cannot leave the host: the target begins with `/` and its parts are encoded; checked anyway,
    /// because the key goes there.
    fn url(&self, request: &Request) -> Result<reqwest::Url, Failure> {
        let text = format!("{}{}", self.base, request.target());
        let url =
            reqwest::Url::parse(&text).map_err(|error| Failure::Unsendable(error.to_string()))?;
        if !url.as_str().starts_with(self.base.as_str()) {
            return Err(Failure::Unsendable(
                "The request would leave the API host".to_owned(),
            ));
        }
        Ok(url)
    }
}

async fn receive(mut response: Response, way: &Way) -> Result<Received, Failure> {
    let status = response.status().as_u16();
    let headers = response.headers();
    let request_id = text(headers, &HeaderName::from_static("x-request-id")).map(RequestId::from);
    let date = text(headers, &DATE).and_then(retry::http_date);
    let now = date.unwrap_or_else(Timestamp::now);
    let retry_after = text(headers, &RETRY_AFTER).and_then(|value| retry::retry_after(value, now));
    let [kind, location] =
        [CONTENT_TYPE, LOCATION].map(|name| text(headers, &name).map(str::to_owned));
    let date = date.filter(|_| is_fresh(headers));
    let date = date.map(|date| (date, Instant::now()));
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > LARGEST_BODY => {
                return Err(Failure::TooLarge { status, request_id });
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            // The status of an error is worth more than the rest of its page.
            Err(_) if !StatusCode::is_success(&response.status()) => break,
            Err(error) => {
                return Err(Failure::Lost {
                    cause: way.explain(&error),
                    status: Some(status),
                    request_id,
                });
            }
        }
    }
    let body = String::from_utf8(body)
        .unwrap_or_else(|odd| String::from_utf8_lossy(odd.as_bytes()).into_owned());
    let page = web_page::find(status, kind.as_deref(), location.as_deref(), &body);
    Ok(Received {
        status,
        body,
        page,
        request_id,
        retry_after,
        date,
    })
}

/// Whether the date of an answer is that of the API at this moment: not of a cache, nor of a page from something between.
fn is_fresh(headers: &HeaderMap) -> bool {
    let is_json = |kind: &str| kind.to_ascii_lowercase().contains("json");
    !headers.contains_key(AGE) && text(headers, &CONTENT_TYPE).is_some_and(is_json)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers
        .get(name)?
        .to_str()
        .ok()
        .filter(|value| !value.is_empty())
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Patch => reqwest::Method::PATCH,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
    }
}

fn build_error(error: &reqwest::Error) -> BuildError {
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let cause = cause.to_string();
    if !cause.contains("No CA certificates") {
        return BuildError::Other(cause);
    }
    match unreachable::fault_of_certificates() {
        Some(fault) => BuildError::NoCertificatesThere(fault),
        None => BuildError::NoCertificates,
    }
}
