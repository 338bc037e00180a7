//! Completing the name of a field while a filter is typed.

use super::{changed, is_of_activity, state::Completion};
use crate::{
    kinds::field_name::typed,
    neon::Neon,
    ui::{
        activity,
        browser::Browser,
        filter_query::Fields,
        row_fields::{OperationFields, TableFields, TreeFields},
    },
};
use tui_input::Input;

/// Completes the word before the caret as far as it is clear, then steps through the names that begin like it.
pub fn complete(browser: &mut Browser, neon: &mut Neon) {
    let Some(filter) = browser.filter().filter(|filter| filter.typing) else {
        return;
    };
    let completion = match &filter.completion {
        Some(begun) => next(begun),
        None => begin(&filter.input, names(browser, neon)),
    };
    let Some((completion, word)) = completion else {
        return neon.say("no field begins like this");
    };
    if let Some(filter) = browser.filter_mut() {
        let (before, after) = &completion.around;
        let caret = before.chars().count() + word.chars().count();
        filter.input = Input::new(format!("{before}{word}{after}")).with_cursor(caret);
        filter.recalled = None;
        filter.completion = Some(completion).filter(|completion| completion.names.len() > 1);
    }
    changed(browser, neon);
}

/// The names of the fields that can be compared in what the filter is about.
fn names(browser: &Browser, neon: &Neon) -> Vec<String> {
    if is_of_activity(browser) {
        return OperationFields(activity::words::COLUMNS).names();
    }
    let Some(table) = &browser.table else {
        return TreeFields(neon).names();
    };
    let lines = (table.shown().rows)(browser, neon, &table.of);
    let fields = TableFields {
        neon,
        columns: table.shown().columns,
        rows: lines.iter().map(|line| &line.target).collect(),
    };
    fields.names()
}

fn begin(input: &Input, names: Vec<String>) -> Option<(Completion, String)> {
    let text = input.value();
    let caret = text.char_indices().nth(input.cursor());
    let (before, after) = text.split_at_checked(caret.map_or(text.len(), |(at, _)| at))?;
    let begin = before.rfind([' ', '!']).map_or(0, |at| at + 1);
    let (before, word) = before.split_at_checked(begin)?;
    let wanted = word.to_lowercase();
    let begins = |name: &String| name.starts_with(&wanted) || typed(name).starts_with(&wanted);
    let mut names: Vec<String> = names.into_iter().filter(begins).collect();
    // The API's own names are for those who type them.
    let is_word = |name: &String| !name.contains(['_', '.']);
    if !wanted.contains(['_', '.']) && names.iter().any(is_word) {
        names.retain(is_word);
    }
    let first = names.first()?;
    let is_common = |end: &usize| {
        let common = first.get(..*end);
        common.is_some_and(|common| names.iter().all(|name| name.starts_with(common)))
    };
    let common = (0..=first.len()).rev().find(is_common).unwrap_or(0);
    let word = first.get(..common).unwrap_or_default().to_owned();
    let word = if word.len() < wanted.len() {
        wanted
    } else {
        word
    };
    let at = names.iter().position(|name| *name == word);
    let around = (before.to_owned(), after.to_owned());
    Some((Completion { around, names, at }, word))
}

fn next(begun: &Completion) -> Option<(Completion, String)> {
    let at = begun.at.map_or(0, |at| at + 1) % begun.names.len().max(1);
    let word = begun.names.get(at)?.clone();
    let at = Some(at);
    Some((
        Completion {
            at,
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
            let found = begin(&Input::new(text.to_owned()), names());
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
        let (mut completion, word) = begin(&input, names()).unwrap();
        assert_eq!(word, "s");
        for wanted in ["state", "storage", "size", "state"] {
            let (now, word) = next(&completion).unwrap();
            assert_eq!(word, wanted);
            assert_eq!(now.around, ("a ".to_owned(), ">2".to_owned()));
            completion = now;
        }
    }
}
