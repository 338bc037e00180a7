//! The program without a terminal: the model, the tasks, and the messages between them.
//!
//! Both the loop in `run` and the story driver in the tests run this engine; they differ in where messages come
//! from and where frames go.

use super::{
    clipboard::Clipboard,
    configuration::Configuration,
    connect::{ApiGateway, ConnectError, Connection},
    journal::Journal,
    sign_in::SignedIn,
    tasks::{Reply, Tasks},
};
use crate::{
    config::{ConfigProblem, File},
    emulator::Emulator,
    neon::{Slot, Task},
    ui::{
        self, Effect, Model, Msg, changed_cells,
        child::Child,
        own_command::running::{RunEnd, RunId},
    },
    view::shown_cells,
};
use jiff::Timestamp;

pub type Clock = Box<dyn Fn() -> Timestamp + Send>;

/// What the engine needs a terminal for.
#[derive(Debug)]
pub enum TerminalCommand {
    /// Give the terminal to the shell until the user returns.
    Suspend,
    /// Give the terminal to another program until it ends.
    Spawn(Box<Child>),
    /// Send the next frame in full.
    Redraw,
    /// End the program.
    Quit,
    /// Send these bytes to the terminal.
    Write(Vec<u8>),
}

/// The model and everything that works for it.
pub struct Engine {
    pub model: Model,
    tasks: Tasks,
    clipboard: Clipboard,
    clock: Clock,
    journal: Option<Journal>,
    emulator: Option<Emulator>,
    gateway: ApiGateway,
    configuration: Configuration,
    /// An account to switch to once the user has agreed to lose unsaved input.
    waiting: Option<Box<(ApiGateway, SignedIn)>>,
}

impl Engine {
    /// Creates an engine that is not connected yet.
    pub fn new(
        model: Model,
        clock: Clock,
        clipboard: Clipboard,
        journal: Option<Journal>,
        gateway: ApiGateway,
    ) -> Self {
        Self {
            model,
            tasks: Tasks::default(),
            clipboard,
            clock,
            journal,
            emulator: None,
            gateway,
            configuration: Configuration::default(),
            waiting: None,
        }
    }

    /// Follows the changes of a configuration.
    pub fn follow(&mut self, configuration: Configuration) {
        self.configuration = configuration;
    }

    /// Starts to connect with the session's key, if there is one; requests wait until that has finished.
    pub fn connect(&self) {
        if let Some(origin) = self.model.neon.session.origin.clone() {
            self.tasks.connect(self.gateway.clone().connect(origin));
        }
    }

    /// Gives a message to the model and starts the resulting effects.
    pub fn dispatch(&mut self, msg: Msg) -> Vec<TerminalCommand> {
        self.model.neon.now = self.now();
        let effects = ui::update(&mut self.model, msg);
        self.run(effects)
    }

    /// Updates the time and the request budget in the model; call this before drawing a frame.
    pub fn before_frame(&mut self) {
        self.model.neon.now = self.now();
        if let Some(budget) = self.tasks.budget() {
            let mut budget = budget.snapshot();
            let ahead = self.model.neon.skew.ahead();
            let by_neons = |until: Timestamp| until.saturating_add(ahead).unwrap_or(until);
            budget.paused_until = budget.paused_until.map(by_neons);
            // `Msg::Budget` has no effects.
            self.dispatch(Msg::Budget(budget));
        }
    }

    /// Starts the effects, and returns those for the terminal.
    pub fn run(&mut self, effects: Vec<Effect>) -> Vec<TerminalCommand> {
        let mut commands = Vec::new();
        for effect in effects {
            if matches!(effect, Effect::GoOnSigningIn) {
                if let Some(waiting) = self.waiting.take() {
                    commands.extend(self.signed_in(waiting.0, waiting.1));
                }
                continue;
            }
            if let Effect::ReadConfiguration { by_user } = effect {
                if let Some(path) = self.configuration.path() {
                    self.tasks.read_configuration(path.to_owned(), by_user);
                }
                continue;
            }
            let left = self.tasks.run(effect, &self.clipboard, &self.gateway);
            commands.extend(left.and_then(command));
        }
        commands
    }

