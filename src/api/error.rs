//! What can go wrong, by status first, and the sentence for each error.

use std::time::Duration;

use super::{error_body::Said, limit::Refused, types::RequestId};
use compact_str::CompactString;

/// Why a call has no answer. [`ApiError::sentence`] is for users, `Display` for logs.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ApiError {
    /// 401: the key is missing, malformed or revoked, or the token has expired.
    #[error("401: {message}")]
    Auth {
        /// The server's message.
        message: String,
        /// For Neon's support.
        request: Option<RequestId>,
        /// Whether the key is too short to be one.
        is_short: bool,
    },
    /// Nobody is signed in, so a background read was not sent.
    #[error("not sent: {why}")]
    SignedOut {
        /// The reason, as a sentence.
        why: String,
    },
    /// Any other status outside 2xx.
    #[error("{status}{}: {message}", code.as_deref().map(|code| format!(" {code}")).unwrap_or_default())]
    Status {
        status: u16,
        /// Neon's code, such as `BRANCHES_LIMIT_EXCEEDED`; the API often sends an empty one, which becomes `None`.
        code: Option<CompactString>,
        /// The server's message, or a text saying that there is none.
        message: String,
        /// For Neon's support.
        request: Option<RequestId>,
    },
    /// A web page instead of an answer: from the network's sign-in page, a proxy, a firewall or Neon's edge.
    /// [`ApiError::status`] ignores its status, which is not from Neon's API.
    #[error("a web page instead of an answer ({status}{})", title.as_deref().map(|title| format!(", {title}")).unwrap_or_default())]
    Page {
        status: u16,
        title: Option<Box<str>>,
        /// The host that a redirect points to.
        redirect: Option<Box<str>>,
        /// The proxy in use.
        proxy: Option<Box<str>>,
    },
    /// A success with a body that breaks the contract.
    #[error("cannot read the answer ({at}): {message}")]
    Decode {
        /// The operation and the field.
        at: String,
        message: String,
    },
    /// No answer to a request that may be repeated: a read, or something that was never sent.
    #[error("network: {message}")]
    Network {
        /// The innermost cause, without the URL.
        message: String,
    },
    /// No answer within the deadline; only for reads and requests that were never sent.
    #[error("no answer within {0:?}")]
    Timeout(Duration),
    /// A change was sent and its answer was lost: it may or may not have happened. Read the state again.
    #[error("the answer was lost: {cause}")]
    LostAnswer {
        /// Why the answer was lost.
        cause: String,
        /// The status, if one arrived; 2xx means that the change was accepted.
        status: Option<u16>,
        /// For Neon's support.
        request: Option<RequestId>,
    },
    /// The request budget has no room within the deadline; nothing was sent.
    #[error("not sent: {} for {wait:?}", if *paused { "Neon asked for a pause" } else { "too many requests are waiting" })]
    Throttled {
        /// How long the request would have had to wait.
        wait: Duration,
        /// Whether Neon asked for the wait (429).
        paused: bool,
    },
    /// The answer is larger than anything the API should send.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge { limit: usize },
    /// The request cannot be sent as it is: one for a database called `..`, for example.
    #[error("not sent: {message}")]
    Unsendable { message: String },
}

impl ApiError {
    /// Reads the body of an error answer. `header` is the `x-request-id` header.
    pub fn from_answer(status: u16, body: &str, header: Option<&str>) -> Self {
        let said = Said::read(body);
        let request = said
            .request
            .or_else(|| header.map(str::to_owned))
            .map(RequestId::from);
        let message = said.message.unwrap_or_else(|| NO_REASON.to_owned());
        if status == 401 {
            return Self::Auth {
                message,
                request,
                is_short: false,
            };
        }
        Self::Status {
            status,
            code: said.code.map(CompactString::from),
            message,
            request,
        }
    }

