//! Tells the rest of abandoned input from keys.
//!
//! A stalled network or a stopped terminal may deliver the second half of an answer seconds after the first.
//! People press one key at a time and a slow line bundles a few keys, so only what can hardly be a key counts as
//! a rest: **two or more bytes that arrive practically at once and continue according to the grammar of what was
//! cut.** A single letter is a key, and so are Enter, the arrows and everything else that ends in a control
//! character or begins with ESC, except the terminator of an answer. What might become a rest is held for less
//! time than anyone needs for the next key.

use super::{
    answer::{Answer, Step},
    machine::{BELL, DELETE, ESC, State, is_final},
    waits::Waits,
};
use std::{
    str::from_utf8,
    time::{Duration, Instant},
};

/// How long the rest may still arrive.
const AFTERMATH: Duration = Duration::from_secs(5);
/// For this long, a terminal's answer to a program that has ended may still arrive, with its beginning missing.
const AFTER_ANOTHER: Duration = Duration::from_millis(250);
/// Bytes this close together are one piece; no two key presses are.
const AT_ONCE: Duration = Duration::from_millis(20);
/// This many characters at once were not typed, unless they come from one held key.
const TEXT: usize = 4;

/// Input that was abandoned unfinished.
#[derive(Debug)]
pub struct Cut {
    since: Instant,
    /// The state and its bytes; `None` if another program may have read the beginning.
    begun: Option<(State, Vec<u8>)>,
}

/// What bytes are that arrive after input was abandoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The rest of it.
    GoesOn,
    /// This many of them are the rest of something whose beginning is unknown.
    Gone(usize),
    /// Perhaps the rest: what follows at once decides.
    Unclear,
    Keys,
}

impl Cut {
    /// Returns `None` for a paste or half a character: their rest cannot be recognized.
    pub fn new(begun: (State, Vec<u8>), now: Instant) -> Option<Self> {
        let is_known = !matches!(
            begun.0,
            State::Ground | State::Paste | State::Character { .. }
        );
        is_known.then_some(Self {
            since: now,
            begun: Some(begun),
        })
    }

    /// For what another program may have left behind.
    pub const fn of_another(now: Instant) -> Self {
        Self {
            since: now,
            begun: None,
        }
    }

    pub fn into_begun(self) -> Option<(State, Vec<u8>)> {
        self.begun
    }

    fn state(&self) -> Option<State> {
        self.begun.as_ref().map(|(state, _)| *state)
    }

    fn is_empty(&self) -> bool {
        self.begun.as_ref().is_none_or(|(_, text)| text.is_empty())
    }

    /// Until when the rest may arrive.
    pub fn end(&self) -> Instant {
        self.since
            + match self.state() {
                None => AFTER_ANOTHER,
                Some(_) => AFTERMATH,
            }
    }

    /// How long to hold bytes that may be the rest.
    pub fn hold(&self, waits: Waits) -> Duration {
        match self.state() {
            Some(State::Escape { .. }) => 2 * waits.escape,
            _ => AT_ONCE,
        }
    }

    pub fn is_answer(&self) -> bool {
        matches!(self.state(), Some(State::Answer(_)))
    }

    pub fn classify(&self, bytes: &[u8], now: Instant, waits: Waits) -> Verdict {
        let since = now.saturating_duration_since(self.since);
        match self.state() {
            None => of_another(bytes),
            Some(State::Escape { .. }) if since > waits.rest => Verdict::Keys,
            Some(State::Escape { .. }) => after_escape(bytes, since <= 2 * waits.escape),
            Some(State::Control { .. }) if bytes.first() == Some(&b'M') && self.is_empty() => {
                mouse(bytes, 4)
            }
            Some(State::Control { .. } | State::Application { .. }) => parameters(bytes),
            Some(State::Mouse { left }) => mouse(bytes, usize::from(left)),
            Some(State::Answer(answer)) => text(bytes, answer),
            Some(State::Console | State::Ground | State::Paste | State::Character { .. }) => {
                Verdict::Keys
            }
        }
    }
}