    /// Saves the persistent state when the program ends.
    pub fn save(&self) {
        // There is no screen left to report an error on.
        let _ = self.gateway.store.log.write();
        if let Some(persisted) = ui::persistence::persisted(&self.model.browser, &self.model.neon) {
            // There is no screen left to report an error on, and only a cursor position is lost.
            let _ = self.gateway.store.keep(&persisted);
        }
    }

    /// Waits for the next reply of a task. Cancel-safe.
    pub async fn reply(&mut self) -> Reply {
        self.tasks.next().await
    }

    /// The next reply, if one has already arrived.
    pub fn try_reply(&mut self) -> Option<Reply> {
        self.tasks.try_next()
    }

    /// Whether anything but timers is running.
    pub fn is_busy(&self) -> bool {
        self.tasks.is_busy()
    }

    /// Passes on a reply if it still counts.
    pub fn on_reply(&mut self, reply: Reply) -> Vec<TerminalCommand> {
        match reply {
            Reply::Task {
                slot,
                ticket,
                last,
                msg,
            } => {
                if let (Some(journal), Msg::Answered { exchange, .. }) = (&mut self.journal, &*msg)
                {
                    journal.note(&exchange.log);
                }
                // Before the response itself, whose age depends on it.
                let mut commands = self.read_dates();
                if !self.tasks.admits(&slot, ticket, last) {
                    return commands;
                }
                commands.extend(self.pass_on(*msg));
                commands
            }
            Reply::Copied {
                text,
                label,
                copied,
            } => {
                self.tasks.job_ended();
                let mut commands = Vec::from_iter(copied.escape.map(TerminalCommand::Write));
                commands.extend(self.dispatch(Msg::Copied {
                    text,
                    label,
                    route: copied.route,
                }));
                commands
            }
            Reply::Done(done) => {
                self.tasks.job_ended();
                self.dispatch(Msg::Done(done))
            }
            Reply::Background(run, ended) => self.heard(run, ended),
            Reply::Configuration { read, by_user } => self.reread(read, by_user),
            Reply::Connected(connected) => self.connected(connected),
            Reply::SignedIn {
                ticket,
                gateway,
                signed_in,
            } => {
                if !self.tasks.admits(&Slot::SignIn, ticket, true) {
                    return Vec::new();
                }
                self.waiting = None;
                match *signed_in {
                    Ok(signed_in) if self.would_lose(&signed_in) => {
                        let who = signed_in.who.clone();
                        self.waiting = Some(Box::new((*gateway, signed_in)));
                        self.dispatch(Msg::AnotherAccount(who))
                    }
                    Ok(signed_in) => self.signed_in(*gateway, signed_in),
                    Err(why) => self.dispatch(Msg::Refused(why)),
                }
            }
        }
    }
}

impl Engine {
    /// Dispatches the message of a task; if it is an answer, the cells that it has changed are marked.
    fn pass_on(&mut self, msg: Msg) -> Vec<TerminalCommand> {
        let is_answer = matches!(msg, Msg::Answered { .. });
        let before = is_answer.then(|| shown_cells::of(&self.model)).flatten();
        let mut commands = self.dispatch(msg);
        let changed = before.and_then(|before| {
            let after = shown_cells::of(&self.model)?;
            Some(changed_cells::compare(&before, &after))
        });
        if let Some(changed) = changed.filter(|changed| !changed.is_empty()) {
            commands.extend(self.dispatch(Msg::Changed(changed)));
        }
        commands
    }

    /// Passes on what a program in the background has printed, and its end.
    fn heard(&mut self, run: RunId, ended: Option<RunEnd>) -> Vec<TerminalCommand> {
        let mut commands = match self.tasks.background.printed(run).map(Box::new) {
            Some(text) => self.dispatch(Msg::Printed { run, text }),
            None => Vec::new(),
        };
        if let Some(ended) = ended {
            self.tasks.background.end(run);
            commands.extend(self.dispatch(Msg::RunEnded { run, ended }));
        }
        commands
    }

    /// Ends the programs that run in the background.
    pub async fn stop_background(&mut self) {
        self.tasks.background.stop_all().await;
    }

