//! What stands in place of rows.

use super::super::{
    DrawContext,
    blank::{self, Blank},
    filter,
};
use crate::ui::{FetchState, Table, table};
use ratatui::{buffer::Buffer, layout::Rect};

/// Says why the table is empty, and what to do.
pub fn draw(buffer: &mut Buffer, area: Rect, table: &Table, cx: DrawContext<'_>) {
    let model = cx.model;
    let filter = table.filter.as_ref();
    let filter = filter.filter(|filter| !filter.query.is_empty());
    let fetch = table::load::fetch_state(&model.browser, &model.neon);
    let why = match (fetch, filter) {
        (_, Some(filter)) if table.all > 0 || filter.search.is_running() => {
            let (style, text) = filter::nothing_found(filter, cx);
            Blank::Empty(style, text)
        }
        (FetchState::Failed(error), _) => Blank::failed(error),
        (FetchState::Absent | FetchState::Loading, _) => Blank::Loading,
        (FetchState::Ready, _) => Blank::Empty(
            cx.theme.text,
            (table.shown().empty)(
                &model.browser,
                &model.keyboard.keymap,
                &model.neon,
                &table.of,
            ),
        ),
    };
    blank::draw(buffer, area, &why, cx);
}
