//! The raw JSON response, with secrets masked.

use super::{super::theme::Theme, page::Page};
use crate::ui::{Target, clipboard};
use ratatui::text::{Line, Span};

/// Fills the page with JSON: from the row's own response or, until that has arrived, from the list's.
pub fn fill(page: &mut Page<'_>, target: &Target) {
    let Some(text) = clipboard::json(&page.cx.model.neon, target) else {
        page.note("Neon has no object of its own for this row");
        return;
    };
    let pretty = serde_json::from_str::<serde_json::Value>(&text)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or(text);
    let theme = page.cx.theme;
    page.lines
        .extend(pretty.lines().map(|line| tint(line, theme)));
}

/// Colors a line of pretty-printed JSON: `  "name": value,`.
pub fn tint(line: &str, theme: &Theme) -> Line<'static> {
    let line = super::clean(line);
    let indent = line.len() - line.trim_start().len();
    let (blank, rest) = line.split_at(indent);
    let mut spans = vec![Span::raw(blank.to_owned())];
    let value = match rest.split_once("\": ") {
        Some((name, value)) if name.starts_with('"') => {
            spans.push(Span::styled(format!("{name}\""), theme.json_key));
            spans.push(Span::styled(": ", theme.dim));
            value
        }
        _ => rest,
    };
    let (value, comma) = match value.strip_suffix(',') {
        Some(value) => (value, ","),
        None => (value, ""),
    };
    let style = match value.chars().next() {
        Some('"') => theme.json_text,
        Some('{' | '}' | '[' | ']') | None => theme.dim,
        Some(_) => theme.json_number,
    };
    spans.push(Span::styled(value.to_owned(), style));
    spans.push(Span::styled(comma, theme.dim));
    Line::from(spans)
}
