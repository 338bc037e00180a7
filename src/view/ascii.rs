//! `--ascii`: replaces glyphs and lines after everything is drawn, so that drawing code need not care.

use ratatui::{buffer::Buffer, style::Style};
use unicode_width::UnicodeWidthStr;

/// The ASCII character for a glyph; always one cell.
const fn plain(glyph: char) -> char {
    match glyph {
        '─' | '━' | '╌' | '▫' | '–' | '—' | '░' => '-',
        '═' | '▒' | '▂' | '▃' => '=',
        '▁' => '_',
        '│' | '┃' | '║' | '▌' | '▐' | '▏' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '╭' | '╮' | '╰' | '╯' | '┏' | '┓'
        | '┗' | '┛' | '╔' | '╗' | '╚' | '╝' | '✓' => '+',
        '▸' | '›' | '→' | '▹' => '>',
        '◂' | '‹' | '←' => '<',
        '▾' | '▿' | '↓' => 'v',
        '▴' | '↑' => '^',
        '▪' => '*',
        '●' => 'o',
        '▵' | '·' => '.',
        '✗' | '×' => 'x',
        '▄' | '▅' | '▆' | '▇' | '█' | '▓' => '#',
        '…' => '~',
        '▖' => '|',
        '▘' => '/',
        '▝' => '-',
        '▗' => '\\',
        _ => '?',
    }
}

/// Replaces everything on the screen that is not ASCII.
pub fn replace(buffer: &mut Buffer) {
    let mut covered = 0;
    for cell in &mut buffer.content {
        if covered > 0 {
            covered -= 1;
            cell.set_symbol("?");
            continue;
        }
        let symbol = cell.symbol();
        if symbol.is_ascii() {
            continue;
        }
        let wide = symbol.width();
        let glyph = symbol.chars().next().map_or('?', plain);
        cell.set_char(glyph).set_style(Style::new());
        covered = wide.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::State;
    use ratatui::layout::Rect;

    #[test]
    fn states_keep_the_sign_that_they_ask_for() {
        for state in [
            State::ACTIVE,
            State::IDLE,
            State::STARTING,
            State::SUSPENDING,
            State::BLOCKED,
            State::READY,
        ] {
            assert_eq!(plain(state.glyph), state.ascii, "{}", state.word);
        }
    }

    #[test]
    fn nothing_but_ascii_is_left() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "│▪ 東京 é…", Style::new());
        replace(&mut buffer);
        let text: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
        assert_eq!(text, "|* ???? ?~  ");
    }
}
