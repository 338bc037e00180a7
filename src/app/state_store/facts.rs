//! The files with facts, one for each account: how many and how old they get.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// How many accounts' facts are kept; these are larger than positions.
pub(super) const MOST_FACTS: usize = 20;
/// How long unused facts are kept.
pub(super) const OLDEST: Duration = Duration::from_secs(90 * 86_400);

/// Removes facts not used for long, and the oldest of too many.
pub(super) fn prune(folder: Option<&Path>) {
    let entries = folder.and_then(|folder| fs::read_dir(folder).ok());
    let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.contains('@')
            && [".json", ".damaged", ".tmp"]
                .iter()
                .any(|end| name.ends_with(end));
        let written = entry.metadata().and_then(|about| about.modified());
        if let (true, Ok(written)) = (ours, written) {
            files.push((written, entry.path()));
        }
    }
    files.sort();
    let too_many = files.len().saturating_sub(MOST_FACTS);
    let is_old = |written: &SystemTime| written.elapsed().is_ok_and(|age| age > OLDEST);
    for (at, (written, path)) in files.iter().enumerate() {
        if at < too_many || is_old(written) {
            // What cannot be removed now is tried again at the next save.
            let _ = fs::remove_file(path);
        }
    }
}
