//! The bytes of a terminal, turned into keys, pastes and the focus: pure, with the time as an
//! argument.
//!
//! A byte moves the machine on; nothing depends on how the bytes were cut into reads. What is
//! unfinished has a [`deadline`](Parser::deadline), at which [`settle`](Parser::settle) makes the
//! best of it:
//!
//! | unfinished | waits since its last byte | then it is |
//! |---|---|---|
//! | `ESC` | [`Waits::escape`] | the key Esc |
//! | `ESC [`, `ESC O`, `ESC ]` … and nothing else | [`Waits::rest`] | the key with Alt |
//! | the rest of a key or an answer, half a character | [`Waits::rest`] | nothing |
//! | a paste | [`Waits::rest`] | pasted |
//!
//! An answer and a paste have a limit in all, too, or who goes on typing into one whose end is lost
//! would never be heard again. Ctrl-c ends whatever is unfinished and is always a key; in a paste
//! only after a pause, or as the last that came where its end is overdue, since text may hold one.

use super::{
    Event,
    answer::{Answer, Step},
    paste::Paste,
    sequence::{self, Meaning},
    waits::Waits,
};
use crate::key::{Code, Key};
use std::{
    str::from_utf8,
    time::{Duration, Instant},
};

pub const ESC: u8 = 0x1b;
pub const BELL: u8 = 0x07;
pub const CTRL_C: u8 = 0x03;

/// The most of a sequence that is kept: more than any key has.
const LONGEST_SEQUENCE: usize = 64;
/// After such a pause a Ctrl-c within a paste was pressed, not pasted.
const PAUSE: Duration = Duration::from_millis(100);

/// Where in its grammar the machine stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing is unfinished.
    Ground,
    /// Bytes of a character.
    Character {
        alt: bool,
    },
    /// After ESC, or after two of them: the first may be Alt or Esc.
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
    /// After `ESC [ M`: so many bytes of the mouse are to come.
    Mouse {
        left: u8,
    },
    /// In an answer that has a text: OSC, DCS, APC, PM, SOS.
    Answer(Answer),
    Paste,
}

/// Turns bytes into events.
#[derive(Debug)]
pub struct Parser {
    waits: Waits,
    /// The byte of the key Backspace: 0x7f on nearly every terminal, 0x08 on a few.
    backspace: u8,
    state: State,
    /// The bytes of a sequence or a character that is unfinished, as far as they are kept.
    text: Vec<u8>,
    /// A paste that is unfinished.
    paste: Paste,
    /// When what is unfinished has begun, and when its last byte has come.
    began: Instant,
    latest: Instant,
    /// When an ESC has become a key because nothing followed in time.
    gave_up: Option<Instant>,
}

impl Parser {
    pub fn new(waits: Waits, now: Instant) -> Self {
        Self {
            waits,
            backspace: 0x7f,
            state: State::Ground,
            text: Vec::new(),
            paste: Paste::default(),
            began: now,
            latest: now,
            gave_up: None,
        }
    }

    /// Takes this byte for Backspace.
    pub const fn set_backspace(&mut self, byte: u8) {
        self.backspace = byte;
    }

    /// Forgets what is unfinished: somebody else has read the rest.
    pub fn forget(&mut self) {
        self.begin(State::Ground);
        self.paste = Paste::default();
        self.gave_up = None;
    }

