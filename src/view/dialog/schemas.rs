//! How much the schema of each database differs.

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, fit},
        widget::{LineWriter, found, lines},
    },
    Window, rows, text_layout,
};
use crate::ui::{
    compare::schemas::Schemas,
    dialog::{diff::Schema, viewer::Viewer},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

/// The widest the list gets.
const WIDEST: usize = 100;
/// Columns for a name.
const NAME: usize = 24;

/// Draws the list; returns the caret position in its search.
pub fn draw(buffer: &mut Buffer, viewer: &Viewer, schemas: &Schemas, cx: DrawContext<'_>) -> Caret {
    let screen = buffer.area;
    let theme = cx.theme;
    let room = usize::from(screen.width).saturating_sub(4).min(WIDEST);
    let around = 2 + usize::from(viewer.search.is_some());
    let area = Window {
        title: &viewer.title,
        size: (
            room,
            (schemas.batch.rows.len() + around).min(usize::from(screen.height).saturating_sub(5)),
        ),
        bare: false,
    }
    .draw(buffer, cx);
    let mut pen = LineWriter::new(buffer, area, 0);
    pen.put(&schemas.summary(), theme.dim);
    let (area, caret) = text_layout::strip(buffer, area, viewer.search.as_ref(), cx);
    let head = 2.min(area.height.saturating_sub(1));
    let list = Rect {
        y: area.y + head,
        height: area.height - head,
        ..area
    };
    let Schemas { cursor, batch, .. } = schemas;
    let place = (cursor.at, batch.rows.len());
    let (list, from) = rows(buffer, (area, list), &cursor.scroll, place, cx);
    cx.marker
        .set(lines::place(list, from, cursor.at..cursor.at + 1));
    let ids = batch.rows.iter().skip(from).map(|row| row.name.clone());
    cx.spots_of_lines(list, ids);
    let shown = batch.rows.iter().enumerate().skip(from);
    let shown = shown.take(list.height.into()).map(|(at, row)| {
        let name = (at == cursor.at, row.name.as_str());
        line(name, row.schema.as_ref(), cx)
    });
    lines::draw(buffer, list, &shown.collect::<Vec<_>>(), 0, 0);
    if let Some(search) = &viewer.search {
        found::mark(buffer, list, search.words(), theme.found);
    }
    caret
}

/// A database: the cursor's mark, the name, and what is known about its schema.
pub(super) fn line(
    (is_here, name): (bool, &str),
    schema: Option<&Schema>,
    cx: DrawContext<'_>,
) -> Line<'static> {
    let theme = cx.theme;
    let (text, style) = describe(schema, cx);
    let name = fit(&clean(name), NAME).into_owned();
    Line::from(vec![
        Span::styled(if is_here { "▌ " } else { "  " }, theme.border_focus),
        Span::styled(
            format!("{name:<26}"),
            if is_here { theme.strong } else { theme.text },
        ),
        Span::styled(text, style),
    ])
}

/// Describes what is known about a schema.
fn describe(schema: Option<&Schema>, cx: DrawContext<'_>) -> (String, Style) {
    let theme = cx.theme;
    match schema {
        None => ("not compared".to_owned(), theme.dim),
        Some(Schema::Asked) => (
            format!(
                "{} comparing; takes longer if a compute is idle",
                cx.spinner()
            ),
            theme.busy,
        ),
        Some(Schema::Known {
            added: 0,
            removed: 0,
            ..
        }) => ("the same".to_owned(), theme.good),
        Some(Schema::Known { added, removed, .. }) => {
            (format!("+{added} -{removed} lines"), theme.strong)
        }
        Some(Schema::OnlyThere(base)) => (format!("only in {}", clean(base)), theme.strong),
        Some(Schema::Failed(why)) => (format!("✗ {}", clean(why)), theme.bad),
    }
}
