//! Reads the bodies of errors. Leniently: they may be empty, plain text, or nest the usual keys under `error`.

use serde_json::Value;

use super::secret::mask_json;

#[derive(Default)]
pub(super) struct Said {
    pub message: Option<String>,
    pub code: Option<String>,
    pub request: Option<String>,
}

/// The longest message kept, in characters: the page of an edge server is not a message.
const MESSAGE_LIMIT: usize = 500;

impl Said {
    /// Reads any body.
    pub fn read(body: &str) -> Self {
        match serde_json::from_str::<Value>(body) {
            Ok(value) => Self::from_value(&value),
            Err(_) => Self {
                message: plain_text(body),
                ..Self::default()
            },
        }
    }

    fn from_value(value: &Value) -> Self {
        let nested = value.get("error").filter(|inner| inner.is_object());
        let text = |keys: &[&str]| {
            let places = nested.into_iter().chain([value]);
            places
                .flat_map(|place| keys.iter().filter_map(|key| place.get(key)))
                .find_map(short_text)
        };
        Self {
            message: text(&["message", "detail", "error", "title", "error_description"])
                .or_else(|| reasons(value))
                .or_else(|| short_text(value)),
            code: text(&["code"]),
            request: text(&["request_id", "requestId"]),
        }
    }
}

fn short_text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| mask_json(&text.chars().take(MESSAGE_LIMIT).collect::<String>()))
}

/// Reads the bodies of 406 and 422 on transfers: lists of reasons, limits or projects.
fn reasons(value: &Value) -> Option<String> {
    let said = |item: &Value| -> Option<String> {
        if let Some(message) = item.get("message").and_then(short_text) {
            return Some(message);
        }
        if let Some(name) = item.get("name").and_then(Value::as_str) {
            let part = |key: &str| {
                item.get(key).map(|part| {
                    part.as_str()
                        .map_or_else(|| part.to_string(), str::to_owned)
                })
            };
            return Some(limit(name, &part("expected")?, &part("actual")?));
        }
        let id = item.get("id").and_then(Value::as_str)?;
        let integration = item.get("integration").and_then(Value::as_str)?;
        Some(format!(
            "{id} is connected to {integration}; disconnect it in the Console first"
        ))
    };
    let list = ["reasons", "limits", "projects"]
        .iter()
        .find_map(|key| value.get(key)?.as_array())?;
    let texts: Vec<String> = list.iter().filter_map(said).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// Describes what an organization lacks to take over a project.
fn limit(name: &str, expected: &str, actual: &str) -> String {
    match name {
        "subscription_type" => {
            let plan = |text: &str| text.split("_v").next().unwrap_or_default().to_owned();
            format!(
                "the plan there must be {}, it is {}",
                plan(expected),
                plan(actual)
            )
        }
        "projects_count" => format!("{expected} projects at most there, it would be {actual}"),
        "project_region" => format!("the region must be {expected}, it is {actual}"),
        other => format!("{other}: expected {expected}, is {actual}"),
    }
}

/// A body that is not JSON, if it reads like a sentence: not if it is JSON that was cut off, or a page.
fn plain_text(body: &str) -> Option<String> {
    let body = body.trim();
    if body.is_empty() || body.starts_with(['{', '[', '<']) {
        return None;
    }
    let line = body.lines().next().unwrap_or_default();
    Some(mask_json(
        &line.chars().take(MESSAGE_LIMIT).collect::<String>(),
    ))
}
