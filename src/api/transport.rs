//! A single try on the wire. Nothing above this file sees reqwest.

use std::{error::Error, time::Duration};

use jiff::Timestamp;
use reqwest::{
    RequestBuilder, Response, StatusCode,
    header::{
        ACCEPT, AGE, CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderMap, HeaderName, LOCATION,
        RETRY_AFTER,
    },
    redirect,
};
use tokio::time::{Instant, timeout};

use super::{
    error::ApiError,
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
/// How long a transfer may stand still.
pub(super) const STALLED: Duration = Duration::from_secs(30);
/// Less than the minute after which load balancers drop connections, so that a change rarely meets a dead one.
const IDLE_CONNECTION: Duration = Duration::from_secs(50);
/// How soon a connection that died silently (sleep, roaming) is noticed during a request.
const DEAD_CONNECTION: Duration = Duration::from_secs(10);

/// Why no HTTP client could be created.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    #[error(
        "No CA certificates were found on this system: install ca-certificates, or set SSL_CERT_FILE."
    )]
    NoCertificates,
    /// There are none at the place given by the environment.
    #[error("{0}: correct it or unset it. It is where certificates are looked for.")]
    NoCertificatesThere(String),
    #[error("The HTTPS client could not be set up: {0}.")]
    Other(String),
}

/// Installs the crypto provider of this program; may be called any number of times.
pub fn install_crypto() {
    // An error only means that this was done before.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

pub(super) struct Received {
    pub status: u16,
    pub body: String,
    /// Set if it was not Neon who answered.
    pub page: Option<WebPage>,
    pub request_id: Option<RequestId>,
    pub retry_after: Option<Duration>,
    /// The time at the server, and when the headers arrived here.
    pub date: Option<(Timestamp, Instant)>,
}

/// The answer is missing or incomplete.
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
    /// The URL leaves the configured host.
    Unsendable(String),
}

/// Sends requests, to one host only.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    pub(super) http: reqwest::Client,
    base: BaseUrl,
    pub(super) way: Way,
}

impl Wire {
    /// Takes milliseconds for https, because it reads the system's certificates.
    pub(super) fn new(base: BaseUrl) -> Result<Self, BuildError> {
        install_crypto();
        let builder = reqwest::Client::builder()
            .user_agent(concat!("lazyneon/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .referer(false)
            .https_only(base.is_https())
            .connect_timeout(CONNECT_TIMEOUT)
            // Over TLS one HTTP/2 connection carries everything; spare ones only keep files open.
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
        // Certificates are never checked without https, and reading them would take most of the startup time.
        let builder = if base.is_https() {
            builder
        } else {
            builder.tls_certs_only([])
        };
        let http = builder.build().map_err(|error| build_error(&error))?;
        let way = Way::to(&base);
        Ok(Self { http, base, way })
    }

    pub(super) fn proxy(&self) -> Option<&str> {
        self.way.proxy()
    }

    pub(super) fn base(&self) -> &BaseUrl {
        &self.base
    }

    pub(super) async fn send(&self, request: &Request, key: &ApiKey) -> Result<Received, Failure> {
        receive(self.open(request, key).await?, &self.way).await
    }

    /// Passes the bytes of an answer on as they arrive, with how many there are in all, if that is known. Anything but
    /// a success is returned.
    pub(super) async fn fetch(
        &self,
        request: &Request,
        key: &ApiKey,
        keep: &mut (dyn FnMut(&[u8], Option<u64>) + Send),
    ) -> Result<Option<Received>, Failure> {
        let response = timeout(STALLED, self.open(request, key)).await;
        let mut response = response.map_err(|_| lost("nothing came for a while".to_owned()))??;
        if !response.status().is_success() {
            return receive(response, &self.way).await.map(Some);
        }
        let all = response.content_length();
        loop {
            let chunk = timeout(STALLED, response.chunk()).await;
            let chunk = chunk.map_err(|_| lost("nothing came for a while".to_owned()))?;
            match chunk.map_err(|error| lost(self.way.explain(&error)))? {
                Some(chunk) => keep(&chunk, all),
                None => return Ok(None),
            }
        }
    }

    /// The beginning of a request whose body is a form.
    pub(super) fn form(
        &self,
        request: &Request,
        key: &ApiKey,
        kind: &str,
    ) -> Result<RequestBuilder, ApiError> {
        let url = self.url(request).map_err(|_| ApiError::Unsendable {
            message: "The request would leave the API host".to_owned(),
        })?;
        let builder = self.http.request(method(request.method()), url);
        Ok(builder
            .bearer_auth(key.expose())
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, kind))
    }

    async fn open(&self, request: &Request, key: &ApiKey) -> Result<Response, Failure> {
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
            // Some proxies refuse a POST without a length (411).
            (None, Method::Post | Method::Put | Method::Patch) => {
                builder = builder.header(CONTENT_LENGTH, 0);
            }
            (None, Method::Get | Method::Delete) => {}
        }
        builder.send().await.map_err(|error| {
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
        })
    }

    /// The URL of a request. It cannot leave the host, because the target begins with `/` and its parts are encoded;
    /// checked anyway, because the key goes there.
    fn url(&self, request: &Request) -> Result<reqwest::Url, Failure> {
        let text = format!("{}{}", self.base, request.secret_target());
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

/// A download that broke off.
const fn lost(cause: String) -> Failure {
    Failure::Lost {
        cause,
        status: None,
        request_id: None,
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
            // The status of an error matters more than the rest of its page.
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

/// Whether the date of an answer is the API's current time, not from a cache or from a page of something in between.
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
