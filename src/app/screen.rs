//! Takes the terminal, draws on it, and always gives it back.
//!
//! `enter` and `leave` are exact opposites, and raw mode ends last. Every exit goes through `leave`: dropping
//! [`Screen`], signals (which end the loop and so drop the screen), and the panic hook in `crash`. Errors of
//! `leave` are ignored, because a terminal that is gone cannot be given back.
//!
//! [`Frames`] encodes the frames.

use super::{frames::Frames, input::PROBED};
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
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Alternate screen, bracketed paste, focus reports, no cursor. No mouse mode: unless the user asks for one, selecting
/// text with the mouse is left to the terminal.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l";
/// The opposite, after resetting what an interrupted frame may have left on: synchronized output, a scroll
/// region, a color.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[r\x1b[m\x1b[?25h\x1b[?1004l\x1b[?2004l\x1b[?1049l";
/// Resets what a killed program may have left on: mouse modes, a scroll region, a color, application cursor keys.
/// Setting the region moves the cursor, so its position is saved and restored.
const TIDY: &[u8] =
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1l\x1b>\x1b[?7h\x1b7\x1b[r\x1b8\x1b[m\x1b[?25h";
/// Clicks, the wheel, and moves while a button is held; in a form without a limit on columns, where terminals have it.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// Erases the cursor's line.
const ERASE_LINE: &[u8] = b"\r\x1b[K";
/// The size to assume if the terminal does not know its own.
const USUAL: (u16, u16) = (80, 24);

/// The modes to restore; `None` while the terminal is not ours.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Whether the terminal reports the mouse to us.
static REPORTS_MOUSE: AtomicBool = AtomicBool::new(false);

/// Takes the terminal: enables raw mode. The first call saves the modes to restore. Retaking the terminal after
/// another program has changed its modes goes straight to raw mode; otherwise a key pressed in between could
/// become a signal.
fn enter() -> io::Result<()> {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let modes = match before.take() {
        Some(modes) => modes,
        None => tcgetattr(io::stdout())?,
    };
    let mut raw = modes.clone();
    raw.make_raw();
    // A read never blocks: the loop reads, and someone else may have taken the bytes.
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    tcsetattr(io::stdout(), OptionalActions::Now, &raw)?;
    *before = Some(modes);
    Ok(())
}

/// Gives the terminal back, if it is ours. Can be called from anywhere, including a panic hook.
pub fn leave() {
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(before) = before {
        let mut out = io::stdout().lock();
        if REPORTS_MOUSE.swap(false, Ordering::Relaxed) {
            let _ = out.write_all(MOUSE_OFF);
        }
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

/// A loan of the terminal to a child program: the modes to restore in the end.
#[derive(Debug)]
pub struct TerminalLease {
    before: Option<Termios>,
    /// Whether to erase the greeting afterwards.
    fleeting: bool,
}

/// The terminal while the program draws on it.
#[derive(Debug)]
pub struct Screen {
    frames: Frames,
    /// Bytes to send before the next frame.
    first: Vec<u8>,
}

impl Screen {
    /// Takes the terminal. The setup sequence is sent together with the first frame.
    pub fn take(size: (u16, u16)) -> io::Result<Self> {
        enter()?;
        Ok(Self {
            frames: Frames::new(size),
            first: ENTER.to_vec(),
        })
    }

    /// Draws a frame and sends the difference from the previous one, in one write.
    pub fn draw(&mut self, model: &Model, theme: &Theme) -> io::Result<()> {
        self.report_mouse(model.settings.mouse);
        let frame = self.frames.draw(model, theme);
        if self.first.is_empty() {
            send(frame)
        } else {
            self.first.extend_from_slice(frame);
            send(&std::mem::take(&mut self.first))
        }
    }

    /// Switches the reports of the mouse on or off, with the next frame.
    fn report_mouse(&mut self, on: bool) {
        if REPORTS_MOUSE.swap(on, Ordering::Relaxed) != on {
            let modes = if on { MOUSE_ON } else { MOUSE_OFF };
            self.first.extend_from_slice(modes);
        }
    }

    /// Asks the terminal, with the first frame, how wide it draws a character of ambiguous width; it answers with input, or
    /// not at all. The frame erases the character.
    pub fn ask_width(&mut self) {
        let probe = format!("\x1b[{PROBED};1H·\x1b[6n");
        self.first.extend_from_slice(probe.as_bytes());
    }

    /// Asks the terminal for its background color; it answers with input, or not at all.
    pub fn ask_background(&mut self) {
        // A terminal that is gone is noticed by the next frame.
        let _ = send(b"\x1b]11;?\x07");
    }

    /// Sets the new size and forgets what the terminal showed.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.frames.resize(size);
    }

    /// Sends the next frame in full.
    pub fn redraw(&mut self) {
        self.frames.forget();
    }

    /// Sends something that is not drawn, such as a text for the clipboard.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        send(bytes)
    }

    /// Lends the terminal to the shell.
    pub fn lend(&self) {
        leave();
    }

    /// Lends the terminal to a child program after printing a greeting. If the program has a screen of its own,
    /// the greeting is erased in the end.
    pub fn lend_to_child(&self, greeting: &str, fleeting: bool) -> TerminalLease {
        let before = BEFORE
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        leave();
        // Names come from Neon and must not contain control sequences.
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

    /// Restores raw mode, whatever the program has left behind, so that keys can be read; the screen stays as the
    /// program left it.
    pub fn end_loan(&self, loan: TerminalLease) -> io::Result<()> {
        if loan.fleeting {
            send(ERASE_LINE)?;
        }
        *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = loan.before;
        enter()?;
        send(TIDY)
    }

    /// Takes the terminal back; the next frame is sent in full. Safe to call twice.
    pub fn take_back(&mut self) -> io::Result<()> {
        enter()?;
        self.first = ENTER.to_vec();
        // After SIGSTOP, other programs may have switched the reports off.
        REPORTS_MOUSE.store(false, Ordering::Relaxed);
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
