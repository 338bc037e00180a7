//! Forms: fields above, the effects of the change and its request below.

mod below;
mod field;
mod pick;

use super::{
    super::{
        Caret, DrawContext,
        format::waiting,
        text::{clean, fit, fit_middle, width, wrap},
        widget::{LineWriter, lines},
    },
    Window, text,
};
use crate::ui::{
    Action,
    dialog::form::{Form, Status},
    layout::Breakpoint,
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};
use std::ops::Range;

/// The widest a form gets.
const WIDEST: usize = 92;
/// Separates the parts of a title.
const STEP: &str = " › ";
/// The cells beside a title: the frame, and what it says of production.
const BESIDE: usize = 13;
/// The least cells of a name in a title.
const LEAST: usize = 5;
/// From this height on, a blank line separates the message.
const ROOMY: u16 = 8;

/// The lines of a form's fields, and where the cursor is among them.
#[derive(Default)]
struct Fields {
    lines: Vec<Line<'static>>,
    /// The first line of the focused field, and the line after its last.
    here: (usize, usize),
    /// The lines of each field, by its path.
    places: Vec<(Range<usize>, &'static str)>,
    /// The line and column of the caret.
    caret: Option<(usize, u16)>,
}

/// What the form does and to what: where there is little room, without the path to the thing, so that its name stays.
fn title(parts: &[String], room: usize) -> String {
    let parts: Vec<_> = parts.iter().map(|part| clean(part)).collect();
    let whole = parts.join(STEP);
    let ([first, .., last], true) = (parts.as_slice(), width(&whole) > room) else {
        return whole;
    };
    let beside = width(first) + width(STEP);
    if room < beside + LEAST {
        return fit_middle(last, room).into_owned();
    }
    format!(
        "{first}{STEP}{}",
        fit_middle(last, room.saturating_sub(beside))
    )
}

/// Draws a form; returns the caret position.
pub fn draw(buffer: &mut Buffer, form: &Form, cx: DrawContext<'_>) -> Caret {
    let screen = buffer.area;
    let frame = match Breakpoint::of((screen.width, screen.height)) {
        Breakpoint::Tiny => 0,
        Breakpoint::Small | Breakpoint::Large => 4,
    };
    let room = usize::from(screen.width).saturating_sub(frame).min(WIDEST);
    let fields = fields(form, cx, room);
    let mut below = below::lines(form, cx, room);
    let title = title(
        &form.title,
        usize::from(screen.width).saturating_sub(BESIDE),
    );
    let said = message(form, cx, room);
    let area = Window {
        title: &title,
        size: (room, fields.lines.len() + below.len() + said.len() + 1),
        bare: false,
    }
    .draw(buffer, cx);
    // A long message must be readable to its end even on a small screen.
    let tall = said.len().min(usize::from(area.height) * 2 / 3).max(1) as u16;
    let message = Rect {
        y: area.bottom().saturating_sub(tall),
        height: area.height.min(tall),
        ..area
    };
    lines::draw(buffer, message, &said, 0, 0);
    let gap = u16::from(area.height >= ROOMY);
    let free = usize::from(area.height.saturating_sub(tall + gap));
    let wanted = fields.lines.len();
    let mut low = free.saturating_sub(wanted.min(free.saturating_sub(free / 3)));
    if low < below.len() {
        // Cramped, what must be known comes first and gets more of the room.
        let first;
        (below, first) = below::compact(form, cx, room);
        low = low.max(first.min(free / 2));
    }
    let low = low.min(below.len());
    let upper = Rect {
        height: (free - low) as u16,
        ..area
    };
    let lower = Rect {
        y: upper.bottom(),
        height: low as u16,
        ..area
    };
    text(
        buffer,
        (area, lower),
        (&form.scroll, 0),
        &below,
        Action::NextPage,
        cx,
    );
    draw_fields(buffer, upper, form, &fields, cx)
}

fn fields(form: &Form, cx: DrawContext<'_>, room: usize) -> Fields {
    let note = |text: &str, style| Fields {
        lines: vec![Line::default(), Line::styled(text.to_owned(), style)],
        ..Fields::default()
    };
    match &form.status {
        Status::Loading => note("loading …", cx.theme.dim),
        Status::Unknown(_) => Fields::default(),
        Status::Editing | Status::Rereading | Status::Sending | Status::Conflict { .. } => {
            field::all(form, cx, room)
        }
    }
}

/// Scrolls just far enough to show the focused field, and draws what is in view.
fn draw_fields(
    buffer: &mut Buffer,
    area: Rect,
    form: &Form,
    fields: &Fields,
    cx: DrawContext<'_>,
) -> Caret {
    let whole = area;
    // The number of hidden lines gets a line of its own.
    let overflows = fields.lines.len() > usize::from(area.height) && area.height > 2;
    let area = Rect {
        height: area.height - u16::from(overflows),
        ..area
    };
    let height = usize::from(area.height);
    let (mut first, mut end) = fields.here;
    if let Some((line, _)) = fields.caret.filter(|_| end - first > height) {
        (first, end) = (line, line + 1);
    }
    // The heading above a field scrolls into view with it.
    let shown = first.saturating_sub(2)..end.min(first + height.max(1));
    let from = form.fields_scroll.show(shown, fields.lines.len(), height);
    cx.marker
        .set(lines::place(area, from, fields.here.0..fields.here.0 + 1));
    for (seen, path) in &fields.places {
        cx.spot_of_line(lines::place(area, from, seen.clone()), || *path);
    }
    lines::draw(buffer, area, &fields.lines, from, 0);
    if overflows {
        let (above, below) = form.fields_scroll.hidden();
        let part = |count: usize, arrow: &str| match count {
            0 => String::new(),
            1 => format!("  1 more line {arrow}"),
            many => format!("  {many} more lines {arrow}"),
        };
        let rest = format!("{}{}", part(above, "↑"), part(below, "↓"));
        let line = Rect {
            y: whole.bottom().saturating_sub(1),
            height: 1,
            ..whole
        };
        LineWriter::new(buffer, line, 0).put_right(rest.trim_start(), cx.theme.dim);
    }
    let (line, column) = fields.caret.filter(|_| form.status == Status::Editing)?;
    let at = line.checked_sub(from).filter(|at| *at < height)?;
    Some((
        area.x + column.min(area.width.saturating_sub(1)),
        area.y + at as u16,
    ))
}

/// The form's message.
fn message(form: &Form, cx: DrawContext<'_>, room: usize) -> Vec<Line<'static>> {
    let theme = cx.theme;
    let message = form.line(&cx.key(Action::FormApply));
    let pending = cx.model.changes.writes.get(&form.target);
    let waits = pending
        .filter(|_| form.status == Status::Sending)
        .map(waiting)
        .unwrap_or_default();
    let text = match waits.as_str() {
        "" => clean(&message.text).into_owned(),
        why => clean(why.trim_start_matches("; ")).into_owned(),
    };
    let (sign, style) = match &form.status {
        Status::Rereading | Status::Sending => (cx.spinner(), theme.busy),
        _ if message.bad => ("✗", theme.bad),
        _ => ("", theme.dim),
    };
    let indent = if sign.is_empty() { 0 } else { 2 };
    let parts = wrap(&text, room.saturating_sub(2 + indent)).into_iter();
    parts
        .enumerate()
        .map(|(at, part)| {
            let sign = if at == 0 { sign } else { "" };
            Line::styled(format!("{}{part}", pad(sign, indent)), style)
        })
        .collect()
}

/// Fits a text to a column and pads it.
fn pad(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    let rest = cells.saturating_sub(width(&text));
    format!("{text}{}", " ".repeat(rest))
}

fn blank(cells: usize) -> Span<'static> {
    Span::raw(" ".repeat(cells))
}
