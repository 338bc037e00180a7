//! Pure drawing: the model goes in, cells come out. No I/O and no clock; the only things it changes in the model
//! are how far panes and dialogs can scroll, how wide the tree is and, for the mouse, what was drawn where.
//!
//! | what | file |
//! |---|---|
//! | colors and styles by role | `theme/`; the colors of each theme: `ui::themes` |
//! | numbers, times, values | `format.rs` |
//! | a pane | the file of its name |
//! | a dialog | the file of its name in `dialog/` |
//! | frames, tables, fields, lines, inputs | `widget/` |
//! | what an answer has changed in the rows | `shown_cells.rs` |
//! | why there are no rows | `blank.rs` |
//! | the keys that help where something could not be loaded | `remedy.rs` |
//! | gauges, bars and columns | `chart/` |
//! | `--ascii` | `ascii.rs`, after everything else |
//! | `--linear` | `linear/` |
//!
//! [`crate::ui::layout`] decides where the panes are, because paging needs it, too. For the same reason
//! [`crate::ui::text`] measures, sanitizes, cuts and wraps text.

mod activity;
mod ascii;
mod blank;
mod chart;
mod chord;
mod details;
mod dialog;
mod filter;
mod footer;
pub mod format;
mod header;
mod linear;
mod notice;
mod progress;
mod remedy;
pub mod shown_cells;
mod table;
pub mod theme;
mod tree;
mod widget;

pub use theme::Theme;

use crate::{
    key::Chord,
    ui::{
        Action, Layout, Model, Pane,
        dialog::line::DialogLine,
        layout::{Area, SMALLEST},
        mouse::spot::Spot,
        scopes, text,
    },
};
use linear::marker::Marker;
use ratatui::{
    Frame,
    buffer::Buffer,
    layout::{Position, Rect},
};
use std::{any::Any, cell::Cell};
use widget::lines;

/// What every drawing function is given.
#[derive(Debug, Clone, Copy)]
struct DrawContext<'a> {
    model: &'a Model,
    theme: &'a Theme,
    /// What the topmost dialog covers, once it is drawn.
    covered: &'a Cell<Rect>,
    /// Where that dialog's key hints go.
    hints: &'a Cell<Rect>,
    /// Where what is selected was drawn.
    marker: &'a Marker,
}

/// Keys whose sign is an arrow, in words.
const ARROWS: [(char, &str); 4] = [('→', "Right"), ('←', "Left"), ('↑', "Up"), ('↓', "Down")];

/// The caret position of the text field being edited, if any.
type Caret = Option<(u16, u16)>;

pub fn draw(frame: &mut Frame<'_>, model: &Model, theme: &Theme) {
    let (covered, hints, marker) = Default::default();
    let cx = DrawContext {
        model,
        theme,
        covered: &covered,
        hints: &hints,
        marker: &marker,
    };
    if cx.has_mouse() {
        model.mouse.spots.begin(model.dialogs.top_id());
    }
    let buffer = frame.buffer_mut();
    if model.browser.panes.is_too_small() {
        too_small(buffer, cx);
        return theme.paint(buffer);
    }
    let mut caret = main_screen(buffer, cx);
    if let Some(caret_of_dialog) = dialog::draw(buffer, cx) {
        caret = caret_of_dialog;
    }
    chord::draw(buffer, cx);
    let mut cursor = caret.map(Position::from);
    if cx.is_linear() {
        linear::notice::draw(buffer, cx);
        linear::replace(buffer, &model.neon.store);
        cursor = cursor.or_else(|| marker.position(buffer));
    } else {
        notice::draw(buffer, cx);
    }
    if model.settings.ascii {
        ascii::replace(buffer);
    } else if model.draws_wide() {
        ascii::replace_ambiguous(buffer);
    }
    theme.paint(buffer);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Says that the terminal is too small.
fn too_small(buffer: &mut Buffer, cx: DrawContext<'_>) {
    let (width, height) = SMALLEST;
    let quit = cx.key(Action::QuitNow);
    let says = format!("too small: {width}x{height} at least; {quit} quits");
    let lines = text::wrap(&says, usize::from(buffer.area.width).max(1));
    for (line, y) in lines.iter().zip(0..buffer.area.height) {
        widget::LineWriter::new(buffer, buffer.area, y).put(line, cx.theme.bad);
    }
}

fn main_screen(buffer: &mut Buffer, cx: DrawContext<'_>) -> Caret {
    // The width of the tree depends on the rows in view.
    let rows = tree::visible(cx);
    let layout = cx.model.browser.layout();
    let mut caret = None;
    spots_of_panes(&layout, cx);
    if let Some(area) = layout.header {
        header::draw(buffer, rect(area, buffer), cx);
    }
    if let Some(area) = layout.pane(Pane::Tree) {
        let area = rect(area, buffer);
        caret = match &cx.model.browser.table {
            Some(table) => table::draw(buffer, area, table, cx),
            None => tree::draw(buffer, area, rows, cx),
        };
    }
    if let Some(area) = layout.pane(Pane::Details) {
        details::draw(buffer, rect(area, buffer), cx);
    }
    if let Some(area) = layout.pane(Pane::Operations) {
        let area = rect(area, buffer);
        match &cx.model.changes.queue {
            Some(queue) => progress::draw(buffer, area, queue, cx),
            None => {
                let caret_of_filter = activity::draw(buffer, area, cx);
                caret = caret.or(caret_of_filter);
            }
        }
    }
    if let Some(area) = layout.footer {
        footer::draw(buffer, rect(area, buffer), cx);
    }
    caret
}

/// Notes the panes, and the border that can be dragged.
fn spots_of_panes(layout: &Layout, cx: DrawContext<'_>) {
    if !cx.has_mouse() {
        return;
    }
    let spots = &cx.model.mouse.spots;
    for pane in Pane::ALL {
        if let Some(area) = layout.pane(pane) {
            spots.add(area, Spot::Pane(pane));
        }
    }
    if let (Some(tree), Some(_)) = (layout.tree, layout.details) {
        let border = Area {
            x: tree.x.saturating_add(tree.width).saturating_sub(1),
            width: 2,
            ..tree
        };
        spots.add(border, Spot::Split);
    }
}

/// An area of the layout, clipped to the screen: the terminal may have shrunk since.
fn rect(area: Area, buffer: &Buffer) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height).intersection(buffer.area)
}

