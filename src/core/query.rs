//! What the text of a filter means.
//!
//! Words are separated by blanks and all of them must hold: `pr idle` finds idle previews. A word
//! is found anywhere, in any case unless it has a capital; `!word` must not be there; `~word` is
//! fuzzy: its letters in order, as close together as the matcher likes.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

/// A filter, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Query {
    terms: Vec<Term>,
}

#[derive(Debug, Clone)]
enum Term {
    Contains { text: String, exact: bool },
    Lacks { text: String, exact: bool },
    Fuzzy(Pattern),
}

impl Query {
    /// Reads a filter.
    pub fn parse(text: &str) -> Self {
        let exact = |word: &str| word.chars().any(char::is_uppercase);
        let term = |word: &str| match word.chars().next() {
            Some('!') => {
                let word = word.trim_start_matches('!');
                (!word.is_empty()).then(|| Term::Lacks {
                    text: word.to_owned(),
                    exact: exact(word),
                })
            }
            Some('~') => {
                let word = word.trim_start_matches('~');
                (!word.is_empty()).then(|| {
                    Term::Fuzzy(Pattern::parse(
                        word,
                        CaseMatching::Smart,
                        Normalization::Smart,
                    ))
                })
            }
            _ => Some(Term::Contains {
                text: word.to_owned(),
                exact: exact(word),
            }),
        };
        Self {
            terms: text.split_whitespace().filter_map(term).collect(),
        }
    }

    /// Whether everything matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether something known by these texts matches: every word must be in one of them.
    pub fn matches(&self, texts: &[&str], scratch: &mut Scratch) -> bool {
        self.terms.iter().all(|term| match term {
            Term::Contains { text, exact } => texts.iter().any(|hay| contains(hay, text, *exact)),
            Term::Lacks { text, exact } => !texts.iter().any(|hay| contains(hay, text, *exact)),
            Term::Fuzzy(pattern) => texts.iter().any(|hay| scratch.fuzzy(pattern, hay)),
        })
    }
}

/// What the fuzzy matcher needs while it works; made once for a whole list.
#[derive(Debug)]
pub struct Scratch {
    matcher: Matcher,
    chars: Vec<char>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            chars: Vec::new(),
        }
    }
}

impl Scratch {
    fn fuzzy(&mut self, pattern: &Pattern, hay: &str) -> bool {
        self.chars.clear();
        pattern
            .score(Utf32Str::new(hay, &mut self.chars), &mut self.matcher)
            .is_some()
    }
}

fn contains(hay: &str, needle: &str, exact: bool) -> bool {
    if exact {
        return hay.contains(needle);
    }
    if hay.is_ascii() && needle.is_ascii() {
        let needle = needle.as_bytes();
        return hay
            .as_bytes()
            .windows(needle.len().max(1))
            .any(|part| part.eq_ignore_ascii_case(needle));
    }
    hay.to_lowercase().contains(&needle.to_lowercase())
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
        ] {
            assert_eq!(
                Query::parse(filter).matches(texts, &mut Scratch::default()),
                found,
                "{filter:?} in {texts:?}"
            );
        }
    }
}
