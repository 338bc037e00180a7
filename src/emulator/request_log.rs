//! The requests received by the emulator, for tests.

use std::collections::VecDeque;

/// A request as received. The `Authorization` header is never kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Received {
    /// Upper-case HTTP method.
    pub method: String,
    /// Path below the base URL, such as `/projects`; still percent-encoded.
    pub path: String,
    /// The text after the `?`, still encoded; empty if there was none.
    pub query: String,
    /// The body as text; empty if there was none.
    pub body: String,
    /// The status of the answer; 0 if there is none (yet).
    pub status: u16,
}

/// The number of requests kept.
const KEPT: usize = 4_096;

/// The latest requests, oldest first.
#[derive(Debug, Default)]
pub struct Journal {
    entries: VecDeque<Received>,
    /// The serial number of the oldest entry.
    first: u64,
}

impl Journal {
    /// Records an arrival; the returned number is for [`Journal::answered`].
    pub fn arrived(&mut self, request: Received) -> u64 {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
            self.first += 1;
        }
        self.entries.push_back(request);
        self.first + self.entries.len() as u64 - 1
    }

    /// Records the status of the answer to request number `serial`.
    pub fn answered(&mut self, serial: u64, status: u16) {
        let place = serial
            .checked_sub(self.first)
            .and_then(|place| usize::try_from(place).ok());
        if let Some(entry) = place.and_then(|place| self.entries.get_mut(place)) {
            entry.status = status;
        }
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> Vec<Received> {
        self.entries.iter().cloned().collect()
    }

    pub fn clear(&mut self) {
        self.first += self.entries.len() as u64;
        self.entries.clear();
    }
}
