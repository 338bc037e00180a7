//! Texts being edited: private files in a folder of the state directory.
//!
//! A text is removed once the editor has ended and the form has accepted it. If a signal or a crash ends the
//! program before that, the file stays, and the next start says where it is, once.

use crate::{config, neon::DialogId};
use nix::{sys::signal::kill, unistd::Pid};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// The start of the file names; the process ID and random characters follow.
const PREFIX: &str = "edit-";
/// The start of the names of empty files beside those that the user was told about.
const TOLD: &str = "told-";

/// The folder of the texts.
fn folder() -> Option<PathBuf> {
    Some(config::state_directory()?.join("edits"))
}

/// Creates a file whose name ends this way; without a state directory, in the temporary directory.
///
/// # Errors
/// Returns an error if the folder or the file cannot be created.
pub fn create(ending: &str) -> io::Result<NamedTempFile> {
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(ending);
    let Some(folder) = folder() else {
        return builder.tempfile();
    };
    config::disk::private_directory(&folder)?;
    builder.tempfile_in(folder)
}

/// Keeps a text that the program cannot wait for, if it was changed or if the editor has left another file beside
/// it. Returns its path.
pub fn keep(file: NamedTempFile, before: &str) -> Option<PathBuf> {
    let name = file.path().file_name()?.to_string_lossy().into_owned();
    let beside = |path: &Path| {
        let other = path.file_name().unwrap_or_default().to_string_lossy();
        other != name && other.contains(&name)
    };
    let entries = fs::read_dir(file.path().parent()?).ok()?;
    let has_more = entries.flatten().any(|entry| beside(&entry.path()));
    let is_same = fs::read(file.path()).is_ok_and(|text| text == before.as_bytes());
    if is_same && !has_more {
        return None;
    }
    let (_, path) = file.keep().ok()?;
    Some(path)
}

/// Texts that a form could not accept: kept on disk as long as their forms hold them, so that neither a signal
/// nor a crash loses them.
#[derive(Debug, Default)]
pub struct Drafts(Vec<SavedDraft>);

#[derive(Debug)]
struct SavedDraft {
    form: DialogId,
    text: String,
    /// `None` if it could not be written.
    file: Option<NamedTempFile>,
}

impl Drafts {
    /// Writes the texts that forms hold now, and removes those no form holds anymore.
    pub fn follow<'a>(&mut self, texts: impl Iterator<Item = (DialogId, &'a str)>) {
        let mut before = std::mem::take(&mut self.0);
        for (form, text) in texts {
            let is_it = |draft: &SavedDraft| draft.form == form && draft.text == text;
            let known = before.iter().position(is_it);
            self.0.push(match known {
                Some(at) => before.swap_remove(at),
                None => SavedDraft {
                    form,
                    text: text.to_owned(),
                    file: written(text).ok(),
                },
            });
        }
    }

    /// Leaves the files on disk and returns their paths.
    pub fn leave(&mut self) -> Vec<PathBuf> {
        let drafts = std::mem::take(&mut self.0).into_iter();
        let saved = drafts.filter_map(|draft| draft.file?.keep().ok());
        saved.map(|(_, path)| path).collect()
    }
}

fn written(text: &str) -> io::Result<NamedTempFile> {
    let mut file = create(".yaml")?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file)
}

/// The notice about texts that an earlier run has left behind.
pub fn left_behind() -> Option<String> {
    says(&folder()?)
}

fn says(folder: &Path) -> Option<String> {
    forget_deleted(folder);
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut paths: Vec<PathBuf> = entries
        .filter(|entry| is_left(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .filter(|path| is_news(path))
        .collect();
    paths.sort();
    match paths.as_slice() {
        [] => None,
        [one] => Some(format!(
            "An edit was interrupted: its text is in {}. Delete it when you no longer need it.",
            one.display()
        )),
        many => Some(format!(
            "{} edits were interrupted: their texts are in {}. Delete them when you no longer need them.",
            many.len(),
            folder.display()
        )),
    }
}

/// Notes that the user is being told about a text. Returns `false` if that was noted before.
fn is_news(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let note = path.with_file_name(format!("{TOLD}{name}"));
    match fs::File::create_new(note) {
        Ok(_) => true,
        Err(error) => error.kind() != io::ErrorKind::AlreadyExists,
    }
}

/// Removes the notes about texts that the user has deleted.
fn forget_deleted(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let text = name.to_str().and_then(|name| name.strip_prefix(TOLD));
        let is_deleted = |text: &str| matches!(folder.join(text).try_exists(), Ok(false));
        if text.is_some_and(|text| text.starts_with(PREFIX) && is_deleted(text)) {
            // A note that stays is tried again at the next start.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether this is a text whose process has ended.
fn is_left(name: &str) -> bool {
    let Some((number, _)) = name.strip_prefix(PREFIX).and_then(|it| it.split_once('-')) else {
        return false;
    };
    let Ok(number) = number.parse() else {
        return false;
    };
    kill(Pid::from_raw(number), None).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_programs_that_have_ended_are_named() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(says(&home.path().join("nowhere")), None);
        let mine = format!("edit-{}-abc.yaml", std::process::id());
        for name in [mine.as_str(), "other.txt", ".edit-999999999-abc.yaml.swp"] {
            fs::write(home.path().join(name), "text").unwrap();
        }
        assert_eq!(says(home.path()), None);
        fs::write(home.path().join("edit-999999999-abc.yaml"), "text").unwrap();
        let said = says(home.path()).unwrap();
        assert!(said.contains("edit-999999999-abc.yaml. Delete"), "{said}");
        assert_eq!(says(home.path()), None, "said once");
        let note = home.path().join("told-edit-999999999-abc.yaml");
        assert!(note.exists());
        fs::remove_file(home.path().join("edit-999999999-abc.yaml")).unwrap();
        assert_eq!(says(home.path()), None);
        assert!(!note.exists(), "a note about a deleted text is left");
        for name in ["edit-999999998-abc.yaml", "edit-999999998-abd.yaml"] {
            fs::write(home.path().join(name), "text").unwrap();
        }
        let said = says(home.path()).unwrap();
        assert!(said.starts_with("2 edits were interrupted"), "{said}");
    }

    #[test]
    fn a_text_is_kept_if_somebody_has_changed_it() {
        let home = tempfile::tempdir().unwrap();
        let file = || {
            let file = NamedTempFile::with_suffix_in(".yaml", home.path()).unwrap();
            fs::write(file.path(), "before").unwrap();
            file
        };
        assert_eq!(keep(file(), "before"), None);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
        let saved = keep(file(), "other").unwrap();
        assert_eq!(fs::read_to_string(&saved).unwrap(), "before");
        let file = file();
        fs::write(format!("{}.save", file.path().display()), "more").unwrap();
        assert!(keep(file, "before").is_some());
    }
}
