//! Reads a user's text file, which may be anything: a pipe that nobody writes to, a folder, a disk image.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// The largest file that is read, in bytes: more than any configuration or list of variables.
const LONGEST: u64 = 1 << 20;

/// Reads a file without its byte-order mark; `None` if it does not exist.
///
/// # Errors
/// What is there instead, worded to follow the name of the file: "is a folder".
pub fn read(path: &Path) -> Result<Option<String>, String> {
    let Some(bytes) = bytes(path, LONGEST)? else {
        // A link to an unmounted target is not a missing file: somebody has put it there.
        let is_link = fs::symlink_metadata(path).is_ok();
        return if is_link {
            Err("is a dangling link".to_owned())
        } else {
            Ok(None)
        };
    };
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8 text".to_owned())?;
    Ok(Some(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }))
}

/// Reads an ordinary file of at most `longest` bytes; `None` if it does not exist.
///
/// # Errors
/// What is there instead, worded to follow the name of the file.
pub fn bytes(path: &Path, longest: u64) -> Result<Option<Vec<u8>>, String> {
    let file = match open(path) {
        Ok(file) => file,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(format!("cannot be read ({error})")),
    };
    let about = file
        .metadata()
        .map_err(|error| format!("cannot be read ({error})"))?;
    if about.is_dir() {
        return Err("is a folder".to_owned());
    }
    if !about.is_file() && path != Path::new("/dev/null") {
        return Err("is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    file.take(longest + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot be read ({error})"))?;
    if bytes.len() as u64 > longest {
        return Err(format!("is larger than {} MiB", longest >> 20));
    }
    Ok(Some(bytes))
}

/// Whether nothing is there, or a file where a directory should be.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Opens a file without waiting for the other end of a pipe.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(nix::libc::O_NONBLOCK);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_read_and_nothing_is_waited_for() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        assert_eq!(read(&at("none")), Ok(None));
        fs::write(at("bom"), "\u{feff}a = 1\n").unwrap();
        assert_eq!(read(&at("bom")), Ok(Some("a = 1\n".to_owned())));
        assert_eq!(read(Path::new("/dev/null")), Ok(Some(String::new())));
        assert_eq!(read(home.path()), Err("is a folder".to_owned()));
        fs::write(at("latin"), b"caf\xe9").unwrap();
        assert_eq!(read(&at("latin")), Err("is not UTF-8 text".to_owned()));
        fs::write(at("huge"), vec![b'a'; (1 << 20) + 1]).unwrap();
        assert_eq!(read(&at("huge")), Err("is larger than 1 MiB".to_owned()));
        std::os::unix::fs::symlink(at("none"), at("link")).unwrap();
        assert_eq!(read(&at("link")), Err("is a dangling link".to_owned()));
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(made.unwrap().success());
        assert_eq!(read(&at("pipe")), Err("is not a regular file".to_owned()));
    }
}
