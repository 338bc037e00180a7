//! The rest of something that was given up unfinished, told from keys.
//!
//! A network that stalls, or a terminal that is stopped, may deliver the second half of an answer
//! seconds after the first. A hand presses a key at a time, and a slow line bundles a few keys, so
//! only what is surely no key is a rest: **two bytes or more that came as good as at once, and go on
//! as the grammar of what was cut wants it.** One letter is a key, and so are Enter, the arrows and
//! everything else that ends in a control character or begins with ESC, but for the end of an answer.
//! What might become a rest is held for as long as no hand needs for its next key.

use super::{
    answer::{Answer, Step},
    machine::{BELL, DELETE, ESC, State, is_final},
    waits::Waits,
};
use std::{
    str::from_utf8,
    time::{Duration, Instant},
};

/// How long the rest may still come.
const AFTERMATH: Duration = Duration::from_secs(5);
/// A terminal's answer to a program that has ended may still be on its way for so long, and its
/// beginning may be lost.
const AFTER_ANOTHER: Duration = Duration::from_millis(250);
/// Bytes that follow each other so soon are one piece; no two keys of a hand do.
const AT_ONCE: Duration = Duration::from_millis(20);
/// So many characters at once are not pressed, unless it is one that is held.
const TEXT: usize = 4;

/// Something that was given up unfinished.
#[derive(Debug)]
pub struct Cut {
    since: Instant,
    /// What it was and its bytes; unknown where another program has read the beginning.
    begun: Option<(State, Vec<u8>)>,
}

/// What bytes are that come after something was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The rest of it.
    GoesOn,
    /// So many of them are the rest of something whose beginning is unknown.
    Gone(usize),
    /// Perhaps the rest: what follows at once tells.
    Unclear,
    Keys,
}

impl Cut {
    /// Nothing may follow a paste or half a character.
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

    /// Of what another program may have left behind.
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

    /// Until when the rest may come.
    pub fn end(&self) -> Instant {
        self.since
            + match self.state() {
                None => AFTER_ANOTHER,
                Some(_) => AFTERMATH,
            }
    }

    /// How long bytes are held that may be the rest.
    pub fn hold(&self, waits: Waits) -> Duration {
        match self.state() {
            Some(State::Escape { .. }) => 2 * waits.escape,
            _ => AT_ONCE,
        }
    }

    pub fn is_answer(&self) -> bool {
        matches!(self.state(), Some(State::Answer(_)))
    }

    pub fn judge(&self, bytes: &[u8], now: Instant, waits: Waits) -> Verdict {
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

/// After an ESC that became a key: nobody types a whole sequence at once. A beginning alone is held
/// where it comes sooner than a hand is at its next key.
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

/// The place of the mouse in bytes.
fn mouse(bytes: &[u8], left: usize) -> Verdict {
    let place = |byte: &u8| *byte == 0 || *byte >= 0x20;
    // Beyond ASCII a place is no character, but by chance, and begins no sequence.
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
            // Its beginning alone was a key with Alt, and Ctrl-g is one, too.
            Step::Ends if at == 0 && nothing_yet => return Verdict::Keys,
            Step::Ends => return Verdict::GoesOn,
            // Its end is lost: something else begins.
            Step::Escape => {
                bytes = bytes.get(..at).unwrap_or_default();
                break;
            }
            Step::GoesOn | Step::Interrupted => return Verdict::Keys,
        }
    }
    // Where there is no end, it must look like nothing that is typed.
    match bytes {
        [] | [ESC, ..] => Verdict::Keys,
        _ if !bytes.is_ascii() => Verdict::Unclear,
        [first, _, ..] if begins_rest(*first) => Verdict::GoesOn,
        _ if bytes.len() >= TEXT && !is_one_key(bytes) => Verdict::GoesOn,
        _ => Verdict::Unclear,
    }
}

/// Whether one key that is held sends this.
fn is_one_key(bytes: &[u8]) -> bool {
    bytes.windows(2).all(|two| two.first() == two.last())
}

/// What begins like a rest, but not like a name or a command.
const fn begins_rest(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b';' | b':' | b'/' | b'?' | b'>' | b'$')
}

/// The rest of an answer whose beginning somebody else has read: it ends as answers do, or begins
/// with what only answers begin with.
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
