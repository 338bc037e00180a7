//! Times as people write them: `2h ago`, `yesterday 18:00`, `in 3d`, RFC 3339.
//!
//! A time without a zone is in the user's time zone. A bare duration means "ago" where a past time is expected,
//! and "from now" where a future one is.

use super::units::{self, duration};
use jiff::{
    SignedDuration, Timestamp, ToSpan as _, Zoned,
    civil::{Date, DateTime, Time, Weekday},
    tz::TimeZone,
};

/// Whether a past or a future time is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Past,
    Ahead,
}

/// The time and zone in which a text is read.
#[derive(Debug, Clone, Copy)]
pub struct TimeContext<'a> {
    pub now: Timestamp,
    pub zone: &'a TimeZone,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Reads a time.
///
/// # Errors
/// Returns a sentence that says how to write one.
pub fn read(text: &str, side: Side, here: TimeContext<'_>) -> Result<Timestamp, String> {
    let trimmed = text.trim();
    let found = trimmed
        .parse::<Timestamp>()
        .ok()
        .or_else(|| local(trimmed, here))
        .or_else(|| as_words(trimmed, here))
        .or_else(|| spoken(&trimmed.to_lowercase(), side, here));
    found.ok_or_else(|| {
        let example = match side {
            Side::Past => "2h ago, yesterday 18:00, 2026-11-20 18:00 or RFC 3339",
            Side::Ahead => "4h, 7d, tomorrow 18:00, 2026-11-28 18:00 or RFC 3339",
        };
        units::not_understood(trimmed, example)
    })
}

