//! The emulator's only source of time.
//!
//! Nothing in the emulator runs on a timer: whatever has happened in the meantime is computed from this clock when the
//! next request arrives. A test can therefore skip a whole week in one line, and an idle emulator costs nothing.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

/// A clock that can be moved forward; clones share the time.
#[derive(Debug, Clone)]
pub struct Clock {
    source: Source,
    /// Milliseconds added by [`Clock::advance`].
    ahead: Arc<AtomicI64>,
}

#[derive(Debug, Clone, Copy)]
enum Source {
    System,
    Stopped(Timestamp),
    Tokio {
        base: Timestamp,
        started: tokio::time::Instant,
    },
}

impl Clock {
    /// Wall time, plus whatever [`Clock::advance`] added.
    pub fn system() -> Self {
        Self::from(Source::System)
    }

    /// `base`, plus the time that has passed on tokio's clock since now. If tokio's time is paused, advancing it
    /// advances this clock.
    pub fn tokio(base: Timestamp) -> Self {
        Self::from(Source::Tokio {
            base,
            started: tokio::time::Instant::now(),
        })
    }

    /// Stays at `at`, except for [`Clock::advance`]: nothing happens between two requests of a test.
    pub fn stopped(at: Timestamp) -> Self {
        Self::from(Source::Stopped(at))
    }

    pub fn now(&self) -> Timestamp {
        let present = match self.source {
            Source::System => Timestamp::now(),
            Source::Stopped(at) => at,
            Source::Tokio { base, started } => later(base, started.elapsed()),
        };
        let ahead = SignedDuration::from_millis(self.ahead.load(Ordering::Relaxed));
        present.saturating_add(ahead).unwrap_or(present)
    }

    /// Moves the clock forward by `by` (millisecond resolution).
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.ahead.fetch_add(millis, Ordering::Relaxed);
    }
}

impl From<Source> for Clock {
    fn from(source: Source) -> Self {
        Self {
            source,
            ahead: Arc::default(),
        }
    }
}

/// `moment` plus `by`, limited to representable times.
pub(super) fn later(moment: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| moment.saturating_add(by).ok())
        .unwrap_or(Timestamp::MAX)
}

/// `moment` plus `seconds`, which may be negative, limited to representable times.
pub(super) fn shifted(moment: Timestamp, seconds: i64) -> Timestamp {
    moment
        .saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(moment)
}
