//! Drives the real program without a terminal.
//!
//! Engine, tasks, client and view are those of the program; only keys come from the story, and frames go into a
//! buffer. It is made for tokio's paused clock and real HTTP on loopback. A paused clock jumps ahead whenever
//! nothing is ready, even while the kernel is still delivering bytes; so the driver holds it still while a
//! request is in flight, and advances it itself when a task reports that it waits, or when nothing has happened
//! for a moment of real time.

use crate::display::Display;
use jiff::Timestamp;
use lazyneon::{
    api::Progress,
    app::{
        clipboard::{Clipboard, ClipboardHost},
        configuration::{Configuration, Overrides},
        connect::ApiGateway,
        engine::{Engine, TerminalCommand},
        tasks::Reply,
    },
    config::File,
    key::{Chord, Code, Key},
    neon::account::Account,
    ui::{
        Action, Keymap, Model, Msg, Scope, Startup,
        child::Child,
        dialog::{kinds::Dialog, sign_in::SignInRow},
        perform_action, scopes,
    },
};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc,
    },
    time::Duration,
};
use tokio::{
    task::spawn_blocking,
    time::{self, Instant},
};

/// How long nothing must happen, in real time, before the clock is advanced.
const QUIET: Duration = Duration::from_millis(30);
/// The most the clock is advanced at once while a request is in flight.
const FURTHEST: Duration = Duration::from_secs(2);
/// How long the user looks at a screen on which a dialog has closed by itself, in milliseconds.
const LOOK: u64 = 500;
/// How often the clock is advanced before a request counts as stuck.
const MOVES: usize = 200;

/// A program driven by a story.
pub struct Driver {
    engine: Engine,
    display: Display,
    copied: Vec<String>,
    children: Vec<Child>,
    /// How many milliseconds the user has looked at the screen, in addition to the time on the paused clock.
    looked: Arc<AtomicU64>,
    /// How many replies of tasks and timers have woken the loop.
    wakes: usize,
    quit: bool,
}

impl Driver {
    /// Starts the program with an API gateway, at a point in time, on a screen of this size in columns and rows.
    pub fn start(session: Startup, gateway: ApiGateway, now: Timestamp, size: (u16, u16)) -> Self {
        let began = Instant::now();
        let looked = Arc::new(AtomicU64::new(0));
        let looks = Arc::clone(&looked);
        let clock = move || {
            now.saturating_add(began.elapsed() + Duration::from_millis(looks.load(Relaxed)))
                .unwrap()
        };
        let mut model = Model::new(session, Keymap::default(), now, size);
        model.neon.session.base_url = gateway.base_url.clone();
        // Over SSH, copying writes an escape sequence to the terminal, which is us.
        let clipboard = Clipboard::at(ClipboardHost {
            ssh: true,
            ..ClipboardHost::default()
        });
        let engine = Engine::new(model, Box::new(clock), clipboard, None, gateway);
        engine.connect();
        let mut driver = Self {
            engine,
            display: Display::new(size),
            copied: Vec::new(),
            children: Vec::new(),
            looked,
            wakes: 0,
            quit: false,
        };
        driver.tell(Msg::Start);
        driver
    }

    /// Follows the changes of a configuration file.
    pub fn configure(&mut self, path: &Path) {
        let (file, _) = File::read(path, false);
        let path = Some(path.to_owned());
        let configuration = Configuration::new(path, file, Overrides::default());
        self.engine.follow(configuration);
    }

    pub fn model(&self) -> &Model {
        &self.engine.model
    }

    /// The state of the program, for changes that only a start could make.
    pub fn model_mut(&mut self) -> &mut Model {
        &mut self.engine.model
    }

    /// Whether the program has ended.
    pub fn has_quit(&self) -> bool {
        self.quit
    }

    /// Saves what the program saves when it ends.
    pub fn save(&self) {
        self.engine.save();
    }

    /// The copied texts, oldest first.
    pub fn copied(&self) -> Vec<String> {
        self.copied.clone()
    }

    /// The programs that were given the terminal, oldest first; forgets them.
    pub fn children(&mut self) -> Vec<Child> {
        std::mem::take(&mut self.children)
    }

    /// Sends a message to the program.
    pub fn tell(&mut self, msg: Msg) {
        if let Msg::Resize { width, height } = msg {
            self.display.resize((width, height));
        }
        self.turn(|engine| engine.dispatch(msg));
    }

