//! What the user does at the terminal, as messages.
//!
//! A thread of its own waits in crossterm's blocking `read` and passes events on. crossterm's
//! `EventStream` would cost two thread switches for each key, because with `use-dev-tty` (which is
//! needed, or bursts above 1,024 bytes stall) its `poll` without a timeout never looks at what has
//! already been read.
//! The channel may be drained anywhere, which the stream must not.
//!
//! The thread is never ended: it holds nothing, and the process ends without it. While the
//! program is stopped (Ctrl-z) it is stopped too. While another program has the terminal it waits
//! at a gate, or the two would take each other's keys.

use crate::{
    core::Msg,
    key::{Code, Key},
};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rustix::process::{Signal, getpid, kill_process};
use std::{
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// How long the thread may take to come to its gate before it is asked again, and how often.
const PATIENCE: Duration = Duration::from_millis(20);
const TIMES: usize = 50;

/// What the user does, as it comes.
#[derive(Debug)]
pub struct Input {
    events: UnboundedReceiver<Event>,
    gate: Arc<Gate>,
}

impl Input {
    /// Stands for the real one in the first frame: it is empty and has ended.
    pub fn none() -> Self {
        let (_, events) = unbounded_channel();
        let gate = Arc::default();
        Self { events, gate }
    }

    /// Starts to listen to the terminal. The events end when the terminal is gone.
    pub fn listen() -> io::Result<Self> {
        let (sender, events) = unbounded_channel();
        let gate = Arc::<Gate>::default();
        let inside = Arc::clone(&gate);
        let listen = move || {
            while let Ok(event) = crossterm::event::read() {
                if sender.send(event).is_err() {
                    break;
                }
                inside.pass();
            }
            inside.leave();
        };
        thread::Builder::new()
            .name("input".to_owned())
            .stack_size(64 * 1024)
            .spawn(listen)?;
        Ok(Self { events, gate })
    }

    /// Takes what has come, up to a number of events; waits for the first. None means the end.
    pub async fn take(&mut self, events: &mut Vec<Event>, most: usize) -> usize {
        self.events.recv_many(events, most).await
    }

    /// Has nobody read the terminal until [`Self::resume`]. Keys that were read already stay.
    pub fn pause(&self) {
        self.gate.close();
    }

    /// Reads the terminal again.
    pub fn resume(&self) {
        self.gate.open();
    }
}

/// Where the thread waits while another program has the terminal.
#[derive(Debug, Default)]
struct Gate {
    state: Mutex<GateState>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct GateState {
    closed: bool,
    /// The thread waits here, or has ended.
    parked: bool,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, GateState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the gate and waits until the thread is at it.
    ///
    /// The thread sleeps in a read, and only an event ends that: SIGWINCH makes one that does no
    /// harm, a change to the size that the terminal has already.
    fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        for _ in 0..TIMES {
            if state.parked {
                return;
            }
            // Nothing can go wrong with a signal to ourselves.
            let _ = kill_process(getpid(), Signal::WINCH);
            let waited = self.changed.wait_timeout(state, PATIENCE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn open(&self) {
        self.state().closed = false;
        self.changed.notify_all();
    }

    /// The thread passes, once the gate is open.
    fn pass(&self) {
        let mut state = self.state();
        while state.closed {
            state.parked = true;
            self.changed.notify_all();
            let woken = self.changed.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
        }
        state.parked = false;
    }

    /// The thread ends.
    fn leave(&self) {
        self.state().parked = true;
        self.changed.notify_all();
    }
}

/// The message in a terminal event, if there is one for us.
pub fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) => key(event).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize { width, height }),
        Event::FocusGained => Some(Msg::Focus(true)),
        Event::FocusLost => Some(Msg::Focus(false)),
        Event::Mouse(_) => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let shift = event.code == KeyCode::BackTab || held(KeyModifiers::SHIFT);
    Some(Key {
        code: capital(code, shift),
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT) || held(KeyModifiers::META),
        // The capital already says it.
        shift: shift && !matches!(code, Code::Char(_)),
    })
}

/// Some terminals report shift and the small letter.
fn capital(code: Code, shift: bool) -> Code {
    match code {
        Code::Char(c) if shift && c.is_ascii_lowercase() => Code::Char(c.to_ascii_uppercase()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_events_become_our_keys() {
        let cases = [
            (KeyCode::Char('j'), KeyModifiers::NONE, "j"),
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('g'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('?'), KeyModifiers::SHIFT, "?"),
            (KeyCode::Char('c'), KeyModifiers::CONTROL, "Ctrl-c"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "Shift-Tab"),
            (KeyCode::BackTab, KeyModifiers::NONE, "Shift-Tab"),
            (KeyCode::Left, KeyModifiers::ALT, "Alt-←"),
            (KeyCode::F(12), KeyModifiers::NONE, "F12"),
            (KeyCode::Char(' '), KeyModifiers::NONE, "Space"),
        ];
        for (code, modifiers, name) in cases {
            assert_eq!(
                key(KeyEvent::new(code, modifiers)),
                Some(name.parse().unwrap()),
                "{name}"
            );
        }
    }

    #[test]
    fn releases_and_keys_without_meaning_are_left_out() {
        let release = KeyEvent::new_with_kind(
            KeyCode::Char('j'),
            KeyModifiers::NONE,
            KeyEventKind::Release,
        );
        assert_eq!(key(release), None);
        let repeat =
            KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Repeat);
        assert_eq!(key(repeat), Some(Key::char('j')));
        assert_eq!(
            key(KeyEvent::new(KeyCode::CapsLock, KeyModifiers::NONE)),
            None
        );
    }
}
