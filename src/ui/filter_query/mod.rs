//! The meaning of a filter text.
//!
//! Words are separated by spaces and all of them must match: `pr idle` finds idle previews. A word matches anywhere,
//! ignoring case unless it has a capital letter. `~word` is fuzzy: its letters in order, preferably close
//! together. `re:word` is a regular expression. `column:word` searches only one column, such as `state:idle`.
//! `field>value` compares a field, such as `storage>10gb` ([`compare`]). `!` in front negates a word. The host of a
//! compute, direct or pooled, as it appears in logs and connection strings, finds that compute.

pub mod compare;
mod problems;

use super::row_fields::PROD;
use crate::{
    connect::{connection, host},
    kinds::{
        Value,
        field_name::FieldName,
        matching::{self, composed},
    },
};
use compare::Comparison;
pub use compare::Problem;
use jiff::Timestamp;
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use regex_lite::{Regex, RegexBuilder};
use std::{borrow::Cow, ops::Range};

/// A parsed filter.
#[derive(Debug, Clone, Default)]
pub struct Query {
    terms: Vec<Term>,
    /// Whether it may be part of connection data, which must not leave the program.
    suspect: bool,
}

/// One word of a filter.
#[derive(Debug, Clone)]
struct Term {
    /// Whether the word is negated.
    not: bool,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    Contains(Needle),
    /// A compute, by its host, its id or the beginning of one.
    Host {
        id: Needle,
        /// Whether it is a whole host rather than only an id: no project has such a name.
        whole: bool,
    },
    Fuzzy(Pattern),
    Like(Regex),
    /// A word in one column. If nothing has such a column, `a:b` is an ordinary word.
    Column {
        name: String,
        needle: Needle,
        whole: Needle,
        /// The same as a comparison, for what has this field but no text in it: `prod:yes`.
        same: Option<Box<Comparison>>,
        /// That there is no such field, and nothing is called `a:b`: then it filters nothing.
        problem: Option<Problem>,
    },
    /// A field compared with a value. It filters nothing while there is a problem with it.
    Compare(Box<Comparison>),
    /// An expression that is not valid (yet); it filters nothing.
    Unreadable,
}

/// What a row says about the fields that a filter compares; `None` if it has no such field.
pub type FieldOf<'a> = &'a dyn Fn(&FieldName) -> Option<Value>;

/// What the rows of a list have in common: the fields that a filter can compare.
pub trait Fields {
    /// Their names as they can be typed.
    fn names(&self) -> Vec<String>;

    /// Passes the values of a field to a visitor until it returns `true`.
    fn visit(&self, field: &FieldName, visit: &mut dyn FnMut(&Value) -> bool);
}

#[derive(Debug, Clone)]
struct Needle {
    text: String,
    exact: bool,
}

impl Needle {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            exact: text.chars().any(char::is_uppercase),
        }
    }

    fn is_in(&self, hay: &str) -> bool {
        matching::contains(hay, &self.text, self.exact)
    }

    /// Whether it is long enough for ids, in which a few letters are there by chance.
    fn is_long(&self) -> bool {
        self.text.chars().nth(3).is_some()
    }
}

/// A text of a row, and the column that it is in.
pub trait Matchable {
    /// The column, or an empty string where there are none.
    fn column(&self) -> &str;
    fn text(&self) -> &str;
}

impl Matchable for &str {
    fn column(&self) -> &str {
        ""
    }

    fn text(&self) -> &str {
        self
    }
}

impl Matchable for (&str, &str) {
    fn column(&self) -> &str {
        self.0
    }

    fn text(&self) -> &str {
        self.1
    }
}

/// Whether a text before a colon can be the name of a field, unlike an hour or a path.
fn is_name(text: &str) -> bool {
    let joins = |letter: char| letter.is_alphabetic() || matches!(letter, '-' | '_');
    text.starts_with(char::is_alphabetic) && text.chars().all(joins)
}

/// Parses a word without its `!`.
fn test(word: &str) -> Option<Test> {
    if let Some(fuzzy) = word.strip_prefix('~') {
        let fuzzy = fuzzy.trim_start_matches('~');
        let read = || Pattern::parse(&composed(fuzzy), CaseMatching::Smart, Normalization::Smart);
        return (!fuzzy.is_empty()).then(|| Test::Fuzzy(read()));
    }
    if let Some(like) = word.strip_prefix("re:") {
        let any_case = !like.chars().any(char::is_uppercase);
        let read = RegexBuilder::new(&composed(like))
            .case_insensitive(any_case)
            .build();
        let test = read.map_or(Test::Unreadable, Test::Like);
        return (!like.is_empty()).then_some(test);
    }
    if let Some(id) = host::compute(word) {
        let whole = id.len() < word.len();
        return Some(Test::Host {
            id: Needle::new(&id),
            whole,
        });
    }
    if let Some(comparison) = Comparison::read(word) {
        return Some(Test::Compare(Box::new(comparison)));
    }
    match word.split_once(':') {
        Some((name, text)) if is_name(name) => Some(Test::Column {
            name: name.to_lowercase(),
            needle: Needle::new(text),
            whole: Needle::new(word),
            same: Comparison::read(&format!("{name}={text}")).map(Box::new),
            problem: None,
        }),
        _ => (!word.is_empty()).then(|| Test::Contains(Needle::new(word))),
    }
}

