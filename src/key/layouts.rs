//! Keyboard layouts without Latin letters: which key of an English keyboard is in the same place.
//!
//! A terminal sends the character that a key prints, not the key. Whoever has Russian switched on and presses the key
//! of `j` sends `о`.

use super::{Code, Key};

/// The characters of a layout, and what the same keys print on an English keyboard. Characters that both print, and
/// those that are on different keys in layouts of one script, are left out.
const LAYOUTS: &[(&str, &str)] = &[
    // Russian, with what Ukrainian and Belarusian have in addition.
    (
        "йцукенгшщзхъфывапролджэячсмитьбюё",
        "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
    ),
    ("іїєўґ", "s]'o\\"),
    // Greek
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    // Hebrew
    ("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."),
    // Arabic
    (
        "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ",
        "qwertyuiop[]asdfghjkl;'zxcvnm,./",
    ),
];

/// What Shift makes of the keys that print no letter.
const SHIFTED: &[(char, char)] = &[
    ('[', '{'),
    (']', '}'),
    (';', ':'),
    ('\'', '"'),
    (',', '<'),
    ('.', '>'),
    ('/', '?'),
    ('`', '~'),
    ('\\', '|'),
];

/// The key of an English keyboard that is in the same place; `None` for characters of English keyboards, and of layouts
/// that are not known.
pub fn on_english(key: Key) -> Option<Key> {
    let Code::Char(c) = key.code else {
        return None;
    };
    let lower = c.to_lowercase().next()?;
    let english = LAYOUTS.iter().find_map(|(own, english)| {
        let mut pairs = own.chars().zip(english.chars());
        pairs.find_map(|(own, english)| (own == lower).then_some(english))
    })?;
    let shifted = || SHIFTED.iter().find(|(plain, _)| *plain == english);
    let english = match lower == c {
        true => english,
        false => shifted().map_or(english.to_ascii_uppercase(), |(_, shifted)| *shifted),
    };
    Some(Key {
        code: Code::Char(english),
        ..key
    })
}

/// Whether a key prints a letter that no English keyboard has.
pub fn is_foreign(key: Key) -> bool {
    matches!(key.code, Code::Char(c) if c.is_alphabetic() && !c.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn english(c: char) -> Option<Code> {
        on_english(Key::char(c)).map(|key| key.code)
    }

    #[test]
    fn keys_are_where_they_are_on_an_english_keyboard() {
        for (own, expected) in [
            ('о', 'j'),
            ('О', 'J'),
            ('й', 'q'),
            ('Х', '{'),
            ('ё', '`'),
            ('і', 's'),
            ('κ', 'k'),
            ('Σ', 'S'),
            ('ח', 'j'),
            ('ن', 'k'),
        ] {
            assert_eq!(english(own), Some(Code::Char(expected)), "{own}");
        }
        for c in ['j', '/', 'é', 'ß', '한', '中'] {
            assert_eq!(english(c), None, "{c}");
        }
        let ctrl = on_english(Key::ctrl('в'));
        assert_eq!(ctrl, Some(Key::ctrl('d')));
    }

    #[test]
    fn every_character_is_one_key_and_every_key_one_character() {
        let mut known = HashSet::new();
        for (own, english) in LAYOUTS {
            assert_eq!(own.chars().count(), english.chars().count(), "{own}");
            let keys: HashSet<char> = english.chars().collect();
            assert_eq!(keys.len(), english.chars().count(), "{english}");
            for c in own.chars() {
                assert!(!c.is_ascii() && known.insert(c), "{c}");
            }
        }
    }
}
