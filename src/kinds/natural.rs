//! Comparing texts with numbers in them.

use std::cmp::Ordering;

/// Compares numbers in texts by value: `pr-9` comes before `pr-10`.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        match (split(one), split(other)) {
            (Some((a, rest_a)), Some((b, rest_b))) => {
                let (short_a, short_b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
                let by_number = short_a.len().cmp(&short_b.len()).then(short_a.cmp(short_b));
                if by_number != Ordering::Equal {
                    return by_number;
                }
                (one, other) = (rest_a, rest_b);
            }
            _ => {
                let (mut a, mut b) = (one.chars(), other.chars());
                match (a.next(), b.next()) {
                    (Some(x), Some(y)) if x == y => (one, other) = (a.as_str(), b.as_str()),
                    (x, y) => return x.cmp(&y),
                }
            }
        }
    }
}

/// Splits a text after its leading digits.
fn split(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_texts_count_by_their_value() {
        for (less, more) in [("pr-9", "pr-10"), ("pr-009", "pr-10"), ("pr-1", "pr-1a")] {
            assert_eq!(compare(less, more), Ordering::Less);
            assert_eq!(compare(more, less), Ordering::Greater);
        }
        assert_eq!(compare("東京1", "東京1"), Ordering::Equal);
    }
}
