//! What one cell shows, told from its bytes: a frame asks this thousands of times.

use ratatui::{
    buffer::{Cell, CellWidth},
    style::Modifier,
};

/// Modifiers that can be seen on a blank.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Whether nobody could tell the cells apart. As ratatui's `==`, of which a frame needs 10,000, but for what is never set
/// here.
pub(super) fn looks_alike(one: &Cell, other: &Cell) -> bool {
    let symbols = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    symbols
        && one.modifier == other.modifier
        && one.fg == other.fg
        && one.bg == other.bg
        && one.underline_color == other.underline_color
}

/// Whether the cell holds a printable ASCII character.
pub(super) fn is_plain(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
}

/// Whether the cell holds a visible ASCII character.
pub(super) fn is_text(cell: &Cell) -> bool {
    is_plain(cell) && cell.symbol() != " "
}

/// Whether the cell shows nothing but, at most, a background.
pub(super) fn is_blank(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), b" ") && !cell.modifier.intersects(SEEN_ON_BLANK)
}

/// Whether the cell is wider than one column.
pub(super) fn is_wide(cell: &Cell) -> bool {
    match cell.symbol().as_bytes() {
        [_] => false,
        // Lines and blocks, U+2500 to U+259F: most of what is not ASCII.
        [0xe2, 0x94 | 0x95, _] | [0xe2, 0x96, ..=0x9f] => false,
        _ => cell.cell_width() > 1,
    }
}

/// Whether the cell is not one column wide.
pub(super) fn is_odd(cell: &Cell) -> bool {
    cell.cell_width() != 1
}
