//! Text for a grid of cells: made safe, measured and cut, for drawing and for scrolling in wrapped text.
//!
//! Everything from the API goes through [`clean`] before it is drawn. Widths are in cells of the terminal, never in
//! bytes or characters.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Marks where text was cut.
const ELLIPSIS: &str = "…";

/// Whether a character would control the terminal or reorder the text around it; such characters are escaped.
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character takes one cell and never joins with its neighbors: ASCII, Latin letters, and what lines, bars and
/// marks are drawn with. Texts of these need no search for grapheme clusters, which takes a hundred times as long.
const fn is_simple(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}'
        | '\u{2190}'..='\u{2199}' | '\u{2500}'..='\u{25fc}' | '\u{2713}' | '\u{2717}' | '\u{2800}'..='\u{28ff}')
}

/// Whether a text is of printable ASCII. Most texts are, which is quick to see.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether each character of a text takes one cell, and none joins with its neighbors.
pub fn is_simple_text(text: &str) -> bool {
    is_plain(text) || text.chars().all(is_simple)
}

/// Returns the text with control and bidirectional characters escaped.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_hidden(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The width of a text in cells.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else if text.chars().all(is_simple) {
        text.chars().count()
    } else {
        text.width()
    }
}

/// The longest prefix that fits into `cells`.
fn head(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > cells {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// The longest suffix that fits into `cells`.
fn tail(text: &str, cells: usize) -> &str {
    let mut used = 0;
    let mut from = text.len();
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme.width();
        if used > cells {
            break;
        }
        from = at;
    }
    text.get(from..).unwrap_or_default()
}

/// The rest of a text after `cells`; a wide character that is cut leaves a space.
pub fn behind(text: &str, cells: usize) -> Cow<'_, str> {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        if used >= cells {
            let rest = text.get(at..).unwrap_or_default();
            return match used - cells {
                0 => Cow::Borrowed(rest),
                blanks => Cow::Owned(format!("{}{rest}", " ".repeat(blanks))),
            };
        }
        used += grapheme.width();
    }
    Cow::Borrowed("")
}

/// Returns the text, cut at its end if it is wider than `cells`.
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    match cells {
        0 => Cow::Borrowed(""),
        1 => Cow::Borrowed(ELLIPSIS),
        _ => Cow::Owned(format!("{}{ELLIPSIS}", head(text, cells - 1))),
    }
}

/// Returns the text, cut in its middle if it is wider than `cells`: both ends of a name matter.
pub fn fit_middle(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells < 6 {
        return fit(text, cells);
    }
    let end = (cells - 1) / 3;
    let begin = cells - 1 - end;
    Cow::Owned(format!(
        "{}{ELLIPSIS}{}",
        head(text, begin),
        tail(text, end)
    ))
}

/// Returns the text, cut at its start if it is wider than `cells`: at a slash, unless that would waste much room.
pub fn fit_end(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let end = tail(text, cells.saturating_sub(1));
    let parts = end.find('/').and_then(|at| end.get(at..));
    let end = parts
        .filter(|parts| width(parts) * 2 >= cells)
        .unwrap_or(end);
    match cells {
        0 => Cow::Borrowed(""),
        _ => Cow::Owned(format!("{ELLIPSIS}{end}")),
    }
}

/// Where a text is cut that does not fit: where it says least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Branches of one kind begin alike.
    Start,
    /// IDs: both ends matter.
    Middle,
    End,
}

impl Cut {
    /// Returns the text, cut if it is wider than `cells`.
    pub fn fit(self, text: &str, cells: usize) -> Cow<'_, str> {
        match self {
            Self::Start => fit_end(text, cells),
            Self::Middle => fit_middle(text, cells),
            Self::End => fit(text, cells),
        }
    }
}

/// Splits the text into lines of `cells`, breaking wherever a line is full. Lazy: reads no more of the text than the
/// lines taken.
pub fn chop(text: &str, cells: usize) -> impl Iterator<Item = &str> {
    let mut left = Some(text);
    std::iter::from_fn(move || {
        let rest = left?;
        let part = match head(rest, cells) {
            "" => rest.graphemes(true).next().unwrap_or(rest),
            part => part,
        };
        left = rest.get(part.len()..).filter(|rest| !rest.is_empty());
        Some(part)
    })
}

/// Wraps the text into lines of `cells`, between words where possible.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let mut word = word;
        let needs = width(word) + usize::from(used > 0);
        // A word that is too long for any line starts on this one.
        if used > 0 && used + needs > cells && width(word) <= cells {
            lines.push(String::new());
            used = 0;
        }
        while width(word) > cells {
            let room = cells.saturating_sub(used + usize::from(used > 0));
            let part = match head(word, room) {
                "" if used == 0 => word.graphemes(true).next().unwrap_or(word),
                part => joint(part),
            };
            if let Some(line) = lines.last_mut()
                && !part.is_empty()
            {
                line.push_str(if used > 0 { " " } else { "" });
                line.push_str(part);
            }
            lines.push(String::new());
            used = 0;
            word = word.get(part.len()..).unwrap_or_default();
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += width(word);
        }
    }
    // A word that ended exactly at the end of a line has left an empty line.
    if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The beginning of a long word, such as a host or JSON, up to its last joint, if that is not far from the end.
