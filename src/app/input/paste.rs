//! A paste that the terminal marks: its bytes, up to the mark of its end.

use super::{
    Event,
    machine::{CTRL_C, ESC, Machine, State},
};
use crate::key::{Code, Key};
use std::time::Duration;

const END: &[u8] = b"\x1b[201~";
/// The most that is kept, bytes.
pub const LONGEST: usize = 256 * 1024;
/// What a paste may take in all, and the time that each of its bytes gives it besides: a slow line
/// is faster, and no hand or held key is.
const WHOLE: Duration = Duration::from_secs(5);
const PER_BYTE: Duration = Duration::from_millis(4);

/// A paste that is on its way.
#[derive(Debug, Default)]
pub struct Paste {
    bytes: Vec<u8>,
    /// So many bytes of the mark of its end were there last.
    matched: usize,
    is_cut: bool,
}

impl Paste {
    /// Takes a byte; answers whether it was the end.
    pub fn take(&mut self, byte: u8) -> bool {
        if END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            return self.matched == END.len();
        }
        // It was not the end.
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

    /// How long it may take in all.
    pub fn limit(&self) -> Duration {
        WHOLE + PER_BYTE * u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }

    /// How often Ctrl-c was pressed at its end, if that was lost.
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

/// The text alone: neither control characters nor what begins with one. Terminals send what Enter
/// sends for the end of a line.
fn plain(text: &str) -> String {
    let mut machine = Machine::default();
    let mut events = Vec::new();
    let mut plain = String::with_capacity(text.len());
    for byte in text.replace("\r\n", "\n").bytes() {
        let is_end = matches!(byte, b'\r' | b'\n');
        // Nothing goes on over the end of a line: of what has no end the least is lost.
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
