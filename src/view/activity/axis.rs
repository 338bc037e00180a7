//! Durations as bars on one axis.
//!
//! ```text
//! 0s   1s   2s
//! ━━━━━━━━━━━━
//! ━━
//!   ━━━━━▸
//! ```
//! A few operations take a hundred times as long as the others in view: the axis ends soon after the others do, and
//! longer bars end in an arrow, as do those of operations that are still running.

use super::super::text::width;
use crate::kinds::units::duration;

const FULL: &str = "━";
const GOES_ON: &str = "▸";
/// Bars that are more than this many times as long as three quarters of them are longer than the axis.
const MOST: u64 = 4;
/// The cells between two marks of the axis, at least.
const APART: u64 = 8;

/// An axis of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// Its length in milliseconds, at least one.
    end: u64,
    /// Its length in cells.
    cells: u16,
}

impl Axis {
    /// The axis for bars of these lengths, in milliseconds.
    pub fn of(lengths: impl Iterator<Item = u64>, cells: u16) -> Self {
        let mut lengths: Vec<u64> = lengths.filter(|length| *length > 0).collect();
        lengths.sort_unstable();
        let most = lengths.get(lengths.len().saturating_sub(1) * 3 / 4);
        let most = most.copied().unwrap_or(0).saturating_mul(MOST);
        let usual = lengths.partition_point(|length| *length <= most);
        let longest = lengths.get(usual.saturating_sub(1)).copied().unwrap_or(0);
        // Longer bars are longer than the others, too.
        let more = if usual < lengths.len() {
            longest / 4
        } else {
            0
        };
        Self {
            end: longest.saturating_add(more).max(1),
            cells,
        }
    }

    /// The cell that a point in time is in, which may be beyond the end.
    fn cell(self, millis: u64) -> u64 {
        let at = u128::from(millis) * u128::from(self.cells) / u128::from(self.end);
        u64::try_from(at).unwrap_or(u64::MAX)
    }

    /// The edge between cells that is nearest to a point in time.
    fn nearest(self, millis: u64) -> u64 {
        let twice = u128::from(millis) * u128::from(self.cells) * 2 / u128::from(self.end);
        u64::try_from(twice.div_ceil(2)).unwrap_or(u64::MAX)
    }

    /// A bar: the cells before it, and the bar itself. It takes at least one cell.
    pub fn bar(self, begin: u64, millis: u64, is_running: bool) -> (u16, String) {
        let cells = u64::from(self.cells);
        if cells == 0 {
            return (0, String::new());
        }
        let from = self.nearest(begin).min(cells - 1);
        // To the nearest cell, so that twice the time is twice the bar.
        let end = self.nearest(begin.saturating_add(millis)).max(from + 1);
        let is_longer = begin.saturating_add(millis) > self.end;
        let (end, goes_on) = match (is_longer, is_running) {
            (true, _) => (cells - 1, true),
            (false, true) => (end.min(cells - 1), true),
            (false, false) => (end, false),
        };
        let full = usize::try_from(end.saturating_sub(from)).unwrap_or(0);
        let mut bar = FULL.repeat(full);
        if goes_on {
            bar.push_str(GOES_ON);
        }
        (u16::try_from(from).unwrap_or(0), bar)
    }

    /// The marks of the axis, as a line of text.
    pub fn marks(self) -> String {
        let cells = u64::from(self.cells);
        let least = self.end.saturating_mul(APART) / cells.max(1);
        let step = step(least.max(1));
        let mut line = String::new();
        let mut at = 0_u64;
        while at <= self.end {
            let (cell, mark) = (self.cell(at), mark(at, step));
            let blanks = cell.saturating_sub(width(&line) as u64);
            if cell + width(&mark) as u64 > cells {
                break;
            }
            line.push_str(&" ".repeat(usize::try_from(blanks).unwrap_or(0)));
            line.push_str(&mark);
            at = at.saturating_add(step);
        }
        line
    }
}

/// The smallest round step that is at least this long, in milliseconds.
fn step(least: u64) -> u64 {
    const ROUND: [u64; 22] = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000,
        120_000, 300_000, 600_000, 1_800_000, 3_600_000, 21_600_000,
    ];
    let round = ROUND.iter().copied().find(|step| *step >= least);
    round.unwrap_or_else(|| least.next_multiple_of(86_400_000))
}

