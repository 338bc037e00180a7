//! The file of `--log`: a line for each completed request. No bodies, no secrets.

use super::crash::private;
use crate::api::LogEntry;
use std::{fs::File, io, io::Write, path::Path};

#[derive(Debug)]
pub struct Journal(File);

impl Journal {
    /// Opens the file for appending.
    pub fn open(path: &Path) -> io::Result<Self> {
        private(path).map(Self)
    }

    /// Adds a line. A full disk is no reason to end the program.
    pub fn note(&mut self, entry: &LogEntry) {
        let _ = self.0.write_all(line(entry).as_bytes());
    }
}

fn line(entry: &LogEntry) -> String {
    let status = entry
        .status
        .map_or_else(|| "-".to_owned(), |status| status.to_string());
    let mut line = format!(
        "{at} {method} {target} {status} {ms}ms tries={tries} bytes={bytes}",
        at = entry.at,
        method = entry.method,
        target = entry.target,
        ms = entry.ms,
        tries = entry.tries,
        bytes = entry.bytes,
    );
    if let Some(id) = &entry.request_id {
        line.push_str(&format!(" request={id}"));
    }
    if let Some(error) = &entry.error {
        line.push_str(&format!(" error={error:?}"));
    }
    line.push('\n');
    line
}
