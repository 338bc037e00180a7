//! What has happened that only the screen can answer.

use super::change::Change;
use crate::{
    api::{ApiError, ApiKey, ConnectionUri},
    neon::{DialogId, account::KeyStorage},
    store::target::Target,
};

/// What has happened. The screen takes events in their order, before the next message.
#[derive(Debug)]
pub enum Event {
    /// A change that a dialog asked for is on its way.
    Sending(DialogId),
    /// It was accepted: the dialog is not needed any more.
    Accepted(DialogId),
    /// Neon has refused it.
    Refused {
        dialog: Option<DialogId>,
        error: ApiError,
        /// What is said where the dialog is not there to say it.
        otherwise: String,
    },
    /// It has not happened, or nobody knows.
    NotDone {
        dialog: Option<DialogId>,
        why: String,
    },
    /// A thing was created.
    Created {
        change: Box<Change>,
        /// How long it took, if that is known: " in 1.2 s".
        duration: String,
    },
    /// What is known of a thing may have changed.
    Outdated(Target),
    /// A change of ours has deleted a thing.
    Deleted(Target),
    /// A thing has another id now, which is its name.
    Renamed { from: Target, to: Target },
    /// The change that was queued for a row is done.
    QueuedDone(Target),
    /// Something secret that Neon tells once.
    Secret { text: ConnectionUri, label: String },
    /// An API key is to be kept.
    KeepKey {
        name: String,
        key: ApiKey,
        keep: KeyStorage,
    },
}
