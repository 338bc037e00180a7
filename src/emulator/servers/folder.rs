//! Where servers keep their data: one folder, gone at the end, and after a crash at the next start.
//!
//! | in it | what |
//! |---|---|
//! | `lock` | locked while the emulator runs |
//! | `template` | an empty database cluster, from which others are copied |
//! | `data/N` | the cluster of the contents N |
//! | `base/N` | the same from before a server ran on it |
//! | `wal/N` | what its server has written since |
//! | `s/…` | the socket of a running server |
//! | `log/N` | what its server says |

use std::{
    fs::{self, File},
    io,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use rustix::fs::{FlockOperation, flock};
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt, process::Command, time};

use super::{
    ServersError,
    account::{ADMIN, Account},
    install::Install,
};

/// How long a program may take: minutes are for large copies.
const PATIENCE: Duration = Duration::from_secs(300);

const PREFIX: &str = "lazyneon-pg-";
const LOCK: &str = "lock";
const TEMPLATE: &str = "template";

/// Paths of sockets have at most 103 bytes on macOS and 107 on Linux, of which ours take 41.
const LONGEST_PLACE: usize = 60;

/// Who may connect: we as superuser, who alone can enter the folder; everybody else with a password.
const ACCESS: &str = "\
local all cloud_admin trust
local replication cloud_admin trust
local all all scram-sha-256
";

/// Settings of every server: little memory, and no waiting for a disk whose contents are temporary.
const SETTINGS: &str = "
listen_addresses = ''
unix_socket_permissions = 0700
shared_buffers = 16MB
dynamic_shared_memory_type = mmap
min_wal_size = 4MB
max_wal_size = 64MB
fsync = off
full_page_writes = off
password_encryption = 'scram-sha-256'
max_connections = 100
max_worker_processes = 4
log_min_messages = fatal
";

/// A program that failed, by what it said.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{program}: {message}")]
pub struct Failure {
    pub program: String,
    pub message: String,
}

impl Failure {
    pub fn new(program: &str, message: impl ToString) -> Self {
        Self {
            program: program.to_owned(),
            message: message.to_string(),
        }
    }
}

/// The folder of all servers.
#[derive(Debug)]
pub struct Folder {
    install: Install,
    account: Option<Account>,
    root: TempDir,
    /// Holds the lock.
    _lock: File,
}

impl Folder {
    /// Makes the folder, in `place` if that is given, and an empty cluster in it.
    pub async fn new(install: Install, place: Option<PathBuf>) -> Result<Self, ServersError> {
        let account = Account::instead_of_root().map_err(|()| ServersError::OnlyRoot)?;
        let place = place.unwrap_or_else(std::env::temp_dir);
        let place = place.canonicalize().map_err(ServersError::Folder)?;
        if place.as_os_str().len() > LONGEST_PLACE {
            return Err(ServersError::TooLong(place));
        }
        remove_abandoned(&place);
        let (root, lock) = locked(&place, account).map_err(ServersError::Folder)?;
        let folder = Self {
            install,
            account,
            root,
            _lock: lock,
        };
        folder.make_template().await?;
        Ok(folder)
    }

    pub fn data(&self, id: u64) -> PathBuf {
        self.path(&format!("data/{id}"))
    }

    fn base(&self, id: u64) -> PathBuf {
        self.path(&format!("base/{id}"))
    }

