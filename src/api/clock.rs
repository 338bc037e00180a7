//! What the `Date` of answers tells about Neon's clock.
//!
//! An answer was written between the moment when its request was sent and the moment when its headers came, and its date
//! has whole seconds: that gives two bounds for how far Neon's clock is ahead, whatever the network did.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// How many dates are kept until somebody reads them.
const MOST: usize = 16;
/// What a date leaves out.
const RESOLUTION: SignedDuration = SignedDuration::from_secs(1);

/// The dates that have come and were not read yet. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct ServerClock(Arc<Mutex<Vec<Heard>>>);

#[derive(Clone, Copy, Debug)]
struct Heard {
    date: Timestamp,
    sent: Instant,
    received: Instant,
}

/// How far Neon's clock is ahead of this machine's, at least and at most; negative when it is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// At least.
    pub least: SignedDuration,
    /// At most.
    pub most: SignedDuration,
}

impl ServerClock {
    pub(super) fn hear(&self, date: Timestamp, sent: Instant, received: Instant) {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.len() < MOST {
            heard.push(Heard {
                date,
                sent,
                received,
            });
        }
    }

    /// What the dates that have come since the last call say, when this machine's clock shows `now`.
    pub fn readings(&self, now: Timestamp) -> Vec<Reading> {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = Instant::now();
        let local = |moment: Instant| now.saturating_sub(at - moment).unwrap_or(now);
        let reading = |heard: Heard| Reading {
            least: heard.date.duration_since(local(heard.received)),
            most: heard.date.duration_since(local(heard.sent)) + RESOLUTION,
        };
        heard.drain(..).map(reading).collect()
    }
}
