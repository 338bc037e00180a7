//! Signals of the operating system, in the order in which they matter.

use std::io;
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

/// A signal that the program answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal is gone.
    HangUp,
    /// Somebody asks the program to end.
    Terminate,
    /// Somebody other than the keyboard interrupts: in raw mode Ctrl-c is a key.
    Interrupt,
    /// The program was stopped and goes on.
    Continue,
}

impl Signal {
    /// The exit status that shells expect of a program that this signal has ended.
    pub const fn status(self) -> u8 {
        match self {
            Self::HangUp => 129,
            Self::Interrupt => 130,
            Self::Terminate => 143,
            Self::Continue => 0,
        }
    }
}

/// Listens to signals, from its making on.
#[derive(Debug)]
pub struct Signals {
    hang_up: Stream,
    terminate: Stream,
    interrupt: Stream,
    carry_on: Stream,
}

impl Signals {
    /// Begins to listen; must be called inside the runtime.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            hang_up: signal(SignalKind::hangup())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            carry_on: signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?,
        })
    }

    /// The next signal. The kernel sends SIGCONT together with SIGHUP, and going on with a
    /// terminal that is gone would be wrong: hang-up comes first.
    pub async fn next(&mut self) -> Signal {
        tokio::select! {
            biased;
            Some(()) = self.hang_up.recv() => Signal::HangUp,
            Some(()) = self.terminate.recv() => Signal::Terminate,
            Some(()) = self.interrupt.recv() => Signal::Interrupt,
            Some(()) = self.carry_on.recv() => Signal::Continue,
            else => std::future::pending().await,
        }
    }
}
