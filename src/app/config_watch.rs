//! Notices when the configuration file changes. A thread waits for the system to say so: nothing wakes up until then.
//!
//! The folder is watched rather than the file, since editors put a new file in its place; of a link also the folders of
//! what it leads to.

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};
use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

/// How long the file must be still: it may be written in pieces.
const STILL: Duration = Duration::from_millis(100);
/// The most links that are followed.
const LINKS: usize = 16;

/// The names of files of which changes count.
type Names = Arc<Mutex<BTreeSet<OsString>>>;

/// Waits for changes of a file.
#[derive(Default)]
pub(super) struct ConfigWatch {
    path: Option<PathBuf>,
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
    names: Names,
    touched: Arc<Notify>,
    /// When the file has been still for long enough.
    due: Option<Instant>,
}

impl ConfigWatch {
    /// Watches a file, which need not exist. Without a way to watch, nothing is ever noticed.
    pub fn of(path: Option<&Path>) -> Self {
        let mut watch = Self {
            path: path.map(Path::to_owned),
            ..Self::default()
        };
        watch.follow();
        watch
    }

    /// Watches if nothing is watched yet: the folder may have come into being.
    pub fn try_again(&mut self) {
        if self.folders.is_empty() {
            self.follow();
        }
    }

    /// Watches the folders of the file as it is now.
    fn follow(&mut self) {
        let Some(path) = &self.path else { return };
        let files = chain(path);
        let watched: Vec<(PathBuf, OsString)> =
            files.iter().filter_map(|file| watched(file)).collect();
        let names = watched.iter().map(|(_, name)| name.clone()).collect();
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = names;
        // A new watcher, since a watch ends with its folder. It does not outlive this one.
        self.folders.clear();
        self.watcher = watcher(Arc::clone(&self.names), Arc::clone(&self.touched));
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        for (folder, _) in watched {
            let is_new = !self.folders.contains(&folder);
            if is_new && watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok() {
                self.folders.insert(folder);
            }
        }
        if self.folders.is_empty() {
            self.watcher = None;
        }
    }

    /// Whether the folder of the file is watched, not only one above it.
    fn is_in_folder(&self) -> bool {
        let name = self.path.as_deref().and_then(Path::file_name);
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        name.is_some_and(|name| names.contains(name))
    }

    /// Waits until the file may have changed and has been still since. Cancel-safe.
    pub async fn changed(&mut self) {
        loop {
            match self.due {
                None => {
                    self.touched.notified().await;
                    self.due = Some(Instant::now() + STILL);
                }
                Some(due) => tokio::select! {
                    biased;
                    () = self.touched.notified() => self.due = Some(Instant::now() + STILL),
                    () = sleep_until(due) => {
                        self.due = None;
                        let is_elsewhere = !self.is_in_folder();
                        self.follow();
                        let is_there = self.path.as_ref().is_some_and(|path| path.exists());
                        if is_there || !is_elsewhere {
                            return;
                        }
                    }
                },
            }
        }
    }
}

fn watcher(names: Names, touched: Arc<Notify>) -> Option<RecommendedWatcher> {
    let handle = move |event: notify::Result<Event>| {
        let Ok(event) = event else { return };
        let names = names.lock().unwrap_or_else(PoisonError::into_inner);
        let is_named = |path: &PathBuf| path.file_name().is_some_and(|name| names.contains(name));
        if event.need_rescan() || (is_change(event.kind) && event.paths.iter().any(is_named)) {
            touched.notify_one();
        }
    };
    notify::recommended_watcher(handle).ok()
}

/// Where a change of a file shows first, and under which name: in its folder, or, while that does not exist, in the next
/// one above it that does.
fn watched(file: &Path) -> Option<(PathBuf, OsString)> {
    let mut at = file;
    loop {
        let folder = match at.parent()? {
            folder if folder == Path::new("") => Path::new("."),
            folder => folder,
        };
        if folder.is_dir() {
            return Some((folder.to_owned(), at.file_name()?.to_owned()));
        }
        at = folder;
    }
}

