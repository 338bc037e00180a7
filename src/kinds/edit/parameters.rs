//! Postgres settings as lines: `work_mem = 64MB`. Neon expects strings, even for numbers.

use super::{
    change_set::ChangeSet,
    table::{EditEffect, Severity},
};
use serde_json::{Map, Value};

/// Splits typed or pasted text into lines: at line breaks and semicolons.
pub fn lines(text: &str) -> Vec<String> {
    let lines = text.split(['\n', ';']).map(str::trim);
    // Lines of a `postgresql.conf` may end with a comment.
    let bare = lines.map(|line| line.split(" #").next().unwrap_or(line).trim());
    let is_line = |line: &&str| !line.is_empty() && !line.starts_with('#');
    bare.filter(is_line).map(str::to_owned).collect()
}

/// Writes a value as lines.
pub fn write(value: &Value) -> Vec<String> {
    let fields = value.as_object().into_iter().flatten();
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    fields
        .map(|(name, value)| format!("{name} = {}", text(value)))
        .collect()
}

/// Reads a value from lines.
///
/// # Errors
/// Returns which line is invalid or repeats a name.
pub fn read(lines: &[String]) -> Result<Value, String> {
    let mut fields = Map::new();
    for line in lines {
        let (name, value) = line
            .split_once('=')
            .or_else(|| line.split_once(char::is_whitespace))
            .ok_or_else(|| format!("{line}: a line is name = value, such as work_mem = 64MB"))?;
        let name = name.trim().to_lowercase();
        let value = value.trim();
        let bare = value
            .strip_prefix('\'')
            .and_then(|value| value.strip_suffix('\''));
        let value = bare.unwrap_or(value);
        if !is_name(&name) {
            return Err(format!(
                "{name}: a name has letters, digits, _ and dots, and begins with a letter"
            ));
        }
        if value.is_empty() {
            return Err(format!("{name}: a value is missing, as in work_mem = 64MB"));
        }
        if fields.insert(name.clone(), value.into()).is_some() {
            return Err(format!("{name} is listed twice"));
        }
    }
    Ok(Value::Object(fields))
}

fn is_name(name: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(inside)
}

/// The effects of changed settings on a compute.
pub(crate) fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let severity = match (change_set.about.active, change_set.about.production) {
        (true, true) => Severity::Loud,
        (true, false) => Severity::Ask,
        (false, _) => Severity::Note,
    };
    let text = "settings and libraries apply from the next start: Neon may restart an active compute, and open connections drop";
    vec![EditEffect::new(severity, text)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lines_are_read_as_postgres_would() {
        let pasted = "work_mem = 64MB # more\n# a note\nsearch_path = 'a, b'; Jit off";
        let lines = lines(pasted);
        assert_eq!(
            lines,
            ["work_mem = 64MB", "search_path = 'a, b'", "Jit off"]
        );
        let value = read(&lines).unwrap();
        assert_eq!(
            value,
            json!({"work_mem": "64MB", "search_path": "a, b", "jit": "off"})
        );
        assert_eq!(
            write(&value),
            ["work_mem = 64MB", "search_path = a, b", "jit = off"]
        );
    }

    #[test]
    fn what_is_no_setting_is_named() {
        for (line, why) in [
            ("work_mem", "name = value"),
            ("work_mem =", "a value is missing"),
            ("2nd = x", "begins with a letter"),
            ("work-mem = x", "letters, digits"),
        ] {
            let error = read(&[line.to_owned()]).unwrap_err();
            assert!(error.contains(why), "{line}: {error}");
        }
        let twice = ["jit = on".to_owned(), "JIT=off".to_owned()];
        assert!(read(&twice).unwrap_err().contains("twice"));
    }
}
