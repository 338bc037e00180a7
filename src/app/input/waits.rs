//! How long the parser waits, depending on where the terminal is.

use std::time::Duration;

/// How long the rest of a sequence may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// After ESC, which is also a key: this delays every Esc.
    pub escape: Duration,
    /// After everything else.
    pub rest: Duration,
}

impl Waits {
    /// For a terminal on this machine.
    pub const NEAR: Self = Self {
        escape: Duration::from_millis(50),
        rest: Duration::from_secs(1),
    };
    /// Over a network, which may split a key in two.
    pub const FAR: Self = Self {
        escape: Duration::from_millis(150),
        rest: Duration::from_secs(2),
    };
}
