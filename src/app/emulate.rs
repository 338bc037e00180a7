//! `lazyneon emulate`: serves the emulator to any client until it is stopped.

use super::{
    signals::{Signal, Signals},
    start::variable,
};
use crate::{
    cli::{Emulate, parse::Usage},
    config::POSTGRES_VARIABLE,
    emulator::{self, Emulator, EmulatorError, Options, ServerOptions},
};
use anyhow::Context;
use secrecy::ExposeSecret;
use std::{
    io::{self, Write},
    time::Duration,
};
use tokio::runtime;

/// Serves until a signal arrives; returns the exit status.
pub fn run(args: Emulate) -> anyhow::Result<u8> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("The emulator could not start")?;
    runtime.block_on(async {
        let mut signals = Signals::listen().context("The emulator cannot listen for signals")?;
        let prints_variables = args.print_env;
        let emulator = match emulator::serve(options(args)).await {
            Err(error @ (EmulatorError::Postgres | EmulatorError::Servers(_))) => {
                return Err(Usage(error.to_string()).into());
            }
            started => started.context("The emulator could not start")?,
        };
        let lines = match prints_variables {
            true => variables(&emulator),
            false => addresses(&emulator),
        };
        // At once, and so that it does not matter if a script has stopped reading.
        let _ = io::stdout().write_all(lines.as_bytes());
        let _ = io::stdout().flush();
        let status = loop {
            match signals.next().await {
                Signal::Continue => {}
                // Ctrl-c is the usual way to end it.
                Signal::Interrupt => break 0,
                signal => break signal.status(),
            }
        };
        emulator.stop().await;
        Ok(status)
    })
}

/// A line for the API, and one for real servers.
fn addresses(emulator: &Emulator) -> String {
    let postgres = emulator.postgres_port();
    let postgres = postgres.map(|port| format!("postgresql://127.0.0.1:{port}\n"));
    format!("{}\n{}", emulator.base_url(), postgres.unwrap_or_default())
}

/// A line `NAME=value` for each variable: what a shell's `export`, a `.env` file and `$GITHUB_ENV` take.
fn variables(emulator: &Emulator) -> String {
    let variables = emulator.environment().into_iter();
    variables
        .map(|(name, value)| format!("{name}={value}\n"))
        .collect()
}

fn options(args: Emulate) -> Options {
    let here = ServerOptions {
        programs: args.postgres_bin,
        folder: args.data,
    };
    let (postgres, servers) = match args.postgres {
        Some(Some(url)) => (Some(url.expose_secret().to_owned()), None),
        Some(None) => (None, Some(here)),
        None => (variable(POSTGRES_VARIABLE), None),
    };
    Options {
        port: args.port,
        api_key: args.api_key.map(|key| key.expose_secret().to_owned()),
        seed: args.seed,
        projects: args.projects,
        latency: Duration::from_millis(args.latency_ms),
        rate_limit: !args.no_rate_limit,
        postgres,
        servers,
        control: args.control,
        ..Options::default()
    }
}
