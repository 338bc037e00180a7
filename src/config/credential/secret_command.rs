//! Programs that print a secret: the keyring's own and the user's `key_command`. Secrets are passed only through pipes,
//! never in arguments.

use std::{
    io::{self, Read, Write},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

/// How long a program may run, which includes asking its user elsewhere.
const PATIENCE: Duration = Duration::from_secs(60);
/// The interval for checking whether it has ended.
const LOOK: Duration = Duration::from_millis(10);
/// How long its output may take to arrive after it has ended.
const GRACE: Duration = Duration::from_millis(500);
/// The longest output that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The result of a program.
#[derive(Debug)]
pub struct ProcessOutput {
    /// Its exit status; `None` if a signal ended it.
    pub status: Option<i32>,
    /// Standard output. May be a secret, so it must not become part of a message.
    pub out: String,
    /// Standard error.
    pub complaint: String,
}

/// Why a program has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProcessError {
    /// It is not installed.
    Missing,
    /// It did not end in time and was killed.
    Late,
    /// It could not be run.
    Failed(String),
}

/// Runs a program with `input` as its standard input, until it ends or for a minute. It has no terminal, because its
/// output there would spoil the screen.
pub fn run(command: &mut Command, input: &str) -> Result<ProcessOutput, ProcessError> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0);
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => ProcessError::Missing,
        _ => ProcessError::Failed(error.to_string()),
    })?;
    if let Some(mut stdin) = child.stdin.take() {
        // It is not an error if a program does not read its input.
        let _ = stdin.write_all(input.as_bytes());
    }
    let (out, complaint) = (
        Listener::to(child.stdout.take()),
        Listener::to(child.stderr.take()),
    );
    let status = wait(&mut child)?;
    let until = Instant::now() + GRACE;
    Ok(ProcessOutput {
        status,
        out: out.heard(until),
        complaint: complaint.heard(until),
    })
}

/// Reads a pipe while the program runs. A daemon started by the program may keep the pipe open forever, so reading
/// stops shortly after the program has ended.
struct Listener {
    heard: Arc<Mutex<Vec<u8>>>,
    end: mpsc::Receiver<()>,
}

impl Listener {
    fn to(pipe: Option<impl Read + Send + 'static>) -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (ended, end) = mpsc::channel();
        let mine = Arc::clone(&heard);
        thread::spawn(move || {
            if let Some(pipe) = pipe {
                listen(pipe, &mine);
            }
            // An error only means that nobody waits any longer.
            let _ = ended.send(());
        });
        Self { heard, end }
    }

    fn heard(self, until: Instant) -> String {
        let left = until.saturating_duration_since(Instant::now());
        // If the pipe is still open then, another process holds it.
        let _ = self.end.recv_timeout(left);
        let heard = self.heard.lock();
        let heard = heard.unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&heard).into_owned()
    }
}

/// Collects the contents of a pipe, up to the longest output that is read.
fn listen(pipe: impl Read, heard: &Mutex<Vec<u8>>) {
    let mut pipe = pipe.take(LONGEST);
    let mut some = [0; 4096];
    // After a read error, what was read so far is kept.
    while let Ok(count @ 1..) = pipe.read(&mut some) {
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.extend(some.iter().take(count));
    }
}

fn wait(child: &mut Child) -> Result<Option<i32>, ProcessError> {
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.code()),
            Ok(None) if began.elapsed() < PATIENCE => thread::sleep(LOOK),
            Ok(None) => {
                // Fails if it has just ended by itself.
                let _ = child.kill();
                let _ = child.wait();
                return Err(ProcessError::Late);
            }
            Err(error) => return Err(ProcessError::Failed(error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_daemon_that_keeps_the_pipe_open_does_not_keep_the_answer() {
        let began = Instant::now();
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 5 & echo napi_key"]);
        let said = run(&mut command, "").unwrap();
        assert_eq!((said.status, said.out.as_str()), (Some(0), "napi_key\n"));
        assert!(began.elapsed() < Duration::from_secs(4));
    }

    #[test]
    fn a_long_answer_is_heard_whole() {
        let mut command = Command::new("sh");
        command.args(["-c", "head -c 50000 /dev/zero | tr '\\0' x"]);
        let said = run(&mut command, "").unwrap();
        assert_eq!(said.out.len(), 50_000);
    }
}
