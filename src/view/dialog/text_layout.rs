//! A text: the rows in view, what is searched for, and how many matches there are.

use super::super::{
    Caret, DrawContext,
    text::{clean, width},
    widget::{LineWriter, input, lines},
};
use crate::ui::dialog::viewer::{
    Content, Side, Viewer,
    search::{Search, find},
    text_layout::{GAP, SIGN, TextArea, TextLayout},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

/// Draws as much of the text as fits, with the search line below it. Returns the caret position in the search
/// line.
pub(super) fn draw(
    buffer: &mut Buffer,
    area: Rect,
    viewer: &Viewer,
    paired: bool,
    cx: DrawContext<'_>,
) -> Caret {
    let (area, caret) = strip(buffer, area, viewer.search.as_ref(), cx);
    let room = TextArea {
        columns: area.width,
        lines: area.height,
        paired,
    };
    viewer.room.set(room);
    cx.marker.set(area);
    let layout = viewer.layout(room);
    let (mut row, mut skip) = viewer.top(room);
    let mut y = area.y;
    while row < layout.rows() && y < area.bottom() {
        let here = Rect {
            y,
            height: area.bottom() - y,
            ..area
        };
        let tall = draw_row(buffer, here, (layout, row, skip), viewer, cx);
        y = y.saturating_add(u16::try_from(tall).unwrap_or(u16::MAX));
        (row, skip) = (row + 1, 0);
    }
    caret
}

/// Draws the search line at the end of an area, if there is a search. Returns the rest of the area, and the caret
/// position.
pub(super) fn strip(
    buffer: &mut Buffer,
    area: Rect,
    search: Option<&Search>,
    cx: DrawContext<'_>,
) -> (Rect, Caret) {
    let Some(search) = search.filter(|_| area.height > 1) else {
        return (area, None);
    };
    let above = Rect {
        height: area.height - 1,
        ..area
    };
    let line = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    let theme = cx.theme;
    let count = search.count();
    let style = if search.shown().is_some() {
        theme.strong
    } else {
        theme.bad
    };
    let mut pen = LineWriter::new(buffer, line, 0);
    pen.put("/", theme.key);
    pen.put_right(&count, style);
    let field = Rect {
        x: pen.x(),
        width: (pen.left() as u16).saturating_sub(1),
        ..line
    };
    let caret = input::draw(buffer, field, &search.input, theme.text);
    (above, caret.filter(|_| search.typing))
}

/// Draws a row without its first `skip` lines. Returns how many lines it took.
fn draw_row(
    buffer: &mut Buffer,
    area: Rect,
    (layout, row, skip): (TextLayout<'_>, usize, usize),
    viewer: &Viewer,
    cx: DrawContext<'_>,
) -> usize {
    let (left, right) = layout.row(row);
    // A hunk header belongs to neither side and spans both.
    let over_both = left.is_some_and(|line| side(viewer, line) == Some(Side::Hunk));
    let wide = if over_both { area.width } else { layout.side() };
    let column = |at: u16| {
        let x = area.x.saturating_add(at);
        let width = wide.min(area.right().saturating_sub(x));
        Rect { x, width, ..area }
    };
    let most = skip.saturating_add(usize::from(area.height));
    let mut tall = layout.height_within(row, most).saturating_sub(skip);
    if let Some(line) = left {
        draw_line(buffer, column(0), (layout, line, skip), viewer, cx);
    }
    if wide < area.width {
        if let Some(line) = right {
            let here = column(wide + GAP);
            draw_line(buffer, here, (layout, line, skip), viewer, cx);
        }
        tall = tall.min(usize::from(area.height));
        for below in 0..tall as u16 {
            let mut pen = LineWriter::new(buffer, area, below);
            pen.skip(wide + 1).put("│", cx.theme.border);
        }
    }
    tall
}

fn side(viewer: &Viewer, line: usize) -> Option<Side> {
    match &viewer.content {
        Content::Diff(diff) => diff.lines().get(line).map(|(side, _)| *side),
        Content::Text(_)
        | Content::Secret(_)
        | Content::Output(_)
        | Content::Log { .. }
        | Content::Schemas(_) => None,
    }
}

fn draw_line(
    buffer: &mut Buffer,
    area: Rect,
    (layout, line, skip): (TextLayout<'_>, usize, usize),
    viewer: &Viewer,
    cx: DrawContext<'_>,
) {
    let theme = cx.theme;
    let (sign, style): (&str, Style) = match side(viewer, line) {
        Some(Side::Added) => ("+ ", theme.good),
        Some(Side::Removed) => ("- ", theme.bad),
        Some(Side::Both) => ("  ", theme.text),
        Some(Side::Hunk) => ("", theme.heading),
        None => ("", theme.text),
    };
    let marks = marks(layout, line, viewer, cx);
    let text = layout.drawn(line);
    let mut begin = 0;
    let in_view = skip.saturating_add(usize::from(area.height));
    for (at, part) in layout.parts(&text).take(in_view).enumerate() {
        let y = area.y.saturating_add(at.saturating_sub(skip) as u16);
        if at >= skip {
            let sign = if at == 0 {
                sign
            } else {
                "  ".get(..sign.len()).unwrap_or_default()
            };
            let here = Rect {
                y,
                height: 1,
                ..area
            };
            LineWriter::new(buffer, here, 0).put(sign, style);
            let sign = SIGN.min(width(sign) as u16);
            let here = Rect {
                x: here.x.saturating_add(sign),
                width: here.width.saturating_sub(sign),
                ..here
            };
            let line = Line::from(spans(part, begin, &marks, style));
            lines::draw(buffer, here, &[line], 0, usize::from(viewer.sideways));
        }
        begin += part.len();
    }
}

/// A range in bytes of the drawn text, and its style.
type Mark = (std::ops::Range<usize>, Style);

/// The matches in a line as it is drawn.
fn marks(layout: TextLayout<'_>, line: usize, viewer: &Viewer, cx: DrawContext<'_>) -> Vec<Mark> {
    let Some(search) = &viewer.search else {
        return Vec::new();
    };
    let text = layout.line(line);
    let shown = search.shown().filter(|hit| hit.line == line);
    let (mut from, mut length) = (0, 0);
    let mut drawn = |byte: usize| {
        length += clean(text.get(from..byte).unwrap_or_default()).len();
        from = byte;
        length
    };
    find(text, search.words())
        .map(|at| {
            let is_shown = shown.is_some_and(|hit| hit.at == at);
            let style = if is_shown {
                cx.theme.found_here
            } else {
                cx.theme.found
            };
            (drawn(at.start)..drawn(at.end), style)
        })
        .collect()
}

/// A part of a line, beginning at byte `begin` of it, with its marks.
fn spans<'a>(part: &'a str, begin: usize, marks: &[Mark], style: Style) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    let mut from = 0;
    for (at, mark) in marks {
        let start = at.start.saturating_sub(begin).clamp(from, part.len());
        let end = at.end.saturating_sub(begin).clamp(start, part.len());
        let (before, marked) = (part.get(from..start), part.get(start..end));
        if let (Some(before), Some(marked)) = (before, marked) {
            spans.push(Span::styled(before, style));
            spans.push(Span::styled(marked, style.patch(*mark)));
            from = end;
        }
    }
    spans.push(Span::styled(part.get(from..).unwrap_or_default(), style));
    spans
}
