//! `lazyneon emulate`: serves the emulator to any client until it is stopped.

use super::{
    signals::{Signal, Signals},
    start::variable,
};
use crate::{
    cli::{Emulate, parse::Usage},
    config::POSTGRES_VARIABLE,
    emulator::{self, EmulatorError, Options, ServerOptions},
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
        let emulator = match emulator::serve(options(args)).await {
            Err(error @ (EmulatorError::Postgres | EmulatorError::Servers(_))) => {
                return Err(Usage(error.to_string()).into());
            }
            started => started.context("The emulator could not start")?,
        };
        // Scripts read the address; it does not matter if one has stopped reading.
        let _ = writeln!(io::stdout(), "{}", emulator.base_url());
        if let Some(port) = emulator.postgres_port() {
            let _ = writeln!(io::stdout(), "postgresql://127.0.0.1:{port}");
        }
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

fn options(args: Emulate) -> Options {
    let programs = args.postgres_bin;
    let (postgres, servers) = match args.postgres {
        Some(Some(url)) => (Some(url.expose_secret().to_owned()), None),
        Some(None) => (None, Some(ServerOptions { programs })),
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
