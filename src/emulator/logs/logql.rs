//! The part of LogQL that is accepted: a selector of streams, and filters of lines.
//!
//! `{entity_type="function", severity_text=~"ERROR|WARN"} |= "timeout" !~ "health"`

use regex_lite::Regex;

use super::{FIELDS, Record};

/// A condition of an expression.
#[derive(Debug)]
pub struct Condition {
    /// The field; `None` for the message.
    field: Option<&'static str>,
    text: Pattern,
    negated: bool,
}

#[derive(Debug)]
enum Pattern {
    Text(String),
    Regex(Regex),
}

impl Condition {
    pub fn holds(&self, record: &Record) -> bool {
        let value = match self.field {
            Some(field) => record.field(field).unwrap_or_default(),
            None => &record.message,
        };
        let fits = match &self.text {
            Pattern::Text(text) if self.field.is_some() => value == text,
            Pattern::Text(text) => value.contains(text.as_str()),
            Pattern::Regex(regex) => regex.is_match(value),
        };
        fits != self.negated
    }
}

/// The conditions of an expression. `None` if it is none, or uses more of the language.
pub fn parse(text: &str) -> Option<Vec<Condition>> {
    let mut rest = text.trim_start().strip_prefix('{')?;
    let mut conditions = vec![];
    loop {
        let name = rest.trim_start();
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
        let (name, after) = name.split_at_checked(end)?;
        let label = FIELDS.iter().find(|(_, label)| *label == name);
        let (negated, regex, after) = operator(after.trim_start(), "=")?;
        let (value, after) = string(after.trim_start())?;
        conditions.push(Condition {
            // A label that no stream has is empty.
            field: Some(label.map_or("", |(field, _)| *field)),
            // The whole value has to match.
            text: pattern(regex, value, |value| format!("^(?:{value})$"))?,
            negated,
        });
        let after = after.trim_start();
        if let Some(after) = after.strip_prefix('}') {
            rest = after;
            break;
        }
        rest = after.strip_prefix(',')?;
    }
    loop {
        rest = rest.trim();
        if rest.is_empty() {
            return Some(conditions);
        }
        let (negated, regex, after) = operator(rest, "|=")?;
        let (value, after) = string(after.trim_start())?;
        conditions.push(Condition {
            field: None,
            text: pattern(regex, value, |value| value)?,
            negated,
        });
        rest = after;
    }
}

fn pattern(regex: bool, value: String, whole: fn(String) -> String) -> Option<Pattern> {
    match regex {
        true => Regex::new(&whole(value)).ok().map(Pattern::Regex),
        false => Some(Pattern::Text(value)),
    }
}

/// An operator: whether it negates, and whether it takes an expression. `equal` is the plain one, `=` or `|=`.
fn operator<'a>(text: &'a str, equal: &str) -> Option<(bool, bool, &'a str)> {
    let alike = if equal == "=" { "=~" } else { "|~" };
    let all = [
        ("!=", true, false),
        ("!~", true, true),
        (alike, false, true),
        (equal, false, false),
    ];
    all.into_iter()
        .find_map(|(sign, negated, regex)| Some((negated, regex, text.strip_prefix(sign)?)))
}

/// A text in quotes or, without escapes, in backticks; and the rest.
fn string(text: &str) -> Option<(String, &str)> {
    if let Some(text) = text.strip_prefix('`') {
        let (value, rest) = text.split_once('`')?;
        return Some((value.to_owned(), rest));
    }
    let mut chars = text.strip_prefix('"')?.char_indices();
    let mut value = String::new();
    loop {
        match chars.next()?.1 {
            '"' => return Some((value, chars.as_str())),
            '\\' => value.push(match chars.next()?.1 {
                'n' => '\n',
                't' => '\t',
                other => other,
            }),
            other => value.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_and_filters_of_lines_are_accepted() {
        for (text, conditions) in [
            (r#"{entity_type="function"}"#, 1),
            (r#" { entity_type = "function" , scope_name!="x" } "#, 2),
            (r#"{entity_type=~"fun.*"} |= "a" != "b" |~ "c+" !~ `d"`"#, 5),
            (r#"{unknown="x"} |= "with \"quotes\"""#, 2),
        ] {
            assert_eq!(parse(text).map(|all| all.len()), Some(conditions), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "{}",
            "entity_type",
            r#"{entity_type="function""#,
            r#"{entity_type="function} |= x"#,
            r#"{entity_type="function"} | json"#,
            r#"{entity_type="function"} |= x"#,
            r#"{entity_type=~"("}"#,
            r#"rate({entity_type="function"}[5m])"#,
            r#"{entity_type="function",}"#,
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
