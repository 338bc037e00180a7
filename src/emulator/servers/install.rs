//! Finding the programs of an installed PostgreSQL.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::ServersError;

/// The programs that are needed.
const PROGRAMS: [&str; 5] = ["postgres", "initdb", "psql", "pg_basebackup", "pg_dump"];

/// Folders outside of PATH, where packages put the programs. `*` stands for a version.
const FOLDERS: [&str; 7] = [
    // Debian, Ubuntu
    "/usr/lib/postgresql/*/bin",
    // PostgreSQL's own packages for Fedora and its relatives
    "/usr/pgsql-*/bin",
    // Homebrew
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/opt/homebrew/bin",
    // Postgres.app
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
];

/// The folder with the programs of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Install(PathBuf);

impl Install {
    /// The one in `folder` if that is given; otherwise that of PATH, or the newest where packages put it.
    pub fn find(folder: Option<&Path>) -> Result<Self, ServersError> {
        if let Some(folder) = folder {
            let wrong = || ServersError::NotPostgres(folder.to_owned());
            return Self::in_folder(folder).ok_or_else(wrong);
        }
        let path = env::var_os("PATH").unwrap_or_default();
        let on_path = env::split_paths(&path).find_map(|folder| Self::in_folder(&folder));
        let packaged = || FOLDERS.iter().find_map(|pattern| newest(pattern));
        on_path.or_else(packaged).ok_or(ServersError::NoPostgres)
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The one in this folder. Some systems only link to `postgres` from a folder on PATH, and some wrap the others
    /// in scripts of their own: the folder that the link leads to counts.
    fn in_folder(folder: &Path) -> Option<Self> {
        let postgres = folder.join("postgres").canonicalize().ok()?;
        let folder = postgres.parent()?;
        let is_complete = PROGRAMS.iter().all(|name| folder.join(name).is_file());
        is_complete.then(|| Self(folder.to_owned()))
    }
}

/// The install of the highest version among the folders that match a pattern.
fn newest(pattern: &str) -> Option<Install> {
    let Some((before, after)) = pattern.split_once('*') else {
        return Install::in_folder(Path::new(pattern));
    };
    let after = after.trim_start_matches('/');
    let parent = Path::new(before.rsplit_once('/')?.0);
    let prefix = before.rsplit_once('/')?.1;
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(parent)
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((version, entry.path().join(after)))
        })
        .collect();
    found.sort();
    let mut folders = found.iter().rev();
    folders.find_map(|(_, folder)| Install::in_folder(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn install(folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        for program in PROGRAMS {
            fs::write(folder.join(program), "").unwrap();
        }
    }

    #[test]
    fn the_newest_complete_version_is_taken() {
        let root = tempfile::tempdir().unwrap();
        let pattern = root.path().join("pgsql-*/bin");
        let pattern = pattern.to_str().unwrap();
        assert_eq!(newest(pattern), None);
        for version in ["9", "15", "16"] {
            install(&root.path().join(format!("pgsql-{version}/bin")));
        }
        fs::create_dir_all(root.path().join("pgsql-17/bin")).unwrap();
        fs::remove_file(root.path().join("pgsql-16/bin/initdb")).unwrap();
        let found = newest(pattern).unwrap();
        assert!(found.program("psql").ends_with("pgsql-15/bin/psql"));
    }

    #[test]
    fn a_link_leads_to_the_other_programs() {
        let root = tempfile::tempdir().unwrap();
        let (real, path) = (root.path().join("real"), root.path().join("path"));
        install(&real);
        fs::create_dir(&path).unwrap();
        std::os::unix::fs::symlink(real.join("postgres"), path.join("postgres")).unwrap();
        let found = Install::find(Some(&path)).unwrap();
        assert_eq!(
            found.program("initdb"),
            real.canonicalize().unwrap().join("initdb")
        );
        assert!(Install::find(Some(root.path())).is_err());
    }
}
