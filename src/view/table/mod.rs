//! A list on the full width: title with tabs, headings, rows. Only the rows in view are formatted.
//!
//! ```text
//! ┏1 Branches  [Tree] Flat Stale Deleted  8 of 10 allowed  2 marked━━━━━━━━━━━━━┓
//! ┃ BRANCH               PARENT      STATE      SIZE      CU-H▾ ACTIVE   TTL     ┃
//! ┃ production        PD -           ▪ active   0.5-4    214    now      -       ┃
//! ┃*├ pr-412             production  ▫ idle     0.25       4.1  9h       19h     ┃
//! ```

mod cell;
mod columns;

use super::{
    Caret, DrawContext, filter,
    format::{count, matches},
    text::{clean, fit, fit_middle, width, wrap},
    tree,
    widget::{LineWriter, Panel, panel},
};
use crate::{
    api::types::Unreadable,
    changes::queue::Stage,
    kinds::Value,
    ui::{
        Action, FetchState, Pane, Table, Target,
        table::{self, TableRow, Width, marks::Range},
    },
};
use columns::{Choice, Slot};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use std::borrow::Cow;

/// Draws the table; returns the caret position while the filter is being typed.
pub fn draw(buffer: &mut Buffer, area: Rect, table: &Table, cx: DrawContext<'_>) -> Caret {
    let model = cx.model;
    let inside = if model.browser.layout().room.has_borders() {
        frame(buffer, area, table, cx)
    } else {
        area
    };
    let (inside, caret) = filter::draw(buffer, inside, table.filter.as_ref(), cx);
    let choice = Choice {
        wide: table.wide,
        sideways: table.sideways,
        times: model.settings.times,
    };
    // The first cell is for marks, the last one keeps clear of the frame.
    let room = inside.width.saturating_sub(2);
    let slots = columns::place(table.shown().columns, room, choice);
    heading(buffer, inside, &slots, table, cx);
    let below = Rect {
        y: inside.y.saturating_add(1),
        height: inside.height.saturating_sub(1),
        ..inside
    };
    if table.rows.is_empty() {
        nothing(buffer, below, table, cx);
        return caret;
    }
    let range = table.range();
    let rows = table.cursor.visible(&table.rows, usize::from(below.height));
    for (line, row) in rows.iter().enumerate() {
        let place = Rect {
            y: below.y + line as u16,
            height: 1,
            ..below
        };
        draw_row(
            buffer,
            place,
            table,
            row,
            table.cursor.scroll.top() + line,
            (&slots, &range),
            cx,
        );
    }
    caret
}

fn frame(buffer: &mut Buffer, area: Rect, table: &Table, cx: DrawContext<'_>) -> Rect {
    let (model, theme) = (cx.model, cx.theme);
    let focus = cx.has_keys(Pane::Tree);
    let spec = table.spec;
    let mut title = panel::title(theme, focus, "1", Span::raw(spec.list.0));
    if spec.tabs.len() > 1 {
        for (at, tab) in spec.tabs.iter().enumerate() {
            let span = if at == table.tab {
                Span::styled(format!("[{}]", tab.title), theme.strong)
            } else {
                Span::styled(tab.title, theme.dim)
            };
            title.push_span(Span::raw(" "));
            title.push_span(span);
        }
        title.push_span(Span::raw("  "));
    }
    for (text, style) in [
        (shown_count(table), theme.dim),
        (note(table, cx), theme.dim),
        (marked(table), theme.key),
    ] {
        if !text.is_empty() && title.width() + width(&text) + 4 < usize::from(area.width) {
            title.push_span(Span::styled(text, style));
            title.push_span(Span::raw("  "));
        }
    }
    let below = match table::load::fetch_state(&model.browser, &model.neon.store) {
        FetchState::Loading => Span::styled(" loading… ", theme.busy),
        FetchState::Failed(_) if !table.rows.is_empty() => {
            Span::styled(format!(" {} ", cx.failed(Action::Refresh)), theme.bad)
        }
        _ => match table::load::unreadable_count(&model.browser, &model.neon.store) {
            0 => Span::raw(""),
            many => Span::styled(format!(" ✗ {many} unreadable "), theme.bad),
        },
    };
    Panel {
        title,
        below: Line::from(below),
        focus,
        scroll: Some((
            table.cursor.scroll.top(),
            model.browser.list_height(),
            table.rows.len(),
        )),
        ..Panel::default()
    }
    .draw(buffer, area, theme)
}

/// With a filter, how many rows match it.
fn shown_count(table: &Table) -> String {
    let filtered = table.filter.as_ref();
    match filtered.filter(|filter| !filter.query.is_empty()) {
        Some(_) => format!("{} of {}", matches(table.hits), count(table.all)),
        None => String::new(),
    }
}

fn note(table: &Table, cx: DrawContext<'_>) -> String {
    let note = (table.spec.note)(&cx.model.browser, &cx.model.neon, &table.of);
    clean(&note).into_owned()
}

fn marked(table: &Table) -> String {
    match (table.marked_count(), table.hidden_marks()) {
        (0, _) => String::new(),
        (marked, 0) => format!("{} marked", count(marked)),
        (marked, hidden) => format!("{} marked, {} not shown", count(marked), count(hidden)),
    }
}

fn heading(buffer: &mut Buffer, area: Rect, slots: &[Slot], table: &Table, cx: DrawContext<'_>) {
    for slot in slots {
        let title = match table.by.filter(|by| by.column == slot.column.title) {
            Some(by) => Cow::Owned(format!(
                "{}{}",
                slot.column.title,
                table::commands::direction(by.down)
            )),
            None => Cow::Borrowed(slot.column.title),
        };
        put(buffer, area, slot, &title, cx.theme.heading);
    }
}