    pub fn log(&self, id: u64) -> PathBuf {
        self.path(&format!("log/{id}"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A program of Postgres, to run as the user that servers run as. Nothing of our own environment changes what it
    /// does, and Ctrl-C does not reach it.
    pub fn program(&self, name: &str) -> Command {
        self.command(&self.install.program(name))
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        for (variable, _) in std::env::vars_os() {
            if variable.to_string_lossy().starts_with("PG") {
                command.env_remove(variable);
            }
        }
        command
            .env("LC_ALL", "C")
            // A client's lock must not stop everything.
            .env("PGOPTIONS", "-c lock_timeout=10s")
            .current_dir(self.root.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true);
        if let Some(account) = self.account {
            command.uid(account.user).gid(account.group);
        }
        command
    }

    async fn make_template(&self) -> Result<(), Failure> {
        let template = self.path(TEMPLATE);
        let mut initdb = self.program("initdb");
        initdb
            .arg("-D")
            .arg(&template)
            .args(["-U", ADMIN, "--auth=trust"]);
        // Small segments: a copy of an empty cluster is 24 MB rather than 40.
        initdb.args([
            "--encoding=UTF8",
            "--locale=C",
            "--wal-segsize=1",
            "--no-sync",
        ]);
        run(initdb).await?;
        let write = || -> io::Result<()> {
            fs::write(template.join("pg_hba.conf"), ACCESS)?;
            let settings = template.join("postgresql.conf");
            let all = fs::read_to_string(&settings)? + SETTINGS;
            fs::write(settings, all)
        };
        write().map_err(|error| Failure::new("initdb", error))
    }

    /// Makes an empty cluster.
    pub async fn make_empty(&self, id: u64) -> Result<(), Failure> {
        self.make_from(&self.path(TEMPLATE), id).await
    }

    /// Copies the cluster of a stopped server.
    pub async fn copy_stopped(&self, from: u64, id: u64) -> Result<(), Failure> {
        self.make_from(&self.data(from), id).await
    }

    /// Copies the cluster as it was before a server ran on it.
    pub async fn copy_base(&self, from: u64, id: u64) -> Result<(), Failure> {
        self.make_from(&self.base(from), id).await
    }

    /// Keeps the cluster as it is, and makes room for the archive of what its server is about to write.
    pub async fn begin_archive(&self, id: u64) -> Result<(), Failure> {
        let archive = self.path(&format!("wal/{id}"));
        let made = fs::create_dir_all(&archive).and_then(|()| give(&archive, self.account));
        made.map_err(|error| Failure::new("archive", error))?;
        let base = self.base(id);
        let copied = self.copy_files(&self.data(id), &base).await;
        if copied.is_err() {
            // Half of it would pass for all of it.
            let _ = fs::remove_dir_all(base);
        }
        copied
    }

    async fn make_from(&self, from: &Path, id: u64) -> Result<(), Failure> {
        let copied = self.copy_files(from, &self.data(id)).await;
        if copied.is_err() {
            self.remove(id);
        }
        copied
    }

    /// Copies files, without copying blocks where the file system can share them.
    async fn copy_files(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        const SHARING: &[&str] = if cfg!(target_os = "macos") {
            &["-Rpc"]
        } else {
            &["-a", "--reflink=auto"]
        };
        let mut copy = self.command(Path::new("cp"));
        copy.args(SHARING).arg(from).arg(to);
        run(copy).await?;
        // Left by a server that was killed.
        let _ = fs::remove_file(to.join("postmaster.pid"));
        Ok(())
    }

    /// Copies the cluster of a running server.
    pub async fn copy_running(&self, sockets: &Path, id: u64) -> Result<(), Failure> {
        let mut backup = self.program("pg_basebackup");
        backup.arg("-D").arg(self.data(id)).arg("-h").arg(sockets);
        backup.args([
            "-U",
            ADMIN,
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync",
            "--no-manifest",
        ]);
        let copied = run(backup).await;
        if copied.is_err() {
            self.remove(id);
        }
        copied.map(drop)
    }

    /// Removes everything of contents whose server has stopped.
    pub fn remove(&self, id: u64) {
        // What is left goes with the folder.
        for kept in ["data", "base", "wal"] {
            let _ = fs::remove_dir_all(self.path(&format!("{kept}/{id}")));
        }
        let _ = fs::remove_file(self.log(id));
    }

    /// Makes a folder for the socket of a server. Each start has its own, so that nobody who looks for the last server
    /// finds the next one before it is ready.
    pub fn make_sockets(&self) -> io::Result<TempDir> {
        let sockets = tempfile::Builder::new()
            .prefix("")
            .tempdir_in(self.path("s"))?;
        give(sockets.path(), self.account)?;
        Ok(sockets)
    }
}

/// Runs a program to its end. Returns what it wrote.
pub async fn run(command: Command) -> Result<Vec<u8>, Failure> {
    run_with(command, "").await
}

/// The same, with an input where it reads one.
pub async fn run_with(mut command: Command, input: &str) -> Result<Vec<u8>, Failure> {
    let program = command.as_std().get_program();
    let program = Path::new(program).file_name().unwrap_or(program);
    let program = program.to_string_lossy().into_owned();
    let failed = |message: &str| Failure::new(&program, message);
    let broken = |error: io::Error| failed(&error.to_string());
    let mut process = command.spawn().map_err(broken)?;
    let reader = process.stdin.take();
    let writing = async {
        if let Some(mut reader) = reader {
            // Fails where the program has ended at an error, which it tells.
            let _ = reader.write_all(input.as_bytes()).await;
        }
    };
    let ending = async { tokio::join!(writing, process.wait_with_output()).1 };
    let output = time::timeout(PATIENCE, ending)
        .await
        .map_err(|_| failed("took too long"))?
        .map_err(broken)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(failure(&program, &output.stderr))
}

/// What a program said when it failed. Lines after the error may repeat a statement, and with it a password.
fn failure(program: &str, said: &[u8]) -> Failure {
    let said = String::from_utf8_lossy(said);
    let is_error = |line: &&str| {
        let words = ["ERROR", "FATAL", "error:"];
        words.iter().any(|word| line.contains(word))
    };
    let error = said.lines().find(is_error).or(said.lines().last());
    Failure::new(program, error.unwrap_or("failed"))
}

/// A new folder that only the account can enter, and its lock.
fn locked(place: &Path, account: Option<Account>) -> io::Result<(TempDir, File)> {
    let root = tempfile::Builder::new().prefix(PREFIX).tempdir_in(place)?;
    let lock = File::create(root.path().join(LOCK))?;
    flock(&lock, FlockOperation::NonBlockingLockExclusive)?;
    for name in ["data", "base", "wal", "s", "log"] {
        let folder = root.path().join(name);
        fs::create_dir(&folder)?;
        give(&folder, account)?;
    }
    give(root.path(), account)?;
    Ok((root, lock))
}

/// Gives a folder to the account, and to it alone.
fn give(folder: &Path, account: Option<Account>) -> io::Result<()> {
    if let Some(Account { user, group }) = account {
        chown(folder, Some(user), Some(group))?;
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

/// Removes the folders of emulators that did not end properly. A server that still runs there notices within a minute
/// that its files are gone, and stops.
fn remove_abandoned(place: &Path) {
    let ours = rustix::process::geteuid().as_raw();
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        let is_named = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        // Others may put anything into a folder for everybody.
        let is_ours = |lock: &Path| {
            let lock = fs::symlink_metadata(lock);
            lock.is_ok_and(|lock| lock.is_file() && lock.uid() == ours)
        };
        let lock = path.join(LOCK);
        if !is_named || !is_folder || !is_ours(&lock) {
            continue;
        }
        let lock = File::open(lock);
        let lock = lock.map(|lock| flock(lock, FlockOperation::NonBlockingLockExclusive));
        if matches!(lock, Ok(Ok(()))) {
            // What cannot be removed is tried again next time.
            let _ = fs::remove_dir_all(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_that_nobody_uses_are_removed() {
        let place = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let folder = place.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join(LOCK), "").unwrap();
            folder
        };
        let [used, left, other] = ["lazyneon-pg-1", "lazyneon-pg-2", "theirs"].map(folder);
        let lock = File::open(used.join(LOCK)).unwrap();
        flock(&lock, FlockOperation::NonBlockingLockExclusive).unwrap();
        remove_abandoned(place.path());
        assert!(used.exists() && other.exists() && !left.exists());
        drop(lock);
        remove_abandoned(place.path());
        assert!(!used.exists());
    }
}
