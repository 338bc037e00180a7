//! How long the parser waits, by how far the terminal is away.

use std::time::Duration;

/// How long the rest of something may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// After ESC, which is a key too: it is felt at every Esc.
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
    /// Over a network, which may deliver the two halves of a key apart.
    pub const FAR: Self = Self {
        escape: Duration::from_millis(150),
        rest: Duration::from_secs(2),
    };
}
