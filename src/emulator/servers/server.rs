//! A running Postgres server.

use std::{
    fs::{self, File},
    path::Path,
    process::Stdio,
    time::Duration,
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use tempfile::TempDir;
use tokio::{process::Child, time};

use super::folder::{Failure, Folder};

/// How long a server may take to start, and to stop before it is killed.
const PATIENCE: Duration = Duration::from_secs(30);
const STEP: Duration = Duration::from_millis(15);

#[derive(Debug)]
pub struct Server {
    process: Child,
    sockets: TempDir,
}

impl Server {
    /// Starts a server for contents, and waits until it accepts connections.
    pub async fn start(folder: &Folder, id: u64) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::new("postgres", error);
        let sockets = folder.make_sockets().map_err(failed)?;
        let data = folder.data(id);
        let log = File::create(folder.log(id)).map_err(failed)?;
        let mut postgres = folder.program("postgres");
        postgres.arg("-D").arg(&data);
        postgres
            .arg("-k")
            .arg(sockets.path())
            .stderr(Stdio::from(log));
        // It is told to stop instead.
        let process = postgres.kill_on_drop(false).spawn().map_err(failed)?;
        let mut server = Self { process, sockets };
        let waiting = time::Instant::now();
        loop {
            let state = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
            // The last line of the file, which `pg_ctl` waits for as well.
            if state
                .lines()
                .nth(7)
                .is_some_and(|line| line.trim() == "ready")
            {
                return Ok(server);
            }
            if !server.is_alive() {
                let said = fs::read_to_string(folder.log(id)).unwrap_or_default();
                let last = said.lines().last().unwrap_or("ended at once");
                return Err(Failure::new("postgres", last));
            }
            if waiting.elapsed() > PATIENCE {
                server.stop().await;
                return Err(Failure::new("postgres", "did not become ready"));
            }
            time::sleep(STEP).await;
        }
    }

    /// The folder of its socket.
    pub fn sockets(&self) -> &Path {
        self.sockets.path()
    }

    /// Whether it still runs: somebody may have killed it.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    fn signal(&self, signal: Signal) {
        // A process that has ended has no id.
        if let Some(id) = self.process.id().and_then(|id| i32::try_from(id).ok()) {
            // Fails only if it has just ended.
            let _ = kill(Pid::from_raw(id), signal);
        }
    }

    /// Ends its sessions and stops it.
    pub async fn stop(mut self) {
        self.signal(Signal::SIGINT);
        if time::timeout(PATIENCE, self.process.wait()).await.is_err() {
            // As above.
            let _ = self.process.kill().await;
        }
    }
}

impl Drop for Server {
    /// Stops it at once, if it has not been stopped: killed, it would leave shared memory behind.
    fn drop(&mut self) {
        self.signal(Signal::SIGQUIT);
    }
}
