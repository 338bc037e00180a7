//! Highlights the words of a search on the screen.

use super::super::text::width;
use crate::ui::dialog::viewer::search::find;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// Highlights the words wherever they appear in an area that is already drawn.
pub fn mark(buffer: &mut Buffer, area: Rect, words: &str, style: Style) {
    let area = area.intersection(buffer.area);
    for y in area.y..area.bottom() {
        let mut text = String::new();
        // The cells of the line, and where each begins in its text. A cell covered by a wide character is
        // skipped.
        let mut cells = Vec::with_capacity(usize::from(area.width));
        let mut x = area.x;
        while x < area.right() {
            let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
            cells.push((x, text.len()));
            text.push_str(symbol);
            x = x.saturating_add(width(symbol).max(1) as u16);
        }
        for found in find(&text, words) {
            for (x, begin) in &cells {
                if found.contains(begin)
                    && let Some(cell) = buffer.cell_mut((*x, y))
                {
                    cell.set_style(style);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;

    #[test]
    fn wide_characters_are_found_where_they_stand() {
        let area = Rect::new(0, 0, 12, 1);
        let mut buffer = Buffer::empty(area);
        buffer.set_string(0, 0, "a 東京 b", Style::default());
        mark(&mut buffer, area, "東京", Style::default().fg(Color::Red));
        let marked = |x: &u16| {
            buffer
                .cell((*x, 0))
                .is_some_and(|cell| cell.fg == Color::Red)
        };
        assert_eq!((0..12).filter(marked).collect::<Vec<_>>(), [2, 4]);
    }
}
