//! What a call leaves behind: its answer, and a line for the request log.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use serde_json::Value;

use super::{
    error::ApiError,
    operations::{Answer, Operation},
    request::{Method, curl},
    retry::Reason,
    types::RequestId,
};

/// A call that has ended.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What came of it.
    pub answer: Result<Answer, ApiError>,
    /// The text of the answer with secrets masked, if the request asked to keep it.
    pub raw: Option<Arc<str>>,
    /// For the request log.
    pub log: LogEntry,
}

/// A line of the request log. Holds no secrets and no body of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    /// When it began.
    pub at: Timestamp,
    /// The row of the operations table.
    pub operation: Operation,
    /// HTTP method.
    pub method: Method,
    /// Path and query as sent.
    pub target: String,
    /// The body of the request, secrets masked.
    pub body: Option<Value>,
    /// The last status that arrived.
    pub status: Option<u16>,
    /// How long it took in all, waits included, in milliseconds.
    pub ms: u32,
    /// How often it was sent; 0 when it never was.
    pub tries: u8,
    /// For Neon's support.
    pub request_id: Option<RequestId>,
    /// What went wrong.
    pub error: Option<String>,
    /// Size of the last answer, unpacked, in bytes.
    pub bytes: u64,
}

impl LogEntry {
    /// The request as a curl command; the key stays a variable and secrets of the body are masked.
    pub fn curl(&self, base_url: &str) -> String {
        curl(base_url, self.method, &self.target, self.body.as_ref())
    }
}

/// What a call that takes longer is waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// For its turn in the request budget.
    Queued {
        /// For about this long.
        wait: Duration,
    },
    /// Before its next try.
    Waiting {
        reason: Reason,
        /// Tries made so far.
        attempt: u8,
        /// Tries in all.
        of: u8,
        /// For exactly this long.
        wait: Duration,
    },
}
