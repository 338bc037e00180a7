//! Completing the name or the value of a field while a filter is typed.

use super::{changed, is_of_activity, state::Completion};
use crate::{
    kinds::{
        Value,
        field_name::{FieldName, typed},
        matching::folded,
        natural,
    },
    neon::Neon,
    store::target::Target,
    ui::{
        activity,
        browser::Browser,
        filter_query::Fields,
        row_fields::{OperationFields, TableFields, TreeFields},
        table::list::{Pages, Source},
    },
};
use std::collections::BTreeSet;
use tui_input::Input;

/// The most values that are offered.
const MOST: usize = 200;

/// Completes the word before the caret as far as it is clear, then steps through what else it can become.
pub fn complete(browser: &mut Browser, neon: &mut Neon) {
    let Some(filter) = browser.filter().filter(|filter| filter.typing) else {
        return;
    };
    let input = filter.input.clone();
    let completion = match &filter.completion {
        Some(begun) if !begun.names.is_empty() => Some(next(begun)),
        // The names are awaited.
        Some(_) => return,
        None => begin(&input, browser, neon),
    };
    let (completion, word) = match completion {
        Some(Ok(found)) => found,
        Some(Err(why)) => return neon.say(why),
        None => return,
    };
    if let Some(filter) = browser.filter_mut() {
        let (before, after) = &completion.around;
        let caret = before.chars().count() + word.chars().count();
        filter.input = Input::new(format!("{before}{word}{after}")).with_cursor(caret);
        filter.recalled = None;
        let is_more = completion.names.len() > 1 || completion.asked.is_some();
        filter.completion = Some(completion).filter(|_| is_more);
    }
    changed(browser, neon);
}

/// Completes the word again with what Neon has told, unless another key has been pressed since.
pub fn answered(browser: &mut Browser, neon: &mut Neon) {
    let Some(filter) = browser.filter_mut() else {
        return;
    };
    let asked = filter
        .completion
        .as_mut()
        .and_then(|begun| begun.asked.take());
    if let Some(input) = asked {
        filter.input = input;
        filter.completion = None;
        complete(browser, neon);
    }
}

/// Calls a function with the fields that can be compared in what the filter is about.
fn with_fields<T>(browser: &Browser, neon: &Neon, call: impl FnOnce(&dyn Fields) -> T) -> T {
    if is_of_activity(browser) {
        return call(&OperationFields(activity::words::COLUMNS));
    }
    let Some(table) = &browser.table else {
        return call(&TreeFields(neon));
    };
    let lines = (table.shown().rows)(browser, neon, &table.of);
    call(&TableFields {
        neon,
        columns: table.shown().columns,
        rows: lines.iter().map(|line| &line.target).collect(),
    })
}

/// A part of the text that can be completed: the name of a field, or a value that a field is compared with.
#[derive(Debug, PartialEq, Eq)]
struct Word<'t> {
    before: &'t str,
    text: &'t str,
    after: &'t str,
    /// The field whose value it is.
    field: Option<&'t str>,
}

impl<'t> Word<'t> {
    fn around(&self) -> (String, String) {
        (self.before.to_owned(), self.after.to_owned())
    }

    fn before_caret(input: &'t Input) -> Option<Self> {
        let text = input.value();
        let caret = text.char_indices().nth(input.cursor());
        let (until, after) = text.split_at_checked(caret.map_or(text.len(), |(at, _)| at))?;
        let begin = until.rfind(' ').map_or(0, |at| at + 1);
        let (_, term) = until.split_at_checked(begin)?;
        let term = term.trim_start_matches('!');
        let (field, text) = match term.split_once([':', '=']) {
            Some((field, text)) => {
                let field = field.trim_end_matches(['!', '<', '>']);
                (Some(field), text.trim_start_matches('='))
            }
            None => (None, term),
        };
        Some(Self {
            before: until.strip_suffix(text)?,
            text,
            after,
            field,
        })
    }
}

/// What the word becomes, or why it stays as it is.
type Completed = Result<(Completion, String), &'static str>;

fn begin(input: &Input, browser: &Browser, neon: &mut Neon) -> Option<Completed> {
    let word = Word::before_caret(input)?;
    Some(match word.field {
        Some(field) => {
            let asked = ask(browser, neon, field).then(|| input.clone());
            let mut known = with_fields(browser, neon, |fields| values(fields, field));
            known.extend(told(browser, neon, field));
            known.sort_by(|one, other| natural::compare(one, other));
            known.dedup();
            match completed(&word, like(&word, known)) {
                Some((completion, text)) => Ok((
                    Completion {
                        asked,
                        ..completion
                    },
                    text,
                )),
                None if asked.is_some() => {
                    let (around, text) = (word.around(), word.text.to_owned());
                    let completion = Completion {
                        around,
                        asked,
                        ..Completion::default()
                    };
                    Ok((completion, text))
                }
                None => Err("no value begins like this"),
            }
        }
        None => {
            let names = with_fields(browser, neon, |fields| fields.names());
            completed(&word, common_names(&word, names)).ok_or("no field begins like this")
        }
    })
}

/// The pages of the list that the filter is about, if it loads them itself.
fn pages(browser: &Browser) -> Option<(&'static dyn Pages, &Target)> {
    let table = browser
        .table
        .as_ref()
        .filter(|_| !is_of_activity(browser))?;
    match table.shown().source {
        Source::Own(pages) => Some((pages, &table.of)),
        _ => None,
    }
}

/// Asks Neon for the values of a field. Returns whether an answer is awaited.
fn ask(browser: &Browser, neon: &mut Neon, field: &str) -> bool {
    let pages = pages(browser);
    pages.is_some_and(|(pages, of)| pages.ask_values(neon, of, &FieldName::new(field)))
}

