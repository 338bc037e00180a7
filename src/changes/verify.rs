//! Whether a change has happened, judging by the current state of the thing.
//!
//! Two things need to know: after a lost answer, did it happen? Before an undo, is the thing still as we left it? These
//! are the checks for most kinds of change; the rows of the others have their own.

use super::change::Change;
use crate::{
    api::{Answer, Request},
    kinds,
};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// Whether the thing now has what the body sets, in its list or in an answer about it alone.
pub fn is_set(change: &Change, answer: Answer) -> bool {
    if let Some(part) = kinds::lookup::of(&change.target, |kind| kind.part_of(&answer)) {
        return has_fields(change.request.body.as_ref(), &part);
    }
    match kinds::lookup::of(&change.target, |kind| kind.entry()) {
        Some(entry) => listed(&answer, &with_body(change, entry)).is_some(),
        None => has_fields_alone(change.request.body.as_ref(), &answer),
    }
}

/// Whether an answer about one thing has these fields. Without an object around them, its type has put one there.
fn has_fields_alone(set: Option<&Value>, answer: &Answer) -> bool {
    let whole = serde_json::to_value(answer).unwrap_or_default();
    let fields = set.and_then(Value::as_object);
    let names_all =
        |thing: &&Value| fields.is_some_and(|set| set.keys().all(|key| thing.get(key).is_some()));
    let mut inner = whole.as_object().into_iter().flat_map(Map::values);
    has_fields(set, inner.find(names_all).unwrap_or(&whole))
}

/// Whether Neon never tells what it sets: a secret, the tenant of an OAuth provider, or nothing at all.
pub fn is_never_told(request: &Request) -> bool {
    let body = request.body.as_ref();
    request.sets_nothing()
        || request.has_secrets()
        || body.is_some_and(|body| body.get("microsoft_tenant_id").is_some())
}

/// Whether the thing is missing from its list.
pub fn is_deleted(change: &Change, answer: Answer) -> bool {
    let entry = kinds::lookup::of(&change.target, |kind| kind.entry());
    entry.is_some_and(|entry| listed(&answer, &entry).is_none())
}

/// The fields of the expected list entry, with those that the change sets.
fn with_body(change: &Change, mut entry: Value) -> Value {
    let body = change.request.body.as_ref().and_then(Value::as_object);
    if let (Some(fields), Some(set)) = (entry.as_object_mut(), body) {
        fields.extend(set.clone());
    }
    entry
}

/// The entry with these fields in one of an answer's lists.
pub fn listed(answer: &Answer, entry: &Value) -> Option<Value> {
    let answer = serde_json::to_value(answer).ok()?;
    let lists = answer.as_object()?.values().filter_map(Value::as_array);
    let mut entries = lists.flatten();
    entries.find(|other| is_part_of(entry, other)).cloned()
}

/// Whether all fields that were set have these values now.
pub(crate) fn has_fields<T: serde::Serialize>(set: Option<&Value>, now: &T) -> bool {
    let now = serde_json::to_value(now);
    now.is_ok_and(|now| set.is_some_and(|set| is_part_of(set, &now)))
}

fn is_part_of(wanted: &Value, now: &Value) -> bool {
    match (wanted, now) {
        (Value::Object(wanted), Value::Object(now)) => {
            wanted.iter().all(|(key, value)| match now.get(key) {
                Some(now) => is_part_of(value, now),
                None => is_nothing(value),
            })
        }
        (Value::Number(wanted), Value::Number(now)) => wanted.as_f64() == now.as_f64(),
        (Value::String(wanted), Value::String(now)) => wanted == now || is_same_time(wanted, now),
        (wanted, now) => wanted == now,
    }
}

/// Whether two texts are the same time, to the second.
fn is_same_time(one: &str, other: &str) -> bool {
    let second = |text: &str| text.parse::<Timestamp>().ok().map(Timestamp::as_second);
    second(one).is_some_and(|one| second(other) == Some(one))
}

/// Whether Neon may omit a value from an answer: no limit, no entries, turned off.
fn is_nothing(wanted: &Value) -> bool {
    match wanted {
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
    }
}
