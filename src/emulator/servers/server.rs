//! A running Postgres server.

use std::{
    fs::{self, File},
    path::Path,
    process::Stdio,
    time::Duration,
};

use jiff::Timestamp;
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

/// What a server does with the log of what is written.
#[derive(Debug, Clone, Copy)]
pub enum Log {
    Archive,
    /// For contents that are soon removed.
    Discard,
    /// Before anything else, it repeats what the server of other contents had written until then.
    Replay {
        of: u64,
        until: Timestamp,
    },
}

impl Log {
    /// The settings for the server of contents. Their commands run in the folder of its data.
    fn settings(self, id: u64) -> Vec<String> {
        match self {
            Self::Archive => vec![
                "archive_mode=on".to_owned(),
                format!("archive_command=cp %p ../../wal/{id}/%f"),
            ],
            Self::Discard => Vec::new(),
            Self::Replay { of, until } => vec![
                // What has not been archived yet is still where it was written.
                format!("restore_command=cp ../../wal/{of}/%f %p || cp ../{of}/pg_wal/%f %p"),
                format!(
                    "recovery_target_time={}",
                    until.strftime("%Y-%m-%d %H:%M:%S%.6f+00")
                ),
                "recovery_target_action=promote".to_owned(),
                "hot_standby=off".to_owned(),
            ],
        }
    }
}

impl Server {
    /// Starts a server for contents, and waits until it accepts connections.
    pub async fn start(folder: &Folder, id: u64, does: Log) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::new("postgres", error);
        let sockets = folder.make_sockets().map_err(failed)?;
        let data = folder.data(id);
        let log = File::create(folder.log(id)).map_err(failed)?;
        if matches!(does, Log::Replay { .. }) {
            File::create(data.join("recovery.signal")).map_err(failed)?;
        }
        let mut postgres = folder.program("postgres");
        postgres.arg("-D").arg(&data);
        for setting in does.settings(id) {
            postgres.arg("-c").arg(setting);
        }
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
            let mut lines = state.lines().map(str::trim);
            // One that was killed has left its own.
            let is_its_own = lines.next() == server.pid().as_deref();
            // The last line of the file, which `pg_ctl` waits for as well.
            if is_its_own && lines.nth(6) == Some("ready") {
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

    fn pid(&self) -> Option<String> {
        self.process.id().map(|id| id.to_string())
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
