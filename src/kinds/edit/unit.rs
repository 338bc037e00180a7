//! Quantities: how people write them, how the API does, and the steps between values.

use super::maintenance_window;
use crate::kinds::{
    price, size,
    units::{
        bytes, cu_hours,
        duration::{self, HOUR, MINUTE},
        not_understood,
    },
};
use jiff::{ToSpan, civil::Time};
use serde_json::Value;

/// What a quantity measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// The size of a compute, in CU; only sizes that Neon offers.
    Cu,
    /// Idle time before a compute suspends: 0 is Neon's default, -1 never.
    Idle,
    /// The restore window: 0 is off.
    History,
    /// How long something is valid.
    Validity,
    /// A time limit, written in hours; 0 is none.
    Hours,
    /// A limit of compute time, written in CU-hours; 0 is none.
    CuHours,
    /// A limit of data; 0 is none. A bare number is in GB.
    Bytes,
    /// A whole number; null if there is none.
    Count,
    /// A limit of money in cents, written in dollars; null is none.
    Dollars,
    /// A time of day, `HH:MM`.
    Clock,
    /// A time in the future as typed, or never.
    Expiry,
    /// A time in the past, as typed.
    Past,
}

impl Unit {
    /// Reads typed text.
    ///
    /// # Errors
    /// Returns a sentence that says how to write it.
    pub fn parse(self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        match self {
            _ if text.is_empty() && !self.is_limit() => Ok(Value::Null),
            Self::Cu => parse_cu(&lower),
            Self::Count => read(
                text.parse().ok().filter(|n| *n >= 0),
                text,
                "100 or nothing",
            ),
            Self::Dollars if ["none", "off", "never"].contains(&lower.as_str()) => Ok(Value::Null),
            Self::Dollars => cents(&lower).map(Value::from),
            Self::Idle if lower.starts_with("default") => Ok(0.into()),
            Self::Idle if lower == "never" || lower == "-1" => Ok((-1).into()),
            Self::Idle => read(
                duration::read(text, Some(1)),
                text,
                "5m, 1h, never or default",
            ),
            Self::History if lower == "off" => Ok(0.into()),
            Self::History => read(duration::read(text, Some(1)), text, "6h, 7d or off"),
            Self::Validity => read(duration::read(text, Some(HOUR)), text, "24h or 7d"),
            Self::Clock => {
                let time = maintenance_window::time(text)
                    .ok_or_else(|| format!("{text:?} is no time: 07:30"))?;
                Ok(maintenance_window::clock(time).into())
            }
            Self::Hours | Self::CuHours | Self::Bytes
                if lower.is_empty() || lower == "unlimited" =>
            {
                Ok(0.into())
            }
            Self::Hours => read(duration::read(text, Some(HOUR)), text, "100h or unlimited"),
            Self::CuHours => read(cu_hours::read(text), text, "100 CU-h or unlimited"),
            Self::Bytes => read(bytes::read(text), text, "10 GB, 512 MiB or unlimited"),
            Self::Expiry | Self::Past => Ok(text.into()),
        }
    }

    /// Writes a value so that it can be read again.
    pub fn write(self, value: &Value) -> String {
        let number = value.as_i64();
        match (self, number) {
            (Self::Cu, _) => value
                .as_f64()
                .map(|cu| format!("{} CU", size::cu(cu)))
                .unwrap_or_default(),
            (Self::Clock | Self::Expiry | Self::Past, _) => {
                value.as_str().unwrap_or_default().to_owned()
            }
            (Self::Count, Some(number)) => number.to_string(),
            (Self::Count, None) => String::new(),
            (Self::Dollars, Some(cents)) => price::limit(cents),
            (Self::Dollars, None) => "none".to_owned(),
            (Self::Idle, Some(0)) => {
                format!("default ({})", duration::exact(size::DEFAULT_SUSPEND))
            }
            (Self::Idle, Some(-1)) => "never".to_owned(),
            (Self::History, Some(0)) => "off".to_owned(),
            (Self::Idle | Self::History | Self::Validity, Some(seconds)) => {
                duration::exact(seconds)
            }
            (Self::Idle | Self::History | Self::Validity, None) => String::new(),
            (Self::Hours | Self::CuHours | Self::Bytes, Some(0) | None) => "unlimited".to_owned(),
            (Self::Hours, Some(seconds)) => duration::exact(seconds),
            (Self::CuHours, Some(seconds)) => cu_hours::exact(seconds),
            (Self::Bytes, Some(amount)) => bytes::exact(amount),
        }
    }

    /// The next value up or down; `None` at the end.
    pub fn step(self, from: &Value, up: bool) -> Option<Value> {
        let presets = self.presets();
        let rank = |value: &Value| self.rank(value);
        let Some(now) = rank(from) else {
            return if up {
                presets.into_iter().next()
            } else {
                presets.into_iter().next_back()
            };
        };
        if up {
            presets
                .into_iter()
                .find(|preset| rank(preset).is_some_and(|rank| rank > now))
        } else {
            presets
                .into_iter()
                .rev()
                .find(|preset| rank(preset).is_some_and(|rank| rank < now))
        }
    }

