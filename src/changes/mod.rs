//! Changes at Neon: policy, confirmation, sending once, verifying, following, undoing.
//!
//! | question | file |
//! |---|---|
//! | the parts of a change | `change.rs` |
//! | everything about one kind of change | its row in `table.rs` (fields in `spec.rs`), written in the file of its subject: `compute.rs`, `branch.rs`, `project.rs`, `role.rs`, `database.rs`, `snapshot.rs`, `schedule.rs`, `expiry.rs`, `transfer.rs`, `spending_limit.rs`, `restore_branch.rs`, `deleted.rs`, `member.rs`, `project_member.rs`, `masking.rs`, `credential.rs`, `object.rs` |
//! | sending a change once and following it to its end | `write.rs`, `follow/` |
//! | whether it happened, when the answer was lost | `lost_answer.rs`, `verify.rs` |
//! | what Neon says it would refuse | `restrictions.rs` |
//! | why it must not be sent now: read-only, no-wake, restrictions, unreadable fields, a compute in another state | `preflight.rs` |
//! | which confirmation it needs | `confirmation.rs` |
//! | undoing it, and whether the thing is still as we left it | `undo/` |
//! | sending several, one after the other | `queue/` |
//! | what happens after something was created | `create.rs` |
//! | how messages name things and changes | `called.rs` |
//! | events for the screen | `event.rs` |
//! | what was sent, for the log on disk and for marking operations as ours | `log.rs` |
//!
//! Nothing here knows the screen. What it asks before a change, and when an action is available, is in
//! [`crate::ui::commands`].

mod auth_user;
pub mod branch;
pub mod called;
pub mod change;
pub mod compute;
pub mod confirmation;
pub mod create;
pub mod credential;
pub mod data_api;
mod database;
pub mod deleted;
pub mod event;
pub mod expiry;
pub mod follow;
pub mod log;
pub mod lost_answer;
pub mod masking;
pub mod member;
pub mod object;
pub mod preflight;
pub mod project;
mod project_member;
pub mod queue;
pub mod restore_branch;
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
    neon::{Neon, Slot, key_names::NamedKey},
    store::target::Target,
};
use change::{Change, Pending};
use event::Event;
use follow::Follow;
use log::ChangeLog;
use queue::Queue;
use std::{
    collections::{HashMap, HashSet, VecDeque},
    time::Duration,
};
use undo::Undo;

/// The duration of one spinner frame.
const SPIN: Duration = Duration::from_millis(250);

/// Changes in progress, and those that can be undone.
#[derive(Debug, Default)]
pub struct Changes {
    /// The operations being followed.
    pub follow: Follow,
    /// How many changes were sent, or read again for that.
    pub sent: u64,
    /// Changes that were sent, by target.
    pub writes: HashMap<Target, Pending>,
    /// Changes that are sent one after the other.
    pub queue: Option<Queue>,
    /// What can be taken back.
    pub undo: Undo,
    /// The newest created thing; a key goes there.
    pub newest: Option<Target>,
    /// A password that Neon revealed once, until it is shown, and its role.
    pub new_password: Option<(Target, ConnectionUri)>,
    /// The changes that were sent.
    pub log: ChangeLog,
    /// Events that the screen has not handled yet.
    pub events: VecDeque<Event>,
    /// The roles whose passwords are shown on the screen when they arrive; others go to the clipboard.
    pub passwords_to_show: HashSet<Target>,
}

impl Changes {
    /// Reports an event to the screen.
    pub fn tell(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// Whether a change is in progress.
    pub fn is_working(&self) -> bool {
        !self.writes.is_empty() || !self.follow.is_empty()
    }

    /// Whether a change is being sent or waits for that.
    pub fn is_sending(&self) -> bool {
        !self.writes.is_empty() || self.queue.as_ref().is_some_and(Queue::is_running)
    }

    /// What is no longer watched or sent if the user leaves now.
    pub fn would_be_left(&self, neon: &Neon) -> Vec<String> {
        let sent = self.writes.values();
        let mut lines: Vec<String> = sent
            .map(|pending| called::happening(&pending.change))
            .collect();
        let waiting = self.queue.as_ref().map_or(0, |queue| queue.tally().waiting);
        if waiting > 0 {
            let are = if waiting == 1 { "is" } else { "are" };
            lines.push(format!("{waiting} more {are} queued and would not be sent"));
        }
        if let Some(open) = self.queue.as_ref().and_then(Queue::left_open) {
            let key = neon.keys.name(NamedKey::Protect);
            let name = &open.name;
            lines.push(format!(
                "{name} would be left unprotected; {key} protects it"
            ));
        }
        if self.is_sending() {
            lines.push(String::new());
            lines.push("What was sent continues at Neon; you only stop watching it.".to_owned());
        }
        lines
    }

    /// The change to a target that is in progress.
    pub fn running(&self, target: &Target) -> Option<&Change> {
        let sent = self.writes.get(target).map(|pending| &pending.change);
        sent.or_else(|| Some(&self.follow.of(target)?.change))
    }

    /// Fails if a change to the target is in progress.
    ///
    /// # Errors
    /// "main is restoring already".
    pub fn check_free(&self, target: &Target) -> Result<(), String> {
        match self.running(target) {
            Some(change) => Err(format!("{} is {} already", change.name, change.verb.doing)),
            None => Ok(()),
        }
    }

    /// Keeps the spinner turning while a change is in progress and the terminal has focus.
    pub fn spin_up(&self, neon: &mut Neon) {
        if self.is_working() && neon.attentive && neon.is_reachable() {
            neon.after(Slot::Spinner, SPIN);
        }
    }
}
