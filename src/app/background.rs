//! Runs a program in the background: it has no terminal and no input, and what it prints is read through a pipe.
//!
//! The program leads a process group, so that what it has started ends with it. Where `setsid` is installed it has a
//! session of its own, and cannot reach our terminal even by name, to ask for a password or to draw. Elsewhere, as on
//! macOS, the kernel stops a program that asks there.
//!
//! An ended program stays a zombie until no more signals are sent: until then, its id and its group's cannot be those of
//! others.
//!
//! What it prints goes into a [`Decoder`], which keeps only the end. The loop is told that there is something, and
//! takes all of it at once: however much is printed, at most one notice waits.

use super::child;
use crate::{
    config::program_path,
    ui::{
        child::{Child, ChildEnd},
        own_command::{
            printed::{Decoder, Printed},
            running::{Captured, RunEnd, RunId},
        },
    },
};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid,
};
use std::{
    collections::HashMap,
    io::{self, PipeReader},
    mem,
    os::fd::OwnedFd,
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    io::AsyncReadExt,
    net::unix::pipe::Receiver,
    process::{self, Command},
    signal::unix::{Signal as Stream, SignalKind, signal},
    sync::watch,
    task::JoinHandle,
    time::{Instant, sleep_until, timeout},
};

/// How often the loop is told at most that something was printed.
const UPDATE_INTERVAL: Duration = Duration::from_millis(30);
/// How long a program may take to end after it was told to.
const STOP_TIMEOUT: Duration = Duration::from_secs(2);
/// How long its output may take to arrive after it has ended. A daemon that it has started may keep the pipe open forever.
const OUTPUT_TIMEOUT: Duration = Duration::from_millis(500);
/// How long all programs together may take to end when we do.
const QUIT_TIMEOUT: Duration = Duration::from_millis(500);
/// The most characters of its last words.
const LONGEST_WORDS: usize = 300;

/// What a program has printed and nobody has taken yet.
#[derive(Debug, Clone, Default)]
struct Output(Arc<Mutex<Untaken>>);

#[derive(Debug, Default)]
struct Untaken {
    decoder: Decoder,
    /// Whether the loop was told.
    is_told: bool,
}

impl Output {
    fn untaken(&self) -> MutexGuard<'_, Untaken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the loop must be told of it, which is then done.
    fn must_tell(&self) -> bool {
        !mem::replace(&mut self.untaken().is_told, true)
    }

    /// Takes it.
    fn take(&self) -> Printed {
        let mut untaken = self.untaken();
        untaken.is_told = false;
        untaken.decoder.take()
    }
}

/// A program that runs in the background.
#[derive(Debug)]
struct Running {
    output: Output,
    /// Tells it to end.
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// The programs that run in the background.
#[derive(Debug, Default)]
pub struct Programs(HashMap<RunId, Running>);

impl Programs {
    /// Whether there is any.
    pub fn is_any(&self) -> bool {
        !self.0.is_empty()
    }

    /// Starts a program. `tell` is called when there is something to take, and with its end.
    pub fn start(
        &mut self,
        run: RunId,
        child: Child,
        captured: Captured,
        tell: impl Fn(Option<RunEnd>) + Send + Sync + 'static,
    ) {
        let output = Output::default();
        let (stop, stopped) = watch::channel(false);
        let mine = output.clone();
        let task = tokio::spawn(async move {
            let printed = || {
                if mine.must_tell() {
                    tell(None);
                }
            };
            let ended = self::run(child, captured, &mine, stopped, printed).await;
            tell(Some(ended));
        });
        let running = Running { output, stop, task };
        self.0.insert(run, running);
    }

    /// Takes what a program has printed.
    pub fn printed(&self, run: RunId) -> Option<Printed> {
        self.0.get(&run).map(|running| running.output.take())
    }

    /// Records that a program has ended.
    pub fn end(&mut self, run: RunId) {
        self.0.remove(&run);
    }

