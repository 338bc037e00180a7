//! Events that only the screen can handle.

use super::change::Change;
use crate::{
    api::{ApiError, ApiKey, ConnectionUri},
    neon::{DialogId, account::KeyStorage},
    store::target::Target,
};

/// Something that happened. The screen handles events in order, before the next message.
#[derive(Debug)]
pub enum Event {
    /// A change requested by a dialog was sent.
    Sending(DialogId),
    /// It was accepted, so the dialog can close.
    Accepted(DialogId),
    /// Neon refused it.
    Refused {
        dialog: Option<DialogId>,
        error: ApiError,
        /// The notice to show if the dialog is no longer open.
        otherwise: String,
    },
    /// It did not happen, or the outcome is unknown.
    NotDone {
        dialog: Option<DialogId>,
        why: String,
    },
    /// A thing was created.
    Created {
        change: Box<Change>,
        /// How long it took, if known: " in 1.2 s".
        duration: String,
    },
    /// The known state of a thing may be outdated.
    Outdated(Target),
    /// One of our changes deleted a thing.
    Deleted(Target),
    /// A thing identified by its name was renamed.
    Renamed { from: Target, to: Target },
    /// The queued change for a row is done.
    QueuedDone(Target),
    /// A secret that Neon reveals only once.
    Secret { text: ConnectionUri, label: String },
    /// An API key to store.
    KeepKey {
        name: String,
        key: ApiKey,
        keep: KeyStorage,
    },
}
