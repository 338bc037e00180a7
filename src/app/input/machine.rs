//! The grammar of terminal input: a state machine fed byte by byte, without a clock.

use super::{
    Event,
    answer::{Answer, Step},
    mouse,
    paste::Paste,
    sequence::{self, Meaning},
};
use crate::key::{Code, Key};
use std::{str::from_utf8, time::Duration};

pub const ESC: u8 = 0x1b;
pub const BELL: u8 = 0x07;
pub const CTRL_C: u8 = 0x03;
pub const DELETE: u8 = 0x7f;

/// The longest part of a sequence that is kept: more than any key has.
const LONGEST_SEQUENCE: usize = 64;

/// The state of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is unfinished.
    Ground,
    /// In a UTF-8 character.
    Character {
        alt: bool,
    },
    /// After one or two ESC: the first may be Alt or Esc.
    Escape {
        twice: bool,
    },
    /// After `ESC [`; its bytes are in `text`.
    Control {
        alt: bool,
    },
    /// After `ESC O`.
    Application {
        alt: bool,
    },
    /// After `ESC [ [`.
    Console,
    /// After `ESC [ M`, with this many bytes of the mouse report missing.
    Mouse {
        left: u8,
    },
    /// In a string sequence: OSC, DCS, APC, PM, SOS.
    Answer(Answer),
    Paste,
}

/// Turns bytes into events.
#[derive(Debug)]
pub struct Machine {
    /// The byte of the Backspace key: 0x7f on nearly every terminal, 0x08 on a few.
    pub backspace: u8,
    state: State,
    /// The bytes of an unfinished sequence or character, as far as they are kept.
    text: Vec<u8>,
    /// An unfinished paste.
    paste: Paste,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            backspace: DELETE,
            state: State::Ground,
            text: Vec::new(),
            paste: Paste::default(),
        }
    }
}

impl Machine {
    pub const fn state(&self) -> State {
        self.state
    }

    /// Takes the unfinished state and its bytes, and resets the machine.
    pub fn cut(&mut self) -> (State, Vec<u8>) {
        let state = std::mem::replace(&mut self.state, State::Ground);
        (state, std::mem::take(&mut self.text))
    }

    /// Restores what [`Self::cut`] returned.
    pub fn resume(&mut self, (state, text): (State, Vec<u8>)) {
        self.state = state;
        self.text = text;
    }

    /// Forgets what is unfinished.
    pub fn forget(&mut self) {
        self.begin(State::Ground);
        self.paste = Paste::default();
    }

    /// How long the unfinished input may take in total.
    pub fn limit(&self) -> Option<Duration> {
        match self.state {
            State::Answer(answer) => Some(answer.limit()),
            State::Paste => Some(self.paste.limit()),
            _ => None,
        }
    }

    /// Emits the keys contained in unfinished input that nothing follows.
    pub fn give_up(&mut self, events: &mut Vec<Event>) {
        match self.state {
            State::Escape { twice } => escapes(if twice { 2 } else { 1 }, events),
            State::Control { alt } if self.text.is_empty() => alone(b'[', alt, events),
            State::Application { alt } if self.text.is_empty() => alone(b'O', alt, events),
            State::Answer(answer) => {
                if let Some(letter) = answer.only() {
                    alone(letter, false, events);
                }
            }
            State::Paste => {
                let pressed = self.paste.interrupts();
                self.end_paste(events);
                events.extend((0..pressed).map(|_| Event::Key(Key::ctrl('c'))));
            }
            _ => {}
        }
    }

    fn begin(&mut self, state: State) {
        self.state = state;
        self.text.clear();
    }

    /// Keeps a byte of a sequence. Bytes beyond the length of any key are skipped.
    fn keep(&mut self, byte: u8) {
        if self.text.len() < LONGEST_SEQUENCE {
            self.text.push(byte);
        }
    }