/// Formats a time for the API, to the second.
pub fn write(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A time in the user's zone: `Fri 20 Nov 18:00`.
pub fn local_words(at: Timestamp, here: TimeContext<'_>) -> String {
    dated(at, here, "%a ", " %H:%M")
}

/// A date in the user's zone: `20 Nov`, `20 Nov 2024`.
pub fn date(at: Timestamp, here: TimeContext<'_>) -> String {
    dated(at, here, "", "")
}

/// A date and time in the user's zone: `20 Nov 18:00`, `20 Nov 2024 18:00`.
pub fn date_and_time(at: Timestamp, here: TimeContext<'_>) -> String {
    dated(at, here, "", " %H:%M")
}

/// Whether a time is in the current year, in the user's zone.
pub fn is_this_year(at: Timestamp, here: TimeContext<'_>) -> bool {
    let year = |at: Timestamp| at.to_zoned(here.zone.clone()).year();
    year(at) == year(here.now)
}

/// A date between two format strings; with its year if that is not the current one.
fn dated(at: Timestamp, here: TimeContext<'_>, before: &str, after: &str) -> String {
    let year = if is_this_year(at, here) { "" } else { " %Y" };
    let format = format!("{before}%-d %b{year}{after}");
    at.to_zoned(here.zone.clone()).strftime(&format).to_string()
}

/// The distance of two times, in its two largest units: `3d2h`.
pub fn distance(one: Timestamp, other: Timestamp) -> String {
    duration::rounded(one.duration_since(other).abs().as_secs())
}

/// Reads a date and time without a zone, or a date alone.
fn local(text: &str, here: TimeContext<'_>) -> Option<Timestamp> {
    let at: DateTime = match text.split_once([' ', 'T']) {
        Some((date, time)) => date.parse::<Date>().ok()?.to_datetime(clock(time.trim())?),
        None => text.parse::<Date>().ok()?.to_datetime(Time::midnight()),
    };
    zoned(at, here)
}

/// Reads what `local_words` and `date_and_time` write: `Fri 20 Nov 18:00`, `20 Nov 2024 18:00`.
fn as_words(text: &str, here: TimeContext<'_>) -> Option<Timestamp> {
    let day = text.split_once(' ').filter(|(day, _)| {
        let name = day.to_lowercase();
        name.len() == 3 && WEEKDAYS.iter().any(|(long, _)| long.starts_with(&name))
    });
    let text = day.map_or(text, |(_, rest)| rest);
    let year = here.now.to_zoned(here.zone.clone()).year();
    let with_year = DateTime::strptime("%d %b %Y %H:%M", text);
    let in_this = || DateTime::strptime("%d %b %H:%M %Y", format!("{text} {year}"));
    zoned(with_year.or_else(|_| in_this()).ok()?, here)
}

fn zoned(at: DateTime, here: TimeContext<'_>) -> Option<Timestamp> {
    Some(at.to_zoned(here.zone.clone()).ok()?.timestamp())
}

/// Reads `18:00`, `7:05`, `18:00:30`.
fn clock(text: &str) -> Option<Time> {
    let formats = ["%H:%M", "%H:%M:%S"].into_iter();
    let mut times = formats.filter_map(|format| Time::strptime(format, text).ok());
    times.next()
}

fn spoken(text: &str, side: Side, here: TimeContext<'_>) -> Option<Timestamp> {
    if text == "now" {
        return Some(here.now);
    }
    if let Some(past) = text.strip_suffix("ago").or_else(|| text.strip_prefix('-')) {
        return shifted(here.now, -seconds(past)?);
    }
    if let Some(ahead) = text.strip_prefix("in ").or_else(|| text.strip_prefix('+')) {
        return shifted(here.now, seconds(ahead)?);
    }
    if let Some(seconds) = seconds(text) {
        let sign = match side {
            Side::Past => -1,
            Side::Ahead => 1,
        };
        return shifted(here.now, sign * seconds);
    }
    day(text, side, here)
}

fn shifted(now: Timestamp, seconds: i64) -> Option<Timestamp> {
    now.checked_add(SignedDuration::from_secs(seconds)).ok()
}

/// Reads a duration with units.
fn seconds(text: &str) -> Option<i64> {
    duration::read(text, None)
}

/// Reads a day name with a time, or either alone. A day alone means the current time on that day.
fn day(text: &str, side: Side, here: TimeContext<'_>) -> Option<Timestamp> {
    let now = here.now.to_zoned(here.zone.clone());
    let (name, time) = match text.split_once(' ') {
        Some((name, time)) => (name, Some(clock(time.trim())?)),
        None => match clock(text) {
            Some(time) => return nearest(&now, time, side),
            None => (text, None),
        },
    };
    let time = time.unwrap_or_else(|| now.time());
    let date = match name {
        "today" => now.date(),
        "yesterday" => now.date().checked_sub(1.day()).ok()?,
        "tomorrow" => now.date().checked_add(1.day()).ok()?,
        _ => return weekday(name, time, side, &now, here),
    };
    zoned(date.to_datetime(time), here)
}

/// The latest or the next occurrence of a time of day.
fn nearest(now: &Zoned, time: Time, side: Side) -> Option<Timestamp> {
    let today = now.date().to_datetime(time);
    let at = match side {
        Side::Past if time > now.time() => today.checked_sub(1.day()).ok()?,
        Side::Ahead if time <= now.time() => today.checked_add(1.day()).ok()?,
        Side::Past | Side::Ahead => today,
    };
    Some(at.to_zoned(now.time_zone().clone()).ok()?.timestamp())
}

/// The latest or the next occurrence of a day of the week; three letters are enough.
fn weekday(
    name: &str,
    time: Time,
    side: Side,
    now: &Zoned,
    here: TimeContext<'_>,
) -> Option<Timestamp> {
    let long_enough = name.len() >= 3;
    let (_, day) = WEEKDAYS
        .iter()
        .find(|(full, _)| long_enough && full.starts_with(name))?;
    let nth = match side {
        Side::Past => -1,
        Side::Ahead => 1,
    };
    let date = now.date().nth_weekday(nth, *day).ok()?;
    zoned(date.to_datetime(time), here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn berlin() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(1))
    }

    fn at(text: &str, side: Side) -> String {
        let zone = berlin();
        // A Saturday, 15:02 in the zone.
        let now: Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
        let here = TimeContext { now, zone: &zone };
        read(text, side, here).map_or_else(|why| why, write)
    }

    #[test]
    fn times_in_the_past() {
        for (text, wanted) in [
            ("2026-11-20T18:00:00Z", "2026-11-20T18:00:00Z"),
            ("2026-11-20T18:00:00+02:00", "2026-11-20T16:00:00Z"),
            ("2026-11-20 18:00", "2026-11-20T17:00:00Z"),
            ("2026-11-20T18:00:30", "2026-11-20T17:00:30Z"),
            ("2026-11-20", "2026-11-19T23:00:00Z"),
            // As the screen writes it.
            ("Fri 20 Nov 18:00", "2026-11-20T17:00:00Z"),
            ("1 Nov 18:00", "2026-11-01T17:00:00Z"),
            ("sun 1 dec 2024 08:05", "2024-12-01T07:05:00Z"),
            ("2h ago", "2026-11-21T12:02:13Z"),
            ("2 hours ago", "2026-11-21T12:02:13Z"),
            ("1d 3h ago", "2026-11-20T11:02:13Z"),
            ("90 min", "2026-11-21T12:32:13Z"),
            ("-45s", "2026-11-21T14:01:28Z"),
            ("now", "2026-11-21T14:02:13Z"),
            ("yesterday 18:00", "2026-11-20T17:00:00Z"),
            ("Yesterday", "2026-11-20T14:02:13Z"),
            ("today 7:05", "2026-11-21T06:05:00Z"),
            ("14:00", "2026-11-21T13:00:00Z"),
            ("18:00", "2026-11-20T17:00:00Z"),
            ("monday 9:00", "2026-11-16T08:00:00Z"),
            ("sat 9:00", "2026-11-14T08:00:00Z"),
            ("tomorrow 9:00", "2026-11-22T08:00:00Z"),
        ] {
            assert_eq!(at(text, Side::Past), wanted, "{text}");
        }
    }

    #[test]
    fn times_ahead() {
        for (text, wanted) in [
            ("4 h", "2026-11-21T18:02:13Z"),
            ("in 7d", "2026-11-28T14:02:13Z"),
            ("+1w", "2026-11-28T14:02:13Z"),
            ("tomorrow 18:00", "2026-11-22T17:00:00Z"),
            ("18:00", "2026-11-21T17:00:00Z"),
            ("14:00", "2026-11-22T13:00:00Z"),
            ("fri 12:00", "2026-11-27T11:00:00Z"),
            ("2026-11-28T12:00:00Z", "2026-11-28T12:00:00Z"),
        ] {
            assert_eq!(at(text, Side::Ahead), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_says_how_one_is_written() {
        for text in [
            "",
            "soon",
            "2 parsecs ago",
            "25:00",
            "2026-13-01",
            "5",
            "ago",
            "in",
            "mo",
            "18:00:00:00",
        ] {
            let why = at(text, Side::Past);
            assert!(why.contains("is not valid: enter 2h ago"), "{text}: {why}");
        }
    }

    #[test]
    fn distances_have_two_units() {
        let now: Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
        for (seconds, words) in [
            (0, "0s"),
            (59, "59s"),
            (3_600, "1h"),
            (93_780, "1d2h"),
            (86_400 + 60, "1d"),
        ] {
            let then = shifted(now, -seconds).unwrap();
            assert_eq!(distance(now, then), words);
            assert_eq!(distance(then, now), words);
        }
    }

    #[test]
    fn a_date_of_another_year_shows_its_year() {
        let zone = berlin();
        for (now, instant, words) in [
            ("2026-11-21T14:02:13Z", "2026-11-20T17:00:00Z", "20 Nov"),
            ("2026-11-21T14:02:13Z", "2022-11-08T23:33:16Z", "9 Nov 2022"),
            // The year is that of the user's zone, on both sides of midnight.
            (
                "2026-12-31T23:30:00Z",
                "2026-12-31T22:30:00Z",
                "31 Dec 2026",
            ),
            ("2026-12-31T23:30:00Z", "2026-12-31T23:10:00Z", "1 Jan"),
            ("2026-12-31T22:30:00Z", "2026-12-31T22:10:00Z", "31 Dec"),
            ("2026-12-31T12:00:00Z", "2027-01-02T12:00:00Z", "2 Jan 2027"),
        ] {
            let now: Timestamp = now.parse().unwrap();
            let here = TimeContext { now, zone: &zone };
            let instant: Timestamp = instant.parse().unwrap();
            assert_eq!(date(instant, here), words, "{instant} at {now}");
            let both = date_and_time(instant, here);
            assert!(both.starts_with(&format!("{words} ")), "{both}");
            let long = local_words(instant, here);
            assert!(long.contains(words), "{long}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            for side in [Side::Past, Side::Ahead] {
                let _read = at(&text, side);
            }
        }

        #[test]
        fn what_is_written_can_be_read_again(second in 0_i64..4_000_000_000) {
            let instant = Timestamp::from_second(second).unwrap();
            let text = write(instant);
            prop_assert_eq!(at(&text, Side::Past), text);
        }
    }
}
