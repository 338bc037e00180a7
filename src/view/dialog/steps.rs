//! The steps of a wizard.

use super::super::DrawContext;
use ratatui::text::{Line, Span};

/// `1 when     2 preview     3 IMPACT     4 confirm`
pub(super) fn line(names: &[&str], at: usize, cx: DrawContext<'_>) -> Line<'static> {
    let spans = names.iter().enumerate().flat_map(|(step, name)| {
        let (name, style) = if step == at {
            (name.to_uppercase(), cx.theme.title_focus)
        } else {
            ((*name).to_owned(), cx.theme.dim)
        };
        [
            Span::styled(format!("{} {name}", step + 1), style),
            Span::raw("     "),
        ]
    });
    Line::from(spans.collect::<Vec<_>>())
}