    /// Takes a byte; in a paste, `pressed` says that it may be a key press.
    pub fn take(&mut self, byte: u8, pressed: bool, events: &mut Vec<Event>) {
        match self.state {
            State::Ground => self.ground(byte, events),
            State::Character { alt } => self.character(byte, alt, events),
            State::Escape { twice } => self.escape(byte, twice, events),
            State::Control { alt } => self.control(byte, alt, events),
            State::Application { alt } => self.application(byte, alt, events),
            State::Console => {
                self.begin(State::Ground);
                if breaks(byte) {
                    self.ground(byte, events);
                } else {
                    events.extend(sequence::console(byte).map(Event::Key));
                }
            }
            // A coordinate beyond the maximum is reported as NUL.
            State::Mouse { .. } if byte < 0x20 && byte != 0 => {
                self.begin(State::Ground);
                self.ground(byte, events);
            }
            State::Mouse { left } => {
                self.keep(byte);
                self.state = State::Mouse { left: left - 1 };
                if left == 1 {
                    events.extend(mouse::x10(&self.text).map(Event::Mouse));
                    self.begin(State::Ground);
                }
            }
            State::Answer(answer) => self.answer(byte, answer, events),
            State::Paste => self.paste(byte, pressed, events),
        }
    }

    fn ground(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            ESC => self.begin(State::Escape { twice: false }),
            0..0x20 | 0x7f => self.control_key(byte, false, events),
            0x20..0x7f => events.push(Event::Key(Key::char(char::from(byte)))),
            // 8-bit forms of the sequences after ESC; no character begins with these bytes.
            0x80..0xa0 if self.begin_sequence(byte - 0x40, false, None) => {}
            0xc2..0xf5 => {
                self.begin(State::Character { alt: false });
                self.text.push(byte);
            }
            _ => {}
        }
    }

    /// Begins the sequence that this byte introduces after ESC, if any.
    fn begin_sequence(&mut self, byte: u8, alt: bool, letter: Option<u8>) -> bool {
        let state = match byte {
            b'[' => State::Control { alt },
            b'O' => State::Application { alt },
            b']' | b'P' | b'_' | b'^' | b'X' => State::Answer(Answer::begin(letter)),
            _ => return false,
        };
        self.begin(state);
        true
    }

    /// After ESC: the beginning of a sequence, or a key with Alt.
    fn escape(&mut self, byte: u8, twice: bool, events: &mut Vec<Event>) {
        // Before a sequence the first ESC is Alt, otherwise it was Esc.
        let alt = twice && matches!(byte, b'[' | b'O');
        if twice && !alt {
            escapes(1, events);
        }
        if byte == ESC {
            self.begin(State::Escape { twice: true });
            return;
        }
        if self.begin_sequence(byte, alt, Some(byte)) {
            return;
        }
        self.begin(State::Ground);
        match byte {
            CTRL_C => {
                escapes(1, events);
                self.ground(byte, events);
            }
            0..0x20 | 0x7f => self.control_key(byte, true, events),
            0x20..0x7f => events.push(Event::Key(with_alt(Key::char(char::from(byte)), true))),
            0xc2..0xf5 => {
                self.begin(State::Character { alt: true });
                self.text.push(byte);
            }
            _ => self.ground(byte, events),
        }
    }

    /// The key of a control character.
    fn control_key(&self, byte: u8, alt: bool, events: &mut Vec<Event>) {
        let key = match byte {
            _ if byte == self.backspace => Key::plain(Code::Backspace),
            b'\r' | b'\n' => Key::plain(Code::Enter),
            b'\t' => Key::plain(Code::Tab),
            0 => Key::ctrl(' '),
            1..=0x1a => Key::ctrl(char::from(byte - 1 + b'a')),
            0x1c..=0x1f => Key::ctrl(char::from(byte - 0x1c + b'4')),
            _ => Key::plain(Code::Backspace),
        };
        events.push(Event::Key(with_alt(key, alt)));
    }

    fn character(&mut self, byte: u8, alt: bool, events: &mut Vec<Event>) {
        if !(0x80..0xc0).contains(&byte) {
            // Not a valid character: the byte counts by itself.
            self.begin(State::Ground);
            self.ground(byte, events);
            return;
        }
        self.text.push(byte);
        let whole = match self.text.first() {
            Some(0xc2..0xe0) => 2,
            Some(0xe0..0xf0) => 3,
            _ => 4,
        };
        if self.text.len() < whole {
            return;
        }
        let character = from_utf8(&self.text)
            .ok()
            .and_then(|text| text.chars().next());
        self.begin(State::Ground);
        match character {
            // The 8-bit introducers encoded as UTF-8, as some terminals send them.
            Some(c @ '\u{80}'..='\u{9f}') => {
                self.begin_sequence(c as u8 - 0x40, false, None);
            }
            Some(c) => events.push(Event::Key(with_alt(Key::char(c), alt))),
            None => {}
        }
    }

    fn control(&mut self, byte: u8, alt: bool, events: &mut Vec<Event>) {
        if breaks(byte) {
            return self.broken(byte, alt && self.text.is_empty(), events);
        }
        self.keep(byte);
        let ends = match (byte, self.text.as_slice()) {
            (b'[', [_]) => {
                self.begin(State::Console);
                return;
            }
            // rxvt ends keys with Shift this way, only after a number.
            (b'$', [digits @ .., _]) => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
            (byte, _) => is_final(byte),
        };
        if !ends {
            return;
        }
        let is_mouse = self.text == b"M";
        let meaning = if self.text.len() < LONGEST_SEQUENCE {
            sequence::control(&self.text)
        } else {
            Meaning::Nothing
        };
        self.begin(State::Ground);
        match meaning {
            Meaning::Key(key) if alt && !key.alt => events.push(Event::Key(with_alt(key, true))),
            Meaning::Key(key) => {
                escapes(usize::from(alt), events);
                events.push(Event::Key(key));
            }
            Meaning::Mouse(event) => {
                escapes(usize::from(alt), events);
                events.push(Event::Mouse(event));
            }
            Meaning::Focus(focus) => {
                escapes(usize::from(alt), events);
                events.push(Event::Focus(focus));
            }
            Meaning::Width(cells) => {
                escapes(usize::from(alt), events);
                events.push(Event::Width(cells));
            }
            Meaning::Paste => {
                escapes(usize::from(alt), events);
                self.begin(State::Paste);
            }
            Meaning::Nothing => {
                escapes(usize::from(alt), events);
                if is_mouse {
                    self.begin(State::Mouse { left: 3 });
                }
            }
        }
    }

    fn application(&mut self, byte: u8, alt: bool, events: &mut Vec<Event>) {
        if breaks(byte) {
            return self.broken(byte, alt && self.text.is_empty(), events);
        }
        self.keep(byte);
        if !is_final(byte) {
            return;
        }
        let key = sequence::application(&self.text);
        events.extend(key.map(|key| Event::Key(with_alt(key, alt || key.alt))));
        self.begin(State::Ground);
    }

    /// A byte that cannot occur in a sequence breaks it off and counts by itself.
    fn broken(&mut self, byte: u8, escape: bool, events: &mut Vec<Event>) {
        escapes(usize::from(escape), events);
        self.begin(State::Ground);
        self.ground(byte, events);
    }

    fn answer(&mut self, byte: u8, mut answer: Answer, events: &mut Vec<Event>) {
        match answer.take(byte) {
            Step::GoesOn => {
                self.state = State::Answer(answer);
                self.keep(byte);
            }
            Step::Ends => {
                events.extend(sequence::background(&self.text).map(Event::Background));
                self.begin(State::Ground);
            }
            Step::Escape => {
                self.begin(State::Ground);
                self.escape(byte, false, events);
            }
            Step::Interrupted => self.broken(byte, false, events),
        }
    }

    fn paste(&mut self, byte: u8, pressed: bool, events: &mut Vec<Event>) {
        if byte == CTRL_C && pressed {
            self.end_paste(events);
            self.ground(byte, events);
        } else if self.paste.take(byte) {
            self.end_paste(events);
        }
    }

    fn end_paste(&mut self, events: &mut Vec<Event>) {
        events.push(std::mem::take(&mut self.paste).into());
        self.begin(State::Ground);
    }
}

fn escapes(times: usize, events: &mut Vec<Event>) {
    events.extend((0..times).map(|_| Event::Key(Key::plain(Code::Esc))));
}

/// Whether this byte ends a sequence.
pub const fn is_final(byte: u8) -> bool {
    matches!(byte, 0x40..0x7f)
}

/// Whether this byte cannot occur in a sequence.
const fn breaks(byte: u8) -> bool {
    !matches!(byte, 0x20..0x7f)
}

const fn with_alt(mut key: Key, alt: bool) -> Key {
    key.alt = key.alt || alt;
    key
}

/// ESC and a letter that nothing followed.
fn alone(letter: u8, twice: bool, events: &mut Vec<Event>) {
    if twice {
        events.push(Event::Key(Key::plain(Code::Esc)));
    }
    events.push(Event::Key(with_alt(Key::char(char::from(letter)), true)));
}
