//! Values of `config.toml`, and how an editor is told what they look like.

use serde_json::{Value, json};
use toml::de::DeValue;

/// Parses true or false.
pub fn boolean(value: &DeValue<'_>) -> Result<bool, &'static str> {
    value.as_bool().ok_or("true or false")
}

/// A TOML string, which has the same form as in JSON.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The schema of a text that is not blank.
pub fn text() -> Value {
    json!({"type": "string", "pattern": "\\S"})
}

/// A schema with what it is about.
pub fn described(help: &str, mut schema: Value) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), help.into());
    }
    schema
}