/// Whether something may have been written: reading the file ourselves is not that.
const fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// The file, and what it is a link to.
fn chain(path: &Path) -> Vec<PathBuf> {
    let mut files = vec![path.to_owned()];
    while let Some(file) = files.last().filter(|_| files.len() < LINKS) {
        let Ok(target) = fs::read_link(file) else {
            break;
        };
        let folder = file.parent().unwrap_or(Path::new("."));
        files.push(folder.join(target));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use tokio::time::timeout;

    async fn is_noticed(watch: &mut ConfigWatch) -> bool {
        timeout(Duration::from_secs(5), watch.changed())
            .await
            .is_ok()
    }

    async fn is_quiet(watch: &mut ConfigWatch) -> bool {
        timeout(Duration::from_millis(300), watch.changed())
            .await
            .is_err()
    }

    #[tokio::test]
    async fn a_file_is_watched_however_it_is_written() {
        let home = tempfile::tempdir().unwrap();
        let (file, beside) = (home.path().join("config.toml"), home.path().join(".new"));
        let mut watch = ConfigWatch::of(Some(&file));
        assert!(is_quiet(&mut watch).await);
        fs::write(&file, "theme = \"dark\"\n").unwrap();
        assert!(is_noticed(&mut watch).await, "created");
        assert!(is_quiet(&mut watch).await);
        // Reading it is not a change, nor is another file.
        fs::read(&file).unwrap();
        fs::write(home.path().join("credentials.json"), "{}").unwrap();
        assert!(is_quiet(&mut watch).await);
        fs::write(&beside, "theme = \"light\"\n").unwrap();
        fs::rename(&beside, &file).unwrap();
        assert!(is_noticed(&mut watch).await, "replaced");
        fs::write(&file, "").unwrap();
        assert!(is_noticed(&mut watch).await, "written in place");
        fs::remove_file(&file).unwrap();
        assert!(is_noticed(&mut watch).await, "removed");
    }

    #[tokio::test]
    async fn a_file_is_watched_also_if_its_folder_comes_into_being_later() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("config/lazyneon");
        let file = folder.join("config.toml");
        let mut watch = ConfigWatch::of(Some(&file));
        fs::create_dir_all(&folder).unwrap();
        assert!(is_quiet(&mut watch).await, "there is only the folder");
        fs::write(&file, "a = 1").unwrap();
        assert!(is_noticed(&mut watch).await, "created");
        fs::write(&file, "a = 2").unwrap();
        assert!(is_noticed(&mut watch).await, "written again");
    }

    #[tokio::test]
    async fn a_link_is_watched_where_it_leads() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        for folder in ["config", "dotfiles", "store"] {
            fs::create_dir(at(folder)).unwrap();
        }
        fs::write(at("store/v1.toml"), "").unwrap();
        symlink("../store/v1.toml", at("dotfiles/lazyneon.toml")).unwrap();
        symlink(at("dotfiles/lazyneon.toml"), at("config/config.toml")).unwrap();
        let mut watch = ConfigWatch::of(Some(&at("config/config.toml")));
        fs::write(at("store/v1.toml"), "a = 1").unwrap();
        assert!(is_noticed(&mut watch).await, "the target was written");
        fs::write(at("store/v2.toml"), "").unwrap();
        symlink("../store/v2.toml", at("dotfiles/new")).unwrap();
        fs::rename(at("dotfiles/new"), at("dotfiles/lazyneon.toml")).unwrap();
        assert!(
            is_noticed(&mut watch).await,
            "the link in between was replaced"
        );
        fs::write(at("store/v2.toml"), "a = 1").unwrap();
        assert!(is_noticed(&mut watch).await, "the new target was written");
    }

    #[tokio::test]
    async fn a_folder_can_come_later_or_again() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("lazyneon");
        let file = folder.join("config.toml");
        let mut watch = ConfigWatch::of(Some(&file));
        fs::create_dir(&folder).unwrap();
        watch.try_again();
        fs::write(&file, "").unwrap();
        assert!(is_noticed(&mut watch).await);
        fs::remove_dir_all(&folder).unwrap();
        assert!(is_noticed(&mut watch).await);
        fs::create_dir(&folder).unwrap();
        watch.try_again();
        fs::write(&file, "").unwrap();
        assert!(is_noticed(&mut watch).await);
    }
}
