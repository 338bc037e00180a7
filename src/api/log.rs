//! The results of a call: its answer, and an entry for the request log.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use serde_json::Value;

use super::{
    error::ApiError,
    operations::{Answer, Operation},
    request::{Method, ShellCommands},
    retry::Reason,
    types::RequestId,
};

/// A finished call.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub answer: Result<Answer, ApiError>,
    /// The text of the answer with secrets masked, if the request asked to keep it.
    pub raw: Option<Arc<str>>,
    pub log: LogEntry,
}

/// An entry of the request log. Holds no secrets and no answer body.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    /// When the call began.
    pub at: Timestamp,
    pub operation: Operation,
    pub method: Method,
    pub target: String,
    /// The request body with secrets masked.
    pub body: Option<Value>,
    /// The last status that arrived.
    pub status: Option<u16>,
    /// The total duration in milliseconds, including waits.
    pub ms: u32,
    /// How often the request was sent; 0 if never.
    pub tries: u8,
    /// The request id for Neon's support.
    pub request_id: Option<RequestId>,
    pub error: Option<String>,
    /// The size of the last answer in bytes, decompressed.
    pub bytes: u64,
}

impl LogEntry {
    /// The commands of a shell that send the request again.
    pub fn commands(&self, base_url: &str) -> ShellCommands {
        ShellCommands::new(base_url, self.operation, &self.target, self.body.as_ref())
    }
}

/// What a slow call is waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A token of the request budget.
    Queued {
        /// Roughly how long.
        wait: Duration,
    },
    /// The next try.
    Waiting {
        reason: Reason,
        /// Tries made so far.
        attempt: u8,
        /// Tries in all.
        of: u8,
        /// Exactly how long.
        wait: Duration,
    },
}
