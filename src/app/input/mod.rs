//! Terminal input: keys, pastes, the mouse, focus and size changes.
//!
//! The bytes of a terminal are a protocol. `machine.rs` is its grammar, with `sequence.rs` for the meaning of
//! finished sequences, `mouse.rs` for reports of the mouse, and `answer.rs` and `paste.rs` for sequences that carry text. [`Parser`] adds time: how long
//! to wait for unfinished input and, with `remainder.rs`, what to do with the rest if it arrives later.
//! `ui::burst`, which knows what is on the screen, decides whether keys that arrived at once were typed or
//! pasted.
//!
//! The parser is our own. crossterm's and termina's (which grew out of crossterm's) wait forever for the end of a
//! sequence, take every byte of an unknown answer for a key, rescan a paste for each of its bytes, and tell Esc
//! from the beginning of an arrow key by where a read happened to end; termwiz's has no end for a paste or an
//! answer either. vte and vtparse parse program output: they can neither report an unfinished ESC nor read what
//! keys send (`ESC O P`, `ESC [ M`, `ESC [ [ A`).
//!
//! No thread reads: the main loop waits for the terminal as it waits for signals and replies. That saves a thread
//! switch per key, and nothing reads while another program has the terminal. In the modes set by
//! [`Screen`](super::screen::Screen) a read never blocks, even if someone else has taken the bytes.

mod answer;
mod machine;
mod mouse;
mod parser;
mod paste;
mod remainder;
mod sequence;
#[cfg(test)]
mod tests;
mod waits;

pub use sequence::PROBED;

use crate::{key::Key, ui::mouse::event::MouseEvent};
use parser::Parser;
use rustix::{
    io::Errno,
    termios::{QueueSelector, SpecialCodeIndex, tcflush, tcgetattr, ttyname},
};
use std::{
    fs::File,
    io::{self, IsTerminal},
    os::{
        fd::{AsFd, OwnedFd},
        unix::ffi::OsStrExt,
    },
    path::Path,
    time::{Duration, Instant},
};
use tokio::{
    io::{Interest, unix::AsyncFd},
    signal::unix::{Signal, SignalKind, signal},
    time::sleep_until,
};
use waits::Waits;

/// The most the kernel buffers for a terminal.
const BUFFER: usize = 4096;

/// Something that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste {
        /// The text, with `\n` line ends.
        text: String,
        /// The end is missing because the text was too long.
        is_cut: bool,
    },
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The terminal gained or lost focus.
    Focus(bool),
    /// The terminal was resized.
    Resize,
    /// The color of the terminal's background, as it was asked for: red, green and blue.
    Background([u8; 3]),
    /// The answer to [`super::screen::Screen::ask_width`]: how many cells an ambiguous character has taken.
    Width(u32),
}

/// Listens to the terminal.
#[derive(Debug)]
pub struct Input {
    terminal: AsyncFd<OwnedFd>,
    resizes: Signal,
    parser: Parser,
    bytes: Box<[u8; BUFFER]>,
    /// When the latest bytes arrived, and how long after the previous ones.
    latest: Instant,
    pause: Duration,
}

impl Input {
    /// Starts to listen; must be called inside the runtime. Input and size changes before the first
    /// [`Self::take`] are not lost.
    ///
    /// # Errors
    /// Returns an error if there is no terminal, or if it cannot be waited for.
    #[expect(
        deprecated,
        reason = "its successor is unsafe, because descriptors may be closed behind its back; ours is our own"
    )]
    pub fn listen(is_far: bool) -> io::Result<Self> {
        let resizes = signal(SignalKind::window_change())?;
        let terminal = terminal()?;
        let waits = if is_far { Waits::FAR } else { Waits::NEAR };
        let mut parser = Parser::new(waits, Instant::now());
        if let Ok(modes) = tcgetattr(&terminal)
            && modes.special_codes[SpecialCodeIndex::VERASE] == 0x08
        {
            parser.set_backspace(0x08);
        }
        Ok(Self {
            terminal: AsyncFd::with_interest(terminal, Interest::READABLE)?,
            resizes,
            parser,
            bytes: Box::new([0; BUFFER]),
            latest: Instant::now(),
            pause: Duration::MAX,
        })
    }

    /// Waits for events. Cancel-safe.
    ///
    /// # Errors
    /// Returns an error when the terminal is gone.
    pub async fn take(&mut self, events: &mut Vec<Event>) -> io::Result<()> {
        while events.is_empty() {
            tokio::select! {
                biased;
                Some(()) = self.resizes.recv() => events.push(Event::Resize),
                count = read(&mut self.terminal, &mut *self.bytes) => {
                    let bytes = self.bytes.get(..count?).unwrap_or_default();
                    let now = Instant::now();
                    // For held bytes, the time of the first ones counts.
                    if !self.parser.holds() {
                        self.pause = now.saturating_duration_since(self.latest);
                    }
                    self.latest = now;
                    self.parser.feed(bytes, now, events);
                }
                () = until(self.parser.deadline()) => self.parser.settle(Instant::now(), events),
            }
        }
        Ok(())
    }

    /// How long the latest bytes arrived after the previous ones.
    pub const fn pause(&self) -> Duration {
        self.pause
    }

    /// Forgets what was typed for, or sent in reply to, a program that has ended.
    pub fn forget(&mut self) {
        self.parser.forget(Instant::now());
        // A terminal that is gone is noticed elsewhere.
        let _ = tcflush(&self.terminal, QueueSelector::IFlush);
    }
}

/// The terminal to read from: standard input, unless that is a pipe or a file.
fn terminal() -> io::Result<OwnedFd> {
    let input = io::stdin();
    if input.is_terminal() {
        return input.as_fd().try_clone_to_owned();
    }
    let by_name = || {
        let name = ttyname(io::stdout(), Vec::new()).ok()?;
        File::open(Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()))).ok()
    };
    // Not every system can poll `/dev/tty`.
    let file = by_name().map_or_else(|| File::open("/dev/tty"), Ok)?;
    Ok(file.into())
}

/// Waits for bytes and reads them.
async fn read(terminal: &mut AsyncFd<OwnedFd>, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        let mut ready = terminal.readable_mut().await?;
        let is_closed = ready.ready().is_read_closed();
        match rustix::io::read(ready.get_inner(), &mut *bytes) {
            Ok(0) | Err(Errno::AGAIN) if !is_closed => ready.clear_ready(),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Err(Errno::INTR) => {}
            read => return Ok(read?),
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline.into()).await,
        None => std::future::pending().await,
    }
}
