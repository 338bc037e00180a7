//! A faithful Neon Management API (v2) on loopback.
//!
//! It serves as the account behind `lazyneon --demo`, as a local Neon for anybody's tests (`lazyneon emulate`), and as
//! the test bed of lazyneon itself. It speaks real HTTP on 127.0.0.1 and uses nothing from the rest of the crate.
//!
//! # How it works
//!
//! ```text
//! wire ─► server ─► faults ─► auth ─► routes ─► rate ─► handler(&mut World, &Call) ─► answer ─► wire
//! ```
//!
//! - `routes` is the table: one row per route. A handler is a plain function beside its kind (`projects`, `branches`,
//!   `endpoints`, …); it reads the `Call`, changes the [`World`], and returns a `Reply` or a `Refusal`.
//! - Handlers reach a project through a `ProjectScope`: it checks the credential, then `settle` plays back everything that has
//!   happened since: operations that finished, computes that went idle, branches that expired. There are no timers:
//!   only the [`Clock`] decides, and tests move it forward.
//! - Changes schedule chains of `operations`; while one is in flight, further changes to the project get a 423.
//! - `validation` checks values, `plan` holds what the plan allows, `faults` what goes wrong on demand; `control` gives
//!   other programs access to the faults, the clock and the request log.
//! - The world starts from the `seed`, with a fleet of `synthetic_projects` in addition if requested.
//!
//! # Layers
//!
//! No module uses one below it in this table.
//!
//! | layer | modules |
//! |---|---|
//! | values | `ids`, `time`, `clock`, `settings`, `plan`, `contents`, `hosts`, `readings`; `error`, `auth`, `request`, `fields`, `page`, `validation` |
//! | data | the `mod.rs` of each kind: what it consists of, and rules about it alone. `projects` holds everything in a project |
//! | rules | the private files of `projects`: what a project does with its branches, computes, operations, …; `pace`: what they use |
//! | world | `state`, filled by `seed` and `synthetic_projects`; `project_scope` and `organization_scope` open it to a caller |
//! | handlers | `handlers` in the folder of a kind, or files named after what they do: `read`, `create`, …; all of `billing`, `consumption` and `logs` |
//! | server | `routes`, `rate_limit`, `servers`, `shared`, `control`, `server` |
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

mod advisors;
mod auth;
mod backup_schedule;
mod billing;
mod branches;
mod callers;
mod clock;
mod connection;
mod connections;
mod consumption;
mod contents;
mod control;
mod corrupt;
mod credentials;
mod custom_domains;
mod data_api;
mod databases;
mod endpoints;
mod error;
mod faults;
mod fields;
mod functions;
mod hosts;
mod ids;
mod jwks;
mod keys;
mod libraries;
mod logs;
mod members;
mod neon_auth;
mod operations;
mod organization_scope;
mod orgs;
mod pace;
mod page;
mod plan;
mod platform;
mod project_members;
mod project_scope;
mod projects;
mod rate_limit;
mod readings;
mod regions;
mod request;
mod request_log;
mod roles;
mod routes;
mod schema;
mod seed;
mod server;
mod servers;
mod settings;
mod shared;
mod sharing;
mod snapshots;
mod state;
mod storage;
mod synthetic_projects;
mod time;
mod transfer;
mod triggers;
mod usage;
mod user;
mod validation;
mod vpc;

pub use clock::Clock;
pub use faults::{Fault, Faults};
pub use request_log::Received;
pub use seed::SeedError;
pub use servers::{ServerOptions, ServersError};
pub use state::World;

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use axum::Router;
use tokio::{sync::watch, task::JoinHandle};

use connection::ExternalPostgres;
use connections::{Line, Socket};
use hosts::Ports;
use shared::{Inner, Shared};

/// The options of an emulator.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 means any free one.
    pub port: u16,
    /// The only accepted key; `None` accepts any non-empty bearer token.
    pub api_key: Option<String>,
    /// A seed file instead of the built-in one.
    pub seed: Option<PathBuf>,
    /// The number of additional, imagined projects of the first organization.
    pub projects: Option<u32>,
    /// The delay of every answer.
    pub latency: Duration,
    /// Whether Neon's limits apply: 700 requests a minute, and 40 a second per route.
    pub rate_limit: bool,
    /// Whether Neon checks suspended computes now and then, which wakes them.
    pub checks: bool,
    /// The `postgresql://…` URL of a server that computes and connection strings name instead of Neon's. It may leave
    /// out the user, password and database; they are those of the requested role and database.
    pub postgres: Option<String>,
    /// Real Postgres servers for the computes, started when somebody connects.
    pub servers: Option<ServerOptions>,
    /// Whether other programs may add faults, move the clock and read the requests, at `/control`.
    pub control: bool,
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
            checks: false,
            postgres: None,
            servers: None,
            control: false,
            clock: Clock::system(),
        }
    }
}

