//! The emulator's only source of time.
//!
//! Nothing in the emulator runs on a timer: whatever has happened "meanwhile" is worked out from this clock when the next
//! request arrives. A test therefore steps a whole week in one line, and an idle emulator costs nothing.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

/// A clock that can be stepped forward; clones share the same hands.
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

    /// `base`, plus the time that has passed on tokio's clock since now. With tokio's time paused, stepping tokio steps this.
    pub fn tokio(base: Timestamp) -> Self {
        Self::from(Source::Tokio {
            base,
            started: tokio::time::Instant::now(),
        })
    }

    /// `at`, for ever, but for what [`Clock::advance`] adds: nothing happens between two requests of a test.
    pub fn stopped(at: Timestamp) -> Self {
        Self::from(Source::Stopped(at))
    }

    /// The present moment.
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

/// `moment` plus `by`, stopping at the end of representable time.
pub(super) fn later(moment: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| moment.saturating_add(by).ok())
        .unwrap_or(Timestamp::MAX)
}

/// `moment` plus `seconds`, which may be negative, stopping at the ends of representable time.
pub(super) fn shifted(moment: Timestamp, seconds: i64) -> Timestamp {
    moment
        .saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(moment)
}
