//! One row of the tree.
//!
//! ```text
//! ▾ Acme Labs                        3 projects
//!   ▾ storefront          pg17  us-e2
//!     ▾ production        ▪ active           PD
//!     │ ├ ep-big-oak   rw ▪ active     0.5-4 CU
//!     │ └ neondb          db neondb_owner
//! ^   ^ ^              ^  ^                   ^
//! │   │ └ name         │  └ state             └ tail
//! │   └ guides         └ kind
//! └ marks the cursor's row while another pane has focus
//! ```
//! Projects are indented below their organization, on a narrow screen by one column only.

use super::{
    super::{
        DrawContext,
        text::{Cut, fit, width},
        widget::LineWriter,
    },
    text::Text,
};
use crate::{
    changes::{Changes, compute},
    kinds::units::duration,
    ui::{
        Pane, Target, row_lookup,
        tree::{CursorPlace, Expansion, Row, width::RowWidths},
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};
use std::borrow::Cow;

/// The mark before a pinned name: the key that pins.
const PINNED: &str = "* ";
/// The cells of the sign of a row that is expanded or can be.
const SIGN: u16 = 2;
/// From this many seconds on, a change in progress shows how long it has taken.
const LONG: i64 = 60;
/// Below this width, the tree indents projects by only one column.
const NARROW: u16 = 40;

/// The layout of all rows, in columns of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    state: u16,
    end: u16,
}

impl Columns {
    /// The columns of a tree in this area, with this many cells for the states if there is room.
    pub fn of(area: Rect, state: u16) -> Self {
        let most = match area.width {
            0..20 => 2,
            width => width / 5 * 2 + 2,
        };
        // One blank column between the text and the frame.
        let end = area.x.saturating_add(area.width).saturating_sub(1);
        Self {
            state: end.saturating_sub(state.min(most)),
            end,
        }
    }

    /// The columns for a row whose name would end at `wanted`, and whether the word of its state stays: the name gets
    /// the room its state and tail leave free, and a long state the room that the name leaves.
    fn with_room(self, wanted: usize, text: &Text<'_>) -> (Self, bool) {
        let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
        let least = wanted.min(self.state);
        let begins = |widths: [u16; 3]| widths.map(|width| self.end.saturating_sub(width));
        let worded = begins(text.worded_widths());
        let fits = |begins: &[u16], least| begins.iter().copied().find(|begin| *begin >= least);
        // The tail is shortened for the whole name, then the word goes for it.
        let whole = fits(&worded[..2], wanted).map(|begin| (begin, true));
        let whole = whole.or_else(|| {
            let signs = text.sign_widths().map(begins)?;
            Some((fits(&signs[..2], wanted)?, false))
        });
        // The tail goes before the name becomes too short.
        let (last, has_word) =
            whole.unwrap_or_else(|| (fits(&worded, least).unwrap_or(least), true));
        let state = wanted.max(self.state).min(last);
        (Self { state, ..self }, has_word)
    }
}

/// The cells that a row needs.
pub fn widths(row: &Row, text: &Text<'_>, cx: DrawContext<'_>) -> RowWidths {
    /// Deeper rows may lose guides.
    const DEEPEST: u8 = 10;
    let pin = if is_pinned(row, cx) { width(PINNED) } else { 0 };
    let sign = if row.expansion == Expansion::Leaf {
        0
    } else {
        usize::from(SIGN)
    };
    let indent = 2 * usize::from(row.depth.min(DEEPEST)) + pin + sign;
    let cells = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    if text.is_free() {
        let tail = text.tail_width();
        return RowWidths {
            free: cells(indent + width(&text.name) + tail),
            ..RowWidths::default()
        };
    }
    RowWidths {
        name: cells(indent + width(&text.name) + text.behind_name()),
        state: text.worded_widths()[0],
        free: 0,
    }
}