    /// The current time by Neon's clock.
    fn now(&self) -> Timestamp {
        let now = (self.clock)();
        now.saturating_add(self.model.neon.skew.ahead())
            .unwrap_or(now)
    }

    /// Handles what responses have told about Neon's clock.
    fn read_dates(&mut self) -> Vec<TerminalCommand> {
        let Some(clock) = self.tasks.server_clock() else {
            return Vec::new();
        };
        let readings = clock.readings((self.clock)()).into_iter();
        readings
            .flat_map(|reading| self.dispatch(Msg::ServerTime(reading)))
            .collect()
    }

    /// Follows the configuration, which was read again.
    fn reread(
        &mut self,
        read: Option<(File, Vec<ConfigProblem>)>,
        by_user: bool,
    ) -> Vec<TerminalCommand> {
        self.tasks.job_ended();
        let remembered = || self.gateway.store.theme();
        let configuration = &mut self.configuration;
        match configuration.reread(read, &self.model, by_user, remembered) {
            Some(read) => self.dispatch(Msg::Reread { read, by_user }),
            None => Vec::new(),
        }
    }

    /// Handles the result of connecting.
    fn connected(&mut self, connected: Result<Connection, ConnectError>) -> Vec<TerminalCommand> {
        let msg = match connected {
            Ok(mut connection) => {
                let msg = Msg::Connected {
                    origin: connection.origin.clone(),
                    identity: connection.identity.clone(),
                    only: connection.only.clone(),
                    remembered: Box::new(std::mem::take(&mut connection.remembered)),
                };
                self.go_through(connection);
                msg
            }
            Err(closed) => {
                self.tasks.forget_requests();
                match closed {
                    ConnectError::NoKey(why) => Msg::NoKey(why),
                    ConnectError::Unreachable(why) => Msg::Unreachable(why),
                }
            }
        };
        self.dispatch(msg)
    }

    /// Sends all further requests over this connection.
    fn go_through(&mut self, connection: Connection) {
        self.model.neon.session.base_url = connection.base_url;
        self.emulator = connection.emulator;
        self.tasks.set_client(connection.client);
    }

    /// Whether signing in would lose unsaved input or changes on their way that belong to the current account.
    fn would_lose(&self, signed_in: &SignedIn) -> bool {
        let SignedIn {
            connection, who, ..
        } = signed_in;
        let (origin, identity) = (&connection.origin, &connection.identity);
        ui::account::would_lose(&self.model, origin, identity, who)
    }

    /// Switches to the new account: requests with the old key are dropped, except changes, which continue to
    /// their end.
    fn signed_in(&mut self, gateway: ApiGateway, signed_in: SignedIn) -> Vec<TerminalCommand> {
        let SignedIn {
            mut connection,
            who,
            trouble,
        } = signed_in;
        self.tasks.forget_requests();
        self.gateway = gateway;
        let msg = Msg::SignedIn {
            origin: connection.origin.clone(),
            identity: connection.identity.clone(),
            who,
            trouble,
            remembered: Box::new(std::mem::take(&mut connection.remembered)),
        };
        self.go_through(connection);
        self.dispatch(msg)
    }
}

fn command(effect: Effect) -> Option<TerminalCommand> {
    match effect {
        Effect::Spawn(child) => Some(TerminalCommand::Spawn(child)),
        Effect::Suspend => Some(TerminalCommand::Suspend),
        Effect::Redraw => Some(TerminalCommand::Redraw),
        Effect::Quit => Some(TerminalCommand::Quit),
        Effect::Task(Task::Call { .. })
        | Effect::Task(Task::After { .. })
        | Effect::Task(Task::Cancel(_))
        | Effect::Background { .. }
        | Effect::StopBackground(_)
        | Effect::LocalJob(_)
        | Effect::Download(_)
        | Effect::Upload(_)
        | Effect::ClearClipboard(_)
        | Effect::Copy { .. }
        | Effect::FindAccounts { .. }
        | Effect::GoOnSigningIn
        | Effect::KeepKey { .. }
        | Effect::KeepTheme(_)
        | Effect::LogChanges(_)
        | Effect::ReadConfiguration { .. }
        | Effect::Save(_)
        | Effect::SignIn(_) => None,
    }
}
