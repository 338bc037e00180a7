//! When a call is retried: a pure function, so that the rules can be read as a table and tested as one.
//!
//! | outcome | read | write |
//! |---|---|---|
//! | 423, 429, 503 | retry | retry |
//! | never connected | retry | retry |
//! | answer lost, timeout of the transport | retry | **stop**: it may have happened |
//! | other 5xx | retry | **stop**: it may have happened |
//! | anything else | stop | stop |
//!
//! Waits grow (from a quarter of a second, doubling, to ten seconds at most) with full jitter. `Retry-After` is a
//! minimum; if it asks for more than ten seconds, or more than the call has left, the call ends with the real status.
//! These are the rules of Neon's own SDK, plus retries of reads, plus patience with locks.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822};

/// How often a call is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    pub tries: u8,
    /// Tries in total while the project is locked, for a change that a user is waiting for.
    pub tries_when_locked: u8,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            tries: 3,
            tries_when_locked: 6,
        }
    }
}

/// How a try failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Status(u16),
    /// No connection, so nothing was sent.
    NotConnected,
    /// The request may have been sent; there is no answer or only part of one.
    Lost,
}

/// What is known after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Tries made so far, including this one.
    pub tries: u8,
    /// Whether the request changes nothing.
    pub read: bool,
    /// Whether somebody is waiting for this change, so that a lock deserves more patience.
    pub patient: bool,
    pub outcome: Outcome,
    /// The wait that the server asked for.
    pub retry_after: Option<Duration>,
    /// The time left until the deadline.
    pub left: Duration,
}

/// Why a call waits before its next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Another operation holds the project (423).
    Locked,
    /// Too many requests (429).
    RateLimited,
    /// The server is unavailable for now (5xx).
    Unavailable,
    Network,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Give up and report the error.
    Stop,
    /// Try again after `at_least` plus a random part of `spread`.
    Again {
        reason: Reason,
        at_least: Duration,
        spread: Duration,
        /// Tries in total.
        of: u8,
    },
}

/// The longest wait before giving up at once.
pub const LONGEST_WAIT: Duration = Duration::from_secs(10);
const FIRST_WAIT: Duration = Duration::from_millis(250);
/// A lock lasts as long as somebody else's operation: seconds.
const FIRST_WAIT_WHEN_LOCKED: Duration = Duration::from_secs(1);

/// Decides whether to try again, and when.
pub fn decide(policy: Policy, attempt: &Attempt) -> Decision {
    let Some(reason) = reason(attempt.outcome, attempt.read) else {
        return Decision::Stop;
    };
    let patient = reason == Reason::Locked && attempt.patient && !attempt.read;
    let of = if patient {
        policy.tries_when_locked.max(policy.tries)
    } else {
        policy.tries
    };
    let at_least = attempt.retry_after.unwrap_or_default();
    if attempt.tries >= of || at_least > LONGEST_WAIT || at_least >= attempt.left {
        return Decision::Stop;
    }
    let first = if patient {
        FIRST_WAIT_WHEN_LOCKED
    } else {
        FIRST_WAIT
    };
    let doubled = first.saturating_mul(1 << u32::from(attempt.tries.saturating_sub(1)).min(16));
    let spread = doubled
        .min(LONGEST_WAIT)
        .min(attempt.left.saturating_sub(at_least));
    Decision::Again {
        reason,
        at_least,
        spread,
        of,
    }
}

fn reason(outcome: Outcome, read: bool) -> Option<Reason> {
    match outcome {
        Outcome::Status(423) => Some(Reason::Locked),
        Outcome::Status(429) => Some(Reason::RateLimited),
        Outcome::Status(503) => Some(Reason::Unavailable),
        Outcome::Status(500..=599) if read => Some(Reason::Unavailable),
        Outcome::NotConnected => Some(Reason::Network),
        Outcome::Lost if read => Some(Reason::Network),
        Outcome::Status(_) | Outcome::Lost => None,
    }
}

/// Parses `Retry-After`: whole seconds, or a date, which is compared with the server's own clock (the answer's `Date`).
/// Anything else (negative, a fraction, words) counts as absent.
pub fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let at = http_date(value)?;
    Some(Duration::try_from(at.duration_since(now)).unwrap_or_default())
}

/// Parses a date in an HTTP header, such as `Wed, 21 Oct 2026 07:28:00 GMT`.
pub fn http_date(value: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(value).ok()
}
