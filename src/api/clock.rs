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

/// By how much the clock on the wall and the one that measures may disagree between two looks: more than that, and the
/// machine has slept, where the second stands still, or somebody has set the first.
const STEADY: SignedDuration = SignedDuration::from_secs(1);

/// The dates that have come and were not read yet. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct ServerClock(Arc<Mutex<Dates>>);

#[derive(Debug, Default)]
struct Dates {
    heard: Vec<Heard>,
    /// When somebody last looked, by both clocks.
    looked: Option<(Timestamp, Instant)>,
    /// When the clocks were last seen to disagree: what was sent before says nothing.
    unsteady: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Heard {
    date: Timestamp,
    sent: Instant,
    received: Instant,
}

/// How far Neon's clock is ahead of this machine's, at least and at most; negative when it is behind.
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

    /// What the dates that have come since the last call say, when this machine's clock shows `now`. What was under way
    /// while the machine slept says nothing.
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
