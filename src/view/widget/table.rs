//! Tables inside a page: columns as wide as their content, cut if there is not enough room.

use super::super::text::{Cut, width};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub title: &'static str,
    /// The narrowest it may be cut to; `None` if it is never cut.
    pub least: Option<usize>,
    /// This many cells take precedence over the columns after it.
    pub good: usize,
    /// Title and cells end at the right end of the column.
    pub is_right: bool,
    /// Where its texts are cut.
    pub cut: Cut,
}

impl Column {
    /// The same, cut elsewhere: at the end that says least.
    pub const fn cut(self, cut: Cut) -> Self {
        Self { cut, ..self }
    }
}

/// A column that is shown whole or not at all.
pub const fn whole(title: &'static str) -> Column {
    Column {
        title,
        least: None,
        good: 0,
        is_right: false,
        cut: Cut::End,
    }
}

/// A column of numbers: like [`whole`], aligned to the right.
pub const fn number(title: &'static str) -> Column {
    Column {
        is_right: true,
        ..whole(title)
    }
}

/// A column that may be cut down to this many cells.
pub const fn elastic(title: &'static str, least: usize) -> Column {
    Column {
        least: Some(least),
        ..whole(title)
    }
}

/// A column of names: columns far to the right are left out before a name is cut.
pub const fn names(title: &'static str, least: usize) -> Column {
    Column {
        good: GOOD_NAME,
        ..elastic(title, least)
    }
}

/// The cells of a name that take precedence over the columns after it.
const GOOD_NAME: usize = 14;
/// The number of columns that stay even if a name is cut for them.
const STAY: usize = 3;

/// Cells between two columns.
const GAP: usize = 2;

/// The lines of a table: headings, if any, then rows. Empty columns are left out, and so are those that do not fit, the
/// last ones first.
pub fn lines<'a>(
    columns: &[Column],
    rows: Vec<Vec<Span<'a>>>,
    room: usize,
    heading: Style,
) -> Vec<Line<'a>> {
    let says = |at: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(at));
        rows.is_empty() || cells.any(|cell| !cell.content.is_empty())
    };
    let filled: Vec<bool> = (0..columns.len()).map(says).collect();
    let columns = filled_of(columns.iter().copied(), &filled);
    let rows = rows
        .into_iter()
        .map(|row| filled_of(row.into_iter(), &filled));
    let rows: Vec<_> = rows.collect();
    let widths = widths(&columns, &rows, room);
    let titles = columns
        .iter()
        .map(|column| Span::styled(column.title, heading));
    let mut lines = Vec::with_capacity(rows.len() + 1);
    if columns.iter().any(|column| !column.title.is_empty()) {
        lines.push(line(titles.collect(), &widths, &columns));
    }
    lines.extend(rows.into_iter().map(|row| line(row, &widths, &columns)));
    lines
}

/// Keeps the items of the columns that are not empty.
fn filled_of<T>(all: impl Iterator<Item = T>, filled: &[bool]) -> Vec<T> {
    let all = all.zip(filled).filter(|(_, filled)| **filled);
    all.map(|(one, _)| one).collect()
}

fn widths(columns: &[Column], rows: &[Vec<Span<'_>>], room: usize) -> Vec<usize> {
    let mut natural: Vec<usize> = columns.iter().map(|column| width(column.title)).collect();
    for row in rows {
        for (wide, span) in natural.iter_mut().zip(row) {
            *wide = (*wide).max(width(&span.content));
        }
    }
    let named = (STAY..=columns.len()).rev().map(|shown| (shown, true));
    let any = (1..=columns.len()).rev().map(|shown| (shown, false));
    for (shown, names_first) in named.chain(any) {
        let least = |column: &Column, wide: usize| {
            let good = if names_first { column.good } else { 0 };
            column.least.map(|least| least.max(good.min(wide)))
        };
        let wide = natural.get(..shown).unwrap_or_default();
        if let Some(fitted) = fitted(columns, wide, room, least) {
            return fitted;
        }
    }
    vec![room]
}

/// Cuts columns to fit the room, as far as possible.
fn fitted(
    columns: &[Column],
    natural: &[usize],
    room: usize,
    least: impl Fn(&Column, usize) -> Option<usize>,
) -> Option<Vec<usize>> {
    let total = natural.iter().sum::<usize>() + GAP * natural.len().saturating_sub(1);
    let mut missing = total.saturating_sub(room);
    let mut fitted = natural.to_vec();
    // The widest column is cut first, so that short ones stay whole.
    while missing > 0 {
        let all = fitted.iter_mut().zip(natural).zip(columns);
        let spare = all
            .filter(|((wide, natural), column)| {
                least(column, **natural).is_some_and(|least| **wide > least)
            })
            .map(|((wide, _), _)| wide);
        *spare.max_by_key(|wide| **wide)? -= 1;
        missing -= 1;
    }
    Some(fitted)
}

fn line<'a>(row: Vec<Span<'a>>, widths: &[usize], columns: &[Column]) -> Line<'a> {
    let mut spans = Vec::with_capacity(widths.len() * 2);
    let mut gap = 0;
    for ((span, wide), column) in row.into_iter().zip(widths).zip(columns) {
        let text = column.cut.fit(&span.content, *wide).into_owned();
        let rest = wide.saturating_sub(width(&text));
        let (before, after) = if column.is_right {
            (rest, 0)
        } else {
            (0, rest)
        };
        if gap + before > 0 {
            spans.push(Span::raw(" ".repeat(gap + before)));
        }
        spans.push(Span::styled(text, span.style));
        gap = GAP + after;
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_cut_first_and_left_out_then() {
        let columns = [
            elastic("NAME", 6).cut(Cut::Middle),
            whole("STATE"),
            whole("SIZE"),
        ];
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

    #[test]
    fn columns_without_anything_are_left_out() {
        let columns = [whole("PATH"), whole("TRIES"), whole("CODE")];
        let rows = vec![vec![
            Span::raw("/projects"),
            Span::raw(""),
            Span::raw("200"),
        ]];
        let lines = lines(&columns, rows, 40, Style::new());
        assert_eq!(lines[0].to_string(), "PATH       CODE");
        assert_eq!(lines[1].to_string(), "/projects  200");
    }

    #[test]
    fn numbers_end_below_the_end_of_their_title() {
        let columns = [elastic("NAME", 6), number("~COST"), whole("STATE")];
        let row = |cells: [&'static str; 3]| cells.map(Span::raw).to_vec();
        let rows = vec![row(["shop", "$370", "active"]), row(["在庫", "$1", "idle"])];
        let lines = lines(&columns, rows, 40, Style::new());
        let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            text,
            [
                "NAME  ~COST  STATE",
                "shop   $370  active",
                "在庫     $1  idle"
            ]
        );
    }

    #[test]
    fn names_come_before_the_columns_far_behind_them() {
        let columns = [
            names("NAME", 6).cut(Cut::Start),
            whole("STATE"),
            whole("CU"),
            whole("DATA"),
        ];
        let row = ["preview/pr-412", "active", "0.25", "18.4 GB"];
        let rows = vec![row.map(Span::raw).to_vec()];
        let text = |room| lines(&columns, rows.clone(), room, Style::new())[1].to_string();
        assert_eq!(text(37), "preview/pr-412  active  0.25  18.4 GB");
        assert_eq!(text(36), "preview/pr-412  active  0.25");
        assert_eq!(text(26), "…/pr-412      active  0.25");
    }
}
