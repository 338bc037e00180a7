//! Comparisons in a filter: `storage>10gb`, `active>7d`, `state=idle`.

use crate::kinds::{
    Value,
    field_name::FieldName,
    matching::folded,
    natural,
    units::{bytes, cu_hours, duration},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::cmp::Ordering;

/// A comparison of a field with a value.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The field as it was written.
    pub written: String,
    pub field: FieldName,
    sign: Sign,
    /// What it is compared with; empty while it is not typed yet.
    pub wanted: String,
    /// The same as each kind of value.
    read: Wanted,
    /// Why it filters nothing.
    pub problem: Option<Problem>,
}

/// What a field is compared with, read once for all rows; `None` where it is no such value.
#[derive(Debug, Clone)]
struct Wanted {
    text: String,
    word: FieldName,
    flag: Option<bool>,
    count: Option<f64>,
    bytes: Option<i64>,
    seconds: Option<i64>,
    compute_seconds: Option<i64>,
    dollars: Option<f64>,
    size: Option<f64>,
    age: Option<i64>,
    day: Option<Date>,
}

impl Wanted {
    fn read(text: &str) -> Self {
        let folded = folded(text);
        Self {
            word: FieldName::new(text),
            flag: match folded.as_str() {
                "yes" | "true" | "on" => Some(true),
                "no" | "false" | "off" => Some(false),
                _ => None,
            },
            count: number(text),
            bytes: bytes::read(text),
            seconds: duration::read(text, None),
            compute_seconds: cu_hours::read(text),
            dollars: number(text.trim_start_matches(['~', '$'])),
            size: number(folded.trim_end_matches("cu")),
            age: duration::read_age(text),
            day: text.parse().ok(),
            text: folded,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    Same,
    Differs,
    AtLeast,
    More,
}

/// The signs; those that begin with another come first.
const SIGNS: [(&str, Sign); 9] = [
    ("!=", Sign::Differs),
    (">=", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("==", Sign::Same),
    ("≥", Sign::AtLeast),
    ("≤", Sign::AtMost),
    (">", Sign::More),
    ("<", Sign::Less),
    ("=", Sign::Same),
];

/// Why a comparison filters nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing in the list has such a field.
    NoField {
        written: String,
        /// The most similar name.
        nearest: Option<String>,
    },
    /// There is nothing to compare with yet.
    NoValue {
        written: String,
        /// What can be compared with.
        example: Option<&'static str>,
    },
    /// It cannot be compared with this.
    Unreadable {
        wanted: String,
        /// What it can be compared with.
        example: &'static str,
    },
}

impl Problem {
    /// What is wrong, in a sentence without its period.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoField { written, nearest } => match nearest {
                Some(nearest) => format!("no field \"{written}\", did you mean {nearest}?"),
                None => format!("no field \"{written}\" here"),
            },
            Self::NoValue { written, example } => match example {
                Some(example) => format!("compare {written} with {example}"),
                None => format!("compare {written} with what?"),
            },
            Self::Unreadable { wanted, example } => format!("\"{wanted}\" is not {example}"),
        }
    }

    /// The same in a few words.
    pub fn short(&self) -> String {
        match self {
            Self::NoField { nearest, .. } => match nearest {
                Some(nearest) => format!("no field, {nearest}?"),
                None => "no such field".to_owned(),
            },
            Self::NoValue { .. } => "no value yet".to_owned(),
            Self::Unreadable { example, .. } => format!("not {example}"),
        }
    }
}

/// What a value can be compared with, if it cannot be compared with what is wanted.
type Example = &'static str;

impl Comparison {
    /// Reads a word such as `size>=2`; `None` if it is none.
    pub fn read(word: &str) -> Option<Self> {
        let at = word.find(['<', '>', '=', '≥', '≤'])?;
        // `!` belongs to the sign.
        let at = match word.get(..at)?.strip_suffix('!') {
            Some(name) => name.len(),
            None => at,
        };
        let (written, rest) = word.split_at_checked(at)?;
        let begins = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
        let (text, sign) = begins?;
        let joins = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let is_name = written.starts_with(char::is_alphanumeric) && written.chars().all(joins);
        let wanted = rest.strip_prefix(text).unwrap_or_default();
        is_name.then(|| Self {
            written: written.to_owned(),
            field: FieldName::new(written),
            sign: *sign,
            wanted: wanted.to_owned(),
            read: Wanted::read(wanted),
            problem: None,
        })
    }

