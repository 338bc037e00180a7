//! Runs the program in a pseudo-terminal and records what it shows.

use std::{
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::bail;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::{
    svg::{Cell, Frame},
    tape::{Picture, Step},
};

/// Between two looks at the screen.
const TICK: Duration = Duration::from_millis(40);
/// Between two keys that somebody types without thinking.
const TYPING: Duration = Duration::from_millis(110);
/// Between two keys of a step.
const KEY: Duration = Duration::from_millis(300);
/// For a text to appear.
const PATIENCE: Duration = Duration::from_secs(20);

type Screen = Arc<Mutex<vt100::Parser>>;

struct Recorder {
    screen: Screen,
    keyboard: Box<dyn Write + Send>,
    frames: Vec<Frame>,
    said: (&'static str, &'static str),
}

/// Follows the steps of a picture. A still has one frame, the last.
pub fn record(program: &Path, picture: &Picture) -> anyhow::Result<Vec<Frame>> {
    let home = tempfile::tempdir()?;
    let pair = native_pty_system().openpty(PtySize {
        rows: picture.rows,
        cols: picture.columns,
        pixel_width: 0,
        pixel_height: 0,
    })?;
    let mut command = CommandBuilder::new(program);
    command.args(["--demo", "--theme", picture.theme.name()]);
    command.env_clear();
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("TZ", "UTC"),
        ("LANG", "C.UTF-8"),
    ] {
        command.env(name, value);
    }
    command.env("HOME", home.path());
    command.cwd(home.path());
    let mut child = pair.slave.spawn_command(command)?;
    drop(pair.slave);

    let screen: Screen = Arc::new(Mutex::new(vt100::Parser::new(
        NonZeroU16::try_from(picture.rows)?,
        NonZeroU16::try_from(picture.columns)?,
        0,
    )));
    let mut output = pair.master.try_clone_reader()?;
    let reader = thread::spawn({
        let screen = Arc::clone(&screen);
        move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let mut screen = screen.lock().unwrap_or_else(PoisonError::into_inner);
                screen.process(bytes.get(..count).unwrap_or_default());
            }
        }
    });
    let mut recorder = Recorder {
        screen,
        keyboard: pair.master.take_writer()?,
        frames: Vec::new(),
        said: ("", ""),
    };
    let followed = picture
        .steps
        .iter()
        .try_for_each(|step| recorder.follow(step));
    child.kill()?;
    child.wait()?;
    drop(pair.master);
    let _ = reader.join();
    followed?;
    let mut frames = recorder.frames;
    if !picture.moving {
        frames.drain(..frames.len().saturating_sub(1));
    }
    Ok(frames)
}

impl Recorder {
    fn follow(&mut self, step: &Step) -> anyhow::Result<()> {
        match step {
            Step::See(text) => self.see(text),
            Step::Press(keys) => self.press(keys, KEY),
            Step::Type(text) => self.press(text, TYPING),
            Step::Say(keys, text) => {
                self.said = (keys, text);
                Ok(())
            }
            Step::Hold(time) => {
                self.look(*time);
                Ok(())
            }
        }
    }

    fn press(&mut self, keys: &str, pause: Duration) -> anyhow::Result<()> {
        for key in keys.chars() {
            let key = match key {
                '⏎' => '\r',
                '⎋' => '\x1b',
                '⌫' => '\x15',
                key => key,
            };
            write!(self.keyboard, "{key}")?;
            self.keyboard.flush()?;
            self.look(pause);
        }
        Ok(())
    }

    fn see(&mut self, text: &str) -> anyhow::Result<()> {
        let start = Instant::now();
        while !self.contents().contains(text) {
            if start.elapsed() > PATIENCE {
                bail!("never saw {text:?}; the screen:\n{}", self.contents());
            }
            thread::sleep(TICK);
        }
        self.look(TICK);
        Ok(())
    }

    fn contents(&self) -> String {
        let screen = self.screen.lock().unwrap_or_else(PoisonError::into_inner);
        screen.screen().contents()
    }

    /// Records for a time, a new frame whenever something has changed.
    fn look(&mut self, time: Duration) {
        let start = Instant::now();
        while start.elapsed() < time {
            thread::sleep(TICK);
            let rows = {
                let screen = self.screen.lock().unwrap_or_else(PoisonError::into_inner);
                rows(screen.screen())
            };
            match self.frames.last_mut() {
                Some(last) if last.rows == rows && last.said == self.said => last.shown += TICK,
                _ => self.frames.push(Frame {
                    rows,
                    said: self.said,
                    shown: TICK,
                }),
            }
        }
    }
}

fn rows(screen: &vt100::Screen) -> Vec<Vec<Cell>> {
    let (rows, columns) = screen.size();
    (0..rows.get())
        .map(|row| {
            (0..columns.get())
                .filter_map(|column| screen.cell(row, column))
                .map(Cell::of)
                .collect()
        })
        .collect()
}
