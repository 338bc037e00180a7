//! The terminal: taken, drawn on, and always given back.
//!
//! `enter` and `leave` are exact opposites, and raw mode is the last thing that goes. Every
//! way out leads through `leave`: the end of [`Screen`], the signals (which end the loop and so
//! the screen), and the panic hook in `crash`. Errors of `leave` are ignored, because a terminal
//! that is gone cannot be given back.
//!
//! What a frame sends is made by [`Frames`].

use super::frames::Frames;
use crate::{
    ui::{
        Model,
        text::{clean, fit},
    },
    view::Theme,
};
use rustix::termios::{
    OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetwinsize, tcsetattr,
};
use std::{
    io::{self, IsTerminal, Write},
    sync::{Mutex, PoisonError},
};

/// Alternate screen, bracketed paste, focus reports, no cursor. Never a mouse mode: selecting
/// text with the mouse belongs to the terminal.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l";
/// The opposite, after whatever a frame cut short may have left on: synchronized output, a scroll
/// region, a color.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[r\x1b[m\x1b[?25h\x1b[?1004l\x1b[?2004l\x1b[?1049l";
/// What a program that was killed may have left on: mouse modes, a scroll region, a color, other
/// cursor keys. Setting the region moves the cursor, so it is kept around that.
const TIDY: &[u8] =
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1l\x1b>\x1b[?7h\x1b7\x1b[r\x1b8\x1b[m\x1b[?25h";
/// Takes the line of the cursor away.
const ERASE_LINE: &[u8] = b"\r\x1b[K";
/// The size when the terminal does not know its own.
const USUAL: (u16, u16) = (80, 24);

/// The modes to go back to; none while the terminal is not ours.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Takes the terminal: raw mode. The modes of somebody else are kept to go back to; taking it
/// again after another program has changed them does not pass through theirs, or a key that is
/// pressed just then would become a signal.
fn enter() -> io::Result<()> {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let modes = match before.take() {
        Some(modes) => modes,
        None => tcgetattr(io::stdout())?,
    };
    let mut raw = modes.clone();
    raw.make_raw();
    // A read never blocks: the loop reads, and somebody else may have taken the bytes.
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    tcsetattr(io::stdout(), OptionalActions::Now, &raw)?;
    *before = Some(modes);
    Ok(())
}

/// Gives the terminal back; does nothing if it is not ours. Can be called from anywhere, also
/// from a panic hook.
pub fn leave() {
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(before) = before {
        let mut out = io::stdout().lock();
        // A terminal that is gone cannot be given back.
        let _ = out.write_all(LEAVE).and_then(|()| out.flush());
        let _ = tcsetattr(io::stdout(), OptionalActions::Now, &before);
    }
}

/// Whether there is a terminal to draw on.
pub fn is_there() -> bool {
    io::stdout().is_terminal()
}

/// The size of the terminal: columns and rows.
pub fn size() -> (u16, u16) {
    let size = tcgetwinsize(io::stdout()).ok();
    size.map(|size| (size.ws_col, size.ws_row))
        .filter(|(width, height)| *width > 0 && *height > 0)
        .unwrap_or(USUAL)
}

/// The terminal while a program of ours has it: the modes that it is given back with in the end.
#[derive(Debug)]
pub struct TerminalLease {
    before: Option<Termios>,
    /// What was said at its beginning is taken away.
    fleeting: bool,
}

/// The terminal while the program draws on it.
#[derive(Debug)]
pub struct Screen {
    frames: Frames,
    /// Bytes that go out before the next frame.
    first: Vec<u8>,
}

impl Screen {
    /// Takes the terminal. What it must be told goes out together with the first frame.
    pub fn take(size: (u16, u16)) -> io::Result<Self> {
        enter()?;
        Ok(Self {
            frames: Frames::new(size),
            first: ENTER.to_vec(),
        })
    }

    /// Draws a frame and sends what differs from the one before, in one write.
    pub fn draw(&mut self, model: &Model, theme: &Theme) -> io::Result<()> {
        let frame = self.frames.draw(model, theme);
        if self.first.is_empty() {
            send(frame)
        } else {
            self.first.extend_from_slice(frame);
            send(&std::mem::take(&mut self.first))
        }
    }

    /// Takes note of the terminal's new size; what it showed is not relied upon.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.frames.resize(size);
    }

    /// Sends the next frame in full.
    pub fn redraw(&mut self) {
        self.frames.forget();
    }

    /// Sends something that is not drawn, such as a text for the clipboard.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        send(bytes)
    }

    /// Gives the terminal to the shell for a while.
    pub fn lend(&mut self) {
        leave();
    }

    /// Gives the terminal to a program of ours for a while, and says something on it first. Where the
    /// program has a screen of its own, that is taken away again at the end.
    pub fn lend_to_child(&mut self, greeting: &str, fleeting: bool) -> TerminalLease {
        let before = BEFORE
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        leave();
        // Names come from Neon: what would steer the terminal is no part of what is said.
        let greeting = clean(greeting);
        // A terminal that is gone is noticed elsewhere.
        let _ = if fleeting {
            let columns = usize::from(size().0).saturating_sub(1);
            send(fit(&greeting, columns).as_bytes())
        } else {
            send(format!("{greeting}\r\n").as_bytes())
        };
        TerminalLease { before, fleeting }
    }

    /// Has the modes of before the loan again, whatever the program has left behind, and reads
    /// keys; the screen stays as the program has left it.
    pub fn end_loan(&mut self, loan: TerminalLease) -> io::Result<()> {
        if loan.fleeting {
            send(ERASE_LINE)?;
        }
        *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = loan.before;
        enter()?;
        send(TIDY)
    }

    /// Takes the terminal back; the next frame is sent in full. Taking it twice does no harm.
    pub fn take_back(&mut self) -> io::Result<()> {
        enter()?;
        self.first = ENTER.to_vec();
        self.frames.forget();
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

fn send(bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}