    /// The HTTP status, if Neon sent one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Auth { .. } => Some(401),
            Self::Status { status, .. } => Some(*status),
            Self::LostAnswer { status, .. } => *status,
            Self::Page { .. }
            | Self::Decode { .. }
            | Self::Network { .. }
            | Self::Timeout(_)
            | Self::TooLarge { .. }
            | Self::Throttled { .. }
            | Self::SignedOut { .. }
            | Self::Unsendable { .. } => None,
        }
    }

    /// The request id for Neon's support.
    pub fn request_id(&self) -> Option<&RequestId> {
        match self {
            Self::Auth { request, .. }
            | Self::Status { request, .. }
            | Self::LostAnswer { request, .. } => request.as_ref(),
            Self::Page { .. }
            | Self::Decode { .. }
            | Self::Network { .. }
            | Self::Timeout(_)
            | Self::TooLarge { .. }
            | Self::Throttled { .. }
            | Self::SignedOut { .. }
            | Self::Unsendable { .. } => None,
        }
    }

    /// Whether the credential is refused (401) or missing.
    pub fn is_auth(&self) -> bool {
        matches!(self, Self::Auth { .. } | Self::SignedOut { .. })
    }

    /// Whether another operation holds the project (423).
    pub fn is_locked(&self) -> bool {
        self.status() == Some(423)
    }

    /// Whether there were too many requests (429), now or just before.
    pub fn is_rate_limit(&self) -> bool {
        self.status() == Some(429) || matches!(self, Self::Throttled { paused: true, .. })
    }

    /// Whether the thing does not exist or is hidden from this key (404, 410).
    pub fn is_gone(&self) -> bool {
        matches!(self.status(), Some(404 | 410))
    }

    /// Whether the key cannot reach the thing: it is gone, hidden, or the id is invalid (400, 403, 404, 410, 422).
    pub fn is_out_of_reach(&self) -> bool {
        matches!(self.status(), Some(400 | 403 | 404 | 410 | 422))
    }

    /// Whether the key or the plan forbids it (403).
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403)
    }

    /// Whether there is no such thing here: it is gone, or the plan or the region has none (403, 404, 410).
    pub fn is_unavailable(&self) -> bool {
        self.is_gone() || self.is_forbidden()
    }

    /// The reason that Neon gives, without a period; a sentence if it gives none.
    pub fn reason(&self) -> String {
        let said = match self {
            Self::Status {
                status, message, ..
            } => reason(*status, message),
            _ => None,
        };
        let said = said.map_or_else(|| self.sentence(), capitalized);
        said.trim_end_matches('.').to_owned()
    }

    /// Whether it is unknown what happened: read the state again before doing anything else.
    pub fn is_outcome_unknown(&self) -> bool {
        matches!(self, Self::LostAnswer { .. })
    }

    /// Whether the response is not something Neon's API sends.
    pub fn is_unreadable(&self) -> bool {
        matches!(
            self,
            Self::Page { .. } | Self::Decode { .. } | Self::TooLarge { .. }
        )
    }

    /// Whether the same request may work later without any change on our side.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 423 | 429 | 500..=599),
            Self::Auth { .. } | Self::SignedOut { .. } => false,
            Self::Page { .. }
            | Self::Decode { .. }
            | Self::Network { .. }
            | Self::Timeout(_)
            | Self::LostAnswer { .. }
            | Self::Throttled { .. }
            | Self::TooLarge { .. } => true,
            Self::Unsendable { .. } => false,
        }
    }

    /// Whether an organization has to be given (400 with a personal key).
    pub fn needs_organization(&self) -> bool {
        matches!(self, Self::Status { status: 400, message, .. } if message.contains("org_id is required"))
    }

    /// Whether this needs a personal key.
    pub fn needs_personal_key(&self) -> bool {
        matches!(self, Self::Status { message, .. } if message.contains("not allowed for organization API keys"))
    }

    /// Whether the key is limited to one project, and this is outside it.
    pub fn is_of_one_project(&self) -> bool {
        matches!(self, Self::Status { message, .. } if message.contains("project-scoped"))
    }

    /// Says what happened and what to do, in one or two plain sentences.
    pub fn sentence(&self) -> String {
        match self {
            Self::Auth {
                is_short, message, ..
            } => auth_sentence(*is_short, message),
            Self::SignedOut { why } => why.clone(),
            Self::Status { .. } if self.needs_organization() => {
                "Neon wants to know which organization: choose one, or pass --org-id.".to_owned()
            }
            Self::Status { .. } if self.needs_personal_key() => {
                "An organization's key cannot do this; use a personal API key.".to_owned()
            }
            Self::Status { .. } if self.is_of_one_project() => {
                "This key reaches one project only: name it, as in lazyneon PROJECT-ID.".to_owned()
            }
            Self::Status {
                status, message, ..
            } => status_sentence(*status, message),
            Self::Page {
                status,
                title,
                redirect,
                proxy,
            } => page_sentence(
                *status,
                title.as_deref(),
                redirect.as_deref(),
                proxy.as_deref(),
            ),
            Self::Decode { at, message } => {
                format!(
                    "Neon's answer could not be read ({at}: {message}). A newer version may understand it."
                )
            }
            Self::Network { message } => format!("Neon could not be reached: {message}."),
            Self::Timeout(after) => format!(
                "Neon did not answer within {} seconds.",
                after.as_secs_f32().round()
            ),
            Self::LostAnswer {
                status: Some(200..=299),
                cause,
                ..
            } => {
                format!("Neon accepted the change, but its answer was lost ({cause}).")
            }
            Self::LostAnswer { cause, .. } => {
                format!(
                    "The change was sent, but the answer was lost ({cause}): it may have happened. Check before repeating it."
                )
            }
            Self::Throttled { wait, paused } => throttled_sentence(*wait, *paused),
            Self::TooLarge { limit } => format!(
                "Neon's answer is larger than {} MiB and was dropped.",
                limit >> 20
            ),
            Self::Unsendable { message } => format!("{message}, so nothing was sent."),
        }
    }
}

