//! Branches on an axis of time: each from the point in time at which it begins to now, joined to its parent.
//!
//! ```text
//! production  ●──────────┬────┬──────┬────▪
//! staging                └────│──┬───│────▪
//! qa/checkout                 │  └───│────▫
//! dev/maya                    └──────│────▫
//! preview/pr-398                     └────▫
//! ```

use super::super::text::width;
use jiff::{Timestamp, ToSpan, Unit, Zoned, tz::TimeZone};
use std::ops::Range;

/// The time of a branch. Times are seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// The row of its parent, above it.
    pub parent: Option<usize>,
    /// When it begins; `None` if that is unknown.
    pub from: Option<i64>,
    /// When it ended; `None` if it still exists.
    pub to: Option<i64>,
    /// The sign at its end, if it has one.
    pub sign: Option<char>,
}

/// An axis from the oldest branch to now.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    start: i64,
    now: i64,
    cells: usize,
}

impl Axis {
    pub fn new(all: &[Life], now: i64, cells: usize) -> Self {
        let oldest = all.iter().filter_map(|life| life.from).min();
        let start = oldest.unwrap_or(now).min(now);
        Self { start, now, cells }
    }

    /// The cell of a moment; what lies in the future is now.
    fn cell(&self, at: i64) -> usize {
        let last = self.cells.saturating_sub(1);
        let all = i128::from(self.now - self.start).max(1);
        let part = i128::from(at.clamp(self.start, self.now) - self.start);
        let cell = (part * last as i128 + all / 2) / all;
        usize::try_from(cell).unwrap_or(last).min(last)
    }

    /// The lines of the rows in view.
    pub fn lines(&self, all: &[Life], shown: Range<usize>) -> Vec<String> {
        let shown = shown.start.min(all.len())..shown.end.min(all.len());
        let own = all.get(shown.clone()).unwrap_or_default().iter();
        let mut lines: Vec<Vec<char>> = own.map(|life| self.line(life)).collect();
        for (at, life) in all.iter().enumerate() {
            let (Some(parent), Some(from)) = (life.parent.filter(|parent| *parent < at), life.from)
            else {
                continue;
            };
            let x = self.cell(from);
            for row in parent.max(shown.start)..at.min(shown.end) {
                let line = lines.get_mut(row - shown.start);
                let marked = all.get(row).filter(|life| life.sign.is_some());
                let end = marked.map(|life| self.end(life));
                if let Some(cell) = line.and_then(|line| line.get_mut(x))
                    && end != Some(x)
                {
                    *cell = joined(*cell, row == parent);
                }
            }
        }
        let lines = lines.into_iter();
        lines.map(|line| line.into_iter().collect()).collect()
    }

    fn end(&self, life: &Life) -> usize {
        self.cell(life.to.unwrap_or(self.now))
    }

    fn line(&self, life: &Life) -> Vec<char> {
        let mut line = vec![' '; self.cells];
        let Some(from) = life.from else {
            return line;
        };
        let (first, end) = (self.cell(from), self.end(life));
        for cell in line.iter_mut().take(end + 1).skip(first) {
            *cell = '─';
        }
        if let Some(cell) = line.get_mut(first) {
            *cell = if life.parent.is_some() { '└' } else { '●' };
        }
        if let (Some(cell), Some(sign)) = (line.get_mut(end), life.sign) {
            *cell = sign;
        }
        line
    }

    /// The labels above the lines, as close as they fit, and now at the end.
    pub fn labels(&self, zone: &TimeZone) -> String {
        const NOW: &str = "now";
        let mut line = vec![' '; self.cells];
        let end = self.cells.saturating_sub(width(NOW));
        let mut free = 0;
        for (at, label) in self.ticks(zone) {
            let (x, wide) = (self.cell(at), width(&label));
            if x >= free && x + wide < end {
                for (cell, letter) in line.iter_mut().skip(x).zip(label.chars()) {
                    *cell = letter;
                }
                free = x + wide + 1;
            }
        }
        if self.cells >= width(NOW) {
            for (cell, letter) in line.iter_mut().skip(end).zip(NOW.chars()) {
                *cell = letter;
            }
        }
        line.into_iter().collect()
    }

