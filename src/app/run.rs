//! The main loop: wait for something, handle it, draw if something changed.
//!
//! ```text
//! signals → input → replies → the next frame        (the first that is ready wins)
//! ```
//!
//! There is no tick: an idle program sleeps. All pending input is handled before a frame is drawn, and [`Pace`]
//! decides when that is.

use super::{
    appearance::Appearance,
    clipboard::{self, Clipboard},
    config_watch::ConfigWatch,
    configuration::Configuration,
    connect::ApiGateway,
    drafts::Drafts,
    engine::{Engine, TerminalCommand},
    frame_limiter::Pace,
    hangup::HangupWatch,
    input::{Event, Input},
    journal::Journal,
    screen::{self, Screen},
    signals::{Signal, Signals},
    suspend::{self, Stop},
    tasks::Reply,
};
use crate::{
    key::Key,
    ui::{Keymap, Model, Msg, Startup, burst::Burst, dialog::form},
    view::theme::ColorDepth,
};
use anyhow::Context;
use jiff::Timestamp;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};
use tokio::{
    runtime,
    time::{Instant, sleep_until},
};

/// How many replies are handled before keys get their turn.
const REPLIES_AT_ONCE: usize = 16;

/// What the program starts with.
pub struct Start {
    /// From the command line and the configuration.
    pub startup: Startup,
    pub keymap: Keymap,
    /// Where they come from, to follow its changes.
    pub configuration: Configuration,
    /// How many colors the terminal has.
    pub depth: ColorDepth,
    /// Whether the terminal can be asked for its background color.
    pub answers: bool,
    /// How to connect to the API.
    pub gateway: ApiGateway,
    /// The request log, if one is written.
    pub journal: Option<Journal>,
    /// Mistakes in the configuration, as sentences.
    pub mistakes: Vec<String>,
    /// What else the user should know.
    pub notices: Vec<String>,
}

/// How long the program rests before it ends.
const REST: Duration = Duration::from_micros(300);

/// Runs the program until it ends; returns its exit status.
pub fn run(start: Start) -> anyhow::Result<u8> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(2)
        .build()
        .context("The program could not start")?;
    let status = runtime.block_on(async { anyhow::Ok(App::start(start).await?.run().await) });
    // Idle threads end at once. Do not wait for requests in flight, nor for a resolver that hangs.
    runtime.shutdown_timeout(Duration::from_millis(2));
    // The terminal closes a moment before the process ends. Whoever waits for that gets the processor first if this
    // process has just used it, and finds it still running; after a rest, both get their turn.
    thread::sleep(REST);
    status
}

pub(super) struct App {
    /// Dropped first when the program ends: releasing the clipboard may take a tenth of a second.
    pub(super) screen: Screen,
    pub(super) engine: Engine,
    appearance: Appearance,
    pub(super) signals: Signals,
    pub(super) line: HangupWatch,
    pub(super) input: Input,
    burst: Burst,
    pace: Pace,
    /// Set when the program is to end.
    status: Option<u8>,
    /// Printed after the program has ended.
    pub(super) parting: Option<String>,
    drafts: Drafts,
    config: ConfigWatch,
}

