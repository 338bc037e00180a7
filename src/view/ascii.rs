//! `--ascii`, and terminals that draw characters of ambiguous width two cells wide: replaces glyphs and lines after everything is drawn, so that drawing code need not care.

use ratatui::{buffer::Buffer, style::Style};
use unicode_normalization::char::decompose_canonical;
use unicode_width::UnicodeWidthStr;

/// The ASCII character for a glyph; always one cell.
const fn plain(glyph: char) -> char {
    match glyph {
        '─' | '━' | '╌' | '▫' | '–' | '—' | '░' => '-',
        '═' | '▒' | '▂' | '▃' => '=',
        '▁' => '_',
        '│' | '┃' | '║' | '▌' | '▏' => '|',
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
        '▄' | '▅' | '▆' | '▇' | '█' | '▓' | '▐' => '#',
        '…' => '~',
        '▖' => '|',
        '▘' => '/',
        '▝' => '-',
        '▗' => '\\',
        _ => '?',
    }
}

/// Replaces what some terminals draw two cells wide although it counts as one: lines, signs, and letters such as é. What
/// is wide everywhere, and what is narrow everywhere, stays.
pub fn replace_ambiguous(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        let first = symbol.chars().next().unwrap_or(' ');
        if symbol.width() == symbol.width_cjk() && !is_ambiguous_letter(first) {
            continue;
        }
        cell.set_char(match plain(first) {
            '?' => base(first),
            sign => sign,
        });
    }
}

/// Whether Unicode calls the width of this letter ambiguous: those that East Asian character sets had, too. The crate that
/// measures text counts letters as narrow.
const fn is_ambiguous_letter(letter: char) -> bool {
    matches!(letter,
        // Latin.
        'ª' | 'º' | 'Æ' | 'Ð' | 'Ø' | 'Þ'..='á' | 'æ' | 'è'..='ê' | 'ì' | 'í' | 'ð' | 'ò' | 'ó' | 'ø'..='ú' | 'ü' | 'þ'
        | 'ā' | 'đ' | 'ē' | 'ě' | 'Ħ' | 'ħ' | 'ī' | 'ı'..='ĳ' | 'ĸ' | 'Ŀ'..='ł' | 'ń' | 'ň'..='ŋ' | 'ō' | 'Œ' | 'œ'
        | 'Ŧ' | 'ŧ' | 'ū' | 'ǎ' | 'ǐ' | 'ǒ' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ'
        // Greek and Cyrillic.
        | 'Α'..='Ω' | 'α'..='ρ' | 'σ'..='ω' | 'Ё' | 'А'..='я' | 'ё')
}

/// The letter without its accents, if that is ASCII.
fn base(letter: char) -> char {
    let mut base = None;
    decompose_canonical(letter, |part| {
        base.get_or_insert(part);
    });
    base.filter(char::is_ascii).unwrap_or('?')
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
    fn where_ambiguous_characters_are_wide_only_those_are_replaced() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 16, 1));
        buffer.set_string(0, 0, "│▪· 東京 é…ñЖ→", Style::new());
        replace_ambiguous(&mut buffer);
        let text: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
        assert_eq!(text, "|▪. 東 京  e~ñ?>  ");
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
