//! "Did you mean": finds the most similar name.

use strsim::osa_distance;

/// The name most similar to a text, if it is similar enough.
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    let distances = names
        .into_iter()
        .map(|name| (osa_distance(&text, &name.to_lowercase()), name));
    distances
        .filter(|(distance, name)| *distance * 3 <= name.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The same as the end of a sentence; empty if there is none.
pub fn did_you_mean<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(text, names).map_or_else(String::new, |near| format!(", did you mean \"{near}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let names = ["refresh_seconds", "read_only", "theme"];
        assert_eq!(nearest("refresh_second", names), Some("refresh_seconds"));
        assert_eq!(nearest("readonly", names), Some("read_only"));
        assert_eq!(nearest("thme", names), Some("theme"));
        assert_eq!(nearest("READ_ONLY", names), Some("read_only"));
        assert_eq!(nearest("color", names), None);
        assert_eq!(nearest("", names), None);
    }
}
