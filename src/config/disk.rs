//! Our own small JSON files: versioned, read and replaced as a whole, readable only by their owner. Changing a file
//! based on its contents requires a lock ([`hold`]). The user's files are replaced in the same way ([`replace`]).

use super::text_file;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    fs::{self, OpenOptions, TryLockError},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, chown},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

/// Why a file cannot be used. Each text is a sentence that does not quote the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiskError {
    /// It exists but cannot be read.
    #[error("{path} {why}.", path = .0.display(), why = .1)]
    Unreadable(PathBuf, String),
    /// It is not in our format.
    #[error("{path} is damaged; it was left as it is.", path = .0.display())]
    Damaged(PathBuf),
    /// It was not in our format and was moved out of the way.
    #[error("{path} was damaged; it was set aside as {aside}.", path = .0.display(), aside = .1.display())]
    SetAside(PathBuf, PathBuf),
    /// A newer version wrote it.
    #[error("{path} was written by a newer lazyneon; it was left as it is.", path = .0.display())]
    Newer(PathBuf),
    /// It cannot be written.
    #[error("{path} cannot be written ({why}).", path = .0.display(), why = .1)]
    Unwritable(PathBuf, String),
    /// Another lazyneon holds the lock and does not release it.
    #[error("{path} is being changed by another lazyneon, which may be stopped; nothing was written.", path = .0.display())]
    Held(PathBuf),
}

/// The longest file that is read, in bytes: more than needed for a hundred thousand projects.
const LONGEST: u64 = 256 << 20;

/// The part of a file that identifies its format.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    version: u64,
}

/// Reads a file whose `version` is at most this one; `None` if it does not exist.
pub fn read_json<T: DeserializeOwned>(path: &Path, version: u32) -> Result<Option<T>, DiskError> {
    let read = text_file::bytes(path, LONGEST);
    let read = read.map_err(|why| DiskError::Unreadable(path.to_owned(), why))?;
    let Some(text) = read else {
        return Ok(None);
    };
    let damaged = || DiskError::Damaged(path.to_owned());
    let text = String::from_utf8(text).map_err(|_| damaged())?;
    let written: Written = serde_json::from_str(&text).map_err(|_| damaged())?;
    if written.version > version.into() {
        return Err(DiskError::Newer(path.to_owned()));
    }
    serde_json::from_str(&text).map(Some).map_err(|_| damaged())
}

/// Replaces a file atomically, so that readers see the old or the new one; creates its directory.
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<(), DiskError> {
    let unwritable = |error: io::Error| DiskError::Unwritable(path.to_owned(), error.to_string());
    let text = serde_json::to_vec_pretty(value).map_err(|error| unwritable(error.into()))?;
    private_directory(folder(path)).map_err(unwritable)?;
    replace(path, &text, FilePermissions::Owner).map_err(unwritable)
}

/// The permissions of a replaced file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilePermissions {
    /// Only for its owner.
    Owner,
    /// As before.
    AsBefore,
}

