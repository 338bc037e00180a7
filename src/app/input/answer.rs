//! A terminal's answer that has a text (OSC, DCS, APC, PM, SOS): gone through to its end, never
//! kept.

use super::machine::{BELL, CTRL_C, ESC};
use std::time::Duration;

/// What an answer may take in all, and the time that each of its bytes gives it besides: the
/// longest are texts of the clipboard, over slow lines.
const WHOLE: Duration = Duration::from_secs(5);
const PER_BYTE: Duration = Duration::from_millis(1);
/// An answer of this size is none.
const LONGEST: u32 = 4 * 1024 * 1024;

/// How far an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The byte that has begun it, if it was one that can be a key with Alt.
    letter: Option<u8>,
    /// The byte before was ESC.
    escaped: bool,
    /// So many bytes of a character are to come: one of them may look like the end in 8 bits.
    character: u8,
    length: u32,
}

/// What a byte of an answer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    GoesOn,
    Ends,
    /// Another sequence has begun where the end was to come: the byte follows its ESC.
    Escape,
    /// The byte was pressed by somebody.
    Interrupted,
}

impl Answer {
    pub const fn begin(letter: Option<u8>) -> Self {
        Self {
            letter,
            escaped: false,
            character: 0,
            length: 0,
        }
    }

    /// The letter that has begun it, if nothing has followed.
    pub const fn only(self) -> Option<u8> {
        if self.length == 0 { self.letter } else { None }
    }

    /// How long it may take in all.
    pub fn limit(self) -> Duration {
        WHOLE + PER_BYTE * self.length
    }

    pub fn take(&mut self, byte: u8) -> Step {
        let ends = match byte {
            CTRL_C => return Step::Interrupted,
            BELL => true,
            b'\\' => self.escaped,
            // The end in 8 bits, where it is no part of a character.
            0x9c => self.character == 0,
            _ => false,
        };
        if ends || self.length >= LONGEST {
            return Step::Ends;
        }
        if self.escaped && byte != ESC {
            return Step::Escape;
        }
        self.escaped = byte == ESC;
        self.character = match byte {
            0x80..0xc0 => self.character.saturating_sub(1),
            0xc2..0xe0 => 1,
            0xe0..0xf0 => 2,
            0xf0..0xf5 => 3,
            _ => 0,
        };
        self.length += 1;
        Step::GoesOn
    }
}
