//! Labels with their values: in two columns if most of them fit, otherwise in one. Those that do not fit come last.

use super::super::{
    DrawContext,
    text::{fit, width, wrap},
};
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

/// Cells between a label and its value, and between two columns.
const GAP: usize = 2;
/// The narrowest column that is still easy to read.
const COLUMN: usize = 20;
/// The width of columns beside which lines across both do not look ragged.
const WIDE: usize = 21;
/// In a wider column, values would be too far from their labels.
const WIDEST: usize = 56;

/// How entries are laid out: blocks of them may share it.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// The cells of the labels, with the gap behind them.
    labels: usize,
    /// The cells of one of two columns; 0 if there is one.
    half: usize,
    room: usize,
}

impl Layout {
    pub fn of<'e>(entries: impl Iterator<Item = &'e FieldEntry> + Clone, room: usize) -> Self {
        let widest = entries.clone().map(|entry| width(entry.label)).max();
        let labels = widest.unwrap_or(0) + GAP;
        let half = (room.saturating_sub(GAP) / 2).min(WIDEST);
        let layout = Self { labels, half, room };
        let all = entries.clone().count();
        let short = entries.filter(|entry| layout.is_short(entry)).count();
        // In a narrow pane, a single long value would leave few pairs.
        let most = if half < WIDE { all } else { all.div_ceil(2) };
        let is_ragged = half < COLUMN || short < most.max(2);
        Self {
            half: if is_ragged { 0 } else { half },
            ..layout
        }
    }

    /// In one column, if so.
    pub const fn stacked(self, is_stacked: bool) -> Self {
        Self {
            half: if is_stacked { 0 } else { self.half },
            ..self
        }
    }

    fn is_short(&self, entry: &FieldEntry) -> bool {
        self.labels + width(&entry.value) <= self.half
    }

    pub fn lines(&self, entries: &[FieldEntry], label: Style) -> Vec<Line<'static>> {
        let (short, long): (Vec<_>, Vec<_>) =
            entries.iter().partition(|entry| self.is_short(entry));
        let pair = |pair: &[&FieldEntry]| {
            let mut spans: Vec<Span<'static>> = Vec::new();
            for entry in pair {
                let used: usize = spans.iter().map(Span::width).sum();
                if used > 0 {
                    let rest = (self.half + GAP).saturating_sub(used);
                    spans.push(Span::raw(" ".repeat(rest)));
                }
                spans.push(Span::styled(pad(entry.label, self.labels), label));
                spans.push(Span::styled(entry.value.clone(), entry.style));
            }
            Line::from(spans)
        };
        let long = long.into_iter();
        let long = long.flat_map(|entry| whole(entry, self.labels, self.room, label));
        short.chunks(2).map(pair).chain(long).collect()
    }
}

/// The lines of entries that are laid out on their own.
pub fn lines(entries: &[FieldEntry], room: usize, cx: DrawContext<'_>) -> Vec<Line<'static>> {
    let layout = Layout::of(entries.iter(), room).stacked(cx.is_linear());
    layout.lines(entries, cx.theme.dim)
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
            let layout = Layout::of(entries.iter(), room);
            let lines = layout.lines(&entries, Style::new());
            lines
                .iter()
                .map(|line| line.to_string().trim_end().to_owned())
                .collect()
        };
        assert_eq!(
            text(44),
            [
                "Default  no            Data     18.4 GB",
                "Expires  never",
                "Parent   a name that is too long for half"
            ]
        );
        assert_eq!(text(30).len(), 5);
    }
}
