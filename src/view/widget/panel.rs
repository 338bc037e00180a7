//! Frames around panes and dialogs, with their titles.

use super::{
    super::{DrawContext, theme::Theme},
    LineWriter,
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    symbols::border,
    text::{Line, Span},
};

/// A frame. Thick lines mark focus, double lines production: both are visible without color.
#[derive(Debug, Default)]
pub struct Panel<'a> {
    /// On the top border, at the left.
    pub title: Line<'a>,
    /// On the bottom border, at the right.
    pub below: Line<'a>,
    pub focus: bool,
    pub production: bool,
    /// The style of the border, if not that of a pane.
    pub lines: Option<Style>,
    /// The part of the content in view: first line, lines in view, all lines.
    pub scroll: Option<(usize, usize, usize)>,
}

impl Panel<'_> {
    /// Draws the frame; returns the area inside. In linear mode, that is the title alone.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) -> Rect {
        let theme = cx.theme;
        let area = area.intersection(buffer.area);
        if cx.is_linear() {
            return self.titled(buffer, area);
        }
        if area.width < 2 || area.height < 2 {
            return Rect { height: 0, ..area };
        }
        let set = match (self.production, self.focus) {
            (true, _) => border::DOUBLE,
            (false, true) => border::THICK,
            (false, false) => border::PLAIN,
        };
        let style = match (self.lines, self.focus) {
            (Some(style), _) => style,
            (None, true) => theme.border_focus,
            (None, false) => theme.border,
        };
        self.lines_around(buffer, area, &set, style);
        let inside = Rect {
            x: area.x + 1,
            width: area.width - 2,
            ..area
        };
        spans(&mut LineWriter::new(buffer, inside, 0), &self.title);
        let wide = self.below.width() as u16;
        if wide > 0 && wide + 2 < inside.width {
            let mut pen = LineWriter::new(buffer, inside, area.height - 1);
            pen.skip(inside.width - wide - 1);
            spans(&mut pen, &self.below);
        }
        Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width - 2,
            height: area.height - 2,
        }
    }

    /// Draws the title, and behind it what would be on the bottom border.
    fn titled(&self, buffer: &mut Buffer, area: Rect) -> Rect {
        let mut pen = LineWriter::new(buffer, area, 0);
        spans(&mut pen, &self.title);
        spans(&mut pen, &self.below);
        Rect {
            y: area.y.saturating_add(1),
            height: area.height.saturating_sub(1),
            ..area
        }
    }

    fn lines_around(&self, buffer: &mut Buffer, area: Rect, set: &border::Set<'_>, style: Style) {
        let (left, right, top, bottom) = (area.x, area.right() - 1, area.y, area.bottom() - 1);
        let mut cell = |x: u16, y: u16, symbol: &str| {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.set_symbol(symbol).set_style(style);
            }
        };
        for x in left + 1..right {
            cell(x, top, set.horizontal_top);
            cell(x, bottom, set.horizontal_bottom);
        }
        for y in top + 1..bottom {
            cell(left, y, set.vertical_left);
            cell(right, y, set.vertical_right);
        }
        cell(left, top, set.top_left);
        cell(right, top, set.top_right);
        cell(left, bottom, set.bottom_left);
        cell(right, bottom, set.bottom_right);
        if let Some(scroll) = self.scroll {
            let border = Rect {
                x: right,
                y: top + 1,
                width: 1,
                height: bottom - top - 1,
            };
            scroll_bar(buffer, border, scroll, self.focus && !self.production);
        }
    }
}

/// Shows on a part of the right border which lines are in view: the first of them, how many, of how many. On a thick
/// border, the bar has to be thicker.
pub fn scroll_bar(
    buffer: &mut Buffer,
    border: Rect,
    (from, shown, all): (usize, usize, usize),
    is_thick: bool,
) {
    if all <= shown {
        return;
    }
    let bar = if is_thick { "▐" } else { "┃" };
    let (thumb, length) = thumb(from, shown, all, border.height.into());
    for y in (border.y..border.bottom()).skip(thumb).take(length) {
        if let Some(cell) = buffer.cell_mut((border.x, y)) {
            cell.set_symbol(bar);
        }
    }
}

fn spans(pen: &mut LineWriter<'_>, line: &Line<'_>) {
    for span in &line.spans {
        // The bottom border has a style of its own.
        pen.put(&span.content, Style::reset().patch(span.style));
    }
}

/// The start and the length of a scroll bar's thumb.
fn thumb(from: usize, shown: usize, all: usize, height: usize) -> (usize, usize) {
    let length = (height * shown / all.max(1)).clamp(1, height.max(1));
    let room = height.saturating_sub(length);
    let last = all.saturating_sub(shown).max(1);
    (room * from.min(last) / last, length.min(height))
}

/// The title of a pane: its number and its name, marked when it has focus.
pub fn title<'a>(theme: &Theme, focus: bool, number: &'static str, name: Span<'a>) -> Line<'a> {
    let style = if focus {
        theme.title_focus
    } else {
        theme.title
    };
    let digit = if focus { style } else { theme.dim };
    Line::from(vec![
        Span::styled(number, digit),
        Span::styled(" ", style),
        Span::styled(name.content, style.patch(name.style)),
        Span::styled(" ", Style::new()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thumb_stays_inside_and_reaches_both_ends() {
        for (from, shown, all, height, expected) in [
            (0, 10, 100, 10, (0, 1)),
            (90, 10, 100, 10, (9, 1)),
            (0, 10, 12, 10, (0, 8)),
            (2, 10, 12, 10, (2, 8)),
            (500_000, 10, 20, 10, (5, 5)),
        ] {
            assert_eq!(thumb(from, shown, all, height), expected);
        }
    }
}
