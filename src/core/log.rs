//! The requests that were sent, for the request log and for "copy as curl".

use crate::api::{LogEntry, Request};
use std::collections::VecDeque;

/// The newest requests, newest first.
#[derive(Debug, Clone, Default)]
pub struct RequestLog {
    entries: VecDeque<LogEntry>,
    last: Option<Request>,
}

impl RequestLog {
    /// How many are kept.
    const MOST: usize = 500;

    /// Notes that a request was handed to the client.
    pub fn sent(&mut self, request: &Request) {
        self.last = Some(request.clone());
    }

    /// Notes how a request ended.
    pub fn ended(&mut self, entry: LogEntry) {
        self.entries.push_front(entry);
        self.entries.truncate(Self::MOST);
    }

    /// The requests that ended, newest first.
    pub fn entries(&self) -> &VecDeque<LogEntry> {
        &self.entries
    }

    /// The request that was sent last.
    pub fn last(&self) -> Option<&Request> {
        self.last.as_ref()
    }
}
