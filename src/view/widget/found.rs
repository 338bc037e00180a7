//! Words that are looked for, marked where they stand on the screen.

use crate::core::dialog::viewer::search::find;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// Marks the words wherever they stand in an area that is drawn already.
pub fn mark(buffer: &mut Buffer, area: Rect, words: &str, style: Style) {
    let area = area.intersection(buffer.area);
    for y in area.y..area.bottom() {
        let mut text = String::new();
        // Where each cell begins in the text of the line.
        let mut begins = Vec::with_capacity(usize::from(area.width));
        for x in area.x..area.right() {
            begins.push(text.len());
            text.push_str(buffer.cell((x, y)).map_or(" ", |cell| cell.symbol()));
        }
        for found in find(&text, words) {
            for (x, begin) in (area.x..).zip(&begins) {
                if found.contains(begin)
                    && let Some(cell) = buffer.cell_mut((x, y))
                {
                    cell.set_style(style);
                }
            }
        }
    }
}
