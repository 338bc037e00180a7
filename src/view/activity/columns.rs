//! The columns of all rows in view.
//!
//! They are as wide as the rows in view need. Where that is too much, the bars go first, then the notes; names are cut
//! last.

use super::{
    super::{
        DrawContext, format,
        text::{clean, fit_middle, width},
        widget::LineWriter,
    },
    axis::Axis,
};
use crate::{
    api::types::OperationAction,
    kinds::{self, endpoint, relative_time, units::duration},
    ui::{
        TimeStyle,
        activity::{Fold, Row, words},
    },
};
use ratatui::{layout::Rect, style::Style};

/// From this width on, a row has room for a note; below it, errors get a line of their own.
const ROOM_FOR_NOTES: u16 = 70;
/// Below this width, times are left out.
const ROOM_FOR_TIMES: u16 = 44;
/// The least and the most cells for bars.
const BARS: (usize, usize) = (12, 48);
/// The most cells that are kept free for a note where there are bars.
const NOTE: usize = 36;
/// The cells that an action keeps while names are cut, and the least cells for a name.
const WHAT: usize = 13;
const NAME: usize = 8;
/// Cells between two columns, where there is room.
pub const GAP: usize = 2;

/// The texts of a row.
pub struct Texts {
    pub when: String,
    pub what: String,
    /// The name of what it concerns, and a shorter one if there is not enough room.
    pub name: (String, String),
    /// "you" for what was started from this machine.
    pub by: &'static str,
    pub took: String,
    /// The error, or the state unless it is finished.
    pub note: String,
}

/// The widths of the columns, in cells; those that are left out have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    pub when: usize,
    /// For the marks of chains and their steps.
    pub fold: usize,
    pub what: usize,
    pub name: usize,
    pub by: usize,
    pub bars: usize,
    pub took: usize,
    pub note: usize,
    /// The cells between two columns.
    gap: usize,
}

/// Whether rows have room for bars and notes.
pub const fn has_notes(area: Rect) -> bool {
    area.width >= ROOM_FOR_NOTES
}

/// Whether an error is on a line of its own, below the row.
pub fn has_error_line(row: &Row<'_>, area: Rect) -> bool {
    !has_notes(area) && error(row).is_some()
}

fn error<'a>(row: &Row<'a>) -> Option<&'a str> {
    let error = row.chain.decisive().error.as_deref();
    error.filter(|error| !error.is_empty())
}

pub fn texts(row: &Row<'_>, area: Rect, cx: DrawContext<'_>) -> Texts {
    let is_step = matches!(row.fold, Fold::Step { .. });
    let state = kinds::operation::state(row.chain.decisive());
    let note = match error(row) {
        Some(error) => clean(error).into_owned(),
        None if row.has_succeeded() => why(row),
        None => state.word.to_owned(),
    };
    let what = words::what(row);
    let name = match is_step {
        true => Default::default(),
        false => words::name(row, &cx.model.neon),
    };
    Texts {
        when: if is_step {
            String::new()
        } else {
            when(row, !has_notes(area), cx)
        },
        what: endpoint::before_name(&what, &name.0).to_owned(),
        name,
        by: if row.is_yours() && !is_step {
            "you"
        } else {
            ""
        },
        took: row.chain.millis().map(duration::millis).unwrap_or_default(),
        note,
    }
}

/// Why a compute was started or suspended, unless the user has done it: these say least by themselves.
fn why(row: &Row<'_>) -> String {
    use OperationAction::{CheckAvailability, StartCompute, SuspendCompute};
    let action = &row.chain.first.action;
    let is_switch = matches!(action, CheckAvailability | StartCompute | SuspendCompute);
    let is_head = !matches!(row.fold, Fold::Step { .. });
    match is_switch && is_head && !row.is_yours() {
        true => format!("~ {}", kinds::operation::usual_cause(action)),
        false => String::new(),
    }
}

/// When it was requested, in the style that the user has set.
fn when(row: &Row<'_>, is_short: bool, cx: DrawContext<'_>) -> String {
    let (settings, neon) = (&cx.model.settings, &cx.model.neon);
    let at = row.chain.first.created_at.map(|at| at.timestamp());
    at.map_or_else(String::new, |at| match settings.times {
        TimeStyle::Relative if is_short => relative_time::short(at, neon.now),
        TimeStyle::Relative => format::relative(at, neon.now),
        TimeStyle::Local | TimeStyle::Utc => format::clock_or_day(settings, neon, at),
    })
}

impl Columns {
    /// The columns for these rows.
    pub fn of(rows: &[Texts], has_chains: bool, area: Rect) -> Self {
        let widest = |text: fn(&Texts) -> &str| {
            let widths = rows.iter().map(|row| width(text(row)));
            widths.max().unwrap_or(0)
        };
        let mut columns = Self {
            when: if area.width < ROOM_FOR_TIMES {
                0
            } else {
                widest(|row| &row.when)
            },
            fold: if has_chains { 2 } else { 0 },
            what: widest(|row| &row.what),
            name: widest(|row| &row.name.0),
            by: if has_notes(area) {
                widest(|row| row.by)
            } else {
                0
            },
            bars: 0,
            took: widest(|row| &row.took),
            note: 0,
            gap: if has_notes(area) { GAP } else { 1 },
        };
        let room = usize::from(area.width);
        let missing = columns.width().saturating_sub(room);
        columns.what -= missing.min(columns.what.saturating_sub(WHAT));
        let missing = columns.width().saturating_sub(room);
        columns.name -= missing.min(columns.name.saturating_sub(NAME));
        let missing = columns.width().saturating_sub(room);
        columns.what -= missing.min(columns.what);
        let spare = room.saturating_sub(columns.width());
        let notes = widest(|row| &row.note);
        if !has_notes(area) {
            return columns;
        }
        let bars = spare.saturating_sub(GAP + if notes > 0 { notes.min(NOTE) + GAP } else { 0 });
        if bars >= BARS.0 {
            columns.bars = bars.min(BARS.1);
        }
        columns.note = room.saturating_sub(columns.width() + GAP);
        columns
    }

    fn width(self) -> usize {
        let after = |cells: usize| if cells > 0 { cells + self.gap } else { 0 };
        let before = |cells: usize| if cells > 0 { self.gap + cells } else { 0 };
        // A blank at either side, and the sign.
        1 + after(self.when)
            + 2
            + self.fold
            + self.what
            + before(self.name)
            + before(self.by)
            + before(self.bars)
            + before(self.took)
            + 1
    }

    /// Writes a text into a column of this many cells, followed by a gap.
    pub fn put(self, pen: &mut LineWriter<'_>, text: &str, cells: usize, style: Style) {
        let x = pen.x();
        pen.put(&fit_middle(text, cells.min(pen.left())), style);
        pen.to(x + (cells + self.gap) as u16);
    }

    /// The headings of the columns.
    pub fn head(self, pen: &mut LineWriter<'_>, axis: Axis, style: Style) {
        pen.skip(1);
        if self.when > 0 {
            self.put(pen, "TIME", self.when, style);
        }
        pen.skip(2 + self.fold as u16);
        let by = if self.by > 0 { self.gap + self.by } else { 0 };
        self.put(pen, "WHAT", self.what + self.gap + self.name + by, style);
        pen.put(&axis.marks(), style);
    }
}
