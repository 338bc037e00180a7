//! Copies a text to a clipboard that the user can paste from, wherever the program runs.
//!
//! | where | way |
//! |---|---|
//! | inside tmux | `tmux load-buffer -w -`: fills its buffer under every setting of tmux, which swallows OSC 52 by default |
//! | over SSH | OSC 52: the remote machine's clipboard is no use |
//! | otherwise | the desktop's clipboard, or OSC 52 if there is none |
//!
//! If all ways fail, the result says why and the text is shown for selecting. Nothing here blocks the main loop,
//! everything ends within a second, and a failure is a value.

use super::osc52::{Passes, Terminal};
use crate::{
    api::ConnectionUri,
    config::program_path,
    ui::{CopyRoute, CopyText},
};
use std::{
    io,
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::AsyncWriteExt, process, sync::mpsc::UnboundedSender, task::spawn_blocking, time::timeout,
};

/// How long a clipboard may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where the program runs, as far as clipboards are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClipboardHost {
    pub tmux: bool,
    pub ssh: bool,
    pub terminal: Terminal,
}

impl ClipboardHost {
    /// The host described by these environment variables.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        Self {
            tmux: set("TMUX"),
            ssh: set("SSH_TTY") || set("SSH_CONNECTION"),
            terminal: Terminal::of(variable),
        }
    }
}

/// The desktop's clipboard, kept open while the program runs: on X11 the text is lost with it.
type Desktop = Arc<Mutex<Option<arboard::Clipboard>>>;

/// The clipboards of a host.
#[derive(Clone)]
pub struct Clipboard {
    place: ClipboardHost,
    desktop: Desktop,
    /// Takes all texts instead of a clipboard.
    taker: Option<UnboundedSender<CopyText>>,
}

/// The result of a copy.
#[derive(Debug)]
pub struct Copied {
    /// How it was copied.
    pub route: CopyRoute,
    /// The bytes to send to the terminal for it.
    pub escape: Option<Vec<u8>>,
}

impl From<CopyRoute> for Copied {
    fn from(route: CopyRoute) -> Self {
        Self {
            route,
            escape: None,
        }
    }
}

impl Clipboard {
    /// The clipboards of a host; nothing is opened before the first copy.
    pub fn at(place: ClipboardHost) -> Self {
        Self {
            place,
            desktop: Desktop::default(),
            taker: None,
        }
    }

    /// No clipboard: all texts are passed on.
    pub fn to(taker: UnboundedSender<CopyText>) -> Self {
        Self {
            taker: Some(taker),
            ..Self::at(ClipboardHost::default())
        }
    }

    /// Copies a text in the first way that works.
    pub async fn copy(self, text: CopyText) -> Copied {
        let Self {
            place,
            desktop,
            taker,
        } = self;
        if let Some(taker) = taker {
            // Fails only when the program is ending.
            let _ = taker.send(text);
            return CopyRoute::Native.into();
        }
        let reason = if place.tmux {
            match load_tmux(plain(&text)).await {
                Ok(()) if tmux_tells_its_terminal().await => return CopyRoute::Tmux.into(),
                Ok(()) => return CopyRoute::TmuxBuffer.into(),
                Err(reason) => format!("tmux: {reason}"),
            }
        } else if place.ssh {
            "only the remote machine has a clipboard".to_owned()
        } else {
            match native(desktop, text.clone()).await {
                Ok(()) => return CopyRoute::Native.into(),
                Err(reason) => reason,
            }
        };
        osc52(plain(&text), place.terminal).unwrap_or_else(|more| {
            CopyRoute::None {
                reason: format!("{reason}; {more}"),
            }
            .into()
        })
    }
}

impl Clipboard {
    /// Clears the clipboard used last if it still holds this text. Returns whether it did. A text sent to a
    /// terminal cannot be checked, so terminals are never asked.
    pub async fn clear(self, text: ConnectionUri) -> bool {
        let Self { place, desktop, .. } = self;
        if place.tmux {
            return clear_tmux(text.expose()).await;
        }
        let clear = move || {
            let mut desktop = desktop.lock().unwrap_or_else(PoisonError::into_inner);
            let clipboard = desktop.as_mut()?;
            let same = clipboard.get_text().is_ok_and(|now| now == text.expose());
            same.then(|| clipboard.clear().ok()).flatten()
        };
        let cleared = timeout(PATIENCE, spawn_blocking(clear)).await;
        matches!(cleared, Ok(Ok(Some(()))))
    }
}

/// Deletes tmux's newest buffer if it holds this text.
async fn clear_tmux(text: &str) -> bool {
    let now = tmux(&["show-buffer"], "").await;
    now.as_deref() == Ok(text.as_bytes()) && tmux(&["delete-buffer"], "").await.is_ok()
}

