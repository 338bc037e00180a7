//! When things are asked again: from time to time, and while Neon cannot be reached.

use crate::{
    api::ApiError,
    neon::{Connectivity, Neon, Slot},
};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// The longest pause between two refreshes of which none was answered.
const LONGEST: Duration = Duration::from_secs(300);
/// How long to wait before Neon is tried again while it cannot be reached: as long as it could not be, within these.
const TRY_AGAIN: (i64, i64) = (10, 120);

/// Notes how a read has ended.
pub(crate) fn judge(neon: &mut Neon, slot: &Slot, error: Option<&ApiError>) {
    if !slot.is_write() {
        neon.patience.failed |= error.is_some_and(ApiError::is_passing);
        neon.patience.answered |= error.is_none_or(|error| !error.is_passing());
    }
}

/// How long it is from one refresh to the next.
pub fn interval(neon: &Neon) -> Duration {
    let shortest = Duration::from_secs(neon.session.refresh_seconds);
    let factor = 1_u32.checked_shl(neon.patience.rounds).unwrap_or(u32::MAX);
    shortest.saturating_mul(factor).min(LONGEST.max(shortest))
}

/// Sets the timer after which Neon is tried again.
pub(crate) fn try_again(neon: &mut Neon) {
    let offline = match &neon.link {
        Connectivity::Offline { since, .. } => neon.now.duration_since(*since).as_secs(),
        _ => 0,
    };
    let seconds = offline.clamp(TRY_AGAIN.0, TRY_AGAIN.1).unsigned_abs();
    neon.after(Slot::Retry, Duration::from_secs(seconds));
}

/// A key was pressed: somebody is there, who need not wait as long as nobody would.
pub(crate) fn nudge(neon: &mut Neon) {
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

/// Refresh from time to time, or only when asked.
pub fn toggle_live(neon: &mut Neon) {
    neon.live = !neon.live;
    neon.say(if neon.live {
        "live refresh on"
    } else {
        "live refresh off"
    });
    schedule(neon);
}

/// Sets the timer of the next refresh; none while nobody looks or nothing can be reached.
pub fn schedule(neon: &mut Neon) {
    let seconds = neon.session.refresh_seconds;
    if !neon.live || seconds == 0 || !neon.attentive || !neon.is_reachable() {
        return neon.cancel(Slot::Refresh);
    }
    neon.after(Slot::Refresh, interval(neon));
}
