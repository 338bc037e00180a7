//! Small jobs on the local machine: reads and replaces files of the user.
//!
//! A file is replaced atomically, keeping its mode; a new one is private. Anything but a regular text file is
//! left alone and reported.

use super::browser;
use crate::{
    api::ConnectionUri,
    config::{
        File,
        disk::{FilePermissions, replace},
        program_path,
    },
    ui::{
        context::CheckOut,
        local_job::{Done, FoundFile, Git, LocalJob, Unsaved},
    },
};
use std::{
    collections::HashSet,
    env, fs,
    io::{self, Write},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The largest file that is read and replaced, in bytes: longer than any list of variables.
const LONGEST: u64 = 1 << 20;
/// The name of the file that says which project a directory belongs to.
pub const CONTEXT: &str = ".neon";

/// Does a job; blocks on the disk.
pub fn run(job: LocalJob) -> Done {
    match job {
        LocalJob::Look { dialog, name } => Done::Looked(dialog, look(name).map(Box::new)),
        LocalJob::Write { dialog, seen, text } => {
            Done::Written(dialog, write(&seen, text.expose()).map(|()| seen.name))
        }
        LocalJob::Save {
            dialog,
            name,
            text,
            replaces,
        } => {
            let done = save(&name, text.as_bytes(), replaces);
            Done::Saved(dialog, name, done)
        }
        LocalJob::Open(page) => {
            let done = browser::open(&page);
            Done::Opened(page, done)
        }
        LocalJob::ListGitBranches => Done::GitBranches(git_branches(Path::new("."))),
        LocalJob::PrepareConfiguration(path) => {
            let done = prepare_configuration(&path);
            Done::PreparedConfiguration(path, done)
        }
        LocalJob::CheckOut(what) => {
            let done = check_out(&what);
            Done::CheckedOut(what, done)
        }
    }
}

/// The home directory, if known.
fn home() -> Option<PathBuf> {
    env::var_os("HOME")
        .filter(|home| !home.is_empty())
        .map(PathBuf::from)
}

/// Expands `~/` as a shell would.
pub(super) fn expand(name: &str) -> PathBuf {
    match (name.strip_prefix("~/"), home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(name),
    }
}

fn look(name: Option<String>) -> Result<FoundFile, String> {
    let name = name.unwrap_or_else(|| {
        let usual = if Path::new(".env").exists() {
            ".env"
        } else {
            ".env.local"
        };
        usual.to_owned()
    });
    let named = expand(&name);
    let (path, text) = read(&name, &named)?;
    Ok(FoundFile {
        name,
        git: git(&path),
        shared: is_shared(&path),
        path,
        text: text.map(ConnectionUri::from),
    })
}

/// Reads a text file. Returns its path with links resolved, and `None` for the text if the file does not exist.
fn read(name: &str, named: &Path) -> Result<(PathBuf, Option<String>), String> {
    let path = match named.canonicalize() {
        Ok(path) => path,
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(format!("{name} cannot be reached: {error}"));
        }
        Err(_) if named.is_symlink() => return Err(format!("{name} is a dangling link")),
        Err(_) => {
            let folder = named
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            if !folder.is_dir() {
                return Err(format!("there is no folder {}", folder.display()));
            }
            let file = named
                .file_name()
                .ok_or_else(|| format!("{name} is not a valid file name"))?;
            let folder = folder
                .canonicalize()
                .map_err(|error| format!("{name}: {error}"))?;
            return Ok((folder.join(file), None));
        }
    };
    let about = fs::metadata(&path).map_err(|error| format!("{name} cannot be read: {error}"))?;
    if about.is_dir() {
        return Err(format!("{name} is a folder; nothing was written"));
    }
    if !about.is_file() {
        return Err(format!("{name} is not a regular file; nothing was written"));
    }
    if about.len() > LONGEST {
        return Err(format!(
            "{name} is too large, over 1 MiB; nothing was written"
        ));
    }
    if about.permissions().readonly() {
        return Err(format!("{name} is read-only; nothing was written"));
    }
    let bytes = fs::read(&path).map_err(|error| format!("{name} cannot be read: {error}"))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| format!("{name} is not UTF-8 text; nothing was written"))?;
    Ok((path, Some(text)))
}

/// Whether others on this machine may read or write a file.
fn is_shared(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.mode() & 0o077 != 0)
}

/// git in a folder, without questions and complaints; `None` if it is not installed.
fn git_in(folder: &Path) -> Option<Command> {
    let mut command = Command::new(program_path::find("git")?);
    command
        // A repository's configuration may name programs for git to run; not this one.
        .args(["-c", "core.fsmonitor=false"])
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    Some(command)
}

