//! Whether Neon can be reached, and how often to retry.

use jiff::Timestamp;

/// Whether Neon can be reached.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Connectivity {
    #[default]
    Starting,
    /// The newest request was answered.
    Online,
    /// Requests do not get through.
    Offline {
        since: Timestamp,
        /// What the network reported.
        why: String,
        /// The cause is a setting of this machine rather than the network: nothing is sent until that is fixed.
        is_setting: bool,
    },
    /// Requests get through, but no answer could be read.
    Unreadable { why: String },
    /// The key is no longer accepted: nothing is sent until the user acts.
    SignedOut { why: String },
}

/// How long to wait between refreshes: the delay doubles after each one that brought nothing.
#[derive(Debug, Default)]
pub struct Patience {
    /// How many refreshes in a row have brought nothing.
    pub(crate) rounds: u32,
    /// Whether a read has failed since the last refresh in a way that may pass.
    pub(crate) failed: bool,
    /// Whether a read was answered since the last refresh.
    pub(crate) answered: bool,
    /// When a key press last triggered a retry.
    pub(crate) nudged: Option<Timestamp>,
}
