//! The client: sends requests, waits and retries within their deadlines, and reports what it is waiting for.
//!
//! ```text
//! send ── budget ── wire ── retry? ── decode ── Exchange
//!           ▲                 │
//!           └──── wait ───────┘
//! ```

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::time::{Instant, sleep, timeout_at};

use super::{
    clock::ServerClock,
    error::ApiError,
    host::{HostError, check_base_url},
    limit::{Budget, Priority},
    log::{Exchange, LogEntry, Progress},
    operations::Answer,
    request::Request,
    retry::{Attempt, Decision, Outcome, Policy, decide},
    secret::{ApiKey, mask_json},
    transport::{BuildError, Failure, LARGEST_BODY, Received, Wire},
    types::RequestId,
    web_page::WebPage,
};

/// The configuration of a client.
#[derive(Clone, Debug)]
pub struct ClientConfig {
    /// The URL of the API, including `/api/v2`.
    pub base_url: String,
    pub key: ApiKey,
    /// How often calls are retried.
    pub retries: Policy,
}

impl ClientConfig {
    /// Uses the default retry policy.
    pub fn new(base_url: impl Into<String>, key: ApiKey) -> Self {
        Self {
            base_url: base_url.into(),
            key,
            retries: Policy::default(),
        }
    }
}

/// Why no client could be created. The text is a sentence with the fix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The URL is refused.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The system's certificates cannot be used.
    #[error(transparent)]
    Build(#[from] BuildError),
}

/// Talks to one host with one key. Clones share connections and budget.
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) wire: Wire,
    pub(super) key: Arc<ApiKey>,
    retries: Policy,
    budget: Budget,
    clock: ServerClock,
}

/// What the tries of a call have returned so far.
#[derive(Default)]
struct AttemptLog {
    tries: u8,
    status: Option<u16>,
    request_id: Option<RequestId>,
    bytes: u64,
}

impl Client {
    /// Sets up a client. Reads the system's certificates, which takes milliseconds: call it off the drawing thread.
    ///
    /// # Errors
    /// [`ClientError`] for a URL that must not be used, or if there are no certificates.
    pub fn new(config: ClientConfig, budget: Budget) -> Result<Self, ClientError> {
        let wire = Wire::new(check_base_url(&config.base_url)?)?;
        Ok(Self {
            wire,
            key: Arc::new(config.key),
            retries: config.retries,
            budget,
            clock: ServerClock::default(),
        })
    }

    /// The same client with another key, for a renewed token. Cheap.
    pub fn with_key(&self, key: ApiKey) -> Self {
        Self {
            key: Arc::new(key),
            ..self.clone()
        }
    }

    /// The budget that requests are drawn from.
    pub fn budget(&self) -> Budget {
        self.budget.clone()
    }

    /// What the answers so far tell about Neon's clock.
    pub fn clock(&self) -> ServerClock {
        self.clock.clone()
    }

    /// The URL of the API, without a trailing slash.
    pub fn base_url(&self) -> &str {
        self.wire.base().as_str()
    }

