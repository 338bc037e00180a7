//! The meaning of a finished escape sequence: a key, a report of the mouse, a focus change, the beginning of a paste, or
//! nothing of interest.
//!
//! The keys are those of xterm, the Linux console, rxvt and PuTTY, of xterm's `modifyOtherKeys` and of the kitty
//! protocol. Everything else a terminal may send in this form is a reply to a query.

use super::mouse;
use crate::{
    key::{Code, Key},
    ui::mouse::event::MouseEvent,
};
use std::str::from_utf8;

/// The meaning of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Key(Key),
    Mouse(MouseEvent),
    Focus(bool),
    Paste,
    /// How many cells a character has taken that was written at the start of [`PROBED`].
    Width(u32),
    Nothing,
}

/// The line of the screen where the width of characters is probed. In the first line, the answer would look like F3.
pub const PROBED: u32 = 2;

impl From<Option<Key>> for Meaning {
    fn from(key: Option<Key>) -> Self {
        key.map_or(Self::Nothing, Self::Key)
    }
}

/// The modifiers of a key as terminals encode them, and whether it is a release.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Held {
    mask: u16,
    is_release: bool,
}

impl Held {
    const SHIFT: u16 = 1;
    const ALT: u16 = 2;
    const CTRL: u16 = 4;
    /// Super and Hyper belong to the window manager: a key with them must not be mistaken for the plain key.
    const FOREIGN: u16 = 8 | 16;
    const META: u16 = 32;

    /// Reads `5` or `5:1`: one more than the sum of the modifiers, then press, repeat or release.
    fn read(text: &str) -> Self {
        let mut parts = text.split(':');
        let sum = parts.next().and_then(number).unwrap_or(1);
        Self {
            mask: u16::try_from(sum.saturating_sub(1)).unwrap_or(0),
            is_release: parts.next().and_then(number) == Some(3),
        }
    }

    const fn has(self, mask: u16) -> bool {
        self.mask & mask != 0
    }

    /// The key with these modifiers.
    fn key(self, code: Code) -> Option<Key> {
        if self.is_release || self.has(Self::FOREIGN) {
            return None;
        }
        let shift = self.has(Self::SHIFT);
        let code = match code {
            // Some terminals report Shift and the lowercase letter.
            Code::Char(c) if shift => Code::Char(c.to_ascii_uppercase()),
            other => other,
        };
        Some(Key {
            code,
            ctrl: self.has(Self::CTRL),
            alt: self.has(Self::ALT | Self::META),
            // The uppercase letter already says it.
            shift: shift && !matches!(code, Code::Char(_)),
        })
    }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok()
}

/// The meaning of `ESC [` and this text; the last byte is the final byte of the sequence.
pub fn control(text: &[u8]) -> Meaning {
    let Some((last, body)) = text.split_last() else {
        return Meaning::Nothing;
    };
    let Ok(body) = from_utf8(body) else {
        return Meaning::Nothing;
    };
    if let (b'M' | b'm', Some(report)) = (last, body.strip_prefix('<')) {
        let event = mouse::sgr(report, *last == b'm');
        return event.map_or(Meaning::Nothing, Meaning::Mouse);
    }
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, ';' | ':');
    if !body.chars().all(is_plain) {
        return Meaning::Nothing;
    }
    let mut parts = body.split(';');
    let first = parts.next().unwrap_or_default();
    let second = parts.next();
    match last {
        b'I' if body.is_empty() => Meaning::Focus(true),
        b'O' if body.is_empty() => Meaning::Focus(false),
        b'~' if body == "200" => Meaning::Paste,
        // xterm's modifyOtherKeys: 27 ; modifiers ; character.
        b'~' if first == "27" => {
            let character = parts.next().unwrap_or_default();
            Held::read(second.unwrap_or_default())
                .key_of_character(character, None)
                .into()
        }
        b'~' => numbered(first)
            .and_then(|code| Held::read(second.unwrap_or_default()).key(code))
            .into(),
        // rxvt encodes modifiers in the final byte.
        b'$' if second.is_none() => rxvt(first, Held::SHIFT).into(),
        b'^' if second.is_none() => rxvt(first, Held::CTRL).into(),
        b'@' if second.is_none() => rxvt(first, Held::SHIFT | Held::CTRL).into(),
        b'a'..=b'd' if body.is_empty() => lettered(last.to_ascii_uppercase())
            .and_then(|code| held(Held::SHIFT).key(code))
            .into(),
        b'u' => Held::read(second.unwrap_or_default())
            .key_of_character(first, parts.next())
            .into(),
        b'Z' => held(Held::SHIFT).key(Code::Tab).into(),
        // With numbers it is a cursor position report; F3 with Shift cannot be told from that.
        b'R' if number(first) == Some(PROBED) => {
            let column = second.and_then(number);
            let width = column.and_then(|column| column.checked_sub(1));
            width.map_or(Meaning::Nothing, Meaning::Width)
        }
        b'R' if !body.is_empty() => Meaning::Nothing,
        // Old terminals send the modifiers as the only number.
        last => lettered(*last)
            .and_then(|code| Held::read(second.unwrap_or(first)).key(code))
            .into(),
    }
}

