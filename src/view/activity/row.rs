//! One row of the activity, and the columns of all rows in view.
//!
//! ```text
//!  14:02:11 ▴   start compute   pr-412      ▓▓▓▓▓▸      1.8s  running
//!  13:41:02 ✗   start compute   dev/maya    ▓▓▓▓▓▓▓▓▸  31.0s  compute did not become ready
//!  13:40:07 ✓ ▾ create branch   dev/maya    ▓▓▓▓        1.3s
//!             ├ create branch               ▓▓          0.5s
//!             └ start compute                 ▓▓        0.8s
//! ```
//! Columns are as wide as the rows in view need. Where that is too much, the bars go first, then the notes; names are
//! cut last.

use super::{
    super::{
        DrawContext, format,
        text::{clean, fit, fit_middle, width},
        widget::LineWriter,
    },
    axis::Axis,
};
use crate::{
    api::types::{EndpointId, Operation},
    changes::{called, compute},
    kinds::{self, State, relative_time, units::duration},
    store::target::Target,
    ui::{
        Action, Availability, TimeStyle,
        activity::{Fold, Row},
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

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
const GAP: usize = 2;

/// The texts of a row.
pub struct Texts {
    when: String,
    what: String,
    /// The name of what it concerns, and a shorter one if there is not enough room.
    name: (String, String),
    took: String,
    /// The error, or the state unless it is finished.
    note: String,
}

/// The widths of the columns, in cells; those that are left out have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    when: usize,
    /// For the marks of chains and their steps.
    fold: usize,
    what: usize,
    name: usize,
    pub bars: usize,
    took: usize,
    note: usize,
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
    let is_plain = row.chain.decisive().status.is_terminal() && !is_failed(row);
    let note = match error(row) {
        Some(error) => clean(error).into_owned(),
        None if is_plain => String::new(),
        None => state.word.to_owned(),
    };
    Texts {
        when: if is_step {
            String::new()
        } else {
            when(row, !has_notes(area), cx)
        },
        what: what(row),
        name: if is_step {
            Default::default()
        } else {
            name(row, cx)
        },
        took: row.chain.millis().map(duration::millis).unwrap_or_default(),
        note,
    }
}

fn is_failed(row: &Row<'_>) -> bool {
    row.chain.decisive().status.is_failure()
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

/// "restore branch": what the user has requested, else what the operations do.
pub fn what(row: &Row<'_>) -> String {
    match row.cause.filter(|_| !matches!(row.fold, Fold::Step { .. })) {
        Some(cause) => {
            let change = &cause.change;
            format!("{} {}", change.verb.plain, change.target.noun())
        }
        None => clean(&row.chain.words()).into_owned(),
    }
}

/// What it concerns: if that is not a compute, what was changed, else the branch of the operation and, if that has
/// several computes, which of them.
pub fn name(row: &Row<'_>, cx: DrawContext<'_>) -> (String, String) {
    let change = row.cause.map(|cause| &cause.change);
    let change = change.filter(|change| !matches!(change.target, Target::Endpoint(..)));
    match change {
        Some(change) => {
            let name = clean(&called::now(&cx.model.neon, change)).into_owned();
            (name.clone(), name)
        }
        None => name_of(row.chain.first, cx),
    }
}

fn name_of(operation: &Operation, cx: DrawContext<'_>) -> (String, String) {
    let store = &cx.model.neon.store;
    let project = &operation.project_id;
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
        let short = clean(&store.name(&compute::target(endpoint))).into_owned();
        return (whole, short);
    }
    let compute = operation.endpoint_id.as_ref().map(|id| id.as_str());
    let name = clean(branch.or(compute).unwrap_or_default()).into_owned();
    (name.clone(), name)
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
            + before(self.bars)
            + before(self.took)
            + 1
    }

    /// Writes a text into a column of this many cells, followed by a gap.
    fn put(self, pen: &mut LineWriter<'_>, text: &str, cells: usize, style: Style) {
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
        self.put(pen, "WHAT", self.what + self.gap + self.name, style);
        pen.put(&axis.marks(), style);
    }
}

/// A row with the columns of its pane.
pub struct Drawn<'a> {
    pub row: &'a Row<'a>,
    pub texts: &'a Texts,
    pub columns: Columns,
    pub axis: Axis,
    /// Whether the cursor is on it.
    pub is_here: bool,
}

