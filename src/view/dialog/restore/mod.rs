//! The restore wizard: the steps, the page of the current step, and a message on the last line.

mod line;
mod preview;
mod when;

use super::{
    super::{
        Caret, DrawContext,
        format::waiting,
        text::{clean, fit},
        widget::{LineWriter, input, lines},
    },
    Window,
    confirm::push_line,
    steps, text as scrolled_text,
};
use crate::ui::{
    Action, Target,
    dialog::restore::{Restore, RestoreField, RestoreStep},
    text_input::TextInput,
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

/// The widest the wizard gets.
const WIDEST: usize = 88;
/// The width of labels, including the bar before them.
const LABEL: u16 = 12;

/// The lines of a page.
#[derive(Default)]
struct Page {
    lines: Vec<Line<'static>>,
    field: Option<usize>,
    /// The line of a list's cursor.
    here: Option<usize>,
    /// The lines of the fields.
    fields: Vec<(usize, RestoreField)>,
}

/// Draws the wizard; returns the caret position.
pub fn draw(buffer: &mut Buffer, restore: &Restore, cx: DrawContext<'_>) -> Caret {
    let room = usize::from(buffer.area.width).saturating_sub(4).min(WIDEST);
    let mut page = Page::default();
    if !restore.reset {
        page.lines.push(Line::default());
        page.lines
            .push(steps::line(&RestoreStep::NAMES, restore.step.at(), cx));
    }
    page.lines.push(Line::default());
    match restore.step {
        RestoreStep::When => when::page(&mut page, restore, cx, room),
        RestoreStep::Preview => preview::page(&mut page, restore, cx, room),
        RestoreStep::Impact => impact(&mut page, restore, cx, room),
    }
    let title = if restore.reset {
        format!("Reset from parent › {}", restore.name)
    } else {
        format!("Restore wizard › {}", restore.name)
    };
    let area = Window {
        title: &title,
        size: (room, page.lines.len() + 2),
        bare: false,
    }
    .draw(buffer, cx);
    let last = Rect {
        y: area.bottom().saturating_sub(1),
        height: area.height.min(1),
        ..area
    };
    message(buffer, last, restore, cx);
    let upper = Rect {
        height: area.height.saturating_sub(1),
        ..area
    };
    body(buffer, (area, upper), restore, page, cx)
}

/// Draws as much of the page as fits; the field with the caret is always in view.
fn body(
    buffer: &mut Buffer,
    (window, area): (Rect, Rect),
    restore: &Restore,
    mut page: Page,
    cx: DrawContext<'_>,
) -> Caret {
    let height = usize::from(area.height);
    // Drop blank lines before any text.
    while page.lines.len() > height
        && let Some(blank) = page.lines.iter().position(|line| line.width() == 0)
    {
        page.lines.remove(blank);
        let fields = page.fields.iter_mut().map(|(line, _)| line);
        let others = [&mut page.field, &mut page.here].into_iter().flatten();
        for line in others.chain(fields) {
            *line -= usize::from(blank < *line);
        }
    }
    let from = page
        .field
        .or(page.here)
        .map_or(0, |at| (at + 2).saturating_sub(height).min(at));
    let (place, scroll) = ((window, area), (&restore.scroll, from));
    let from = scrolled_text(buffer, place, scroll, &page.lines, Action::NextLine, cx);
    if let Some(here) = page.field.or(page.here) {
        cx.marker.set(lines::place(area, from, here..here + 1));
    }
    for (line, field) in page.fields {
        cx.spot_of_line(lines::place(area, from, line..line + 1), || field);
    }
    let at = page.field?.checked_sub(from).filter(|at| *at < height)?;
    let input = match (restore.step, restore.field) {
        (RestoreStep::Impact, _) => &restore.backup,
        (_, crate::ui::dialog::restore::RestoreField::Lsn) => &restore.lsn,
        _ => &restore.time,
    };
    let line = Rect {
        y: area.y + at as u16,
        height: 1,
        ..area
    };
    caret(buffer, line, input, cx)
}

/// Draws the text of the focused field between the brackets already drawn.
fn caret(buffer: &mut Buffer, line: Rect, text: &TextInput, cx: DrawContext<'_>) -> Caret {
    let inside = Rect {
        x: line.x + LABEL + 1,
        width: field_width(usize::from(line.width)) as u16,
        ..line
    };
    LineWriter::new(buffer, inside, 0).put(&" ".repeat(usize::from(inside.width)), cx.theme.text);
    input::draw_field(buffer, inside, text, (cx.theme.strong, cx.theme.selected))
}

/// The width of a text field.
fn field_width(room: usize) -> usize {
    room.saturating_sub(usize::from(LABEL) + 2).min(44)
}

/// A line with a text field; the text after it is left out if there is no room.
fn field(
    label: &str,
    text: &str,
    here: bool,
    more: &str,
    cx: DrawContext<'_>,
    room: usize,
) -> Line<'static> {
    let theme = cx.theme;
    let width = field_width(room);
    let text = fit(&clean(text), width.saturating_sub(1)).into_owned();
    let rest = width.saturating_sub(super::super::text::width(&text));
    let mut spans = vec![
        Span::styled(if here { "▌ " } else { "  " }, theme.border_focus),
        Span::styled(
            format!("{label:<10}"),
            if here { theme.strong } else { theme.dim },
        ),
        Span::styled("[", theme.dim),
        Span::styled(text, if here { theme.strong } else { theme.text }),
        Span::raw(" ".repeat(rest)),
        Span::styled("]", theme.dim),
    ];
    let left = room.saturating_sub(usize::from(LABEL) + width + 4);
    if super::super::text::width(more) <= left {
        spans.push(Span::styled(format!("  {more}"), theme.dim));
    }
    Line::from(spans)
}

fn impact(page: &mut Page, restore: &Restore, cx: DrawContext<'_>, room: usize) {
    for line in restore.impact(
        &cx.model.keyboard.keymap,
        &cx.model.settings,
        &cx.model.neon,
    ) {
        push_line(&mut page.lines, &line, room);
    }
    page.lines.push(Line::default());
    if let Some(text) = restore.kept_by_neon() {
        push_line(&mut page.lines, &format!("{:<10}{text}", "kept as"), room);
        return;
    }
    page.field = Some(page.lines.len());
    let text = restore.backup.value();
    let more = "a root branch without compute";
    page.lines
        .push(field("kept as", text, true, more, cx, room));
}

/// Draws the wizard's message.
fn message(buffer: &mut Buffer, line: Rect, restore: &Restore, cx: DrawContext<'_>) {
    let theme = cx.theme;
    let message = restore.describe();
    let target = Target::Branch(restore.project.clone(), restore.branch.clone());
    let waits = cx.model.changes.writes.get(&target);
    let waits = waits
        .filter(|_| restore.sending)
        .map(waiting)
        .unwrap_or_default();
    let text = match waits.as_str() {
        "" => clean(&message.text).into_owned(),
        why => clean(why.trim_start_matches("; ")).into_owned(),
    };
    let (sign, style) = match (restore.sending, message.is_error) {
        (true, _) => (cx.spinner(), theme.busy),
        (false, true) => ("✗", theme.bad),
        (false, false) => ("", theme.dim),
    };
    let mut pen = LineWriter::new(buffer, line, 0);
    if !sign.is_empty() {
        pen.put(sign, style).put(" ", style);
    }
    let text = fit(&text, pen.left());
    pen.put(&text, style);
}