/// Runs a tmux command and returns its output if it succeeds.
async fn tmux(arguments: &[&str], input: &str) -> Result<Vec<u8>, String> {
    let run = async {
        let tmux = program_path::find("tmux").ok_or(io::ErrorKind::NotFound)?;
        let mut command = process::Command::new(tmux);
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let mut child = command.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes()).await?;
        }
        child.wait_with_output().await
    };
    match timeout(PATIENCE, run).await {
        Ok(Ok(done)) if done.status.success() => Ok(done.stdout),
        Ok(Ok(done)) => Err(done.status.to_string()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("no answer within a second".to_owned()),
    }
}

fn plain(text: &CopyText) -> &str {
    match text {
        CopyText::Plain(text) => text,
        CopyText::Secret(uri) => uri.expose(),
    }
}

/// Copies through the terminal, with OSC 52.
fn osc52(text: &str, terminal: Terminal) -> Result<Copied, String> {
    let escape = terminal.sequence(text)?;
    let route = CopyRoute::Osc52 {
        through: terminal.between.name(),
        known: terminal.passes == Passes::Surely,
    };
    Ok(Copied {
        route,
        escape: Some(escape),
    })
}

/// Fills tmux's buffer and has it inform its own terminal; tmux before 3.2 can only do the former.
async fn load_tmux(text: &str) -> Result<(), String> {
    let output = tmux(&["load-buffer", "-w", "-"], text).await;
    let Err(reason) = output else {
        return Ok(());
    };
    let filled = tmux(&["load-buffer", "-"], text).await;
    filled.map(|_| ()).map_err(|_| reason)
}

/// Whether tmux passes its buffer on: that depends on this client's terminal, whatever `set-clipboard` says.
/// Versions before 3.2 do not tell.
async fn tmux_tells_its_terminal() -> bool {
    let features = tmux(&["display-message", "-p", "#{client_termfeatures}"], "").await;
    let features = features
        .ok()
        .and_then(|output| String::from_utf8(output).ok());
    features.is_some_and(|features| features.contains("clipboard"))
}

async fn native(desktop: Desktop, text: CopyText) -> Result<(), String> {
    let set = move || {
        let mut desktop = desktop.lock().unwrap_or_else(PoisonError::into_inner);
        let clipboard = match desktop.as_mut() {
            Some(clipboard) => clipboard,
            None => desktop.insert(arboard::Clipboard::new()?),
        };
        let set = clipboard.set();
        match &text {
            CopyText::Plain(text) => set.text(text.as_str()),
            CopyText::Secret(uri) => unremembered(set).text(uri.expose()),
        }
    };
    match timeout(PATIENCE, spawn_blocking(set)).await {
        Ok(Ok(Ok(()))) => Ok(()),
        Ok(Ok(Err(_))) => Err("no desktop clipboard answers".to_owned()),
        Ok(Err(_)) => Err("the desktop's clipboard failed".to_owned()),
        Err(_) => Err("the desktop's clipboard did not answer within a second".to_owned()),
    }
}

/// Tells clipboard managers not to keep the text.
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    #[cfg(not(target_os = "macos"))]
    return arboard::SetExtLinux::exclude_from_history(set);
    #[cfg(target_os = "macos")]
    return arboard::SetExtApple::exclude_from_history(set);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(variables: &[(&str, &str)]) -> ClipboardHost {
        ClipboardHost::of(|name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_tells_where_the_program_runs() {
        let xterm = ("TERM", "xterm-256color");
        assert!(!place(&[xterm]).tmux && !place(&[xterm]).ssh);
        assert!(place(&[xterm, ("TMUX", "/tmp/tmux-0/default,1,0")]).tmux);
        assert!(place(&[xterm, ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")]).ssh);
        assert!(!place(&[xterm, ("SSH_TTY", "")]).ssh);
        assert_eq!(place(&[]).terminal.passes, Passes::Never);
    }

    #[tokio::test]
    async fn over_ssh_the_terminal_is_asked() {
        let clipboard = Clipboard::at(ClipboardHost {
            ssh: true,
            ..ClipboardHost::default()
        });
        let copied = clipboard.copy(CopyText::Plain("hello".into())).await;
        let route = CopyRoute::Osc52 {
            through: None,
            known: true,
        };
        assert_eq!(copied.route, route);
        assert_eq!(copied.escape.unwrap(), b"\x1b]52;c;aGVsbG8=\x1b\\");
    }

    #[tokio::test]
    async fn without_any_clipboard_the_reason_is_given() {
        let never = Terminal {
            passes: Passes::Never,
            ..Terminal::default()
        };
        let cases = [
            (never, "hello".to_owned(), "this terminal has none"),
            (Terminal::default(), "x".repeat(80_000), "a terminal takes"),
        ];
        for (terminal, text, why) in cases {
            let place = ClipboardHost {
                ssh: true,
                terminal,
                ..ClipboardHost::default()
            };
            let copied = Clipboard::at(place).copy(CopyText::Plain(text)).await;
            let CopyRoute::None { reason } = copied.route else {
                panic!("{:?}", copied.route)
            };
            assert!(reason.contains(why), "{reason}");
            assert!(copied.escape.is_none());
        }
    }
}