/// The meaning of `ESC O` and this text: keys in application mode.
pub fn application(text: &[u8]) -> Option<Key> {
    let (last, body) = text.split_last()?;
    let held_here = Held::read(from_utf8(body).ok()?.rsplit(';').next()?);
    let code = match last {
        b'M' => Code::Enter,
        b'I' => Code::Tab,
        b'X' => Code::Char('='),
        // The keypad, in the order of ASCII.
        b'j'..=b'y' => Code::Char(char::from(last - b'j' + b'*')),
        b'a'..=b'd' => {
            return lettered(last.to_ascii_uppercase()).and_then(|code| held(Held::CTRL).key(code));
        }
        last => lettered(*last)?,
    };
    held_here.key(code)
}

/// The function keys of the Linux console: `ESC [ [` and a letter.
pub fn console(last: u8) -> Option<Key> {
    let from_a = last.checked_sub(b'A').filter(|n| *n < 5)?;
    Some(Key::plain(Code::F(from_a + 1)))
}

const fn held(mask: u16) -> Held {
    Held {
        mask,
        is_release: false,
    }
}

/// Keys identified by the final letter.
const fn lettered(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// Keys identified by a number.
fn numbered(text: &str) -> Option<Code> {
    let n = u8::try_from(number(text)?).ok()?;
    Some(match n {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(n - 10),
        17..=21 => Code::F(n - 11),
        23..=26 => Code::F(n - 12),
        28..=29 => Code::F(n - 13),
        31..=34 => Code::F(n - 14),
        _ => return None,
    })
}

fn rxvt(text: &str, mask: u16) -> Option<Key> {
    held(mask).key(numbered(text)?)
}

impl Held {
    /// A key given by its character: `97`, or `97:65` with the shifted one, or `1092:1060:97` with the one in its
    /// place on an English keyboard. What it types, if the terminal says so, comes last.
    fn key_of_character(self, text: &str, typed: Option<&str>) -> Option<Key> {
        let mut parts = text.split(':');
        let plain = number(parts.next()?)?;
        let commands = self.has(Self::CTRL | Self::ALT | Self::META);
        let shifted = parts.next().filter(|_| self.has(Self::SHIFT));
        // Other layouts with Latin letters mean what they print.
        let is_foreign = commands && !u8::try_from(plain).is_ok_and(|c| c.is_ascii());
        let english = parts.next().filter(|_| is_foreign).and_then(number);
        let plain = english.unwrap_or(plain);
        let typed = typed.filter(|_| !commands).and_then(number);
        let code = functional(plain).or_else(|| {
            let character = typed.or_else(|| shifted.and_then(number)).unwrap_or(plain);
            // Modifiers, media keys and the like have a number but no character.
            char::from_u32(character)
                .filter(|c| !c.is_control() && !PRIVATE.contains(c))
                .map(Code::Char)
        })?;
        self.key(code)
    }
}

/// Unicode's private use area, where the kitty protocol has keys.
const PRIVATE: std::ops::RangeInclusive<char> = '\u{e000}'..='\u{f8ff}';

/// Keys that type nothing, by their numbers.
fn functional(n: u32) -> Option<Code> {
    Some(match n {
        8 | 127 => Code::Backspace,
        9 => Code::Tab,
        10 | 13 | 57414 => Code::Enter,
        27 => Code::Esc,
        // F13 and up; ours end at 24.
        57376..=57387 => Code::F(u8::try_from(n - 57376 + 13).ok()?),
        // The keypad.
        57399..=57408 => Code::Char(char::from_digit(n - 57399, 10)?),
        57409 => Code::Char('.'),
        57410 => Code::Char('/'),
        57411 => Code::Char('*'),
        57412 => Code::Char('-'),
        57413 => Code::Char('+'),
        57415 => Code::Char('='),
        57416 => Code::Char(','),
        57417 => Code::Left,
        57418 => Code::Right,
        57419 => Code::Up,
        57420 => Code::Down,
        57421 => Code::PageUp,
        57422 => Code::PageDown,
        57423 => Code::Home,
        57424 => Code::End,
        57425 => Code::Insert,
        57426 => Code::Delete,
        _ => return None,
    })
}

/// The background color in an answer such as `11;rgb:1e1e/2e2e/3e3e`, without what introduces and ends it.
pub fn background(answer: &[u8]) -> Option<[u8; 3]> {
    let text = std::str::from_utf8(answer).ok()?;
    let colors = text.trim_end_matches('\x1b').strip_prefix("11;rgb:")?;
    let mut parts = colors.split('/').map(|part| match part.len() {
        // Only the first two digits matter.
        2 | 4 => u8::from_str_radix(part.get(..2)?, 16).ok(),
        _ => None,
    });
    let color = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(color)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_background_is_read_from_an_answer() {
        assert_eq!(
            background(b"11;rgb:1e1e/2e2f/ffff"),
            Some([0x1e, 0x2e, 0xff])
        );
        assert_eq!(background(b"11;rgb:1e/2e/ff\x1b"), Some([0x1e, 0x2e, 0xff]));
        for other in [
            "10;rgb:1e/2e/ff",
            "11;rgb:1e/2e",
            "11;rgb:1e/2e/ff/00",
            "11;rgb:xx/2e/ff",
            "11;?",
            "",
        ] {
            assert_eq!(background(other.as_bytes()), None, "{other}");
        }
    }
}