/// The values of a field that Neon has told.
fn told(browser: &Browser, neon: &Neon, field: &str) -> Vec<String> {
    let Some((pages, of)) = pages(browser) else {
        return Vec::new();
    };
    let mut told = pages.values(neon, of, &FieldName::new(field));
    told.retain(|word| is_one(word));
    told
}

/// The values of a field that can be typed, each once.
fn values(fields: &dyn Fields, field: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    fields.visit(&FieldName::new(field), &mut |value| {
        known.extend(words(value));
        known.len() >= MOST
    });
    known.into_iter().collect()
}

/// How a value is written in a filter; nothing for what has a size or blanks in it.
fn words(value: &Value) -> Vec<String> {
    let first = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
    let words = match value {
        Value::Text(text) | Value::Id(text) => vec![text.clone()],
        Value::List(texts) => texts.clone(),
        Value::Word(word) => vec![first(word)],
        Value::State(state) => vec![first(state.word)],
        Value::Flag(flag) => vec![if *flag { "yes" } else { "no" }.to_owned()],
        Value::Missing
        | Value::Unreadable
        | Value::Unread
        | Value::Count(_)
        | Value::Bytes(_)
        | Value::Seconds(_)
        | Value::ComputeSeconds(_)
        | Value::Dollars(_)
        | Value::Time(_)
        | Value::Until(_)
        | Value::Size { .. } => vec![],
    };
    words.into_iter().filter(|word| is_one(word)).collect()
}

/// Whether it is one word, as filters need it.
fn is_one(word: &str) -> bool {
    !word.is_empty() && !word.contains(char::is_whitespace)
}

/// The names or values that begin like the word.
fn like(word: &Word<'_>, mut all: Vec<String>) -> Vec<String> {
    let wanted = folded(word.text);
    all.retain(|one| folded(one).starts_with(&wanted) || typed(one).starts_with(&wanted));
    all
}

/// The names that begin like the word. The API's own names are for those who type them.
fn common_names(word: &Word<'_>, names: Vec<String>) -> Vec<String> {
    let mut names = like(word, names);
    let is_word = |name: &String| !name.contains(['_', '.']);
    if !word.text.contains(['_', '.']) && names.iter().any(is_word) {
        names.retain(is_word);
    }
    names
}

/// Completes the word to one of these, which begin like it, as far as it is clear.
fn completed(word: &Word<'_>, names: Vec<String>) -> Option<(Completion, String)> {
    let first = names.first()?;
    let is_common = |end: &usize| {
        let common = first.get(..*end);
        common.is_some_and(|common| names.iter().all(|name| name.starts_with(common)))
    };
    let common = (0..=first.len()).rev().find(is_common).unwrap_or(0);
    let text = first.get(..common).unwrap_or_default().to_owned();
    let text = match (text.len() < word.text.len(), word.field) {
        (false, _) => text,
        (true, Some(_)) => word.text.to_owned(),
        (true, None) => folded(word.text),
    };
    let at = names.iter().position(|name| *name == text);
    let completion = Completion {
        around: word.around(),
        names,
        at,
        asked: None,
    };
    Some((completion, text))
}

fn next(begun: &Completion) -> Completed {
    let at = begun.at.map_or(0, |at| at + 1) % begun.names.len().max(1);
    let word = begun.names.get(at).cloned().unwrap_or_default();
    let at = Some(at);
    Ok((
        Completion {
            at,
            asked: None,
            ..begun.clone()
        },
        word,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        let names = ["state", "storage", "size", "cu-h", "compute_time_seconds"];
        names.map(str::to_owned).to_vec()
    }

    fn of_name(input: &Input) -> Option<(Completion, String)> {
        let word = Word::before_caret(input)?;
        completed(&word, common_names(&word, names()))
    }

    #[test]
    fn what_follows_a_field_is_its_value() {
        for (text, field, value) in [
            ("state:id", Some("state"), "id"),
            ("a !state=id", Some("state"), "id"),
            ("state!=", Some("state"), ""),
            ("state==i", Some("state"), "i"),
            ("size>=i", Some("size"), "i"),
            ("link:http://a", Some("link"), "http://a"),
            ("!sta", None, "sta"),
            ("size>1 st", None, "st"),
        ] {
            let input = Input::new(text.to_owned());
            let word = Word::before_caret(&input).unwrap();
            assert_eq!((word.field, word.text), (field, value), "{text}");
            assert_eq!(format!("{}{value}", word.before), text);
        }
    }

    #[test]
    fn a_word_is_completed_as_far_as_it_is_clear() {
        for (text, completed, count) in [
            ("cu", Some("cu-h"), 1),
            ("idle !St", Some("idle !st"), 2),
            ("sto", Some("storage"), 1),
            ("compute_", Some("compute_time_seconds"), 1),
            ("", Some(""), 4),
            ("x", None, 0),
        ] {
            let input = Input::new(text.to_owned());
            let found = of_name(&input);
            let whole = |(completion, word): &(Completion, String)| {
                format!("{}{word}{}", completion.around.0, completion.around.1)
            };
            assert_eq!(found.as_ref().map(whole).as_deref(), completed, "{text}");
            assert_eq!(
                found.map_or(0, |(found, _)| found.names.len()),
                count,
                "{text}"
            );
        }
    }

    #[test]
    fn the_names_come_one_after_the_other_and_the_text_around_stays() {
        let input = Input::new("a s>2".to_owned()).with_cursor(3);
        let (mut completion, word) = of_name(&input).unwrap();
        assert_eq!(word, "s");
        for wanted in ["state", "storage", "size", "state"] {
            let (now, word) = next(&completion).unwrap();
            assert_eq!(word, wanted);
            assert_eq!(now.around, ("a ".to_owned(), ">2".to_owned()));
            completion = now;
        }
    }
}
