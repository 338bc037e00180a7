//! The `[[rules]]` of the configuration: what is read-only, not to be woken, or production.

use super::{
    settings::{quoted, truth},
    suggest::nearest,
};
use crate::core::guard::Rule;
use std::{fmt::Write, ops::Range};
use toml::de::DeValue;

/// What can stand in a rule.
const WORDS: [&str; 6] = [
    "profile",
    "project",
    "branch",
    "read_only",
    "no_wake",
    "prod",
];

/// Reads a rule; else says where and what is wrong.
pub fn read(value: &DeValue<'_>, line: usize) -> Result<Rule, (Option<Range<usize>>, String)> {
    let DeValue::Table(table) = value else {
        return Err((None, "a rule is a table, as in [[rules]]".to_owned()));
    };
    let mut rule = Rule {
        line,
        ..Rule::default()
    };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let wrong = |expected: &str| (Some(value.span()), format!("{name} must be {expected}"));
        let text = || {
            let text = value.get_ref().as_str().filter(|text| !text.is_empty());
            text.map(|text| Some(text.to_owned()))
                .ok_or_else(|| wrong("a name, in which * stands for anything"))
        };
        let flag = || truth(value.get_ref()).map_err(wrong);
        match name {
            "profile" => rule.profile = text()?,
            "project" => rule.project = text()?,
            "branch" => rule.branch = text()?,
            "read_only" => rule.read_only = flag()?,
            "no_wake" => rule.no_wake = flag()?,
            "prod" => rule.prod = flag()?,
            other => {
                let hint = nearest(other, WORDS)
                    .map_or_else(String::new, |near| format!(", did you mean \"{near}\"?"));
                let text = format!("a rule has no \"{other}\"{hint}");
                return Err((Some(key.span()), text));
            }
        }
    }
    if !(rule.read_only || rule.no_wake || rule.prod) {
        let text = "a rule says read_only, no_wake or prod = true".to_owned();
        return Err((None, text));
    }
    Ok(rule)
}

/// Writes a rule as it is read.
pub fn print(text: &mut String, rule: &Rule) {
    text.push_str("\n[[rules]]\n");
    for (name, value) in [
        ("profile", &rule.profile),
        ("project", &rule.project),
        ("branch", &rule.branch),
    ] {
        if let Some(value) = value {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{name} = {}", quoted(value));
        }
    }
    for (name, on) in [
        ("read_only", rule.read_only),
        ("no_wake", rule.no_wake),
        ("prod", rule.prod),
    ] {
        if on {
            let _ = writeln!(text, "{name} = true");
        }
    }
}