    /// Makes a call, until it ends or its deadline passes. Dropping the future abandons the call: fine for reads, but a
    /// write may have happened anyway.
    pub async fn send(
        &self,
        request: &Request,
        priority: Priority,
        mut progress: impl FnMut(Progress),
    ) -> Exchange {
        let (at, started) = (Timestamp::now(), Instant::now());
        let mut trace = AttemptLog::default();
        let received = self
            .attempts(request, priority, started, &mut trace, &mut progress)
            .await;
        let raw = match &received {
            Ok(received) if request.keep_raw => Some(Arc::from(mask_json(&received.body))),
            _ => None,
        };
        let answer = received.and_then(|received| read(request, &received));
        let log = LogEntry {
            at,
            operation: request.operation,
            method: request.method(),
            target: request.target(),
            body: request.masked_body(),
            status: trace.status,
            ms: u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX),
            tries: trace.tries,
            request_id: trace.request_id.or_else(|| {
                answer
                    .as_ref()
                    .err()
                    .and_then(|error| error.request_id().cloned())
            }),
            error: answer.as_ref().err().map(ToString::to_string),
            bytes: trace.bytes,
        };
        Exchange { answer, raw, log }
    }

    /// Fetches bytes instead of an answer, and passes them on as they arrive, with how many there are in all, if that is
    /// known. Tried once: the caller may have kept a part already.
    ///
    /// # Errors
    /// If Neon refuses, or the bytes end too early.
    pub async fn download(
        &self,
        request: &Request,
        keep: &mut (dyn FnMut(&[u8], Option<u64>) + Send),
    ) -> Result<(), ApiError> {
        self.admit(request).await?;
        match self.wire.fetch(request, &self.key, keep).await {
            Ok(None) => Ok(()),
            Ok(Some(refusal)) => Err(judge_answer(request, &refusal, &self.key).error),
            Err(failure) => Err(judge_failure(request, failure).error),
        }
    }

    /// Waits until a request that is tried once may be sent.
    pub(super) async fn admit(&self, request: &Request) -> Result<(), ApiError> {
        if let Some(message) = request.unsendable() {
            return Err(ApiError::Unsendable { message });
        }
        let deadline = Instant::now() + request.operation.spec().deadline;
        let admitted = self
            .budget
            .take(Priority::User, request.operation, deadline, |_| {});
        Ok(admitted.await?)
    }

    async fn attempts(
        &self,
        request: &Request,
        priority: Priority,
        started: Instant,
        trace: &mut AttemptLog,
        progress: &mut impl FnMut(Progress),
    ) -> Result<Received, ApiError> {
        if let Some(message) = request.unsendable() {
            return Err(ApiError::Unsendable { message });
        }
        let allowed = request.operation.spec().deadline;
        let deadline = started + allowed;
        loop {
            let queued = |wait| progress(Progress::Queued { wait });
            self.budget
                .take(priority, request.operation, deadline, queued)
                .await?;
            trace.tries = trace.tries.saturating_add(1);
            let sent = Instant::now();
            let Ok(result) = timeout_at(deadline, self.wire.send(request, &self.key)).await else {
                return Err(out_of_time(request, allowed));
            };
            if let Ok(Received {
                date: Some((date, received)),
                ..
            }) = &result
            {
                self.clock.hear(*date, sent, *received);
            }
            let judged = match trace.note(result) {
                Ok(Received {
                    page: Some(page),
                    status,
                    retry_after,
                    ..
                }) => FailedAttempt {
                    retry_after,
                    ..judge_page(request, status, page, self.wire.proxy())
                },
                Ok(received) if (200..300).contains(&received.status) => return Ok(received),
                Ok(received) => judge_answer(request, &received, &self.key),
                Err(failure) => judge_failure(request, failure),
            };
            let left = deadline.saturating_duration_since(Instant::now());
            let patient = priority != Priority::Ahead;
            let decision = judged
                .attempt(trace.tries, request.is_read(), patient, left)
                .map_or(Decision::Stop, |attempt| decide(self.retries, &attempt));
            let wait = wait_of(decision);
            self.charge(&judged, wait);
            let Decision::Again { reason, of, .. } = decision else {
                return Err(judged.error);
            };
            progress(Progress::Waiting {
                reason,
                attempt: trace.tries,
                of,
                wait,
            });
            sleep(wait).await;
        }
    }

    /// Pauses the whole budget if Neon asks for fewer requests.
    fn charge(&self, judged: &FailedAttempt, wait: Duration) {
        match (judged.outcome, judged.retry_after) {
            (Some(Outcome::Status(429)), asked) => self
                .budget
                .pause(asked.unwrap_or_default().max(wait).max(SHORTEST_PAUSE)),
            (Some(Outcome::Status(503)), Some(asked)) => self.budget.pause(asked),
            _ => {}
        }
    }
}

/// The pause after a 429 without `Retry-After`: limits are per second and per minute, so less cannot help.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);

impl AttemptLog {
    fn note(&mut self, result: Result<Received, Failure>) -> Result<Received, Failure> {
        let (status, request_id, bytes) = match &result {
            Ok(received) => (
                Some(received.status),
                received.request_id.clone(),
                received.body.len(),
            ),
            Err(Failure::Lost {
                status, request_id, ..
            }) => (*status, request_id.clone(), 0),
            Err(Failure::TooLarge { status, request_id }) => {
                (Some(*status), request_id.clone(), LARGEST_BODY)
            }
            Err(Failure::NotConnected(_) | Failure::Unsendable(_)) => (None, None, 0),
        };
        (self.status, self.request_id, self.bytes) =
            (status, request_id, u64::try_from(bytes).unwrap_or(u64::MAX));
        result
    }
}

/// A try that failed.
struct FailedAttempt {
    /// For the retry rules; `None` if retrying cannot help.
    outcome: Option<Outcome>,
    /// The error to show if the call is not retried.
    error: ApiError,
    retry_after: Option<Duration>,
}

