//! The real binary in a pseudo-terminal, with a screen that interprets its output.
//!
//! A reader thread feeds the screen; [`Terminal::until`] waits for what it shows, without sleeping.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::{
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take on a machine that is busy with other tests.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What ends each frame: the end of a synchronized update.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";

/// What a terminal does besides showing cells.
#[derive(Default)]
pub struct Side {
    /// Texts for the clipboard, in base64.
    pub clipboard: Vec<Vec<u8>>,
    /// Queries that a real terminal would answer.
    pub questions: Vec<String>,
}

impl vt100::Callbacks for Side {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], base64: &[u8]) {
        self.clipboard.push(base64.to_vec());
    }

    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        one: Option<u8>,
        _: Option<u8>,
        parts: &[&[u16]],
        end: char,
    ) {
        if matches!(end, 'n' | 'c' | 'u') {
            self.questions.push(format!("{one:?} {parts:?} {end}"));
        }
    }
}

struct Shown {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    vt: vt100::Parser<Side>,
    raw: Vec<u8>,
    ended: bool,
    /// Nobody looks anymore: the reader ends after its next read.
    closing: bool,
}

pub struct Terminal {
    shown: Arc<Shown>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    pub child: Box<dyn Child + Send + Sync>,
    reader: Option<thread::JoinHandle<()>>,
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn side(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

/// The binary under test, with an empty environment and an empty home.
pub fn lazyneon(home: &Path) -> CommandBuilder {
    program(env!("CARGO_BIN_EXE_lazyneon"), home)
}

/// Any program in the same environment.
pub fn program(path: &str, home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(path);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", home);
    command.env("PATH", "/usr/bin:/bin");
    if let Ok(profile) = std::env::var("LLVM_PROFILE_FILE") {
        command.env("LLVM_PROFILE_FILE", profile);
    }
    command.cwd(home);
    command
}

impl Terminal {
    /// Starts a program in a terminal of 24 rows and 80 columns.
    pub fn start(command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(24, 80)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let vt = vt100::Parser::new_with_callbacks(side(24), side(80), 0, Side::default());
        let state = State {
            vt,
            raw: Vec::new(),
            ended: false,
            closing: false,
        };
        let shown = Arc::new(Shown {
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        let mut output = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let reader = thread::spawn({
            let shown = Arc::clone(&shown);
            move || {
                let mut bytes = [0; 4096];
                while let Ok(count @ 1..) = output.read(&mut bytes) {
                    let mut state = shown.state.lock().unwrap();
                    state.vt.process(&bytes[..count]);
                    state.raw.extend_from_slice(&bytes[..count]);
                    shown.changed.notify_all();
                    if state.closing {
                        break;
                    }
                }
                shown.state.lock().unwrap().ended = true;
                shown.changed.notify_all();
            }
        });
        Self {
            shown,
            master: Some(pair.master),
            keyboard: Some(keyboard),
            child,
            reader: Some(reader),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shown.state.lock().unwrap()
    }

    /// Waits until `look` returns something; panics with the screen if it never does.
    pub fn until<R>(&self, what: &str, look: impl FnMut(&vt100::Screen, &Side) -> Option<R>) -> R {
        self.within(PATIENCE, look).unwrap_or_else(|| {
            let screen = self.screen(|screen, _| screen.contents());
            panic!("never saw {what}; the screen:\n{screen}")
        })
    }

    /// Waits until `look` returns something; `None` if it did not in time or the program ended.
    pub fn within<R>(
        &self,
        patience: Duration,
        mut look: impl FnMut(&vt100::Screen, &Side) -> Option<R>,
    ) -> Option<R> {
        let deadline = Instant::now() + patience;
        let mut state = self.state();
        loop {
            if let Some(found) = look(state.vt.screen(), state.vt.callbacks()) {
                return Some(found);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || state.ended {
                return None;
            }
            state = self.shown.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// Waits until the screen shows a text.
    pub fn sees(&self, text: &str) {
        self.until(text, |screen, _| {
            screen.contents().contains(text).then_some(())
        });
    }

    /// Inspects the screen after a whole frame, not in the middle of one.
    pub fn whole<R>(&self, look: impl FnOnce(&vt100::Screen, &Side) -> R) -> R {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.state();
        while !state.raw.ends_with(END_OF_FRAME) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the frame never ended");
            state = self.shown.changed.wait_timeout(state, left).unwrap().0;
        }
        look(state.vt.screen(), state.vt.callbacks())
    }

    /// Inspects the current screen.
    pub fn screen<R>(&self, look: impl FnOnce(&vt100::Screen, &Side) -> R) -> R {
        let state = self.state();
        look(state.vt.screen(), state.vt.callbacks())
    }

    /// All bytes written so far.
    pub fn raw(&self) -> Vec<u8> {
        self.state().raw.clone()
    }

    pub fn types(&mut self, keys: &str) {
        self.sends(keys.as_bytes());
    }

    /// Types as a person does: not at once with what was typed before, which would be pasted text.
    pub fn presses(&mut self, keys: &str) {
        self.pauses(20);
        self.types(keys);
    }

    /// Sends bytes as the terminal does for keys and for replies to queries.
    pub fn sends(&mut self, bytes: &[u8]) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(bytes).unwrap();
        keyboard.flush().unwrap();
    }

    /// Sends the bytes in two reads, with a pause between them.
    pub fn sends_split(&mut self, bytes: &[u8], cut: usize) {
        let (head, tail) = bytes.split_at(cut);
        self.sends(head);
        // The pause itself is under test: it is shorter than the wait after Esc.
        self.pauses(15);
        self.sends(tail);
    }

    /// Lets this many milliseconds pass in real time, because the program's clock cannot be controlled.
    pub fn pauses(&self, ms: u64) {
        thread::sleep(Duration::from_millis(ms));
    }

    /// Writes on the screen as another program would.
    pub fn scribble(&self, bytes: &[u8]) {
        self.state().vt.process(bytes);
    }

    /// Resizes the terminal.
    pub fn resize(&mut self, rows: u16, cols: u16) {
        self.state()
            .vt
            .screen_mut()
            .set_size(side(rows), side(cols));
        self.master
            .as_ref()
            .unwrap()
            .resize(size(rows, cols))
            .unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: rustix::process::Signal) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        rustix::process::kill_process(rustix::process::Pid::from_raw(id).unwrap(), signal).unwrap();
    }

    /// Waits for the end of the program and of its output; returns the exit status.
    pub fn wait(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.state();
        while !state.ended {
            let left = deadline.saturating_duration_since(Instant::now());
            let contents = state.vt.screen().contents();
            assert!(
                !left.is_zero(),
                "the program did not end; the screen:\n{contents}"
            );
            state = self.shown.changed.wait_timeout(state, left).unwrap().0;
        }
        drop(state);
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Closes the terminal, as closing a window does. The key makes the program draw, which ends the reader: the
    /// terminal is gone once nobody has it open.
    pub fn close(&mut self, key: &str) {
        self.state().closing = true;
        self.types(key);
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.keyboard = None;
        self.master = None;
    }

    /// Whether the terminal edits lines and echoes, as a shell expects.
    pub fn is_cooked(&self) -> bool {
        let modes = self.master.as_ref().unwrap().get_termios().unwrap();
        const ICANON_AND_ECHO: u32 = 0o2 | 0o10;
        modes.local_flags.bits() & ICANON_AND_ECHO == ICANON_AND_ECHO
    }

    /// Panics unless everything the program has changed in the terminal is undone, and it has never asked for the mouse.
    pub fn is_restored(&self) {
        let raw = String::from_utf8_lossy(&self.raw()).into_owned();
        for mouse in [
            "\x1b[?9h",
            "\x1b[?1000h",
            "\x1b[?1001h",
            "\x1b[?1002h",
            "\x1b[?1003h",
            "\x1b[?1006h",
        ] {
            assert!(!raw.contains(mouse), "a mouse mode was switched on");
        }
        self.is_restored_with_mouse();
    }

    /// Panics unless everything the program has changed in the terminal is undone.
    pub fn is_restored_with_mouse(&self) {
        self.screen(|screen, side| {
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.bracketed_paste(), "bracketed paste is still on");
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
            // How wide it draws, with the first frame.
            let others = side.questions.strip_prefix(&["None [[6]] n".to_owned()]);
            let others = others.unwrap_or(&side.questions);
            assert!(others.is_empty(), "the terminal was asked: {others:?}");
        });
        let raw = String::from_utf8_lossy(&self.raw()).into_owned();
        assert!(
            raw.rfind("\x1b[?1004h") <= raw.rfind("\x1b[?1004l"),
            "focus reports are still on"
        );
        assert!(self.is_cooked(), "the terminal is still raw");
    }
}
