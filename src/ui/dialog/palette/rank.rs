//! How well a text matches what was typed.

use crate::kinds::matching;
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

/// How well something matches; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Equal,
    /// It is an action, and the text is one of its names, but not the one that is shown.
    Named,
    /// Its name begins with the text.
    Start,
    /// A word of its name does.
    WordStart,
    /// It is another word for it, as a whole.
    OtherWord,
    /// Its name contains the text.
    Inside,
    /// Another of its texts contains it: its id, its project's name, another word for it.
    Elsewhere,
    /// Its name has the letters in this order; the more scattered they are, the higher the number.
    Fuzzy(u32),
    /// It has some of the words; the rarer they are, the lower the number.
    Some(u32),
}

/// What was typed, ready to be compared.
#[derive(Debug)]
pub struct Wanted<'a> {
    text: &'a str,
    words: Vec<&'a str>,
    /// Made once it is needed: a matcher has a large table.
    fuzzy: Option<(Pattern, Matcher)>,
    letters: Vec<char>,
}

impl<'a> Wanted<'a> {
    pub fn new(text: &'a str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        Self {
            text: text.trim(),
            words,
            fuzzy: None,
            letters: Vec::new(),
        }
    }

    /// How well a name and other texts match: every word must be in one of them. Words that stand together in the name
    /// count as they stand there.
    pub fn rank(&self, name: &str, others: &[&str]) -> Option<Rank> {
        let mut worst = Rank::Equal;
        for word in &self.words {
            worst = worst.max(anywhere(name, others, word)?);
        }
        let together = within(name, self.text).filter(|_| self.words.len() > 1);
        Some(together.map_or(worst, |together| together.min(worst)))
    }

    /// How well a name matches if its letters may be scattered.
    pub fn scattered(&mut self, name: &str) -> Option<Rank> {
        let has_letters = |word: &&str| has_in_order(name, word);
        let lacks_letters = name.is_ascii() && !self.words.iter().all(has_letters);
        if self.words.is_empty() || lacks_letters {
            return None;
        }
        let (pattern, matcher) = self.fuzzy.get_or_insert_with(|| {
            let pattern = Pattern::new(
                self.text,
                CaseMatching::Ignore,
                Normalization::Smart,
                AtomKind::Fuzzy,
            );
            (pattern, Matcher::new(Config::DEFAULT))
        });
        let score = pattern.score(Utf32Str::new(name, &mut self.letters), matcher)?;
        Some(Rank::Fuzzy(u32::MAX - score))
    }
}

/// Whether a name has the letters of a word in their order: a quick look before all their places are compared.
fn has_in_order(name: &str, word: &str) -> bool {
    let mut rest = name.bytes();
    let mut letters = word.bytes();
    letters.all(|letter| rest.any(|other| other.eq_ignore_ascii_case(&letter)))
}

/// How well a word matches a name or another text: as it is, else without the ending of a plural.
pub fn anywhere(name: &str, others: &[&str], word: &str) -> Option<Rank> {
    let exactly = |word: &str| match within(name, word) {
        Some(best @ (Rank::Equal | Rank::Start | Rank::WordStart)) => Some(best),
        inside => inside.into_iter().chain(among(others, word)).min(),
    };
    let singular = || {
        let mut endings = ["s", "es"].iter();
        endings.find_map(|end| {
            let word = word.strip_suffix(end).filter(|word| word.len() > 2)?;
            exactly(word).map(|rank| rank.max(Rank::OtherWord))
        })
    };
    exactly(word).or_else(singular)
}

/// The best place of a word in other texts than the name.
fn among(others: &[&str], word: &str) -> Option<Rank> {
    let mut has_it = others
        .iter()
        .filter(|text| matching::contains(text, word, false))
        .peekable();
    has_it.peek()?;
    let is_whole = |text: &&str| {
        let mut words = text.split_whitespace();
        words.any(|other| other.eq_ignore_ascii_case(word))
    };
    Some(match has_it.any(is_whole) {
        true => Rank::OtherWord,
        false => Rank::Elsewhere,
    })
}

/// The best place of a word in a name.
fn within(name: &str, word: &str) -> Option<Rank> {
    let mut best = None;
    let mut from = 0;
    while let Some(found) = matching::find(name, word, false, from) {
        let before = name.get(..found.start)?.chars().next_back();
        match before {
            None if found.end == name.len() => return Some(Rank::Equal),
            None => return Some(Rank::Start),
            Some(before) if !before.is_alphanumeric() => return Some(Rank::WordStart),
            Some(_) => best = Some(Rank::Inside),
        }
        from = found.end;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_counts_more_than_the_middle() {
        for (text, name, others, rank) in [
            ("main", "main", &[][..], Some(Rank::Equal)),
            ("MA", "main", &[], Some(Rank::Start)),
            ("412", "preview/pr-412", &[], Some(Rank::WordStart)),
            ("view", "preview/view", &[], Some(Rank::WordStart)),
            ("view", "preview", &[], Some(Rank::Inside)),
            ("pr 412", "preview/pr-412", &[], Some(Rank::WordStart)),
            (
                "ops",
                "activity",
                &["operations ops"],
                Some(Rank::OtherWord),
            ),
            (
                "store 412",
                "pr-412",
                &["storefront"],
                Some(Rank::Elsewhere),
            ),
            ("logs", "requests", &["log http"], Some(Rank::OtherWord)),
            ("branches", "branch", &[], Some(Rank::OtherWord)),
            ("all branches", "All branches", &[], Some(Rank::Equal)),
            (
                "all branches",
                "All stale branches",
                &[],
                Some(Rank::WordStart),
            ),
            ("ns", "main", &["a n"], None),
            ("nothing", "main", &["storefront"], None),
        ] {
            assert_eq!(
                Wanted::new(text).rank(name, others),
                rank,
                "{text} in {name}"
            );
        }
    }

    #[test]
    fn letters_that_stand_together_count_more_than_scattered_ones() {
        let mut wanted = Wanted::new("stcmp");
        let close = wanted.scattered("start compute").unwrap();
        let far = wanted.scattered("set the current map of it").unwrap();
        assert!(close < far, "{close:?} {far:?}");
        assert_eq!(wanted.scattered("suspend"), None);
    }
}
