//! Texts over the screen: the request log, and what no clipboard took.

use super::{
    super::{
        Caret, Look, format,
        text::{chop, clean, fit_middle, wrap},
        widget::{
            Pen, lines,
            table::{elastic, lines as table, whole},
        },
    },
    Window,
};
use crate::{
    api::LogEntry,
    core::dialog::{Viewer, viewer::Content},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Clear, Widget as _},
};

/// The widest that the request log gets.
const WIDEST: u16 = 140;

/// Draws a viewer.
pub fn draw(buffer: &mut Buffer, viewer: &Viewer, look: Look<'_>) -> Caret {
    match &viewer.content {
        Content::Log { at, open } => log(buffer, viewer, (*at, *open), look),
        Content::Text(text) => selectable(buffer, viewer, text.iter().map(String::as_str), look),
        // Shown because it was asked for and no clipboard took it.
        Content::Secret(uri) => selectable(buffer, viewer, uri.expose().lines(), look),
        Content::Diff(diff) => super::diff::draw(buffer, viewer, diff, look),
    }
    None
}

/// Lines that fill the screen from edge to edge: the terminal is sent those as one long line, and
/// selecting them gives the text without a break.
fn selectable<'a>(
    buffer: &mut Buffer,
    viewer: &Viewer,
    text: impl Iterator<Item = &'a str>,
    look: Look<'_>,
) {
    let room = usize::from(buffer.area.width).max(1);
    let lines: Vec<String> = text.flat_map(|line| chop(&clean(line), room)).collect();
    let lines: Vec<Line<'_>> = lines.iter().map(|line| Line::raw(line.as_str())).collect();
    plain(buffer, viewer, &lines, look);
}

/// Text over the whole width and without lines at its sides, so that a terminal selects nothing else.
fn plain(buffer: &mut Buffer, viewer: &Viewer, text: &[Line<'_>], look: Look<'_>) {
    let screen = buffer.area;
    let height = (text.len() + 2).min(usize::from(screen.height)) as u16;
    let area = Rect {
        y: screen.y + (screen.height - height) / 2,
        height,
        ..screen
    };
    Clear.render(area, buffer);
    let rule = "━".repeat(usize::from(area.width));
    let mut pen = Pen::new(buffer, area, 0);
    pen.put("━ ", look.theme.border_focus);
    let title = clean(&viewer.title);
    pen.put(&title, look.theme.strong).put(" ", Style::new());
    pen.put(&rule, look.theme.border_focus);
    let inside = Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(2),
        ..area
    };
    lines::draw(
        buffer,
        inside,
        text,
        usize::from(viewer.scroll),
        usize::from(viewer.sideways),
    );
    Pen::new(buffer, area, height.saturating_sub(1)).put(&rule, look.theme.border_focus);
}

fn log(buffer: &mut Buffer, viewer: &Viewer, (at, open): (usize, bool), look: Look<'_>) {
    let entries = look.model.log.entries();
    let screen = buffer.area;
    let width = screen.width.min(WIDEST);
    let size = (
        usize::from(width.saturating_sub(4)),
        usize::from(screen.height).saturating_sub(5),
    );
    let area = Window {
        title: &viewer.title,
        size,
        production: false,
    }
    .draw(buffer, look);
    if entries.is_empty() {
        Pen::new(buffer, area, 1).put("no request was sent yet", look.theme.dim);
        return;
    }
    let opened = entries
        .get(at)
        .filter(|_| open)
        .map(|entry| entry_lines(entry, look, area));
    let below = opened
        .as_ref()
        .map_or(0, |lines| (lines.len() as u16 + 1).min(area.height / 2));
    let height = usize::from(area.height.saturating_sub(below + 1)).max(1);
    let page = at / height * height;
    let rows: Vec<_> = entries
        .iter()
        .skip(page)
        .take(height)
        .map(|entry| row(entry, look))
        .collect();
    let columns = [
        whole("TIME"),
        whole("METHOD"),
        elastic("PATH", 20),
        whole("CODE"),
        whole("TOOK"),
        whole("TRIES"),
        elastic("", 10),
    ];
    let list = table(&columns, rows, usize::from(area.width), look.theme.heading);
    lines::draw(buffer, area, &list, 0, 0);
    let here = Rect {
        y: area.y.saturating_add((at - page) as u16 + 1),
        height: 1,
        ..area
    };
    buffer.set_style(
        here.intersection(area).intersection(buffer.area),
        look.theme.selected,
    );
    if let Some(opened) = opened {
        let inside = Rect {
            y: area.bottom().saturating_sub(below.saturating_sub(1)),
            height: below.saturating_sub(1),
            ..area
        };
        lines::draw(buffer, inside, &opened, 0, usize::from(viewer.sideways));
    }
}

fn row<'a>(entry: &'a LogEntry, look: Look<'a>) -> Vec<Span<'a>> {
    let theme = look.theme;
    let status = entry
        .status
        .map_or_else(|| "-".to_owned(), |status| status.to_string());
    let fine = entry.error.is_none();
    let note = entry.error.as_deref().unwrap_or_default();
    vec![
        Span::styled(format::clock(look.model, entry.at), theme.dim),
        Span::styled(entry.method.as_str(), theme.text),
        Span::styled(clean(&entry.target), theme.text),
        Span::styled(status, if fine { theme.text } else { theme.bad }),
        Span::styled(took(entry.ms), theme.dim),
        Span::styled(
            if entry.tries > 1 {
                entry.tries.to_string()
            } else {
                String::new()
            },
            theme.busy,
        ),
        Span::styled(clean(note), theme.bad),
    ]
}

fn took(ms: u32) -> String {
    if ms < 1_000 {
        format!("{ms} ms")
    } else {
        format::millis(u64::from(ms))
    }
}

/// Everything about one request.
fn entry_lines<'a>(entry: &'a LogEntry, look: Look<'a>, area: Rect) -> Vec<Line<'a>> {
    let theme = look.theme;
    let room = usize::from(area.width);
    let fact = |label: &'static str, text: String| {
        Line::from(vec![
            Span::styled(format!("{label:<12}"), theme.dim),
            Span::styled(
                fit_middle(&text, room.saturating_sub(12)).into_owned(),
                theme.text,
            ),
        ])
    };
    let mut page = vec![fact("operation", entry.operation.spec().id.to_owned())];
    let line = format!("{} {}", entry.method, clean(&entry.target));
    page.push(fact("request", line));
    if let Some(body) = &entry.body {
        page.push(fact("body", clean(&body.to_string()).into_owned()));
    }
    let status = entry
        .status
        .map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let size = i64::try_from(entry.bytes).unwrap_or(i64::MAX);
    page.push(fact(
        "answer",
        format!(
            "{status}, {} in {}, sent {} times",
            format::bytes(size),
            took(entry.ms),
            entry.tries
        )
        .replace("1 times", "once"),
    ));
    if let Some(id) = &entry.request_id {
        page.push(fact("request id", clean(id.as_str()).into_owned()));
    }
    if let Some(error) = &entry.error {
        for part in wrap(&clean(error), room) {
            page.push(Line::styled(part, theme.bad));
        }
    }
    page
}
