//! What a cell shows, determined from its bytes because a frame asks thousands of times.

use ratatui::{
    buffer::{Cell, CellWidth},
    style::Modifier,
};

const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Whether the cell holds a printable ASCII character.
pub(super) fn is_plain(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
}

/// Whether the cell holds a visible ASCII character.
pub(super) fn is_text(cell: &Cell) -> bool {
    is_plain(cell) && cell.symbol() != " "
}

/// Whether the cell shows nothing but perhaps a background.
pub(super) fn is_blank(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), b" ") && !cell.modifier.intersects(SEEN_ON_BLANK)
}

/// How many columns the cell takes on every terminal. Returns `None` where terminals disagree, such as for emoji
/// and combining characters.
pub(super) fn columns(cell: &Cell) -> Option<usize> {
    match *cell.symbol().as_bytes() {
        [_] => Some(1),
        // Lines and blocks, U+2500 to U+259F: most of the non-ASCII characters.
        [0xe2, 0x94 | 0x95, _] | [0xe2, 0x96, ..=0x9f] => Some(1),
        _ => {
            let mut chars = cell.symbol().chars();
            let first = chars.next().filter(|_| chars.next().is_none());
            first.and_then(undisputed)
        }
    }
}

/// The width of a character, if terminals agree on it.
const fn undisputed(c: char) -> Option<usize> {
    match c {
        // Latin, Greek and Cyrillic letters, without combining characters.
        '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' => Some(1),
        '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}' => Some(1),
        // Punctuation, currencies, arrows, shapes and check marks, without those that are also emoji.
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}' => Some(1),
        '\u{2190}'..='\u{2193}' | '\u{25a0}'..='\u{25b5}' | '\u{25b7}'..='\u{25bf}' => Some(1),
        '\u{25c1}'..='\u{25fa}' | '\u{2713}' | '\u{2717}' => Some(1),
        // Kana, Han and Hangul.
        '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' => Some(2),
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Some(2),
        _ => None,
    }
}

/// Whether a terminal may give the cell more or less than one column.
pub(super) fn is_odd(cell: &Cell) -> bool {
    columns(cell) != Some(1)
}

/// Whether the cell is wider than one column.
pub(super) fn is_wide(cell: &Cell) -> bool {
    is_odd(cell) && cell.cell_width() > 1
}
