//! A form as text: its fields as YAML with what they mean, for the user's editor, and back.
//!
//! The text is made of the form's own rows, and what comes back goes into its drafts: what is
//! wrong, what changes and what is sent is judged by the form as if it had been typed there. A text
//! that cannot be read is kept and offered again, with the reason at its top.

use super::{Draft, Form, Message, Status, keys::top};
use crate::{
    core::{
        action::{Action, Ready},
        child::{Child, ChildEnd, ChildFile, Errand, Left},
        dialog::{Dialog, DialogId},
        effect::{CopyText, Effect},
        model::Model,
        target::Target,
    },
    resource::edit::{self, Offer, Shown},
};
use std::fmt::Write;
use tui_input::Input;
use yaml_rust2::{Yaml, YamlLoader};

/// The widest that notes get.
const WIDEST: usize = 96;
/// The days as they are written, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Whether the row has something that can be edited as text.
pub fn edit_text_ready(model: &Model) -> Ready {
    match model.selected() {
        Some(Target::Project(_) | Target::Endpoint(..) | Target::Database(..)) => Ready::Yes,
        Some(Target::Branch(..)) => super::branch_ready(model),
        Some(Target::Role(..)) => Ready::no("nothing of a role can be edited"),
        Some(
            Target::Org(_)
            | Target::Shared
            | Target::DeletedBranch(..)
            | Target::Share(..)
            | Target::Account
            | Target::ApiKey(..)
            | Target::Member(..)
            | Target::Invitation(..)
            | Target::Spending(..)
            | Target::Snapshot(..)
            | Target::Schedule(..)
            | Target::More(_),
        )
        | None => Ready::Hidden,
    }
}

/// Opens the form of the row, and its text in the editor.
pub fn edit_text(model: &mut Model) -> Vec<Effect> {
    let mut effects = match model.selected() {
        Some(Target::Project(_)) => super::edit_project(model),
        Some(Target::Branch(..)) => super::edit_branch(model),
        Some(Target::Endpoint(..)) => super::edit_compute(model),
        Some(Target::Database(..)) => super::edit_database(model),
        _ => return Vec::new(),
    };
    let key = model.keymap.name(Action::FormText);
    match top(model) {
        Some(form) if form.status == Status::Editing => effects.extend(open(model)),
        Some(form) => {
            let text = format!("loading; once it is there {key} opens it as text");
            form.message = Some(Message { text, bad: false });
        }
        None => {}
    }
    effects
}

/// Opens the text of the form in the editor: the one that could not be taken over, if there is one.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(words) = model.session.programs.editor.clone() else {
        return model.say_bad(
            "no editor is known: set $VISUAL or $EDITOR, or editor = \"…\" in config.toml",
        );
    };
    let Some(id) = model.dialogs.top_id() else {
        return Vec::new();
    };
    let Some(form) = top(model).filter(|form| form.status == Status::Editing) else {
        return model.say("it cannot be edited now");
    };
    form.leave();
    let text = form.kept.clone().unwrap_or_else(|| write(form));
    let child = Child {
        errand: Errand::Form(id),
        words,
        settings: Vec::new(),
        file: Some(ChildFile {
            ending: ".yaml",
            text: CopyText::Plain(text),
        }),
        greeting: format!("{}: save and leave the editor to come back", form.name),
        linger: false,
    };
    vec![Effect::Spawn(Box::new(child))]
}