/// Draws a row; `here` marks the cursor's row. Returns where its sign is, if it is expanded or can be.
pub fn draw(
    buffer: &mut Buffer,
    line: Rect,
    (row, text): (&Row, Text<'_>),
    columns: Columns,
    cx: DrawContext<'_>,
    here: bool,
) -> Rect {
    let mut text = text.marked(row, cx);
    if let Some(doing) = doing(row, cx) {
        text = text.busy(doing, cx);
    }
    let theme = cx.theme;
    let focus = cx.has_keys(Pane::Tree);
    let mut pen = LineWriter::new(buffer, line, 0);
    let bar = if here && !focus { "▌" } else { " " };
    pen.put(bar, theme.border_focus);
    guides(&mut pen, row, columns, cx);
    let sign = pen.since(pen.x().saturating_sub(SIGN));
    if is_pinned(row, cx) {
        pen.put(PINNED, theme.strong);
    }
    let kind = width(text.kind);
    let free = text.is_free();
    let behind = text.behind_name();
    let from = pen.x();
    let after = if free { text.least_tail() } else { behind };
    let room = |columns: Columns| {
        let until = if free { columns.end } else { columns.state };
        usize::from(until.saturating_sub(from)).saturating_sub(after)
    };
    let shown = |columns: Columns| cut(row.place).fit(&text.name, room(columns));
    let (fitting, has_word) =
        columns.with_room(usize::from(from) + width(&text.name) + behind, &text);
    // States stand in one column, unless a name gains by it.
    let gains = fitting.state <= columns.state || shown(fitting) != shown(columns);
    let columns = if gains { fitting } else { columns };
    if !has_word && gains {
        text.word = "".into();
    }
    name(&mut pen, &shown(columns), text.name_style, row, cx);
    if kind > 0 && room(columns) > 0 {
        pen.to(columns.state.saturating_sub(kind as u16 + 1));
        pen.put(text.kind, theme.dim);
    }
    let used = pen.x();
    state(buffer, line, &text, columns, used, cx);
    if here {
        match focus {
            true => cx.select(buffer, line),
            false => buffer.set_style(line.intersection(buffer.area), theme.resting),
        }
    }
    sign
}

/// Where a name is cut.
const fn cut(place: CursorPlace) -> Cut {
    match place {
        CursorPlace::Branch(..) => Cut::Start,
        CursorPlace::Endpoint(..) => Cut::Middle,
        CursorPlace::Org(_)
        | CursorPlace::Shared
        | CursorPlace::Project(_)
        | CursorPlace::Database(..)
        | CursorPlace::Role(..)
        | CursorPlace::Group(..)
        | CursorPlace::MoreOf(_)
        | CursorPlace::MoreShared => Cut::End,
    }
}

/// Whether the user has pinned the row to the top.
pub fn is_pinned(row: &Row, cx: DrawContext<'_>) -> bool {
    let pins = &cx.model.browser.bookmarks.pins;
    let can_be = matches!(row.place, CursorPlace::Project(_) | CursorPlace::Branch(..));
    can_be
        && !pins.is_empty()
        && row_lookup::target(row.place, &cx.model.neon.store)
            .is_some_and(|target| cx.model.browser.bookmarks.is_pinned(&target))
}

/// Draws the name, with the part that the filter matches highlighted.
fn name(pen: &mut LineWriter<'_>, shown: &str, style: Style, row: &Row, cx: DrawContext<'_>) {
    let filter = cx.model.browser.tree.filter.as_ref().filter(|_| row.hit);
    let found = filter.and_then(|filter| filter.query.found_in(shown));
    let found = found.unwrap_or(shown.len()..shown.len());
    let part = |range| shown.get(range).unwrap_or_default();
    pen.put(part(0..found.start), style)
        .put(part(found.clone()), style.patch(cx.theme.found))
        .put(part(found.end..shown.len()), style);
}

/// Draws state and tail. A row without a state gives its tail all the room.
fn state(
    buffer: &mut Buffer,
    line: Rect,
    text: &Text<'_>,
    columns: Columns,
    used: u16,
    cx: DrawContext<'_>,
) {
    let theme = cx.theme;
    let from = if text.is_free() {
        used.saturating_add(1)
    } else {
        columns.state
    };
    let rest = Rect {
        x: from,
        width: columns.end.saturating_sub(from),
        ..line
    };
    let mut pen = LineWriter::new(buffer, rest, 0);
    if let Some(glyph) = text.glyph {
        let mut bytes = [0; 4];
        pen.put(glyph.encode_utf8(&mut bytes), text.glyph_style);
        if !text.word.is_empty() {
            pen.put(" ", theme.text);
        }
    }
    let word = fit(&text.word, pen.left());
    pen.put(&word, text.word_style);
    let room = pen.left().saturating_sub(usize::from(!text.is_free()));
    for tail in [&text.tail, text.short_tail] {
        if width(tail) <= room && pen.put_right(tail, text.tail_style) {
            return;
        }
    }
}

/// Draws the guides, and the sign for expanded or collapsed.
fn guides(pen: &mut LineWriter<'_>, row: &Row, columns: Columns, cx: DrawContext<'_>) {
    let theme = cx.theme;
    // The row's own guides begin below a branch of the project: above that, rows are indented without a line.
    const FIRST_LINE: u8 = 3;
    let depth = row.depth;
    let room = usize::from(columns.state.saturating_sub(pen.x()));
    // Deep rows lose their outermost guides rather than their names.
    let deepest = (room / 4).max(2) as u8;
    let skip = depth.saturating_sub(deepest).max(1);
    if skip > 1 {
        pen.put("‹ ", theme.dim);
    } else if depth > 0 {
        let narrow = columns.end < NARROW;
        pen.put(if narrow { " " } else { "  " }, theme.dim);
    }
    for level in skip + 1..=depth {
        let follows = row.guides & (1_u32.checked_shl(u32::from(level)).unwrap_or(0)) != 0;
        let piece = match (level < FIRST_LINE, level == depth, follows) {
            (true, ..) => "  ",
            (false, true, true) => "├ ",
            (false, true, false) => "└ ",
            (false, false, true) => "│ ",
            (false, false, false) => "  ",
        };
        pen.put(piece, theme.dim);
    }
    let expansion = match row.expansion {
        Expansion::Open => "▾ ",
        Expansion::Closed => "▸ ",
        Expansion::Leaf => "",
    };
    pen.put(expansion, theme.dim);
}

/// What is being done to a row's thing: `starting 1/2`.
fn doing(row: &Row, cx: DrawContext<'_>) -> Option<String> {
    let model = cx.model;
    if model.changes.writes.is_empty() && model.changes.follow.is_empty() {
        return None;
    }
    doing_to(&row_lookup::target(row.place, &model.neon.store)?, cx)
}

/// What is being done to a thing, or to the first compute of a branch.
pub fn doing_to(target: &Target, cx: DrawContext<'_>) -> Option<String> {
    let model = cx.model;
    let mut target = Cow::Borrowed(target);
    if matches!(*target, Target::Branch(..)) && !busy(&model.changes, &target) {
        target = Cow::Owned(compute::target(model.neon.store.compute_of(&target)?));
    }
    if let Some(pending) = model.changes.writes.get(&*target) {
        let doing = if pending.checking {
            "checking"
        } else {
            pending.change.verb.doing
        };
        return Some(doing.to_owned());
    }
    let watch = model.changes.follow.of(&target)?;
    let (done, all) = watch.steps();
    let doing = watch.change.verb.doing;
    if !model.neon.is_reachable() {
        // The progress cannot be read.
        return Some(format!("{doing} ?"));
    }
    let mut text = doing.to_owned();
    if all > 1 {
        text.push_str(&format!(" {done}/{all}"));
    }
    let age = model.neon.now.duration_since(watch.since).as_secs();
    if age >= LONG {
        text.push_str(&format!(" {}", duration::about(age)));
    }
    Some(text)
}

/// Whether a change to exactly this thing, or its operations, is in progress.
fn busy(changes: &Changes, target: &Target) -> bool {
    changes.running(target).is_some()
}
