//! A list on the full width: title with tabs, headings, rows. Only the rows in view are formatted.
//!
//! ```text
//! ┏1 Branches  [Tree] Flat Stale Deleted  8 of 10 allowed  2 marked━━━━━━━━━━━━━┓
//! ┃ BRANCH               PARENT      STATE      SIZE      CU-H▾ ACTIVE  EXPIRES  ┃
//! ┃ production        PD -           ▪ active   0.5-4    214    now     -        ┃
//! ┃*├ pr-412             production  ▫ idle     0.25       4.1  9h      19h      ┃
//! ```

mod cell;
pub(super) mod columns;
mod empty;
mod frame;
mod lineage;
mod one;

use super::{
    Caret, DrawContext, filter, linear,
    text::{Cut, clean, width, wrap},
    widget::{LineWriter, lines},
};
use crate::{
    api::types::Unreadable,
    kinds::{Value, branch::mark_letters},
    ui::{
        Pane, Table,
        mouse::spot::Spot,
        table::{self, Column, TableRow, Width, marks::Range},
    },
};
use cell::Cell;
use columns::{Choice, Slot};
use lineage::Lineage;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};
use std::{borrow::Cow, iter};

/// The deepest level of which names get all the room they need.
const DEEPEST: u8 = 10;
/// More cells than any screen has.
const WHOLE_SCREEN: u16 = 1_000;
/// The sign before a name of which not everything could be read.
const UNREADABLE: &str = "? ";

/// Draws the table; returns the caret position while the filter is being typed.
pub fn draw(buffer: &mut Buffer, area: Rect, table: &Table, cx: DrawContext<'_>) -> Caret {
    let model = cx.model;
    let inside = if model.browser.layout().has_titles() {
        frame::draw(buffer, area, table, cx)
    } else {
        area
    };
    let (inside, caret) = filter::draw(buffer, inside, table.filter.as_ref(), table.hits, cx);
    let inside = about(buffer, inside, table, cx);
    let chosen = &model.settings.columns;
    let columns = table.columns(chosen);
    let height = usize::from(inside.height.saturating_sub(1));
    let rows = table.cursor.visible(&table.rows, height);
    let values: Vec<Vec<Value>> = rows.iter().map(|row| values(&columns, row, cx)).collect();
    let rows: Vec<RowCells<'_>> = rows
        .iter()
        .zip(&values)
        .map(|(row, values)| cells(&columns, row, values, cx))
        .collect();
    let needed = table.widths.show(
        needed(&columns, &rows, table),
        !model.browser.is_filtering(),
    );
    let choice = Choice {
        in_order: table.wide || chosen.is_for(table.shown().name),
        sideways: table.sideways,
        sorted: columns.iter().position(|column| table.is_sorted_by(column)),
    };
    // The first cell is for marks, the last one keeps clear of the frame.
    let slots = columns::place(&columns, &needed, inside.width.saturating_sub(2), choice);
    let lineage = Lineage::of(table, height, &slots, cx).filter(|_| !cx.is_linear());
    if table.rows.is_empty() {
        empty::draw(buffer, inside, table, cx);
        return caret;
    }
    heading(
        buffer,
        inside,
        (&columns, &slots, lineage.as_ref()),
        table,
        cx,
    );
    let below = Rect {
        y: inside.y.saturating_add(1),
        height: inside.height.saturating_sub(1),
        ..inside
    };
    let range = table.range();
    for (line, row) in rows.iter().enumerate() {
        let place = lines::place(below, 0, line..line + 1);
        let at = table.cursor.scroll.top() + line;
        cx.spot(place, || Spot::Row(row.row.target.clone()));
        match cx.is_linear() {
            true => say_row(buffer, place, (table, &range), (&columns, row), at, cx),
            false => draw_row(buffer, place, table, row, at, (&slots, &range), cx),
        }
        if let Some(lineage) = &lineage {
            lineage.draw(buffer, place, &slots, line, cx);
        }
    }
    one::draw(buffer, below, table, cx);
    caret
}

