//! The `[[rules]]` of the configuration: what is read-only, no-wake, or production.

use super::{
    mistake::Mistake,
    protections,
    value::{boolean, quoted},
};
use crate::{
    neon::policy::{Protections, Rule},
    ui::did_you_mean::{did_you_mean, nearest},
};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use toml::de::{DeTable, DeValue};

/// What a rule matches, and what that is.
const SCOPES: [(&str, &str); 3] = [
    (
        "profile",
        "the profiles of the Neon CLI that the rule is about",
    ),
    (
        "project",
        "the projects that the rule is about, by name or id",
    ),
    (
        "branch",
        "the branches that the rule is about, by name or id",
    ),
];
/// What a rule sets, and what that does.
const FLAGS: [(&str, &str); 3] = [
    ("read_only", "refuse all changes there"),
    ("no_wake", "refuse actions that wake a compute there"),
    ("prod", "mark as production: every edit asks first"),
];

/// The fields of a rule.
pub fn fields() -> impl Iterator<Item = &'static str> {
    SCOPES.into_iter().chain(FLAGS).map(|(name, _)| name)
}

/// The requirement for names in a rule.
const A_NAME: &str = "must be a name, in which * stands for anything";
/// Characters with a meaning in the patterns of other programs: a rule with one would match, and so protect, nothing. A
/// name that really contains one is written with * in its place, or as an id.
const OTHER_PATTERNS: [char; 9] = ['?', '[', ']', '{', '}', '^', '$', '|', '\\'];

/// Parses a rule. A mistake drops the whole rule.
pub fn read(value: &DeValue<'_>, line: usize) -> Result<Rule, Mistake> {
    let DeValue::Table(table) = value else {
        return Err(Mistake {
            at: None,
            text: "a rule is a table, as in [[rules]]".to_owned(),
            hides: Protections::ALL,
        });
    };
    let hides = hidden_by(table);
    let mut rule = Rule {
        line,
        ..Rule::default()
    };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let wrong = |text: String| Mistake {
            at: Some(value.span()),
            text,
            hides,
        };
        let pattern = || match value.get_ref().as_str() {
            Some(text) if text.trim().is_empty() => Err(wrong(format!("{name} {A_NAME}"))),
            Some(text) => match text.chars().find(|c| OTHER_PATTERNS.contains(c)) {
                Some(c) => Err(wrong(format!("{name} {A_NAME}, and \"{c}\" nothing"))),
                None => Ok(Some(text.to_owned())),
            },
            None => Err(wrong(format!("{name} {A_NAME}"))),
        };
        let flag = || {
            boolean(value.get_ref()).map_err(|expected| wrong(format!("{name} must be {expected}")))
        };
        match name {
            "profile" => rule.profile = pattern()?,
            "project" => rule.project = pattern()?,
            "branch" => rule.branch = pattern()?,
            "read_only" => rule.read_only = flag()?,
            "no_wake" => rule.no_wake = flag()?,
            "prod" => rule.prod = flag()?,
            other => {
                let hint = did_you_mean(other, fields());
                return Err(Mistake {
                    at: Some(key.span()),
                    text: format!("a rule has no \"{other}\"{hint}"),
                    hides,
                });
            }
        }
    }
    if !(rule.read_only || rule.no_wake || rule.prod) {
        return Err(Mistake {
            at: None,
            text: "a rule says read_only, no_wake or prod = true".to_owned(),
            hides,
        });
    }
    Ok(rule)
}

/// The protections that an invalid rule may mean: all that it names and does not clearly switch off, or all protections
/// if it names none or contains an unknown name.
fn hidden_by(table: &DeTable<'_>) -> Protections {
    let mut hides = Protections::NONE;
    let mut says = false;
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let one = protections::of(name);
        says |= one.any();
        if one.any() && value.get_ref().as_bool() != Some(false) {
            hides = hides.or(one);
        }
        let is_scope = |name: &str| SCOPES.iter().any(|(scope, _)| *scope == name);
        if !one.any() && !is_scope(name) {
            let near = nearest(name, fields()).filter(|near| is_scope(near));
            let text = value.get_ref().as_str().is_some();
            if near.is_none() || !text {
                return Protections::ALL;
            }
        }
    }
    if says { hides } else { Protections::ALL }
}

/// What an editor is told about the rules.
pub fn schema() -> Value {
    let not: String = OTHER_PATTERNS.iter().map(|c| format!("\\{c}")).collect();
    let name = |help: &str| {
        json!({"description": format!("{help}; * stands for anything"), "allOf": [
            {"type": "string", "pattern": "\\S"}, {"pattern": format!("^[^{not}]*$")},
        ]})
    };
    let flag = |help| json!({"description": help, "type": "boolean", "default": false});
    let on =
        FLAGS.map(|(flag, _)| json!({"properties": {flag: {"const": true}}, "required": [flag]}));
    let scopes = SCOPES.map(|(scope, help)| (scope.to_owned(), name(help)));
    let flags = FLAGS.map(|(name, help)| (name.to_owned(), flag(help)));
    let properties: Map<String, Value> = scopes.into_iter().chain(flags).collect();
    json!({"type": "array", "items": {
        "type": "object", "properties": properties, "additionalProperties": false, "anyOf": on,
    }})
}

/// Writes a rule in the form in which it is parsed.
pub fn print(text: &mut String, rule: &Rule) {
    text.push_str("\n[[rules]]\n");
    for (name, value) in [
        ("profile", &rule.profile),
        ("project", &rule.project),
        ("branch", &rule.branch),
    ] {
        if let Some(value) = value {
            // Writing to a string cannot fail.
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
