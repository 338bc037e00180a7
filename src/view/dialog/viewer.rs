//! Texts over the screen: the request log, schemas, and what no clipboard accepted.

use super::{
    super::{
        Caret, DrawContext, format,
        header::PROD,
        text::{Cut, clean, fit, fit_middle, width, wrap},
        widget::{
            LineWriter, found, lines,
            table::{elastic, lines as table, whole},
        },
    },
    Window, behind, cover, rows, stakes, text_layout,
};
use crate::{
    api::LogEntry,
    kinds::units::{bytes, duration},
    ui::{
        dialog::viewer::{
            Content, Viewer,
            open_line::RequestId,
            output::{Output, OutputState},
            text_layout::TextArea,
        },
        scroll::ListCursor,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use std::borrow::Cow;

/// The widest the request log gets.
const WIDEST: u16 = 140;

/// Draws a viewer; returns the caret position in its search.
pub fn draw(buffer: &mut Buffer, viewer: &Viewer, cx: DrawContext<'_>) -> Caret {
    match &viewer.content {
        Content::Log { cursor, open } => log(buffer, viewer, (cursor, *open), cx),
        Content::Text(lines) if viewer.framed || cx.is_linear() => {
            framed(buffer, viewer, lines, cx)
        }
        // A secret is shown in clear: the user asked for it, and no clipboard accepted it.
        Content::Secret(_) | Content::Output(_) if cx.is_linear() => {
            framed(buffer, viewer, &[], cx)
        }
        Content::Text(_) | Content::Secret(_) | Content::Output(_) => plain(buffer, viewer, cx),
        Content::Diff(diff) => super::diff::draw(buffer, viewer, diff, cx),
        Content::Schemas(schemas) => super::schemas::draw(buffer, viewer, schemas, cx),
    }
}

/// Draws text in a window that fits it.
fn framed(buffer: &mut Buffer, viewer: &Viewer, said: &[String], cx: DrawContext<'_>) -> Caret {
    let wide = said.iter().map(|line| width(&clean(line))).max();
    let room = TextArea {
        columns: buffer.area.width.saturating_sub(4),
        lines: buffer.area.height,
        paired: false,
    };
    let most = usize::from(buffer.area.height);
    let search = usize::from(viewer.search.is_some());
    let area = Window {
        title: &viewer.heading(),
        size: (
            wide.unwrap_or(0).max(40),
            viewer.layout(room).line_count(most).max(1) + 1 + search,
        ),
        bare: false,
    }
    .draw(buffer, cx);
    let below = Rect {
        y: area.y.saturating_add(1).min(area.bottom()),
        height: area.height.saturating_sub(1),
        ..area
    };
    put_placeholder(buffer, below, viewer, cx);
    text_layout::draw(buffer, below, viewer, false, cx)
}

/// Writes what stands in place of a text while there is none.
fn put_placeholder(buffer: &mut Buffer, area: Rect, viewer: &Viewer, cx: DrawContext<'_>) {
    if let Some(text) = viewer.output().and_then(Output::placeholder) {
        LineWriter::new(buffer, area, 0).put(text, cx.theme.dim);
    }
}

/// Draws text over the whole width and without borders at its sides, so that selecting with the mouse gives only
/// the text. Terminals treat lines that reach from edge to edge as one long line, and copy them without line
/// breaks.
fn plain(buffer: &mut Buffer, viewer: &Viewer, cx: DrawContext<'_>) -> Caret {
    let screen = buffer.area;
    // The footer stays visible.
    let most = screen.height - cx.model.browser.layout().footer.map_or(0, |_| 1);
    let room = TextArea {
        columns: screen.width,
        lines: most,
        paired: false,
    };
    // A text that grows does not move with every line.
    let output = viewer.output();
    let least = output.map_or(0, |_| screen.height / 2);
    let around = 2 + usize::from(viewer.search.is_some());
    let tall = viewer.layout(room).line_count(usize::from(most)) + around;
    let height = (tall.min(usize::from(most)) as u16).max(least.min(most));
    let area = Rect {
        y: screen.y + (most - height) / 2,
        height,
        ..screen
    };
    cover(area, cx);
    let over = u16::from(screen.height >= 16).min(area.y);
    behind(buffer, area, over, cx);
    let rule = "━".repeat(usize::from(area.width));
    let mut pen = LineWriter::new(buffer, area, 0);
    pen.put("━ ", cx.theme.border_focus);
    let title = clean(&viewer.title);
    pen.put(&title, cx.theme.strong);
    if let Some(output) = output {
        let style = match output.state {
            OutputState::Running | OutputState::Stopping => cx.theme.busy,
            OutputState::Ended { is_good: true, .. } => cx.theme.good,
            OutputState::Ended { is_good: false, .. } => cx.theme.bad,
        };
        pen.put(": ", cx.theme.strong)
            .put(&clean(output.words()), style);
    }
    pen.put(" ", Style::new());
    if stakes(cx).production {
        pen.put(PROD, cx.theme.production).put(" ", Style::new());
    }
    pen.put(&rule, cx.theme.border_focus);
    LineWriter::new(buffer, area, height.saturating_sub(1)).put(&rule, cx.theme.border_focus);
    let inside = Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(2),
        ..area
    };
    put_placeholder(buffer, inside, viewer, cx);
    text_layout::draw(buffer, inside, viewer, false, cx)
}

fn log(
    buffer: &mut Buffer,
    viewer: &Viewer,
    (cursor, open): (&ListCursor, bool),
    cx: DrawContext<'_>,
) -> Caret {
    let entries = cx.model.neon.log.entries();
    let screen = buffer.area;
    let width = screen.width.min(WIDEST);
    let size = (
        usize::from(width.saturating_sub(4)),
        usize::from(screen.height).saturating_sub(5),
    );
    let area = Window {
        title: &viewer.title,
        size,
        bare: false,
    }
    .draw(buffer, cx);
    if entries.is_empty() {
        LineWriter::new(buffer, area, 1).put("no requests yet", cx.theme.dim);
        return None;
    }
    let (area, caret) = text_layout::strip(buffer, area, viewer.search.as_ref(), cx);
    let opened = entries
        .get(cursor.at)
        .filter(|_| open)
        .map(|entry| entry_lines(entry, cx, area));
    let below = opened
        .as_ref()
        .map_or(0, |lines| (lines.len() as u16 + 1).min(area.height / 2));
    let list = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(below + 1),
        ..area
    };
    let place = (cursor.at, entries.len());
    let (list, from) = rows(buffer, (area, list), &cursor.scroll, place, cx);
    requests(buffer, list, (from, cursor.line()), cx);
    if let Some(search) = &viewer.search {
        found::mark(buffer, area, search.words(), cx.theme.found);
    }
    if let Some(opened) = opened {
        let inside = Rect {
            y: area.bottom().saturating_sub(below.saturating_sub(1)),
            height: below.saturating_sub(1),
            ..area
        };
        lines::draw(buffer, inside, &opened, 0, usize::from(viewer.sideways));
    }
    caret
}

