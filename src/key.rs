//! lazyneon's own key names, used by the keymap, the help, the configuration and the tests. The terminal's event types
//! stay in `app`.
//!
//! A [`Key`] is a single press (`Ctrl-d`), a [`Chord`] is one or more presses in a row (`g g`). Both are printed and
//! parsed in the same form, so keys from the help can be pasted into the configuration.

pub mod layouts;

use std::{fmt, str::FromStr};

/// What was pressed, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A key that prints a character; capital letters arrive as such.
    Char(char),
    Enter,
    Esc,
    /// Tab; Shift-Tab is [`Code::Tab`] with `shift`.
    Tab,
    /// Deletes backward.
    Backspace,
    /// Deletes forward.
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// A function key, starting at 1.
    F(u8),
}

/// Names of keys that do not print; the first name is the one displayed.
const NAMES: &[(Code, &[&str])] = &[
    (Code::Enter, &["Enter", "Return"]),
    (Code::Esc, &["Esc", "Escape"]),
    (Code::Tab, &["Tab"]),
    (Code::Backspace, &["Backspace", "BS"]),
    (Code::Delete, &["Del", "Delete"]),
    (Code::Insert, &["Insert", "Ins"]),
    (Code::Up, &["↑", "Up"]),
    (Code::Down, &["↓", "Down"]),
    (Code::Left, &["←", "Left"]),
    (Code::Right, &["→", "Right"]),
    (Code::Home, &["Home"]),
    (Code::End, &["End"]),
    (Code::PageUp, &["PgUp", "PageUp"]),
    (Code::PageDown, &["PgDn", "PageDown"]),
    (Code::Char(' '), &["Space"]),
];

/// A key press with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    /// Alt or Meta.
    pub alt: bool,
    /// Never set for characters, which are capital letters instead.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// A character with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: Code::Char(c),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// The key as terminals send it, if they tell it from all others.
    fn as_sent(mut self, text: &str) -> Result<Self, NotAKey> {
        let Code::Char(c) = self.code else {
            return Ok(self);
        };
        let same = match c.to_ascii_lowercase() {
            'i' if self.ctrl => Some((Code::Tab, false)),
            'm' | 'j' if self.ctrl => Some((Code::Enter, false)),
            '[' if self.ctrl => Some((Code::Esc, false)),
            letter if self.ctrl && self.shift => Some((Code::Char(letter), true)),
            _ => None,
        };
        if let Some((code, ctrl)) = same {
            let (alt, shift) = (self.alt, false);
            let same = Self {
                code,
                ctrl,
                alt,
                shift,
            };
            return Err(NotAKey::SentAs(text.to_owned(), same));
        }
        if std::mem::take(&mut self.shift) {
            // Which character Shift makes of any other key depends on the keyboard.
            let mut capital = c.to_uppercase();
            match (capital.next(), capital.next()) {
                (Some(capital), None) if capital != c => self.code = Code::Char(capital),
                _ if c.is_uppercase() => {}
                _ => return Err(NotAKey::Unknown(text.to_owned())),
            }
        }
        Ok(self)
    }

    /// The character that this key enters into a text field.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl From<Code> for Key {
    fn from(code: Code) -> Self {
        Self::plain(code)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        if let Some(name) = NAMES
            .iter()
            .find(|(code, _)| *code == self.code)
            .and_then(|(_, names)| names.first())
        {
            return f.write_str(name);
        }
        match self.code {
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            _ => Ok(()),
        }
    }
}

/// The text that is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    #[error("\"{0}\" is not a key: write it as j, Ctrl-d, Shift-Tab, F2 or g g")]
    Unknown(String),
    /// A terminal sends the same for two keys.
    #[error("\"{0}\" is sent as {1} by terminals")]
    SentAs(String, Key),
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = text;
        if let Some(letter) = text.strip_prefix('^').filter(|letter| !letter.is_empty()) {
            key.ctrl = true;
            rest = letter;
        }
        while let Some((modifier, after)) =
            rest.split_once('-').filter(|(_, after)| !after.is_empty())
        {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" | "c" => key.ctrl = true,
                "alt" | "meta" | "m" => key.alt = true,
                "shift" | "s" => key.shift = true,
                _ => break,
            }
            rest = after;
        }
        key.code = code(rest).ok_or_else(|| NotAKey::Unknown(text.to_owned()))?;
        key.as_sent(text)
    }
}

