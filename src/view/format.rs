//! Numbers, times and values as people write them.

use super::text::clean;
pub use crate::kinds::relative_time::relative;
pub use crate::kinds::units::count;
use crate::{
    api::{Progress, Reason, types::Time},
    changes::change::Pending,
    kinds::{
        Value, price, size,
        time_input::{self, TimeContext},
        units::{bytes, cu_hours, duration},
    },
    neon::Neon,
    ui::{TimeStyle, settings::Settings},
};
use jiff::{Timestamp, tz::TimeZone};

/// `1 match`, `1 200 matches`
pub fn matches(number: usize) -> String {
    format!(
        "{} match{}",
        count(number),
        if number == 1 { "" } else { "es" }
    )
}

/// The time left, for a narrow column: `19h`, `2d`, `<1m`, `over`.
pub fn countdown(at: Timestamp, now: Timestamp) -> String {
    match at.duration_since(now).as_secs() {
        ..0 => "over".to_owned(),
        0..60 => "<1m".to_owned(),
        left => duration::about(left),
    }
}

/// The time zone in which times are written.
pub fn zone(settings: &Settings) -> TimeZone {
    match settings.times {
        TimeStyle::Utc => TimeZone::UTC,
        TimeStyle::Relative | TimeStyle::Local => settings.zone.clone(),
    }
}

fn print(settings: &Settings, at: Timestamp, format: &str) -> String {
    at.to_zoned(zone(settings)).strftime(format).to_string()
}

/// The time of day with seconds.
pub fn clock(settings: &Settings, at: Timestamp) -> String {
    print(settings, at, "%H:%M:%S")
}

/// The time of day for today, the date for anything older.
pub fn clock_or_day(settings: &Settings, neon: &Neon, at: Timestamp) -> String {
    let date = |at: Timestamp| at.to_zoned(zone(settings)).date();
    if date(at) == date(neon.now) {
        clock(settings, at)
    } else {
        here(settings, neon, |here| time_input::date(at, here))
    }
}

/// The widest that [`clock_or_day`] gets if nothing is older than `oldest`.
pub fn clock_or_day_width(settings: &Settings, neon: &Neon, oldest: Timestamp) -> u16 {
    let width = |here: TimeContext<'_>| {
        if time_input::is_this_year(oldest, here) {
            8
        } else {
            11
        }
    };
    here(settings, neon, width)
}

/// Writes a time relative to now, in the user's time zone.
fn here<T>(settings: &Settings, neon: &Neon, write: impl FnOnce(TimeContext<'_>) -> T) -> T {
    let (now, zone) = (neon.now, &zone(settings));
    write(TimeContext { now, zone })
}

/// The time of day without seconds.
pub fn hour(settings: &Settings, at: Timestamp) -> String {
    print(settings, at, "%H:%M")
}

/// The time of day without seconds, with its zone: `14:02 UTC`.
pub fn clock_with_zone(settings: &Settings, at: Timestamp) -> String {
    print(settings, at, "%H:%M %Z")
}

/// A date and time, as short as is unambiguous: `21 Aug 09:14`, `21 Aug 2024`.
pub fn day(settings: &Settings, neon: &Neon, at: Timestamp) -> String {
    here(settings, neon, |here| {
        if time_input::is_this_year(at, here) {
            time_input::date_and_time(at, here)
        } else {
            time_input::date(at, here)
        }
    })
}

/// A date, with the year unless it is this one.
pub fn date(settings: &Settings, neon: &Neon, at: Timestamp) -> String {
    here(settings, neon, |here| {
        match time_input::is_this_year(at, here) {
            true => print(settings, at, "%-d %b"),
            false => time_input::date(at, here),
        }
    })
}

/// A point in time in the style set by the user.
pub fn time(settings: &Settings, neon: &Neon, at: Time) -> String {
    let at = at.timestamp();
    match settings.times {
        TimeStyle::Relative => relative(at, neon.now),
        TimeStyle::Local => print(settings, at, "%Y-%m-%d %H:%M:%S"),
        TimeStyle::Utc => print(settings, at, "%Y-%m-%d %H:%M:%SZ"),
    }
}

/// The value of a field. A missing one is a dash.
pub fn value(settings: &Settings, neon: &Neon, value: &Value) -> String {
    match value {
        Value::Missing => "-".to_owned(),
        Value::Unreadable => "?".to_owned(),
        Value::Unread => "…".to_owned(),
        Value::Text(text) | Value::Id(text) => clean(text).into_owned(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Count(number) => number.to_string(),
        Value::Bytes(number) => bytes::rounded(*number),
        Value::Seconds(number) => duration::rounded(*number),
        Value::ComputeSeconds(number) => cu_hours::rounded(*number),
        Value::Dollars(amount) => format!("~{}", price::dollars(*amount)),
        Value::Time(at) => time(settings, neon, *at),
        Value::Until(at) => countdown(at.timestamp(), neon.now),
        Value::Size { min, max } => size::range(*min, *max),
        Value::State(state) => format!("{} {}", state.glyph, state.word),
        Value::Word(word) => (*word).to_owned(),
        Value::List(texts) => clean(&texts.join(", ")).into_owned(),
    }
}

/// Why a change is waiting.
pub fn waiting(pending: &Pending) -> String {
    if pending.checking {
        return "; response lost, reading again".to_owned();
    }
    match pending.waiting {
        None => String::new(),
        Some(Progress::Queued { .. }) => "; waiting for its turn".to_owned(),
        Some(Progress::Waiting {
            reason,
            attempt,
            of,
            ..
        }) => {
            let reason = match reason {
                Reason::Locked => "another operation is running",
                Reason::RateLimited => "too many requests",
                Reason::Unavailable => "Neon is not available",
                Reason::Network => "the network",
            };
            format!("; waiting for {reason}, try {} of {of}", attempt + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (10_000, "10 000"),
            (1_234_567, "1 234 567"),
        ] {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn times_are_told_from_now() {
        let now: Timestamp = "2026-08-23T14:02:13Z".parse().unwrap();
        for (at, ago, left) in [
            ("2026-08-23T14:02:00Z", "just now", "over"),
            ("2026-08-23T14:02:40Z", "just now", "<1m"),
            ("2026-08-23T13:50:00Z", "12m ago", "over"),
            ("2026-08-21T09:14:00Z", "2d ago", "over"),
            ("2026-08-24T09:30:00Z", "in 19h", "19h"),
            ("2025-11-20T09:14:00Z", "9mo ago", "over"),
            ("2020-01-01T00:00:00Z", "6y ago", "over"),
        ] {
            let at: Timestamp = at.parse().unwrap();
            assert_eq!(relative(at, now), ago);
            assert_eq!(countdown(at, now), left);
        }
    }
}
