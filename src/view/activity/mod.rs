//! The activity of the selected project: its operations, newest first, grouped by what has started them.
//!
//! ```text
//!  TIME     WHAT                       0   1s   2s
//!  14:02:11 ▴ start compute  pr-412    ━━━━━▸      1.8s  running
//!  13:41:02 ✗ start compute  dev/maya  ━━━━━━━━▸  31.0s  compute did not become ready
//!  ────────
//!  Concerns   dev/maya            Caused by  ~ a connection, or somebody's request
//! ```
//! Below the rows, while the pane has the focus and is high enough, is what is known about the row under the cursor.

mod about;
mod axis;
mod columns;
mod row;

use super::{
    Caret, DrawContext, filter, rect,
    text::fit,
    widget::{LineWriter, Panel, lines, panel},
};
use crate::store::Older;
use crate::ui::{
    Action, FetchState, Pane,
    activity::{self, Fold, Row},
    mouse::spot::Spot,
    refresh,
};
use axis::Axis;
use columns::{Columns, Texts, has_error_line, has_notes, texts};
use ratatui::{buffer::Buffer, layout::Rect, text::Span};
use row::Drawn;
use std::{collections::HashSet, ops::Range};

/// The least lines of a pane with headings, and of one with facts below the rows.
const HEADINGS: u16 = 6;
const FACTS: u16 = 8;

/// Draws the activity: as a strip, a side pane, a whole screen, or one line.
pub fn draw(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) -> Caret {
    let (browser, neon) = (&cx.model.browser, &cx.model.neon);
    let rows = activity::rows(browser, &cx.model.changes, neon);
    let layout = browser.layout();
    let inside = layout.content(Pane::Operations).unwrap_or_default();
    let inside = rect(inside, buffer);
    let filter = browser.panes.activity.filter.as_ref();
    let filter = filter.filter(|_| inside.height > 2);
    let hits = rows.iter().filter(is_head).count();
    let (inside, caret) = filter::draw(buffer, inside, filter, hits, cx);
    let here = activity::position(&browser.panes.activity, &rows);
    let here = rows.get(here).filter(|_| cx.has_keys(Pane::Operations));
    let facts = here.map(|row| facts(row, inside, cx)).unwrap_or_default();
    let below = if facts.is_empty() {
        0
    } else {
        facts.len() as u16 + 1
    };
    let list = Rect {
        height: inside.height.saturating_sub(below),
        ..inside
    };
    let view = List::of(&rows, list, cx);
    if layout.has_titles() {
        frame(buffer, area, &rows, &view, cx);
    }
    if rows.is_empty() {
        let text = nothing(cx);
        LineWriter::new(buffer, inside, 0).skip(1).put(
            &fit(&text, usize::from(inside.width.saturating_sub(1))),
            cx.theme.dim,
        );
        return caret;
    }
    view.draw(buffer, &rows, here, cx);
    if below > 0 {
        let line = "─".repeat(usize::from(inside.width));
        LineWriter::new(buffer, inside, list.height).put(&line, cx.theme.border);
        let area = Rect {
            x: inside.x + 1,
            y: list.bottom() + 1,
            width: inside.width.saturating_sub(2),
            height: below - 1,
        };
        lines::draw(buffer, area, &facts, 0, 0);
    }
    caret
}

/// What is shown about the row under the cursor: at most half of the pane.
fn facts(row: &Row<'_>, area: Rect, cx: DrawContext<'_>) -> Vec<ratatui::text::Line<'static>> {
    if area.height < FACTS {
        return Vec::new();
    }
    let mut lines = about::lines(row, usize::from(area.width.saturating_sub(2)), cx);
    lines.truncate(usize::from(area.height / 2));
    lines
}

/// The part of the rows that is in view.
struct List {
    /// The area of the rows, without the headings.
    area: Rect,
    /// Whether there is a line with headings above them.
    has_head: bool,
    /// The first line of each row, and the number of lines.
    starts: Vec<usize>,
    /// The first line in view.
    from: usize,
}

