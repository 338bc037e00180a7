//! A unified diff of two texts.

use std::fmt::Write;

/// Lines shown around a change.
const CONTEXT: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edit {
    Keep,
    Remove,
    Add,
}

/// What turns `old` into `new`, as `diff -u` prints it with `name` on both sides; empty if nothing does.
pub fn unified(name: &str, old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let script = script(&old, &new);
    let mut text = String::new();
    for (from, to) in hunks(&script) {
        if text.is_empty() {
            text = format!("--- a/{name}\n+++ b/{name}\n");
        }
        let hunk = script.get(from..to).unwrap_or_default();
        let before = script.get(..from).unwrap_or_default();
        write_hunk(&mut text, hunk, before);
    }
    text
}

type Line<'a> = (Edit, &'a str);

fn count(lines: &[Line<'_>], other: Edit) -> usize {
    lines.iter().filter(|(edit, _)| *edit != other).count()
}

fn write_hunk(text: &mut String, hunk: &[Line<'_>], before: &[Line<'_>]) {
    let side = |other| {
        let (start, length) = (count(before, other), count(hunk, other));
        let first = if length == 0 { start } else { start + 1 };
        if length == 1 {
            first.to_string()
        } else {
            format!("{first},{length}")
        }
    };
    // Writing to a string does not fail.
    let _ = writeln!(text, "@@ -{} +{} @@", side(Edit::Add), side(Edit::Remove));
    for (edit, line) in hunk {
        let sign = match edit {
            Edit::Keep => ' ',
            Edit::Remove => '-',
            Edit::Add => '+',
        };
        let _ = writeln!(text, "{sign}{line}");
    }
}

/// Where hunks begin and end: changes with their context, joined where they touch.
fn hunks(script: &[Line<'_>]) -> Vec<(usize, usize)> {
    let mut hunks: Vec<(usize, usize)> = Vec::new();
    let changed = script
        .iter()
        .enumerate()
        .filter(|(_, (edit, _))| *edit != Edit::Keep);
    for (place, _) in changed {
        let from = place.saturating_sub(CONTEXT);
        let to = (place + 1 + CONTEXT).min(script.len());
        match hunks.last_mut() {
            Some((_, end)) if from <= *end => *end = to,
            _ => hunks.push((from, to)),
        }
    }
    hunks
}

/// The shortest way from `old` to `new`, by their longest common subsequence. Dumps have hundreds of lines, not thousands.
fn script<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let at = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, left) in old.iter().enumerate().rev() {
        for (j, right) in new.iter().enumerate().rev() {
            let length = if left == right {
                at(&common, i + 1, j + 1) + 1
            } else {
                at(&common, i + 1, j).max(at(&common, i, j + 1))
            };
            if let Some(cell) = common.get_mut(i * width + j) {
                *cell = length;
            }
        }
    }
    let (mut i, mut j, mut script) = (0, 0, Vec::new());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(left), Some(right)) if left == right => {
                script.push((Edit::Keep, *left));
                (i, j) = (i + 1, j + 1);
            }
            (Some(left), right)
                if right.is_none() || at(&common, i + 1, j) >= at(&common, i, j + 1) =>
            {
                script.push((Edit::Remove, *left));
                i += 1;
            }
            (_, Some(right)) => {
                script.push((Edit::Add, *right));
                j += 1;
            }
            (_, None) => return script,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(unified("db", "a\nb\n", "a\nb\n"), "");
    }

    #[test]
    fn a_change_comes_with_three_lines_around_it() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
        assert_eq!(
            unified("db", old, new),
            "--- a/db\n+++ b/db\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
    }

    #[test]
    fn changes_far_apart_make_two_hunks() {
        let old: String = (0..30).map(|n| format!("{n}\n")).collect();
        let new = old.replace("2\n3\n", "2\n3\nnew\n").replace("25\n", "");
        let diff = unified("db", &old, &new);
        assert_eq!(diff.matches("@@ -").count(), 2, "{diff}");
        assert!(diff.contains("@@ -2,6 +2,7 @@"), "{diff}");
    }

    #[test]
    fn an_empty_side_starts_at_zero() {
        assert_eq!(
            unified("db", "", "a\n"),
            "--- a/db\n+++ b/db\n@@ -0,0 +1 @@\n+a\n"
        );
    }
}
