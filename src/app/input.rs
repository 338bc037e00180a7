//! What the user does at the terminal, as messages.
//!
//! A thread of its own waits in crossterm's blocking `read` and passes events on. crossterm's
//! `EventStream` would cost two thread switches for each key, because with `use-dev-tty` (which is
//! needed, or bursts above 1,024 bytes stall) its `poll` without a timeout never looks at what has
//! already been read.
//! The channel may be drained anywhere, which the stream must not.
//!
//! The thread is never ended: it holds nothing, and the process ends without it. While the
//! program is stopped (Ctrl-z) it is stopped too.

use crate::{
    core::Msg,
    key::{Code, Key},
};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::{io, thread};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Starts to listen to the terminal. The channel ends when the terminal is gone.
pub fn listen() -> io::Result<UnboundedReceiver<Event>> {
    let (sender, receiver) = unbounded_channel();
    let listen = move || {
        while let Ok(event) = crossterm::event::read() {
            if sender.send(event).is_err() {
                break;
            }
        }
    };
    thread::Builder::new()
        .name("input".to_owned())
        .stack_size(64 * 1024)
        .spawn(listen)?;
    Ok(receiver)
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
