//! Text search.
//!
//! Letters are compared as people read them: ignoring case unless an exact match is wanted, and ignoring whether
//! accents are composed (Unicode's form C). Variation selectors, which only choose between emoji and text style,
//! are ignored.

use memchr::memchr2;
use std::{borrow::Cow, ops::Range};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// The text with its letters composed.
pub fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

/// The canonical form of all texts that read the same, ignoring case.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    letters(text, false).collect()
}

/// Whether two texts read the same, including case.
pub fn reads_alike(one: &str, other: &str) -> bool {
    one == other || composed(one) == composed(other)
}

/// Whether a text contains another.
pub fn contains(hay: &str, needle: &str, exact: bool) -> bool {
    needle.is_empty() || find(hay, needle, exact, 0).is_some()
}

/// Whether a text contains each of these words, in any case.
pub fn has_words(hay: &str, words: &str) -> bool {
    let mut words = words.split_whitespace();
    words.all(|word| contains(hay, word, false))
}

/// The byte range of the first match at or after `from`. Returns `None` for an empty needle.
pub fn find(hay: &str, needle: &str, exact: bool, from: usize) -> Option<Range<usize>> {
    if needle.is_empty() {
        return None;
    }
    if hay.is_ascii() && needle.is_ascii() {
        return in_bytes(hay.as_bytes(), needle.as_bytes(), exact, from);
    }
    let rest = hay.get(from..)?;
    let needle: Vec<char> = letters(needle, exact).collect();
    // Each letter with the range of the grapheme cluster it belongs to.
    let clusters = rest.grapheme_indices(true);
    let hay: Vec<(char, Range<usize>)> = clusters
        .flat_map(|(at, cluster)| {
            let place = from + at..from + at + cluster.len();
            letters(cluster, exact).map(move |letter| (letter, place.clone()))
        })
        .collect();
    let is_here = |part: &&[(char, Range<usize>)]| {
        part.iter()
            .zip(&needle)
            .all(|((letter, _), wanted)| letter == wanted)
    };
    let found = hay.windows(needle.len().max(1)).find(is_here)?;
    let (first, last) = (found.first()?, found.last()?);
    Some(first.1.start..last.1.end)
}

/// The letters to compare.
fn letters(text: &str, exact: bool) -> impl Iterator<Item = char> {
    let seen = text
        .nfc()
        .filter(|letter| !matches!(letter, '\u{fe00}'..='\u{fe0f}'));
    seen.flat_map(move |letter| {
        // A final sigma is a second lowercase form of the same capital.
        let lower = (!exact).then(|| match letter {
            '\u{3c2}' => '\u{3c3}'.to_lowercase(),
            other => other.to_lowercase(),
        });
        let as_it_is = exact.then_some(letter);
        lower.into_iter().flatten().chain(as_it_is)
    })
}

fn in_bytes(hay: &[u8], needle: &[u8], exact: bool, mut from: usize) -> Option<Range<usize>> {
    let first = needle.first()?;
    let cases = match exact {
        true => [*first; 2],
        false => [first.to_ascii_lowercase(), first.to_ascii_uppercase()],
    };
    loop {
        let begin = from + memchr2(cases[0], cases[1], hay.get(from..)?)?;
        let end = begin + needle.len();
        let there = hay.get(begin..end)?;
        if there == needle || !exact && there.eq_ignore_ascii_case(needle) {
            return Some(begin..end);
        }
        from = begin + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_the_same_however_they_are_put_together() {
        let (whole, parts) = ("caf\u{e9}", "cafe\u{301}");
        for (hay, needle, exact, found) in [
            (whole, parts, false, Some(0..5)),
            (parts, whole, false, Some(0..6)),
            (parts, "CAF\u{c9}", false, Some(0..6)),
            ("x CAFE\u{301} y", whole, false, Some(2..8)),
            ("CAF\u{c9}", whole, true, None),
            (parts, whole, true, Some(0..6)),
            (parts, "cafe", false, None),
            (whole, "cafe", false, None),
            (
                "\u{d55c}\u{ae00}",
                "\u{1112}\u{1161}\u{11ab}",
                false,
                Some(0..3),
            ),
            ("⚠\u{fe0f} do not touch", "⚠ do", false, Some(0..9)),
            ("1\u{fe0f}\u{20e3}", "1\u{20e3}", false, Some(0..7)),
            ("東京", "京", false, Some(3..6)),
            ("İx", "x", false, Some(2..3)),
            ("Workshop", "shop", false, Some(4..8)),
            ("workshop", "Shop", true, None),
            ("a", "", false, None),
        ] {
            assert_eq!(find(hay, needle, exact, 0), found, "{needle:?} in {hay:?}");
        }
        assert!(reads_alike(whole, parts) && !reads_alike(whole, "CAF\u{c9}"));
        assert_eq!(folded("CAFE\u{301}"), whole);
    }

    #[test]
    fn the_next_match_is_looked_for_behind_the_last() {
        let hay = "e\u{301} é É";
        let first = find(hay, "é", false, 0).unwrap();
        let second = find(hay, "é", false, first.end).unwrap();
        let third = find(hay, "é", false, second.end).unwrap();
        assert_eq!([first, second, third], [0..3, 4..6, 7..9]);
        assert_eq!(find(hay, "é", false, 9), None);
    }
}