fn mark(at: u64, step: u64) -> String {
    match (at, step) {
        (0, _) => "0".to_owned(),
        (_, ..100) => format!("{at}ms"),
        (_, 100..1_000) => duration::millis(at),
        _ => duration::rounded(i64::try_from(at / 1_000).unwrap_or(i64::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(axis: Axis, begin: u64, millis: u64, is_running: bool) -> String {
        let (before, bar) = axis.bar(begin, millis, is_running);
        let line = format!("{}{bar}", " ".repeat(before.into()));
        assert!(width(&line) <= usize::from(axis.cells), "{line}");
        line
    }

    #[test]
    fn bars_are_exact_to_the_cell() {
        let axis = Axis {
            end: 1_000,
            cells: 10,
        };
        for (begin, millis, expected) in [
            (0, 0, "━"),
            (0, 1, "━"),
            (0, 100, "━"),
            (0, 149, "━"),
            (0, 150, "━━"),
            (0, 240, "━━"),
            (0, 480, "━━━━━"),
            (0, 999, "━━━━━━━━━━"),
            (0, 1_000, "━━━━━━━━━━"),
            (0, 1_001, "━━━━━━━━━▸"),
            (0, u64::MAX, "━━━━━━━━━▸"),
            (200, 100, "  ━"),
            (900, 100, "         ━"),
            (900, 101, "         ▸"),
            (1_000, 0, "         ━"),
            (u64::MAX, u64::MAX, "         ▸"),
        ] {
            assert_eq!(
                drawn(axis, begin, millis, false),
                expected,
                "{begin}+{millis}"
            );
        }
    }

    #[test]
    fn what_is_running_ends_in_an_arrow() {
        let axis = Axis {
            end: 1_000,
            cells: 10,
        };
        for (begin, millis, expected) in [
            (0, 0, "━▸"),
            (0, 300, "━━━▸"),
            (300, 200, "   ━━▸"),
            (0, 1_000, "━━━━━━━━━▸"),
            (0, 9_000, "━━━━━━━━━▸"),
        ] {
            assert_eq!(
                drawn(axis, begin, millis, true),
                expected,
                "{begin}+{millis}"
            );
        }
    }

    #[test]
    fn an_axis_of_one_cell_or_none_holds_every_bar() {
        let one = Axis { end: 7, cells: 1 };
        assert_eq!(drawn(one, 0, 3, false), "━");
        assert_eq!(drawn(one, 0, 3, true), "▸");
        assert_eq!(drawn(one, 5, 300, false), "▸");
        let none = Axis { end: 7, cells: 0 };
        assert_eq!(drawn(none, 0, 3, true), "");
        assert_eq!(none.marks(), "");
    }

    #[test]
    fn one_long_bar_does_not_flatten_the_others() {
        let end = |lengths: &[u64]| Axis::of(lengths.iter().copied(), 20).end;
        assert_eq!(end(&[]), 1);
        assert_eq!(end(&[0, 0]), 1);
        assert_eq!(end(&[400]), 400);
        assert_eq!(end(&[200, 400, 800]), 800);
        assert_eq!(end(&[200, 300, 400, 500, 35_000]), 625);
        assert_eq!(end(&[200, 300, 400, 1_500, 35_000]), 1_875);
        assert_eq!(end(&[u64::MAX, u64::MAX]), u64::MAX);
    }

    #[test]
    fn marks_are_round_and_apart() {
        for (end, cells, expected) in [
            (1_000, 10, "0"),
            (2_000, 30, "0              1s"),
            (2_400, 30, "0           1s           2s"),
            (800, 40, "0         0.2s      0.4s      0.6s"),
            (60_000, 40, "0            20s          40s"),
            (35, 24, "0            20ms"),
            (1, 5, "0"),
        ] {
            let marks = Axis { end, cells }.marks();
            assert!(width(&marks) <= usize::from(cells), "{marks}");
            assert_eq!(marks, expected, "{end}");
        }
    }
}
