//! Differences between schemas: side by side on a wide screen, otherwise as one list.

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, fit, wrap},
        widget::{LineWriter, lines},
    },
    Window, text_layout,
};
use crate::ui::dialog::viewer::{
    Diff, Viewer,
    text_layout::{GAP, TextArea},
};
use ratatui::{buffer::Buffer, layout::Rect, text::Line};

/// The widest a difference gets as one list.
const WIDEST: u16 = 140;
/// The widest it gets side by side.
const WIDEST_PAIRED: u16 = 244;
/// From this width on, a difference is shown side by side.
const PAIRED: u16 = 160;

/// Draws a difference: what is compared, then the lines with `+` and `-`.
pub fn draw(buffer: &mut Buffer, viewer: &Viewer, diff: &Diff, cx: DrawContext<'_>) -> Caret {
    let screen = buffer.area;
    let paired = screen.width >= PAIRED && !cx.is_linear();
    let widest = if paired { WIDEST_PAIRED } else { WIDEST };
    let columns = screen.width.min(widest).saturating_sub(4);
    let most = usize::from(screen.height).saturating_sub(5);
    let room = TextArea {
        columns,
        lines: screen.height,
        paired,
    };
    let is_empty = diff.lines().is_empty();
    let lines = if is_empty {
        2
    } else {
        viewer.layout(room).line_count(most)
    };
    let needs = lines + 2 + usize::from(viewer.search.is_some());
    let area = Window {
        title: &viewer.title,
        size: (usize::from(columns), needs.min(most)),
        bare: false,
    }
    .draw(buffer, cx);
    if is_empty {
        let (area, caret) = text_layout::strip(buffer, area, viewer.search.as_ref(), cx);
        let note: Vec<Line<'_>> = wrap(&clean(&diff.note), usize::from(area.width).max(1))
            .into_iter()
            .map(Line::raw)
            .collect();
        lines::draw(buffer, below(area, 1), &note, 0, 0);
        return caret;
    }
    let caret = text_layout::draw(buffer, below(area, 2), viewer, paired, cx);
    let room = viewer.room.get();
    let (row, _) = viewer.top(room);
    let from = viewer.layout(room).place((row, 0)).line;
    heading(buffer, area, diff, (from, paired), cx);
    caret
}

/// Draws what is compared, and the position in the difference.
fn heading(
    buffer: &mut Buffer,
    area: Rect,
    diff: &Diff,
    (from, paired): (usize, bool),
    cx: DrawContext<'_>,
) {
    let theme = cx.theme;
    let (here, base) = (clean(&diff.here), clean(&diff.base));
    let mut pen = LineWriter::new(buffer, area, 0);
    if paired {
        let middle = area.width.saturating_sub(GAP) / 2 + GAP;
        pen.put("- ", theme.bad).put(&base, theme.strong);
        pen.to(area.x + middle);
        pen.put("+ ", theme.good).put(&here, theme.strong).skip(3);
    } else {
        pen.put("+ ", theme.good).put(&here, theme.strong);
        pen.put("  - ", theme.bad).put(&base, theme.strong).skip(3);
    }
    let summary = diff.summary(from);
    pen.put(&fit(&summary, pen.left()), theme.dim);
}

fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height.saturating_sub(1));
    Rect {
        y: area.y.saturating_add(lines),
        height: area.height.saturating_sub(lines),
        ..area
    }
}