/// After an ESC that became a key: nobody types a whole sequence at once. The beginning of one is held only if it
/// arrives sooner than anyone could press the next key.
fn after_escape(bytes: &[u8], is_soon: bool) -> Verdict {
    match bytes {
        [b'[', second, ..] if *second != b'[' => Verdict::GoesOn,
        [b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S'] => Verdict::GoesOn,
        [b']' | b'P' | b'_' | b'^' | b'X', .., last] if matches!(*last, BELL | b'\\') => {
            Verdict::GoesOn
        }
        [b']', digits @ .., b';'] if is_number(digits) => Verdict::GoesOn,
        [b']', rest @ ..] if begins_setting(rest) => Verdict::GoesOn,
        [b'[' | b'O'] if is_soon => Verdict::Unclear,
        [b']', digits @ ..] if is_soon && digits.iter().all(u8::is_ascii_digit) => Verdict::Unclear,
        _ => Verdict::Keys,
    }
}

/// `11;…`: the number of a setting and its value.
fn begins_setting(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .position(|byte| *byte == b';')
        .is_some_and(|at| bytes.get(..at).is_some_and(is_number))
}

fn is_number(digits: &[u8]) -> bool {
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}

/// The parameters of a sequence and the letter that ends it.
fn parameters(bytes: &[u8]) -> Verdict {
    let inner = |byte: &u8| matches!(byte, 0x20..0x40);
    let count = bytes.iter().take_while(|byte| inner(byte)).count();
    let separates = |byte: &u8| matches!(byte, b':' | b';' | b'<'..=b'?');
    match bytes.get(count) {
        Some(last) if count > 0 && is_final(*last) => Verdict::GoesOn,
        None if count > 1 && bytes.iter().any(separates) => Verdict::GoesOn,
        None => Verdict::Unclear,
        Some(_) => Verdict::Keys,
    }
}

/// The coordinates of a mouse report.
fn mouse(bytes: &[u8], left: usize) -> Verdict {
    let place = |byte: &u8| *byte == 0 || *byte >= 0x20;
    // Beyond ASCII, coordinates form a character only by chance, and begin no sequence.
    let is_character = match bytes {
        [first, ..] if !bytes.is_ascii() => matches!(first, 0x80..0xa0) || from_utf8(bytes).is_ok(),
        _ => false,
    };
    match bytes.get(..left) {
        _ if left < 2 || is_character => Verdict::Keys,
        Some(rest) if rest.iter().all(place) && !is_one_key(rest) => Verdict::GoesOn,
        None if bytes.iter().all(place) => Verdict::Unclear,
        _ => Verdict::Keys,
    }
}

fn text(bytes: &[u8], mut answer: Answer) -> Verdict {
    let nothing_yet = answer.only().is_some();
    let mut bytes = bytes;
    for (at, byte) in bytes.iter().enumerate() {
        match answer.take(*byte) {
            Step::GoesOn if *byte == ESC || *byte >= 0x20 && *byte != DELETE => {}
            // Its beginning alone was a key with Alt, and Ctrl-g is a key as well.
            Step::Ends if at == 0 && nothing_yet => return Verdict::Keys,
            Step::Ends => return Verdict::GoesOn,
            // The terminator is lost: something else begins.
            Step::Escape => {
                bytes = bytes.get(..at).unwrap_or_default();
                break;
            }
            Step::GoesOn | Step::Interrupted => return Verdict::Keys,
        }
    }
    // Without a terminator, it must not look like anything typed.
    match bytes {
        [] | [ESC, ..] => Verdict::Keys,
        _ if !bytes.is_ascii() => Verdict::Unclear,
        [first, _, ..] if begins_rest(*first) => Verdict::GoesOn,
        _ if bytes.len() >= TEXT && !is_one_key(bytes) => Verdict::GoesOn,
        _ => Verdict::Unclear,
    }
}

/// Whether a single held key could send this.
fn is_one_key(bytes: &[u8]) -> bool {
    bytes.windows(2).all(|two| two.first() == two.last())
}

/// Whether a rest often begins this way, but no name or command does.
const fn begins_rest(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b';' | b':' | b'/' | b'?' | b'>' | b'$')
}

/// The rest of an answer whose beginning another program has read: it ends as answers do, or begins as only
/// answers do.
fn of_another(bytes: &[u8]) -> Verdict {
    let bell = bytes.iter().rposition(|byte| *byte == BELL);
    let string = bytes.windows(2).rposition(|two| two == [ESC, b'\\']);
    if let Some(end) = bell.max(string.map(|at| at + 1)) {
        return Verdict::Gone(end + 1);
    }
    match bytes {
        [first] if begins_rest(*first) => Verdict::Unclear,
        [first, _, ..] if begins_rest(*first) => Verdict::Gone(bytes.len()),
        _ => Verdict::Keys,
    }
}
