//! Where programs are looked up: in the folders of `PATH`, and never in the current folder, where the files of a stranger's
//! repository may lie.

use rustix::fs::{Access, access};
use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// The path of a program, by which it must be started; `None` if it is not installed. A path stands for itself.
pub fn find(program: impl AsRef<OsStr>) -> Option<PathBuf> {
    find_in(&env::var_os("PATH").unwrap_or_default(), program)
}

/// The same with this value of `PATH`. Empty and relative entries of it mean the current folder, so they are left out.
pub(super) fn find_in(paths: &OsStr, program: impl AsRef<OsStr>) -> Option<PathBuf> {
    let program = Path::new(program.as_ref());
    if program.components().count() != 1 || program.as_os_str().as_encoded_bytes().contains(&b'/') {
        return is_program(program).then(|| program.to_owned());
    }
    let folders = env::split_paths(paths).filter(|folder| folder.is_absolute());
    let mut found = folders.map(|folder| folder.join(program));
    found.find(|path| is_program(path))
}

fn is_program(path: &Path) -> bool {
    path.is_file() && access(path, Access::EXEC_OK).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    #[test]
    fn no_program_is_looked_up_in_the_current_folder() {
        // Tests run in the folder of the crate.
        let here = tempfile::Builder::new()
            .prefix("program-")
            .tempfile_in(".")
            .unwrap();
        fs::set_permissions(here.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let name = here.path().file_name().unwrap();
        for paths in ["", ":", "/usr/bin::/bin", ".", "./", "src/.."] {
            assert_eq!(find_in(OsStr::new(paths), name), None, "{paths:?}");
        }
        let folder = env::current_dir().unwrap();
        assert_eq!(find_in(folder.as_os_str(), name), Some(folder.join(name)));
        // Whoever writes a path means that file.
        let path = Path::new("./").join(name);
        assert_eq!(find_in(OsStr::new(""), &path), Some(path.clone()));
        // What cannot be run hides nothing.
        fs::set_permissions(here.path(), fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(find_in(folder.as_os_str(), name), None);
        assert_eq!(find_in(folder.as_os_str(), ""), None);
    }
}