impl App {
    /// Draws the first frame, then does everything else that a start needs.
    async fn start(start: Start) -> anyhow::Result<Self> {
        let signals = Signals::listen().context("The program cannot listen for signals")?;
        let place = clipboard::ClipboardHost::of(|name| std::env::var(name).ok());
        // Before asking for the size, so that no resize is missed.
        let input = Input::listen(place.ssh).context("The terminal's input cannot be read")?;
        let size = screen::size();
        let mut model = Model::new(start.startup, start.keymap, Timestamp::now(), size);
        for text in start.mistakes {
            model.neon.say_mistake(text);
        }
        for text in start.notices {
            model.neon.say_bad(text);
        }
        let warnings = model.take_effects();
        let clipboard = Clipboard::at(place);
        let mut engine = Engine::new(
            model,
            Box::new(Timestamp::now),
            clipboard,
            start.journal,
            start.gateway,
        );
        let path = start.configuration.path().map(Path::to_owned);
        engine.follow(start.configuration);
        let mut commands = engine.run(warnings);
        commands.extend(engine.dispatch(Msg::Start));
        let mut screen = Screen::take(size).context("The terminal cannot be used")?;
        if start.answers && engine.model.settings.wide_ambiguous.is_none() {
            screen.ask_width();
        }
        let pace = Pace::new(Instant::now());
        let mut app = Self {
            screen,
            engine,
            appearance: Appearance::new(start.depth, start.answers),
            signals,
            line: HangupWatch::watch(),
            input,
            burst: Burst::default(),
            pace,
            status: None,
            parting: None,
            drafts: Drafts::default(),
            config: ConfigWatch::default(),
        };
        app.frame();
        app.engine.connect();
        app.config = ConfigWatch::of(path.as_deref());
        app.execute(commands).await;
        Ok(app)
    }

    async fn run(mut self) -> u8 {
        let mut events = Vec::new();
        loop {
            self.drafts
                .follow(form::text::unaccepted(&self.engine.model.dialogs));
            if let Some(status) = self.status {
                // The user need not wait for the disk.
                self.screen.lend();
                self.engine.save();
                self.engine.stop_background().await;
                let mut words: Vec<String> = self.parting.take().into_iter().collect();
                if status != 0 {
                    let saved = self.drafts.leave().into_iter();
                    let says = |path: PathBuf| {
                        format!("lazyneon: the edited text is saved in {}", path.display())
                    };
                    words.extend(saved.map(says));
                }
                for text in words {
                    // `eprintln!` would panic if the terminal is gone.
                    let _ = writeln!(io::stderr(), "{text}");
                }
                return status;
            }
            let frame = self.frame_at();
            tokio::select! {
                biased;
                signal = self.signals.next() => self.signal(signal),
                () = self.line.lost() => self.signal(Signal::HangUp),
                taken = self.input.take(&mut events) => match taken {
                    Ok(()) => self.events(&mut events).await,
                    Err(_) => self.signal(Signal::HangUp),
                },
                reply = self.engine.reply() => self.reply(reply).await,
                () = self.config.changed() => self.tell(Msg::ConfigurationTouched).await,
                () = due(frame), if frame.is_some() => self.frame(),
            }
        }
    }

    pub(super) fn signal(&mut self, signal: Signal) {
        match signal {
            // Also after SIGSTOP, on which the terminal could not be given back.
            Signal::Continue => self.take_back(),
            ending => self.status = Some(ending.status()),
        }
    }

    /// Handles events that arrived together.
    async fn events(&mut self, events: &mut Vec<Event>) {
        let pause = self.input.pause();
        let mut keys = Vec::new();
        for event in events.drain(..) {
            let msg = match event {
                Event::Key(key) => {
                    keys.push(key);
                    continue;
                }
                Event::Paste { text, is_cut } => {
                    self.keys(&mut keys, pause).await;
                    self.tell(Msg::Paste(text)).await;
                    if !is_cut {
                        continue;
                    }
                    Msg::PasteCut
                }
                Event::Mouse(event) => Msg::Mouse(event),
                Event::Focus(attentive) => {
                    self.config.try_again();
                    Msg::Focus(attentive)
                }
                Event::Background(color) => {
                    let model = &mut self.engine.model;
                    model.neon.touched |= self.appearance.set_background(color, model);
                    continue;
                }
                // Anything else is no answer to the question how wide one character is.
                Event::Width(cells) if !matches!(cells, 1 | 2) => continue,
                Event::Width(cells) => {
                    let model = &mut self.engine.model;
                    model.frame.is_wide = cells > 1;
                    model.neon.touched |= model.draws_wide();
                    continue;
                }
                Event::Resize => {
                    // The size may have changed again since.
                    let (width, height) = screen::size();
                    self.screen.resize((width, height));
                    Msg::Resize { width, height }
                }
            };
            self.keys(&mut keys, pause).await;
            self.tell(msg).await;
        }
        self.keys(&mut keys, pause).await;
    }

