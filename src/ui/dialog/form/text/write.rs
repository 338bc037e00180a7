//! Writes a form as YAML, with notes on every field.

use super::super::Form;
use crate::{
    kinds::{
        edit::{self, Offer},
        units::duration,
    },
    ui::dialog::form::field_state::FieldState,
};
use std::fmt::Write;

/// The maximum width of notes.
const WIDEST: usize = 96;
/// The names of the days, Monday first.
pub(crate) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Writes the form as text.
pub(crate) fn form(form: &Form) -> String {
    let mut text = format!(
        "# {}\n# Save and leave the editor to come back to the form; it shows what changes and asks\n\
         # before anything is sent. Lines that begin with # are notes; a line that is taken out\n\
         # changes nothing.\n",
        form.title.join(", ")
    );
    let mut group = "";
    for (_, field) in form.visible() {
        let row = field.edit;
        if row.group != group && !row.group.is_empty() {
            group = row.group;
            // Writing to a string cannot fail.
            let _ = writeln!(text, "\n# ── {group} ──");
        }
        text.push('\n');
        note(&mut text, &format!("{}: {}", row.label, row.help));
        if let Some(why) = field.shown.why_locked() {
            note(&mut text, &format!("cannot be changed: {why}"));
            continue;
        }
        if let Some(choices) = choices(row.input, form.about.offers(row.path)) {
            note(&mut text, &format!("one of: {choices}"));
        }
        if let Some(problem) = &field.problem {
            let _ = writeln!(text, "#! {}", problem.text);
        }
        match written(&field.draft, row.input, form.about.offers(row.path)) {
            Written::Nothing => {}
            Written::One(value) => {
                let _ = writeln!(text, "{}: {}", key(row), scalar(&value));
            }
            Written::Many(values) if values.is_empty() => {
                let _ = writeln!(text, "{}: []", key(row));
            }
            Written::Many(values) => {
                let _ = writeln!(text, "{}:", key(row));
                for value in values {
                    let _ = writeln!(text, "  - {}", scalar(&value));
                }
            }
        }
    }
    text
}

/// The name of a field, without the `@` of fields that are never sent: YAML reserves that sign.
pub(crate) fn key(row: &edit::FieldEdit) -> &'static str {
    row.path.trim_start_matches('@')
}

/// Adds a note, wrapped to fit an editor of usual width.
fn note(text: &mut String, note: &str) {
    let mut width = WIDEST;
    for word in note.split_whitespace() {
        let length = word.chars().count() + 1;
        if width + length > WIDEST {
            if !text.ends_with('\n') {
                text.push('\n');
            }
            text.push('#');
            width = 1;
        }
        text.push(' ');
        text.push_str(word);
        width += length;
    }
    text.push('\n');
}

/// The values to choose from in a field, if it has a list of them.
pub(crate) fn choices(input: edit::Input, offers: &[Offer]) -> Option<String> {
    let all: Vec<String> = match input {
        edit::Input::Choice(picks) => {
            let pick = |pick: &edit::Pick| format!("{} ({})", plain(pick.value), pick.label);
            picks.iter().map(pick).collect()
        }
        edit::Input::Pick => {
            let able = offers.iter().filter(|offer| offer.why_not.is_none());
            able.map(|offer| offer.label.clone()).collect()
        }
        edit::Input::Weekdays => DAYS.map(str::to_owned).to_vec(),
        _ => return None,
    };
    Some(all.join(", "))
}

pub(crate) fn plain(value: edit::Scalar) -> String {
    match value {
        edit::Scalar::Flag(flag) => flag.to_string(),
        edit::Scalar::Word(word) => word.to_owned(),
    }
}

/// The value of a field as text.
enum Written {
    Nothing,
    One(String),
    Many(Vec<String>),
}

fn written(draft: &FieldState, input: edit::Input, offers: &[Offer]) -> Written {
    match (draft, input) {
        (_, edit::Input::Secret { .. }) => Written::Nothing,
        (FieldState::Text(input) | FieldState::Amount(input), _) => {
            Written::One(input.value().to_owned())
        }
        (FieldState::Choice(at), edit::Input::Choice(picks)) => {
            let pick = at.and_then(|at| picks.get(at));
            Written::One(pick.map_or_else(String::new, |pick| plain(pick.value)))
        }
        (FieldState::Pick { value, .. }, _) => {
            let offer = offers.iter().find(|offer| offer.value == *value);
            Written::One(offer.map_or(value, |offer| &offer.label).clone())
        }
        (FieldState::List { .. }, _) => Written::Many(draft.lines()),
        (FieldState::Libraries { chosen, .. }, _) => Written::Many(chosen.clone()),
        (FieldState::Weekdays { days, .. }, _) => {
            let marked = DAYS.iter().zip(days).filter(|(_, marked)| **marked);
            Written::Many(marked.map(|(day, _)| (*day).to_owned()).collect())
        }
        (FieldState::Choice(_) | FieldState::Note, _) => Written::Nothing,
    }
}

/// A text as YAML: plain if it is unambiguous, else quoted.
fn scalar(text: &str) -> String {
    let word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '+');
    let number = text.parse::<f64>().is_ok() && !text.starts_with(['0', '+']) || text == "0";
    let fraction = text.starts_with("0.") && text.parse::<f64>().is_ok();
    let special = [
        "true", "false", "null", "yes", "no", "on", "off", "nan", "inf",
    ];
    let reserved = special.contains(&text.to_ascii_lowercase().as_str());
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let amount = begins
        && text
            .split_once(' ')
            .is_some_and(|(n, _)| n.parse::<f64>().is_ok());
    let amount = amount || duration::read(text, None).is_some();
    let letters = text.starts_with(|c: char| c.is_ascii_alphabetic()) && !reserved;
    let simple = text.trim() == text && text.chars().all(word) && (letters || amount);
    if simple || number || fraction || ["true", "false"].contains(&text) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::read::{many, one},
        *,
    };
    use yaml_rust2::YamlLoader;

    #[test]
    fn what_is_written_is_read_as_the_same_text() {
        let texts = [
            "",
            "main",
            "true",
            "TRUE",
            "no",
            "null",
            "~",
            "0",
            "007",
            "1e3",
            "0x10",
            "5m",
            "0.25",
            "2",
            "a: b",
            "# x",
            "'q'",
            "\"q\"",
            " lead",
            "trail ",
            "- x",
            "10.0.0.0/8",
            "fe80::1/64",
            "ünï",
            "a\tb",
            "{x}",
            "[x]",
            "*a",
            "&a",
            "!t",
            "work_mem = 4MB",
            "2026-11-21",
            "1_000",
        ];
        for text in texts {
            let yaml = format!("key: {}\nlist:\n  - {}\n", scalar(text), scalar(text));
            let document = YamlLoader::load_from_str(&yaml).unwrap().remove(0);
            assert_eq!(one(&document["key"]).unwrap(), text, "{yaml}");
            assert_eq!(many(&document["list"]).unwrap(), [text], "{yaml}");
        }
    }
}
