//! The history of a branch: which moments Neon still has, and the syntax of log positions.

use super::{
    time_input::{self, TimeContext},
    units::duration,
};
use jiff::{SignedDuration, Timestamp};

/// How far back the history of a branch goes.
#[derive(Debug, Clone, Copy)]
pub struct History<'a> {
    /// The project's restore window, in seconds: 0 is off, `None` unknown.
    pub retention: Option<i64>,
    /// When the branch was created.
    pub since: Option<Timestamp>,
    /// Its name, for messages.
    pub name: &'a str,
}

impl History<'_> {
    /// The oldest moment of the restore window; `None` if it is unknown or off.
    fn window(&self, now: Timestamp) -> Option<Timestamp> {
        let retention = self.retention.filter(|seconds| *seconds > 0)?;
        now.checked_sub(SignedDuration::from_secs(retention)).ok()
    }

    /// The oldest available moment: the start of the window, but not before the branch was created.
    pub fn first(&self, now: Timestamp) -> Option<Timestamp> {
        let window = self.window(now)?;
        Some(self.since.map_or(window, |since| since.max(window)))
    }

    /// Checks that a moment is available.
    ///
    /// # Errors
    /// Returns a sentence that names the limit.
    pub fn check(&self, time: Timestamp, here: TimeContext<'_>) -> Result<(), String> {
        if time > here.now {
            return Err("this is in the future: history ends now".to_owned());
        }
        if self.retention == Some(0) {
            return Err("the project's restore window is off, so there is no history".to_owned());
        }
        if let (Some(window), Some(seconds)) = (self.window(here.now), self.retention)
            && time < window
        {
            return Err(format!(
                "the restore window is {}: nothing before {} is kept",
                duration::exact(seconds),
                time_input::local_words(window, here)
            ));
        }
        match self.since.filter(|since| time < *since) {
            Some(since) => Err(format!(
                "{} was created later: {}",
                self.name,
                time_input::local_words(since, here)
            )),
            None => Ok(()),
        }
    }
}

/// Checks that a text is a log sequence number.
///
/// # Errors
/// Returns a sentence that says how to write one.
pub fn check_lsn(text: &str) -> Result<(), String> {
    let hex = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    match text.split_once('/') {
        Some((high, low)) if hex(high) && hex(low) => Ok(()),
        _ => Err("an LSN looks like 0/1DE2850: two hexadecimal numbers".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    #[test]
    fn history_begins_with_the_window_or_the_branch() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-21T14:02:13Z");
        let zone = TimeZone::UTC;
        let here = TimeContext { now, zone: &zone };
        let of = |retention, since: Option<&str>| History {
            retention,
            since: since.map(at),
            name: "main",
        };
        let day = of(Some(86_400), None);
        assert_eq!(day.first(now), Some(at("2026-11-20T14:02:13Z")));
        let young = of(Some(86_400), Some("2026-11-21T09:00:00Z"));
        assert_eq!(young.first(now), Some(at("2026-11-21T09:00:00Z")));
        assert_eq!(of(Some(0), None).first(now), None);
        for (history, time, why) in [
            (day, "2026-11-21T15:00:00Z", "the future"),
            (
                day,
                "2026-11-20T14:00:00Z",
                "nothing before Fri 20 Nov 14:02",
            ),
            (
                young,
                "2026-11-21T08:00:00Z",
                "main was created later: Sat 21 Nov 09:00",
            ),
            (of(Some(0), None), "2026-11-21T14:00:00Z", "is off"),
        ] {
            let said = history.check(at(time), here).unwrap_err();
            assert!(said.contains(why), "{said}");
        }
        assert_eq!(day.check(at("2026-11-20T14:02:13Z"), here), Ok(()));
    }

    #[test]
    fn places_in_the_log_are_two_numbers() {
        for good in ["0/1DE2850", "A/1", "16/B374D848"] {
            assert_eq!(check_lsn(good), Ok(()), "{good}");
        }
        for bad in ["", "0", "0/", "/1", "0/xyz", "0/123456789", "0/1 "] {
            assert!(check_lsn(bad).is_err(), "{bad}");
        }
    }
}
