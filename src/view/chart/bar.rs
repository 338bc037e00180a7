//! Horizontal bars with labels, and their values in one column.

use super::super::{
    format,
    text::{Cut, width},
};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

/// A labelled bar.
#[derive(Debug, Clone)]
pub struct Bar {
    pub label: String,
    /// Where the label is cut.
    pub cut: Cut,
    pub value: String,
    /// Its length.
    pub amount: f64,
}

impl Bar {
    /// The bar of those that are not listed: empty, as many small ones in one would make all others look small.
    pub fn of_rest(count: usize, value: String) -> Self {
        Self {
            label: format!("{} more", format::count(count)),
            cut: Cut::End,
            value,
            amount: 0.0,
        }
    }
}

/// The amounts to list, at most so many, the last one for all that are left out; and how many those are. `others` are
/// the number and the sum of those that are left out anyway.
pub fn shortened(all: &[f64], others: (usize, f64), most: usize) -> (Vec<f64>, usize) {
    let count = all.len() + others.0;
    let shown = if count > most { most - 1 } else { most };
    let (first, rest) = all.split_at(shown.min(all.len()));
    let mut amounts = first.to_vec();
    let left_out = count - first.len();
    if left_out > 0 {
        amounts.push(rest.iter().sum::<f64>() + others.1);
    }
    (amounts, left_out)
}

/// Cells between two columns.
const GAP: usize = 2;
/// A bar shorter than this tells nothing.
const SHORTEST: usize = 6;
/// A label is not cut below this for the sake of the bars.
const LABEL: usize = 12;

/// The room in which no label is cut and the bars say something.
pub fn good_room(bars: &[Bar]) -> usize {
    widest(bars, |bar| &bar.label) + widest(bars, |bar| &bar.value) + 2 * (GAP + SHORTEST)
}

fn widest(bars: &[Bar], of: fn(&Bar) -> &str) -> usize {
    bars.iter().map(|bar| width(of(bar))).max().unwrap_or(0)
}

/// Draws one line for each bar, the longest as long as there is room.
pub fn bars(bars: &[Bar], room: usize, [label, value, bar]: [Style; 3]) -> Vec<Line<'static>> {
    let labels = widest(bars, |bar| &bar.label);
    let values = widest(bars, |bar| &bar.value);
    let left = room.saturating_sub(values + GAP);
    let with_bars = left.saturating_sub(GAP + SHORTEST);
    let (labels, length) = if with_bars >= labels.min(LABEL) {
        let labels = labels.min(with_bars);
        (labels, left.saturating_sub(labels + GAP))
    } else {
        (labels.min(left), 0)
    };
    let amounts = bars.iter().map(|bar| bar.amount);
    let most = amounts.filter(|amount| amount.is_finite());
    let most = most.fold(0.0, f64::max);
    let share = |amount: f64| if most > 0.0 { amount / most } else { 0.0 };
    let line = |one: &Bar| {
        let name = one.cut.fit(&one.label, labels).into_owned();
        let pad = " ".repeat(labels.saturating_sub(width(&name)) + GAP);
        let stroke = stroke(share(one.amount), length);
        Line::from(vec![
            Span::styled(name, label),
            Span::raw(pad),
            Span::styled(format!("{:>values$}", one.value), value),
            Span::raw(" ".repeat(if stroke.is_empty() { 0 } else { GAP })),
            Span::styled(stroke, bar),
        ])
    };
    bars.iter().map(line).collect()
}

/// A bar of so many cells at most. What is less than half a cell is a sliver.
fn stroke(share: f64, length: usize) -> String {
    if length > 0 && share > 0.0 && share * (length as f64) < 0.5 {
        return "▏".to_owned();
    }
    "▇".repeat(super::cells(share, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(all: &[(&str, &str, f64)], room: usize) -> Vec<String> {
        let all = all.iter().map(|(label, value, amount)| Bar {
            label: (*label).to_owned(),
            cut: Cut::End,
            value: (*value).to_owned(),
            amount: *amount,
        });
        let all: Vec<Bar> = all.collect();
        let lines = bars(&all, room, [Style::new(); 3]);
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_longest_bar_takes_the_room_and_values_are_aligned() {
        let all = [
            ("storefront", "$371", 371.0),
            ("billing", "$84", 84.0),
            ("倉庫", "$1", 0.4),
            ("none", "$0", 0.0),
        ];
        assert_eq!(
            drawn(&all, 30),
            [
                "storefront  $371  ▇▇▇▇▇▇▇▇▇▇▇▇",
                "billing      $84  ▇▇▇",
                "倉庫          $1  ▏",
                "none          $0",
            ]
        );
    }

    #[test]
    fn any_room_is_room_enough() {
        for room in 0..40 {
            for (label, value) in [("", "$1"), ("shop", "$12"), ("", "")] {
                for line in drawn(&[(label, value, 1.0)], room) {
                    assert!(
                        width(&line) <= room.max(GAP + width(value)),
                        "{line:?} in {room}"
                    );
                }
            }
        }
    }

    #[test]
    fn bars_go_before_names_are_cut_short() {
        let all = [("a-project-with-a-name", "$12", 12.0), ("b", "$6", 6.0)];
        assert_eq!(
            drawn(&all, 40),
            [
                "a-project-with-a-name  $12  ▇▇▇▇▇▇▇▇▇▇▇▇",
                "b                       $6  ▇▇▇▇▇▇",
            ]
        );
        assert_eq!(drawn(&all, 26)[0], "a-project-wi…  $12  ▇▇▇▇▇▇");
        assert_eq!(drawn(&all, 20)[0], "a-project-with…  $12");
        assert_eq!(drawn(&all, 5)[1], "   $6");
    }

    #[test]
    fn what_is_less_than_half_a_cell_is_a_sliver() {
        for (amount, bar) in [
            (0.0, ""),
            (1e-9, "▏"),
            (0.49, "▏"),
            (0.5, "▇"),
            (1.4, "▇"),
            (9.6, "▇▇▇▇▇▇▇▇▇▇"),
        ] {
            assert_eq!(stroke(amount / 10.0, 10), bar, "{amount} of 10");
        }
        assert_eq!(stroke(0.3, 1), "▏");
        assert_eq!(stroke(1e300, 1), "▇");
        assert_eq!(stroke(0.3, 0), "");
        assert_eq!(good_room(&[]), 16);
    }

    #[test]
    fn odd_amounts_draw_nothing() {
        assert!(drawn(&[], 20).is_empty());
        let all = [
            ("a", "?", f64::NAN),
            ("b", "-1", -1.0),
            ("c", "0", 0.0),
            ("d", "inf", f64::INFINITY),
        ];
        assert_eq!(drawn(&all, 12), ["a    ?", "b   -1", "c    0", "d  inf"]);
        let all = [("a", "1", 1e300), ("b", "2", f64::INFINITY)];
        assert_eq!(drawn(&all, 12), ["a  1  ▇▇▇▇▇▇", "b  2  ▇▇▇▇▇▇"]);
    }
}
