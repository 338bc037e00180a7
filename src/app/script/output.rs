//! The three forms in which a list is printed.

use super::{Failure, print};
use crate::{cli::script::Output, ui::text::width};
use serde::Serialize;

/// Prints a list in the form that was asked for.
pub fn write(
    output: &Output,
    json: impl FnOnce() -> String,
    csv: impl FnOnce() -> String,
    text: impl FnOnce() -> String,
) -> Result<(), Failure> {
    print(&match (output.json, output.csv) {
        (true, _) => json(),
        (false, true) => csv(),
        (false, false) => text(),
    })
}

pub fn json(list: &[impl Serialize]) -> String {
    serde_json::to_string_pretty(list).unwrap_or_default() + "\n"
}

/// Rows of text in columns that are as wide as they need to be; `right` says which are right-aligned.
pub fn aligned(rows: Vec<Vec<String>>, right: &[bool]) -> String {
    let widest = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..right.len()).map(widest).collect();
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(widths.iter().zip(right));
        let cells = cells.map(|(cell, (all, right))| {
            let blank = " ".repeat(all.saturating_sub(width(cell)));
            match right {
                true => blank + cell,
                false => cell.clone() + &blank,
            }
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
