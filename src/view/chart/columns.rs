//! A column chart: values over time, with labels on both axes.

use super::super::text::width;
use ratatui::{
    style::Style,
    text::{Line, Span},
};

/// A chart of columns before it is drawn.
#[derive(Debug)]
pub struct Columns<'a> {
    /// The values, the oldest first; `None` where there is none.
    pub values: &'a [Option<f64>],
    /// The label below each value; those that do not fit are left out.
    pub labels: &'a [String],
    /// Writes a value on the axis.
    pub write: fn(f64) -> String,
}

/// A column in eighths of a cell.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// The widest column, in cells.
const WIDEST: usize = 9;
/// From this width on, columns are two cells apart.
const APART: usize = 6;

impl Columns<'_> {
    /// Draws the chart in `height` lines and one for the axis; `styles` are those of axes and columns. Without room
    /// for all values, the oldest are left out.
    pub fn lines(&self, room: usize, height: usize, styles: [Style; 2]) -> Vec<Line<'static>> {
        let [axis, fill] = styles;
        let known = self.values.iter().flatten().copied();
        let most = known.filter(|value| value.is_finite()).fold(0.0, f64::max);
        let top = nice(most);
        let is_halved = height > 1 && height.is_multiple_of(2);
        let at_top = (self.write)(top);
        let halfway = (self.write)(top / 2.0);
        let halfway = if is_halved { halfway } else { String::new() };
        let zero = (self.write)(0.0);
        let labels = [&at_top, &halfway, &zero].map(|label| width(label));
        let labels = labels.into_iter().max().unwrap_or(0);
        let across = room.saturating_sub(labels + 1);
        if across == 0 || height == 0 || top <= 0.0 {
            return Vec::new();
        }
        let shown = self.values.len().min(across);
        let cells = (across / shown.max(1)).clamp(1, WIDEST);
        let gap = match cells {
            ..=1 => 0,
            APART.. => 2,
            _ => 1,
        };
        let first = self.values.len() - shown;
        let values = self.values.get(first..).unwrap_or_default();
        let eighths = values.iter().map(|value| {
            let share = value.filter(|value| *value > 0.0).unwrap_or(0.0) / top;
            let most = height * EIGHTHS.len().saturating_sub(1);
            super::cells(share, most)
        });
        let eighths: Vec<usize> = eighths.collect();
        let row = |at: usize| {
            let label = match at {
                0 => at_top.as_str(),
                _ if at * 2 == height => halfway.as_str(),
                _ => "",
            };
            let tick = if label.is_empty() { "│" } else { "┤" };
            let below = (height - 1 - at) * 8;
            let column = |eighths: &usize| {
                let filled = eighths.saturating_sub(below).min(8);
                let symbol = EIGHTHS.get(filled).copied().unwrap_or_default();
                symbol.repeat(cells - gap) + &" ".repeat(gap)
            };
            let columns: String = eighths.iter().map(column).collect();
            Line::from(vec![
                Span::styled(format!("{label:>labels$}{tick}"), axis),
                Span::styled(columns.trim_end().to_owned(), fill),
            ])
        };
        let mut lines: Vec<Line<'static>> = (0..height).map(row).collect();
        let below = self.labels.get(first..).unwrap_or_default();
        let below = base(below, cells, shown * cells);
        lines.push(Line::from(Span::styled(
            format!("{zero:>labels$}┼{below}"),
            axis,
        )));
        lines
    }
}

/// The line below the columns, with as many labels as fit.
fn base(labels: &[String], cells: usize, across: usize) -> String {
    let mut line = String::new();
    let mut at = 0;
    for (index, label) in labels.iter().enumerate() {
        let x = index * cells;
        let fits = x >= at && x + width(label) <= across;
        if label.is_empty() || !fits {
            continue;
        }
        line.push_str(&"─".repeat(x - at));
        line.push_str(label);
        at = x + width(label) + 1;
        if at <= across {
            line.push('─');
        }
    }
    line.push_str(&"─".repeat(across.saturating_sub(at)));
    line
}

/// The smallest of 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, … that is not less than a value.
fn nice(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0].into_iter();
    let mut steps = steps.map(|step| step * power);
    steps
        .find(|step| *step >= value && step.is_finite())
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[Option<f64>], room: usize, height: usize) -> Vec<String> {
        let labels = (1..=values.len()).map(|day| match day % 7 {
            1 => day.to_string(),
            _ => String::new(),
        });
        let chart = Columns {
            values,
            labels: &labels.collect::<Vec<_>>(),
            write: |value| format!("${value}"),
        };
        let lines = chart.lines(room, height, [Style::new(); 2]);
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_stand_on_an_axis_with_labels() {
        let values = [4.0, 10.0, 0.0, 20.0, 15.0, 1.0, 0.1, 8.0, 16.0];
        let values = values.map(Some);
        assert_eq!(
            drawn(&values, 13, 4),
            [
                "$20┤   █    ▂",
                "   │   ██   █",
                "$10┤ █ ██  ▅█",
                "   │▆█ ██▂▁██",
                " $0┼1──────8─",
            ]
        );
    }

    #[test]
    fn gaps_and_odd_values_draw_nothing() {
        let values = [Some(5.0), None, Some(f64::NAN), Some(-3.0), Some(2.5)];
        assert_eq!(drawn(&values, 8, 1), ["$5┤█   ▄", "$0┼1────"]);
        let huge = [Some(f64::INFINITY), Some(1.0)];
        assert_eq!(drawn(&huge, 5, 1), ["$1┤██", "$0┼1─"]);
        let largest = [Some(f64::MAX), Some(1.0)];
        assert_eq!(drawn(&largest, 400, 2).len(), 3);
    }

    #[test]
    fn without_room_or_values_there_is_no_chart() {
        assert!(drawn(&[], 40, 4).is_empty());
        assert!(drawn(&[Some(0.0), None], 40, 4).is_empty());
        assert!(drawn(&[Some(5.0)], 3, 4).is_empty());
        assert!(drawn(&[Some(5.0)], 40, 0).is_empty());
        // The newest values stay.
        assert_eq!(drawn(&[Some(1.0), Some(5.0)], 4, 1), ["$5┤█", "$0┼─"]);
    }

    #[test]
    fn wide_rooms_have_wide_columns_with_gaps() {
        let values = [Some(1.0), Some(2.0)];
        assert_eq!(drawn(&values, 12, 1), ["$2┤▄▄▄ ███", "$0┼1───────"]);
    }

    #[test]
    fn few_columns_are_wide_and_two_cells_apart() {
        let values = [Some(2.0), None, Some(1.0)];
        assert_eq!(
            drawn(&values, 100, 2),
            [
                "$2┤███████",
                "$1┤███████           ███████",
                "$0┼1──────────────────────────",
            ]
        );
        assert_eq!(drawn(&values, 20, 1)[0], "$2┤████      ▄▄▄▄");
    }

    #[test]
    fn the_axis_ends_on_a_round_number() {
        for (value, top) in [
            (0.025, 0.03),
            (1.0, 1.0),
            (1.1, 1.5),
            (1_290.0, 1_500.0),
            (2.4, 3.0),
            (34.0, 40.0),
            (81.0, 100.0),
        ] {
            assert!((nice(value) - top).abs() < 1e-9, "{value}: {}", nice(value));
        }
        assert_eq!(nice(-1.0), 0.0);
    }
}
