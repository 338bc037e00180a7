//! Protections in the real program: an unreadable configuration, and secrets among the arguments.

use super::*;

fn configured(text: &str) -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/lazyneon");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("config.toml");
    fs::write(&file, text).unwrap();
    (home, file)
}

fn header(terminal: &Terminal) -> String {
    terminal.screen(|screen, _| screen.contents().lines().next().unwrap().to_owned())
}

fn mode(home: &Path, variables: &[(&str, &str)]) -> String {
    let mut command = lazyneon(home);
    command.arg("--demo");
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut terminal = Terminal::start(command);
    terminal.sees(PROJECT);
    let header = header(&terminal);
    terminal.types("q");
    terminal.wait();
    header
}

/// Which of two words the header has room for.
fn is_read_only(header: &str) -> bool {
    let is = [" RO ", " read-only "]
        .iter()
        .any(|word| header.contains(word));
    let is_not = [" RW ", " read-write "]
        .iter()
        .any(|word| header.contains(word));
    assert!(is != is_not, "{header}");
    is
}

#[test]
fn a_configuration_that_may_hide_a_protection_starts_read_only() {
    let broken = "[[rules]]\nproject = \"x\"\nread_only = true\n[formats]\ndbt = \"host\n";
    let (home, file) = configured(broken);
    assert!(is_read_only(&mode(home.path(), &[])), "a syntax error");
    // Nobody writes to the pipe: the program does not wait for it.
    fs::remove_file(&file).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&file)
            .status()
            .unwrap()
            .success()
    );
    assert!(is_read_only(&mode(home.path(), &[])), "a pipe");
    fs::remove_file(&file).unwrap();
    assert!(!is_read_only(&mode(home.path(), &[])), "no file");
    fs::write(&file, "theme = \"pink\"\n[keys]\nZoom = 3\n").unwrap();
    assert!(!is_read_only(&mode(home.path(), &[])), "harmless mistakes");
    let variable = ("LAZYNEON_READ_ONLY", "ja");
    assert!(is_read_only(&mode(home.path(), &[variable])), "a variable");
}

#[test]
fn a_configuration_that_changes_is_followed() {
    let (home, file) = configured("theme = \"dark\"\n");
    let mut command = lazyneon(home.path());
    command.arg("--demo");
    let mut terminal = Terminal::start(command);
    terminal.sees(PROJECT);
    assert!(!is_read_only(&header(&terminal)));
    // As most editors do.
    let beside = file.with_extension("new");
    fs::write(&beside, "theme = \"light\"\nread_only = true\n").unwrap();
    fs::rename(&beside, &file).unwrap();
    terminal.sees("config.toml has changed: theme, read_only");
    assert!(is_read_only(&header(&terminal)));
    fs::write(&file, "theme = 3\n").unwrap();
    terminal.sees("config.toml line 1: theme must be the name of a theme");
    terminal.types("q");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn arguments_that_may_hold_a_secret_are_refused_without_it() {
    for arguments in [
        &["postgres://o:npg_SECRETxyz@db.example.com/x"][..],
        &["user=o password=npg_SECRETxyz"],
        &["host=ep-a-b", "user=o", "password=npg_SECRETxyz"],
        &["--project-id", "napi_SECRETxyz"],
        &["--org-id", "o:npg_SECRETxyz@host"],
        &["--api-key", "postgres://o:npg_SECRETxyz@db.example.com/x"],
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut command = lazyneon(home.path());
        if arguments[0] != "--api-key" {
            command.env("NEON_API_KEY", "napi_test");
        }
        command.env("NEON_API_HOST", "http://127.0.0.1:9/api/v2");
        command.args(arguments);
        let mut terminal = Terminal::start(command);
        assert_eq!(terminal.wait(), 2, "{arguments:?}");
        let said = terminal.screen(|screen, _| screen.contents());
        let whole = said.split_whitespace().collect::<String>();
        assert!(
            !whole.contains("SECRET") && whole.contains("lazyneon:"),
            "{said}"
        );
        assert_eq!(scan::found_below(home.path(), &[]), [] as [String; 0]);
    }
}