    /// Tells a program to end.
    pub fn stop(&self, run: RunId) {
        if let Some(running) = self.0.get(&run) {
            running.stop.send_replace(true);
        }
    }

    /// Tells all programs to end, and waits a moment for them. What is left is killed with the runtime.
    pub async fn stop_all(&mut self) {
        let all: Vec<Running> = self.0.drain().map(|(_, running)| running).collect();
        for running in &all {
            running.stop.send_replace(true);
        }
        let ended = async {
            for running in all {
                // It has ended, or has panicked.
                let _ = running.task.await;
            }
        };
        // Who takes longer is killed.
        let _ = timeout(QUIT_TIMEOUT, ended).await;
    }
}

/// A program that has been started.
struct Started {
    /// Dropped before the process, which may then be reaped.
    group: Group,
    process: process::Child,
    /// Something has happened to one of our children.
    news: Stream,
    pipe: Receiver,
}

/// Runs a program until it ends, or until `stop` says so. `tell` is called when something was printed.
async fn run(
    child: Child,
    captured: Captured,
    output: &Output,
    mut stop: watch::Receiver<bool>,
    tell: impl Fn(),
) -> RunEnd {
    let began = Instant::now();
    let end = match start(&child, captured) {
        Ok(started) => {
            let tell = || {
                if captured == Captured::Everything {
                    tell();
                }
            };
            started.follow(output, &mut stop, tell).await
        }
        Err(end) => end,
    };
    let last_words = (captured == Captured::LastError).then(|| {
        let printed = output.take();
        let words = printed.last_words().map(str::to_owned);
        words.map(|words| words.chars().take(LONGEST_WORDS).collect())
    });
    RunEnd {
        program: child.program().to_owned(),
        purpose: child.purpose,
        end,
        took: began.elapsed(),
        last_words: last_words.flatten(),
    }
}

fn start(child: &Child, captured: Captured) -> Result<Started, ChildEnd> {
    let program = child::installed(child).ok_or(ChildEnd::Missing)?;
    let started = start_program(child, &program, captured);
    started.map_err(|error| ChildEnd::NotStarted(error.to_string()))
}

fn start_program(child: &Child, program: &Path, captured: Captured) -> io::Result<Started> {
    let news = signal(SignalKind::child())?;
    let (pipe, writer) = io::pipe()?;
    let stdout = match captured {
        Captured::Everything => Stdio::from(writer.try_clone()?),
        Captured::LastError => Stdio::null(),
    };
    let mut command = command(child, program);
    child::set_environment(command.as_std_mut(), child);
    command.stdin(Stdio::null()).stdout(stdout).stderr(writer);
    let process = command.spawn()?;
    // The command holds the other end of the pipe.
    drop(command);
    let id = process.id().and_then(|id| i32::try_from(id).ok());
    let id = id.and_then(Pid::from_raw);
    Ok(Started {
        group: Group { leader: id },
        process,
        news,
        pipe: receiver(pipe)?,
    })
}

fn receiver(pipe: PipeReader) -> io::Result<Receiver> {
    Receiver::from_owned_fd(OwnedFd::from(pipe))
}

/// The program in a process group of its own, and in a session of its own if that can be had.
fn command(child: &Child, program: &Path) -> Command {
    let mut command = match program_path::find("setsid") {
        Some(setsid) => {
            let mut command = Command::new(setsid);
            command.arg(program);
            command
        }
        None => {
            let mut command = Command::new(program);
            command.process_group(0);
            command
        }
    };
    command.args(child.words.iter().skip(1));
    command
}

/// Waits until a process has ended, which it leaves a zombie.
async fn ended(process: Option<Pid>, news: &mut Stream) -> ChildEnd {
    let Some(process) = process else {
        return ChildEnd::NotStarted(String::new());
    };
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    loop {
        match waitid(WaitId::Pid(process), options) {
            Ok(Some(status)) => {
                return child::end(status.exit_status(), status.terminating_signal());
            }
            Ok(None) => {}
            Err(error) => return ChildEnd::NotStarted(error.to_string()),
        }
        news.recv().await;
    }
}

impl Started {
    /// Reads what the program prints until it has ended.
    async fn follow(
        mut self,
        output: &Output,
        stop: &mut watch::Receiver<bool>,
        tell: impl Fn(),
    ) -> ChildEnd {
        let mut buffer = vec![0; 64 << 10];
        let mut end = None;
        let (mut is_open, mut is_stopping) = (true, false);
        let mut until: Option<Instant> = None;
        let (mut told, mut due): (Option<Instant>, Option<Instant>) = (None, None);
        // Reading comes last: whoever prints all the time can be stopped, too.
        while is_open || end.is_none() {
            tokio::select! {
                biased;
                Ok(_) = stop.wait_for(|stop| *stop), if !is_stopping => {
                    is_stopping = true;
                    self.group.send(Signal::TERM);
                    self.group.send(Signal::CONT);
                    until = Some(Instant::now() + STOP_TIMEOUT);
                }
                () = at(until), if until.is_some() => {
                    until = None;
                    if end.is_some() {
                        break;
                    }
                    self.group.send(Signal::KILL);
                }
                ended = ended(self.group.leader, &mut self.news), if end.is_none() => {
                    end = Some(ended);
                    until = Some(Instant::now() + OUTPUT_TIMEOUT);
                }
                () = at(due), if due.is_some() => {
                    (told, due) = (due.take(), None);
                    tell();
                }
                read = self.pipe.read(&mut buffer), if is_open => match read {
                    Ok(count @ 1..) => {
                        let bytes = buffer.get(..count).unwrap_or_default();
                        output.untaken().decoder.read(bytes);
                        let now = Instant::now();
                        due = due.or_else(|| Some(told.map_or(now, |told| now.max(told + UPDATE_INTERVAL))));
                    }
                    _ => is_open = false,
                },
            }
        }
        if is_stopping {
            self.group.send(Signal::KILL);
        }
        // What it has left behind otherwise was meant to stay. From here on the ids are free for others.
        self.group.leader = None;
        // It has ended, so this only reaps it.
        let _ = self.process.wait().await;
        tell();
        end.unwrap_or(ChildEnd::NotStarted(String::new()))
    }
}

/// Waits until a moment, or forever.
async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// The process group of a program, which is killed when this is dropped, because we end.
struct Group {
    /// The program, until it is reaped.
    leader: Option<Pid>,
}

impl Group {
    fn send(&self, signal: Signal) {
        let Some(leader) = self.leader else {
            return;
        };
        // A group that is just being made has only its leader; a zombie needs nothing.
        if kill_process_group(leader, signal).is_err() {
            let _ = kill_process(leader, signal);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.send(Signal::KILL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> Child {
        Child::plain(&["sh", "-c", text])
    }

    /// Whether a process has ended and nobody has asked how; an error if there is none of ours.
    fn is_zombie(process: Pid) -> rustix::io::Result<bool> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        waitid(WaitId::Pid(process), options).map(|status| status.is_some())
    }

    #[tokio::test]
    async fn an_ended_program_keeps_its_id_while_signals_may_be_sent_to_it() {
        // What it leaves behind keeps its output open, and us waiting.
        let started = start(&script("sleep 1000 & exit 3"), Captured::Everything).unwrap();
        let process = started.group.leader.unwrap();
        let output = Output::default();
        let (stop, mut stopped) = watch::channel(false);
        let follow = async {
            let end = started.follow(&output, &mut stopped, || {}).await;
            assert_eq!(end, ChildEnd::Exited(3));
        };
        let check = async {
            while !is_zombie(process).unwrap() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            // We have seen it end by then.
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert_eq!(is_zombie(process), Ok(true));
            stop.send_replace(true);
        };
        tokio::join!(follow, check);
        assert!(is_zombie(process).is_err(), "it is reaped at the end");
    }
}
