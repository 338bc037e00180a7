//! Small JSON files of our own: read whole, with a version, and replaced whole, readable by their owner only.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Why a file cannot be used. Each text is a sentence; none quotes the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiskError {
    /// It is there and cannot be read.
    #[error("{path} cannot be read ({why}).", path = .0.display(), why = .1)]
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
}

/// The part of a file that says what has written it.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    version: u64,
}

/// Reads a file that has a `version` up to this one; none if it is not there.
pub fn read_json<T: DeserializeOwned>(path: &Path, version: u32) -> Result<Option<T>, DiskError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(DiskError::Unreadable(path.to_owned(), error.to_string())),
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
    replace(path, &text).map_err(unwritable)
}

/// Replaces a file at once; only its owner may read it.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    private_directory(directory)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = directory.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = private_file(&beside)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // It may not exist; the first error is the one that counts.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn private_directory(directory: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}

fn private_file(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
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
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        }
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
        assert!(error.contains("cannot be read"), "{error}");
        let error = write_json(home.path(), &1).unwrap_err().to_string();
        assert!(error.contains("cannot be written"), "{error}");
    }
}