impl FailedAttempt {
    fn attempt(&self, tries: u8, read: bool, patient: bool, left: Duration) -> Option<Attempt> {
        let outcome = self.outcome?;
        Some(Attempt {
            tries,
            read,
            patient,
            outcome,
            retry_after: self.retry_after,
            left,
        })
    }
}

/// Judges an answer without success. After a change, a 5xx other than 503 leaves the outcome unknown.
fn judge_answer(request: &Request, received: &Received, key: &ApiKey) -> FailedAttempt {
    let header = received.request_id.as_ref().map(RequestId::as_str);
    let mut error = ApiError::from_answer(received.status, &received.body, header);
    if let ApiError::Auth { is_short, .. } = &mut error {
        *is_short = key.is_short();
    }
    let open =
        !request.is_read() && (500..600).contains(&received.status) && received.status != 503;
    let error = if open {
        lost(
            error.to_string(),
            Some(received.status),
            error.request_id().cloned(),
        )
    } else {
        error
    };
    FailedAttempt {
        outcome: Some(Outcome::Status(received.status)),
        error,
        retry_after: received.retry_after,
    }
}

/// Judges a web page received instead of an answer. After a change, a page with a success or 5xx status leaves the
/// outcome unknown: it does not come from Neon, so the change may or may not have reached it.
fn judge_page(request: &Request, status: u16, page: WebPage, proxy: Option<&str>) -> FailedAttempt {
    let short = |text: String| text.into_boxed_str();
    let error = ApiError::Page {
        status,
        title: page.title.map(short),
        redirect: page.redirect.map(short),
        proxy: proxy.map(Into::into),
    };
    let open = !request.is_read() && matches!(status, 200..=299 | 500..=502 | 504..=599);
    FailedAttempt {
        // A success status or redirect stays the same until somebody signs in.
        outcome: (status >= 400).then_some(Outcome::Status(status)),
        error: match open {
            true => lost(error.to_string(), (status >= 500).then_some(status), None),
            false => error,
        },
        retry_after: None,
    }
}

/// Judges a try without a complete answer. After a change that may have been sent, the outcome is unknown.
fn judge_failure(request: &Request, failure: Failure) -> FailedAttempt {
    let read = request.is_read();
    let (outcome, error) = match failure {
        Failure::NotConnected(message) => {
            (Some(Outcome::NotConnected), ApiError::Network { message })
        }
        Failure::Lost { cause, .. } if read => {
            (Some(Outcome::Lost), ApiError::Network { message: cause })
        }
        Failure::Lost {
            cause,
            status,
            request_id,
        } => (Some(Outcome::Lost), lost(cause, status, request_id)),
        Failure::TooLarge { .. } if read => (
            None,
            ApiError::TooLarge {
                limit: LARGEST_BODY,
            },
        ),
        Failure::TooLarge { status, request_id } => (
            None,
            lost("it was too large".to_owned(), Some(status), request_id),
        ),
        Failure::Unsendable(message) => (None, ApiError::Unsendable { message }),
    };
    FailedAttempt {
        outcome,
        error,
        retry_after: None,
    }
}

fn lost(cause: String, status: Option<u16>, request: Option<RequestId>) -> ApiError {
    ApiError::LostAnswer {
        cause,
        status,
        request,
    }
}

fn out_of_time(request: &Request, allowed: Duration) -> ApiError {
    if request.is_read() {
        return ApiError::Timeout(allowed);
    }
    lost(
        format!("nothing came within {} seconds", allowed.as_secs()),
        None,
        None,
    )
}

/// The requested wait plus full jitter.
fn wait_of(decision: Decision) -> Duration {
    match decision {
        Decision::Stop => Duration::ZERO,
        Decision::Again {
            at_least, spread, ..
        } => at_least + spread.mul_f64(fastrand::f64()),
    }
}

/// Decodes a success. A change with an unreadable answer has happened all the same.
fn read(request: &Request, received: &Received) -> Result<Answer, ApiError> {
    let empty = received.body.trim().is_empty();
    Answer::decode(request.operation, received.status, &received.body).map_err(
        |error| match error {
            ApiError::Decode { at, .. } if empty && request.is_read() => ApiError::Decode {
                at,
                message: "it is empty".to_owned(),
            },
            ApiError::Decode { at, message } if !request.is_read() => lost(
                format!("{at}: {message}"),
                Some(received.status),
                received.request_id.clone(),
            ),
            error => error,
        },
    )
}