    const fn is_limit(self) -> bool {
        matches!(self, Self::Hours | Self::CuHours | Self::Bytes)
    }

    /// The position of a value among the steps; "never" is the longest.
    fn rank(self, value: &Value) -> Option<f64> {
        match self {
            Self::Clock => value
                .as_str()
                .and_then(maintenance_window::time)
                .map(|time| maintenance_window::since_midnight(time) as f64),
            Self::Expiry | Self::Past => {
                let mut presets = self.presets().into_iter();
                presets
                    .position(|preset| preset == *value)
                    .map(|at| at as f64)
            }
            Self::Idle => value
                .as_f64()
                .map(|s| if s < 0.0 { f64::INFINITY } else { s }),
            Self::Cu
            | Self::History
            | Self::Validity
            | Self::Hours
            | Self::CuHours
            | Self::Bytes
            | Self::Count
            | Self::Dollars => value.as_f64(),
        }
    }

    fn presets(self) -> Vec<Value> {
        let of = |values: &[i64]| values.iter().map(|value| Value::from(*value)).collect();
        let words = |words: &[&str]| words.iter().map(|word| Value::from(*word)).collect();
        let scaled = |values: &[i64], unit: i64| {
            let scaled: Vec<i64> = values.iter().map(|value| value * unit).collect();
            of(&scaled)
        };
        match self {
            Self::Cu => size::sizes().map(json_number).collect(),
            Self::Idle => {
                let minutes = [0, 1, 2, 5, 10, 15, 30, 60, 240, 1440, 10_080];
                let mut presets: Vec<Value> = scaled(&minutes, MINUTE);
                presets.push((-1).into());
                presets
            }
            Self::History => scaled(&[0, 6, 12, 24, 48, 72, 168, 336, 504, 720], HOUR),
            Self::Validity => scaled(&[1, 4, 12, 24, 72, 168], HOUR),
            Self::Hours | Self::CuHours => {
                scaled(&[0, 10, 25, 50, 100, 200, 300, 500, 750, 1000, 2000], HOUR)
            }
            Self::Bytes => scaled(&[0, 1, 5, 10, 50, 100, 200, 500, 1000, 5000], bytes::GB),
            Self::Count => of(&[10, 100, 1000, 10_000]),
            Self::Dollars => scaled(&[10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000], 100),
            Self::Expiry => words(&["never", "1h", "4h", "1d", "7d", "30d"]),
            Self::Past => words(&[
                "10m ago",
                "1h ago",
                "2h ago",
                "6h ago",
                "1d ago",
                "yesterday 18:00",
            ]),
            Self::Clock => {
                let halves = Time::midnight().series(30.minutes());
                halves
                    .map(|time| maintenance_window::clock(time).into())
                    .collect()
            }
        }
    }
}

/// A JSON number, without a fraction for integers: `2`, not `2.0`.
pub(crate) fn json_number(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}

/// The amount as JSON, or an error that says how to write it.
fn read(amount: Option<i64>, text: &str, example: &str) -> Result<Value, String> {
    amount
        .map(Value::from)
        .ok_or_else(|| not_understood(text, example))
}

fn parse_cu(text: &str) -> Result<Value, String> {
    let plain = text.trim_end_matches("cu").trim();
    let wanted: f64 = plain
        .parse()
        .ok()
        .filter(|cu: &f64| cu.is_finite())
        .ok_or_else(|| format!("{text:?} is no size: 0.25, 0.5, 1, 2 …"))?;
    if size::sizes().any(|size| size == wanted) {
        return Ok(json_number(wanted));
    }
    let below = size::sizes().take_while(|size| *size < wanted).last();
    let above = size::sizes().find(|size| *size > wanted);
    Err(match (below, above) {
        (Some(below), Some(above)) => format!(
            "{} CU is not offered: {} or {} CU",
            size::cu(wanted),
            size::cu(below),
            size::cu(above)
        ),
        (None, _) => "the smallest size is 0.25 CU".to_owned(),
        (Some(below), None) => format!("the largest size is {} CU", size::cu(below)),
    })
}

