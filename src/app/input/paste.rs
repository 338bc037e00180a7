//! A bracketed paste: its bytes up to the end marker.

use super::{
    Event,
    machine::{CTRL_C, ESC, Machine, State},
};
use crate::key::{Code, Key};
use std::time::Duration;

const END: &[u8] = b"\x1b[201~";
/// The most that is kept, in bytes.
pub const LONGEST: usize = 256 * 1024;
/// How long a paste may take in total, and what each of its bytes adds to that: slow lines are faster than this,
/// typing and held keys are not.
const WHOLE: Duration = Duration::from_secs(5);
const PER_BYTE: Duration = Duration::from_millis(4);

/// A paste in progress.
#[derive(Debug, Default)]
pub struct Paste {
    bytes: Vec<u8>,
    /// How many bytes of the end marker have matched so far.
    matched: usize,
    is_cut: bool,
}

impl Paste {
    /// Takes a byte; returns whether the paste has ended.
    pub fn take(&mut self, byte: u8) -> bool {
        if END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            return self.matched == END.len();
        }
        // It was not the end marker.
        for byte in END.iter().take(self.matched) {
            self.keep(*byte);
        }
        self.matched = usize::from(byte == ESC);
        if self.matched == 0 {
            self.keep(byte);
        }
        false
    }

    fn keep(&mut self, byte: u8) {
        if self.bytes.len() < LONGEST {
            self.bytes.push(byte);
        } else {
            self.is_cut = true;
        }
    }

    /// How long it may take in total.
    pub fn limit(&self) -> Duration {
        WHOLE + PER_BYTE * u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }

    /// How many times Ctrl-c was pressed at the end, if the end marker was lost.
    pub fn interrupts(&self) -> usize {
        let last = self.bytes.iter().rev();
        last.take_while(|byte| **byte == CTRL_C).count()
    }
}

impl From<Paste> for Event {
    fn from(paste: Paste) -> Self {
        Self::Paste {
            text: plain(&String::from_utf8_lossy(&paste.bytes)),
            is_cut: paste.is_cut,
        }
    }
}

/// Keeps only text: drops control characters and escape sequences. Terminals send a line end as what Enter sends.
fn plain(text: &str) -> String {
    let mut machine = Machine::default();
    let mut events = Vec::new();
    let mut plain = String::with_capacity(text.len());
    for byte in text.replace("\r\n", "\n").bytes() {
        let is_end = matches!(byte, b'\r' | b'\n');
        // No sequence continues over a line end, so an unterminated one loses as little as possible.
        if is_end || machine.state() == State::Paste {
            machine.forget();
        }
        let is_text = matches!(machine.state(), State::Ground | State::Character { .. });
        machine.take(byte, false, &mut events);
        for event in events.drain(..) {
            plain.extend(match event {
                Event::Key(key) if key == Key::plain(Code::Enter) && is_end => Some('\n'),
                Event::Key(key) if key == Key::plain(Code::Tab) && byte == b'\t' => Some('\t'),
                // A sequence may stand for a character.
                Event::Key(key) if is_text || !byte.is_ascii() => key.typed(),
                _ => None,
            });
        }
    }
    plain
}
