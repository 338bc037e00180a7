//! The programs that get the terminal, from the configuration and the environment.

use super::{File, program_path, value::words};
use crate::ui::{
    child::{ClientProgram, Programs},
    db_client::known::CLIENTS,
};
use std::ffi::OsStr;

/// The names of all clients: those in the file and the known ones.
pub(super) fn client_names(file: &File) -> impl Iterator<Item = &str> {
    let own = file.clients.iter().map(|client| client.name.as_str());
    own.chain(CLIENTS.iter().map(|row| row.name))
}

/// The programs to use. For the editor the environment overrides the file, as in other programs.
pub fn programs(file: &File, variable: impl Fn(&str) -> Option<String>) -> Programs {
    let usual = Programs::default();
    let from = |name: &str| variable(name).as_deref().and_then(words);
    let client = file.client.as_deref().and_then(|name| {
        let own = file.clients.iter().find(|client| client.name == name);
        own.cloned().or_else(|| ClientProgram::known(name))
    });
    Programs {
        client: client.unwrap_or(usual.client),
        shell: from("SHELL").unwrap_or(usual.shell),
        editor: from("VISUAL")
            .or_else(|| from("EDITOR"))
            .or_else(|| file.editor.clone()),
        any_editor: variable("PATH").and_then(|path| installed(&path)),
        pager: from("PAGER").or_else(|| file.pager.clone()),
    }
}

/// The editors that are tried if none was chosen; the first is the easiest to leave.
const EDITORS: [&str; 2] = ["nano", "vi"];

/// An editor that is in one of these folders.
fn installed(path: &str) -> Option<Vec<String>> {
    let is_there = |name: &&str| program_path::find_in(OsStr::new(path), name).is_some();
    let name = EDITORS.into_iter().find(is_there)?;
    Some(vec![name.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn of(text: &str, variables: &[(&str, &str)]) -> Programs {
        let (file, problems) = File::parse(text);
        assert_eq!(problems, []);
        programs(&file, |name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_names_the_editor_before_the_file() {
        let file = "editor = \"nano -w\"\npager = \"less -R\"";
        let all = [
            ("VISUAL", "code --wait"),
            ("EDITOR", "vi"),
            ("SHELL", "/bin/zsh"),
        ];
        let programs = of(file, &all);
        assert_eq!(programs.editor.unwrap(), ["code", "--wait"]);
        assert_eq!(programs.shell, ["/bin/zsh"]);
        assert_eq!(of(file, &all[1..]).editor.unwrap(), ["vi"]);
        let alone = of(file, &[]);
        assert_eq!(alone.editor.unwrap(), ["nano", "-w"]);
        assert_eq!(alone.pager.unwrap(), ["less", "-R"]);
        assert_eq!((of("", &[]).editor, of("", &[]).pager), (None, None));
    }

    #[test]
    fn an_editor_that_is_installed_is_taken_if_none_was_chosen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_str().unwrap();
        assert_eq!(of("", &[("PATH", path)]).any_editor, None);
        let vi = folder.path().join("vi");
        std::fs::write(&vi, "").unwrap();
        std::fs::set_permissions(&vi, std::fs::Permissions::from_mode(0o755)).unwrap();
        let programs = of("", &[("PATH", path)]);
        assert_eq!(programs.any_editor.unwrap(), ["vi"]);
        assert_eq!(programs.editor, None);
    }

    #[test]
    fn a_client_is_known_by_name_or_a_command_of_the_file() {
        assert_eq!(of("", &[]).client.words, ["psql"]);
        let known = of("client = \"lazysql\"", &[]).client;
        assert_eq!(known.words, ["lazysql", "-config", "{file}"]);
        let own = of(
            "client = \"mine\"\n[clients]\nmine = \"usql --set 'a b'\"",
            &[],
        );
        assert_eq!(own.client.words, ["usql", "--set", "a b"]);
    }
}
