//! The only row of a list in full, where there is room below it.

use super::super::{
    DrawContext, details,
    widget::{Panel, lines},
};
use crate::ui::{Table, Target};
use ratatui::{buffer::Buffer, layout::Rect};

/// The least room for it.
const LEAST: (u16, u16) = (60, 7);

/// Draws a card with all that is known about the only row, if nothing else is below it.
pub fn draw(buffer: &mut Buffer, below: Rect, table: &Table, cx: DrawContext<'_>) {
    let [row] = table.rows.as_slice() else {
        return;
    };
    // Its page is more than what a row can say.
    let has_page = matches!(
        row.target,
        Target::Org(_) | Target::Project(_) | Target::Branch(..) | Target::Endpoint(..)
    );
    let area = Rect {
        x: below.x + 1,
        y: below.y.saturating_add(2),
        width: below.width.saturating_sub(2),
        height: below.height.saturating_sub(2),
    };
    if has_page || cx.is_linear() || area.width < LEAST.0 || area.height < LEAST.1 {
        return;
    }
    let room = usize::from(area.width.saturating_sub(4));
    let page = details::overview(&row.target, room, cx);
    let area = Rect {
        height: area.height.min(page.len() as u16 + 2),
        ..area
    };
    let inside = Panel::default().draw(buffer, area, cx);
    let inside = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    lines::draw(buffer, inside, &page, 0, 0);
}