    /// Runs something. If no frame follows it, the last frame must still be correct.
    fn turn(&mut self, happens: impl FnOnce(&mut Engine) -> Vec<TerminalCommand>) {
        let was_due = self.engine.model.frame_due().is_some();
        let orders = happens(&mut self.engine);
        if !was_due && self.engine.model.frame_due().is_none() {
            self.display.is_current(&mut self.engine.model);
        }
        self.obey(orders);
    }

    /// Draws the frame that is due, if any, as the main loop would before anything else.
    fn draw(&mut self) {
        if self.engine.model.frame_due().is_some() {
            self.engine.before_frame();
            self.display.follow(&mut self.engine.model);
        }
    }

    /// The number of frames drawn so far, and how many of them have sent anything.
    pub fn frames(&self) -> (usize, usize) {
        (self.display.drawn, self.display.sent)
    }

    fn obey(&mut self, orders: Vec<TerminalCommand>) {
        for order in orders {
            match order {
                TerminalCommand::Quit => self.quit = true,
                TerminalCommand::Write(bytes) => self.copied.extend(osc52(&bytes)),
                TerminalCommand::Spawn(child) => self.children.push(*child),
                // Nothing is kept between frames here, and there is no shell.
                TerminalCommand::Redraw | TerminalCommand::Suspend => {}
            }
        }
    }

    /// Presses the keys of an action if it is available now; otherwise runs it as a menu would.
    pub fn act(&mut self, action: Action) {
        let scopes = scopes::active(&self.engine.model.browser, &self.engine.model.dialogs);
        let here = scopes.iter().find(|scope| action.spec().is_in(**scope));
        let keymap = &self.engine.model.keyboard.keymap;
        let chord = here
            .and_then(|scope| keymap.chords_in(action, *scope).first())
            .cloned()
            .filter(|_| !self.is_typing());
        match chord {
            Some(chord) => self.chord(&chord),
            None => {
                self.turn(|engine| {
                    let effects = perform_action(&mut engine.model, action);
                    engine.run(effects)
                });
            }
        }
    }

    fn is_typing(&self) -> bool {
        scopes::active(&self.engine.model.browser, &self.engine.model.dialogs)
            .contains(&Scope::Filter)
    }

    /// Presses the keys of an action, even if other actions share them.
    pub fn chord_of(&mut self, action: Action) {
        let chord = self
            .engine
            .model
            .keyboard
            .keymap
            .chords(action)
            .first()
            .cloned();
        self.chord(&chord.unwrap());
    }

    fn chord(&mut self, chord: &Chord) {
        // Whoever presses a key has seen the current screen, which takes a moment.
        if self.engine.model.keyboard.lost_field.is_some() {
            self.looked.fetch_add(LOOK, Relaxed);
        }
        for key in chord.keys() {
            self.key(*key);
        }
    }

    /// Presses keys so fast that no frame is drawn between them.
    pub fn keys_at_once(&mut self, keys: impl IntoIterator<Item = Key>) {
        self.draw();
        for key in keys {
            self.tell(Msg::Key(key));
        }
    }

    pub fn key(&mut self, key: impl Into<Key>) {
        self.draw();
        self.tell(Msg::Key(key.into()));
    }

    /// The digit that chooses an account.
    pub fn key_of(&self, wanted: impl Fn(&Account) -> bool) -> Key {
        let model = &self.engine.model;
        let Some(Dialog::SignIn(dialog)) = model.dialogs.shown() else {
            panic!("nobody is asked to sign in")
        };
        let is_it = |row: &SignInRow| matches!(row, SignInRow::Account(at) if dialog.account(*at).is_some_and(&wanted));
        let at = dialog
            .rows(&model.neon)
            .iter()
            .position(is_it)
            .expect("no such account");
        Key::char(char::from_digit(at as u32 + 1, 10).unwrap())
    }