/// The names of the branches of a repository, also of those that are only at remotes; `None` if the folder is in none.
fn git_branches(folder: &Path) -> Option<HashSet<String>> {
    let list = [
        "for-each-ref",
        "--format=%(refname)",
        "refs/heads",
        "refs/remotes",
    ];
    let output = git_in(folder)?.args(list).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let name = |line: &str| {
        let remote = || line.strip_prefix("refs/remotes/")?.split_once('/');
        let local = line.strip_prefix("refs/heads/");
        local.or_else(|| Some(remote()?.1)).map(str::to_owned)
    };
    let names = text.lines().filter_map(name).collect();
    output.status.success().then_some(names)
}

/// How git treats a file.
fn git(path: &Path) -> Git {
    let (Some(folder), Some(file)) = (path.parent(), path.file_name()) else {
        return Git::Absent;
    };
    let run = |arguments: &[&str]| {
        let status = git_in(folder)?
            .args(arguments)
            .arg("--")
            .arg(file)
            .stdout(Stdio::null())
            .status();
        status.ok().and_then(|status| status.code())
    };
    match (
        run(&["ls-files", "--error-unmatch"]),
        run(&["check-ignore", "--quiet"]),
    ) {
        (Some(0), _) => Git::Tracks,
        (_, Some(0)) => Git::Ignores,
        (_, Some(1)) => Git::WouldAdd,
        _ => Git::Absent,
    }
}

/// Writes the planned text if the file has not changed since it was read.
fn write(seen: &FoundFile, text: &str) -> Result<(), String> {
    let name = &seen.name;
    let (path, now) = read(name, &seen.path)?;
    if path != seen.path || now.as_deref() != seen.text.as_ref().map(ConnectionUri::expose) {
        return Err(format!(
            "{name} has changed since; nothing was written. Enter reads it again"
        ));
    }
    replace(&path, text.as_bytes(), FilePermissions::Owner)
        .map_err(|error| format!("{name} cannot be written: {error}. It is unchanged"))
}

/// Creates the configuration file with everything as a comment, unless it exists.
fn prepare_configuration(path: &Path) -> Result<(), String> {
    let create = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create_new(path)?;
        file.write_all(File::template().as_bytes())
    };
    match create() {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(format!("{} cannot be written: {error}", path.display()))
        }
        _ => Ok(()),
    }
}

/// The nearest context file, from a directory upwards. Like the official client, this skips the home directory
/// and the root.
pub fn nearest(from: &Path) -> Option<PathBuf> {
    let home = home();
    from.ancestors()
        .take_while(|folder| folder.parent().is_some() && Some(*folder) != home.as_deref())
        .map(|folder| folder.join(CONTEXT))
        .find(|file| file.exists())
}

/// Writes the context file. Returns its name, and whether it was added to `.gitignore`.
fn check_out(what: &CheckOut) -> Result<(String, bool), String> {
    let here =
        env::current_dir().map_err(|error| format!("the current folder is gone: {error}"))?;
    let named = what
        .file
        .clone()
        .or_else(|| nearest(&here))
        .unwrap_or_else(|| here.join(CONTEXT));
    let name = named
        .strip_prefix(&here)
        .unwrap_or(&named)
        .display()
        .to_string();
    let (path, old) = read(&name, &named)?;
    let text = what
        .context
        .write(old.as_deref())
        .map_err(|why| format!("{name}: {why}"))?;
    let new = old.is_none();
    let written = if new {
        create(&path, text.as_bytes())
    } else {
        replace(&path, text.as_bytes(), FilePermissions::AsBefore)
    };
    written.map_err(|error| format!("{name} cannot be written: {error}"))?;
    Ok((name, new && ignore(&path)))
}

/// Saves a text; an existing file is only replaced if `replaces` is set.
fn save(name: &str, bytes: &[u8], replaces: bool) -> Result<(), Unsaved> {
    let (path, old) = read(name, &expand(name)).map_err(Unsaved::Failed)?;
    let written = match old {
        Some(_) if !replaces => return Err(Unsaved::Exists),
        Some(_) => replace(&path, bytes, FilePermissions::AsBefore),
        None => create(&path, bytes),
    };
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Unsaved::Exists,
        _ => Unsaved::Failed(format!("{name} cannot be written: {error}")),
    })
}

/// Creates a file that anybody may read: it holds no secret.
fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .open(path)?;
    file.write_all(bytes)
}

/// Adds a file to the `.gitignore` of its folder, as the official client does; returns whether it was added.
fn ignore(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (
        path.parent(),
        path.file_name().and_then(|name| name.to_str()),
    ) else {
        return false;
    };
    if matches!(git(path), Git::Absent | Git::Ignores | Git::Tracks) {
        return false;
    }
    let list = folder.join(".gitignore");
    let old = match fs::read(&list) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(_) => return false,
    };
    let gap = if old.last().is_none_or(|last| *last == b'\n') {
        ""
    } else {
        "\n"
    };
    let added = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&list)
        .and_then(|mut file| file.write_all(format!("{gap}{name}\n").as_bytes()));
    added.is_ok()
}