impl Query {
    pub fn parse(text: &str) -> Self {
        let term = |word: &str| {
            let bare = word.trim_start_matches('!');
            let not = bare.len() < word.len();
            test(bare).map(|test| Term { not, test })
        };
        Self {
            terms: text.split_whitespace().filter_map(term).collect(),
            suspect: connection::has_login_signs(text) || connection::may_hold_secret(text),
        }
    }

    /// Whether the filter is empty and everything matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether it has a regular expression that is not valid (yet).
    pub fn is_unreadable(&self) -> bool {
        let mut tests = self.terms.iter().map(|term| &term.test);
        tests.any(|test| matches!(test, Test::Unreadable))
    }

    /// Whether it names fields, which a list may not have.
    pub fn has_fields(&self) -> bool {
        let mut tests = self.terms.iter().map(|term| &term.test);
        tests.any(|test| matches!(test, Test::Compare(_) | Test::Column { .. }))
    }

    /// The first reason why a part of it filters nothing.
    pub fn problem(&self) -> Option<&Problem> {
        let mut tests = self.terms.iter().map(|term| &term.test);
        tests.find_map(|test| match test {
            Test::Compare(comparison) => comparison.problem.as_ref(),
            Test::Column { problem, .. } => problem.as_ref(),
            _ => None,
        })
    }

    /// Whether a part of it filters nothing because of a mistake.
    pub fn is_wrong(&self) -> bool {
        self.is_unreadable() || self.problem().is_some()
    }

    /// Decides which fields and comparisons make sense in a list; the others filter nothing.
    pub fn settle(&mut self, fields: &dyn Fields, now: Timestamp) {
        for term in &mut self.terms {
            match &mut term.test {
                Test::Compare(comparison) => {
                    comparison.problem = problems::of(comparison, fields, now);
                }
                Test::Column {
                    name,
                    whole,
                    problem,
                    ..
                } => {
                    *problem = problems::no_field(fields, &FieldName::new(name), name)
                        .filter(|_| !problems::is_name(fields, whole));
                }
                _ => {}
            }
        }
    }

    /// Whether an item with these texts matches: each word must match one of them.
    pub fn matches<T: Matchable>(&self, texts: &[T], scratch: &mut MatcherState) -> bool {
        let field = |field: &FieldName| text_field(texts, field);
        self.matches_row(texts, &field, Timestamp::UNIX_EPOCH, scratch)
    }

    /// Whether a row with these texts and fields matches.
    pub fn matches_row<T: Matchable>(
        &self,
        texts: &[T],
        field: FieldOf<'_>,
        now: Timestamp,
        scratch: &mut MatcherState,
    ) -> bool {
        let mut terms = self.terms.iter();
        terms.all(|term| match &term.test {
            Test::Compare(comparison) if comparison.problem.is_some() => true,
            Test::Column {
                problem: Some(_), ..
            } => true,
            // Nothing is wanted yet.
            Test::Column { needle, .. } if needle.text.is_empty() => true,
            // A row without the field matches neither the comparison nor its opposite.
            Test::Compare(comparison) => field(&comparison.field)
                .is_some_and(|value| (comparison.holds(&value, now) == Ok(Some(true))) != term.not),
            Test::Column {
                name,
                same: Some(same),
                ..
            } if !has_column(texts, name)
                && let Some(value) = field(&same.field) =>
            {
                (same.holds(&value, now) == Ok(Some(true))) != term.not
            }
            Test::Contains(needle) if needle.text.eq_ignore_ascii_case(PROD) => {
                let is_marked = || field(&FieldName::new(PROD)) == Some(Value::Flag(true));
                let found = term.test.holds(texts, scratch) == Some(true) || is_marked();
                found != term.not
            }
            test => test
                .holds(texts, scratch)
                .is_none_or(|found| found != term.not),
        })
    }

    /// The compute that the filter names in full, if that is all it contains: `ep-cool-rain-a1b2`.
    pub fn compute(&self) -> Option<&str> {
        let [
            Term {
                not: false,
                test: Test::Host { id, whole },
            },
        ] = self.terms.as_slice()
        else {
            return None;
        };
        let mut parts = id.text.splitn(4, '-');
        let last = parts.nth(3).unwrap_or_default();
        (*whole || last.len() > 3).then_some(id.text.as_str())
    }

