//! The log of the changes that were sent: `changes.jsonl` in the state directory, readable only by its owner.
//!
//! Each result of a change is a line of JSON, appended by one write, so that two programs can log at once. A file that
//! has become too long is renamed to `changes.1.jsonl`, in place of the one before. Whatever is damaged is skipped.

use super::state_store::own;
use crate::{
    changes::log::{self, LoggedChange},
    config::{
        disk::{self, DiskError},
        text_file,
    },
    connect::connection::may_hold_secret,
    ui::text,
};
use indexmap::IndexMap;
use nix::libc;
use serde::{Deserialize, Serialize};
use std::{
    collections::VecDeque,
    fmt::Write as _,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

/// The version of the lines.
const VERSION: u32 = 1;
/// From this size on, in bytes, another file is begun: about two thousand changes.
const FULL: u64 = 1 << 20;
/// The longest file that is read.
const LONGEST: u64 = 4 * FULL;
/// Written in place of a text that may hold a secret.
const LEFT_OUT: &str = "(left out: it may hold a secret)";

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct LogLine {
    version: u32,
    #[serde(flatten)]
    change: LoggedChange,
}

/// The log; without a state directory nothing is kept.
#[derive(Debug, Clone, Default)]
pub struct ChangeLogFile {
    path: Option<PathBuf>,
    waiting: Arc<Mutex<VecDeque<LoggedChange>>>,
    writing: Arc<Mutex<()>>,
}

impl ChangeLogFile {
    pub fn in_directory(directory: Option<&Path>) -> Self {
        Self {
            path: directory.map(|directory| directory.join("changes.jsonl")),
            ..Self::default()
        }
    }

    /// Adds changes to those that the next [`ChangeLogFile::write`] appends.
    pub fn queue(&self, changes: Vec<LoggedChange>) {
        own(&self.waiting).extend(changes);
    }

    /// Appends what is waiting. What cannot be written waits for the next time.
    ///
    /// # Errors
    /// Why the file cannot be written.
    pub fn write(&self) -> Result<(), DiskError> {
        let _writing = own(&self.writing);
        let waiting = std::mem::take(&mut *own(&self.waiting));
        let Some(path) = self.path.as_ref().filter(|_| !waiting.is_empty()) else {
            return Ok(());
        };
        let lines: String = waiting.iter().map(line).collect();
        let written = rotate(path, FULL).and_then(|()| append(path, &lines));
        if written.is_err() {
            self.put_back(waiting);
        }
        written
    }

    /// Puts changes back in front of those that wait. Of too many, the oldest are lost.
    fn put_back(&self, mut unwritten: VecDeque<LoggedChange>) {
        let mut waiting = own(&self.waiting);
        unwritten.append(&mut waiting);
        let too_many = unwritten.len().saturating_sub(log::MOST);
        unwritten.drain(..too_many);
        *waiting = unwritten;
    }

    /// The newest changes that were sent to a host, in the order in which they were logged, each with its last result.
    pub fn read(&self, host: &str) -> Vec<LoggedChange> {
        let Some(path) = &self.path else {
            return Vec::new();
        };
        let mut changes = IndexMap::new();
        for path in [&older(path), path] {
            // If it cannot be read it cannot be written either, which is reported then.
            let bytes = text_file::bytes(path, LONGEST).ok().flatten();
            let bytes = bytes.unwrap_or_default();
            let lines = bytes.split(|byte| *byte == b'\n');
            for change in lines.filter_map(parsed).filter(|one| one.host == host) {
                log::keep_newer(&mut changes, change);
            }
        }
        let too_many = changes.len().saturating_sub(log::MOST);
        changes.into_values().skip(too_many).collect()
    }
}

fn older(path: &Path) -> PathBuf {
    path.with_extension("1.jsonl")
}

/// A line, with escapes for everything that would control a terminal.
fn line(change: &LoggedChange) -> String {
    let line = LogLine {
        version: VERSION,
        change: without_secrets(change.clone()),
    };
    // Strings and numbers can always be written.
    let text = serde_json::to_string(&line).unwrap_or_default();
    let mut line = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if text::is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    line
}

/// Names and messages are not ours: anything may be in them.
fn without_secrets(mut change: LoggedChange) -> LoggedChange {
    let check = |text: &mut String| {
        if may_hold_secret(text) {
            *text = LEFT_OUT.to_owned();
        }
    };
    let LoggedChange {
        org,
        project,
        branch,
        compute,
        name,
        path,
        message,
        request_id,
        ..
    } = &mut change;
    for named in [org, project, branch, compute].into_iter().flatten() {
        check(&mut named.id);
        check(&mut named.name);
    }
    check(name);
    check(path);
    for text in [message, request_id].into_iter().flatten() {
        check(text);
    }
    change
}

fn parsed(line: &[u8]) -> Option<LoggedChange> {
    let line: LogLine = serde_json::from_slice(line).ok()?;
    (line.version <= VERSION).then_some(line.change)
}

/// Begins another file if this one is full.
fn rotate(path: &Path, full: u64) -> Result<(), DiskError> {
    let is_full = || fs::metadata(path).is_ok_and(|about| about.len() >= full);
    if !is_full() {
        return Ok(());
    }
    let _hold = disk::hold(path)?;
    // Another program may have done it while this one was waiting.
    if is_full() {
        fs::rename(path, older(path))
            .map_err(|error| DiskError::Unwritable(path.to_owned(), error.to_string()))?;
    }
    Ok(())
}

fn append(path: &Path, lines: &str) -> Result<(), DiskError> {
    try_append(path, lines)
        .map_err(|error| DiskError::Unwritable(path.to_owned(), error.to_string()))
}

fn try_append(path: &Path, lines: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        disk::private_directory(directory)?;
    }
    let mut file = open(path)?;
    // What was cut off by a full disk or a crash must not take the next line along.
    let separator = if ends_in_line(&mut file)? { "" } else { "\n" };
    file.write_all(format!("{separator}{lines}").as_bytes())
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).read(true).append(true).mode(0o600);
    // Does not wait for the other end of a pipe.
    let file = options.custom_flags(libc::O_NONBLOCK).open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is not a regular file"))
    }
}

