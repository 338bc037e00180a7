//! What is changed at Neon, and how: policy, confirmation, sending once, verifying, following, undoing.
//!
//! | question | file |
//! |---|---|
//! | what a change is made of | `change.rs` |
//! | what a kind of change has of its own | a row of `table.rs`, whose parts `spec.rs` lists; what it names is in the file of its subject: `compute.rs`, `branch.rs`, `project.rs`, `role.rs`, `database.rs`, `snapshot.rs`, `schedule.rs`, `expiry.rs`, `transfer.rs`, `spending_limit.rs`, `restore_backup.rs`, `deleted.rs`, `access.rs` |
//! | sends a change once and sees it to its end | `write.rs`, `follow/` |
//! | whether it happened when the answer was lost | `lost_answer.rs`, `verify.rs` |
//! | what Neon has said it would refuse | `restrictions.rs` |
//! | whether the thing was changed by somebody else meanwhile | `preflight.rs` |
//! | whether it is asked first, and how | `confirmation.rs` |
//! | what takes it back | `undo/` |
//! | one change after the other | `queue/` |
//! | what follows when something was created | `create.rs` |
//! | what messages call a thing and a change | `called.rs` |
//! | what the screen is told | `event.rs` |
//!
//! Nothing in here knows the screen. What it asks before a change, and when an action is offered, is in
//! [`crate::ui::commands`].

pub mod access;
pub mod branch;
pub mod called;
pub mod change;
pub mod compute;
pub mod confirmation;
pub mod create;
pub mod database;
pub mod deleted;
pub mod event;
pub mod expiry;
pub mod follow;
pub mod lost_answer;
pub mod preflight;
pub mod project;
pub mod queue;
pub mod restore_backup;
pub mod restrictions;
pub mod role;
pub mod schedule;
pub mod snapshot;
pub mod spec;
pub mod spending_limit;
pub mod table;
pub mod transfer;
pub mod undo;
pub mod verify;
pub mod write;

use crate::{
    api::ConnectionUri,
    neon::{Neon, Slot},
    store::target::Target,
};
use change::Pending;
use event::Event;
use follow::Follow;
use queue::Queue;
use std::{
    collections::{HashMap, HashSet, VecDeque},
    time::Duration,
};
use undo::Undo;

/// A step of the spinner.
const SPIN: Duration = Duration::from_millis(250);

/// What is being changed at Neon, and what was.
#[derive(Debug, Default)]
pub struct Changes {
    /// Operations that are watched to their end.
    pub follow: Follow,
    /// Changes on their way, by what they change.
    pub writes: HashMap<Target, Pending>,
    /// Changes that are sent one after the other.
    pub queue: Option<Queue>,
    /// What can be taken back.
    pub undo: Undo,
    /// What was made last: a key goes there.
    pub newest: Option<Target>,
    /// A password that Neon has told once, until it was shown, and the role that has it.
    pub new_password: Option<(Target, ConnectionUri)>,
    /// What has happened that the screen has not taken yet.
    pub events: VecDeque<Event>,
    /// The roles whose passwords are on their way to the screen; the others' go to the clipboard.
    pub passwords_to_show: HashSet<Target>,
}

impl Changes {
    /// Tells the screen that something has happened.
    pub fn tell(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// Whether a change is on its way or being followed.
    pub fn is_working(&self) -> bool {
        !self.writes.is_empty() || !self.follow.is_empty()
    }

    /// Keeps the spinner turning while a change is on its way and somebody looks.
    pub fn spin_up(&self, neon: &mut Neon) {
        if self.is_working() && neon.attentive && neon.is_reachable() {
            neon.after(Slot::Spinner, SPIN);
        }
    }
}
