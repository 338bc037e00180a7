//! A terminal's string sequence (OSC, DCS, APC, PM, SOS), called an answer here: skipped to its end, never kept.

use super::machine::{BELL, CTRL_C, ESC};
use std::time::Duration;

/// How long an answer may take in total, and what each of its bytes adds to that: the longest are clipboard
/// contents over slow lines.
const WHOLE: Duration = Duration::from_secs(5);
const PER_BYTE: Duration = Duration::from_millis(1);
/// At this size, it is no longer considered an answer.
const LONGEST: u32 = 4 * 1024 * 1024;

/// The progress of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The byte after ESC that began it, if ESC and that byte can also be a key with Alt.
    letter: Option<u8>,
    /// Whether the previous byte was ESC.
    escaped: bool,
    /// How many bytes of a UTF-8 character are missing; one of them may look like the 8-bit terminator.
    character: u8,
    length: u32,
}

/// What a byte means within an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    GoesOn,
    Ends,
    /// Another sequence has begun in place of the terminator: the byte follows its ESC.
    Escape,
    /// The user has pressed the key of this byte.
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

    /// The letter that began it, if nothing has followed.
    pub const fn only(self) -> Option<u8> {
        if self.length == 0 { self.letter } else { None }
    }

    /// How long it may take in total.
    pub fn limit(self) -> Duration {
        WHOLE + PER_BYTE * self.length
    }

    pub fn take(&mut self, byte: u8) -> Step {
        let ends = match byte {
            CTRL_C => return Step::Interrupted,
            BELL => true,
            b'\\' => self.escaped,
            // The 8-bit terminator, unless it is part of a character.
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
