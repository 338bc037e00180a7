//! The names of fields as users write them in a filter: in any case, with or without spaces, `-` and `_`.

/// The name of a field as it was written: `CU-h`, `cuh` and `cu_h` are the same, and so are `active` and `last active`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldName {
    /// Its letters and digits, in lower case, without "last".
    letters: String,
}

impl FieldName {
    pub fn new(written: &str) -> Self {
        let all: String = letters(written).collect();
        let bare = all.strip_prefix(LAST).filter(|rest| !rest.is_empty());
        Self {
            letters: bare.map_or(all.clone(), str::to_owned),
        }
    }

    /// Whether a field with this title, label or key is meant.
    pub fn is(&self, name: &str) -> bool {
        let mut rest = letters(name);
        if rest.clone().eq(self.letters.chars()) {
            return !self.letters.is_empty();
        }
        LAST.chars().all(|letter| rest.next() == Some(letter)) && rest.eq(self.letters.chars())
    }
}

/// What stands for dollars in titles, and the word for it.
const DOLLAR: char = '$';
const DOLLARS: &str = "dollars";

/// What the names of many times begin with.
const LAST: &str = "last";

fn letters(name: &str) -> impl Iterator<Item = char> + Clone + '_ {
    let letters = name.chars().flat_map(|letter| {
        let word = if letter == DOLLAR { DOLLARS } else { "" };
        word.chars().chain((letter != DOLLAR).then_some(letter))
    });
    let letters = letters.filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// A title or label as it can be typed in one word: `last-active`, `cost`, `cu-h`.
pub fn typed(name: &str) -> String {
    let name = name.replace(DOLLAR, DOLLARS);
    let parts = name.split(|letter: char| !letter.is_alphanumeric());
    let parts: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_as_people_write_it() {
        for (written, name, same) in [
            ("cu-h", "CU-H", true),
            ("CUH", "CU-H", true),
            ("cost", "~COST", true),
            ("dollars-h", "~$/H", true),
            ("$/h", "~$/H", true),
            ("last_active", "LAST ACTIVE", true),
            ("active", "Last active", true),
            ("last-active", "ACTIVE", true),
            ("24h", "LAST 24 H", true),
            ("synthetic-storage-size", "synthetic_storage_size", true),
            ("last", "LAST ACTIVE", false),
            ("stor", "Storage", false),
            ("-", "", false),
            ("size", "", false),
        ] {
            assert_eq!(FieldName::new(written).is(name), same, "{written} {name}");
        }
        assert_eq!(typed("LAST 24 H"), "last-24-h");
        assert_eq!(typed("~COST"), "cost");
        assert_eq!(typed("~$/H"), "dollars-h");
    }
}
