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

/// Splits a command of the file into words, or says what was expected.
pub fn command(value: &DeValue<'_>) -> Result<Vec<String>, &'static str> {
    let words = value.as_str().and_then(words);
    words.ok_or("a command, such as \"less -R\"")
}

/// The words of a command as a shell would read them.
pub fn line(words: &[String]) -> String {
    // Only a NUL cannot be quoted, and TOML files cannot contain one.
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_default()
}

/// Splits a command line like a shell; `None` if a quote is not closed or there are no words.
pub fn words(command: &str) -> Option<Vec<String>> {
    shlex::split(command).filter(|words| !words.is_empty())
}
