//! The filter line below the tree or the table.

use super::{
    Caret, Look,
    format::matches,
    widget::{Pen, input},
};
use crate::core::{Fetch, tree::Filter};
use ratatui::{buffer::Buffer, layout::Rect};

/// Draws the line; answers where the caret is while it is typed.
pub fn draw(buffer: &mut Buffer, line: Rect, filter: &Filter, look: Look<'_>) -> Caret {
    let theme = look.theme;
    let hits = match &look.model.table {
        Some(table) => table.hits,
        None => filter.hits,
    };
    let found = match &filter.search {
        _ if filter.query.is_unreadable() && filter.typing => "no pattern yet".to_owned(),
        _ if filter.query.is_unreadable() => "✗ no pattern: nothing is filtered".to_owned(),
        Fetch::Loading => "searching…".to_owned(),
        Fetch::Failed(_) => "✗ search failed".to_owned(),
        Fetch::Absent | Fetch::Ready if filter.query.is_empty() => String::new(),
        Fetch::Absent | Fetch::Ready => matches(hits),
    };
    let mut pen = Pen::new(buffer, line, 0);
    pen.put_right(&found, theme.dim);
    pen.put("/", theme.key);
    let field = Rect {
        x: pen.x(),
        width: (pen.left() as u16).saturating_sub(1),
        ..line
    };
    let caret = input::draw(buffer, field, &filter.input, theme.strong);
    caret.filter(|_| filter.typing && look.model.dialogs.is_empty())
}