    /// A word that the server can search for in names and ids; `None` if the filter may be part of connection data.
    pub fn for_server(&self) -> Option<&str> {
        if self.suspect {
            return None;
        }
        let mut wanted = self.terms.iter().filter(|term| !term.not);
        let sendable = |text: &&str| connection::is_name(text);
        wanted.find_map(|term| {
            match &term.test {
                Test::Contains(needle) => Some(needle.text.as_str()),
                Test::Host { id, whole: false } => Some(id.text.as_str()),
                Test::Column { name, needle, .. } if name == "name" || name == "id" => {
                    Some(needle.text.as_str()).filter(|text| !text.is_empty())
                }
                _ => None,
            }
            .filter(sendable)
        })
    }

    /// The column and text that match where the name does not: why a row is shown whose name says nothing of it.
    pub fn found_beyond_name<'t, T: Matchable>(
        &self,
        texts: &'t [T],
    ) -> Option<(&'t str, &'t str)> {
        let mut wanted = self.terms.iter().filter(|term| !term.not);
        wanted.find_map(|term| {
            let alone = Self {
                terms: vec![term.clone()],
                suspect: self.suspect,
            };
            let in_column = |said: &&T| match &term.test {
                Test::Column { name, .. } => said.column().eq_ignore_ascii_case(name),
                _ => true,
            };
            let all = texts.iter().filter(in_column);
            let mut hits = all.filter(|said| alone.found_in(said.text()).is_some());
            // What the name shows needs no other reason.
            let is_in_name = hits.clone().any(|said| said.column() == "name");
            let hit = hits.next().filter(|_| !is_in_name)?;
            Some((hit.column(), hit.text()))
        })
    }

    /// The part of a text that matches, for highlighting.
    pub fn found_in(&self, text: &str) -> Option<Range<usize>> {
        let mut wanted = self.terms.iter().filter(|term| !term.not);
        wanted.find_map(|term| match &term.test {
            Test::Contains(needle)
            | Test::Column { needle, .. }
            | Test::Host { id: needle, .. } => matching::find(text, &needle.text, needle.exact, 0),
            // Positions in a recomposed text would not apply to the original.
            Test::Like(like) => matches!(composed(text), Cow::Borrowed(_))
                .then(|| like.find(text).map(|found| found.range()))
                .flatten(),
            Test::Fuzzy(_) | Test::Compare(_) | Test::Unreadable => None,
        })
    }
}

fn has_column<T: Matchable>(texts: &[T], name: &str) -> bool {
    let mut columns = texts.iter().map(Matchable::column);
    columns.any(|column| column.eq_ignore_ascii_case(name))
}

/// The text in a column.
pub fn text_field<T: Matchable>(texts: &[T], field: &FieldName) -> Option<Value> {
    let said = texts.iter().find(|said| field.is(said.column()))?;
    Some(Value::text(said.text()))
}

impl Test {
    /// Whether one of the texts matches; `None` if the test does not apply.
    fn holds<T: Matchable>(&self, texts: &[T], scratch: &mut MatcherState) -> Option<bool> {
        let mut all = texts.iter();
        Some(match self {
            Self::Contains(needle) => {
                let is_told = |said: &&T| needle.is_long() || !is_id(said.column());
                all.filter(is_told).any(|said| needle.is_in(said.text()))
            }
            Self::Host { id: needle, .. } => all.any(|said| needle.is_in(said.text())),
            Self::Fuzzy(pattern) => all.any(|said| scratch.fuzzy(pattern, said.text())),
            Self::Like(like) => all.any(|said| like.is_match(&composed(said.text()))),
            Self::Column {
                name,
                needle,
                whole,
                ..
            } => {
                let column = |said: &&T| said.column().eq_ignore_ascii_case(name);
                if has_column(texts, name) {
                    all.filter(column).any(|said| needle.is_in(said.text()))
                } else {
                    all.any(|said| whole.is_in(said.text()))
                }
            }
            Self::Compare(_) | Self::Unreadable => return None,
        })
    }
}

/// Whether the texts of a column have letters that mean nothing.
fn is_id(column: &str) -> bool {
    ["id", "host"]
        .iter()
        .any(|id| column.eq_ignore_ascii_case(id))
}

/// The working memory of the fuzzy matcher; created once for a whole list.
#[derive(Debug)]
pub struct MatcherState {
    matcher: Matcher,
    chars: Vec<char>,
}

impl Default for MatcherState {
    fn default() -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            chars: Vec::new(),
        }
    }
}

impl MatcherState {
    fn fuzzy(&mut self, pattern: &Pattern, hay: &str) -> bool {
        self.chars.clear();
        pattern
            .score(
                Utf32Str::new(&composed(hay), &mut self.chars),
                &mut self.matcher,
            )
            .is_some()
    }
}

#[cfg(test)]
mod tests;