    /// Whether a value is as wanted; `None` if that cannot be said of this value, such as a missing one.
    pub fn holds(&self, value: &Value, now: Timestamp) -> Result<Option<bool>, Example> {
        let wanted = &self.read;
        Ok(match value {
            Value::Missing | Value::Unreadable | Value::Unread => None,
            Value::Text(text) | Value::Id(text) => Some(self.of_text(text)),
            Value::List(texts) => Some(texts.iter().any(|text| self.of_text(text))),
            Value::Word(word) => self.of_word(word),
            Value::State(state) => self.of_word(state.word),
            Value::Flag(flag) => {
                let wanted = wanted.flag.ok_or("yes or no")?;
                self.of_same(*flag == wanted)
            }
            Value::Count(count) => {
                let wanted = wanted.count.ok_or("a number, such as 5")?;
                Some(self.of_number(*count as f64, wanted, *count as f64 == wanted))
            }
            Value::Bytes(size) => {
                let wanted = wanted.bytes.ok_or("a size, such as 10gb")?;
                Some(self.of_amount(*size, wanted, bytes::rounded))
            }
            Value::Seconds(lasting) => {
                let wanted = wanted.seconds.ok_or("a duration, such as 5m")?;
                Some(self.of_amount(*lasting, wanted, duration::rounded))
            }
            Value::ComputeSeconds(used) => {
                let wanted = wanted.compute_seconds.ok_or("CU-hours, such as 100")?;
                Some(self.of_amount(*used, wanted, cu_hours::rounded))
            }
            Value::Dollars(amount) => {
                let wanted = wanted.dollars.ok_or("dollars, such as 5")?;
                let same = (amount - wanted).abs() < 0.005;
                Some(self.of_number(*amount, wanted, same))
            }
            Value::Size { max, .. } => {
                let wanted = wanted.size.ok_or("CU, such as 2")?;
                Some(self.of_number(*max, wanted, (*max - wanted).abs() < 1e-9))
            }
            Value::Time(at) => Some(self.of_time(at.timestamp(), now, false)?),
            Value::Until(at) => Some(self.of_time(at.timestamp(), now, true)?),
        })
    }

    /// The age of what has been, the time left of what will be, or the day. What comes `ahead` and is over has no time
    /// left.
    fn of_time(&self, at: Timestamp, now: Timestamp, ahead: bool) -> Result<bool, Example> {
        if let Some(wanted) = self.read.age {
            let left = at.duration_since(now).as_secs();
            let distance = if ahead { left.max(0) } else { left.abs() };
            return Ok(self.of_amount(distance, wanted, duration::about));
        }
        let day = self.read.day;
        let day = day.ok_or("an age such as 7d, or a day such as 2026-08-21")?;
        let order = at.to_zoned(TimeZone::UTC).date().cmp(&day);
        Ok(self.of_order(order, order.is_eq()))
    }

    fn of_text(&self, text: &str) -> bool {
        let order = natural::compare(&folded(text), &self.read.text);
        self.of_order(order, order.is_eq())
    }

    /// A word has no size: it can only be the wanted one, or its beginning: `suspends=default`.
    fn of_word(&self, word: &str) -> Option<bool> {
        let wanted = &self.read.word;
        let first = word.split(' ').next().unwrap_or_default();
        let same = wanted.is(word) || wanted.is(first);
        self.of_same(same)
    }

    /// For what is the same or not, but neither less nor more.
    fn of_same(&self, same: bool) -> Option<bool> {
        match self.sign {
            Sign::Same | Sign::AtLeast | Sign::AtMost => same.then_some(true),
            Sign::Differs => Some(!same),
            Sign::Less | Sign::More => None,
        }
    }

    /// For amounts that are the same if the screen writes them alike.
    fn of_amount(&self, amount: i64, wanted: i64, write: fn(i64) -> String) -> bool {
        let is_strict = matches!(self.sign, Sign::Less | Sign::More);
        let same = !is_strict && write(amount) == write(wanted);
        self.of_order(amount.cmp(&wanted), same)
    }

    fn of_number(&self, number: f64, wanted: f64, same: bool) -> bool {
        self.of_order(number.total_cmp(&wanted), same)
    }

    /// `same` is whether both are written alike on the screen.
    fn of_order(&self, order: Ordering, same: bool) -> bool {
        match self.sign {
            Sign::Less => order.is_lt(),
            Sign::AtMost => order.is_le() || same,
            Sign::Same => same,
            Sign::Differs => !same,
            Sign::AtLeast => order.is_ge() || same,
            Sign::More => order.is_gt(),
        }
    }
}

