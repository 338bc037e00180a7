//! A unified diff by line, for the viewer, and the state of one among several.

/// The kind of a line in a diff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Both,
    /// Only in the base.
    Removed,
    /// Only in the branch shown.
    Added,
    /// The start of a hunk.
    Hunk,
}

/// Two lines shown side by side, as indices: the old one and the new one. A line that is in both, or starts a hunk, is
/// the same on both sides.
pub type Pair = (Option<usize>, Option<usize>);

/// A difference between two schemas. Everything is computed once, when the text arrives: it may be long.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The branch shown: `+`.
    pub here: String,
    /// The branch it is compared with: `-`.
    pub base: String,
    /// Shown while there are no lines: that it is loading, why it failed, or that there is no difference.
    pub note: String,
    /// The lines, without the two that name the sides.
    lines: Vec<(Side, String)>,
    pairs: Vec<Pair>,
    /// The pair of each line.
    pair_of: Vec<usize>,
    hunks: Vec<usize>,
    added: usize,
    removed: usize,
}

impl Diff {
    /// A difference that is loading.
    pub fn loading(here: String, base: String) -> Self {
        Self {
            here,
            base,
            note: "comparing; takes longer if a compute is idle …".to_owned(),
            lines: Vec::new(),
            pairs: Vec::new(),
            pair_of: Vec::new(),
            hunks: Vec::new(),
            added: 0,
            removed: 0,
        }
    }

    pub fn set(&mut self, text: &str) {
        let names = |line: &&str| !line.starts_with('@');
        self.lines = text.lines().skip_while(names).map(read).collect();
        self.pair_up();
        self.hunks = self.of(Side::Hunk).collect();
        (self.added, self.removed) = (self.of(Side::Added).count(), self.of(Side::Removed).count());
        self.note = format!(
            "no difference: {} and {} have the same schema",
            self.here, self.base
        );
    }

    fn of(&self, wanted: Side) -> impl Iterator<Item = usize> {
        let lines = self.lines.iter().enumerate();
        let lines = lines.filter(move |(_, (side, _))| *side == wanted);
        lines.map(|(at, _)| at)
    }

    /// Pairs removed lines with the added ones that replace them.
    fn pair_up(&mut self) {
        (self.pairs, self.pair_of) = (Vec::new(), Vec::with_capacity(self.lines.len()));
        // The first pair that still has room on the right.
        let mut open = 0;
        for (at, (side, _)) in self.lines.iter().enumerate() {
            let pair = match side {
                Side::Both | Side::Hunk => (Some(at), Some(at)),
                Side::Removed => (Some(at), None),
                Side::Added => {
                    if let Some((_, right)) = self.pairs.get_mut(open) {
                        *right = Some(at);
                        self.pair_of.push(open);
                        open += 1;
                        continue;
                    }
                    (None, Some(at))
                }
            };
            if pair.1.is_some() {
                open = self.pairs.len() + 1;
            }
            self.pair_of.push(self.pairs.len());
            self.pairs.push(pair);
        }
    }

    /// The lines of the unified form.
    pub fn lines(&self) -> &[(Side, String)] {
        &self.lines
    }

    /// The lines side by side: removed ones next to those that replace them.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    pub fn pair_of(&self, line: usize) -> usize {
        self.pair_of.get(line).copied().unwrap_or_default()
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

    /// The indices of the lines that start hunks.
    pub fn hunks(&self) -> &[usize] {
        &self.hunks
    }

    /// The numbers of added and removed lines.
    pub const fn counts(&self) -> (usize, usize) {
        (self.added, self.removed)
    }

    /// "hunk 2 of 5, 3 added, 1 removed", if `from` is the first visible line.
    pub fn summary(&self, from: usize) -> String {
        if self.lines.is_empty() {
            return String::new();
        }
        let (added, removed) = self.counts();
        let hunks = self.hunks.len();
        let place = if hunks == 1 {
            "1 hunk".to_owned()
        } else {
            let here = self.hunks.partition_point(|at| *at <= from).max(1);
            format!("hunk {here} of {hunks}")
        };
        format!("{place}, {added} added, {removed} removed")
    }
}

/// The state of the comparison of one database among several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schema {
    /// The difference was requested.
    Asked,
    /// The difference as text, empty if there is none.
    Known {
        /// The number of lines that are only in the branch shown.
        added: usize,
        /// The number of lines that are only in the base.
        removed: usize,
        text: String,
    },
    /// The database is missing here but exists in the base of this name.
    OnlyThere(String),
    /// The comparison failed, for this reason.
    Failed(String),
}

impl Schema {
    /// A difference that has arrived.
    pub fn known(text: &str) -> Self {
        let mut diff = Diff::loading(String::new(), String::new());
        diff.set(text);
        let (added, removed) = diff.counts();
        let text = text.to_owned();
        Self::Known {
            added,
            removed,
            text,
        }
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
        assert_eq!(diff.hunks(), [0, 4]);
        for (from, place) in [(0, 1), (3, 1), (4, 2), (5, 2)] {
            let wanted = format!("hunk {place} of 2, 1 added, 2 removed");
            assert_eq!(diff.summary(from), wanted);
        }
        assert_eq!(diff.lines[2], (Side::Removed, "old".to_owned()));
        diff.set("");
        assert!(diff.pairs().is_empty() && diff.hunks().is_empty());
        assert!(diff.lines.is_empty() && diff.note.contains("same schema"));
    }

    #[test]
    fn what_was_replaced_stands_beside_what_is_in_its_place() {
        let mut diff = Diff::loading("dev".to_owned(), "main".to_owned());
        diff.set("@@ -1 +1 @@\n a\n-b\n-c\n+d\n e\n+f\n+g\n-h\n+i\n+j\n");
        let both = |at| (Some(at), Some(at));
        let wanted = [
            both(0),
            both(1),
            (Some(2), Some(4)),
            (Some(3), None),
            both(5),
            (None, Some(6)),
            (None, Some(7)),
            (Some(8), Some(9)),
            (None, Some(10)),
        ];
        assert_eq!(diff.pairs(), wanted);
        let of: Vec<usize> = (0..diff.lines().len()).map(|at| diff.pair_of(at)).collect();
        assert_eq!(of, [0, 1, 2, 3, 2, 4, 5, 6, 7, 7, 8]);
        assert_eq!(diff.counts(), (5, 3));
    }
}
