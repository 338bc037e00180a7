//! Short messages, in one box above the footer and away from the selected row.

use super::{
    Look, footer,
    text::{clean, fit, width, wrap},
    widget::{Panel, Pen},
};
use crate::core::{layout::Room, notice::Tone};
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
/// A message that is narrower gets one more line.
const NARROW: usize = 50;
/// Of a screen, what messages may cover at most.
const SHARE: usize = 4;

/// A line of a message: its sign, how that looks, the text.
type Row = (&'static str, Style, String);

/// Messages in a box: their lines, where it is, and whether it has a border.
fn boxed(buffer: &Buffer, look: Look<'_>) -> (Vec<Row>, Rect, bool) {
    let screen = buffer.area;
    let room = WIDEST
        .min(screen.width.saturating_sub(2))
        .saturating_sub(4)
        .max(1);
    let room = usize::from(room);
    let lines = lines(screen, room, look);
    let wide = lines.iter().map(|(.., text)| width(text)).max();
    let wide = (wide.unwrap_or(0) + 4) as u16;
    let borders = screen.height >= 10;
    let area = place(buffer, look, wide, lines.len() as u16, borders);
    (lines, area, borders)
}

/// How many of the first lines of the screen messages take, because the dialog leaves no other room for them: it
/// begins below.
pub fn lines_above_dialog(buffer: &Buffer, look: Look<'_>) -> u16 {
    if look.model.notices.shown().is_empty() {
        return 0;
    }
    let (_, area, _) = boxed(buffer, look);
    if area.intersects(look.covered.get()) {
        above_dialog(buffer.area, look).len() as u16
    } else {
        0
    }
}

/// Draws the messages, the newest lowest.
pub fn draw(buffer: &mut Buffer, look: Look<'_>) {
    if look.model.notices.shown().is_empty() {
        return;
    }
    let (lines, area, borders) = boxed(buffer, look);
    if area.intersects(look.covered.get()) {
        return beside_dialog(buffer, look);
    }
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
    put(buffer, inside, u16::from(!borders), &lines, look);
}

/// Where a dialog leaves no room for them, messages take the lines above it; on a very small screen, its hints.
fn beside_dialog(buffer: &mut Buffer, look: Look<'_>) {
    let screen = buffer.area;
    let (lines, y) = if Room::of(look.model.size) == Room::Tiny {
        let newest = above_dialog(screen, look).pop();
        (newest.into_iter().collect(), screen.height - 1)
    } else {
        (above_dialog(screen, look), 0)
    };
    let area = Rect {
        y: screen.y + y,
        height: (lines.len() as u16).min(screen.height - y),
        ..screen
    };
    Clear.render(area, buffer);
    put(buffer, area, 1, &lines, look);
}

fn above_dialog(screen: Rect, look: Look<'_>) -> Vec<Row> {
    lines(screen, usize::from(screen.width.saturating_sub(3)), look)
}

/// The lines of the messages, so many cells wide. On a small screen only the newest are there.
fn lines(screen: Rect, room: usize, look: Look<'_>) -> Vec<Row> {
    // A narrow screen takes more lines to say the same.
    let most = if room < NARROW { LINES + 1 } else { LINES };
    let mut left = (usize::from(screen.height) / SHARE).max(most);
    let mut lines: Vec<Row> = Vec::new();
    for notice in look.model.notices.shown().iter().rev() {
        let (sign, style) = match notice.tone {
            Tone::Info => (" ", look.theme.text),
            Tone::Good => ("✓", look.theme.good),
            Tone::Bad => ("✗", look.theme.bad),
        };
        let text = clean(&notice.text);
        let mut parts = wrap(&text, room);
        if parts.len() > most {
            let rest = parts.split_off(most - 1).join(" ");
            parts.push(fit(&rest, room).into_owned());
        }
        let Some(rest) = left.checked_sub(parts.len()) else {
            break;
        };
        left = rest;
        let signs = std::iter::once(sign).chain(std::iter::repeat(" "));
        let rows = signs.zip(parts).map(|(sign, part)| (sign, style, part));
        lines.splice(0..0, rows);
    }
    lines
}

fn put(buffer: &mut Buffer, area: Rect, indent: u16, lines: &[Row], look: Look<'_>) {
    for (at, (sign, style, text)) in lines.iter().enumerate() {
        let mut pen = Pen::new(buffer, area, at as u16);
        pen.skip(indent).put(sign, *style).put(" ", *style);
        pen.put(text, look.theme.text);
    }
}

/// Bottom right, above the footer; below the header when the selected row, or a dialog, would be
/// covered there.
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
    let kept = if look.model.dialogs.is_empty() {
        selected(look)
    } else {
        Some(look.covered.get())
    };
    match kept {
        Some(kept) if low.intersects(kept) && !high.intersects(kept) => high.intersection(screen),
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
