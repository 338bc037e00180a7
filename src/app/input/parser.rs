//! Turns a terminal's bytes into keys, pastes and focus events: pure, with the time as an argument.
//!
//! Each byte advances the [`Machine`]; nothing depends on how the bytes were split into reads. Unfinished input
//! has a [`deadline`](Parser::deadline), at which [`settle`](Parser::settle) decides what it was:
//!
//! | unfinished | waits after its last byte | then it is |
//! |---|---|---|
//! | `ESC` | [`Waits::escape`] | the key Esc |
//! | `ESC [`, `ESC O`, `ESC ]` … and nothing else | [`Waits::rest`] | the key with Alt |
//! | the rest of a key or an answer, half a character | [`Waits::rest`] | dropped |
//! | a paste | [`Waits::rest`] | pasted |
//!
//! An answer and a paste also have a limit in total; otherwise, if its end is lost, whatever the user types would
//! vanish into it. Ctrl-c ends whatever is unfinished and is always a key. In a paste, whose text may contain it,
//! it is one only after a pause, or as the last byte when the end is overdue.
//!
//! The rest of abandoned input may still arrive some seconds later: then it is skipped to its end as if it had
//! come in time. [`Cut`] tells it from keys.

use super::{
    Event,
    machine::{Machine, State},
    remainder::{Cut, Verdict},
    waits::Waits,
};
use std::{
    mem::take,
    time::{Duration, Instant},
};

/// After this pause, a Ctrl-c within a paste was pressed, not pasted.
const PAUSE: Duration = Duration::from_millis(100);
/// Bytes that may be a rest are held for at most this long, and at most this many of them.
const LONGEST_HOLD: Duration = Duration::from_millis(200);
const MOST_HELD: usize = 64;

/// Turns bytes into events.
#[derive(Debug)]
pub struct Parser {
    waits: Waits,
    machine: Machine,
    /// When the unfinished input began, and when its last byte arrived.
    began: Instant,
    latest: Instant,
    /// Input that was abandoned unfinished.
    cut: Option<Cut>,
    /// Bytes that may be the rest of it; the next bytes decide, or their absence.
    held: Vec<u8>,
    /// Since when bytes are held.
    holds: Instant,
}

impl Parser {
    pub fn new(waits: Waits, now: Instant) -> Self {
        Self {
            waits,
            machine: Machine::default(),
            began: now,
            latest: now,
            cut: None,
            held: Vec::new(),
            holds: now,
        }
    }

    /// Sets the byte that the Backspace key sends.
    pub const fn set_backspace(&mut self, byte: u8) {
        self.machine.backspace = byte;
    }

    /// Forgets unfinished input: another program has read the rest, or may leave us one.
    pub fn forget(&mut self, now: Instant) {
        self.machine.forget();
        self.held.clear();
        self.cut = Some(Cut::of_another(now));
    }

    /// Whether bytes are held until more arrive.
    pub const fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// Takes newly read bytes.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        if self.held.is_empty() {
            self.holds = now;
            self.classify(bytes, now, events);
        } else {
            self.held.extend(bytes);
            let bytes = take(&mut self.held);
            self.classify(&bytes, now, events);
        }
    }

    /// Checks whether these bytes are the rest of abandoned input.
    fn classify(&mut self, mut bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        self.cut.take_if(|cut| now >= cut.end());
        if self.ends_answer(bytes) {
            self.machine.forget();
            self.cut = None;
            bytes = bytes.get(1..).unwrap_or_default();
        }
        if self.machine.state() == State::Ground
            && let Some(cut) = &self.cut
        {
            match cut.classify(bytes, now, self.waits) {
                Verdict::GoesOn => {
                    if let Some(begun) = self.cut.take().and_then(Cut::into_begun) {
                        self.machine.resume(begun);
                        self.began = now;
                    }
                }
                Verdict::Gone(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Verdict::Unclear if now < self.holds + LONGEST_HOLD && bytes.len() <= MOST_HELD => {
                    self.held = bytes.to_vec();
                    self.latest = now;
                    return;
                }
                Verdict::Unclear | Verdict::Keys => {}
            }
        }
        self.take(bytes, now, events);
    }

    /// Whether these bytes begin with the second byte of the terminator of an abandoned answer.
    fn ends_answer(&self, bytes: &[u8]) -> bool {
        self.machine.state() == State::Escape { twice: false }
            && bytes.first() == Some(&b'\\')
            && self.cut.as_ref().is_some_and(Cut::is_answer)
    }

    fn take(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        // If bytes never stop arriving, nobody checks the deadline otherwise.
        if self.machine.state() == State::Paste && self.deadline().is_some_and(|end| now >= end) {
            self.settle(now, events);
        }
        for (at, byte) in bytes.iter().enumerate() {
            if self.machine.state() == State::Ground {
                self.began = now;
            }
            let paused = now.saturating_duration_since(self.latest) >= PAUSE;
            let is_last = at + 1 == bytes.len();
            let overdue = now.saturating_duration_since(self.began) >= self.waits.rest;
            self.latest = now;
            self.machine
                .take(*byte, paused || is_last && overdue, events);
        }
    }

    /// When the unfinished input has waited long enough.
    pub fn deadline(&self) -> Option<Instant> {
        if let Some(cut) = self.cut.as_ref().filter(|_| self.holds()) {
            return Some(self.latest + cut.hold(self.waits));
        }
        let wait = match self.machine.state() {
            State::Ground => return None,
            State::Escape { .. } => self.waits.escape,
            _ => self.waits.rest,
        };
        let soon = self.latest + wait;
        let limit = self.machine.limit().map(|limit| self.began + limit);
        Some(limit.map_or(soon, |limit| soon.min(limit)))
    }

    /// Decides what unfinished input was, if it has waited long enough.
    pub fn settle(&mut self, now: Instant, events: &mut Vec<Event>) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        if self.holds() {
            // They count from when they arrived, not from when that was decided.
            let bytes = take(&mut self.held);
            return self.take(&bytes, self.latest, events);
        }
        self.machine.give_up(events);
        self.cut = Cut::new(self.machine.cut(), now).or(self.cut.take());
    }
}