/// Writes what is to be said about the selected row below the rows; returns the area above.
fn about(buffer: &mut Buffer, area: Rect, table: &Table, cx: DrawContext<'_>) -> Rect {
    let taken = table.about_lines(area.height.saturating_sub(1));
    let (above, below) = (area.height - taken, area.bottom() - taken);
    let row = table.cursor.item.as_ref();
    let text = table.spec.about.zip(row);
    let text = text.and_then(|(about, row)| about(&cx.model.neon.store, row));
    let room = usize::from(area.width.saturating_sub(2));
    let lines = text
        .map(|text| wrap(&clean(&text), room))
        .unwrap_or_default();
    // The first of these lines stays empty.
    for (at, line) in (1..taken).zip(lines) {
        let place = Rect::new(area.x, below + at, area.width, 1);
        let mut pen = LineWriter::new(buffer, place, 0);
        pen.skip(1);
        pen.put(&line, cx.theme.text);
    }
    Rect {
        height: above,
        ..area
    }
}

fn heading(
    buffer: &mut Buffer,
    area: Rect,
    (columns, slots, lineage): (&[&'static Column], &[Slot], Option<&Lineage>),
    table: &Table,
    cx: DrawContext<'_>,
) {
    if cx.is_linear() {
        let said = linear::row::heading(table, columns, area.width.into());
        LineWriter::new(buffer, area, 0).put(&said, cx.theme.heading);
        return;
    }
    for slot in slots {
        let title = match lineage.filter(|_| is_axis(slot)) {
            Some(lineage) => Cow::Borrowed(lineage.labels.as_str()),
            None => title(slot.column, table),
        };
        put(buffer, area, slot, &title, cx.theme.heading);
        let place = Rect::new(area.x + 1 + slot.x, area.y, slot.width, 1);
        if !slot.column.title.is_empty() {
            cx.spot(place.intersection(area), || {
                Spot::Heading(slot.column.title)
            });
        }
    }
}

const fn is_axis(slot: &Slot) -> bool {
    matches!(slot.column.width, Width::Axis(_))
}

/// A heading, with the sign for the order.
fn title(column: &Column, table: &Table) -> Cow<'static, str> {
    match table.by.filter(|_| table.is_sorted_by(column)) {
        Some(by) => Cow::Owned(format!(
            "{}{}",
            column.title,
            table::commands::direction(by.down)
        )),
        None => Cow::Borrowed(column.title),
    }
}

/// Writes a text into a column of a line.
fn put(buffer: &mut Buffer, line: Rect, slot: &Slot, text: &str, style: Style) {
    let cells = usize::from(slot.width);
    let is_mark = columns::is_mark(slot.column);
    let text = if is_mark && width(text) > cells {
        mark_letters(text)
    } else {
        text
    };
    let text = cut(slot.column).fit(text, cells);
    let mut pen = LineWriter::new(buffer, line, 0);
    pen.skip(1 + slot.x);
    if slot.column.width == Width::Number {
        pen.skip(cells.saturating_sub(width(&text)) as u16);
    }
    pen.put(&text, style);
}

/// Where the text of a column is cut.
const fn cut(column: &Column) -> Cut {
    match column.width {
        Width::Branch(_) => Cut::Start,
        Width::Name(_) => Cut::Middle,
        Width::Words(_) | Width::Number | Width::Time | Width::Axis(_) | Width::Timeline(_) => {
            Cut::End
        }
    }
}

/// A row with the cells of the columns that may be shown.
struct RowCells<'a> {
    row: &'a TableRow,
    /// The width of the guides and the sign before the name.
    before_name: usize,
    cells: Vec<Cell<'a>>,
}

fn values(columns: &[&'static Column], row: &TableRow, cx: DrawContext<'_>) -> Vec<Value> {
    let cells = cx.model.neon.cells(&row.target);
    let columns = columns.iter();
    columns
        .map(|column| match column.width {
            Width::Timeline(_) => Value::Missing,
            _ => cells.value(column),
        })
        .collect()
}

fn cells<'a>(
    columns: &[&'static Column],
    row: &'a TableRow,
    values: &'a [Value],
    cx: DrawContext<'_>,
) -> RowCells<'a> {
    let theme = cx.theme;
    let mut doing = cell::doing(&row.target, cx);
    let unread = cx.model.neon.store.unreadable(&row.target);
    let guides = 2 * usize::from(row.depth.min(DEEPEST));
    let before_name = guides + unread.map_or(0, |_| width(UNREADABLE));
    let unread = unread.is_some_and(Unreadable::is_all);
    let cells = columns.iter().zip(values).map(|(column, value)| {
        if let Width::Timeline(cells) = column.width {
            return cell::timeline(row, cells.into(), cx);
        }
        match (value, doing.take_if(|_| matches!(value, Value::State(_)))) {
            (Value::State(_), Some((text, style))) => Cell {
                text: text.into(),
                style,
            },
            (Value::State(_), None) if unread => Cell {
                text: "? unreadable".into(),
                style: theme.bad,
            },
            _ => {
                let cell = cell::of(value, cx);
                let style = if row.hit { cell.style } else { theme.dim };
                Cell { style, ..cell }
            }
        }
    });
    RowCells {
        row,
        before_name,
        cells: cells.collect(),
    }
}

