//! Decides when the next frame may be drawn.
//!
//! A key after a pause is drawn at once, and so is the end of a burst; only a steady stream of changes is limited
//! to one frame per 16 ms. This is a token bucket that refills with one frame every 16 ms and holds a few.

use crate::ui::Haste;
use std::time::Duration;
use tokio::time::Instant;

/// The time between frames.
const FRAME: Duration = Duration::from_millis(16);
/// How many frames may follow each other at once after a pause.
const AT_ONCE: u32 = 4;
/// How long a frame waits that most likely shows nothing new, so that the responses of one refresh share it.
const SOON: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub struct Pace {
    /// When the bucket will be full again.
    full: Instant,
    /// When a frame that can wait has waited long enough.
    soon: Option<Instant>,
}

impl Pace {
    /// Creates a limiter that allows a frame now.
    pub fn new(now: Instant) -> Self {
        Self {
            full: now,
            soon: None,
        }
    }

    /// When the next frame may be drawn; a moment in the past means now.
    pub fn next(&mut self, haste: Haste, now: Instant) -> Instant {
        let head_start = FRAME * (AT_ONCE - 1);
        let allowed = self.full.checked_sub(head_start).unwrap_or(self.full);
        match haste {
            Haste::AtOnce => allowed,
            Haste::Soon => allowed.max(*self.soon.get_or_insert(now + SOON)),
        }
    }

    /// Records that a frame was drawn.
    pub fn drawn(&mut self, now: Instant) {
        self.full = self.full.max(now) + FRAME;
        self.soon = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_allows_a_few_frames_and_a_stream_sixty_a_second() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        for _ in 0..AT_ONCE {
            assert!(pace.next(Haste::AtOnce, start) <= start);
            pace.drawn(start);
        }
        assert_eq!(pace.next(Haste::AtOnce, start), start + FRAME);
        let mut now = start;
        let mut frames = 0;
        while now < start + Duration::from_secs(1) {
            now = now.max(pace.next(Haste::AtOnce, start));
            pace.drawn(now);
            frames += 1;
        }
        assert!((58..=64).contains(&frames), "{frames}");
        assert!(pace.next(Haste::AtOnce, start) <= now + FRAME);
    }

    #[test]
    fn what_can_wait_is_drawn_together_and_waits_no_longer_for_more() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        assert_eq!(pace.next(Haste::Soon, start), start + SOON);
        let later = start + SOON / 2;
        assert_eq!(pace.next(Haste::Soon, later), start + SOON);
        assert!(pace.next(Haste::AtOnce, later) <= later);
        pace.drawn(later);
        assert_eq!(pace.next(Haste::Soon, later), later + SOON);
    }
}
