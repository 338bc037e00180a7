//! When things are read again: periodically, and while Neon cannot be reached.

use crate::{
    api::ApiError,
    neon::{Connectivity, Neon, Slot},
};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// The longest pause between two refreshes that went unanswered.
const LONGEST: Duration = Duration::from_secs(300);
/// The bounds, in seconds, of the pause before a retry while Neon cannot be reached: the pause equals the outage so
/// far.
const TRY_AGAIN: (i64, i64) = (10, 120);

/// Records how a read has ended.
pub(crate) fn note_outcome(neon: &mut Neon, slot: &Slot, error: Option<&ApiError>) {
    if !slot.is_write() {
        neon.patience.failed |= error.is_some_and(ApiError::is_passing);
        neon.patience.answered |= error.is_none_or(|error| !error.is_passing());
    }
}

/// The time from one refresh to the next.
pub fn interval(neon: &Neon) -> Duration {
    let shortest = Duration::from_secs(neon.session.refresh_seconds);
    let factor = 1_u32.checked_shl(neon.patience.rounds).unwrap_or(u32::MAX);
    shortest.saturating_mul(factor).min(LONGEST.max(shortest))
}

/// Sets the timer for the next retry.
pub(crate) fn try_again(neon: &mut Neon) {
    let offline = match &neon.link {
        Connectivity::Offline { since, .. } => neon.now.duration_since(*since).as_secs(),
        _ => 0,
    };
    let seconds = offline.clamp(TRY_AGAIN.0, TRY_AGAIN.1).unsigned_abs();
    neon.after(Slot::Retry, Duration::from_secs(seconds));
}

/// Reacts to a key press: the user is there, so the waiting times need not be as long.
pub(crate) fn note_activity(neon: &mut Neon) {
    if std::mem::take(&mut neon.patience.rounds) > 0 {
        schedule(neon);
    }
    let pause = SignedDuration::from_secs(TRY_AGAIN.0);
    let long_ago = |at: Timestamp| neon.now.duration_since(at) > pause;
    let last = neon.patience.nudged;
    if let Connectivity::Offline { since, .. } = &neon.link
        && long_ago(*since)
        && last.is_none_or(long_ago)
    {
        neon.patience.nudged = Some(neon.now);
        neon.after(Slot::Retry, Duration::ZERO);
    }
}

/// Turns the periodic refresh on or off.
pub fn toggle_live(neon: &mut Neon) {
    neon.live = !neon.live;
    neon.say(if neon.live {
        "live refresh on"
    } else {
        "live refresh off"
    });
    schedule(neon);
}

/// Sets the timer for the next refresh, or cancels it while nobody looks or Neon cannot be reached.
pub fn schedule(neon: &mut Neon) {
    let seconds = neon.session.refresh_seconds;
    if !neon.live || seconds == 0 || !neon.attentive || !neon.is_reachable() {
        return neon.cancel(Slot::Refresh);
    }
    neon.after(Slot::Refresh, interval(neon));
}