impl List {
    fn of(rows: &[Row<'_>], mut area: Rect, cx: DrawContext<'_>) -> Self {
        let mut starts = Vec::with_capacity(rows.len() + 1);
        let mut lines = 0;
        for row in rows {
            starts.push(lines);
            lines += 1 + usize::from(has_error_line(row, area));
        }
        starts.push(lines);
        let has_head = area.height >= HEADINGS && has_notes(area);
        if has_head {
            area.y += 1;
            area.height -= 1;
        }
        let mut list = Self {
            area,
            has_head,
            starts,
            from: 0,
        };
        list.from = list.scrolled(rows, cx);
        list
    }

    fn lines_of(&self, at: usize) -> Option<Range<usize>> {
        Some(*self.starts.get(at)?..*self.starts.get(at + 1)?)
    }

    fn count(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The first line in view. The row on top stays there when others arrive above it, unless it is the first one.
    fn scrolled(&self, rows: &[Row<'_>], cx: DrawContext<'_>) -> usize {
        let activity = &cx.model.browser.panes.activity;
        let (scroll, height) = (&activity.cursor.scroll, usize::from(self.area.height));
        let top = activity.top.borrow();
        let top = top.as_ref();
        let top = top.and_then(|top| rows.iter().position(|row| row.id() == *top));
        let first = top.and_then(|at| self.starts.get(at).copied());
        let mut from = scroll.draw(first.unwrap_or_else(|| scroll.top()), self.count(), height);
        let at = activity::position(activity, rows);
        if let Some(lines) = self.lines_of(at).filter(|_| cx.has_keys(Pane::Operations)) {
            from = scroll.show(lines, self.count(), height);
        }
        from
    }

    /// The rows of which the first line is in view.
    fn visible(&self) -> Range<usize> {
        let rows = self.starts.get(..self.starts.len().saturating_sub(1));
        let rows = rows.unwrap_or_default();
        let first = rows.partition_point(|start| *start < self.from);
        let end = self.from + usize::from(self.area.height);
        first..rows.partition_point(|start| *start < end).max(first)
    }

    /// Notes the lines of a row that are in view.
    fn spot(&self, row: &Row<'_>, at: usize, cx: DrawContext<'_>) {
        let lines = self.lines_of(at).unwrap_or_default();
        let first = lines.start.saturating_sub(self.from) as u16;
        let place = Rect {
            y: self.area.y.saturating_add(first),
            height: lines.len() as u16,
            ..self.area
        };
        cx.spot(place.intersection(self.area), || Spot::Operation(row.id()));
    }

    fn draw(
        &self,
        buffer: &mut Buffer,
        rows: &[Row<'_>],
        here: Option<&Row<'_>>,
        cx: DrawContext<'_>,
    ) {
        let visible = self.visible();
        let shown = rows.get(visible.clone()).unwrap_or_default();
        let top = shown.first().filter(|_| self.from > 0).map(Row::id);
        cx.model.browser.panes.activity.top.replace(top);
        let texts: Vec<Texts> = shown.iter().map(|row| texts(row, self.area, cx)).collect();
        let has_chains = rows.iter().any(|row| row.fold != Fold::Single);
        let mut columns = Columns::of(&texts, has_chains, self.area);
        if cx.is_linear() {
            columns.bars = 0;
        }
        let lengths = shown.iter().filter_map(|row| row.chain.millis());
        let axis = Axis::of(lengths, columns.bars as u16);
        if self.has_head {
            let line = Rect {
                y: self.area.y.saturating_sub(1),
                height: 1,
                ..self.area
            };
            columns.head(
                &mut LineWriter::new(buffer, line, 0),
                axis,
                cx.theme.heading,
            );
        }
        let mut named = HashSet::new();
        for ((at, row), texts) in visible.zip(shown).zip(&texts) {
            let start = self.starts.get(at).copied().unwrap_or(0);
            self.spot(row, at, cx);
            let drawn = Drawn {
                row,
                texts,
                columns,
                axis,
                names_action: named.insert(&row.chain.first.action),
                is_here: here.is_some_and(|here| std::ptr::eq(here, row)),
            };
            drawn.draw(
                buffer,
                self.area,
                start.saturating_sub(self.from) as u16,
                cx,
            );
        }
    }
}

const fn is_head(row: &&Row<'_>) -> bool {
    !matches!(row.fold, Fold::Step { .. })
}

fn frame(buffer: &mut Buffer, area: Rect, rows: &[Row<'_>], view: &List, cx: DrawContext<'_>) {
    let theme = cx.theme;
    let focus = cx.has_keys(Pane::Operations);
    let mut title = panel::title(theme, focus, "3", Span::raw("Activity"));
    let model = cx.model;
    if let Some(filter) = &model.browser.panes.activity.filter {
        let all = activity::count(&model.browser, &model.changes, &model.neon);
        let hits = rows.iter().filter(is_head).count();
        let shown = filter::shown_count(Some(filter), hits, all);
        title.push_span(Span::styled(format!("{shown} "), theme.dim));
    }
    let chains = rows.iter().filter(is_head);
    let running = chains
        .filter(|row| row.chain.decisive().status.is_pending())
        .count();
    if running > 0 {
        title.push_span(Span::styled(format!("{running} running "), theme.busy));
    }
    let project = refresh::visible::visible_project(&cx.model.browser, &cx.model.neon.store);
    let inside = project.and_then(|project| cx.model.neon.store.inside(project));
    if inside.is_some_and(|inside| matches!(inside.older_operations, Older::Asked { .. })) {
        title.push_span(Span::styled("loading older ones… ", theme.dim));
    }
    Panel {
        title,
        focus,
        scroll: Some((view.from, view.area.height.into(), view.count())),
        ..Panel::default()
    }
    .draw(buffer, area, cx);
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
        Some(FetchState::Ready) if model.browser.panes.activity.filter.is_some() => {
            filter::no_match("", Pane::Operations, cx)
        }
        Some(FetchState::Ready) => "nothing has happened in this project yet".to_owned(),
    }
}
