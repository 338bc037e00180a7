//! A unified diff, line by line, for the viewer.

/// What a line of a diff is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// Only in the base.
    Removed,
    /// Only here.
    Added,
    /// Where a hunk begins.
    Hunk,
}

/// A difference between two schemas.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The branch that is looked at: `+`.
    pub here: String,
    /// What it is compared with: `-`.
    pub base: String,
    /// What is said while there are no lines: that it is on its way, why it cannot be had, that
    /// there is no difference.
    pub note: String,
    /// The lines, without the two that name the sides.
    pub lines: Vec<(Side, String)>,
}

impl Diff {
    /// A difference that is on its way.
    pub fn loading(here: String, base: String) -> Self {
        Self {
            here,
            base,
            note: "comparing; idle computes take a moment to wake …".to_owned(),
            lines: Vec::new(),
        }
    }

    /// Takes the text of the difference.
    pub fn set(&mut self, text: &str) {
        let names = |line: &&str| !line.starts_with('@');
        self.lines = text.lines().skip_while(names).map(read).collect();
        self.note = format!(
            "no difference: {} and {} have the same schema",
            self.here, self.base
        );
    }

    /// The difference as a patch.
    pub fn text(&self) -> String {
        let mut text = format!("--- {}\n+++ {}\n", self.base, self.here);
        for (side, line) in &self.lines {
            text.push_str(match side {
                Side::Both => " ",
                Side::Removed => "-",
                Side::Added => "+",
                Side::Hunk => "",
            });
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Where hunks begin.
    pub fn hunks(&self) -> impl DoubleEndedIterator<Item = usize> {
        let hunks = self.lines.iter().enumerate();
        hunks
            .filter(|(_, (side, _))| *side == Side::Hunk)
            .map(|(at, _)| at)
    }

    /// How many lines are only here, and how many only in the base.
    pub fn counts(&self) -> (usize, usize) {
        let count = |wanted: Side| {
            let lines = self.lines.iter();
            lines.filter(|(side, _)| *side == wanted).count()
        };
        (count(Side::Added), count(Side::Removed))
    }

    /// "hunk 2 of 5, 3 added, 1 removed", where this line is the first that is seen.
    pub fn summary(&self, from: usize) -> String {
        if self.lines.is_empty() {
            return String::new();
        }
        let (added, removed) = self.counts();
        let hunks = self.hunks().count();
        let place = if hunks == 1 {
            "1 hunk".to_owned()
        } else {
            let here = self.hunks().filter(|at| *at <= from).count().max(1);
            format!("hunk {here} of {hunks}")
        };
        format!("{place}, {added} added, {removed} removed")
    }
}

fn read(line: &str) -> (Side, String) {
    let mut rest = line.chars();
    let (side, text) = match rest.next() {
        Some('+') => (Side::Added, rest.as_str()),
        Some('-') => (Side::Removed, rest.as_str()),
        Some('@') => (Side::Hunk, line),
        Some(' ') => (Side::Both, rest.as_str()),
        _ => (Side::Both, line),
    };
    (side, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_read_line_by_line() {
        let mut diff = Diff::loading("dev".to_owned(), "main".to_owned());
        diff.set(
            "--- a/db\n+++ b/db\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n@@ -9 +9,2 @@\n--- comment\n",
        );
        assert_eq!(diff.hunks().collect::<Vec<_>>(), [0, 4]);
        for (from, place) in [(0, 1), (3, 1), (4, 2), (5, 2)] {
            let wanted = format!("hunk {place} of 2, 1 added, 2 removed");
            assert_eq!(diff.summary(from), wanted);
        }
        assert_eq!(diff.lines[2], (Side::Removed, "old".to_owned()));
        diff.set("");
        assert!(diff.lines.is_empty() && diff.note.contains("same schema"));
    }
}