    async fn keys(&mut self, keys: &mut Vec<Key>, pause: Duration) {
        if keys.is_empty() {
            return;
        }
        self.burst.begin(keys.drain(..), pause, &self.engine.model);
        while let Some(msg) = self.burst.next(&self.engine.model) {
            self.tell(msg).await;
        }
    }

    async fn tell(&mut self, msg: Msg) {
        if self.status.is_none() {
            let commands = self.engine.dispatch(msg);
            self.execute(commands).await;
        }
    }

    /// Handles this reply and those that have already arrived, up to a limit so that keys get their turn.
    async fn reply(&mut self, reply: Reply) {
        let commands = self.engine.on_reply(reply);
        self.execute(commands).await;
        for _ in 1..REPLIES_AT_ONCE {
            let Some(reply) = self.engine.try_reply() else {
                break;
            };
            let commands = self.engine.on_reply(reply);
            self.execute(commands).await;
        }
    }

    pub(super) async fn execute(&mut self, commands: Vec<TerminalCommand>) {
        for command in commands {
            match command {
                TerminalCommand::Quit => self.status = Some(0),
                TerminalCommand::Redraw => {
                    self.screen.redraw();
                    self.engine.model.neon.touched = true;
                }
                TerminalCommand::Write(bytes) => {
                    if self.screen.write(&bytes).is_err() {
                        self.signal(Signal::HangUp);
                    }
                }
                TerminalCommand::Spawn(child) => {
                    // What was typed ahead was meant for the child.
                    self.burst.end();
                    self.lend(*child).await;
                }
                TerminalCommand::Suspend => {
                    self.burst.end();
                    self.suspend().await;
                }
            }
        }
    }

    async fn suspend(&mut self) {
        self.screen.lend();
        match suspend::stop(&mut self.signals).await {
            Stop::Resumed => self.take_back(),
            Stop::Ended(signal) => self.signal(signal),
            Stop::Impossible => {
                self.take_back();
                let model = &mut self.engine.model;
                model
                    .neon
                    .say_bad("There is no shell to return to, so lazyneon was not suspended.");
                // A notice only starts a timer.
                let timer = model.take_effects();
                self.engine.run(timer);
            }
        }
    }

    pub(super) fn take_back(&mut self) {
        if self.screen.take_back().is_err() {
            self.signal(Signal::HangUp);
            return;
        }
        let (width, height) = screen::size();
        self.screen.resize((width, height));
        // A resize has no external effects.
        self.engine.dispatch(Msg::Resize { width, height });
        self.engine.model.neon.touched = true;
    }

    /// When the next frame is due; `None` while the screen is up to date.
    fn frame_at(&mut self) -> Option<Instant> {
        let haste = self.engine.model.frame_due()?;
        Some(self.pace.next(haste, Instant::now()))
    }

    /// Draws a frame. If that fails, the terminal is gone.
    fn frame(&mut self) {
        self.engine.before_frame();
        let model = &self.engine.model;
        let theme = self.appearance.theme(model);
        let drawn = self.screen.draw(model, theme);
        if self.appearance.asks(model) {
            self.screen.ask_background();
        }
        if drawn.is_err() {
            self.signal(Signal::HangUp);
        }
        self.engine.model.drawn();
        self.pace.drawn(Instant::now());
    }
}

/// Waits until a moment; returns at once if it has passed, where a timer would wait for its next tick.
async fn due(at: Option<Instant>) {
    if let Some(at) = at.filter(|at| *at > Instant::now()) {
        sleep_until(at).await;
    }
}