/// The editor has ended: what it left goes into the form, or is kept with the reason why not.
pub fn edited(
    model: &mut Model,
    id: DialogId,
    name: &str,
    end: &ChildEnd,
    left: Left,
) -> Vec<Effect> {
    let key = model.keymap.name(Action::FormText);
    let Some(Dialog::Form(form)) = model.dialogs.get_mut(id) else {
        return model.say_bad("the form is gone: nothing was changed");
    };
    let how = match end {
        ChildEnd::Exited(0) => None,
        ChildEnd::Exited(status) => Some(format!("{name} ended with status {status}")),
        ChildEnd::Killed(signal) => Some(format!("{name} was ended by signal {signal}")),
        ChildEnd::Missing => Some(format!("{name} is not installed here")),
        ChildEnd::NotStarted(why) => Some(format!("{name} could not be started: {why}")),
    };
    let read = match (how, &left) {
        (how, Left::Unreadable { why, path }) => {
            let how = how.map_or_else(String::new, |how| format!("{how}, and "));
            Err(format!("{how}{why}; what the editor has left is in {path}"))
        }
        (Some(how), _) => Err(how),
        (None, Left::Nothing) => Err("the file of the text is gone".to_owned()),
        (None, Left::Text(text)) => form.read(text),
    };
    match read {
        Ok(()) => {
            form.kept = None;
            form.message = None;
            form.judge("");
        }
        Err(why) => {
            if let Left::Text(text) = left {
                form.kept = Some(with_reason(&text, &why));
            }
            let again = if form.kept.is_some() {
                format!("{key} opens it again")
            } else {
                format!("{key} tries again")
            };
            let text = format!("nothing taken over, {again}: {why}");
            form.message = Some(Message { text, bad: true });
        }
    }
    Vec::new()
}

/// The text with a reason at its top, in the place of an older one.
fn with_reason(text: &str, why: &str) -> String {
    let rest: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("#!"))
        .collect();
    format!("#! {why}\n{}\n", rest.join("\n"))
}

/// The form as text.
fn write(form: &Form) -> String {
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
            // Writing to a text cannot fail.
            let _ = writeln!(text, "\n# ── {group} ──");
        }
        text.push('\n');
        note(&mut text, &format!("{}: {}", row.label, row.help));
        if let Shown::Locked(why) = &field.shown {
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

/// What a field is called: YAML keeps the sign of fields that are never sent for itself.
fn key(row: &edit::Edit) -> &'static str {
    row.path.trim_start_matches('@')
}

/// Adds a note, in lines that an editor of usual width shows whole.
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