/// Draws the requests in view below their headings.
fn requests(buffer: &mut Buffer, list: Rect, (from, line): (usize, usize), cx: DrawContext<'_>) {
    let entries = cx.model.neon.log.entries().iter().skip(from);
    let rows = entries.take(list.height.into());
    cx.spots_of_lines(list, rows.clone().map(RequestId::of));
    let room = usize::from(list.width);
    let (rows, errors): (Vec<_>, Vec<_>) = rows.map(|entry| row(entry, cx, room)).unzip();
    let area = Rect {
        y: list.y - 1,
        height: list.height + 1,
        ..list
    };
    let columns = [
        whole("TIME"),
        whole("METHOD"),
        whole("CODE"),
        whole("TOOK"),
        whole("TRIES"),
        elastic("PATH", 20).cut(Cut::Middle),
    ];
    let mut lines = table(&columns, rows, room, cx.theme.heading);
    // An error uses the room its own row leaves free.
    for (line, error) in lines.iter_mut().skip(1).zip(errors) {
        let left = room.saturating_sub(line.width() + 2);
        let error = fit(&error, left).into_owned();
        line.push_span(Span::styled(format!("  {error}"), cx.theme.bad));
    }
    lines::draw(buffer, area, &lines, 0, 0);
    let here = Rect {
        y: list.y.saturating_add(line as u16),
        height: 1,
        ..area
    };
    cx.select(buffer, here.intersection(area));
}

/// The cells of a request, and its error.
fn row<'a>(entry: &'a LogEntry, cx: DrawContext<'a>, room: usize) -> (Vec<Span<'a>>, Cow<'a, str>) {
    let theme = cx.theme;
    let status = entry
        .status
        .map_or_else(|| "-".to_owned(), |status| status.to_string());
    let fine = entry.error.is_none();
    let error = clean(entry.error.as_deref().unwrap_or_default());
    let path = clean(&entry.target);
    let most = if fine { room } else { room / 3 };
    let cells = vec![
        Span::styled(format::clock(&cx.model.settings, entry.at), theme.dim),
        Span::styled(entry.method.as_str(), theme.text),
        Span::styled(status, if fine { theme.text } else { theme.bad }),
        Span::styled(elapsed(entry.ms), theme.dim),
        Span::styled(
            if entry.tries > 1 {
                entry.tries.to_string()
            } else {
                String::new()
            },
            theme.busy,
        ),
        Span::styled(fit_middle(&path, most).into_owned(), theme.text),
    ];
    (cells, error)
}

fn elapsed(ms: u32) -> String {
    if ms < 1_000 {
        format!("{ms} ms")
    } else {
        duration::millis(u64::from(ms))
    }
}

/// Everything about one request.
fn entry_lines<'a>(entry: &'a LogEntry, cx: DrawContext<'a>, area: Rect) -> Vec<Line<'a>> {
    let theme = cx.theme;
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
    page.push(fact(
        "answer",
        format!(
            "{status}, {} in {}, sent {}",
            bytes::measured(entry.bytes),
            elapsed(entry.ms),
            match entry.tries {
                1 => "once".to_owned(),
                tries => format!("{tries} times"),
            }
        ),
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
