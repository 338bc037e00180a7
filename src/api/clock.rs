//! What the `Date` of answers tells about Neon's clock.
//!
//! An answer was written between the sending of its request and the arrival of its headers, and its date has whole
//! seconds. That bounds how far Neon's clock is ahead, whatever the network did.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// How many dates are kept until they are read.
const MOST: usize = 16;
/// The precision of a date.
const RESOLUTION: SignedDuration = SignedDuration::from_secs(1);

/// How far the wall clock and the monotonic clock may drift apart between two looks. More than that means that the
/// machine slept, which stops the monotonic clock, or that somebody set the wall clock.
const STEADY: SignedDuration = SignedDuration::from_secs(1);

/// The dates received and not read yet. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct ServerClock(Arc<Mutex<Dates>>);

#[derive(Debug, Default)]
struct Dates {
    heard: Vec<Heard>,
    /// The time of the last look, by both clocks.
    looked: Option<(Timestamp, Instant)>,
    /// When the clocks were last seen to disagree: dates of requests sent before that are ignored.
    unsteady: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Heard {
    date: Timestamp,
    sent: Instant,
    received: Instant,
}

/// Bounds of how far Neon's clock is ahead of this machine's; negative if it is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub least: SignedDuration,
    pub most: SignedDuration,
}

impl ServerClock {
    pub(super) fn hear(&self, date: Timestamp, sent: Instant, received: Instant) {
        let mut dates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if dates.heard.len() < MOST {
            dates.heard.push(Heard {
                date,
                sent,
                received,
            });
        }
    }

    /// The readings from dates received since the last call; `now` is the time on this machine's clock. Requests that
    /// were in flight while the machine slept are ignored.
    pub fn readings(&self, now: Timestamp) -> Vec<Reading> {
        let mut dates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = Instant::now();
        let local = |instant: Instant| now.saturating_sub(at - instant).unwrap_or(now);
        if let Some((then, looked)) = dates.looked.replace((now, at))
            && then.duration_since(local(looked)).abs() > STEADY
        {
            dates.unsteady = Some(at);
        }
        let unsteady = dates.unsteady;
        let heard = dates.heard.drain(..);
        let steady = heard.filter(|heard| unsteady.is_none_or(|until| heard.sent > until));
        let reading = |heard: Heard| Reading {
            least: heard.date.duration_since(local(heard.received)),
            most: heard.date.duration_since(local(heard.sent)) + RESOLUTION,
        };
        steady.map(reading).collect()
    }
}