/// Reads dollars, with or without a dollar sign, as cents.
fn cents(text: &str) -> Result<i64, String> {
    let bare: String = text.chars().filter(|c| !"$ ".contains(*c)).collect();
    let (whole, fraction) = bare.split_once('.').unwrap_or((&bare, ""));
    // Commas may only separate thousands; elsewhere one may be meant as a decimal point.
    let mut groups = whole.split(',').skip(1);
    let groups_right = groups.all(|group| group.len() == 3) && !whole.starts_with(',');
    let plain = bare.replace(',', "");
    let is_plain = plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    let right = is_plain && groups_right && !fraction.contains(',');
    let dollars = plain.parse().ok().filter(|_| right);
    let cents = dollars.map(|dollars: f64| dollars * 100.0);
    let whole = cents.filter(|cents| (cents - cents.round()).abs() < 1e-6 && *cents < 9e15);
    whole
        .map(|cents| cents.round() as i64)
        .ok_or_else(|| not_understood(text, "$250, 99.50 or none"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn dollars_are_read_with_and_without_their_sign() {
        for (text, value) in [
            ("$1,500", json!(150_000)),
            ("1,234,567.89", json!(123_456_789)),
            ("99.5", json!(9_950)),
            ("None", Value::Null),
            ("", Value::Null),
        ] {
            assert_eq!(Unit::Dollars.parse(text), Ok(value), "{text}");
        }
        for text in [
            "-5", "1e3", "0.001", "many", "99,50", "1,5000", "1,00,000", ",500", "1.000,5", "5,",
        ] {
            assert!(Unit::Dollars.parse(text).is_err(), "{text}");
        }
        assert_eq!(Unit::Dollars.write(&json!(9_950)), "$99.50");
    }

    #[test]
    fn quantities_are_read_as_people_write_them() {
        for (unit, text, value) in [
            (Unit::Cu, "2", json!(2)),
            (Unit::Cu, "0.25 CU", json!(0.25)),
            (Unit::Cu, "56cu", json!(56)),
            (Unit::Cu, "", Value::Null),
            (Unit::Idle, "5m", json!(300)),
            (Unit::Idle, "1h", json!(3600)),
            (Unit::Idle, "90", json!(90)),
            (Unit::Idle, "1 h 30 min", json!(5400)),
            (Unit::Idle, "1.5h", json!(5400)),
            (Unit::Idle, "1w", json!(604_800)),
            (Unit::Idle, "Never", json!(-1)),
            (Unit::Idle, "default (5m)", json!(0)),
            (Unit::History, "off", json!(0)),
            (Unit::History, "7 d", json!(604_800)),
            (Unit::Hours, "100", json!(360_000)),
            (Unit::Hours, "90 min", json!(5400)),
            (Unit::Hours, "", json!(0)),
            (Unit::CuHours, "100 CU-h", json!(360_000)),
            (Unit::Bytes, "10", json!(10_000_000_000_i64)),
            (Unit::Bytes, "512 mib", json!(536_870_912)),
            (Unit::Bytes, "unlimited", json!(0)),
            (Unit::Clock, "7:5", Value::Null),
            (Unit::Clock, "7:05", json!("07:05")),
            (Unit::Clock, "24:00", json!("00:00")),
        ] {
            let read = unit.parse(text);
            if unit == Unit::Clock && value.is_null() {
                assert!(read.is_err(), "{text:?}");
            } else {
                assert_eq!(read, Ok(value), "{text:?}");
            }
        }
        for (unit, text, why) in [
            (Unit::Cu, "3.5", "3.5 CU is not offered: 3 or 4 CU"),
            (Unit::Cu, "17", "17 CU is not offered: 16 or 18 CU"),
            (Unit::Cu, "0.1", "the smallest size is 0.25 CU"),
            (Unit::Cu, "-1", "the smallest size is 0.25 CU"),
            (Unit::Cu, "64", "the largest size is 56 CU"),
            (Unit::Cu, "big", "\"big\" is no size: 0.25, 0.5, 1, 2 …"),
            (Unit::Cu, "inf", "\"inf\" is no size: 0.25, 0.5, 1, 2 …"),
            (
                Unit::Idle,
                "soon",
                "\"soon\" is not valid: enter 5m, 1h, never or default",
            ),
            (
                Unit::Idle,
                "-5",
                "\"-5\" is not valid: enter 5m, 1h, never or default",
            ),
            (
                Unit::Idle,
                "0.5",
                "\"0.5\" is not valid: enter 5m, 1h, never or default",
            ),
        ] {
            assert_eq!(unit.parse(text), Err(why.to_owned()));
        }
    }

    #[test]
    fn steps_go_over_what_neon_offers_and_end() {
        let cu = |value, up| Unit::Cu.step(&json!(value), up);
        assert_eq!(cu(0.5, true), Some(json!(1)));
        assert_eq!(cu(16.0, true), Some(json!(18)));
        assert_eq!(cu(0.75, false), Some(json!(0.5)));
        assert_eq!(cu(56.0, true), None);
        assert_eq!(cu(0.25, false), None);
        assert_eq!(Unit::Idle.step(&json!(604_800), true), Some(json!(-1)));
        assert_eq!(Unit::Idle.step(&json!(-1), false), Some(json!(604_800)));
        assert_eq!(Unit::Idle.step(&json!(-1), true), None);
        assert_eq!(
            Unit::Clock.step(&json!("07:10"), true),
            Some(json!("07:30"))
        );
        assert_eq!(Unit::Cu.step(&Value::Null, true), Some(json!(0.25)));
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read_again(number in 0_i64..4_000_000_000_000) {
            for unit in [Unit::Idle, Unit::History, Unit::Hours, Unit::CuHours, Unit::Bytes] {
                let value = json!(number);
                prop_assert_eq!(unit.parse(&unit.write(&value)), Ok(value));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            for unit in [Unit::Cu, Unit::Idle, Unit::History, Unit::Hours, Unit::CuHours, Unit::Bytes, Unit::Clock] {
                if let Ok(value) = unit.parse(&text) {
                    prop_assert_eq!(unit.parse(&unit.write(&value)), Ok(value));
                }
            }
        }
    }
}