fn code(text: &str) -> Option<Code> {
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && !NAMES.iter().any(|(_, names)| names.contains(&text))
    {
        return (!c.is_control()).then_some(Code::Char(c));
    }
    let named = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(text));
    if let Some((code, _)) = NAMES.iter().find(|(_, names)| named(names)) {
        return Some(*code);
    }
    let number = text.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=24).contains(&number).then_some(Code::F(number))
}

/// One or more keys pressed in a row, such as `g g`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord(Vec<Key>);

impl Chord {
    /// The key presses, in order; never empty.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Whether a text means this chord, however it is written: `g k`, `gk`, `Ctrl-y`, `C-y`, `^Y`.
    pub fn is_written(&self, text: &str) -> bool {
        let text = text.trim();
        let printed = self.to_string();
        if printed == text || self.0.len() > 1 && printed.replace(' ', "") == text {
            return true;
        }
        // A terminal does not tell Ctrl-Y from Ctrl-y. A word such as "up" is not taken for a key.
        let lower = |key: &Key| match key.code {
            Code::Char(c) if key.ctrl => Key {
                code: Code::Char(c.to_ascii_lowercase()),
                ..*key
            },
            _ => *key,
        };
        let has_modifier = |key: &Key| key.ctrl || key.alt || key.shift;
        text.parse::<Self>().is_ok_and(|other| {
            other.0.iter().any(has_modifier)
                && self.0.iter().map(lower).eq(other.0.iter().map(lower))
        })
    }

    /// Whether the chord starts with, or equals, these presses.
    pub fn starts_with(&self, pressed: &[Key]) -> bool {
        self.0.starts_with(pressed)
    }
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self(vec![key])
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, key) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{key}")?;
        }
        Ok(())
    }
}

impl FromStr for Chord {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let keys = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<Vec<Key>, _>>()?;
        if keys.is_empty() {
            Err(NotAKey::Unknown(text.to_owned()))
        } else {
            Ok(Self(keys))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_read_again() {
        for text in [
            "j",
            "G",
            "Ctrl-d",
            "Shift-Tab",
            "F12",
            "g g",
            "↑",
            "Space",
            "Alt-←",
            "-",
            "Ctrl--",
            "?",
            "PgDn",
        ] {
            let chord: Chord = text.parse().unwrap();
            assert_eq!(chord.to_string(), text);
        }
    }

    #[test]
    fn other_spellings_mean_the_same_key() {
        assert_eq!(
            "ctrl-D".parse::<Key>().unwrap(),
            Key {
                ctrl: true,
                ..Key::char('D')
            }
        );
        assert_eq!("down".parse::<Key>().unwrap(), Key::plain(Code::Down));
        assert_eq!("C-x".parse::<Key>().unwrap(), Key::ctrl('x'));
    }

    #[test]
    fn a_key_is_what_terminals_send() {
        assert_eq!("Shift-a".parse::<Key>(), Ok(Key::char('A')));
        assert_eq!("Shift-A".parse::<Key>(), Ok(Key::char('A')));
        for (text, sent) in [
            ("Ctrl-i", "Tab"),
            ("Ctrl-M", "Enter"),
            ("Ctrl-j", "Enter"),
            ("Ctrl-[", "Esc"),
            ("Ctrl-Shift-X", "Ctrl-x"),
        ] {
            let refused = text.parse::<Key>().unwrap_err().to_string();
            assert_eq!(
                refused,
                format!("\"{text}\" is sent as {sent} by terminals")
            );
        }
        assert!("Shift-1".parse::<Key>().is_err());
        assert!("Shift-Space".parse::<Key>().is_err());
    }

    #[test]
    fn a_chord_is_found_however_it_is_written() {
        for (chord, texts) in [
            ("g k", vec!["g k", "gk"]),
            ("Ctrl-y", vec!["Ctrl-y", "ctrl-Y", "C-y", "^Y", "^y"]),
            ("Shift-Tab", vec!["Shift-Tab", "S-Tab"]),
            ("↑", vec!["↑"]),
            ("Y", vec!["Y"]),
        ] {
            let parsed: Chord = chord.parse().unwrap();
            for text in texts {
                assert!(parsed.is_written(text), "{text} is not {chord}");
            }
            for text in ["g", "k", "y", "up", "^", "Ctrl-", ""] {
                assert!(!parsed.is_written(text), "{text} is {chord}");
            }
        }
    }

    #[test]
    fn nonsense_is_refused_with_its_text() {
        for text in ["", "  ", "Hyper-x", "F0", "F99", "Ctrl-", "ab"] {
            assert!(
                text.parse::<Chord>().is_err(),
                "{text:?} was taken for a key"
            );
        }
    }
}