/// Why an emulator could not start.
#[derive(Debug, thiserror::Error)]
pub enum EmulatorError {
    /// The port is in use or not permitted.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Bind {
        /// The requested port.
        port: u16,
        /// The system's error.
        source: io::Error,
    },
    /// Not the URL of a Postgres server. It may contain a password, so it is not repeated.
    #[error(
        "--postgres (LAZYNEON_POSTGRES_URL) needs an address like postgresql://user:password@127.0.0.1:5432"
    )]
    Postgres,
    /// There can be no real servers.
    #[error("--postgres: {0}")]
    Servers(#[from] ServersError),
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
        let server = ExternalPostgres::parse(address).ok_or(EmulatorError::Postgres)?;
        world.stand_in_with(server);
    }
    let ready = match options.servers {
        Some(options) => Some(servers::Ready::new(options).await?),
        None => None,
    };
    let (ports, doors) = Ports::new(now.into());
    if ready.is_some() {
        world.open_ports(ports);
    }
    world.add_fleet(options.projects.unwrap_or(0));
    if options.checks {
        world.begin_checks(now.into());
    }
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
        servers: ready.is_some().then(Arc::default),
        stopped: stopped.clone(),
    });
    let task = tokio::spawn(run(socket, Arc::clone(&shared), stopped));
    let postgres_port = ready.as_ref().map(servers::Ready::port);
    let servers = ready.zip(shared.servers.clone());
    let servers = servers.map(|(ready, servers)| ready.run(Arc::clone(&shared), servers, doors));
    Ok(Emulator {
        shared,
        port,
        postgres_port,
        servers,
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
        // An error means that the handle is gone; that also means to stop.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    // The accept loop never fails: a listener that cannot accept retries.
    let _ = axum::serve(socket, router)
        .with_graceful_shutdown(stop)
        .await;
}

/// A running emulator. Dropping it stops it.
#[derive(Debug)]
pub struct Emulator {
    shared: Arc<Shared>,
    port: u16,
    postgres_port: Option<u16>,
    servers: Option<JoinHandle<()>>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Emulator {
    /// The base URL of the API for clients: `http://127.0.0.1:PORT/api/v2`.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, server::BASE)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The port on which all computes are reached by clients that name one: `options=endpoint%3D…`. None without real
    /// servers.
    pub fn postgres_port(&self) -> Option<u16> {
        self.postgres_port
    }

    /// What programs need to use it, as environment variables: the API's address, a key, the first project, and the
    /// connection string of its default branch.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let key = self.shared.api_key.clone();
        let mut variables = vec![
            ("NEON_API_HOST", self.base_url()),
            ("NEON_API_KEY", key.unwrap_or_else(|| "emulator".to_owned())),
        ];
        if let Some((project, uri)) = self.shared.inner().world.first_database() {
            variables.push(("NEON_PROJECT_ID", project.to_string()));
            variables.extend(uri.map(|uri| ("DATABASE_URL", uri)));
        }
        variables
    }

    /// The faults, for adding more.
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// The emulator's clock.
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// The latest requests, oldest first; at most 4,096.
    pub fn requests(&self) -> Vec<Received> {
        self.shared.inner().journal.entries()
    }

    /// Clears the request log.
    pub fn forget_requests(&self) {
        self.shared.inner().journal.clear();
    }

    /// Changes the world without a request.
    pub fn edit(&self, change: impl FnOnce(&mut World)) {
        change(&mut self.shared.inner().world);
    }

    /// Stops it; requests in flight are answered first, swallowed ones are cut off.
    pub async fn stop(self) {
        // Fails only if it has already ended.
        let _ = self.stop.send(true);
        // The tasks can only have been aborted with their runtime.
        let _ = self.task.await;
        if let Some(servers) = self.servers {
            let _ = servers.await;
        }
    }

    /// Waits until it ends, which does not happen on its own.
    pub async fn wait(self) {
        // As above.
        let _ = self.task.await;
    }
}
