//! The inverses of edits and deletions. Those of other changes are in their rows.

use super::{Inverse, UndoMethod};
use crate::{
    changes::{change::Change, verify},
    kinds::{self, verb::Verb},
    neon::Neon,
};
use serde_json::{Map, Value, json};

pub(in crate::changes) const RECREATE: Verb =
    Verb::new("bringing back", "brought back", "bring back");

/// Resets the fields that a change has set.
pub(in crate::changes) fn of_fields(neon: &Neon, change: &Change) -> Option<Inverse> {
    // The fields of what a change creates were never different.
    if change.creates.is_some() || change.request.sets_nothing() {
        return None;
    }
    let (body, fields) = body_before(neon, change)?;
    let request = kinds::lookup::of(&change.target, |kind| kind.update(body))?;
    let is_same = request.operation == change.request.operation;
    is_same.then(|| UndoMethod::change_back(change.another(request), fields))
}

/// Sets all fields again that a thing had before a change. After one that has sent a secret, nothing tells whether the
/// thing is still as it was left.
pub(in crate::changes) fn of_whole(neon: &Neon, change: &Change) -> Option<Inverse> {
    if verify::is_never_told(&change.request) {
        return None;
    }
    let was = kinds::lookup::of(&change.target, |kind| kind.document(&neon.store))?;
    let set = change.body().into_iter().flatten();
    let changed = set.filter_map(|(key, now)| {
        let was = was.get(key).unwrap_or(&Value::Null);
        (was != now).then(|| step(key, now, was))
    });
    let fields = changed.collect();
    let request = kinds::lookup::of(&change.target, |kind| kind.update(was.clone()))?;
    Some(UndoMethod::change_back(change.another(request), fields))
}

/// Recreates what a change has deleted.
pub(in crate::changes) fn of_deletion(neon: &Neon, change: &Change) -> Option<Inverse> {
    let request = kinds::lookup::of(&change.target, |kind| kind.restoration(&neon.store))?;
    UndoMethod::send(change.another(request).verb(RECREATE))
}

/// The body that resets the fields of a change, and its description.
pub(in crate::changes) fn body_before(
    neon: &Neon,
    change: &Change,
) -> Option<(Value, Vec<String>)> {
    let was = kinds::lookup::of(&change.target, |kind| {
        kind.editable(&neon.store)?.document()
    })?;
    let whole = change.request.body.as_ref()?.as_object()?;
    // Most bodies wrap their fields in the name of the kind.
    let only = whole.iter().next().filter(|_| whole.len() == 1);
    let wrapper = only.filter(|(_, inner)| inner.is_object());
    let set = wrapper.map_or(Some(whole), |(_, inner)| inner.as_object())?;
    // Or in that of a part of the thing.
    let part = wrapper.and_then(|(part, _)| was.get(part));
    let was = part.filter(|part| part.is_object()).unwrap_or(&was);
    let mut fields = Vec::new();
    let mut body = Map::new();
    for (key, now) in set {
        let old = was.get(key);
        let value = match (key.as_str(), now) {
            // Neon replaces each setting as a whole.
            ("settings", Value::Object(parts)) => {
                let old = old.and_then(Value::as_object);
                let mut whole = Map::new();
                for (part, now) in parts {
                    let was = before(part, now, old.and_then(|old| old.get(part)))?;
                    fields.push(step(part, now, &was));
                    whole.insert(part.clone(), was);
                }
                Value::Object(whole)
            }
            _ => {
                let was = before(key, now, old)?;
                // Some fields only say what kind of thing it is.
                if was != *now {
                    fields.push(step(key, now, &was));
                }
                was
            }
        };
        body.insert(key.clone(), value);
    }
    let body = match wrapper {
        Some((wrapper, _)) => json!({ wrapper.as_str(): body }),
        None => body.into(),
    };
    Some((body, fields))
}

/// The previous value of a field in a form that can be set again, if any.
fn before(key: &str, now: &Value, was: Option<&Value>) -> Option<Value> {
    // It cannot be turned off again.
    if key == "enable_logical_replication" {
        return None;
    }
    match (was, now) {
        (Some(was), _) if !was.is_null() => Some(was.clone()),
        (_, _) if key == "expires_at" => Some(Value::Null),
        // Maps of any keys: empty means that nothing is set.
        (_, Value::Object(_)) if matches!(key, "pg_settings" | "quota") => Some(json!({})),
        (_, Value::Bool(_)) => Some(Value::Bool(false)),
        (_, Value::Array(_)) => Some(json!([])),
        (_, Value::Object(fields)) => {
            let fields = fields
                .iter()
                .map(|(key, now)| Some((key.clone(), before(key, now, None)?)));
            fields.collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        _ => None,
    }
}

fn step(key: &str, now: &Value, was: &Value) -> String {
    let short = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    };
    format!(
        "{}: {} -> {}",
        key.replace('_', " "),
        short(now),
        short(was)
    )
}