/// What can stand in a field, where that is a list.
fn choices(input: edit::Input, offers: &[Offer]) -> Option<String> {
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

fn plain(value: edit::Plain) -> String {
    match value {
        edit::Plain::Flag(flag) => flag.to_string(),
        edit::Plain::Word(word) => word.to_owned(),
    }
}

/// The value of a field as text.
enum Written {
    Nothing,
    One(String),
    Many(Vec<String>),
}

fn written(draft: &Draft, input: edit::Input, offers: &[Offer]) -> Written {
    match (draft, input) {
        (Draft::Text(input) | Draft::Amount { input, .. }, _) => {
            Written::One(input.value().to_owned())
        }
        (Draft::Choice(at), edit::Input::Choice(picks)) => {
            let pick = at.and_then(|at| picks.get(at));
            Written::One(pick.map_or_else(String::new, |pick| plain(pick.value)))
        }
        (Draft::Pick { value, .. }, _) => {
            let offer = offers.iter().find(|offer| offer.value == *value);
            Written::One(offer.map_or(value, |offer| &offer.label).clone())
        }
        (Draft::List { .. }, _) => Written::Many(draft.lines()),
        (Draft::Libraries { chosen, .. }, _) => Written::Many(chosen.clone()),
        (Draft::Weekdays { days, .. }, _) => {
            let marked = DAYS.iter().zip(days).filter(|(_, marked)| **marked);
            Written::Many(marked.map(|(day, _)| (*day).to_owned()).collect())
        }
        (Draft::Choice(_) | Draft::Note, _) => Written::Nothing,
    }
}

/// A text as YAML: plain where nobody could misread it, else in quotes.
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
    let letters = text.starts_with(|c: char| c.is_ascii_alphabetic()) && !reserved;
    let simple = text.trim() == text && text.chars().all(word) && (letters || amount);
    if simple || number || fraction || ["true", "false"].contains(&text) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

impl Form {
    /// Takes over a text: all of it, or nothing.
    fn read(&mut self, text: &str) -> Result<(), String> {
        let documents = YamlLoader::load_from_str(text).map_err(|error| {
            let line = error.marker().line();
            format!("line {line} is no YAML ({})", error.info())
        })?;
        let fields = match documents.into_iter().next() {
            Some(Yaml::Hash(fields)) => fields,
            None | Some(Yaml::Null | Yaml::BadValue) => return Ok(()),
            Some(_) => return Err("the text must be lines of the form name: value".to_owned()),
        };
        let mut drafts = Vec::new();
        for (name, value) in fields {
            let path = name.as_str().unwrap_or_default().to_owned();
            let field = self.fields.iter().position(|field| key(field.edit) == path);
            let Some((at, field)) = field.and_then(|at| Some((at, self.fields.get(at)?))) else {
                return Err(format!("there is no field {path:?} here"));
            };
            if let Shown::Locked(why) = &field.shown {
                return Err(format!("{path} cannot be changed: {why}"));
            }
            let row = field.edit;
            let offers = self.about.offers(row.path);
            let draft = draft(&field.draft, row.input, offers, &value);
            drafts.push((at, draft.map_err(|why| format!("{path}: {why}"))?));
        }
        for (at, draft) in drafts {
            if let Some(field) = self.fields.get_mut(at) {
                field.draft = draft;
            }
        }
        Ok(())
    }
}

/// A value of the text as what the user has made of the field.
fn draft(old: &Draft, input: edit::Input, offers: &[Offer], value: &Yaml) -> Result<Draft, String> {
    Ok(match (old, input) {
        (Draft::Text(_), _) => Draft::Text(Input::new(one(value)?)),
        (Draft::Amount { .. }, _) => Draft::Amount {
            input: Input::new(one(value)?),
            typing: true,
        },
        (Draft::Choice(_), edit::Input::Choice(picks)) => {
            let text = one(value)?;
            let named = |pick: &edit::Pick| plain(pick.value) == text || pick.label == text;
            let at = picks.iter().position(named);
            let none = text.is_empty().then_some(Draft::Choice(None));
            match (at, none) {
                (Some(at), _) => Draft::Choice(Some(at)),
                (None, Some(none)) => none,
                (None, None) => return Err(no_choice(&text, input, offers)),
            }
        }
        (Draft::Pick { .. }, _) => {
            let text = one(value)?;
            let named = |offer: &&Offer| offer.label == text || offer.value == text;
            let offer = offers.iter().find(named);
            let offer = offer.ok_or_else(|| no_choice(&text, input, offers))?;
            Draft::Pick {
                value: offer.value.clone(),
                typed: String::new(),
            }
        }
        (Draft::List { split, .. }, _) => {
            let entries: Vec<String> = many(value)?.iter().flat_map(|text| split(text)).collect();
            Draft::List {
                at: 0,
                input: Input::new(entries.first().cloned().unwrap_or_default()),
                entries,
                split: *split,
            }
        }
        (Draft::Libraries { .. }, _) => Draft::Libraries {
            chosen: many(value)?,
            at: 0,
        },
        (Draft::Weekdays { .. }, _) => {
            let mut days = [false; 7];
            for text in many(value)? {
                let short: String = text.to_lowercase().chars().take(3).collect();
                let found = DAYS.iter().zip(&mut days).find(|(day, _)| **day == short);
                *found.ok_or_else(|| no_choice(&text, input, offers))?.1 = true;
            }
            Draft::Weekdays { days, at: 0 }
        }
        (Draft::Choice(_) | Draft::Note, _) => return Err("it cannot be changed".to_owned()),
    })
}

fn no_choice(text: &str, input: edit::Input, offers: &[Offer]) -> String {
    let all = choices(input, offers).unwrap_or_default();
    format!("{text:?} is none of {all}")
}

/// A single value as text.
fn one(value: &Yaml) -> Result<String, String> {
    match value {
        Yaml::String(text) | Yaml::Real(text) => Ok(text.clone()),
        Yaml::Integer(number) => Ok(number.to_string()),
        Yaml::Boolean(flag) => Ok(flag.to_string()),
        Yaml::Null => Ok(String::new()),
        Yaml::Array(_) | Yaml::Hash(_) | Yaml::Alias(_) | Yaml::BadValue => {
            Err("one value is expected".to_owned())
        }
    }
}

/// A list of values as texts.
fn many(value: &Yaml) -> Result<Vec<String>, String> {
    match value {
        Yaml::Array(items) => items.iter().map(one).collect(),
        Yaml::Null => Ok(Vec::new()),
        _ => Err("a list is expected, a line with - for each entry".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "5 min",
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

    #[test]
    fn a_reason_takes_the_place_of_the_one_before() {
        let once = with_reason("# note\na: 1\n", "first");
        assert_eq!(with_reason(&once, "second"), "#! second\n# note\na: 1\n");
    }
}
