//! A unified diff of two texts.

use similar::{Algorithm, TextDiff};

/// The changes from `old` to `new` as printed by `diff -u`, with `name` on both sides; empty if there are none. Dumps
/// repeat many lines, so the two texts are aligned by the lines that occur only once.
pub fn unified(name: &str, old: &str, new: &str) -> String {
    TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_lines(old, new)
        .unified_diff()
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
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
