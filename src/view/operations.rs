//! The operations of the selected project, newest first.
//!
//! ```text
//! 14:02:11  ▴ start_compute   pr-418   running   1.8s
//! 13:41:02  ✗ start_compute   pr-409   failed   31.0s  compute did not become ready
//! ```

use super::{
    DrawContext, format,
    text::{clean, fit, fit_middle, width},
    widget::{LineWriter, Panel, panel},
};
use crate::{
    api::types::{EndpointId, Operation, ProjectId},
    changes::compute,
    kinds::{self, units::duration},
    ui::{Action, FetchState, Pane, refresh},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Span};

/// Draws the operations: as a strip, a side pane, or one line.
pub fn draw(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) {
    let all = refresh::visible::visible_operations(&cx.model.browser, &cx.model.neon.store);
    let inside = if cx.model.browser.layout().room.has_borders() {
        frame(buffer, area, all, cx)
    } else {
        area
    };
    if all.is_empty() {
        let text = nothing(cx);
        LineWriter::new(buffer, inside, 0).skip(1).put(
            &fit(&text, usize::from(inside.width.saturating_sub(1))),
            cx.theme.dim,
        );
        return;
    }
    let project = refresh::visible::visible_project(&cx.model.browser, &cx.model.neon.store);
    let from = first(all.len(), inside.height.into(), cx);
    let shown = all.get(from..).unwrap_or_default();
    let shown = shown.iter().take(inside.height.into());
    let columns = Columns {
        when: when_width(all, inside, cx),
        elapsed: shown.map(|one| width(&elapsed(one))).max().unwrap_or(0),
    };
    let mut line = 0;
    for operation in all.iter().skip(from) {
        if line >= inside.height {
            break;
        }
        line += one(buffer, inside, line, project, operation, columns, cx);
    }
}

/// The widths of the columns, the same for all rows.
#[derive(Clone, Copy)]
struct Columns {
    when: u16,
    elapsed: usize,
}

/// How long an operation took, if known.
fn elapsed(operation: &Operation) -> String {
    let elapsed = operation.total_duration_ms.map(duration::millis);
    elapsed.unwrap_or_default()
}

/// The index of the first entry drawn. The last entry may scroll to the top, since some take two lines.
pub(super) fn first(entries: usize, height: usize, cx: DrawContext<'_>) -> usize {
    let lines = entries + height.saturating_sub(1);
    cx.model.browser.panes.operations.first(0, lines, height)
}

/// The width of the time column, the same for all rows; `all` is sorted newest first.
fn when_width(all: &[Operation], area: Rect, cx: DrawContext<'_>) -> u16 {
    let oldest = all.last().and_then(|operation| operation.created_at);
    match oldest {
        _ if area.width < 44 => 0,
        Some(at) => format::clock_or_day_width(&cx.model.settings, &cx.model.neon, at.timestamp()),
        None => 8,
    }
}

fn frame(buffer: &mut Buffer, area: Rect, all: &[Operation], cx: DrawContext<'_>) -> Rect {
    let theme = cx.theme;
    let focus = cx.has_keys(Pane::Operations);
    let mut title = panel::title(theme, focus, "3", Span::raw("Operations"));
    let running = all
        .iter()
        .filter(|operation| operation.status.is_pending())
        .count();
    if running > 0 {
        title.push_span(Span::styled(format!("{running} running "), theme.busy));
    }
    let height = usize::from(area.height.saturating_sub(2));
    let from = first(all.len(), height, cx);
    Panel {
        title,
        focus,
        scroll: Some((from, height, all.len())),
        ..Panel::default()
    }
    .draw(buffer, area, theme)
}

fn nothing(cx: DrawContext<'_>) -> String {
    let model = cx.model;
    let inside = refresh::visible::visible_project(&model.browser, &model.neon.store)
        .and_then(|project| model.neon.store.inside(project));
    match inside.map(|inside| &inside.operations.fetch) {
        None => format!(
            "{} on a project shows what Neon does for it",
            cx.key(Action::Open)
        ),
        Some(FetchState::Absent | FetchState::Loading) => "loading…".to_owned(),
        Some(FetchState::Failed(_)) => cx.failed(Action::Refresh),
        Some(FetchState::Ready) => "nothing has happened in this project yet".to_owned(),
    }
}

