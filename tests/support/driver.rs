//! The real program without a terminal, for stories: keys go in, the drawn screen comes out.
//!
//! Everything between the two is what the binary runs: the [`Engine`] with its tasks, a client
//! over HTTP, the real drawing. Only the terminal, the desktop's clipboard and the passing of time
//! are left out: with tokio's clock paused, waiting costs nothing.
//!
//! ```ignore
//! #[tokio::test(start_paused = true)]
//! async fn a_project_opens() {
//!     let mut app = Driver::demo().await;
//!     app.press(Action::Down).press(Action::Open).settle().await;
//!     app.sees("production");
//! }
//! ```

use jiff::Timestamp;
use lazyneon::{
    api::{ApiKey, Budget, Client, ClientConfig},
    app::{
        clipboard::{Clipboard, Place},
        engine::{Clock, Engine, Order},
        tasks::{Connection, Reply},
    },
    core::{Action, Keymap, Model, Msg, Session},
    emulator::{self, Emulator, Options},
    key::Key,
    view::{self, Theme},
};
use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::{Buffer, CellWidth},
};
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout};

/// How long, on the clock of the runtime, requests may take before a story is said to hang.
const PATIENCE: Duration = Duration::from_secs(600);
/// When stories begin.
const NOW: &str = "2026-08-23T14:02:13Z";
/// The usual size.
const SIZE: (u16, u16) = (120, 40);

/// Something that can be pressed: an action, by its first key, or a key.
pub trait Press {
    /// The keys to press, in order.
    fn keys(self, keymap: &Keymap) -> Vec<Key>;
}

impl Press for Key {
    fn keys(self, _: &Keymap) -> Vec<Key> {
        vec![self]
    }
}

impl Press for Action {
    fn keys(self, keymap: &Keymap) -> Vec<Key> {
        keymap
            .chords(self)
            .first()
            .map(|chord| chord.keys().to_vec())
            .unwrap_or_default()
    }
}

/// The program, driven by a story.
pub struct Driver {
    engine: Engine,
    copied: Vec<String>,
    quit: bool,
    theme: Theme,
    emulator: Option<Emulator>,
}

impl Driver {
    /// Starts the program. It has no client yet: see [`Driver::connect`].
    pub fn new(session: Session, clock: Clock, size: (u16, u16)) -> Self {
        let model = Model::new(session, Keymap::default(), clock(), size);
        // Over SSH a copy is an order to the terminal, and that is us.
        let clipboard = Clipboard::at(Place {
            ssh: true,
            ..Place::default()
        });
        let engine = Engine::new(model, clock, clipboard, None);
        let mut driver = Self {
            engine,
            copied: Vec::new(),
            quit: false,
            theme: Theme::mono(),
            emulator: None,
        };
        driver.tell(Msg::Start);
        driver
    }

    /// The program on the demo's emulator, at rest.
    pub async fn demo() -> Self {
        Self::emulated(Options::default(), Session::default()).await
    }

    /// The program on an emulator with these options, at rest. The emulator's clock follows the
    /// runtime's.
    pub async fn emulated(options: Options, session: Session) -> Self {
        let clock = emulator::Clock::tokio(NOW.parse().unwrap());
        let options = Options {
            clock: clock.clone(),
            ..options
        };
        let emulator = emulator::serve(options).await.unwrap();
        let config = ClientConfig::new(emulator.base_url(), ApiKey::from("demo".to_owned()));
        let client = Client::new(config, Budget::new()).unwrap();
        let session = Session {
            demo: true,
            ..session
        };
        let mut driver = Self::new(session, Box::new(move || clock.now()), SIZE);
        driver.connect(client);
        driver.emulator = Some(emulator);
        driver.settle().await;
        driver
    }

    /// The emulator, to ask what it has received and to let things go wrong.
    pub fn server(&self) -> &Emulator {
        self.emulator
            .as_ref()
            .expect("this program was started without an emulator")
    }

    /// A clock that follows the runtime's, from a moment on.
    pub fn clock(from: Timestamp) -> Clock {
        let hands = emulator::Clock::tokio(from);
        Box::new(move || hands.now())
    }

