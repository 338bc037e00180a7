//! What the rows in view show, for telling what an answer has changed ([`crate::ui::changed_cells`]).
//!
//! Text that changes with the time is left out, and what is not known yet or could not be read: to become known is no
//! change.

use super::{
    DrawContext, Theme,
    linear::marker::Marker,
    tree::{STATE, doing_to, text_of},
};
use crate::{
    kinds::{
        Value,
        column::{CellValue, Column},
        lookup,
    },
    ui::{
        Model, Target,
        changed_cells::{ChangedBy, ShownCells, ShownRow},
        row_lookup,
    },
};
use ratatui::style::{Modifier, Style};
use std::cell::Cell;

/// The value of the cell with the state of a thing that is being changed.
const CHANGING: Value = Value::Word("…");

/// What the rows in view show; `None` if there are none.
pub fn of(model: &Model) -> Option<ShownCells> {
    let (covered, hints, marker) = (Cell::default(), Cell::default(), Marker::default());
    let theme = Theme::default();
    let cx = DrawContext {
        model,
        theme: &theme,
        covered: &covered,
        hints: &hints,
        marker: &marker,
    };
    model.browser.layout().tree?;
    let height = model.browser.list_height();
    let cursor = model.browser.cursor();
    let top = cursor.scroll.top();
    let visible = top..top + height;
    let around = top.saturating_sub(height)..top + 2 * height;
    let mut shown = ShownCells::default();
    for at in around {
        let Some(target) = target_at(model, at) else {
            continue;
        };
        let row = match visible.contains(&at) {
            true => row(at, &target, cx),
            false => None,
        };
        match row {
            Some(row) => shown.rows.push(row),
            None => {
                shown.near.insert(target);
            }
        }
    }
    (!shown.rows.is_empty()).then_some(shown)
}

fn target_at(model: &Model, at: usize) -> Option<Target> {
    match &model.browser.table {
        Some(table) => Some(table.rows.get(at)?.target.clone()),
        None => row_lookup::target(model.browser.tree.rows.get(at)?.place, &model.neon.store),
    }
}

fn row(at: usize, target: &Target, cx: DrawContext<'_>) -> Option<ShownRow> {
    let browser = &cx.model.browser;
    let is_changing = doing_to(target, cx).is_some();
    let (depth, cells) = match &browser.table {
        Some(table) => {
            let cells = table.columns(&cx.model.settings.columns).into_iter();
            let cells = cells.filter_map(|column| Some((column.title, value(column, target, cx)?)));
            (table.rows.get(at)?.depth, cells.collect())
        }
        None => {
            let row = browser.tree.rows.get(at)?;
            (row.depth, text_of(row, cx)?.lasting())
        }
    };
    let mut cells: Vec<(&str, Value)> = cells;
    if is_from_before(target, cx) {
        cells.clear();
    }
    if is_changing {
        for (_, state) in cells
            .iter_mut()
            .filter(|(name, value)| is_state(name, value))
        {
            *state = CHANGING;
        }
    }
    Some(ShownRow {
        target: target.clone(),
        depth,
        is_changing,
        cells,
    })
}

/// Whether what is shown was remembered from the previous run.
fn is_from_before(target: &Target, cx: DrawContext<'_>) -> bool {
    let neon = &cx.model.neon;
    let Some(remembered) = neon.remembered_at else {
        return false;
    };
    let at = lookup::of(target, |kind| kind.received_at(&neon.store));
    at.is_none_or(|at| at <= remembered)
}

fn is_state(name: &str, value: &Value) -> bool {
    name == STATE || matches!(value, Value::State(_))
}

/// The value of a cell of a table, unless it runs by itself.
fn value(column: &Column, target: &Target, cx: DrawContext<'_>) -> Option<Value> {
    if matches!(column.value, CellValue::Timed(_)) {
        return None;
    }
    let value = cx.model.neon.cell(column, target);
    let is_fact = matches!(column.value, CellValue::Field(_) | CellValue::Protection);
    match value {
        Value::Missing if is_fact => Some(value),
        Value::Missing | Value::Unreadable | Value::Unread => None,
        Value::Bytes(_)
        | Value::Seconds(_)
        | Value::ComputeSeconds(_)
        | Value::Dollars(_)
        | Value::Time(_) => None,
        Value::Text(_)
        | Value::Id(_)
        | Value::Flag(_)
        | Value::Count(_)
        | Value::Until(_)
        | Value::Size { .. }
        | Value::State(_)
        | Value::Word(_)
        | Value::List(_) => Some(value),
    }
}

impl DrawContext<'_> {
    /// The style of a cell: what an answer has just changed stands out, in a color of its own if that was our own
    /// change.
    pub(super) fn marked(self, style: Style, target: Option<&Target>, cell: &str) -> Style {
        let marks = &self.model.browser.changed;
        let by = target.filter(|_| !marks.is_empty());
        let by = by.and_then(|target| marks.of(target, cell));
        let stands_out = style
            .remove_modifier(Modifier::DIM)
            .add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        match by {
            None => style,
            Some(ChangedBy::Others) => stands_out,
            Some(ChangedBy::Us) => stands_out.patch(self.theme.changed),
        }
    }
}
