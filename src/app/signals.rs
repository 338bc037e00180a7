//! Operating system signals, in order of importance.

use std::{
    future::poll_fn,
    io,
    task::{Context, Poll},
};
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

/// A signal that the program handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal is gone.
    HangUp,
    /// The program was asked to end.
    Terminate,
    /// An interrupt that does not come from the keyboard: in raw mode Ctrl-c is a key.
    Interrupt,
    /// Another signal whose default action would end the program and leave the terminal raw; with its number.
    Other(u8),
    /// The program was stopped and has been resumed.
    Continue,
}

const OTHERS: [SignalKind; 4] = [
    SignalKind::quit(),
    SignalKind::user_defined1(),
    SignalKind::user_defined2(),
    SignalKind::alarm(),
];

impl Signal {
    /// The exit status that shells expect of a program ended by this signal.
    pub const fn status(self) -> u8 {
        match self {
            Self::HangUp => 129,
            Self::Interrupt => 130,
            Self::Terminate => 143,
            Self::Other(number) => number.saturating_add(128),
            Self::Continue => 0,
        }
    }
}

/// Listens for signals from its creation on.
#[derive(Debug)]
pub struct Signals {
    streams: Vec<(Signal, Stream)>,
}

impl Signals {
    /// Starts to listen; must be called inside the runtime.
    pub fn listen() -> io::Result<Self> {
        let other = |kind: SignalKind| {
            let number = u8::try_from(kind.as_raw_value()).unwrap_or(0);
            (Signal::Other(number), kind)
        };
        let go_on = SignalKind::from_raw(rustix::process::Signal::CONT.as_raw());
        // The kernel sends SIGCONT together with SIGHUP, and continuing without a terminal would be wrong: the
        // hangup comes first.
        let kinds = [
            (Signal::HangUp, SignalKind::hangup()),
            (Signal::Terminate, SignalKind::terminate()),
            (Signal::Interrupt, SignalKind::interrupt()),
        ]
        .into_iter()
        .chain(OTHERS.map(other))
        .chain([(Signal::Continue, go_on)]);
        let streams = kinds.map(|(name, kind)| Ok((name, signal(kind)?)));
        let streams = streams.collect::<io::Result<_>>()?;
        Ok(Self { streams })
    }

    pub async fn next(&mut self) -> Signal {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Signal> {
        for (name, stream) in &mut self.streams {
            if stream.poll_recv(context) == Poll::Ready(Some(())) {
                return Poll::Ready(*name);
            }
        }
        Poll::Pending
    }
}