fn joint(part: &str) -> &str {
    let joints: [&[char]; 3] = [&[','], &['.', '/', '&', '?'], &['-']];
    let mut found = joints.into_iter().filter_map(|joints| part.rfind(joints));
    let at = found.find(|at| at * 3 >= part.len());
    at.and_then(|at| part.get(..=at)).unwrap_or(part)
}

/// The text as part of a sentence: "Copy connection URI" is "copy connection URI".
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// With a capital at the start.
pub fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_act_on_the_terminal_is_shown_instead() {
        for (text, shown) in [
            ("plain", "plain"),
            ("東京 café", "東京 café"),
            ("a\x1b[2Jb", "a\\u{1b}[2Jb"),
            ("a\nb", "a\\nb"),
            ("user\u{202e}txt", "user\\u{202e}txt"),
            ("x\u{9b}31m", "x\\u{9b}31m"),
        ] {
            assert_eq!(clean(text), shown);
        }
    }

    #[test]
    fn simple_characters_take_one_cell_each_whatever_their_neighbors() {
        let simple = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        let simple: Vec<char> = simple.filter(|c| is_simple(*c)).collect();
        assert!(simple.len() > 1_000, "{}", simple.len());
        for c in simple {
            for text in [
                format!("{c}"),
                format!("{c}{c}"),
                format!("a{c}b"),
                format!("…{c}─"),
            ] {
                let cells = text.chars().count();
                assert_eq!(text.width(), cells, "{c:?}");
                assert_eq!(text.graphemes(true).count(), cells, "{c:?}");
                assert!(!is_hidden(c), "{c:?}");
            }
        }
    }

    #[test]
    fn cuts_fit_and_never_split_a_wide_character() {
        for (text, cells, end, middle) in [
            ("staging", 7, "staging", "staging"),
            ("staging", 6, "stagi…", "stag…g"),
            (
                "production_old_2026-08-12",
                16,
                "production_old_…",
                "production…08-12",
            ),
            ("東京都庁", 5, "東京…", "東京…"),
            ("abc", 1, "…", "…"),
            ("abc", 0, "", ""),
        ] {
            assert_eq!(fit(text, cells), end, "{text} in {cells}");
            assert_eq!(fit_middle(text, cells), middle, "{text} in {cells}");
        }
        for cells in 0..12 {
            assert!(width(&fit_middle("東京x都庁abc東京", cells)) <= cells);
        }
    }

    #[test]
    fn the_end_of_a_branch_name_stays() {
        for (text, cells, shown) in [
            ("preview/pr-1234-fix-login", 25, "preview/pr-1234-fix-login"),
            ("preview/pr-1234-fix-login", 24, "…/pr-1234-fix-login"),
            ("preview/pr-1234-fix-login", 19, "…/pr-1234-fix-login"),
            ("preview/pr-1234-fix-login", 18, "…pr-1234-fix-login"),
            ("team/web/preview/pr-7", 16, "…/preview/pr-7"),
            ("backfill-of-last-year/x", 17, "…l-of-last-year/x"),
            ("開発/東京都庁", 9, "…東京都庁"),
            ("開発/東京都庁", 8, "…京都庁"),
            ("abc", 1, "…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(fit_end(text, cells), shown, "{text} in {cells}");
        }
    }

    #[test]
    fn a_text_is_chopped_as_far_as_it_is_taken() {
        let all = |text, cells| chop(text, cells).collect::<Vec<_>>();
        assert_eq!(all("abcdef", 4), ["abcd", "ef"]);
        assert_eq!(all("abcd", 4), ["abcd"]);
        assert_eq!(all("", 4), [""]);
        assert_eq!(all("a東京", 2), ["a", "東", "京"]);
        assert_eq!(all("東京", 1), ["東", "京"]);
        // Linear: measuring the rest again for each part would take minutes.
        let long = "é".repeat(2_000_000);
        assert_eq!(chop(&long, 40).count(), 50_000);
    }

    #[test]
    fn lines_break_between_words_and_inside_long_ones() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("GET /projects/x", 8), ["GET /pro", "jects/x"]);
        assert_eq!(wrap("", 3), [""]);
        assert_eq!(wrap("東京", 1), ["東", "京"]);
    }

    #[test]
    fn what_is_scrolled_away_leaves_columns_in_place() {
        assert_eq!(behind("abcdef", 2), "cdef");
        assert_eq!(behind("東京", 1), " 京");
        assert_eq!(behind("ab", 9), "");
    }
}
