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
use std::fmt::Write;
use toml::de::{DeTable, DeValue};

/// The fields of a rule.
pub const FIELDS: [&str; 6] = [
    "profile",
    "project",
    "branch",
    "read_only",
    "no_wake",
    "prod",
];

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
                let hint = did_you_mean(other, FIELDS);
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
        let scope = ["profile", "project", "branch"];
        if !one.any() && !scope.contains(&name) {
            let near = nearest(name, FIELDS).filter(|near| scope.contains(near));
            let text = value.get_ref().as_str().is_some();
            if near.is_none() || !text {
                return Protections::ALL;
            }
        }
    }
    if says { hides } else { Protections::ALL }
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
