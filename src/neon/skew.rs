//! How far this machine's clock is from Neon's: every time that is shown or sent is Neon's.

use super::Neon;
use crate::{api::Reading, kinds::units::duration};
use jiff::SignedDuration;

/// Smaller differences are ignored: they make no visible error in an age or an expiry.
const LEAST: SignedDuration = SignedDuration::from_secs(30);
/// How far apart two readings may be and still agree.
const SAME: SignedDuration = SignedDuration::from_secs(15);
/// Readings with bounds further apart are ignored: the answer took too long to tell the time.
const WIDEST: SignedDuration = SignedDuration::from_secs(20);

/// The difference between the clocks, as learned from answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Skew {
    ahead: SignedDuration,
    /// Whether there was a reading.
    heard: bool,
    /// What the last reading said, if no other has confirmed it yet: a single one may be an outlier.
    doubt: Option<SignedDuration>,
}

impl Skew {
    /// How far Neon's clock is ahead; zero if the difference does not matter.
    pub const fn ahead(&self) -> SignedDuration {
        self.ahead
    }

    /// Takes a reading; returns how far our idea of Neon's time has moved, if it has.
    ///
    /// The first reading takes effect at once, so that whatever comes with it gets the right age. After that, a change
    /// takes two readings that agree.
    fn hear(&mut self, reading: Reading) -> Option<SignedDuration> {
        let Reading { least, most } = reading;
        if most < least || most - least > WIDEST {
            return None;
        }
        let close = least <= LEAST && most >= -LEAST;
        let ahead = if close {
            SignedDuration::ZERO
        } else {
            least + (most - least) / 2
        };
        let same = |other: SignedDuration| (other - ahead).abs() <= SAME;
        let first = !std::mem::replace(&mut self.heard, true);
        if same(self.ahead) {
            self.doubt = None;
            return None;
        }
        if !first && !self.doubt.is_some_and(same) {
            self.doubt = Some(ahead);
            return None;
        }
        self.doubt = None;
        Some(ahead - std::mem::replace(&mut self.ahead, ahead))
    }
}

/// Adopts Neon's time from an answer. Warns once if this machine's clock is wrong.
pub(crate) fn heard(neon: &mut Neon, reading: Reading) {
    let before = neon.skew.ahead();
    let Some(moved) = neon.skew.hear(reading) else {
        return;
    };
    neon.now = neon.now.saturating_add(moved).unwrap_or(neon.now);
    neon.touched = true;
    let ahead = neon.skew.ahead();
    match (before.is_zero(), ahead.is_zero()) {
        (true, false) => neon.say_bad(warning(ahead)),
        (false, true) => neon.say("this machine's clock agrees with Neon's again"),
        (true, true) | (false, false) => {}
    }
}

/// "this machine's clock is 2h behind Neon's".
fn warning(ahead: SignedDuration) -> String {
    const MINUTE: i64 = 60;
    let seconds = ahead.abs().as_secs();
    // The reading is not accurate to the second.
    let seconds = if seconds < MINUTE {
        seconds
    } else {
        (seconds + MINUTE / 2) / MINUTE * MINUTE
    };
    let side = if ahead.is_negative() {
        "ahead of"
    } else {
        "behind"
    };
    format!(
        "this machine's clock is {} {side} Neon's; times are shown by Neon's clock",
        duration::rounded(seconds)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(least: i64, most: i64) -> Reading {
        Reading {
            least: SignedDuration::from_secs(least),
            most: SignedDuration::from_secs(most),
        }
    }

    #[test]
    fn readings_move_the_clock_only_where_they_must() {
        for (what, readings, ahead) in [
            ("as good as equal", &[(-2, 3)][..], 0),
            ("a difference that nobody sees", &[(25, 27)], 0),
            ("behind", &[(7_199, 7_201)], 7_200),
            ("ahead", &[(-7_201, -7_199)], -7_200),
            ("a slow answer tells nothing", &[(7_170, 7_201)], 0),
            ("impossible", &[(10_000, 9_000)], 0),
            ("one stray answer", &[(0, 1), (-5_000, -4_999), (0, 1)], 0),
            (
                "two stray ones that differ",
                &[(0, 1), (-5_000, -4_999), (-900, -899)],
                0,
            ),
            (
                "set while running",
                &[(0, 1), (7_199, 7_201), (7_200, 7_202)],
                7_201,
            ),
            ("corrected", &[(7_199, 7_201), (0, 1), (-1, 1)], 0),
            (
                "seconds do not wobble",
                &[(7_199, 7_201), (7_203, 7_205), (7_204, 7_206)],
                7_200,
            ),
        ] {
            let mut skew = Skew::default();
            for (least, most) in readings {
                skew.hear(reading(*least, *most));
            }
            assert_eq!(skew.ahead().as_secs(), ahead, "{what}");
        }
    }
}