/// Whether the file is empty or ends with a whole line.
fn ends_in_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use log::MOST;
    use proptest::prelude::*;
    use serde_json::json;
    use std::os::unix::fs::PermissionsExt;

    const HOST: &str = "https://console.neon.tech/api/v2";

    fn change(id: &str) -> LoggedChange {
        serde_json::from_value(json!({
            "id": id, "at": "2026-11-21T14:02:13Z", "host": HOST, "what": "suspend compute", "name": "ep-a of main",
            "method": "POST", "path": "/projects/shop/endpoints/ep-a/suspend", "result": "ok", "status": 200,
            "project": {"id": "shop", "name": "storefront"}, "operations": ["op-1"],
        }))
        .unwrap()
    }

    fn log(home: &Path) -> ChangeLogFile {
        ChangeLogFile::in_directory(Some(&home.join("state")))
    }

    fn ids(log: &ChangeLogFile) -> Vec<String> {
        log.read(HOST).into_iter().map(|one| one.id).collect()
    }

    fn add(log: &ChangeLogFile, id: &str) {
        log.queue(vec![change(id)]);
        log.write().unwrap();
    }

    #[test]
    fn what_is_logged_is_read_again_by_its_owner_only() {
        let home = tempfile::tempdir().unwrap();
        let log = log(home.path());
        assert_eq!(ids(&log), Vec::<String>::new());
        add(&log, "1");
        add(&log, "2");
        assert_eq!(log.read(HOST), [change("1"), change("2")]);
        assert_eq!(log.read("http://127.0.0.1:1"), []);
        let path = home.path().join("state/changes.jsonl");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn a_damaged_line_loses_no_other() {
        let home = tempfile::tempdir().unwrap();
        let log = log(home.path());
        add(&log, "1");
        let path = home.path().join("state/changes.jsonl");
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(
            b"{\"version\":1,\"id\":\"x\"}\n\xff\xfe\n\n{\"version\":9}\n{\"id\":\"torn",
        )
        .unwrap();
        add(&log, "2");
        let mut newer = serde_json::to_value(change("3")).unwrap();
        newer["version"] = json!(VERSION);
        newer["result"] = json!("teleported");
        newer["more"] = json!([1]);
        file.write_all(format!("{newer}\n").as_bytes()).unwrap();
        assert_eq!(ids(&log), ["1", "2", "3"]);
    }

    #[test]
    fn what_is_in_the_way_of_the_file_is_reported() {
        let home = tempfile::tempdir().unwrap();
        let log = log(home.path());
        let path = home.path().join("state/changes.jsonl");
        fs::create_dir_all(&path).unwrap();
        log.queue(vec![change("1")]);
        let error = log.write().unwrap_err().to_string();
        assert!(error.contains("changes.jsonl cannot be written"), "{error}");
        fs::remove_dir(&path).unwrap();
        let pipe = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(pipe.unwrap().success());
        log.queue(vec![change("1")]);
        let error = log.write().unwrap_err().to_string();
        assert!(error.contains("not a regular file"), "{error}");
        assert_eq!(ids(&log), Vec::<String>::new());
    }

    #[test]
    fn what_could_not_be_written_is_written_the_next_time() {
        let home = tempfile::tempdir().unwrap();
        let log = log(home.path());
        let path = home.path().join("state/changes.jsonl");
        fs::create_dir_all(&path).unwrap();
        for number in 0..MOST {
            log.queue(vec![change(&number.to_string())]);
        }
        assert!(log.write().is_err());
        log.queue(vec![change("newest")]);
        assert!(log.write().is_err());
        fs::remove_dir(&path).unwrap();
        log.write().unwrap();
        let ids = ids(&log);
        assert_eq!(
            (ids.len(), &*ids[0], &*ids[MOST - 1]),
            (MOST, "1", "newest")
        );
    }

    #[test]
    fn of_each_change_only_the_last_line_is_read_and_of_many_the_newest() {
        let home = tempfile::tempdir().unwrap();
        let log = log(home.path());
        let mut first = change("first");
        first.ended = Some(first.at);
        log.queue(vec![change("first"), first.clone()]);
        log.write().unwrap();
        assert_eq!(log.read(HOST), [first]);
        log.queue(
            (0..MOST)
                .map(|number| change(&number.to_string()))
                .collect(),
        );
        log.write().unwrap();
        assert_eq!((ids(&log).len(), &*ids(&log)[0]), (MOST, "0"));
    }

    #[test]
    fn two_programs_log_at_once_while_files_become_full() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("changes.jsonl");
        let full = line(&change("0-000")).len() as u64 * 30;
        std::thread::scope(|scope| {
            for program in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    for number in 0..10 {
                        let change = change(&format!("{program}-{number:03}"));
                        rotate(path, full).unwrap();
                        append(path, &line(&change)).unwrap();
                    }
                });
            }
        });
        let log = ChangeLogFile {
            path: Some(path.clone()),
            ..ChangeLogFile::default()
        };
        let mut all = ids(&log);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 40);
        assert!(fs::metadata(&path).unwrap().len() < full);
        // The next full file takes the place of the older one.
        for number in 0..60 {
            rotate(&path, full).unwrap();
            append(&path, &line(&change(&number.to_string()))).unwrap();
        }
        let kept = ids(&log).len();
        assert!((30..=62).contains(&kept), "{kept}");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_secret_in_a_name_or_a_message_is_left_out() {
        for secret in [
            "postgresql://app:npg_AbC123@ep-a.neon.tech/shop",
            "npg_AbCdEfGh1234",
            "napi_0123456789abcdef",
            "password: hunter2hunter2",
        ] {
            let mut change = change("1");
            change.message = Some(format!("invalid value {secret}"));
            change.name = secret.to_owned();
            change.branch = Some(crate::changes::log::NamedId {
                id: "br-a".to_owned(),
                name: secret.to_owned(),
            });
            let line = line(&change);
            assert!(
                !line.contains("hunter2") && !line.contains("npg_") && !line.contains("napi_"),
                "{line}"
            );
            assert!(
                line.contains("br-a") && line.contains("suspend compute"),
                "{line}"
            );
        }
    }

    #[test]
    fn usual_names_and_messages_are_not_left_out() {
        for (name, message) in [
            (
                "ep-ancient-brook-ad5ea04d of staging",
                "branch has children",
            ),
            (
                "preview/pr-1234-fix-login",
                "a branch named preview/pr-1 already exists",
            ),
            ("app of dev/maya", "compute did not become ready in time"),
            (
                "東京 café",
                "the project has reached its limit of 10 branches",
            ),
        ] {
            let mut change = change("1");
            change.name = name.to_owned();
            change.message = Some(message.to_owned());
            assert_eq!(without_secrets(change.clone()), change);
        }
    }

    proptest! {
        #[test]
        fn a_line_is_one_line_and_tells_the_same(name in any::<String>(), message in any::<String>()) {
            let mut change = change("1");
            change.name = name;
            change.message = Some(message);
            let line = line(&change);
            prop_assert!(!line.trim_end_matches('\n').chars().any(text::is_hidden), "{line}");
            prop_assert_eq!(parsed(line.as_bytes()), Some(without_secrets(change)));
        }
    }
}