    /// Round moments, the finest of which the labels have room.
    fn ticks(&self, zone: &TimeZone) -> Vec<(i64, String)> {
        const DAY: i64 = 86_400;
        /// The cells between two labels.
        const APART: i64 = 8;
        let steps = [
            (3_600, 1.hour(), Unit::Hour, "%H:%M"),
            (6 * 3_600, 6.hours(), Unit::Day, "%H:%M"),
            (DAY, 1.day(), Unit::Day, "%-d %b"),
            (2 * DAY, 2.days(), Unit::Day, "%-d %b"),
            (7 * DAY, 7.days(), Unit::Day, "%-d %b"),
            (14 * DAY, 14.days(), Unit::Day, "%-d %b"),
            (30 * DAY, 1.month(), Unit::Month, "%b"),
            (91 * DAY, 3.months(), Unit::Month, "%b"),
            (365 * DAY, 1.year(), Unit::Year, "%Y"),
            (1_826 * DAY, 5.years(), Unit::Year, "%Y"),
        ];
        let cells = i64::try_from(self.cells).unwrap_or(i64::MAX).max(1);
        let least = (self.now - self.start).saturating_mul(APART) / cells;
        let [.., longest] = steps;
        let mut fitting = steps.into_iter().filter(|(seconds, ..)| *seconds >= least);
        let (_, step, unit, format) = fitting.next().unwrap_or(longest);
        let Ok(start) = Timestamp::from_second(self.start) else {
            return Vec::new();
        };
        let mut ticks = Vec::new();
        let mut next = floor(&start.to_zoned(zone.clone()), unit);
        while let Some(at) = next {
            let second = at.timestamp().as_second();
            if second > self.now || ticks.len() > self.cells {
                break;
            }
            if second >= self.start {
                ticks.push((second, at.strftime(format).to_string()));
            }
            next = at.checked_add(step).ok();
        }
        ticks
    }
}

/// The beginning of the hour, day, month or year.
fn floor(at: &Zoned, unit: Unit) -> Option<Zoned> {
    let day = at.start_of_day().ok()?;
    match unit {
        Unit::Hour => {
            let hour = at.with().minute(0).second(0).subsec_nanosecond(0);
            hour.build().ok()
        }
        Unit::Month => day.with().day(1).build().ok(),
        Unit::Year => day.with().month(1).day(1).build().ok(),
        _ => Some(day),
    }
}