    /// Types a text, character by character.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.key(Key::char(c));
        }
    }

    pub fn escape(&mut self) {
        self.key(Code::Esc);
    }

    /// How often a task or a timer has woken the program so far.
    pub fn wakes(&self) -> usize {
        self.wakes
    }

    fn take(&mut self, reply: Reply) {
        self.wakes += 1;
        self.turn(|engine| engine.on_reply(reply));
    }

    /// Lets all pending requests finish; timers without a request behind them do not run.
    ///
    /// Returns whether everything has finished.
    pub async fn settle(&mut self) -> bool {
        let mut step = Duration::from_millis(50);
        for _ in 0..MOVES {
            let ended = self.drain().await;
            self.draw();
            if ended {
                return true;
            }
            time::sleep(step).await;
            step = (step * 2).min(FURTHEST);
        }
        false
    }

    /// Handles what arrives at once, without letting time pass for what is late.
    pub async fn take_answers(&mut self) {
        self.drain().await;
        self.draw();
    }

    /// Handles what arrives until nothing is running, or until nothing has arrived for a moment of real time.
    async fn drain(&mut self) -> bool {
        loop {
            while let Some(reply) = self.engine.try_reply() {
                self.take_and_wait(reply).await;
            }
            if !self.engine.is_busy() {
                return true;
            }
            let (release, held) = mpsc::channel::<()>();
            let mut hold = spawn_blocking(move || held.recv_timeout(QUIET));
            let reply = tokio::select! {
                biased;
                reply = self.engine.reply() => Some(reply),
                _ = &mut hold => None,
            };
            drop(release);
            match reply {
                Some(reply) => self.take_and_wait(reply).await,
                None => return false,
            }
        }
    }

    /// Handles a reply; a task that reports that it waits gets its time.
    async fn take_and_wait(&mut self, reply: Reply) {
        let wait = match &reply {
            Reply::Task { msg, .. } => match &**msg {
                Msg::Waiting {
                    progress: Progress::Queued { wait } | Progress::Waiting { wait, .. },
                    ..
                } => Some(*wait),
                _ => None,
            },
            _ => None,
        };
        self.take(reply);
        if let Some(wait) = wait {
            time::sleep(wait + Duration::from_millis(1)).await;
        }
    }

    /// Lets time pass, in steps small enough for timers to run in order.
    pub async fn elapse(&mut self, time: Duration) {
        const STEP: Duration = Duration::from_millis(100);
        let until = Instant::now() + time;
        self.settle().await;
        while Instant::now() < until {
            time::sleep(STEP.min(until - Instant::now())).await;
            // Timers that have just ended report before the next step.
            tokio::task::yield_now().await;
            self.settle().await;
        }
    }

    /// Lets time pass until no operation is being followed, for at most a minute.
    pub async fn follow(&mut self) {
        for _ in 0..60 {
            self.settle().await;
            if !self.engine.model.changes.is_working() {
                return;
            }
            self.elapse(Duration::from_secs(1)).await;
        }
    }

    /// The underlined texts of the screen: what an answer has changed, and matches of a filter.
    pub fn underlined(&mut self) -> Vec<String> {
        self.draw();
        let screen = self.display.terminal.screen();
        let (height, width) = screen.size();
        let mut texts = vec![String::new()];
        for (y, x) in (0..height.get()).flat_map(|y| (0..=width.get()).map(move |x| (y, x))) {
            match screen.cell(y, x).filter(|cell| cell.underline()) {
                Some(cell) => texts.last_mut().unwrap().push_str(cell.contents()),
                None => texts.push(String::new()),
            }
        }
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// The line that the terminal's cursor is on, from there on; `None` while it is hidden.
    pub fn at_cursor(&mut self) -> Option<String> {
        let shown = self.screen();
        let screen = self.display.terminal.screen();
        let (line, column) = screen.cursor_position();
        let line = shown.lines().nth(line.into())?;
        let is_visible = !screen.hide_cursor();
        is_visible.then(|| line.chars().skip(column.into()).collect())
    }

    /// The screen as text, line by line.
    pub fn screen(&mut self) -> String {
        self.draw();
        self.display.is_current(&mut self.engine.model);
        self.display.text()
    }
}

/// The text of an OSC 52 sequence, if these bytes are one.
fn osc52(bytes: &[u8]) -> Option<String> {
    let base64 = bytes.strip_prefix(b"\x1b]52;c;")?.strip_suffix(b"\x1b\\")?;
    let mut text = Vec::new();
    for four in base64.chunks(4) {
        let digits = four.iter().filter_map(|byte| match byte {
            b'A'..=b'Z' => Some(byte - b'A'),
            b'a'..=b'z' => Some(byte - b'a' + 26),
            b'0'..=b'9' => Some(byte - b'0' + 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        });
        let (count, bits) = digits.fold((0, 0), |(count, bits), digit| {
            (count + 1, (bits << 6) | u32::from(digit))
        });
        let bits: u32 = bits << (6 * (4 - count));
        text.extend_from_slice(&bits.to_be_bytes()[1..count]);
    }
    String::from_utf8(text).ok()
}
