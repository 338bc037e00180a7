//! Sorting values: numbers by size, times by age, texts ignoring case; missing values come last in both
//! directions.

use crate::kinds::{Value, natural};
use std::cmp::Ordering;

/// A value as a sort key.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub enum Key {
    /// A number, a duration, a size, a point in time.
    Number(f64),
    Text(String),
    Missing,
}

/// The sort key of a value.
pub fn key(value: &Value) -> Key {
    let number = |number: i64| Key::Number(number as f64);
    match value {
        Value::Missing | Value::Unreadable | Value::Unread => Key::Missing,
        Value::Text(text) | Value::Id(text) => Key::Text(text.to_lowercase()),
        Value::Word(word) => Key::Text(word.to_lowercase()),
        Value::List(texts) => Key::Text(texts.join(" ").to_lowercase()),
        Value::State(state) => Key::Text(state.word.to_owned()),
        Value::Flag(flag) => number(i64::from(*flag)),
        Value::Count(n) | Value::Bytes(n) | Value::Seconds(n) | Value::ComputeSeconds(n) => {
            number(*n)
        }
        Value::Dollars(amount) | Value::Size { max: amount, .. } => Key::Number(*amount),
        Value::Time(at) | Value::Until(at) => number(at.timestamp().as_second()),
    }
}

/// Compares two keys; `down` puts the larger first.
pub fn compare(one: &Key, other: &Key, down: bool) -> Ordering {
    let by_size = match (one, other) {
        (Key::Missing, Key::Missing) => return Ordering::Equal,
        (Key::Missing, _) => return Ordering::Greater,
        (_, Key::Missing) => return Ordering::Less,
        (Key::Number(one), Key::Number(other)) => one.total_cmp(other),
        // Words such as "never" come after numbers.
        (Key::Number(_), Key::Text(_)) => Ordering::Less,
        (Key::Text(_), Key::Number(_)) => Ordering::Greater,
        (Key::Text(one), Key::Text(other)) => natural::compare(one, other),
    };
    if down { by_size.reverse() } else { by_size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_the_order_that_people_expect() {
        let text = |text: &str| key(&Value::Text(text.to_owned()));
        let never = key(&Value::Word("never"));
        for (less, more) in [
            (text("pr-9"), text("pr-10")),
            (text("pr-009"), text("pr-10")),
            (text("Alpha"), text("beta")),
            (text("pr-1"), text("pr-1a")),
            (key(&Value::Count(9)), key(&Value::Count(10))),
            (key(&Value::Seconds(60)), never),
        ] {
            assert_eq!(compare(&less, &more, false), Ordering::Less, "{less:?}");
            assert_eq!(compare(&less, &more, true), Ordering::Greater, "{less:?}");
        }
        for down in [false, true] {
            let missing = compare(&Key::Missing, &text("a"), down);
            assert_eq!(missing, Ordering::Greater);
        }
    }
}