/// Draws an operation; returns how many lines it took.
fn one(
    buffer: &mut Buffer,
    area: Rect,
    at: u16,
    project: Option<&ProjectId>,
    operation: &Operation,
    columns: Columns,
    cx: DrawContext<'_>,
) -> u16 {
    let (model, theme) = (cx.model, cx.theme);
    let state = kinds::operation::state(operation);
    let tone = theme.tone(state.tone);
    let wide = area.width >= 70;
    let mut pen = LineWriter::new(buffer, area, at);
    pen.skip(1);
    if columns.when > 0 {
        let time = operation
            .created_at
            .map(|at| format::clock_or_day(&model.settings, &model.neon, at.timestamp()));
        pen.put(&time.unwrap_or_default(), theme.dim)
            .to(area.x + columns.when + 2);
    }
    let mut glyph = [0; 4];
    let followed = !model.changes.follow.is_empty() && model.neon.is_reachable();
    let pending = operation.status.is_pending() && followed;
    let sign: &str = if pending {
        cx.spinner()
    } else {
        state.glyph.encode_utf8(&mut glyph)
    };
    pen.put(sign, tone).put(" ", tone);
    let elapsed = elapsed(operation);
    let words = if area.width >= 60 { 12 } else { 0 };
    let room = pen.left().saturating_sub(words + columns.elapsed + 2);
    let action = (room / 2).max(15).min(room).min(20);
    let name_room = room.saturating_sub(action + 2).min(24);
    put_column(
        &mut pen,
        &clean(operation.action.as_str()),
        action,
        theme.text,
    );
    let name = project.map_or_else(String::new, |project| {
        name(cx, project, operation, name_room)
    });
    put_column(&mut pen, &name, name_room, theme.text);
    if words > 0 {
        put_column(&mut pen, state.word, words - 2, tone);
    }
    pen.skip(columns.elapsed.saturating_sub(width(&elapsed)) as u16);
    pen.put(&elapsed, theme.dim).skip(2);
    let error = operation.error.as_deref().filter(|error| !error.is_empty());
    let Some(error) = error.map(clean) else {
        return 1;
    };
    if wide && pen.left() >= 16 {
        let error = fit(&error, pen.left().saturating_sub(1)).into_owned();
        pen.put(&error, theme.bad);
        return 1;
    }
    let mut pen = LineWriter::new(buffer, area, at + 1);
    pen.skip(3);
    let error = fit(&error, pen.left().saturating_sub(1)).into_owned();
    pen.put(&error, theme.bad);
    2
}

/// Writes a text into a column of this many cells, followed by a gap of two.
fn put_column(pen: &mut LineWriter<'_>, text: &str, cells: usize, style: Style) {
    let x = pen.x();
    pen.put(&fit_middle(text, cells.min(pen.left())), style);
    pen.to(x + cells as u16 + 2);
}

/// What an operation is about: its branch and, if that has several computes and there is room, which of them.
fn name(cx: DrawContext<'_>, project: &ProjectId, operation: &Operation, room: usize) -> String {
    let store = &cx.model.neon.store;
    let gone = |id| store.inside(project)?.gone.get(id).map(String::as_str);
    let branch = operation.branch_id.as_ref().map(|id| {
        let branch = store.branch(project, id).map(|branch| branch.name.as_str());
        branch.or_else(|| gone(id)).unwrap_or(id.as_str())
    });
    let known = |id: &EndpointId| store.endpoint(project, id);
    let one_of_several = operation
        .endpoint_id
        .as_ref()
        .and_then(known)
        .filter(|one| {
            let all = store.endpoints_of(project, &one.branch_id);
            all.take(2).count() > 1
        });
    if let Some(endpoint) = one_of_several {
        let whole = clean(&compute::name(&cx.model.neon, endpoint)).into_owned();
        if width(&whole) <= room {
            return whole;
        }
        return clean(&store.name(&compute::target(endpoint))).into_owned();
    }
    let compute = operation.endpoint_id.as_ref().map(|id| id.as_str());
    clean(branch.or(compute).unwrap_or_default()).into_owned()
}
