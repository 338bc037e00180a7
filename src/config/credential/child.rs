//! Programs that hand out a secret: the keyring's own and the user's `key_command`. A secret goes through pipes only,
//! never through arguments.

use std::{
    io::{self, Read, Write},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long a program may think, or ask its user elsewhere.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks whether it has ended.
const LOOK: Duration = Duration::from_millis(10);
/// The longest answer that is read, bytes.
const LONGEST: u64 = 64 * 1024;

/// What a program has answered.
#[derive(Debug)]
pub struct Said {
    /// Its exit status; none if a signal ended it.
    pub status: Option<i32>,
    /// What it has printed. May be a secret: it is not to be part of any message.
    pub out: String,
    /// What it has complained about.
    pub complaint: String,
}

/// Why a program has answered nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silent {
    /// It is not installed.
    Missing,
    /// It did not end in time, and was ended.
    Late,
    /// It could not be run.
    Failed(String),
}

/// Runs a program with `input` as its standard input, to its end or for a minute. It gets no terminal: what it would
/// draw there would spoil the screen.
pub fn run(command: &mut Command, input: &str) -> Result<Said, Silent> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Silent::Missing,
        _ => Silent::Failed(error.to_string()),
    })?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read its input is no error.
        let _ = stdin.write_all(input.as_bytes());
    }
    let (out, complaint) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let status = wait(&mut child)?;
    let read = |reader: thread::JoinHandle<String>| reader.join().unwrap_or_default();
    Ok(Said {
        status,
        out: read(out),
        complaint: read(complaint),
    })
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(pipe) = pipe {
            // What was read before the pipe broke is all there is.
            let _ = pipe.take(LONGEST).read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child) -> Result<Option<i32>, Silent> {
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.code()),
            Ok(None) if began.elapsed() < PATIENCE => thread::sleep(LOOK),
            Ok(None) => {
                // One that has just ended by itself cannot be ended.
                let _ = child.kill();
                let _ = child.wait();
                return Err(Silent::Late);
            }
            Err(error) => return Err(Silent::Failed(error.to_string())),
        }
    }
}
