//! Linear mode: one column of plain text, for screen readers and braille displays.
//!
//! A screen reader speaks the line that the terminal's cursor is on, and whatever else changes. So:
//! - the cursor is visible, and at the beginning of what is selected ([`marker::Marker`]);
//! - each row is a sentence of its own: what it is, its state, and where it is in the list (`row.rs`);
//! - only the pane with the focus is shown, below its title, without borders ([`crate::ui::layout`]);
//! - nothing changes by itself: no spinner, no clock, no count of requests;
//! - notices have lines of their own at the bottom of the screen (`notice.rs`);
//! - charts are left out, or become words, and what is left of drawn lines and signs is replaced at the end, but not in
//!   names (`names.rs`).

pub mod marker;
mod names;
pub mod notice;
pub mod row;

use crate::store::Store;
use names::SignsInNames;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthChar;

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

/// Replaces drawn lines, bars and signs by blanks and punctuation. Names stay as they are.
pub fn replace(buffer: &mut Buffer, store: &Store) {
    let names = SignsInNames::of(store);
    let width = usize::from(buffer.area.width).max(1);
    for line in buffer.content.chunks_mut(width) {
        let mut before = ' ';
        for at in 0..line.len() {
            let after = line
                .get(at + 1)
                .and_then(|cell| cell.symbol().chars().next());
            let Some(cell) = line.get_mut(at) else {
                continue;
            };
            let mut chars = cell.symbol().chars();
            let (first, second) = (chars.next().unwrap_or(' '), chars.next());
            let last = cell.symbol().chars().next_back().unwrap_or(' ');
            let plain = plain(first);
            if second.is_none() && plain != first && !names.has(before, first, after.unwrap_or(' '))
            {
                cell.set_char(plain);
            }
            // The second cell of a wide character is no neighbor.
            let is_behind_wide = before.width() == Some(2) && first == ' ';
            before = if is_behind_wide { before } else { last };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{layout::Rect, style::Style};

    /// A line as it is shown while such a project is known.
    fn shown(line: &str, name: &str) -> String {
        let mut store = Store::default();
        store.project_mut(&"p".into()).row.name = name.into();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
        buffer.set_string(0, 0, line, Style::new());
        replace(&mut buffer, &store);
        let text: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
        text.trim_end().to_owned()
    }

    #[test]
    fn only_signs_of_the_program_are_replaced() {
        for (name, line, text) in [
            ("main", "▪ main → a · b", "main > a , b"),
            ("dev→x", "▪ dev→x → a", "dev→x > a"),
            ("▪", "▪ ▪▪", "▪"),
            ("▪x▪", "▪ ▪x▪ ▪", "▪x▪"),
            ("東→京", "▪ 東→京 →", "東 →京 >"),
            ("a · b", "a · b ✗", "a · b !"),
            ("→→", "→→ ↑", "→→ ^"),
        ] {
            assert_eq!(
                shown(line, name).trim_start().replace("京 ", "京"),
                text,
                "{name}"
            );
        }
    }
}
