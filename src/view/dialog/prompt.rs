//! A prompt: one line of text, and how to write it.

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, width, wrap},
        widget::{input, lines},
    },
    Window,
};
use crate::ui::dialog::prompt::Prompt;
use ratatui::{buffer::Buffer, layout::Rect, text::Line};

/// The widest the dialog gets.
const WIDEST: usize = 76;

/// Draws the dialog; returns the caret position.
pub fn draw(buffer: &mut Buffer, prompt: &Prompt, cx: DrawContext<'_>) -> Caret {
    let theme = cx.theme;
    let room = usize::from(buffer.area.width).saturating_sub(4).min(WIDEST);
    let label = format!("  {}  ", prompt.label);
    let mut page = vec![
        Line::default(),
        Line::styled(label.clone(), theme.strong),
        Line::default(),
    ];
    for note in &prompt.notes {
        let parts = wrap(&clean(note), room.saturating_sub(4)).into_iter();
        page.extend(parts.map(|part| Line::styled(format!("  {part}"), theme.dim)));
    }
    if let Some(far) = &prompt.progress {
        page.push(Line::default());
        let parts = wrap(&clean(far), room.saturating_sub(4)).into_iter();
        page.extend(parts.map(|part| Line::styled(format!("  {part}"), theme.busy)));
    }
    if let Some(why) = &prompt.refused {
        page.push(Line::default());
        let parts = wrap(&clean(why), room.saturating_sub(4)).into_iter();
        page.extend(parts.enumerate().map(|(at, part)| {
            let sign = if at == 0 { '✗' } else { ' ' };
            Line::styled(format!("  {sign} {part}"), theme.bad)
        }));
    }
    let area = Window {
        title: &prompt.title,
        size: (room, page.len()),
        bare: false,
    }
    .draw(buffer, cx);
    lines::draw(buffer, area, &page, 0, 0);
    let before = u16::try_from(width(&label)).unwrap_or(0);
    let line = Rect {
        x: area.x.saturating_add(before),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(before),
        height: 1,
    };
    input::draw_field(
        buffer,
        line.intersection(area),
        &prompt.input,
        (theme.text, theme.selected),
    )
}
