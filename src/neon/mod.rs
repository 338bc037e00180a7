//! The conversation with Neon: what is known, what is being asked, and what the user is told about it.
//!
//! Everything that happens without a screen happens on [`Neon`]: reads and changes take it, and start [`Task`]s in
//! [`Slot`]s. What only the screen has (rows, dialogs, the clipboard) belongs to the model.
//!
//! | question | file |
//! |---|---|
//! | what is read, and who takes the reply | `slot.rs` (one table), `task.rs` |
//! | whether a reply is older than a change of ours | `asked.rs` |
//! | what is protected from changes and waking, and by what | `policy.rs` |
//! | what the user is told | `notice.rs` |
//! | whether Neon can be reached, and what time it is there | `connectivity.rs`, `skew.rs` |
//! | who is signed in | `session.rs`, `account.rs` |

pub mod account;
pub mod asked;
pub mod cells;
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
    store::{
        Store,
        recent::{Connections, Hosts},
        tracked::Tracked,
    },
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

/// What is known from Neon, and the state of the conversation with it.
#[derive(Debug)]
pub struct Neon {
    /// The time of the message being handled, by Neon's clock.
    pub now: Timestamp,
    /// How far Neon's clock is from this machine's.
    pub skew: Skew,
    /// Which key is used, and what the program was told to look at.
    pub session: Session,
    /// What protects things from changes.
    pub policy: Policy,
    pub store: Tracked<Store>,
    /// The project that each compute was last seen in.
    pub hosts: Hosts,
    /// What the user has last chosen to connect to each branch with.
    pub connections: Connections,
    /// Tasks waiting to be started.
    tasks: Vec<Task>,
    /// Whether the rows on screen may differ from what the store holds.
    pub rows_outdated: bool,
    /// How the keys that messages name are written.
    pub keys: KeyNames,
    /// The height of the terminal in rows, which decides how much is requested at first.
    pub screen_rows: u16,
    /// The reads in flight.
    pub asked: Asked,
    /// Whether Neon can be reached.
    pub link: Connectivity,
    /// Whether the key was refused, with no answer since.
    pub was_signed_out: bool,
    /// How long to wait between refreshes.
    pub patience: Patience,
    /// Whether to refresh what is on screen from time to time.
    pub live: bool,
    /// Whether the terminal has focus, as far as it reports that.
    pub attentive: bool,
    /// What is left of the request budget.
    pub budget: BudgetView,
    /// The requests that were sent.
    pub log: RequestLog,
    /// The messages on screen.
    pub notices: Notices,
    /// How old the facts from the previous run are, while some of them may be on screen.
    pub remembered_at: Option<Timestamp>,
    /// Whether something visible has changed since the last frame.
    pub touched: bool,
}

impl Neon {
    pub fn new(session: Session, policy: Policy, keys: KeyNames, now: Timestamp) -> Self {
        Self {
            now,
            skew: Skew::default(),
            live: session.refresh_seconds > 0,
            session,
            policy,
            store: Tracked::default(),
            hosts: Hosts::default(),
            connections: Connections::default(),
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

    pub fn start(&mut self, task: Task) {
        self.tasks.push(task);
    }

    /// Starts tasks in order.
    pub fn start_all(&mut self, tasks: impl IntoIterator<Item = Task>) {
        self.tasks.extend(tasks);
    }

    /// Sends a read that the user is waiting for.
    pub fn ask<T>(&mut self, slot: ReadSlot<T>, request: impl Into<Get<T>>) {
        self.start(Task::ask(slot, request));
    }

    /// Sends a read for what is on screen.
    pub fn load<T>(&mut self, slot: ReadSlot<T>, request: impl Into<Get<T>>) {
        self.start(Task::load(slot, request));
    }

    pub fn after(&mut self, slot: Slot, delay: Duration) {
        self.start(Task::After { slot, delay });
    }

    /// Cancels whatever the slot holds, including a timer.
    pub fn cancel(&mut self, slot: Slot) {
        self.start(Task::Cancel(slot));
    }

    /// Takes the tasks waiting to be started.
    pub fn take_tasks(&mut self) -> Vec<Task> {
        std::mem::take(&mut self.tasks)
    }

    /// Runs `act`, and returns whether it has started a task.
    pub fn starts(&mut self, act: impl FnOnce(&mut Self)) -> bool {
        let before = self.tasks.len();
        act(self);
        self.tasks.len() > before
    }

    pub const fn waiting_tasks(&self) -> usize {
        self.tasks.len()
    }

    /// Notes that the store may now differ from the rows.
    pub const fn store_changed(&mut self) {
        self.rows_outdated = true;
        self.touched = true;
    }

    /// Whether requests make sense: not while signed out.
    pub const fn is_reachable(&self) -> bool {
        !matches!(self.link, Connectivity::SignedOut { .. })
    }
}
