//! One row of the activity.
//!
//! ```text
//!  14:02:11 ▴   start compute   pr-412    you  ━━━━━▸      1.8s  running
//!  13:41:02 ✗   start compute   dev/maya       ━━━━━━━━▸  31.0s  compute did not become ready
//!  13:40:07 ✓ ▾ create branch   dev/maya       ━━━━        1.3s
//!             ├ create branch                  ━━          0.5s
//!             └ start compute                    ━━        0.8s
//! ```

use super::{
    super::{
        DrawContext,
        text::{clean, fit, width},
        widget::LineWriter,
    },
    axis::Axis,
    columns::{Columns, GAP, Texts, has_error_line},
};
use crate::{
    kinds::{self, State},
    ui::{
        Action, Availability,
        activity::{Fold, Row},
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// A row with the columns of its pane.
pub struct Drawn<'a> {
    pub row: &'a Row<'a>,
    pub texts: &'a Texts,
    pub columns: Columns,
    pub axis: Axis,
    /// Whether no row above tells the API's word for the same.
    pub names_action: bool,
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
        let text = if row.is_failed() {
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
            pen.put(mark(row.fold, cx), theme.dim);
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
        if columns.by > 0 {
            columns.put(&mut pen, texts.by, columns.by, theme.strong);
        }
        if columns.bars > 0 {
            self.bar(&mut pen, cx);
        }
        pen.skip(columns.took.saturating_sub(width(&texts.took)) as u16);
        pen.put(&texts.took, if row.is_failed() { text } else { theme.dim });
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
            cx.select(buffer, lines.intersection(area));
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
        let style = match (row.is_failed(), is_running, row.is_yours()) {
            (true, ..) => theme.bad,
            (false, true, _) => theme.busy,
            (false, false, true) => theme.border_focus,
            (false, false, false) => theme.quiet,
        };
        if let Some(millis) = row.chain.millis() {
            // As exact as the number beside it.
            let millis = millis - millis % 100;
            let (before, bar) = self.axis.bar(row.begin, millis, is_running);
            pen.skip(before).put(&bar, style);
        }
        pen.to(end);
    }

    /// The error or the state, else the API's word for it where that is new and there is room; on the cursor's row also
    /// what can be done about it.
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
        let is_dim = self.row.has_succeeded();
        pen.put(&note, if is_dim { cx.theme.dim } else { tone });
        let word = clean(self.row.chain.first.action.as_str());
        if self.names_action && note.is_empty() && room >= needed + width(&word) {
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

const fn mark(fold: Fold, cx: DrawContext<'_>) -> &'static str {
    match fold {
        Fold::Folded if cx.is_linear() => "+ ",
        Fold::Unfolded if cx.is_linear() => "- ",
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
    let can_start = row.is_failed()
        && kinds::operation::starts(row.chain.decisive())
        && is_ready(Action::StartCompute);
    let start = can_start.then(|| (cx.key(Action::StartCompute), "start again"));
    let undo = is_ready(Action::Undo).then(|| (cx.key(Action::Undo), "undo"));
    let hints = [start, undo].into_iter().flatten();
    hints.filter(|(key, _)| !key.is_empty()).collect()
}