    /// Takes what has come.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        if self.resumes(bytes, now) {
            self.begin(State::Escape { twice: false });
        }
        self.gave_up = None;
        // Where bytes never stop, nobody gets to look at the deadline.
        if self.state == State::Paste && now >= self.began + self.paste.limit() {
            self.settle(now, events);
        }
        for (at, byte) in bytes.iter().enumerate() {
            if self.state == State::Ground {
                self.began = now;
            }
            let paused = now.saturating_duration_since(self.latest) >= PAUSE;
            let is_last = at + 1 == bytes.len();
            let overdue = now.saturating_duration_since(self.began) >= self.waits.rest;
            self.latest = now;
            self.take(*byte, paused || is_last && overdue, events);
        }
    }

    /// The rest of a sequence whose ESC was given up too early: nobody types it in one piece.
    fn resumes(&self, bytes: &[u8], now: Instant) -> bool {
        let soon = |given_up| now.saturating_duration_since(given_up) <= self.waits.rest;
        self.state == State::Ground
            && self.gave_up.is_some_and(soon)
            && match bytes {
                [b'[', second, ..] => *second != b'[',
                [b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S'] => true,
                [b']' | b'P' | b'_' | b'^' | b'X', .., last] => matches!(*last, BELL | b'\\'),
                _ => false,
            }
    }

    /// When what is unfinished has waited long enough.
    pub fn deadline(&self) -> Option<Instant> {
        let wait = match self.state {
            State::Ground => return None,
            State::Escape { .. } => self.waits.escape,
            _ => self.waits.rest,
        };
        let soon = self.latest + wait;
        Some(match self.state {
            State::Answer(answer) => soon.min(self.began + answer.limit()),
            State::Paste => soon.min(self.began + self.paste.limit()),
            _ => soon,
        })
    }

    /// Makes the best of what is unfinished, if it has waited long enough.
    pub fn settle(&mut self, now: Instant, events: &mut Vec<Event>) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        match self.state {
            State::Escape { twice } => {
                self.escapes(if twice { 2 } else { 1 }, events);
                self.gave_up = Some(now);
            }
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
        self.begin(State::Ground);
    }

    fn begin(&mut self, state: State) {
        self.state = state;
        self.text.clear();
    }

    /// Keeps a byte of a sequence. Beyond what any key has they are only gone through to the end.
    fn keep(&mut self, byte: u8) {
        if self.text.len() < LONGEST_SEQUENCE {
            self.text.push(byte);
        }
    }

    fn take(&mut self, byte: u8, pressed: bool, events: &mut Vec<Event>) {
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
            // A place beyond the last that can be said is NUL.
            State::Mouse { .. } if byte < 0x20 && byte != 0 => {
                self.begin(State::Ground);
                self.ground(byte, events);
            }
            State::Mouse { left: 1 } => self.begin(State::Ground),
            State::Mouse { left } => self.state = State::Mouse { left: left - 1 },
            State::Answer(answer) => self.answer(byte, answer, events),
            State::Paste => self.paste(byte, pressed, events),
        }
    }

    fn ground(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            ESC => self.begin(State::Escape { twice: false }),
            0..0x20 | 0x7f => self.control_key(byte, false, events),
            0x20..0x7f => events.push(Event::Key(Key::char(char::from(byte)))),
            // The same in 8 bits as after ESC, where a character cannot begin.
            0x80..0xa0 if self.introduces(byte - 0x40, false, None) => {}
            0xc2..0xf5 => {
                self.begin(State::Character { alt: false });
                self.text.push(byte);
            }
            _ => {}
        }
    }

    /// Begins what this byte begins after ESC, if anything.
    fn introduces(&mut self, byte: u8, alt: bool, letter: Option<u8>) -> bool {
        let state = match byte {
            b'[' => State::Control { alt },
            b'O' => State::Application { alt },
            b']' | b'P' | b'_' | b'^' | b'X' => State::Answer(Answer::begin(letter)),
            _ => return false,
        };
        self.begin(state);
        true
    }

    fn escapes(&self, times: usize, events: &mut Vec<Event>) {
        events.extend((0..times).map(|_| Event::Key(Key::plain(Code::Esc))));
    }

    /// After ESC: the beginning of a sequence, or a key with Alt.
    fn escape(&mut self, byte: u8, twice: bool, events: &mut Vec<Event>) {
        // Before a key that has a sequence the first ESC is Alt, else it was Esc.
        let alt = twice && matches!(byte, b'[' | b'O');
        if twice && !alt {
            self.escapes(1, events);
        }
        if byte == ESC {
            self.begin(State::Escape { twice: true });
            return;
        }
        if self.introduces(byte, alt, Some(byte)) {
            return;
        }
        self.begin(State::Ground);
        match byte {
            CTRL_C => {
                self.escapes(1, events);
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

    /// A key that has a control character.
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
            // It is none: what does not belong to it counts by itself.
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
        let typed = character.filter(|c| !c.is_control()).map(Key::char);
        events.extend(typed.map(|key| Event::Key(with_alt(key, alt))));
        self.begin(State::Ground);
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
            // rxvt ends keys with Shift like this, after a number only.
            (b'$', [digits @ .., _]) => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
            (0x40..0x7f, _) => true,
            _ => false,
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
                self.escapes(usize::from(alt), events);
                events.push(Event::Key(key));
            }
            Meaning::Focus(focus) => {
                self.escapes(usize::from(alt), events);
                events.push(Event::Focus(focus));
            }
            Meaning::Paste => {
                self.escapes(usize::from(alt), events);
                self.begin(State::Paste);
            }
            Meaning::Nothing => {
                self.escapes(usize::from(alt), events);
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
        if !(0x40..0x7f).contains(&byte) {
            return;
        }
        let key = sequence::application(&self.text);
        events.extend(key.map(|key| Event::Key(with_alt(key, alt || key.alt))));
        self.begin(State::Ground);
    }

    /// A sequence is broken off by a byte that no sequence holds: that one counts by itself.
    fn broken(&mut self, byte: u8, escape: bool, events: &mut Vec<Event>) {
        self.escapes(usize::from(escape), events);
        self.begin(State::Ground);
        self.ground(byte, events);
    }

    fn answer(&mut self, byte: u8, mut answer: Answer, events: &mut Vec<Event>) {
        match answer.take(byte) {
            Step::GoesOn => self.state = State::Answer(answer),
            Step::Ends => self.begin(State::Ground),
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

/// Whether no sequence holds this byte.
const fn breaks(byte: u8) -> bool {
    !matches!(byte, 0x20..0x7f)
}

const fn with_alt(mut key: Key, alt: bool) -> Key {
    key.alt = key.alt || alt;
    key
}

/// ESC and a letter, after which something was to come.
fn alone(letter: u8, twice: bool, events: &mut Vec<Event>) {
    if twice {
        events.push(Event::Key(Key::plain(Code::Esc)));
    }
    events.push(Event::Key(with_alt(Key::char(char::from(letter)), true)));
}
