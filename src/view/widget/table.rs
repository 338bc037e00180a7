//! Tables inside a page: columns as wide as what is in them, cut where there is not enough room.

use super::super::text::{fit_middle, width};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// The narrowest it may be cut to; a column that is never cut has its own width.
    pub least: Option<usize>,
}

/// A column that is shown whole or not at all.
pub const fn whole(title: &'static str) -> Column {
    Column { title, least: None }
}

/// A column that may be cut down to so many cells.
pub const fn elastic(title: &'static str, least: usize) -> Column {
    Column {
        title,
        least: Some(least),
    }
}

/// Between two columns.
const GAP: usize = 2;

/// The lines of a table: a title line, then the rows. Columns that find no room are left out, the
/// last ones first.
pub fn lines<'a>(
    columns: &[Column],
    rows: Vec<Vec<Span<'a>>>,
    room: usize,
    heading: Style,
) -> Vec<Line<'a>> {
    let widths = widths(columns, &rows, room);
    let titles = columns
        .iter()
        .map(|column| Span::styled(column.title, heading));
    let mut lines = vec![line(titles.collect(), &widths)];
    lines.extend(rows.into_iter().map(|row| line(row, &widths)));
    lines
}

fn widths(columns: &[Column], rows: &[Vec<Span<'_>>], room: usize) -> Vec<usize> {
    let mut natural: Vec<usize> = columns.iter().map(|column| width(column.title)).collect();
    for row in rows {
        for (wide, span) in natural.iter_mut().zip(row) {
            *wide = (*wide).max(width(&span.content));
        }
    }
    for kept in (1..=columns.len()).rev() {
        let wide = natural.get(..kept).unwrap_or_default();
        let total = wide.iter().sum::<usize>() + GAP * (kept - 1);
        let mut missing = total.saturating_sub(room);
        let mut fitted = wide.to_vec();
        // The widest column gives first: what is short already stays whole.
        while missing > 0 {
            let spare = fitted
                .iter_mut()
                .zip(columns)
                .filter(|(wide, column)| column.least.is_some_and(|least| **wide > least))
                .map(|(wide, _)| wide);
            let Some(widest) = spare.max_by_key(|wide| **wide) else {
                break;
            };
            *widest -= 1;
            missing -= 1;
        }
        if missing == 0 {
            return fitted;
        }
    }
    vec![room]
}

fn line<'a>(row: Vec<Span<'a>>, widths: &[usize]) -> Line<'a> {
    let mut spans = Vec::with_capacity(widths.len() * 2);
    let last = widths.len().saturating_sub(1);
    for (at, (span, wide)) in row.into_iter().zip(widths).enumerate() {
        let text = fit_middle(&span.content, *wide).into_owned();
        let rest = (wide + GAP).saturating_sub(width(&text));
        spans.push(Span::styled(text, span.style));
        if at < last {
            spans.push(Span::raw(" ".repeat(rest)));
        }
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_cut_first_and_left_out_then() {
        let columns = [elastic("NAME", 6), whole("STATE"), whole("SIZE")];
        let rows = vec![vec![
            Span::raw("ep-cool-river-a5x2k1ab"),
            Span::raw("active"),
            Span::raw("0.25-2 CU"),
        ]];
        let text = |room| -> Vec<String> {
            lines(&columns, rows.clone(), room, Style::new())
                .iter()
                .map(ToString::to_string)
                .collect()
        };
        assert_eq!(text(50)[1], "ep-cool-river-a5x2k1ab  active  0.25-2 CU");
        assert_eq!(text(30)[1], "ep-cool…1ab  active  0.25-2 CU".to_owned());
        assert_eq!(text(20)[1], "ep-cool-…1ab  active");
        assert_eq!(text(4)[1], "ep-…");
    }
}
