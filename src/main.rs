//! The `lazyneon` binary.

use lazyneon::{
    app,
    cli::{
        exit_status::ExitStatus,
        parse::{self, Parsed, Usage},
    },
};
use std::{
    env,
    io::{self, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    match run() {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            // Standard error may be gone; there is nobody left to tell.
            let _ = writeln!(io::stderr(), "lazyneon: {error:#}");
            ExitCode::from(match error.is::<Usage>() {
                true => ExitStatus::Usage.code(),
                false => ExitStatus::Failed.code(),
            })
        }
    }
}

fn run() -> anyhow::Result<u8> {
    match parse::parse(env::args_os())? {
        Parsed::Do(cli) => app::start(*cli),
        Parsed::Print(text) => {
            // It is not an error if the reader, such as `head`, has stopped reading.
            let _ = io::stdout().write_all(text.as_bytes());
            Ok(0)
        }
    }
}
