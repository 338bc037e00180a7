//! Values of `config.toml`.

use toml::de::DeValue;

/// Parses true or false.
pub fn boolean(value: &DeValue<'_>) -> Result<bool, &'static str> {
    value.as_bool().ok_or("true or false")
}

/// A TOML string, which has the same form as in JSON.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
