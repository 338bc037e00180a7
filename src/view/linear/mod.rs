//! Linear mode: one column of plain text, for screen readers and braille displays.
//!
//! A screen reader speaks the line that the terminal's cursor is on, and whatever else changes. So:
//! - the cursor is visible, and at the beginning of what is selected ([`marker::Marker`]);
//! - each row is a sentence of its own: what it is, its state, and where it is in the list (`row.rs`);
//! - only the pane with the focus is shown, below its title, without borders ([`crate::ui::layout`]);
//! - nothing changes by itself: no spinner, no clock, no count of requests;
//! - notices have lines of their own at the bottom of the screen (`notice.rs`);
//! - charts are left out, or become words, and what is left of drawn lines and signs is replaced at the end.

pub mod marker;
pub mod notice;
pub mod row;

use ratatui::buffer::Buffer;

/// What stands for a sign that a screen reader would spell out, skip, or read as noise.
const fn plain(glyph: char) -> char {
    match glyph {
        '·' => ',',
        '›' => '/',
        '→' => '>',
        '←' | '‹' => '<',
        '↑' => '^',
        '↓' => 'v',
        '×' => 'x',
        '–' | '—' => '-',
        '✗' => '!',
        '─'..='◿' | '⠀'..='⣿' | '✓' => ' ',
        other => other,
    }
}

/// Replaces drawn lines, bars and signs by blanks and punctuation. Names in any script stay.
pub fn replace(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let mut chars = cell.symbol().chars();
        let (Some(glyph), None) = (chars.next(), chars.next()) else {
            continue;
        };
        let plain = plain(glyph);
        if plain != glyph {
            cell.set_char(plain);
        }
    }
}