/// The cells that each column needs for its heading and these rows.
fn needed(columns: &[&'static Column], rows: &[RowCells<'_>], table: &Table) -> Vec<u16> {
    let titles = columns.iter().map(|column| width(&title(column, table)));
    let mut needed: Vec<usize> = titles.collect();
    for row in rows {
        let before = iter::once(row.before_name).chain(iter::repeat(0));
        for ((needed, cell), before) in needed.iter_mut().zip(&row.cells).zip(before) {
            *needed = (*needed).max(before + width(&cell.text));
        }
    }
    let cells = needed.into_iter().map(u16::try_from);
    let cells = cells.map(|cells| cells.unwrap_or(u16::MAX));
    let columns = columns.iter();
    let all = columns
        .zip(cells)
        .map(|(column, cells)| match column.width {
            Width::Axis(_) => WHOLE_SCREEN,
            _ => cells,
        });
    all.collect()
}

/// Draws a row as a sentence.
fn say_row(
    buffer: &mut Buffer,
    line: Rect,
    (table, range): (&Table, &Range),
    (columns, row): (&[&'static Column], &RowCells<'_>),
    at: usize,
    cx: DrawContext<'_>,
) {
    let cells = row.cells.iter().map(|cell| &*cell.text);
    let cells: Vec<(&Column, &str)> = columns.iter().copied().zip(cells).collect();
    let is_marked = table.is_marked(at, &row.row.target, range);
    let place = (at, table.rows.len());
    let said = linear::row::of_table(&cells, row.row, is_marked, place, line.width.into());
    LineWriter::new(buffer, line, 0).put(&said, cx.theme.text);
    if at == table.cursor.at && table.cursor.item.is_some() {
        cx.select(buffer, line);
    }
}

fn draw_row(
    buffer: &mut Buffer,
    line: Rect,
    table: &Table,
    row: &RowCells<'_>,
    at: usize,
    (slots, range): (&[Slot], &Range),
    cx: DrawContext<'_>,
) {
    let theme = cx.theme;
    let focus = cx.has_keys(Pane::Tree);
    let here = at == table.cursor.at && table.cursor.item.is_some();
    let sign = match (table.is_marked(at, &row.row.target, range), here && !focus) {
        (true, _) => "*",
        (false, true) => "▌",
        (false, false) => " ",
    };
    LineWriter::new(buffer, line, 0).put(sign, theme.key);
    for (order, slot) in slots.iter().enumerate() {
        let Some(cell) = row.cells.get(slot.at) else {
            continue;
        };
        match order {
            _ if is_axis(slot) => {}
            0 => draw_name(buffer, line, slot, row.row, cell, cx),
            _ => {
                let style = cx.marked(cell.style, Some(&row.row.target), slot.column.title);
                put(buffer, line, slot, &cell.text, style)
            }
        }
    }
    if here {
        match focus {
            true => cx.select(buffer, line),
            false => buffer.set_style(line.intersection(buffer.area), theme.resting),
        }
    }
}

/// Draws the name, after the guides that show what it belongs to.
fn draw_name(
    buffer: &mut Buffer,
    line: Rect,
    slot: &Slot,
    row: &TableRow,
    cell: &Cell<'_>,
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
    let style = if row.hit { theme.text } else { theme.dim };
    if cx.model.neon.store.unreadable(&row.target).is_some() {
        pen.put(UNREADABLE, theme.bad);
    }
    let name = cut(slot.column).fit(&cell.text, pen.left());
    pen.put(
        &name,
        cx.marked(style, Some(&row.target), slot.column.title),
    );
}