fn number(text: &str) -> Option<f64> {
    let number: f64 = text.replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::types::Time, kinds::State};

    fn now() -> Timestamp {
        "2026-08-23T14:02:13Z".parse().unwrap()
    }

    fn at(text: &str) -> Time {
        serde_json::from_value(serde_json::Value::String(text.to_owned())).unwrap()
    }

    fn judged(text: &str, value: &Value) -> Result<Option<bool>, Example> {
        Comparison::read(text).unwrap().holds(value, now())
    }

    #[test]
    fn values_are_compared_in_the_units_of_the_screen() {
        let size = Value::Size {
            min: 0.25,
            max: 2.0,
        };
        for (text, value, holds) in [
            ("storage>10gb", Value::Bytes(10_000_000_001), true),
            ("storage>10gb", Value::Bytes(10_000_000_000), false),
            ("storage<10", Value::Bytes(9_000_000_000), true),
            ("storage=18.4gb", Value::Bytes(18_390_000_000), true),
            ("storage!=18.4gb", Value::Bytes(18_390_000_000), false),
            ("storage>=18.4GB", Value::Bytes(18_390_000_000), true),
            ("size>=2", size.clone(), true),
            ("size>2cu", size.clone(), false),
            ("size=2", size.clone(), true),
            ("cu-h>100", Value::ComputeSeconds(360_001), true),
            ("cu-h<100CU-h", Value::ComputeSeconds(360_001), false),
            ("cost>5", Value::Dollars(5.01), true),
            ("cost<=$5", Value::Dollars(5.01), false),
            ("cost=5.01", Value::Dollars(5.012), true),
            ("after>5m", Value::Seconds(301), true),
            ("after>=5min", Value::Seconds(300), true),
            ("pg>16", Value::Count(17), true),
            ("state=idle", Value::State(State::IDLE), true),
            ("state=IDLE", Value::State(State::IDLE), true),
            ("state!=active", Value::State(State::IDLE), true),
            ("suspends=never", Value::Word("never"), true),
            ("suspends=default", Value::Word("default (5m)"), true),
            ("protected=yes", Value::Flag(true), true),
            ("protected!=no", Value::Flag(true), true),
            ("owner=jonas", Value::Text("Jonas".into()), true),
            ("owner=jon", Value::Text("jonas".into()), false),
            ("name>pr-9", Value::Text("pr-10".into()), true),
            (
                "allowed=10.0.0.1",
                Value::List(vec!["10.0.0.2".into(), "10.0.0.1".into()]),
                true,
            ),
        ] {
            assert_eq!(judged(text, &value), Ok(Some(holds)), "{text} {value:?}");
        }
    }

    #[test]
    fn a_time_is_compared_by_its_age_by_what_is_left_or_by_its_day() {
        let old = Value::Time(at("2026-08-11T14:00:00Z"));
        let soon = Value::Until(at("2026-08-24T09:00:00Z"));
        let over = Value::Until(at("2026-08-20T09:00:00Z"));
        let planned = Value::Time(at("2026-08-24T09:00:00Z"));
        for (text, value, holds) in [
            ("active>7d", old.clone(), true),
            ("active<7d", old.clone(), false),
            ("active=12d", old.clone(), true),
            ("active>1mo", old.clone(), false),
            ("created<2026-08-12", old.clone(), true),
            ("created=2026-08-11", old, true),
            ("expires<1d", soon.clone(), true),
            ("expires<2h", soon, false),
            ("expires<1h", over.clone(), true),
            ("expires>1h", over, false),
            ("restart<1d", planned, true),
        ] {
            assert_eq!(judged(text, &value), Ok(Some(holds)), "{text} {value:?}");
        }
    }

    #[test]
    fn what_cannot_be_compared_is_no_match_or_a_mistake() {
        for (text, value) in [
            ("size>2", Value::Missing),
            ("size>2", Value::Unreadable),
            ("suspends>5m", Value::Word("never")),
            ("suspends=5m", Value::Word("never")),
        ] {
            assert_eq!(judged(text, &value), Ok(None), "{text} {value:?}");
        }
        for (text, value) in [
            ("storage>10xb", Value::Bytes(1)),
            ("size>big", Value::Size { min: 1.0, max: 1.0 }),
            ("cost>much", Value::Dollars(1.0)),
            ("pg>new", Value::Count(17)),
            ("cost>inf", Value::Dollars(1.0)),
            ("created>soon", Value::Time(at("2026-08-24T09:00:00Z"))),
            ("after>5", Value::Seconds(1)),
            ("protected=maybe", Value::Flag(true)),
        ] {
            assert!(judged(text, &value).is_err(), "{text} {value:?}");
        }
    }

    #[test]
    fn only_a_field_and_a_sign_are_a_comparison() {
        for text in [
            "idle", "a:b", ">5", "=x", "-a>1", "a b>1", "(a)=1", "!=x", "/x=1",
        ] {
            assert!(Comparison::read(text).is_none(), "{text}");
        }
        let read = Comparison::read("Last_Active>=").unwrap();
        assert_eq!((read.sign, read.wanted.as_str()), (Sign::AtLeast, ""));
    }
}
