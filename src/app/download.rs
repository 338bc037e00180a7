//! Downloads into files of the user. The bytes go to a file beside it, which takes its place once all are there: a
//! download that breaks off leaves nothing behind.

use super::{connect::connected, local_jobs::expand, tasks::Tasks};
use crate::{
    api::Client,
    neon::Slot,
    ui::{
        Msg,
        local_job::{Done, Download, Unsaved},
    },
};
use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How often the user is told how far a transfer is.
const EVERY: Duration = Duration::from_millis(250);

/// Calls `tell` now and then only.
pub(super) fn now_and_then<T>(mut tell: impl FnMut(T)) -> impl FnMut(T) {
    let mut told = Instant::now();
    move |far| {
        if told.elapsed() >= EVERY {
            told = Instant::now();
            tell(far);
        }
    }
}

/// A file that is removed unless it is moved to its place.
struct Part {
    path: PathBuf,
    file: File,
    written: u64,
    error: Option<io::Error>,
}

impl Part {
    fn beside(path: &Path) -> io::Result<Self> {
        let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
        name.push(format!(".{}.part", std::process::id()));
        let path = path.with_file_name(name);
        Ok(Self {
            file: File::create_new(&path)?,
            path,
            written: 0,
            error: None,
        })
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.error.is_none() {
            self.error = self.file.write_all(bytes).err();
            self.written += bytes.len() as u64;
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It is gone already if it was moved to its place.
        let _ = fs::remove_file(&self.path);
    }
}

impl Tasks {
    /// Downloads into a file.
    pub(super) fn download(&mut self, download: Download) {
        let slot = Slot::Transfer(download.dialog);
        let mut client = self.client.subscribe();
        let say = self.speaker(&slot);
        self.start(slot, false, async move {
            let Some(client) = connected(&mut client).await else {
                return;
            };
            let dialog = download.dialog;
            let tell = |(done, all)| say(false, Msg::Transferred { dialog, done, all });
            let saved = run(&client, &download, tell).await;
            let done = Done::Saved(dialog, download.name, saved);
            say(true, Msg::Done(done));
        });
    }
}

/// Downloads; `tell` gets how many bytes have arrived, and of how many.
async fn run(
    client: &Client,
    download: &Download,
    tell: impl FnMut((u64, Option<u64>)) + Send,
) -> Result<(), Unsaved> {
    let name = &download.name;
    let failed = |error: io::Error| Unsaved::Failed(format!("{name} cannot be written: {error}"));
    let path = expand(name);
    // What a link leads to is replaced, not the link.
    let path = path.canonicalize().unwrap_or(path);
    if path.exists() && !path.is_file() {
        let why = format!("{name} is not a regular file; nothing was written");
        return Err(Unsaved::Failed(why));
    }
    if path.exists() && !download.replaces {
        return Err(Unsaved::Exists);
    }
    let mut part = Part::beside(&path).map_err(failed)?;
    let mut tell = now_and_then(tell);
    let mut keep = |bytes: &[u8], all| {
        part.write(bytes);
        tell((part.written, all));
    };
    let fetched = client.download(&download.request, &mut keep).await;
    fetched.map_err(|error| Unsaved::Failed(error.sentence()))?;
    if let Some(error) = part.error.take() {
        return Err(failed(error));
    }
    if path.exists() && !download.replaces {
        return Err(Unsaved::Exists);
    }
    part.file.sync_all().map_err(failed)?;
    fs::rename(&part.path, &path).map_err(failed)
}
