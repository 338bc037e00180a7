//! The frame of a table: its name, its tabs, and what its rows have in common.

use super::super::{
    DrawContext, filter,
    format::count,
    text::{clean, width},
    widget::{Panel, panel},
};
use crate::ui::{Action, FetchState, Pane, Table, mouse::spot::Spot, table};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};
use std::ops::Range;

/// Stands for tabs that do not fit.
const CUT: &str = " …";

/// The tabs that fit into this many cells: the open one, and those nearest to it.
fn around(titles: &[&str], open: usize, room: usize) -> Range<usize> {
    let mut shown = 0..titles.len();
    let needed = |shown: &Range<usize>| -> usize {
        let some = titles.get(shown.clone()).unwrap_or_default();
        let cut = if some.len() < titles.len() {
            2 * width(CUT)
        } else {
            0
        };
        let cells = some.iter().map(|title| 1 + width(title));
        cells.sum::<usize>() + width("[]") + cut
    };
    while shown.len() > 1 && needed(&shown) > room {
        let (before, after) = (open - shown.start, shown.end - 1 - open);
        if after >= before {
            shown.end -= 1;
        } else {
            shown.start += 1;
        }
    }
    shown
}

/// Draws it; returns the area inside.
pub fn draw(buffer: &mut Buffer, area: Rect, table: &Table, cx: DrawContext<'_>) -> Rect {
    let (model, theme) = (cx.model, cx.theme);
    let focus = cx.has_keys(Pane::Tree);
    let spec = table.spec;
    let mut title = panel::title(theme, focus, "1", Span::raw(spec.list.0));
    if table.has_tabs() {
        tabs(&mut title, area, table, cx);
    }
    for (text, style) in [
        (
            filter::shown_count(table.filter.as_ref(), table.hits, table.all),
            theme.dim,
        ),
        (note(table, cx), theme.dim),
        (marked(table), theme.key),
    ] {
        if !text.is_empty() && title.width() + width(&text) + 4 < usize::from(area.width) {
            title.push_span(Span::styled(text, style));
            title.push_span(Span::raw("  "));
        }
    }
    let below = match table::load::fetch_state(&model.browser, &model.neon) {
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
    .draw(buffer, area, cx)
}

/// Adds the tabs to the title.
fn tabs(title: &mut Line<'_>, area: Rect, table: &Table, cx: DrawContext<'_>) {
    let theme = cx.theme;
    let all = table.spec.tabs;
    let titles: Vec<&str> = all.iter().map(|tab| tab.title).collect();
    let room = usize::from(area.width).saturating_sub(title.width() + 4);
    let shown = around(&titles, table.tab, room);
    let cut = || Span::styled(CUT, theme.dim);
    if shown.start > 0 {
        title.push_span(cut());
    }
    let tabs = all.iter().enumerate().skip(shown.start).take(shown.len());
    for (at, tab) in tabs {
        let span = if at == table.tab {
            Span::styled(format!("[{}]", tab.title), theme.strong)
        } else {
            Span::styled(tab.title, theme.dim)
        };
        title.push_span(Span::raw(" "));
        let cells = (title.width(), span.width());
        cx.spot_in_title(area, cells, || Spot::TableTab(tab.title));
        title.push_span(span);
    }
    if shown.end < all.len() {
        title.push_span(cut());
    }
    title.push_span(Span::raw("  "));
}

fn note(table: &Table, cx: DrawContext<'_>) -> String {
    let (browser, neon) = (&cx.model.browser, &cx.model.neon);
    let note = (table.spec.note)(browser, neon, &table.of);
    let notes = table::awake::hourly(browser, neon).into_iter();
    let notes: Vec<String> = notes
        .chain(Some(note).filter(|note| !note.is_empty()))
        .collect();
    clean(&notes.join(", ")).into_owned()
}

fn marked(table: &Table) -> String {
    let here = match (table.marked_count(), table.hidden_marks()) {
        (0, _) => None,
        (marked, 0) => Some(format!("{} marked", count(marked))),
        (marked, hidden) => Some(format!(
            "{} marked, {} not shown",
            count(marked),
            count(hidden)
        )),
    };
    let others = table.other_marks.len();
    let others = (others > 0).then(|| format!("{} marked in other tabs", count(others)));
    let both: Vec<String> = here.into_iter().chain(others).collect();
    both.join(", ")
}