impl DrawContext<'_> {
    /// Whether the screen is drawn for screen readers.
    const fn is_linear(&self) -> bool {
        self.model.browser.panes.linear
    }

    /// The screen without the lines that notices have in linear mode.
    fn above_notices(&self, screen: Rect) -> Rect {
        let notices = self.model.browser.layout().notices;
        let lines = notices.map_or(0, |area| area.height);
        Rect {
            height: screen.height.saturating_sub(lines),
            ..screen
        }
    }

    /// Whether arrows and shapes will be replaced, so that words must say what they say.
    fn has_plain_signs(&self) -> bool {
        self.is_linear() || self.model.settings.ascii || self.model.draws_wide()
    }

    /// Why something is not available, with a sign; in linear mode, with words.
    fn unavailable(&self, why: &str) -> String {
        let sign = if self.is_linear() {
            "not available:"
        } else {
            "✗"
        };
        format!("{sign} {why}")
    }

    /// Shows that these cells are selected.
    fn select(&self, buffer: &mut Buffer, line: Rect) {
        self.marker.set(line);
        self.theme.select(buffer, line);
    }

    /// Whether anybody needs to know what was drawn where.
    const fn has_mouse(&self) -> bool {
        self.model.settings.mouse
    }

    /// Notes what this area shows, for the mouse.
    fn spot(&self, area: Rect, shows: impl FnOnce() -> Spot) {
        if self.has_mouse() {
            let Rect {
                x,
                y,
                width,
                height,
            } = area;
            self.model.mouse.spots.add(
                Area {
                    x,
                    y,
                    width,
                    height,
                },
                shows(),
            );
        }
    }

    /// Notes a line of the topmost dialog, by what identifies it there.
    fn spot_of_line<T: Any + Send + Sync>(&self, area: Rect, id: impl FnOnce() -> T) {
        self.spot(area, || Spot::Line(DialogLine::new(id())));
    }

    /// Notes the lines of a list, from the top of this area on.
    fn spots_of_lines<T: Any + Send + Sync>(&self, area: Rect, ids: impl Iterator<Item = T>) {
        if self.has_mouse() {
            for (line, id) in ids.take(area.height.into()).enumerate() {
                self.spot_of_line(lines::place(area, 0, line..line + 1), || id);
            }
        }
    }

    /// Notes a part of the title of a frame, of which the first `before` cells precede it.
    fn spot_in_title(
        &self,
        frame: Rect,
        (before, cells): (usize, usize),
        shows: impl FnOnce() -> Spot,
    ) {
        let x = frame.x.saturating_add(1).saturating_add(before as u16);
        let area = Rect::new(x, frame.y, cells as u16, 1);
        let title = Rect {
            width: frame.width.saturating_sub(1),
            height: 1,
            ..frame
        };
        self.spot(area.intersection(title), shows);
    }

    /// Whether a pane has focus.
    fn has_keys(&self, pane: Pane) -> bool {
        self.model.browser.panes.focus == pane && self.model.dialogs.is_empty()
    }

    /// The first key of an action, as it is printed.
    fn key(&self, action: Action) -> String {
        let chord = self.chord(action);
        let key = chord.map(ToString::to_string).unwrap_or_default();
        match self.has_plain_signs() {
            // The replacement of an arrow would name another key.
            true => ARROWS
                .iter()
                .fold(key, |key, (arrow, word)| key.replace(*arrow, word)),
            false => key,
        }
    }

    /// The first key of an action.
    fn chord(&self, action: Action) -> Option<&Chord> {
        let scopes = scopes::active(&self.model.browser, &self.model.dialogs);
        self.model.keyboard.keymap.chord_in(action, scopes)
    }

    /// The current frame of the spinner.
    fn spinner(&self) -> &'static str {
        // Blocks: common fonts have them, and they are one cell wide everywhere.
        const FRAMES: [&str; 4] = ["▖", "▘", "▝", "▗"];
        if self.is_linear() {
            return " ";
        }
        FRAMES
            .get(usize::from(self.model.frame.spin) % FRAMES.len())
            .copied()
            .unwrap_or_default()
    }
}
