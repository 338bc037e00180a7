//! Panics: the terminal is restored, a report is written, and the program aborts.
//!
//! The hook does all of this, in debug builds too: a panic in a background task would otherwise leave a program
//! that keeps drawing over the shell. Tests never install the hook, so they still unwind.

use super::screen;
use jiff::{Timestamp, fmt::strtime};
use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    panic::{self, PanicHookInfo},
    path::{Path, PathBuf},
};

/// Installs the hook. Reports go into `directory`, which is created when needed.
pub fn install(directory: Option<PathBuf>) {
    panic::set_hook(Box::new(move |panic| {
        screen::leave();
        let text = report(panic, Timestamp::now());
        let path = directory
            .as_deref()
            .and_then(|directory| save(directory, &text, Timestamp::now()).ok());
        let place = path.map_or_else(
            || text.clone(),
            |path| format!("Report (no secrets): {}", path.display()),
        );
        // `eprintln!` would panic here if the terminal is gone.
        let _ = writeln!(
            io::stderr(),
            "lazyneon crashed. Your terminal is restored. {place}"
        );
        std::process::abort();
    }));
}

/// What is known about the panic: no response bodies, no keys, nothing the user typed.
fn report(panic: &PanicHookInfo<'_>, now: Timestamp) -> String {
    let thread = std::thread::current();
    let place = panic
        .location()
        .map_or_else(|| "an unknown location".to_owned(), ToString::to_string);
    format!(
        "lazyneon {version} ({os} {arch})\n{now}\npanic in {place}, thread {thread}\n{message}\n",
        version = env!("CARGO_PKG_VERSION"),
        os = std::env::consts::OS,
        arch = std::env::consts::ARCH,
        thread = thread.name().unwrap_or("without a name"),
        message = message(panic),
    )
}

fn message<'a>(panic: &'a PanicHookInfo<'_>) -> &'a str {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(no message)")
}

fn save(directory: &Path, text: &str, now: Timestamp) -> io::Result<PathBuf> {
    fs::create_dir_all(directory)?;
    let time = strtime::format("%Y-%m-%dT%H%M%SZ", now).map_err(io::Error::other)?;
    let path = directory.join(format!("crash-{time}.txt"));
    private(&path)?.write_all(text.as_bytes())?;
    Ok(path)
}

/// Opens a file for appending that only its owner may read.
pub fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true).mode(0o600);
    options.open(path)
}
