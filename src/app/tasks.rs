//! Background tasks: requests, timers, copies; and whose replies still count.
//!
//! Every task has a [`Slot`] that says what it is for, and a [`Ticket`]. Starting a task in a slot replaces the
//! previous one, whose reply is then dropped even if it is already on its way: aborting saves a request, the
//! ticket keeps the screen correct. Changes are the exception: they are never aborted and never replaced.
//!
//! Requests may be started before there is a client; they wait for it.

use super::{
    background::Programs,
    clipboard::{Clipboard, Copied},
    connect::{ApiGateway, ConnectError, Connection, connected},
    local_jobs,
    sign_in::{self, SignedIn},
    state_store::StateStore,
};
use crate::{
    api::{ApiKey, Budget, Client, ConnectionUri, Priority, Request, ServerClock},
    changes::log::LoggedChange,
    config::{ConfigProblem, File},
    neon::{
        Slot, Task,
        account::{FoundAccount, KeyStorage},
    },
    ui::{
        CopyText, Effect, Msg,
        child::Child,
        local_job::{Done, LocalJob},
        own_command::running::{Captured, RunEnd, RunId},
        persistence::state::{PersistedState, SaveOutcome},
    },
};
use std::{collections::HashMap, path::PathBuf, time::Duration};
use tokio::{
    sync::{
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        watch,
    },
    task::AbortHandle,
    time::sleep,
};

/// Distinguishes the tasks of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u64);

/// A message from a background task.
#[expect(
    clippy::large_enum_variant,
    reason = "a connection is made once, and a reply is moved once"
)]
#[derive(Debug)]
pub enum Reply {
    /// A message from a task in a slot.
    Task {
        /// The task's slot.
        slot: Slot,
        ticket: Ticket,
        /// Whether this is its last message.
        last: bool,
        msg: Box<Msg>,
    },
    /// A copy has finished.
    Copied {
        text: CopyText,
        label: String,
        copied: Copied,
    },
    /// A local job has finished.
    Done(Done),
    /// The configuration was read again: what it says, with its mistakes; `None` if it is gone or empty.
    Configuration {
        read: Option<(File, Vec<ConfigProblem>)>,
        /// Whether the user has asked for it.
        by_user: bool,
    },
    /// A program in the background has printed something, or has ended.
    Background(RunId, Option<RunEnd>),
    /// The connection to the API, or why there is none.
    Connected(Result<Connection, ConnectError>),
    /// Signing in has finished.
    SignedIn {
        /// Identifies the attempt.
        ticket: Ticket,
        /// How to connect to the API, including a pasted key.
        gateway: Box<ApiGateway>,
        /// Who has signed in, or a sentence that says why it failed.
        signed_in: Box<Result<SignedIn, String>>,
    },
}

/// A task whose replies count.
#[derive(Debug)]
struct Live {
    ticket: Ticket,
    abort: AbortHandle,
    timer: bool,
}

/// The program's background tasks.
#[derive(Debug)]
pub struct Tasks {
    live: HashMap<Slot, Live>,
    jobs: usize,
    /// Programs that run in the background.
    pub background: Programs,
    tickets: u64,
    pub(super) client: watch::Sender<Option<Client>>,
    sender: UnboundedSender<Reply>,
    replies: UnboundedReceiver<Reply>,
}

impl Default for Tasks {
    fn default() -> Self {
        let (sender, replies) = unbounded_channel();
        Self {
            live: HashMap::new(),
            jobs: 0,
            background: Programs::default(),
            tickets: 0,
            client: watch::Sender::new(None),
            sender,
            replies,
        }
    }
}

impl Tasks {
    /// Waits for the next reply. Cancel-safe.
    pub async fn next(&mut self) -> Reply {
        match self.replies.recv().await {
            Some(reply) => reply,
            // The sender is ours: the channel never closes.
            None => std::future::pending().await,
        }
    }

    /// The next reply, if one has already arrived.
    pub fn try_next(&mut self) -> Option<Reply> {
        self.replies.try_recv().ok()
    }

    /// Whether anything but timers is running, or a reply is waiting.
    pub fn is_busy(&self) -> bool {
        self.jobs > 0
            || self.background.is_any()
            || !self.replies.is_empty()
            || self.live.values().any(|live| !live.timer)
    }

    /// The request budget, once there is a client.
    pub fn budget(&self) -> Option<Budget> {
        self.client.borrow().as_ref().map(Client::budget)
    }

    /// What responses tell about the server's clock, once there is a client.
    pub fn server_clock(&self) -> Option<ServerClock> {
        self.client.borrow().as_ref().map(Client::clock)
    }

