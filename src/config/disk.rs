//! Small JSON files of our own: read whole, with a version, and replaced whole, readable by their owner only. Whoever changes
//! one on the ground of what is in it holds it meanwhile ([`hold`]). Files of the user are replaced in the same way
//! ([`replace`]).

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

/// Why a file cannot be used. Each text is a sentence; none quotes the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiskError {
    /// It is there and cannot be read.
    #[error("{path} {why}.", path = .0.display(), why = .1)]
    Unreadable(PathBuf, String),
    /// It is not what was written here.
    #[error("{path} is damaged; it was left as it is.", path = .0.display())]
    Damaged(PathBuf),
    /// It was not what was written here, and was moved out of the way.
    #[error("{path} was damaged; it was set aside as {aside}.", path = .0.display(), aside = .1.display())]
    SetAside(PathBuf, PathBuf),
    /// A newer version has written it.
    #[error("{path} was written by a newer lazyneon; it was left as it is.", path = .0.display())]
    Newer(PathBuf),
    /// It cannot be written.
    #[error("{path} cannot be written ({why}).", path = .0.display(), why = .1)]
    Unwritable(PathBuf, String),
    /// Another lazyneon has the right to change it, and does not give it back.
    #[error("{path} is being changed by another lazyneon, which may be stopped; nothing was written.", path = .0.display())]
    Held(PathBuf),
}

/// The longest file that is read, in bytes: more than a fleet of a hundred thousand projects takes.
const LONGEST: u64 = 256 << 20;

/// The part of a file that says what has written it.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    version: u64,
}

/// Reads a file that has a `version` up to this one; none if it is not there.
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

/// Replaces a file at once, so that whoever reads it sees the old or the new one; makes its directory.
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<(), DiskError> {
    let unwritable = |error: io::Error| DiskError::Unwritable(path.to_owned(), error.to_string());
    let text = serde_json::to_vec_pretty(value).map_err(|error| unwritable(error.into()))?;
    private_directory(folder(path)).map_err(unwritable)?;
    replace(path, &text, FilePermissions::Owner).map_err(unwritable)
}

/// Who may read a file that was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilePermissions {
    /// Its owner alone.
    Owner,
    /// Those who could before.
    AsBefore,
}

/// Replaces a file at once, so that whoever reads it sees the old or the new one, also after the power
/// has failed. Its owner stays, and its mode where `readers` says so; a new one is for its owner alone.
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
        // It may not exist; the first error is the one that counts.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A new file beside another, for its owner alone. No two writers share one: not two of this program,
/// and not what a program of the same number has left behind.
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

/// Gives a file the owner of another, where that is allowed: only the administrator can.
fn same_owner(file: &Path, about: &fs::Metadata) {
    // Whoever may not do this owns the file already, or replaces it as the file of their own.
    let _ = chown(file, Some(about.uid()), Some(about.gid()));
}

/// The right to change a file: nobody else has it meanwhile, in this program or another lazyneon.
#[derive(Debug)]
pub struct FileLock(fs::File);

impl Drop for FileLock {
    fn drop(&mut self) {
        // The end of the file handle gives it back anyway.
        let _ = self.0.unlock();
    }
}

/// How long the right to change a file is waited for: whoever has it needs it for an instant, or was stopped.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it is looked whether the right is free.
const LOOK: Duration = Duration::from_millis(10);

/// Waits for the right to change one of our files: to be held from reading it until it is replaced.
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
            // Some network drives have no locks, and each says so in its own way: then there is nothing to
            // wait for.
            Err(TryLockError::Error(_)) => return Ok(FileLock(file)),
        }
    }
}

fn private_directory(directory: &Path) -> io::Result<()> {
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
