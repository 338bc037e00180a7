//! Durations.

use super::sum;
use jiff::{Span, SpanRelativeTo};

/// The units for writing, the largest first.
const UNITS: [(&str, i64); 4] = [("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", 1)];

/// A minute, in seconds.
pub const MINUTE: i64 = 60;
/// An hour, in seconds.
pub const HOUR: i64 = 3_600;
/// A day, in seconds.
pub const DAY: i64 = 86_400;

/// Splits a duration into this unit and the smaller ones.
fn parts(seconds: i64, largest: i64) -> impl Iterator<Item = (i64, &'static str)> {
    let mut rest = seconds.max(0);
    let units = UNITS.iter().skip_while(move |(_, unit)| *unit > largest);
    units.map(move |(name, unit)| {
        let count = rest / unit;
        rest %= unit;
        (count, *name)
    })
}

/// A measured duration, in its two largest units: `6h12m`, `45s`, `2d`.
pub fn rounded(seconds: i64) -> String {
    let from = parts(seconds, DAY).skip_while(|(count, _)| *count == 0);
    write(from.take(2))
}

/// A measured duration, in its largest unit: `6h`, `45s`; in months or years from 90 days on.
pub fn about(seconds: i64) -> String {
    match seconds / DAY {
        ..90 => {
            let from = parts(seconds, DAY).skip_while(|(count, _)| *count == 0);
            write(from.take(1))
        }
        days @ 90..730 => format!("{}mo", days / 30),
        days => format!("{}y", days / 365),
    }
}

/// A duration that was set, to the second: `90s` is `1m30s`. Days are only used for whole days, as in Neon's
/// limits: `7d`, but `36h`.
pub fn exact(seconds: i64) -> String {
    let largest = if seconds % DAY == 0 { DAY } else { HOUR };
    write(parts(seconds, largest))
}

/// Like [`exact`], for an unsigned number.
pub fn every(seconds: u64) -> String {
    exact(i64::try_from(seconds).unwrap_or(i64::MAX))
}

fn write(parts: impl Iterator<Item = (i64, &'static str)>) -> String {
    let parts = parts.filter(|(count, _)| *count > 0);
    let text: String = parts
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    if text.is_empty() {
        "0s".to_owned()
    } else {
        text
    }
}

/// How long something took, with tenths of a second: `0.4s`, `1.8s`, `2m4s`.
pub fn millis(millis: u64) -> String {
    match millis {
        0..60_000 => format!("{}.{}s", millis / 1_000, millis % 1_000 / 100),
        _ => rounded(i64::try_from(millis / 1_000).unwrap_or(i64::MAX)),
    }
}

/// Reads a duration as seconds: `5m`, `5 min`, `1h 30m`, `1.5 hours`, `2 weeks`. `bare` is the unit of a number
/// without one, if that is allowed.
pub fn read(text: &str, bare: Option<i64>) -> Option<i64> {
    let text = text.to_lowercase();
    sum(&text, |word| match word {
        "" => bare,
        word => unit(word),
    })
}

/// Reads an age as [`about`] writes it: like [`read`], and in months of 30 days and years of 365.
pub fn read_age(text: &str) -> Option<i64> {
    let text = text.to_lowercase();
    sum(&text, |word| match word {
        "mo" | "month" | "months" => Some(30 * DAY),
        "y" | "yr" | "year" | "years" => Some(365 * DAY),
        word => unit(word),
    })
}

/// The seconds of a unit, by any name that jiff knows: `h`, `hrs`, `weeks`. Returns `None` for months, which
/// vary, and for fractions of a second. jiff's own parser accepts neither `1.5d` nor durations above 20,000
/// years, which limits may have.
pub(super) fn unit(name: &str) -> Option<i64> {
    let one: Span = format!("1{name}").parse().ok()?;
    let one = one.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    (one.subsec_nanos() == 0).then_some(one.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spans_have_one_spelling() {
        for (seconds, measured, set) in [
            (-5, "0s", "0s"),
            (0, "0s", "0s"),
            (45, "45s", "45s"),
            (60, "1m", "1m"),
            (90, "1m30s", "1m30s"),
            (724, "12m4s", "12m4s"),
            (22_320, "6h12m", "6h12m"),
            (86_400, "1d", "1d"),
            (86_460, "1d", "24h1m"),
            (93_780, "1d2h", "26h3m"),
            (129_600, "1d12h", "36h"),
            (604_800, "7d", "7d"),
            (360_000, "4d4h", "100h"),
        ] {
            assert_eq!(rounded(seconds), measured);
            assert_eq!(exact(seconds), set);
        }
        assert_eq!(about(22_320), "6h");
        for (number, text) in [
            (84, "0.0s"),
            (412, "0.4s"),
            (1_849, "1.8s"),
            (124_000, "2m4s"),
        ] {
            assert_eq!(millis(number), text);
        }
    }

    #[test]
    fn spans_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("5m", 300),
            ("5 min", 300),
            ("90s", 90),
            ("90 secs", 90),
            ("1 h 30 m", 5_400),
            ("1h30m", 5_400),
            ("1.5 Hours", 5_400),
            ("0.5d", 43_200),
            ("2 weeks", 1_209_600),
            ("1wk 1 hr 1 minute 1 sec", 608_461),
            ("1 day 3 hrs", 97_200),
            (" 7 d ", 604_800),
            ("90", 90),
        ] {
            assert_eq!(read(text, Some(1)), Some(seconds), "{text}");
        }
        for text in [
            "",
            "soon",
            "h",
            "5 parsecs",
            "-5m",
            "1,5h",
            "1 30m",
            "1h 30",
            "0.5 s",
            "1.2.3h",
            "5mm",
            "1 month",
            "1y",
            "1000ms",
            "5 h ago",
            "5hago",
            "99999999999999999999d",
            "∞",
        ] {
            assert_eq!(read(text, Some(1)), None, "{text}");
        }
        assert_eq!(read("90", None), None);
    }

    proptest! {
        #[test]
        fn what_is_exact_is_the_same_span_again(seconds in 0_i64..) {
            prop_assert_eq!(read(&exact(seconds), None), Some(seconds));
        }

        #[test]
        fn what_is_rounded_is_right_to_its_last_unit(seconds in 0_i64..4_000_000_000) {
            let again = read(&rounded(seconds), None).unwrap();
            prop_assert!(again <= seconds && seconds - again <= (seconds / 24).max(0));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _read = read(&text, Some(1));
        }
    }
}
