//! A faithful Neon Management API (v2) on loopback.
//!
//! It is three things at once: the account behind `lazyneon --demo`, a local Neon for anybody's tests (`lazyneon emulate`), and
//! the test bed of lazyneon itself. It speaks real HTTP on 127.0.0.1 and knows nothing of the rest of the crate.
//!
//! # How it works
//!
//! ```text
//! wire ─► server ─► faults ─► auth ─► routes ─► rate ─► handler(&mut World, &Call) ─► answer ─► wire
//! ```
//!
//! - `routes` is the table: one row per route. A handler is a plain function in the file of its kind
//!   (`projects`, `branches`, `endpoints`, …); it reads the `Call`, changes the [`World`], and returns a
//!   `Reply` or a `Refusal`.
//! - Handlers reach a project through a `visit`: it checks the credential, then `settle` plays back everything that has
//!   happened since — operations that ended, computes that went idle, branches that expired. There are no timers: the
//!   [`Clock`] alone decides, and tests step it.
//! - Changes schedule chains of `operations`; while one is in flight, further changes to the project are answered with 423.
//! - `rules` says which values are allowed, `plan` what the plan allows, `faults` what goes wrong on demand; `control` gives
//!   other programs the faults, the clock and the journal of requests.
//! - The world begins as the `seed` says, with a `fleet` of imagined projects beside it if asked for.
//!
//! # Example
//!
//! ```no_run
//! # async fn example() -> Result<(), lazyneon::emulator::EmulatorError> {
//! use lazyneon::emulator::{Options, serve};
//!
//! let emulator = serve(Options::default()).await?;
//! println!("{}", emulator.base_url()); // http://127.0.0.1:40123/api/v2
//! emulator.stop().await;
//! # Ok(())
//! # }
//! ```

mod advance;
mod auth;
mod billing;
mod branches;
mod callers;
mod clock;
mod connection;
mod connections;
mod consumption;
mod control;
mod corrupt;
mod data_api;
mod databases;
mod endpoints;
mod error;
mod faults;
mod ids;
mod jwks;
mod keys;
mod libraries;
mod members;
mod neon_auth;
mod operations;
mod orgs;
mod page;
mod plan;
mod project_members;
mod project_scope;
mod projects;
mod rate_limit;
mod regions;
mod request;
mod request_log;
mod roles;
mod routes;
mod schema;
mod seed;
mod server;
mod services;
mod settings;
mod sharing;
mod snapshots;
mod state;
mod synthetic_projects;
mod time;
mod transfer;
mod usage;
mod user;
mod validation;
mod vpc;

pub use clock::Clock;
pub use faults::{Fault, Faults};
pub use request_log::Received;
pub use seed::SeedError;
pub use state::World;

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use axum::Router;
use tokio::{sync::watch, task::JoinHandle};

use connection::ExternalPostgres;
use connections::{Line, Socket};
use server::{Inner, Shared};

/// How an emulator is to behave.
#[derive(Debug, Clone)]
pub struct Options {
    /// Port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// The only key that is accepted; `None` accepts any non-empty bearer.
    pub api_key: Option<String>,
    /// A seed file instead of the one that is built in.
    pub seed: Option<PathBuf>,
    /// How many imagined projects the first organization has besides.
    pub projects: Option<u32>,
    /// Added to every answer.
    pub latency: Duration,
    /// Whether 700 requests a minute and 40 a second per route are the limit, as with Neon.
    pub rate_limit: bool,
    /// `postgresql://…` of a server that computes and connection strings name instead of Neon's; the user, password and database
    /// it leaves out are those of the role and database that is asked for.
    pub postgres: Option<String>,
    /// Whether other programs may order trouble, step the clock and read the requests, at `/control`.
    pub control: bool,
    /// What time it is.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            api_key: None,
            seed: None,
            projects: None,
            latency: Duration::ZERO,
            rate_limit: true,
            postgres: None,
            control: false,
            clock: Clock::system(),
        }
    }
}

/// Why an emulator could not start.
#[derive(Debug, thiserror::Error)]
pub enum EmulatorError {
    /// The port is taken, or not ours to take.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Bind {
        /// The port that was asked for.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The address is not one of a Postgres server. It may hold a password, so it is not repeated.
    #[error(
        "--postgres (LAZYNEON_POSTGRES_URL) needs an address like postgresql://user:password@127.0.0.1:5432"
    )]
    Postgres,
    /// The seed cannot be used.
    #[error(transparent)]
    Seed(#[from] SeedError),
}

/// Starts an emulator on the current tokio runtime.
///
/// # Errors
///
/// If the port cannot be bound or the seed cannot be read.
pub async fn serve(options: Options) -> Result<Emulator, EmulatorError> {
    let faults = Faults::default();
    let now = options.clock.now();
    let mut world = seed::load(options.seed.as_deref(), now.into(), faults.clone())?;
    if let Some(address) = &options.postgres {
        world.stand_in_with(ExternalPostgres::parse(address)?);
    }
    world.add_fleet(options.projects.unwrap_or(0));
    let bind = |source| EmulatorError::Bind {
        port: options.port,
        source,
    };
    let socket = Socket::bind(options.port).await.map_err(bind)?;
    let port = socket.port().map_err(bind)?;
    let (stop, stopped) = watch::channel(false);
    let shared = Arc::new(Shared {
        state: std::sync::Mutex::new(Inner {
            world,
            journal: Default::default(),
            rates: Default::default(),
            random: fastrand::Rng::with_seed(7),
        }),
        clock: options.clock,
        faults,
        api_key: options.api_key,
        latency: options.latency,
        rate_limit: options.rate_limit,
        control: options.control,
        stopped: stopped.clone(),
    });
    let task = tokio::spawn(run(socket, Arc::clone(&shared), stopped));
    Ok(Emulator {
        shared,
        port,
        stop,
        task,
    })
}

async fn run(socket: Socket, shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let router = Router::new()
        .fallback(server::answer)
        .with_state(shared)
        .into_make_service_with_connect_info::<Line>();
    let stop = async move {
        // An error means that the handle is gone; it is time to stop then as well.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    // The accept loop never fails: a listener that cannot accept tries again.
    let _ = axum::serve(socket, router)
        .with_graceful_shutdown(stop)
        .await;
}

/// A running emulator. Dropping it stops it.
#[derive(Debug)]
pub struct Emulator {
    shared: Arc<Shared>,
    port: u16,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Emulator {
    /// What clients take as the API's base URL: `http://127.0.0.1:PORT/api/v2`.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, server::BASE)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Orders trouble.
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// What time it is there.
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// The latest requests, oldest first; at most 4,096.
    pub fn requests(&self) -> Vec<Received> {
        self.shared.inner().journal.entries()
    }

    /// Forgets the requests so far.
    pub fn forget_requests(&self) {
        self.shared.inner().journal.clear();
    }

    /// Changes the world behind everybody's back.
    pub fn edit(&self, change: impl FnOnce(&mut World)) {
        change(&mut self.shared.inner().world);
    }

    /// Ends it; requests in flight are answered first, swallowed ones are cut off.
    pub async fn stop(self) {
        // Nobody listens any more only if it has ended already.
        let _ = self.stop.send(true);
        // The task can only have been aborted with its runtime.
        let _ = self.task.await;
    }

    /// Waits until it ends, which it does not by itself.
    pub async fn wait(self) {
        // As above.
        let _ = self.task.await;
    }
}