/// Replaces a file atomically, so that readers see the old or the new one, even after a power failure. Keeps its owner,
/// and its mode if `readers` says so; a new file is only for its owner.
pub fn replace(path: &Path, bytes: &[u8], readers: FilePermissions) -> io::Result<()> {
    let (beside, mut file) = new_beside(path)?;
    let done = file.write_all(bytes).and_then(|()| {
        if let Ok(about) = fs::metadata(path) {
            same_owner(&beside, &about);
            if readers == FilePermissions::AsBefore {
                file.set_permissions(about.permissions())?;
            }
        }
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if done.is_err() {
        // It may not exist; the first error is the one to return.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// Creates a file next to another, only for its owner. No two writers share one: not two of this program, and not one
/// left behind by a process with the same id.
fn new_beside(path: &Path) -> io::Result<(PathBuf, fs::File)> {
    const TRIES: u32 = 100;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let folder = folder(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut options = OpenOptions::new();
    options.create_new(true).write(true).mode(0o600);
    let mut tries = 0;
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let beside = folder.join(format!(".{name}.{}-{number}.tmp", std::process::id()));
        tries += 1;
        match options.open(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < TRIES => {}
            opened => return opened.map(|file| (beside, file)),
        }
    }
}

fn folder(path: &Path) -> &Path {
    let folder = path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Gives a file the owner of another, if allowed: only root can.
fn same_owner(file: &Path, about: &fs::Metadata) {
    // Whoever cannot do this owns the file already, or replaces it by one of their own.
    let _ = chown(file, Some(about.uid()), Some(about.gid()));
}

/// A lock for changing a file, held against this program and other lazyneons.
#[derive(Debug)]
pub struct FileLock(fs::File);

impl Drop for FileLock {
    fn drop(&mut self) {
        // Closing the file releases it anyway.
        let _ = self.0.unlock();
    }
}

/// How long to wait for a lock: whoever holds it needs it for an instant, or was stopped.
const PATIENCE: Duration = Duration::from_secs(2);
/// The interval for checking whether the lock is free.
const LOOK: Duration = Duration::from_millis(10);

/// Waits for the lock of one of our files, to be held from reading the file until it is replaced.
pub fn hold(path: &Path) -> Result<FileLock, DiskError> {
    hold_within(path, PATIENCE)
}

fn hold_within(path: &Path, patience: Duration) -> Result<FileLock, DiskError> {
    let unwritable = |error: io::Error| DiskError::Unwritable(path.to_owned(), error.to_string());
    private_directory(folder(path)).map_err(unwritable)?;
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true).mode(0o600);
    let file = options
        .open(path.with_extension("lock"))
        .map_err(unwritable)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(FileLock(file)),
            Err(TryLockError::WouldBlock) if begun.elapsed() >= patience => {
                return Err(DiskError::Held(path.to_owned()));
            }
            Err(TryLockError::WouldBlock) => thread::sleep(LOOK),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            // Some network drives have no locks, and each reports that in its own way: then there is nothing to wait
            // for.
            Err(TryLockError::Error(_)) => return Ok(FileLock(file)),
        }
    }
}

/// Creates a directory, and those above it, for its owner only.
pub fn private_directory(directory: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(directory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep/down/file.json");
        assert_eq!(read_json::<Value>(&path, 1), Ok(None));
        let value = json!({"version": 1, "place": "here"});
        write_json(&path, &value).unwrap();
        assert_eq!(read_json(&path, 1), Ok(Some(value)));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn what_cannot_be_read_is_said_and_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("file.json");
        for (text, said) in [("{\"version\":", "damaged"), ("{\"version\":2}", "newer")] {
            fs::write(&path, text).unwrap();
            let error = read_json::<Value>(&path, 1).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        let error = read_json::<Value>(home.path(), 1).unwrap_err().to_string();
        assert!(error.ends_with("is a folder."), "{error}");
        let pipe = home.path().join("pipe.json");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let error = read_json::<Value>(&pipe, 1).unwrap_err().to_string();
        assert!(error.ends_with("is not a regular file."), "{error}");
        let error = write_json(home.path(), &1).unwrap_err().to_string();
        assert!(error.contains("cannot be written"), "{error}");
    }

    #[test]
    fn many_writers_lose_nothing_and_leave_nothing_behind() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("count.json");
        let count = |path: &Path| {
            let known: Option<Value> = read_json(path, 1).unwrap();
            known.map_or(0, |known| known["count"].as_u64().unwrap())
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let _hold = hold(&path).unwrap();
                        let next = count(&path) + 1;
                        write_json(&path, &json!({"version": 1, "count": next})).unwrap();
                    }
                });
            }
        });
        assert_eq!(count(&path), 20);
        let names = fs::read_dir(home.path()).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["count.json", "count.lock"]);
    }

    #[test]
    fn who_does_not_give_a_file_back_is_not_waited_for_without_end() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("file.json");
        let stopped = hold(&path).unwrap();
        let (send, done) = std::sync::mpsc::channel();
        let other = path.clone();
        let waiting = thread::spawn(move || {
            let held = hold_within(&other, Duration::from_millis(50));
            send.send(held.map(|_| ())).unwrap();
        });
        let held = done.recv_timeout(Duration::from_secs(20)).unwrap();
        assert_eq!(held, Err(DiskError::Held(path.clone())));
        waiting.join().unwrap();
        drop(stopped);
        assert!(hold(&path).is_ok());
    }

    #[test]
    fn what_a_dead_program_has_left_is_in_nobodys_way() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("file.txt");
        for number in 0..20 {
            let left = format!(".file.txt.{}-{number}.tmp", std::process::id());
            fs::write(home.path().join(left), "half").unwrap();
        }
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&path, b"new", FilePermissions::AsBefore).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (fs::read_to_string(&path).unwrap().as_str(), mode(&path)),
            ("new", 0o640)
        );
        replace(&path, b"newer", FilePermissions::Owner).unwrap();
        assert_eq!(mode(&path), 0o600);
    }
}
