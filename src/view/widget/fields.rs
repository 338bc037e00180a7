//! Labels with their values: in two columns if both fit, otherwise in one.

use super::super::text::{fit, width, wrap};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

#[derive(Debug, Clone)]
pub struct FieldEntry {
    pub label: &'static str,
    pub value: String,
    pub style: Style,
}

/// The narrowest column that is still easy to read.
const COLUMN: usize = 20;
/// In a wider column, values would be too far from their labels.
const WIDEST: usize = 56;

pub fn lines(entries: &[FieldEntry], room: usize, label: Style) -> Vec<Line<'static>> {
    let labels = entries
        .iter()
        .map(|entry| width(entry.label))
        .max()
        .unwrap_or(0)
        + 2;
    let half = (room.saturating_sub(2) / 2).min(WIDEST);
    let fits = |entry: &FieldEntry| half >= COLUMN && labels + width(&entry.value) <= half;
    let mut lines = Vec::new();
    let mut waiting: Option<Vec<Span<'static>>> = None;
    for entry in entries {
        if !fits(entry) {
            lines.extend(waiting.take().map(Line::from));
            lines.extend(whole(entry, labels, room, label));
            continue;
        }
        let cell = [
            Span::styled(pad(entry.label, labels), label),
            Span::styled(entry.value.clone(), entry.style),
        ];
        match waiting.take() {
            None => {
                let rest = (half + 2).saturating_sub(labels + width(&entry.value));
                let mut spans = Vec::from(cell);
                spans.push(Span::raw(" ".repeat(rest)));
                waiting = Some(spans);
            }
            Some(mut spans) => {
                spans.extend(cell);
                lines.push(Line::from(spans));
            }
        }
    }
    lines.extend(waiting.map(Line::from));
    lines
}

fn pad(text: &str, cells: usize) -> String {
    let rest = cells.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(rest))
}

/// An entry on the whole width, on as many lines as it needs.
fn whole(entry: &FieldEntry, labels: usize, room: usize, style: Style) -> Vec<Line<'static>> {
    if room <= labels + 4 {
        let text = format!("{} {}", entry.label, entry.value);
        return vec![Line::styled(fit(&text, room).into_owned(), entry.style)];
    }
    let parts = wrap(&entry.value, room - labels);
    let parts = parts.into_iter().enumerate();
    parts
        .map(|(at, part)| {
            let name = if at == 0 { entry.label } else { "" };
            Line::from(vec![
                Span::styled(pad(name, labels), style),
                Span::styled(part, entry.style),
            ])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_values_share_a_line() {
        let entry = |label, value: &str| FieldEntry {
            label,
            value: value.to_owned(),
            style: Style::new(),
        };
        let entries = [
            entry("Default", "no"),
            entry("Data", "18.4 GB"),
            entry("Parent", "a name that is too long for half"),
            entry("Expires", "never"),
        ];
        let text = |room| -> Vec<String> {
            let lines = lines(&entries, room, Style::new());
            lines
                .iter()
                .map(|line| line.to_string().trim_end().to_owned())
                .collect()
        };
        assert_eq!(
            text(44),
            [
                "Default  no            Data     18.4 GB",
                "Parent   a name that is too long for half",
                "Expires  never"
            ]
        );
        assert_eq!(text(30).len(), 5);
    }
}