impl Drawn<'_> {
    /// Draws it on this line of the area, and its error on the next one if it is not a note.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, line: u16, cx: DrawContext<'_>) {
        let Self { row, texts, .. } = self;
        let theme = cx.theme;
        let columns = self.columns;
        let state = kinds::operation::state(row.chain.decisive());
        let tone = theme.tone(state.tone);
        let text = if is_failed(row) {
            theme.bad
        } else {
            theme.text
        };
        let mut pen = LineWriter::new(buffer, area, line);
        pen.skip(1);
        if columns.when > 0 {
            columns.put(&mut pen, &texts.when, columns.when, theme.dim);
        }
        self.sign(&mut pen, state, tone, cx);
        if columns.fold > 0 {
            pen.put(mark(row.fold), theme.dim);
        }
        columns.put(
            &mut pen,
            &fit(&texts.what, columns.what),
            columns.what,
            text,
        );
        if columns.name > 0 {
            let (whole, short) = &texts.name;
            let name = if width(whole) > columns.name {
                short
            } else {
                whole
            };
            columns.put(&mut pen, name, columns.name, theme.text);
        }
        if columns.bars > 0 {
            self.bar(&mut pen, cx);
        }
        pen.skip(columns.took.saturating_sub(width(&texts.took)) as u16);
        pen.put(&texts.took, if is_failed(row) { text } else { theme.dim });
        let error_line = has_error_line(row, area);
        if columns.note > 0 {
            pen.skip(GAP as u16);
            self.note(&mut pen, tone, cx);
        } else if error_line {
            let mut pen = LineWriter::new(buffer, area, line + 1);
            pen.skip(3);
            self.note(&mut pen, tone, cx);
        }
        if self.is_here {
            let lines = Rect {
                y: area.y.saturating_add(line),
                height: 1 + u16::from(error_line),
                ..area
            };
            theme.select(buffer, lines.intersection(area));
        }
    }

    fn sign(&self, pen: &mut LineWriter<'_>, state: State, tone: Style, cx: DrawContext<'_>) {
        let model = cx.model;
        let followed = !model.changes.follow.is_empty() && model.neon.is_reachable();
        let pending = self.row.chain.decisive().status.is_pending() && followed;
        let mut glyph = [0; 4];
        let sign: &str = if pending {
            cx.spinner()
        } else {
            state.glyph.encode_utf8(&mut glyph)
        };
        pen.put(sign, tone).put(" ", tone);
    }

    /// The bar: red if it has failed, amber while it runs, colored if it is a change of this session.
    fn bar(&self, pen: &mut LineWriter<'_>, cx: DrawContext<'_>) {
        let (row, theme) = (self.row, cx.theme);
        let end = pen.x() + (self.columns.bars + GAP) as u16;
        let is_running = row.chain.decisive().status.is_pending();
        let style = match (is_failed(row), is_running, row.cause) {
            (true, ..) => theme.bad,
            (false, true, _) => theme.busy,
            (false, false, Some(_)) => theme.border_focus,
            (false, false, None) => theme.quiet,
        };
        if let Some(millis) = row.chain.millis() {
            let (before, bar) = self.axis.bar(row.begin, millis, is_running);
            pen.skip(before).put(&bar, style);
        }
        pen.to(end);
    }

    /// The error or the state, else the API's word for it where there is room; on the cursor's row also what can be done
    /// about it.
    fn note(&self, pen: &mut LineWriter<'_>, tone: Style, cx: DrawContext<'_>) {
        let hints = if self.is_here {
            hints(self.row, cx)
        } else {
            Vec::new()
        };
        let needed: usize = hints
            .iter()
            .map(|(key, text)| width(key) + 1 + width(text) + GAP)
            .sum();
        let room = pen.left().saturating_sub(1);
        let note = fit(&self.texts.note, room.saturating_sub(needed)).into_owned();
        pen.put(&note, tone);
        let word = clean(self.row.chain.first.action.as_str());
        if note.is_empty() && room >= needed + width(&word) {
            pen.put(&word, cx.theme.dim);
        }
        for (key, text) in hints {
            if pen.left() > width(&key) + width(text) + 1 + GAP {
                pen.skip(if pen.left() < room { GAP as u16 } else { 0 });
                pen.put(&key, cx.theme.key).skip(1).put(text, cx.theme.dim);
            }
        }
    }
}

const fn mark(fold: Fold) -> &'static str {
    match fold {
        Fold::Single => "  ",
        Fold::Folded => "▸ ",
        Fold::Unfolded => "▾ ",
        Fold::Step { is_last: false } => "├ ",
        Fold::Step { is_last: true } => "└ ",
    }
}

/// The keys for what can be done about an operation.
fn hints(row: &Row<'_>, cx: DrawContext<'_>) -> Vec<(String, &'static str)> {
    let is_ready = |action: Action| action.ready(cx.model) == Availability::Yes;
    let can_start = is_failed(row)
        && kinds::operation::starts(row.chain.decisive())
        && is_ready(Action::StartCompute);
    let start = can_start.then(|| (cx.key(Action::StartCompute), "start again"));
    let undo = is_ready(Action::Undo).then(|| (cx.key(Action::Undo), "undo"));
    let hints = [start, undo].into_iter().flatten();
    hints.filter(|(key, _)| !key.is_empty()).collect()
}
