//! Short messages, in one box above the footer and away from the selected row.

use super::{
    Look, footer,
    text::{clean, fit, width, wrap},
    widget::{Panel, Pen},
};
use crate::core::notice::Tone;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Clear, Widget as _},
};

/// The widest that a message gets.
const WIDEST: u16 = 76;
/// The most lines of one message.
const LINES: usize = 2;
/// Of a screen, what messages may cover at most.
const SHARE: usize = 4;

/// Draws the messages, the newest lowest.
pub fn draw(buffer: &mut Buffer, look: Look<'_>) {
    let notices = look.model.notices.shown();
    if notices.is_empty() || buffer.area.width < 8 || buffer.area.height < 3 {
        return;
    }
    let room = usize::from(WIDEST.min(buffer.area.width - 2)) - 4;
    let mut lines: Vec<(&str, Style, String)> = Vec::new();
    for notice in notices {
        let (sign, style) = match notice.tone {
            Tone::Info => (" ", look.theme.text),
            Tone::Good => ("✓", look.theme.good),
            Tone::Bad => ("✗", look.theme.bad),
        };
        let text = clean(&notice.text);
        let mut parts = wrap(&text, room);
        if parts.len() > LINES {
            let rest = parts.split_off(LINES - 1).join(" ");
            parts.push(fit(&rest, room).into_owned());
        }
        for (at, part) in parts.into_iter().enumerate() {
            lines.push((if at == 0 { sign } else { " " }, style, part));
        }
    }
    // On a small screen only the newest are there.
    let most = (usize::from(buffer.area.height) / SHARE).max(LINES);
    lines.drain(..lines.len().saturating_sub(most));
    let wide = lines
        .iter()
        .map(|(.., text)| width(text))
        .max()
        .unwrap_or(0);
    let borders = buffer.area.height >= 10;
    let area = place(buffer, look, (wide + 4) as u16, lines.len() as u16, borders);
    Clear.render(area, buffer);
    let inside = if borders {
        Panel {
            lines: lines.last().map(|(_, style, _)| *style),
            ..Panel::default()
        }
        .draw(buffer, area, look.theme)
    } else {
        area
    };
    for (at, (sign, style, text)) in lines.iter().enumerate() {
        let mut pen = Pen::new(buffer, inside, at as u16);
        pen.skip(u16::from(!borders))
            .put(sign, *style)
            .put(" ", *style);
        pen.put(text, look.theme.text);
    }
}

/// Bottom right, above the footer; below the header when the selected row would be covered there.
fn place(buffer: &Buffer, look: Look<'_>, wide: u16, lines: u16, borders: bool) -> Rect {
    let screen = buffer.area;
    let extra = u16::from(borders);
    let width = (wide + extra).min(screen.width);
    let height = (lines + 2 * extra)
        .min(screen.height.saturating_sub(1))
        .max(1);
    let bottom = footer::area(buffer, look).map_or(screen.bottom(), |area| area.y);
    let low = Rect {
        x: screen.right() - width,
        y: bottom.saturating_sub(height),
        width,
        height,
    };
    let high = Rect {
        y: 1.min(screen.height - 1),
        ..low
    };
    match selected(look) {
        Some(row) if low.intersects(row) && !high.intersects(row) => high.intersection(screen),
        _ => low.intersection(screen),
    }
}

/// Where the selected row is.
fn selected(look: Look<'_>) -> Option<Rect> {
    let model = look.model;
    let area = model.rows_area()?;
    let (top, at) = model.scrolled();
    let line = u16::try_from(at.checked_sub(top)?).ok()?;
    (line < area.height).then(|| Rect::new(area.x, area.y + line, area.width, 1))
}
