//! The requests that were sent, for the request log and for "copy as curl".

use crate::api::LogEntry;
use std::collections::VecDeque;

/// The newest requests, newest first.
#[derive(Debug, Clone, Default)]
pub struct RequestLog {
    entries: VecDeque<LogEntry>,
}

impl RequestLog {
    /// How many are kept.
    const MOST: usize = 500;

    /// Notes how a request ended.
    pub fn ended(&mut self, entry: LogEntry) {
        self.entries.push_front(entry);
        self.entries.truncate(Self::MOST);
    }

    /// The requests that ended, newest first.
    pub fn entries(&self) -> &VecDeque<LogEntry> {
        &self.entries
    }
}