    /// Runs a future that connects, and reports its result.
    pub fn connect(
        &self,
        connect: impl Future<Output = Result<Connection, ConnectError>> + Send + 'static,
    ) {
        let sender = self.sender.clone();
        tokio::spawn(async move {
            let connected = connect.await;
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Connected(connected));
        });
    }

    /// Looks for accounts.
    pub fn find_accounts(&mut self, gateway: ApiGateway, probe: bool) {
        let say = self.speaker(&Slot::Accounts);
        self.start(Slot::Accounts, false, async move {
            sign_in::look(gateway, probe, |accounts| {
                say(false, Msg::Accounts(accounts))
            })
            .await;
            say(true, Msg::Accounts(Vec::new()));
        });
    }

    /// Saves the persistent state.
    fn save(&mut self, store: StateStore, persisted: Box<PersistedState>) {
        self.jobs += 1;
        let sender = self.sender.clone();
        let turn = store.turn(&persisted);
        tokio::task::spawn_blocking(move || {
            let done = store.keep_in_turn(&persisted, turn);
            let loaded = SaveOutcome {
                done: done.map_err(|error| error.to_string()),
                newest: persisted.place.bookmarks.newest,
                owned: persisted.person.is_some(),
                identity: persisted.identity,
            };
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Done(Done::Kept(loaded)));
        });
    }

    /// Remembers a theme.
    fn keep_theme(&mut self, store: StateStore, name: String) {
        self.jobs += 1;
        let sender = self.sender.clone();
        tokio::task::spawn_blocking(move || {
            let done = store.keep_theme(name).map_err(|error| error.to_string());
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Done(Done::KeptTheme(done)));
        });
    }

    /// Logs changes that were sent.
    fn log_changes(&mut self, store: StateStore, changes: Vec<LoggedChange>) {
        self.jobs += 1;
        let sender = self.sender.clone();
        store.log.queue(changes);
        tokio::task::spawn_blocking(move || {
            let done = store.log.write().map_err(|error| error.to_string());
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Done(Done::Logged(done)));
        });
    }

    /// Saves a key, to sign in with it later.
    fn keep_key(&mut self, gateway: ApiGateway, name: String, key: ApiKey, keep: KeyStorage) {
        self.jobs += 1;
        let sender = self.sender.clone();
        tokio::task::spawn_blocking(move || {
            let loaded = gateway.vault.keep(&name, &key, keep, &gateway.base_url);
            let loaded = loaded.map_err(|error| error.to_string());
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Done(Done::KeptKey(name, keep, loaded)));
        });
    }

    pub fn sign_in(&mut self, mut gateway: ApiGateway, entry: FoundAccount) {
        self.tickets += 1;
        let (sender, ticket) = (self.sender.clone(), Ticket(self.tickets));
        self.start(Slot::SignIn, false, async move {
            let signed_in = Box::new(gateway.sign_in(entry).await);
            // Fails only when the program is ending.
            let _ = sender.send(Reply::SignedIn {
                ticket,
                gateway: Box::new(gateway),
                signed_in,
            });
        });
    }

    /// Uses this client for all waiting and future requests.
    pub fn set_client(&self, client: Client) {
        self.client.send_replace(Some(client));
    }

    /// Drops all requests except changes: nobody waits for their responses anymore. A change continues, because
    /// otherwise nobody would learn whether it happened.
    pub fn forget_requests(&mut self) {
        self.live.retain(|slot, live| {
            let stays = live.timer || slot.is_write();
            if !stays {
                live.abort.abort();
            }
            stays
        });
    }

    /// Sends a request in a slot.
    pub fn call(&mut self, slot: Slot, request: Request, priority: Priority) {
        if slot.is_write() && self.live.contains_key(&slot) {
            // The model does not send a second change while one is in flight; this is the last safeguard.
            return;
        }
        let mut client = self.client.subscribe();
        let (say, of) = (self.speaker(&slot), slot.clone());
        let task = async move {
            let Some(client) = connected(&mut client).await else {
                return;
            };
            let waiting = |progress| {
                say(
                    false,
                    Msg::Waiting {
                        slot: of.clone(),
                        progress,
                    },
                )
            };
            let exchange = client.send(&request, priority, waiting).await;
            say(
                true,
                Msg::Answered {
                    slot: of.clone(),
                    exchange: Box::new(exchange),
                },
            );
        };
        self.start(slot, false, task);
    }

    /// Starts a timer in a slot.
    pub fn after(&mut self, slot: Slot, delay: Duration) {
        let say = self.speaker(&slot);
        self.start(slot.clone(), true, async move {
            sleep(delay).await;
            say(true, Msg::Elapsed(slot));
        });
    }

    /// Drops the task in a slot; changes cannot be dropped.
    pub fn cancel(&mut self, slot: &Slot) {
        if !slot.is_write()
            && let Some(live) = self.live.remove(slot)
        {
            live.abort.abort();
        }
    }

    pub fn copy(&mut self, clipboard: Clipboard, text: CopyText, label: String) {
        self.jobs += 1;
        let sender = self.sender.clone();
        tokio::spawn(async move {
            let copied = clipboard.copy(text.clone()).await;
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Copied {
                text,
                label,
                copied,
            });
        });
    }

    /// Clears the clipboard if it still holds this text.
    pub fn clear(&mut self, clipboard: Clipboard, text: ConnectionUri) {
        self.jobs += 1;
        let sender = self.sender.clone();
        tokio::spawn(async move {
            let cleared = clipboard.clear(text).await;
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Done(Done::Cleared(cleared)));
        });
    }

    /// Runs a local job.
    pub fn job(&mut self, job: LocalJob) {
        self.jobs += 1;
        let sender = self.sender.clone();
        tokio::task::spawn_blocking(move || {
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Done(local_jobs::run(job)));
        });
    }

    /// Runs a program in the background.
    fn run_in_background(&mut self, run: RunId, child: Child, captured: Captured) {
        let sender = self.sender.clone();
        // Sending fails only when the program is ending.
        let tell = move |ended| drop(sender.send(Reply::Background(run, ended)));
        self.background.start(run, child, captured, tell);
    }

    /// Reads the configuration again.
    pub fn read_configuration(&mut self, path: PathBuf, by_user: bool) {
        self.jobs += 1;
        let sender = self.sender.clone();
        tokio::task::spawn_blocking(move || {
            let read = File::read_again(&path);
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Configuration { read, by_user });
        });
    }

    /// Records that a copy or a local job has finished.
    pub fn job_ended(&mut self) {
        self.jobs = self.jobs.saturating_sub(1);
    }

    /// Whether a task's reply still counts. A task that has ended leaves its slot.
    pub fn admits(&mut self, slot: &Slot, ticket: Ticket, last: bool) -> bool {
        let admitted = self
            .live
            .get(slot)
            .is_some_and(|live| live.ticket == ticket);
        if admitted && last {
            self.live.remove(slot);
        }
        admitted
    }

    /// Returns a function that sends messages for the next task of a slot.
    pub(super) fn speaker(&mut self, slot: &Slot) -> impl Fn(bool, Msg) + Send + Sync + use<> {
        self.tickets += 1;
        let (sender, slot, ticket) = (self.sender.clone(), slot.clone(), Ticket(self.tickets));
        move |last, msg| {
            // Fails only when the program is ending.
            let _ = sender.send(Reply::Task {
                slot: slot.clone(),
                ticket,
                last,
                msg: Box::new(msg),
            });
        }
    }

    /// Runs the task that the latest speaker was created for.
    pub fn start(&mut self, of: Slot, timer: bool, run: impl Future<Output = ()> + Send + 'static) {
        let live = Live {
            ticket: Ticket(self.tickets),
            abort: tokio::spawn(run).abort_handle(),
            timer,
        };
        if let Some(before) = self.live.insert(of, live) {
            before.abort.abort();
        }
    }

    /// Starts what an effect asks for; returns the effect if it is not a task.
    pub fn run(
        &mut self,
        effect: Effect,
        clipboard: &Clipboard,
        gateway: &ApiGateway,
    ) -> Option<Effect> {
        match effect {
            Effect::Task(Task::Call {
                slot,
                request,
                priority,
            }) => self.call(slot, *request, priority),
            Effect::Task(Task::After { slot, delay }) => self.after(slot, delay),
            Effect::Task(Task::Cancel(slot)) => self.cancel(&slot),
            Effect::Background {
                run,
                child,
                captured,
            } => self.run_in_background(run, *child, captured),
            Effect::StopBackground(run) => self.background.stop(run),
            Effect::LocalJob(job) => self.job(job),
            Effect::Download(download) => self.download(*download),
            Effect::Upload(upload) => self.upload(*upload),
            Effect::ClearClipboard(text) => self.clear(clipboard.clone(), text),
            Effect::Copy { text, label } => self.copy(clipboard.clone(), text, label),
            Effect::FindAccounts { probe } => self.find_accounts(gateway.clone(), probe),
            Effect::KeepKey { name, key, keep } => self.keep_key(gateway.clone(), name, key, keep),
            Effect::KeepTheme(name) => self.keep_theme(gateway.store.clone(), name),
            Effect::LogChanges(changes) => self.log_changes(gateway.store.clone(), changes),
            Effect::Save(persisted) => self.save(gateway.store.clone(), persisted),
            Effect::SignIn(entry) => self.sign_in(gateway.clone(), entry),
            other @ (Effect::GoOnSigningIn
            | Effect::ReadConfiguration { .. }
            | Effect::Spawn(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit) => {
                return Some(other);
            }
        }
        None
    }
}
