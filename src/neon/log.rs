//! The requests that were sent, for the request log and for "copy as curl".

use crate::api::LogEntry;
use std::collections::VecDeque;

#[derive(Debug, Clone, Default)]
pub struct RequestLog {
    entries: VecDeque<LogEntry>,
}

impl RequestLog {
    const MOST: usize = 500;

    /// Adds a finished request.
    pub fn ended(&mut self, entry: LogEntry) {
        self.entries.push_front(entry);
        self.entries.truncate(Self::MOST);
    }

    /// The finished requests, newest first.
    pub fn entries(&self) -> &VecDeque<LogEntry> {
        &self.entries
    }
}