/// Writes a text into a column of a line.
fn put(buffer: &mut Buffer, line: Rect, slot: &Slot, text: &str, style: Style) {
    let cells = usize::from(slot.width);
    let text = match slot.column.width {
        Width::Flexible(..) => fit_middle(text, cells),
        _ => fit(text, cells),
    };
    let mut pen = LineWriter::new(buffer, line, 0);
    pen.skip(1 + slot.x);
    if matches!(slot.column.width, Width::Number(_)) {
        pen.skip(cells.saturating_sub(width(&text)) as u16);
    }
    pen.put(&text, style);
}

fn draw_row(
    buffer: &mut Buffer,
    line: Rect,
    table: &Table,
    row: &TableRow,
    at: usize,
    (slots, range): (&[Slot], &Range),
    cx: DrawContext<'_>,
) {
    let (model, theme) = (cx.model, cx.theme);
    let focus = cx.has_keys(Pane::Tree);
    let here = at == table.cursor.at;
    let sign = match (table.is_marked(at, &row.target, range), here && !focus) {
        (true, _) => "*",
        (false, true) => "▌",
        (false, false) => " ",
    };
    LineWriter::new(buffer, line, 0).put(sign, theme.key);
    let doing = doing(&row.target, cx);
    let unread = model.neon.store.unreadable(&row.target);
    let unread = unread.is_some_and(Unreadable::is_all);
    for (order, slot) in slots.iter().enumerate() {
        let value = model.neon.cell(slot.column, &row.target);
        if order == 0 {
            draw_name(buffer, line, slot, row, &value, cx);
            continue;
        }
        match (&value, &doing) {
            (Value::State(_), None) if unread => {
                put(buffer, line, slot, "? unreadable", theme.bad);
            }
            (Value::State(_), Some((text, style))) => put(buffer, line, slot, text, *style),
            _ => {
                let cell = cell::of(&value, cx);
                let style = if row.hit { cell.style } else { theme.dim };
                put(buffer, line, slot, &cell.text, style);
            }
        }
    }
    if here {
        let style = if focus { theme.selected } else { theme.resting };
        buffer.set_style(line.intersection(buffer.area), style);
    }
}

/// What is being done to a row's thing, or is queued for it.
fn doing(target: &Target, cx: DrawContext<'_>) -> Option<(String, Style)> {
    let theme = cx.theme;
    if let Some(doing) = tree::doing_to(target, cx) {
        return Some((format!("{} {doing}", cx.spinner()), theme.busy));
    }
    let entry = cx.model.changes.queue.as_ref()?.of(target)?;
    match entry.stage {
        Stage::Waiting => Some(("  waiting".to_owned(), theme.dim)),
        Stage::Refused(_) => Some(("✗ refused".to_owned(), theme.bad)),
        Stage::Running | Stage::Done | Stage::Skipped => None,
    }
}

/// Draws the name, after the guides that show what it belongs to.
fn draw_name(
    buffer: &mut Buffer,
    line: Rect,
    slot: &Slot,
    row: &TableRow,
    value: &Value,
    cx: DrawContext<'_>,
) {
    let theme = cx.theme;
    let place = Rect {
        width: (slot.width + 1).min(line.width),
        ..line
    };
    let mut pen = LineWriter::new(buffer, place, 0);
    pen.skip(1);
    // Deep rows lose their outermost guides rather than their names.
    let deepest = (slot.width / 4).max(2) as u8;
    let skip = row.depth.saturating_sub(deepest);
    if skip > 0 {
        pen.put("‹ ", theme.dim);
    }
    for level in skip + 1..=row.depth {
        let follows = row.guides & (1_u32.checked_shl(u32::from(level)).unwrap_or(0)) != 0;
        let piece = match (level == row.depth, follows) {
            (true, true) => "├ ",
            (true, false) => "└ ",
            (false, true) => "│ ",
            (false, false) => "  ",
        };
        pen.put(piece, theme.dim);
    }
    let cell = cell::of(value, cx);
    let style = if row.hit { theme.text } else { theme.dim };
    if cx.model.neon.store.unreadable(&row.target).is_some() {
        pen.put("? ", theme.bad);
    }
    let name = fit_middle(&cell.text, pen.left());
    pen.put(&name, style);
}

/// Says why the table is empty, and what to do.
fn nothing(buffer: &mut Buffer, area: Rect, table: &Table, cx: DrawContext<'_>) {
    let (model, theme) = (cx.model, cx.theme);
    let filter = table.filter.as_ref();
    let filter = filter.filter(|filter| !filter.query.is_empty());
    let (style, text) = match (
        table::load::fetch_state(&model.browser, &model.neon.store),
        filter,
    ) {
        (_, Some(filter)) if table.all > 0 || filter.search.is_running() => {
            filter::nothing_found(filter, cx)
        }
        (FetchState::Failed(error), _) => (
            theme.bad,
            format!(
                "{} {} tries again",
                error.sentence(),
                cx.key(Action::Refresh)
            ),
        ),
        (FetchState::Absent | FetchState::Loading, _) => (theme.dim, "loading…".to_owned()),
        (FetchState::Ready, _) => (
            theme.text,
            (table.shown().empty)(
                &model.browser,
                &model.keyboard.keymap,
                &model.neon,
                &table.of,
            ),
        ),
    };
    let room = usize::from(area.width.saturating_sub(2)).min(76);
    for (at, line) in wrap(&clean(&text), room).iter().enumerate() {
        let mut pen = LineWriter::new(buffer, area, at as u16 + u16::from(area.height > 3));
        pen.skip(1).put(line, style);
    }
}
