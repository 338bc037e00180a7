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

/// Draws it; returns the area inside.
pub fn draw(buffer: &mut Buffer, area: Rect, table: &Table, cx: DrawContext<'_>) -> Rect {
    let (model, theme) = (cx.model, cx.theme);
    let focus = cx.has_keys(Pane::Tree);
    let spec = table.spec;
    let mut title = panel::title(theme, focus, "1", Span::raw(spec.list.0));
    if table.has_tabs() {
        for (at, tab) in spec.tabs.iter().enumerate() {
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
        title.push_span(Span::raw("  "));
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
