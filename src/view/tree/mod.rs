//! The tree of resources. Only the rows in view are formatted and measured, however many there are.

mod row;
mod summary;
mod text;

use super::{
    Caret, DrawContext,
    blank::{self, Blank},
    filter,
    format::{count, matches},
    linear,
    widget::{LineWriter, Panel, panel},
};
use crate::{
    neon::Connectivity,
    ui::{
        Action, FetchState, Pane,
        fitted::Widths,
        mouse::spot::Spot,
        remedy, row_lookup,
        tree::{Expansion, Row, width::RowWidths},
    },
};
use ratatui::{buffer::Buffer, layout::Rect, text::Span};
pub use row::{doing_to, is_pinned};
pub use summary::of as text_of;
pub use text::STATE;
pub use text::Text;

/// The rows in view, with their texts; `None` for one whose thing is no longer known.
pub type VisibleRows<'a> = Vec<(&'a Row, Option<Text<'a>>)>;

/// Formats the rows in view, and lets the width of the tree follow them.
pub fn visible(cx: DrawContext<'_>) -> VisibleRows<'_> {
    let browser = &cx.model.browser;
    if browser.table.is_some() || browser.layout().tree.is_none() {
        return Vec::new();
    }
    let tree = &browser.tree;
    let rows = tree.cursor.visible(&tree.rows, browser.list_height());
    let rows: VisibleRows<'_> = rows.iter().map(|row| (row, summary::of(row, cx))).collect();
    let texts = rows
        .iter()
        .filter_map(|(row, text)| Some((row, text.as_ref()?)));
    let needed = texts.map(|(row, text)| row::widths(row, text, cx));
    let needed = needed.fold(RowWidths::default(), |all, row| all.max(&row));
    tree.width.rows.show(needed, !browser.is_filtering());
    rows
}

/// Draws the tree; returns the caret position while the filter is being typed.
pub fn draw(buffer: &mut Buffer, area: Rect, rows: VisibleRows<'_>, cx: DrawContext<'_>) -> Caret {
    let model = cx.model;
    let inside = if model.browser.layout().has_titles() {
        frame(buffer, area, cx)
    } else {
        area
    };
    let filter = model.browser.tree.filter.as_ref();
    let hits = filter.map_or(0, |filter| filter.hits);
    let (inside, caret) = filter::draw(buffer, inside, filter, hits, cx);
    if model.browser.tree.rows.is_empty() {
        draw_empty(buffer, inside, cx);
        return caret;
    }
    let columns = row::Columns::of(inside, model.browser.tree.width.rows.get().state);
    for (at, (row, text)) in rows.into_iter().take(inside.height.into()).enumerate() {
        let here = at == model.browser.tree.cursor.line();
        let line = Rect {
            y: inside.y + at as u16,
            height: 1,
            ..inside
        };
        let Some(text) = text else { continue };
        if cx.is_linear() {
            let first = model.browser.tree.cursor.scroll.top();
            let place = (first + at, model.browser.tree.rows.len());
            let said = linear::row::of_tree((row, &text), place, line.width.into(), cx);
            LineWriter::new(buffer, line, 0).put(&said, cx.theme.text);
            spots(row, (line, line), cx);
            if here {
                cx.select(buffer, line);
            }
        } else {
            let sign = row::draw(buffer, line, (row, text), columns, cx, here);
            spots(row, (line, sign), cx);
        }
    }
    caret
}

/// Notes a row, and its sign if it has one.
fn spots(row: &Row, (line, sign): (Rect, Rect), cx: DrawContext<'_>) {
    if !cx.has_mouse() {
        return;
    }
    let Some(target) = row_lookup::target(row.place, &cx.model.neon.store) else {
        return;
    };
    cx.spot(line, || Spot::Row(target.clone()));
    if row.expansion != Expansion::Leaf {
        cx.spot(sign, || Spot::Fold(target));
    }
}

fn frame(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) -> Rect {
    let (model, theme) = (cx.model, cx.theme);
    let focus = cx.has_keys(Pane::Tree);
    let mut title = panel::title(theme, focus, "1", Span::raw("Resources"));
    let all = model.neon.store.projects.len();
    let counted = match &model.browser.tree.filter {
        Some(filter) if !filter.query.is_empty() && !filter.query.is_wrong() => {
            format!("{} ", matches(filter.hits))
        }
        _ if all == 1 => "1 project ".to_owned(),
        _ if all > 0 => format!("{} projects ", count(all)),
        _ => String::new(),
    };
    title.push_span(Span::styled(counted, theme.dim));
    Panel {
        title,
        focus,
        scroll: Some((
            model.browser.tree.cursor.scroll.top(),
            model.browser.list_height(),
            model.browser.tree.rows.len(),
        )),
        ..Panel::default()
    }
    .draw(buffer, area, cx)
}

/// Says why the tree is empty, and what to do.
fn draw_empty(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) {
    let model = cx.model;
    let filter = model.browser.tree.filter.as_ref();
    let filtered = filter.filter(|filter| !filter.query.is_empty());
    let why = match (filtered, &model.neon.link, &model.neon.store.orgs.fetch) {
        (Some(filter), ..) => {
            let (style, text) = filter::nothing_found(filter, cx);
            Blank::Empty(style, text)
        }
        (
            None,
            link @ (Connectivity::SignedOut { why }
            | Connectivity::Offline { why, .. }
            | Connectivity::Unreadable { why }),
            _,
        ) => {
            let has_key = model.neon.session.origin.is_some();
            Blank::Failed(why.clone(), remedy::of_link(link, has_key))
        }
        (None, _, FetchState::Failed(error)) => Blank::failed(error),
        (None, _, FetchState::Ready) => Blank::Empty(
            cx.theme.text,
            format!(
                "no projects yet. Create one in the Neon Console, then press {}",
                cx.key(Action::RefreshAll)
            ),
        ),
        (None, _, FetchState::Absent | FetchState::Loading) => Blank::Loading,
    };
    blank::draw(buffer, area, &why, cx);
}