    /// Gives the program its client; requests that wait for it are sent.
    pub fn connect(&mut self, client: Client) {
        let connection = Connection {
            base_url: client.base_url().to_owned(),
            client,
            emulator: None,
        };
        self.turn(|engine| engine.take(Reply::Connected(Ok(connection))));
    }

    /// Presses an action's first key, or a key.
    pub fn press(&mut self, press: impl Press) -> &mut Self {
        for key in press.keys(&self.engine.model.keymap) {
            self.tell(Msg::Key(key));
        }
        self
    }

    /// Types a text, key by key.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.tell(Msg::Key(Key::char(letter)));
        }
        self
    }

    /// Tells the program that something has happened.
    pub fn tell(&mut self, msg: Msg) -> &mut Self {
        self.turn(|engine| engine.tell(msg));
        self
    }

    /// Waits until nothing runs but timers and everything that was said has been taken.
    pub async fn settle(&mut self) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while self.engine.is_busy() {
            let left = deadline.saturating_duration_since(Instant::now());
            match timeout(left, self.engine.reply()).await {
                Ok(reply) => self.turn(|engine| engine.take(reply)),
                Err(_) => panic!(
                    "the program never comes to rest; the screen:\n{}",
                    self.screen()
                ),
            }
        }
        self
    }

    /// Lets time pass, with everything that happens meanwhile.
    pub async fn elapse(&mut self, time: Duration) -> &mut Self {
        let until = Instant::now() + time;
        loop {
            tokio::select! {
                biased;
                reply = self.engine.reply() => self.turn(|engine| engine.take(reply)),
                () = sleep_until(until) => return self.settle().await,
            }
        }
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.tell(Msg::Resize { width, height })
    }

    /// What the screen shows, line by line, without blanks at the ends of lines.
    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        let width = usize::from(buffer.area.width).max(1);
        let lines = buffer.content.chunks(width).map(|line| {
            let mut text = String::new();
            let mut covered = 0;
            for cell in line {
                if covered == 0 {
                    text.push_str(cell.symbol());
                    covered = cell.cell_width();
                }
                covered = covered.saturating_sub(1);
            }
            text.truncate(text.trim_end().len());
            text
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What the screen shows, cell by cell.
    pub fn buffer(&self) -> Buffer {
        let (width, height) = self.engine.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let model = &self.engine.model;
        terminal
            .draw(|frame| view::draw(frame, model, &self.theme))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    /// Fails unless the screen shows a text.
    pub fn sees(&self, text: &str) -> &Self {
        let screen = self.screen();
        assert!(
            screen.contains(text),
            "{text:?} is not on the screen:\n{screen}"
        );
        self
    }

    /// Fails if the screen shows a text.
    pub fn sees_no(&self, text: &str) -> &Self {
        let screen = self.screen();
        assert!(
            !screen.contains(text),
            "{text:?} is on the screen:\n{screen}"
        );
        self
    }

    /// The state of the program.
    pub fn model(&self) -> &Model {
        &self.engine.model
    }

    /// Everything that was copied so far.
    pub fn copied(&self) -> &[String] {
        &self.copied
    }

    /// Whether the program has ended.
    pub fn has_quit(&self) -> bool {
        self.quit
    }

    fn turn(&mut self, turn: impl FnOnce(&mut Engine) -> Vec<Order>) {
        for order in turn(&mut self.engine) {
            match order {
                Order::Quit => self.quit = true,
                Order::Write(bytes) => self.copied.extend(osc52(&bytes)),
                // Nothing is kept between frames here, and there is no shell.
                Order::Redraw | Order::Suspend => {}
            }
        }
    }
}

/// The text that a terminal is asked to keep, if these bytes ask for it.
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
            (count + 1, bits << 6 | u32::from(digit))
        });
        let bits = bits << (6 * (4 - count));
        text.extend_from_slice(&bits.to_be_bytes()[1..count]);
    }
    String::from_utf8(text).ok()
}
