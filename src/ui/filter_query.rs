//! The meaning of a filter text.
//!
//! Words are separated by spaces and all of them must match: `pr idle` finds idle previews. A word matches anywhere,
//! ignoring case unless it has a capital letter. `~word` is fuzzy: its letters in order, preferably close
//! together. `re:word` is a regular expression. `column:word` searches only one column, such as `state:idle`. `!` in
//! front negates a word. The host of a compute, direct or pooled, as it appears in logs and connection strings, finds
//! that compute.

use crate::{
    connect::{connection, host},
    kinds::matching::{self, composed},
};
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
    },
    /// An expression that is not valid (yet); it filters nothing.
    Unreadable,
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
    match word.split_once(':') {
        Some((name, text)) if !name.is_empty() && name.chars().all(char::is_alphabetic) => {
            Some(Test::Column {
                name: name.to_lowercase(),
                needle: Needle::new(text),
                whole: Needle::new(word),
            })
        }
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

    /// Whether an item with these texts matches: each word must match one of them.
    pub fn matches<T: Matchable>(&self, texts: &[T], scratch: &mut MatcherState) -> bool {
        let mut terms = self.terms.iter();
        terms.all(|term| {
            term.test
                .holds(texts, scratch)
                .is_none_or(|found| found != term.not)
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
            Test::Fuzzy(_) | Test::Unreadable => None,
        })
    }
}

impl Test {
    /// Whether one of the texts matches; `None` if the test does not apply.
    fn holds<T: Matchable>(&self, texts: &[T], scratch: &mut MatcherState) -> Option<bool> {
        let mut all = texts.iter();
        Some(match self {
            Self::Contains(needle) | Self::Host { id: needle, .. } => {
                all.any(|said| needle.is_in(said.text()))
            }
            Self::Fuzzy(pattern) => all.any(|said| scratch.fuzzy(pattern, said.text())),
            Self::Like(like) => all.any(|said| like.is_match(&composed(said.text()))),
            Self::Column {
                name,
                needle,
                whole,
            } => {
                let column = |said: &&T| said.column().eq_ignore_ascii_case(name);
                if texts.iter().any(|said| column(&said)) {
                    all.filter(column).any(|said| needle.is_in(said.text()))
                } else {
                    all.any(|said| whole.is_in(said.text()))
                }
            }
            Self::Unreadable => return None,
        })
    }
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
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_users_expect() {
        for (filter, texts, found) in [
            ("", &["anything"][..], true),
            ("shop", &["Workshop"], true),
            ("Shop", &["workshop"], false),
            ("pr idle", &["pr-412", "idle"], true),
            ("pr idle", &["pr-412", "active"], false),
            ("!idle", &["pr-412", "idle"], false),
            ("!idle", &["pr-412", "active"], true),
            ("~prod", &["pre-order"], true),
            ("~prod", &["dorp"], false),
            ("prod", &["pre-order"], false),
            ("!", &["x"], true),
            ("~", &["x"], true),
            ("café", &["CAFÉ noir"], true),
            ("東", &["東京"], true),
            ("cafe\u{301}", &["CAF\u{c9} noir"], true),
            ("caf\u{e9}", &["cafe\u{301} noir"], true),
            ("~f\u{e9}n", &["cafe\u{301} noir"], true),
            ("re:f\u{e9}$", &["cafe\u{301}"], true),
            ("name:caf\u{e9}", &["name:cafe\u{301}"], true),
            ("re:^pr-\\d+$", &["pr-412"], true),
            ("re:^pr-\\d+$", &["my-pr-412"], false),
            ("!re:^PR", &["pr-412"], true),
            ("re:(", &["pr-412"], true),
            ("state:idle", &["state:idle"], true),
            ("state:idle", &["idle"], false),
            ("ep-cool-rain-a1", &["ep-cool-rain-a1b2"], true),
            ("EP-COOL", &["ep-cool-rain-a1b2"], true),
            (
                "ep-cool-rain-a1b2-pooler.c-2.us-east-2.aws.neon.tech:5432",
                &["ep-cool-rain-a1b2"],
                true,
            ),
            (
                "!ep-cool-rain-a1b2.us-east-2.aws.neon.tech",
                &["ep-cool-rain-a1b2"],
                false,
            ),
        ] {
            assert_eq!(
                Query::parse(filter).matches(texts, &mut MatcherState::default()),
                found,
                "{filter:?} in {texts:?}"
            );
        }
    }

    #[test]
    fn a_column_is_looked_into_alone() {
        let row = [("name", "idle-worker"), ("state", "active")];
        for (filter, found) in [
            ("state:active", true),
            ("State:ACT", false),
            ("state:idle", false),
            ("name:idle", true),
            ("!state:idle", true),
            ("size:2", false),
        ] {
            let matches = Query::parse(filter).matches(&row, &mut MatcherState::default());
            assert_eq!(matches, found, "{filter}");
        }
    }

    #[test]
    fn what_was_found_can_be_shown_and_asked_for_at_the_server() {
        for (filter, part, server) in [
            ("SHOP", None, Some("SHOP")),
            ("shop", Some("Shop"), Some("shop")),
            ("!x re:s.o", Some("Sho"), None),
            ("~wsp", None, None),
            ("state:idle name:work", Some("Work"), Some("work")),
            ("postgres://owner:work", None, None),
            ("localhost:5432/work", None, None),
            ("a8f5f167f44f4964e6c998dee827110c", None, None),
            ("pass= work", Some("Work"), None),
            ("work password: hunter2", Some("Work"), None),
            ("ep-x.neon.tech shop", Some("Shop"), Some("shop")),
        ] {
            let query = Query::parse(filter);
            let found = query.found_in("WorkShop").map(|at| &"WorkShop"[at]);
            assert_eq!(found, part, "{filter}");
            assert_eq!(query.for_server(), server, "{filter}");
        }
    }
}
