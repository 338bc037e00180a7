//! Distorts answers, for the faults that change the body of a real answer.

use serde_json::{Map, Value};

/// Fields with enum values, which may grow at any time.
const OPEN_WORDS: [&str; 9] = [
    "current_state",
    "pending_state",
    "status",
    "action",
    "type",
    "plan",
    "creation_source",
    "provisioner",
    "init_source",
];

/// Changes the type of every leaf; objects and lists stay, so that decoding fails deep inside.
pub fn wrong_types(body: &[u8]) -> Vec<u8> {
    reshaped(body, |value| match value {
        Value::String(text) => *value = Value::from(text.len()),
        Value::Number(number) => *value = Value::from(number.to_string()),
        Value::Bool(known) => *value = Value::from(if *known { "yes" } else { "no" }),
        Value::Null | Value::Array(_) | Value::Object(_) => {}
    })
}

/// Replaces every number by one that fits no integer type.
pub fn huge_numbers(body: &[u8]) -> Vec<u8> {
    reshaped(body, |value| {
        if value.is_number() {
            *value = Value::from(1e30);
        }
    })
}

/// Replaces every enum value by an unknown one, and adds an unknown field to every object.
pub fn unknown_words(body: &[u8]) -> Vec<u8> {
    reshaped(body, |value| {
        if let Value::Object(fields) = value {
            surprise(fields);
        }
    })
}

fn surprise(fields: &mut Map<String, Value>) {
    for word in OPEN_WORDS {
        if let Some(value @ Value::String(_)) = fields.get_mut(word) {
            *value = Value::from("never_heard_of");
        }
    }
    if fields.contains_key("id") || fields.contains_key("name") {
        fields.insert(
            "field_from_the_future".to_owned(),
            Value::from(vec![1, 2, 3]),
        );
    }
}

fn reshaped(body: &[u8], change: impl Fn(&mut Value)) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_slice(body) else {
        return body.to_vec();
    };
    walk(&mut value, &change);
    value.to_string().into_bytes()
}

fn walk(value: &mut Value, change: &impl Fn(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, change)),
        Value::Object(fields) => fields.values_mut().for_each(|field| walk(field, change)),
        _ => {}
    }
    change(value);
}
