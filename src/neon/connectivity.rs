//! Whether Neon can be reached, and how patiently that is tried.

use jiff::Timestamp;

/// Whether Neon can be reached.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Connectivity {
    /// Nothing is known yet.
    #[default]
    Starting,
    /// The newest request was answered.
    Online,
    /// Requests do not arrive.
    Offline {
        since: Timestamp,
        /// What the network said.
        why: String,
        /// Not the network is in the way but a setting of this machine: nothing is sent before that is right.
        is_setting: bool,
    },
    /// Requests arrive, and nothing that came back could be read.
    Unreadable {
        /// What was wrong with it.
        why: String,
    },
    /// The key is no longer accepted: no request is sent until the user does something.
    SignedOut {
        /// What Neon said.
        why: String,
    },
}

/// How long to wait between refreshes: twice as long after each that brought nothing.
#[derive(Debug, Default)]
pub struct Patience {
    /// How many refreshes in a row have brought nothing.
    pub(crate) rounds: u32,
    /// A read has failed since the last refresh, and may work later.
    pub(crate) failed: bool,
    /// A read was answered since the last refresh.
    pub(crate) answered: bool,
    /// When a key has last made the program try again.
    pub(crate) nudged: Option<Timestamp>,
}