/// A cell with a line down to a child: from the parent itself, or past another row.
const fn joined(cell: char, is_parent: bool) -> char {
    match (cell, is_parent) {
        ('─', true) => '┬',
        ('─' | ' ', false) => '│',
        ('└', _) => '├',
        ('│', true) => '┼',
        (other, _) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn life(parent: Option<usize>, from: i64, sign: char) -> Life {
        Life {
            parent,
            from: Some(from),
            to: None,
            sign: Some(sign),
        }
    }

    fn drawn(all: &[Life], now: i64, cells: usize) -> Vec<String> {
        Axis::new(all, now, cells).lines(all, 0..all.len())
    }

    #[test]
    fn branches_begin_below_their_parent() {
        let all = [
            life(None, 0, '▪'),
            life(Some(0), 10, '▪'),
            life(Some(1), 20, '▫'),
            life(Some(0), 15, '▫'),
            life(Some(0), 28, '▫'),
        ];
        assert_eq!(
            drawn(&all, 30, 31),
            [
                "●─────────┬────┬────────────┬─▪",
                "          └────│────┬───────│─▪",
                "               │    └───────│─▫",
                "               └────────────│─▫",
                "                            └─▫",
            ]
        );
    }

    #[test]
    fn siblings_of_the_same_instant_share_a_line() {
        let all = [
            life(None, 0, '▪'),
            life(Some(0), 5, '▫'),
            life(Some(0), 5, '▫'),
            life(Some(0), 0, '▫'),
        ];
        assert_eq!(
            drawn(&all, 10, 11),
            ["●────┬────▪", "│    ├────▫", "│    └────▫", "└─────────▫",]
        );
    }

    #[test]
    fn without_signs_lines_run_to_the_end() {
        let mut all = [
            life(None, 0, '▪'),
            life(Some(0), 5, '▫'),
            life(Some(0), 10, '▫'),
        ];
        all.iter_mut().for_each(|life| life.sign = None);
        assert_eq!(
            drawn(&all, 10, 11),
            ["●────┬────┬", "     └────│", "          └"]
        );
    }

    #[test]
    fn one_cell_is_the_state_alone() {
        let all = [life(None, 0, '▪'), life(Some(0), 7, '▫')];
        assert_eq!(drawn(&all, 10, 1), ["▪", "▫"]);
        assert_eq!(drawn(&all, 10, 0), ["", ""]);
        assert_eq!(drawn(&all[..1], 0, 5), ["▪    "], "just created");
    }

    #[test]
    fn a_very_old_root_leaves_a_cell_to_what_is_new() {
        let all = [life(None, 0, '▪'), life(Some(0), 20 * 365 * DAY - 60, '▫')];
        assert_eq!(drawn(&all, 20 * 365 * DAY, 9), ["●───────▪", "        ▫"]);
    }

    #[test]
    fn what_begins_in_the_future_begins_now() {
        let all = [life(None, 0, '▪'), life(Some(0), 999, '▫')];
        assert_eq!(drawn(&all, 10, 5), ["●───▪", "    ▫"]);
        let all = [life(None, 999, '▪')];
        assert_eq!(drawn(&all, 10, 5), ["▪    "]);
    }

    #[test]
    fn a_deleted_branch_ends_earlier_and_an_unknown_one_has_no_line() {
        let deleted = Life {
            to: Some(6),
            ..life(Some(0), 2, '×')
        };
        let unknown = Life {
            from: None,
            ..life(Some(0), 0, '▫')
        };
        let all = [life(None, 0, '▪'), deleted, unknown];
        assert_eq!(
            drawn(&all, 10, 11),
            ["●─┬───────▪", "  └───×    ", "           "]
        );
    }

    #[test]
    fn only_rows_in_view_are_drawn_with_the_lines_that_pass_them() {
        let mut all = vec![life(None, 0, '▪')];
        all.extend((1..200).map(|at| life(Some(0), at, '▫')));
        let axis = Axis::new(&all, 200, 201);
        let whole = axis.lines(&all, 0..200);
        assert_eq!(axis.lines(&all, 90..93), whole[90..93]);
        assert_eq!(axis.lines(&all, 300..310), Vec::<String>::new());
        assert_eq!(whole[199].trim_start(), "└▫");
    }

    fn labels(from: &str, now: &str, cells: usize) -> String {
        let [from, now]: [Zoned; 2] = [from, now].map(|at| at.parse().unwrap());
        let zone = from.time_zone().clone();
        let [start, now] = [from, now].map(|at| at.timestamp().as_second());
        let axis = Axis { start, now, cells };
        axis.labels(&zone).trim_end().to_owned()
    }

    #[test]
    fn labels_are_round_moments() {
        let year = labels("2026-01-10T00:00[UTC]", "2026-11-29T00:00[UTC]", 60);
        assert_eq!(
            year,
            "               Apr             Jul              Oct      now"
        );
        let week = labels("2026-11-22T05:00[UTC]", "2026-11-29T00:00[UTC]", 60);
        assert!(week.contains("24 Nov"), "{week}");
        let day = labels("2026-11-28T23:30[UTC]", "2026-11-29T05:00[UTC]", 60);
        assert!(day.contains("00:00") && day.contains("04:00"), "{day}");
        let old = labels("1990-06-01T00:00[UTC]", "2026-11-29T00:00[UTC]", 40);
        assert!(old.contains("2000"), "{old}");
        assert_eq!(
            labels("2026-11-22T05:00[UTC]", "2026-11-29T00:00[UTC]", 2),
            ""
        );
    }

    #[test]
    fn days_begin_at_midnight_also_when_clocks_change() {
        let text = labels(
            "2026-10-30T00:00[America/New_York]",
            "2026-11-04T00:00[America/New_York]",
            122,
        );
        assert_eq!(
            text.split_whitespace().collect::<Vec<_>>().join(" "),
            "30 Oct 31 Oct 1 Nov 2 Nov 3 Nov now"
        );
        // The day on which clocks go back has 25 hours.
        let at = |label: &str| text.find(label).unwrap();
        assert_eq!(at("2 Nov") - at("1 Nov"), 25);
        assert_eq!(at("1 Nov") - at("31 Oct"), 24);
    }
}
