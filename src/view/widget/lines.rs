//! Lines of text that scroll both ways.

use super::{super::text, line_writer};
use ratatui::{buffer::Buffer, layout::Rect, text::Line};
use std::ops::Range;

/// Where lines of a text are that is drawn from line `from` on; empty if they are out of view.
pub fn place(area: Rect, from: usize, lines: Range<usize>) -> Rect {
    let end = lines.end.saturating_sub(from).min(area.height.into());
    let first = lines.start.saturating_sub(from).min(end);
    Rect {
        y: area.y + first as u16,
        height: (end - first) as u16,
        ..area
    }
}

/// Draws the lines in view; `sideways` columns are scrolled out on the left.
pub fn draw(buffer: &mut Buffer, area: Rect, lines: &[Line<'_>], from: usize, sideways: usize) {
    let area = area.intersection(buffer.area);
    for (line, y) in lines.iter().skip(from).zip(area.y..area.bottom()) {
        let mut hidden = sideways;
        let mut x = area.x;
        for span in &line.spans {
            let left = area.right().saturating_sub(x);
            if left == 0 {
                break;
            }
            let wide = if hidden > 0 {
                text::width(&span.content)
            } else {
                0
            };
            if hidden > 0 && wide <= hidden {
                hidden -= wide;
                continue;
            }
            let style = line.style.patch(span.style);
            let shown = text::behind(&span.content, hidden);
            hidden = 0;
            x = line_writer::write(buffer, (x, y), &shown, usize::from(left), style);
            if text::width(&shown) > usize::from(left)
                && let Some(last) = buffer.cell_mut((area.right() - 1, y))
            {
                last.set_symbol("…");
            }
        }
    }
}
