//! Differences between schemas.

use super::{
    super::{
        Look,
        text::{clean, wrap},
        widget::{Pen, lines},
    },
    Window,
};
use crate::core::dialog::{
    Viewer,
    viewer::{Diff, Side},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

/// The widest that a difference gets.
const WIDEST: u16 = 140;

/// Draws a difference: what it is about, then its lines with `+` and `-`.
pub fn draw(buffer: &mut Buffer, viewer: &Viewer, diff: &Diff, look: Look<'_>) {
    let screen = buffer.area;
    let wide = usize::from(screen.width.min(WIDEST).saturating_sub(4));
    let tall = usize::from(screen.height).saturating_sub(5);
    let needs = if diff.lines.is_empty() {
        4
    } else {
        diff.lines.len() + 3
    };
    let area = Window {
        title: &viewer.title,
        size: (wide, needs.min(tall)),
        production: false,
    }
    .draw(buffer, look);
    let theme = look.theme;
    if diff.lines.is_empty() {
        let note: Vec<Line<'_>> = wrap(&clean(&diff.note), usize::from(area.width).max(1))
            .into_iter()
            .map(Line::raw)
            .collect();
        lines::draw(buffer, below(area, 1), &note, 0, 0);
        return;
    }
    let here = below(area, 2);
    let last = lines::last(diff.lines.len(), here.height);
    let from = usize::from(viewer.scroll).min(last.max(last_hunk(diff)));
    let mut pen = Pen::new(buffer, area, 0);
    pen.put("+ ", theme.good)
        .put(&clean(&diff.here), theme.strong)
        .put("  - ", theme.bad)
        .put(&clean(&diff.base), theme.strong)
        .skip(3);
    pen.put(&diff.summary(from), theme.dim);
    let text: Vec<Line<'_>> = diff.lines.iter().map(|line| row(line, look)).collect();
    lines::draw(buffer, here, &text, from, usize::from(viewer.sideways));
}

/// The last hunk can always be brought to the top.
fn last_hunk(diff: &Diff) -> usize {
    diff.hunks().next_back().unwrap_or_default()
}

fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height.saturating_sub(1));
    Rect {
        y: area.y.saturating_add(lines),
        height: area.height.saturating_sub(lines),
        ..area
    }
}

fn row<'a>((side, text): &'a (Side, String), look: Look<'a>) -> Line<'a> {
    let theme = look.theme;
    let (sign, style): (&str, Style) = match side {
        Side::Added => ("+ ", theme.good),
        Side::Removed => ("- ", theme.bad),
        Side::Both => ("  ", theme.text),
        Side::Hunk => ("", theme.heading),
    };
    Line::from(vec![
        Span::styled(sign, style),
        Span::styled(clean(text), style),
    ])
}
