//! The bytes of a terminal, turned into keys, pastes and the focus: pure, with the time as an
//! argument.
//!
//! A byte moves the [`Machine`] on; nothing depends on how the bytes were cut into reads. What is
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
//!
//! What is given up may still come, for some seconds: then it is gone through to its end as if it had
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

/// After such a pause a Ctrl-c within a paste was pressed, not pasted.
const PAUSE: Duration = Duration::from_millis(100);
/// Bytes that may be a rest are held no longer than this, and no more than so many.
const LONGEST_HOLD: Duration = Duration::from_millis(200);
const MOST_HELD: usize = 64;

/// Turns bytes into events.
#[derive(Debug)]
pub struct Parser {
    waits: Waits,
    machine: Machine,
    /// When what is unfinished has begun, and when its last byte has come.
    began: Instant,
    latest: Instant,
    /// What was given up unfinished.
    cut: Option<Cut>,
    /// What may be the rest of that: the next bytes tell, or that none follow.
    held: Vec<u8>,
    /// Since when something is held.
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

    /// Takes this byte for Backspace.
    pub const fn set_backspace(&mut self, byte: u8) {
        self.machine.backspace = byte;
    }

    /// Forgets what is unfinished: somebody else has read the rest, or will leave us one.
    pub fn forget(&mut self, now: Instant) {
        self.machine.forget();
        self.held.clear();
        self.cut = Some(Cut::of_another(now));
    }

    /// Whether bytes wait for what follows them.
    pub const fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// Takes what has come.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        if self.held.is_empty() {
            self.holds = now;
            self.judge(bytes, now, events);
        } else {
            self.held.extend(bytes);
            let bytes = take(&mut self.held);
            self.judge(&bytes, now, events);
        }
    }

    /// Looks whether these bytes are the rest of what was given up.
    fn judge(&mut self, mut bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        self.cut.take_if(|cut| now >= cut.end());
        if self.ends_answer(bytes) {
            self.machine.forget();
            self.cut = None;
            bytes = bytes.get(1..).unwrap_or_default();
        }
        if self.machine.state() == State::Ground
            && let Some(cut) = &self.cut
        {
            match cut.judge(bytes, now, self.waits) {
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

    /// Whether the second byte of the end of an answer has come that was given up.
    fn ends_answer(&self, bytes: &[u8]) -> bool {
        self.machine.state() == State::Escape { twice: false }
            && bytes.first() == Some(&b'\\')
            && self.cut.as_ref().is_some_and(Cut::is_answer)
    }

    fn take(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        // Where bytes never stop, nobody gets to look at the deadline.
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

    /// When what is unfinished has waited long enough.
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

    /// Makes the best of what is unfinished, if it has waited long enough.
    pub fn settle(&mut self, now: Instant, events: &mut Vec<Event>) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        if self.holds() {
            // They count from when they came, not from the end of the doubt about them.
            let bytes = take(&mut self.held);
            return self.take(&bytes, self.latest, events);
        }
        self.machine.give_up(events);
        self.cut = Cut::new(self.machine.cut(), now).or(self.cut.take());
    }
}
