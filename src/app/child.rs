//! Runs a child program that has the terminal until it ends.
//!
//! The child runs in a process group of its own, which becomes the terminal's foreground group: Ctrl-c and Ctrl-z
//! on the keyboard reach the child and not us. We wait for it and for signals, and draw nothing.
//!
//! It is started in two steps. First a shell starts and stops itself while the terminal is still ours and raw, so
//! that no key can raise a signal. Once the terminal is the child's, the shell is continued and becomes the
//! program. Otherwise a Ctrl-z between the two would stop the half-made process, and us with it forever.
//!
//! When the child is stopped (Ctrl-z), we stop too, so that the user's shell gets the terminal; `fg` resumes
//! both. If nobody could resume us, the child simply continues.

use super::{
    drafts,
    hangup::HangupWatch,
    libpq_files,
    signals::{Signal, Signals},
    suspend::{self, Stop},
};
use crate::{
    config::program_path,
    ui::{
        CopyText,
        child::{Child, ChildEnd, ChildFile, ChildOutput, ChildPurpose, FILE, Inherited, Setting},
    },
};
use nix::sys::signal::{SigSet, Signal as Blocked};
use rustix::{
    process::{Pid, Signal as Raw, WaitOptions, getpgrp, kill_process_group, waitpid},
    termios::tcsetpgrp,
};
use std::{
    env,
    fs::{self, File},
    io::{self, IsTerminal, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};
use tempfile::NamedTempFile;
use tokio::{
    signal::unix::{Signal as Stream, SignalKind, signal},
    time::timeout,
};

/// The longest text read back from a child's file, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// How long an editor that was told to end may take to save its text.
const STOP_TIMEOUT: Duration = Duration::from_secs(1);

/// Run by the shell that becomes the program.
const WAIT_AND_BECOME: &str = "kill -s STOP $$; exec \"$@\"";

/// The outcome of running a child.
#[derive(Debug)]
pub enum ChildOutcome {
    /// It has ended; with what its file holds now.
    Ended(ChildEnd, ChildOutput),
    /// A signal that ends us came first, and the child was told to end. Holds the path of the text it was
    /// editing.
    Leave(Signal, Option<PathBuf>),
}

/// A started child that waits for the terminal.
pub struct Waiting {
    group: Pid,
    news: Stream,
    file: Option<NamedTempFile>,
    /// The original text of the file, if the child edits it for us.
    edits: Option<String>,
}

/// Starts a child, up to where it waits for the terminal.
///
/// # Errors
/// Returns how it has ended if it is not installed, its file cannot be created or the process cannot be started.
pub async fn start(child: &Child) -> Result<Waiting, ChildEnd> {
    let program = installed(child).ok_or(ChildEnd::Missing)?;
    let started = start_shell(child, &program).await;
    started.map_err(|error| ChildEnd::NotStarted(error.to_string()))
}

async fn start_shell(child: &Child, program: &Path) -> io::Result<Waiting> {
    let is_edited = matches!(child.purpose, ChildPurpose::Form(_));
    let edits = match child.file.as_ref().map(|file| &file.text) {
        Some(CopyText::Plain(text)) if is_edited => Some(text.clone()),
        _ => None,
    };
    let file = child.file.as_ref();
    let file = file.map(|file| write(file, is_edited)).transpose()?;
    let mut news = signal(SignalKind::child())?;
    let group = Pid::from_child(&command(child, program, file.as_ref())?.spawn()?);
    while waitpid(Some(group), WaitOptions::NOHANG | WaitOptions::UNTRACED)?.is_none() {
        news.recv().await;
    }
    Ok(Waiting {
        group,
        news,
        file,
        edits,
    })
}

impl Waiting {
    /// Lets the child run to its end. The terminal must have been given back, and nothing else may read from it.
    pub async fn run(mut self, signals: &mut Signals, line: &HangupWatch) -> ChildOutcome {
        let outcome = self.wait(signals, line).await;
        // The file is deleted on drop, so it is kept until it has been read.
        let file = self.file.take();
        match outcome {
            Ok(Ok(end)) => ChildOutcome::Ended(end, file.map_or(ChildOutput::Nothing, left)),
            Ok(Err(signal)) => {
                // What an editor saves when told to end is part of the text.
                let _ = timeout(STOP_TIMEOUT, self.gone()).await;
                let edited = file.zip(self.edits.as_deref());
                ChildOutcome::Leave(
                    signal,
                    edited.and_then(|(file, text)| drafts::keep(file, text)),
                )
            }
            Err(error) => {
                let why = ChildEnd::NotStarted(error.to_string());
                ChildOutcome::Ended(why, ChildOutput::Nothing)
            }
        }
    }

    /// Waits until the child has ended.
    async fn gone(&mut self) {
        while let Ok(None) = waitpid(Some(self.group), WaitOptions::NOHANG) {
            self.news.recv().await;
        }
    }
}

/// Reads what the child left in a file; a file that is not text is kept on disk.
fn left(file: NamedTempFile) -> ChildOutput {
    let keep = |file: NamedTempFile, why| match file.keep() {
        Ok((_, path)) => ChildOutput::Unreadable {
            why,
            path: path.display().to_string(),
        },
        Err(_) => ChildOutput::Nothing,
    };
    match fs::metadata(file.path()) {
        Ok(about) if about.len() > LONGEST => return keep(file, "it is longer than 1 MB"),
        Ok(_) => {}
        Err(_) => return ChildOutput::Nothing,
    }
    match fs::read(file.path()).map(String::from_utf8) {
        Ok(Ok(text)) => ChildOutput::Text(text),
        Ok(Err(_)) => keep(file, "it is not UTF-8 text"),
        Err(_) => ChildOutput::Nothing,
    }
}

/// Creates a private file that is deleted on drop.
fn write(file: &ChildFile, is_edited: bool) -> io::Result<NamedTempFile> {
    let mut written = if is_edited {
        drafts::create(file.ending)?
    } else {
        let mut builder = tempfile::Builder::new();
        builder.prefix("lazyneon-").suffix(file.ending).tempfile()?
    };
    let text = match &file.text {
        CopyText::Plain(text) => text,
        CopyText::Secret(secret) => secret.expose(),
    };
    written.write_all(text.as_bytes())?;
    written.flush()?;
    Ok(written)
}

fn command(child: &Child, program: &Path, file: Option<&NamedTempFile>) -> io::Result<Command> {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", WAIT_AND_BECOME, "lazyneon"]);
    command.arg(program);
    let path = file.map(NamedTempFile::path);
    for word in child.words.iter().skip(1) {
        match path.filter(|_| word == FILE) {
            Some(path) => command.arg(path),
            None => command.arg(word),
        };
    }
    if let Some(path) = path.filter(|_| !child.words.iter().any(|word| word == FILE)) {
        command.arg(path);
    }
    set_environment(&mut command, child);
    // Standard input may have been used for the API key; the child needs the terminal.
    if !io::stdin().is_terminal() {
        command.stdin(Stdio::from(File::open("/dev/tty")?));
    }
    command.process_group(0);
    Ok(command)
}

/// Sets and removes variables as the child wants.
pub(super) fn set_environment(command: &mut Command, child: &Child) {
    let removed =
        env::vars_os().filter(|(name, _)| !child.inherited.keeps(&name.to_string_lossy()));
    for (name, _) in removed {
        command.env_remove(name);
    }
    for (name, setting) in &child.settings {
        match setting {
            Setting::Plain(text) => command.env(name, text),
            Setting::Secret(secret) => command.env(name, secret.expose()),
            Setting::Unset => command.env_remove(name),
        };
    }
    if child.inherited == Inherited::NoConnection
        && let Some(home) = env::home_dir()
    {
        let setting = |name: &str| match child.settings.iter().find(|(key, _)| *key == name) {
            Some((_, Setting::Plain(text))) => Some(text.clone()),
            _ => None,
        };
        command.envs(libpq_files::keep_off(&home, setting));
    }
}

/// The path of its program, if it is installed.
pub(super) fn installed(child: &Child) -> Option<PathBuf> {
    program_path::find(child.words.first()?)
}

impl Waiting {
    /// Waits for the child to end, or for a signal that ends us.
    async fn wait(
        &mut self,
        signals: &mut Signals,
        line: &HangupWatch,
    ) -> io::Result<Result<ChildEnd, Signal>> {
        let front = Front { group: self.group };
        front.give();
        loop {
            match waitpid(
                Some(self.group),
                WaitOptions::NOHANG | WaitOptions::UNTRACED,
            )? {
                Some((_, status)) if status.stopped() => {
                    if let Stop::Ended(signal) = front.stop_together(signals).await {
                        front.hang_up();
                        return Ok(Err(signal));
                    }
                    continue;
                }
                Some((_, status)) => {
                    return Ok(Ok(end(status.exit_status(), status.terminating_signal())));
                }
                None => {}
            }
            let ending = tokio::select! {
                biased;
                signal = signals.next() => signal,
                () = line.lost() => Signal::HangUp,
                _ = self.news.recv() => continue,
            };
            if ending == Signal::Continue {
                // We were stopped and resumed.
                front.give();
            } else {
                front.hang_up();
                return Ok(Err(ending));
            }
        }
    }
}

/// The end of a process with this status, or by this signal.
pub(super) const fn end(status: Option<i32>, signal: Option<i32>) -> ChildEnd {
    match (status, signal) {
        (Some(status), _) => ChildEnd::Exited(status),
        (None, Some(signal)) => ChildEnd::Killed(signal),
        (None, None) => ChildEnd::Killed(0),
    }
}

/// The child's process group while it is in the foreground; dropping it makes ours the foreground again.
struct Front {
    group: Pid,
}

impl Front {
    /// Gives the terminal to the child and continues it.
    fn give(&self) {
        foreground(self.group);
        // A child that has already ended needs nothing.
        let _ = kill_process_group(self.group, Raw::CONT);
    }

    /// After the child was stopped: stops us too, until we are resumed.
    async fn stop_together(&self, signals: &mut Signals) -> Stop {
        foreground(getpgrp());
        let stop = suspend::stop(signals).await;
        self.give();
        stop
    }

    /// Tells the child to end, as a closing terminal would.
    fn hang_up(&self) {
        // A child that has already ended needs nothing.
        let _ = kill_process_group(self.group, Raw::HUP);
        let _ = kill_process_group(self.group, Raw::CONT);
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        foreground(getpgrp());
    }
}

/// Makes a process group the terminal's foreground group.
///
/// The kernel stops a background process that does so with SIGTTOU, unless that is blocked. If the terminal is
/// not our controlling terminal, there is no foreground group, and nothing to do.
fn foreground(group: Pid) {
    let mut blocked = SigSet::empty();
    blocked.add(Blocked::SIGTTOU);
    let before = blocked.thread_swap_mask(nix::sys::signal::SigmaskHow::SIG_BLOCK);
    let _ = tcsetpgrp(io::stdout(), group);
    if let Ok(before) = before {
        // Cannot fail: the mask was valid a moment ago.
        let _ = before.thread_set_mask();
    }
}
