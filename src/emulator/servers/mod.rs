//! Real Postgres servers behind the API: a branch is a database cluster on disk, an active compute is a server.
//!
//! ```text
//! client ─► proxy ─► waking ─► World ─► wanted ─► keeper ─► folder, server, sql
//!             └────────────────── board ◄───────────┘
//! ```
//!
//! - The world decides, as without servers. `keeper` looks at it after each change, and now and then while a server
//!   runs, and makes the servers follow: copies data, starts, configures and stops.
//! - Each compute has a port of its own. `proxy` takes the connections there: it starts the compute in the world if it
//!   is suspended, waits until `keeper` has put its server on the board, and passes everything on. A compute with a
//!   connection is not suspended.
//! - A server is only started when somebody connects, so that a world full of active computes costs nothing.
//! - A branch has the data of its [`Contents`](super::contents::Contents): a copy if those it comes from were on disk
//!   when it was made, and what it is described to consist of otherwise.
//! - `history` finds what contents were at a moment in the past, which Postgres recovers from an older copy and the log.

mod account;
mod folder;
mod history;
mod install;
mod keeper;
mod proxy;
mod reading;
mod server;
mod sizes;
mod sql;
mod startup;
mod waking;
mod wanted;

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use indexmap::IndexSet;
use jiff::Timestamp;
use tokio::{
    net::TcpListener,
    sync::{Notify, mpsc, watch},
    task::JoinHandle,
    time,
};

use self::{
    folder::{Failure, Folder},
    history::Calendar,
    install::Install,
    keeper::Keeper,
    proxy::Proxy,
    reading::Question,
    waking::{Refused, Waking},
};
use super::{hosts::Door, ids::Text, shared::Shared, time::Time};

/// The options of real servers.
#[derive(Debug, Clone, Default)]
pub struct ServerOptions {
    /// The folder with the programs of PostgreSQL; where they are looked for otherwise, `install` says.
    pub programs: Option<PathBuf>,
    /// The folder in which one for the databases is made; the system's for temporary files by default.
    pub folder: Option<PathBuf>,
}

/// Why there can be no servers.
#[derive(Debug, thiserror::Error)]
pub enum ServersError {
    #[error(
        "there is no PostgreSQL on this machine: install it (apt install postgresql, brew install postgresql), or name \
        its folder with --postgres-bin"
    )]
    NoPostgres,
    #[error(
        "{0:?} is no folder with the programs of PostgreSQL (postgres, initdb, psql, pg_basebackup, pg_dump)"
    )]
    NotPostgres(PathBuf),
    #[error(
        "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody"
    )]
    OnlyRoot,
    #[error("there is no port left on 127.0.0.1")]
    Port(#[source] io::Error),
    #[error("the folder for databases cannot be made")]
    Folder(#[source] io::Error),
    #[error("{0:?} is too long for the path of a socket: name a shorter folder with --data")]
    TooLong(PathBuf),
    #[error("the first database cannot be made: {0}")]
    Template(#[from] Failure),
}

/// How long the answer to a request waits for the servers to follow it.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many servers run at a time: each takes about 30 MB of memory.
const MOST: usize = 32;

/// What the keeper has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Board {
    /// The number of changes of the world that it has followed.
    change: u64,
    /// The folders of the sockets of computes that are ready, or why there is none.
    computes: HashMap<Text, Result<PathBuf, String>>,
}

/// What proxy and keeper tell each other.
#[derive(Debug, Default)]
pub struct Servers {
    /// Something may have to be done.
    changed: Notify,
    /// How often the world has changed.
    changes: AtomicU64,
    /// How many clients each compute has.
    clients: Mutex<HashMap<Text, usize>>,
    /// The computes that were connected to and have not been suspended since, the last one last.
    needed: Mutex<IndexSet<Text>>,
    /// What is to be read from servers.
    questions: Mutex<Vec<Question>>,
    /// Whoever sees the clock notes it, so that what is written after it was moved is told from what was before.
    calendar: Mutex<Calendar>,
    board: watch::Sender<Board>,
}

/// Locks, also after a panic elsewhere.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Servers {
    fn needed(&self) -> IndexSet<Text> {
        lock(&self.needed).clone()
    }

    /// A server must run for a compute. It takes the place of the one that was needed least lately if there are many.
    fn need(&self, endpoint: &Text) -> Result<(), Refused> {
        let mut needed = lock(&self.needed);
        let is_new = !needed.shift_remove(endpoint);
        if is_new && needed.len() >= MOST {
            let clients = lock(&self.clients);
            let unused = needed.iter().position(|id| !clients.contains_key(id));
            let many = || Refused::new("53300", "too many computes have clients");
            needed.shift_remove_index(unused.ok_or_else(many)?);
        }
        needed.insert(endpoint.clone());
        if is_new {
            self.changed.notify_one();
        }
        Ok(())
    }

    /// Tells that the world has changed.
    pub fn follow(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.changed.notify_one();
    }

    /// Waits until the servers have followed all changes so far, but not for ever.
    pub async fn followed(&self) {
        let change = self.change();
        let mut board = self.watch();
        let reached = board.wait_for(|board| board.change >= change);
        // The keeper is gone, or has much to copy.
        let _ = time::timeout(PATIENCE, reached).await;
    }

    fn change(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    fn note_time(&self, now: Time) {
        lock(&self.calendar).note(now, Timestamp::now());
    }

    fn watch(&self) -> watch::Receiver<Board> {
        self.board.subscribe()
    }

    fn post(&self, board: Board) {
        self.board.send_if_modified(|posted| {
            let changes = *posted != board;
            *posted = board;
            changes
        });
    }

    /// Forgets that computes are needed.
    fn release<'a>(&self, endpoints: impl Iterator<Item = &'a Text>) {
        let mut needed = lock(&self.needed);
        for endpoint in endpoints {
            needed.shift_remove(endpoint);
        }
    }

    /// Starts a compute that somebody connects to, if it does not run.
    fn wake(&self, shared: &Shared, endpoint: &Text) -> Result<Waking, Refused> {
        let now = shared.clock.now().into();
        self.note_time(now);
        let mut inner = shared.inner();
        let waking = inner.world.wake_for_client(endpoint, now)?;
        if waking != Waking::Later {
            self.need(endpoint)?;
            inner.world.attach(endpoint, true, now);
        }
        Ok(waking)
    }

    /// Counts a client of a compute, until what is returned is dropped.
    fn enter<'a>(&'a self, shared: &'a Shared, endpoint: &Text) -> Session<'a> {
        *lock(&self.clients).entry(endpoint.clone()).or_default() += 1;
        Session {
            servers: self,
            shared,
            endpoint: endpoint.clone(),
        }
    }
}