fn auth_sentence(is_short: bool, message: &str) -> String {
    if is_short {
        return "Neon does not accept this key: a part of it is missing.".to_owned();
    }
    let said = reason(401, message).map_or_else(String::new, |said| format!(" ({said})"));
    format!("Neon does not accept this key{said}: it was revoked or has expired.")
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        Self::Throttled {
            wait: refused.wait,
            paused: refused.paused,
        }
    }
}

/// What a message says beyond its status, which the sentence says in words already.
fn reason(status: u16, message: &str) -> Option<&str> {
    let message = message.trim().trim_end_matches('.');
    let known = http::StatusCode::from_u16(status).ok();
    let known = known.and_then(|status| status.canonical_reason());
    let says_nothing = [NO_REASON, "authentication required"].into_iter();
    let mut says_nothing = says_nothing.chain(known);
    let is_empty = says_nothing.any(|text| text.eq_ignore_ascii_case(message));
    (!is_empty).then_some(message)
}

fn status_sentence(status: u16, message: &str) -> String {
    let said = reason(status, message);
    let because = said.map_or_else(String::new, |said| format!(": {said}"));
    let message = message.trim().trim_end_matches('.');
    let says = capitalized(message);
    match status {
        403 => format!("No permission, or not on this plan{because}."),
        404 | 410 => format!("Not found, or no access{because}."),
        412 => format!("{says}. Resetting the password shows a new one."),
        423 => "Another operation is still running on this project. Try again when it has ended."
            .to_owned(),
        429 => "Too many requests for this account. Waiting a minute helps.".to_owned(),
        500..=599 => format!("Neon has a problem of its own ({status}{because})."),
        _ => format!("{says} ({status})."),
    }
}

fn throttled_sentence(wait: Duration, paused: bool) -> String {
    if !paused {
        return "Too many requests are waiting already; nothing was sent.".to_owned();
    }
    format!(
        "Neon asked for a pause of {} more seconds; nothing was sent.",
        wait.as_secs() + 1
    )
}

/// The message of an error answer that has none.
const NO_REASON: &str = "Neon gave no reason";

/// Says that something else answered, what it may be, and what helps.
fn page_sentence(
    status: u16,
    title: Option<&str>,
    redirect: Option<&str>,
    proxy: Option<&str>,
) -> String {
    let what = match (redirect, title) {
        (Some(host), _) => format!("A redirect to {host}"),
        (None, Some(title)) => format!("A web page, \"{title}\","),
        (None, None) if (300..400).contains(&status) => "A redirect".to_owned(),
        (None, None) => "A web page".to_owned(),
    };
    let through = proxy.map_or_else(String::new, |proxy| format!(" through the proxy {proxy}"));
    let fix = match status {
        407 => "The proxy wants a user name and password: write them into HTTPS_PROXY",
        511 | 200..=299 => "The network may want you to sign in: open a browser, then try again",
        300..=399 => {
            "The network may want you to sign in: open a browser, then try again, or check the API host"
        }
        500..=599 => "Neon, or what is on the way to it, has a problem of its own: try again later",
        _ => {
            "A proxy or firewall on the way may refuse it: ask whoever runs it, or check the API host"
        }
    };
    format!("{what} came instead of Neon's answer ({status}){through}. {fix}.")
}

/// Capitalizes the beginning of a sentence, unless it is an id.
fn capitalized(message: &str) -> String {
    let first = message.split_whitespace().next().unwrap_or_default();
    if first.contains(['-', '_']) {
        return message.to_owned();
    }
    let mut letters = message.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
