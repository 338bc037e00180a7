//! `lazyneon get`, `uri`, `start` and the others: the program without a screen, for scripts.
//!
//! They run the same model, reads and changes as the dashboard, so protections, names of places and costs are the same.
//! What was asked for goes to standard output, everything else to standard error.
//! How they end is in [`ExitStatus`].

mod change;
mod connect;
mod list;
mod operations;
mod output;
mod session;

use super::{configuration, print, start};
use crate::cli::{
    Access,
    exit_status::ExitStatus,
    parse::Usage,
    script::{Change, Get, List, Listing, Open, Print, Uri},
};
use anyhow::Context;
pub use change::{Power, START, SUSPEND};
use session::Session;
use std::{
    io::{self, Write},
    time::Duration,
};
use tokio::runtime;

/// Why a command did not do what was asked: a sentence.
#[derive(Debug)]
enum Failure {
    Neon(String),
    Usage(String),
    NoSuchPlace(String),
    Refused(String),
    SignedOut(String),
}

impl Failure {
    const fn status(&self) -> ExitStatus {
        match self {
            Self::Neon(_) => ExitStatus::Failed,
            Self::Usage(_) => ExitStatus::Usage,
            Self::NoSuchPlace(_) => ExitStatus::NoSuchPlace,
            Self::Refused(_) => ExitStatus::Refused,
            Self::SignedOut(_) => ExitStatus::SignedOut,
        }
    }

    fn sentence(&self) -> &str {
        match self {
            Self::Neon(why)
            | Self::Usage(why)
            | Self::NoSuchPlace(why)
            | Self::Refused(why)
            | Self::SignedOut(why) => why,
        }
    }
}

/// `lazyneon get`
pub fn get(get: Get) -> anyhow::Result<u8> {
    run(
        &get.print.list.access,
        get.place.as_deref(),
        async |session| match get.what {
            Listing::Operations => {
                let is_named = get.place.is_some();
                operations::print_all(session, is_named, &get.print.list.output).await
            }
            what => list::get(session, what, &get).await,
        },
    )
}

/// `lazyneon awake`
pub fn awake(print: Print) -> anyhow::Result<u8> {
    run(&print.list.access, None, async |session| {
        list::awake(session, print.limit, &print.list.output).await
    })
}

/// `lazyneon cost`
pub fn cost(cost: List) -> anyhow::Result<u8> {
    run(&cost.access, None, async |session| {
        list::cost(session, &cost.output).await
    })
}

/// `lazyneon uri`
pub fn uri(uri: Uri) -> anyhow::Result<u8> {
    run(&uri.access, uri.place.as_deref(), async |session| {
        connect::print_uri(session, &uri).await
    })
}

/// `lazyneon start` and `lazyneon suspend`
pub fn change(change: &Change, power: &Power) -> anyhow::Result<u8> {
    run(&change.access, Some(&change.place), async |session| {
        change::run(session, power, change).await
    })
}

/// `lazyneon open`
pub fn open(open: Open) -> anyhow::Result<u8> {
    run(&open.access, open.place.as_deref(), async |session| {
        connect::open(session).await
    })
}

/// Runs a command; returns the exit status.
fn run(
    access: &Access,
    place: Option<&str>,
    command: impl AsyncFnOnce(&mut Session) -> Result<(), Failure>,
) -> anyhow::Result<u8> {
    let prepared = start::prepare(access, place, None)?;
    // There are no keys here, so what is used as it is needs no warning.
    let mistakes = prepared.mistakes.iter().filter(|one| !one.is_warning);
    let mistakes = configuration::limited(mistakes.map(ToString::to_string).collect());
    for notice in mistakes.iter().chain(&prepared.notices) {
        say(notice);
    }
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(2)
        .build()
        .context("The program could not start")?;
    let done = runtime.block_on(async {
        let mut session = Session::open(prepared)?;
        let done = command(&mut session).await;
        session.close();
        done
    });
    // A request that nobody waits for any longer must not delay the end.
    runtime.shutdown_timeout(Duration::from_millis(2));
    match done {
        Ok(()) => Ok(0),
        Err(Failure::Usage(why)) => Err(Usage(why).into()),
        Err(failure) => {
            say(failure.sentence());
            Ok(failure.status().code())
        }
    }
}

/// Writes a sentence to standard error.
fn say(text: &str) {
    // Standard error may be gone; there is nobody left to tell.
    let _ = writeln!(io::stderr(), "lazyneon: {text}");
}

/// Writes what was asked for to standard output.
fn print(text: &str) -> Result<(), Failure> {
    print::write(text.as_bytes()).map_err(|error| Failure::Neon(print::sentence(&error)))
}