/// A client of a compute.
struct Session<'a> {
    servers: &'a Servers,
    shared: &'a Shared,
    endpoint: Text,
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        // In the order of `wake`, which holds the world as well.
        let mut inner = self.shared.inner();
        let mut clients = lock(&self.servers.clients);
        let left = clients.get_mut(&self.endpoint).map_or(0, |count| {
            *count = count.saturating_sub(1);
            *count
        });
        if left == 0 {
            clients.remove(&self.endpoint);
            let now = self.shared.clock.now().into();
            inner.world.attach(&self.endpoint, false, now);
        }
    }
}

/// What is there before the emulator starts.
#[derive(Debug)]
pub struct Ready {
    folder: Folder,
    common: TcpListener,
}

impl Ready {
    /// Finds Postgres, and makes an empty cluster.
    pub async fn new(options: ServerOptions) -> Result<Self, ServersError> {
        let install = Install::find(options.programs.as_deref())?;
        let folder = Folder::new(install, options.folder).await?;
        let common = TcpListener::bind(("127.0.0.1", 0)).await;
        let common = common.map_err(ServersError::Port)?;
        Ok(Self { folder, common })
    }

    /// The port for clients that name their compute in `options=endpoint%3D…`.
    pub fn port(&self) -> u16 {
        self.common.local_addr().map_or(0, |address| address.port())
    }

    /// Runs servers until the emulator stops. The task ends when the last one has.
    pub fn run(
        self,
        shared: Arc<Shared>,
        servers: Arc<Servers>,
        doors: mpsc::UnboundedReceiver<Door>,
    ) -> JoinHandle<()> {
        let proxy = Arc::new(Proxy {
            shared: Arc::clone(&shared),
            servers: Arc::clone(&servers),
        });
        let keeper = Keeper::new(shared, servers, self.folder);
        tokio::spawn(async move {
            tokio::join!(proxy.run(self.common, doors), keeper.run());
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_too_many_takes_the_place_of_the_one_that_was_needed_least_lately() {
        let servers = Servers::default();
        let id = |n: usize| Text::from(format!("ep-{n}"));
        for n in 0..MOST {
            servers.need(&id(n)).unwrap();
        }
        servers.need(&id(0)).unwrap();
        lock(&servers.clients).insert(id(1), 1);
        servers.need(&id(MOST)).unwrap();
        let needed = servers.needed();
        assert_eq!(needed.len(), MOST);
        assert!(needed.contains(&id(0)) && needed.contains(&id(1)) && !needed.contains(&id(2)));
        for n in 0..=MOST {
            lock(&servers.clients).insert(id(n), 1);
        }
        assert!(servers.need(&id(2)).is_err());
        servers.need(&id(3)).unwrap();
    }
}
