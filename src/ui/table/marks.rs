//! Marked rows, for running one action on all of them.

use super::Table;
use crate::{
    neon::Neon,
    store::target::Target,
    ui::{browser::Browser, cursor, scroll::Step},
};

impl Table {
    /// The rows of the range being marked.
    fn range_rows(&self) -> std::ops::RangeInclusive<usize> {
        #[allow(clippy::reversed_empty_ranges, reason = "an empty range holds no row")]
        const EMPTY: std::ops::RangeInclusive<usize> = 1..=0;
        let from = self.range.as_ref().and_then(|from| self.find(from));
        from.map_or(EMPTY, |from| {
            from.min(self.cursor.at)..=from.max(self.cursor.at)
        })
    }

    /// How many rows are marked.
    pub fn marked_count(&self) -> usize {
        match self.range {
            None => self.marks.len(),
            Some(_) => self.marked().len(),
        }
    }

    /// Whether rows are marked, in any tab, or a range is being marked.
    pub fn has_marks(&self) -> bool {
        self.range.is_some() || !self.marks.is_empty() || !self.other_marks.is_empty()
    }

    /// How many marked rows the filter hides.
    pub fn hidden_marks(&self) -> usize {
        if self.filter.is_none() || self.marks.is_empty() {
            return 0;
        }
        let rows = self.rows.iter();
        let shown = rows.filter(|row| self.marks.contains(&row.target)).count();
        self.marks.len().saturating_sub(shown)
    }

    /// All marked rows, in their order; those that the filter hides come last.
    pub fn marked(&self) -> Vec<Target> {
        let range = self.range_rows();
        let is_marked =
            |(at, target): (usize, &Target)| self.marks.contains(target) || range.contains(&at);
        let rows = self.rows.iter().map(|row| &row.target).enumerate();
        let mut all: Vec<Target> = rows
            .filter(|row| is_marked(*row))
            .map(|(_, target)| target.clone())
            .collect();
        if all.len() < self.marks.len() {
            let mut hidden: Vec<Target> = self
                .marks
                .iter()
                .filter(|mark| self.find(mark).is_none())
                .cloned()
                .collect();
            hidden.sort();
            all.extend(hidden);
        }
        all
    }

    /// Whether the row at this position is marked; get `range` once per frame.
    pub fn is_marked(&self, at: usize, target: &Target, range: &Range) -> bool {
        self.marks.contains(target) || range.0.contains(&at)
    }

    /// The range being marked, for [`Table::is_marked`].
    pub fn range(&self) -> Range {
        Range(self.range_rows())
    }
}

/// The rows of the range being marked.
#[derive(Debug, Clone)]
pub struct Range(std::ops::RangeInclusive<usize>);

/// Toggles the mark of the selected row, and goes to the next row.
pub fn toggle(browser: &mut Browser, neon: &mut Neon) {
    let Some(table) = &mut browser.table else {
        return;
    };
    if let Some(target) = table.cursor.item.clone()
        && !table.marks.remove(&target)
    {
        table.marks.insert(target);
    }
    cursor::step(browser, neon, Step::Lines(1))
}

/// Begins a range of marks, or ends and keeps it.
pub fn range(browser: &mut Browser) {
    let Some(table) = &mut browser.table else {
        return;
    };
    if table.range.is_some() {
        let all = table.marked();
        table.marks.extend(all);
        table.range = None;
    } else {
        table.range = table.cursor.item.clone();
    }
}

/// Ends a range of marks and keeps it: a confirmation is about what was marked when it opened, but the cursor may
/// move afterwards.
pub fn keep_range(browser: &mut Browser) {
    if let Some(table) = browser.table.as_mut().filter(|table| table.range.is_some()) {
        let all = table.marked();
        table.marks.extend(all);
        table.range = None;
    }
}

/// Marks all rows that the filter shows, or unmarks them if all are marked.
pub fn all(browser: &mut Browser) {
    let Some(table) = &mut browser.table else {
        return;
    };
    table.range = None;
    let hits = table.rows.iter().filter(|row| row.hit);
    let hits: Vec<Target> = hits.map(|row| row.target.clone()).collect();
    if hits.iter().all(|hit| table.marks.contains(hit)) {
        for hit in &hits {
            table.marks.remove(hit);
        }
    } else {
        table.marks.extend(hits);
    }
}

/// Cancels the range or removes all marks, and says so; returns whether there was anything.
pub fn drop(browser: &mut Browser, neon: &mut Neon) -> bool {
    let Some(table) = &mut browser.table else {
        return false;
    };
    // The row at its end tells where it was.
    if table.range.take().is_some() {
        return true;
    }
    let count = table.marks.len() + table.other_marks.len();
    table.marks.clear();
    table.other_marks.clear();
    match count {
        0 => return false,
        1 => neon.say("the mark was dropped"),
        many => neon.say(format!("{many} marks were dropped")),
    }
    true
}
