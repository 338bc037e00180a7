//! A line of text being edited.

use super::{
    super::{text::clean, theme::Theme},
    LineWriter,
};
use crate::ui::text_input::TextInput;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};
use tui_input::Input;

/// Draws the text, scrolled so that the caret is in view; returns the caret position.
pub fn draw(buffer: &mut Buffer, area: Rect, input: &Input, style: Style) -> Option<(u16, u16)> {
    let area = area.intersection(buffer.area);
    let room = usize::from(area.width.checked_sub(1)?);
    if area.height == 0 {
        return None;
    }
    let scroll = input.visual_scroll(room);
    let text = clean(input.value());
    let shown = super::super::text::behind(&text, scroll);
    LineWriter::new(buffer, area, 0).put(&shown, style);
    let caret = input.visual_cursor().saturating_sub(scroll).min(room);
    Some((area.x + caret as u16, area.y))
}

/// Draws what is asked, the text behind it, and a remark at the right end of the line; returns the caret position.
pub fn line(
    buffer: &mut Buffer,
    area: Rect,
    (asked, remark): (&str, &str),
    input: &Input,
    theme: &Theme,
) -> Option<(u16, u16)> {
    let mut pen = LineWriter::new(buffer, area, 0);
    pen.put(asked, theme.key);
    if !remark.is_empty() {
        pen.put_right(remark, theme.dim);
    }
    let field = Rect {
        x: pen.x(),
        width: pen.left() as u16,
        height: area.height.min(1),
        ..area
    };
    draw(buffer, field, input, theme.strong)
}

/// Draws the text of a field; `selected` patches the part that the first typed character replaces.
pub fn draw_field(
    buffer: &mut Buffer,
    area: Rect,
    input: &TextInput,
    (style, selected): (Style, Style),
) -> Option<(u16, u16)> {
    let caret = draw(buffer, area, input, style);
    if let Some((x, y)) = caret.filter(|_| input.is_selected()) {
        // It has not been edited yet, so the caret is at its end.
        let text = Rect::new(area.x, y, x.saturating_sub(area.x), 1);
        buffer.set_style(text.intersection(buffer.area), selected);
    }
    caret
}
