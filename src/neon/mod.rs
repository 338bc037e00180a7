//! The conversation with Neon: what is known from there, what is being asked, and what the user is told of it.
//!
//! Everything that happens without a screen happens on [`Neon`]: reads and changes take it, and start [`Task`]s in
//! [`Slot`]s. What only the screen has (rows, dialogs, the clipboard) is the model's.

pub mod account;
pub mod asked;
pub mod connectivity;
pub mod key_names;
pub mod list;
pub mod log;
pub mod notice;
pub mod policy;
pub mod session;
pub mod skew;
pub mod slot;
pub mod task;

use crate::{
    api::{BudgetView, Get},
    store::{Store, hosts::Hosts},
};
use asked::Asked;
pub use connectivity::{Connectivity, Patience};
use jiff::Timestamp;
use key_names::KeyNames;
use log::RequestLog;
use notice::Notices;
use policy::Policy;
pub use session::Session;
use skew::Skew;
use slot::ReadSlot;
pub use slot::{DialogId, Reply, Slot, TakeReplies, read};
use std::time::Duration;
pub use task::Task;

/// What is known from Neon, and how the conversation with it stands.
#[derive(Debug)]
pub struct Neon {
    /// The time of the message that is being handled, by Neon's clock.
    pub now: Timestamp,
    /// How far that is from this machine's.
    pub skew: Skew,
    /// With which key Neon is asked, and for what.
    pub session: Session,
    /// What protects things from changes.
    pub policy: Policy,
    /// What is known from Neon.
    pub store: Store,
    /// Which project a compute was in.
    pub hosts: Hosts,
    /// Tasks to be started.
    tasks: Vec<Task>,
    /// The rows on screen may no longer show what the store holds.
    pub rows_outdated: bool,
    /// How the keys are written that messages name.
    pub keys: KeyNames,
    /// How many rows the terminal has: so much is asked for at first.
    pub screen_rows: u16,
    /// Reads that are on their way.
    pub asked: Asked,
    /// Whether Neon can be reached.
    pub link: Connectivity,
    /// The key was refused, and nothing has been answered since.
    pub was_signed_out: bool,
    /// How long to wait between refreshes.
    pub patience: Patience,
    /// Refresh what is on screen from time to time.
    pub live: bool,
    /// The terminal has the user's attention, as far as it tells.
    pub attentive: bool,
    /// What is left of the request budget.
    pub budget: BudgetView,
    /// The requests that were sent.
    pub log: RequestLog,
    /// What the user is told.
    pub notices: Notices,
    /// How old the facts of the time before are, while some of them may be on the screen.
    pub remembered_at: Option<Timestamp>,
    /// Something visible has changed since the last frame.
    pub touched: bool,
}

impl Neon {
    /// Nothing is known, and nothing was asked.
    pub fn new(session: Session, policy: Policy, keys: KeyNames, now: Timestamp) -> Self {
        Self {
            now,
            skew: Skew::default(),
            live: session.refresh_seconds > 0,
            session,
            policy,
            store: Store::default(),
            hosts: Hosts::default(),
            tasks: Vec::new(),
            rows_outdated: false,
            keys,
            screen_rows: 0,
            asked: Asked::default(),
            link: Connectivity::default(),
            was_signed_out: false,
            patience: Patience::default(),
            attentive: true,
            budget: BudgetView::default(),
            log: RequestLog::default(),
            notices: Notices::default(),
            remembered_at: None,
            touched: true,
        }
    }

    /// Starts a task.
    pub fn start(&mut self, task: Task) {
        self.tasks.push(task);
    }

    /// Starts tasks in their order.
    pub fn start_all(&mut self, tasks: impl IntoIterator<Item = Task>) {
        self.tasks.extend(tasks);
    }

    /// Asks Neon for what the user is waiting for.
    pub fn ask<T>(&mut self, slot: ReadSlot<T>, request: impl Into<Get<T>>) {
        self.start(Task::ask(slot, request));
    }

    /// Asks Neon for what is on screen.
    pub fn load<T>(&mut self, slot: ReadSlot<T>, request: impl Into<Get<T>>) {
        self.start(Task::load(slot, request));
    }

    /// Starts a timer.
    pub fn after(&mut self, slot: Slot, delay: Duration) {
        self.start(Task::After { slot, delay });
    }

    /// Gives up whatever the slot holds, a timer included.
    pub fn cancel(&mut self, slot: Slot) {
        self.start(Task::Cancel(slot));
    }

    /// The tasks to be started; none is left.
    pub fn take_tasks(&mut self) -> Vec<Task> {
        std::mem::take(&mut self.tasks)
    }

    /// Does something; answers whether that has started a task.
    pub fn starts(&mut self, act: impl FnOnce(&mut Self)) -> bool {
        let before = self.tasks.len();
        act(self);
        self.tasks.len() > before
    }

    /// How many tasks wait to be started.
    pub const fn waiting_tasks(&self) -> usize {
        self.tasks.len()
    }

    /// Notes that the store holds something else than the rows show.
    pub const fn store_changed(&mut self) {
        self.rows_outdated = true;
        self.touched = true;
    }

    /// Whether it makes sense to send requests: not while signed out.
    pub const fn is_reachable(&self) -> bool {
        !matches!(self.link, Connectivity::SignedOut { .. })
    }
}
