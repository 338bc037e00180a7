//! A whole run of the real binary that handles every secret, and checks what it leaves behind: state, cache, log,
//! what child processes receive, and crash reports.

use super::{
    Emulated,
    children::{is_away, is_back, quits},
    crash_report,
    pty_support::{Terminal, lazyneon},
    scan::{found_below, found_in},
};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

const KEY: &str = "napi_0123456789abcdefghijklmnopqrstuvwxyz";

/// A program in the home's `bin` that records its arguments and environment.
fn noting(home: &Path, name: &str, then: &str) {
    let bin = home.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let path = bin.join(name);
    let text = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$0 $*\" >> \"$HOME/{name}.told\"\nenv >> \"$HOME/{name}.told\"\n{then}\n"
    );
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
}

/// The arguments of a process and of all its descendants, and the environment of the first.
fn told_to(process: u32) -> (Vec<String>, String) {
    let read = |path: String| {
        let bytes = fs::read(path).unwrap_or_default();
        String::from_utf8_lossy(&bytes).replace('\0', " ")
    };
    let mut waiting = vec![process];
    let mut lines = Vec::new();
    while let Some(id) = waiting.pop() {
        lines.push(read(format!("/proc/{id}/cmdline")));
        let tasks = fs::read_dir(format!("/proc/{id}/task"))
            .into_iter()
            .flatten();
        for task in tasks.flatten() {
            let children = read(format!("{}/children", task.path().display()));
            waiting.extend(
                children
                    .split_whitespace()
                    .filter_map(|id| id.parse::<u32>().ok()),
            );
        }
    }
    (lines, read(format!("/proc/{process}/environ")))
}

/// The dashboard with a key from the official CLI's profile, which is in no argument and no variable.
fn dashboard(home: &Path, emulator: &Emulated) -> Terminal {
    let directory = home.join(".config/neon");
    fs::create_dir_all(&directory).unwrap();
    let profiles = r#"{"version":1,"profiles":{"work":{"credentials":"work.json"}}}"#;
    fs::write(directory.join("profiles.json"), profiles).unwrap();
    let key = format!(r#"{{"type":"api_key","api_key":"{KEY}"}}"#);
    fs::write(directory.join("work.json"), key).unwrap();
    noting(home, "tmux", "cat > /dev/null");
    noting(
        home,
        "editor",
        "cp \"$1\" \"$HOME/edited\"; sed -i 's/^name: .*/name: renamed/' \"$1\"",
    );
    noting(home, "shell", "echo ready; read line");
    let mut command = lazyneon(home);
    command.args(["--profile", "work", "--log", "requests.log"]);
    command.env("NEON_API_HOST", &emulator.address);
    command.env("PATH", format!("{}/bin:/usr/bin:/bin", home.display()));
    command.env("TMUX", "/tmp/nowhere,1,0");
    command.env("VISUAL", "editor");
    command.env("SHELL", home.join("bin/shell"));
    let mut terminal = Terminal::start(command);
    terminal.sees("search-index");
    terminal.types("ggjjjjj");
    is_back(&terminal, "search-index");
    terminal
}

/// Copies the connection URI, and shows it in the connect dialog.
fn copies_and_shows(terminal: &mut Terminal) {
    terminal.types("Y");
    terminal.sees("copied");
    terminal.types("c");
    terminal.sees("SQLAlchemy");
    terminal.types("v");
    terminal.sees("npg_");
    terminal.types("\x1b");
    is_back(terminal, "search-index");
}

/// Opens a shell, which gets the URI in variables that nobody else can read.
fn opens_a_shell(terminal: &mut Terminal, home: &Path) {
    terminal.types("!");
    terminal.sees("ready");
    is_away(terminal);
    let (lines, ours) = told_to(terminal.child.process_id().unwrap());
    assert!(
        lines.iter().any(|line| line.contains("bin/shell")),
        "{lines:?}"
    );
    for line in lines.iter().chain([&ours]) {
        assert_eq!(found_in(line), None, "{line}");
    }
    let shell = home.join("shell.told");
    let told = fs::read_to_string(&shell).unwrap();
    assert!(
        told.contains("PGPASSWORD=npg_"),
        "the shell has no connection"
    );
    assert!(!told.contains("napi_"), "the shell has the key");
    fs::remove_file(shell).unwrap();
    terminal.types("\n");
    is_back(terminal, "search-index");
}

/// Opens the editor.
fn edits(terminal: &mut Terminal) {
    terminal.types("e");
    terminal.sees("[search-index");
    terminal.types("\x05");
    terminal.sees("was search-index");
    terminal.types("\x1b");
    terminal.sees("Discard");
    terminal.types("y");
    is_back(terminal, "search-index");
}

/// Creates an API key, which is shown only once.
fn makes_a_key(terminal: &mut Terminal) {
    terminal.types("gk");
    terminal.sees("old-laptop");
    // Nobody types this fast: without a key in between, these letters would be taken for one text.
    terminal.types("\x1b[B");
    terminal.types("n");
    terminal.sees("New API key");
    terminal.sees("Ctrl-s applies");
    terminal.types("ci\x13");
    terminal.sees("API key ci created");
    // Letters right after a form has closed by itself would be taken for its input; other keys would not.
    terminal.types("\x1b[B");
}

#[test]
fn a_whole_run_leaves_no_secret_behind() {
    let home = tempfile::tempdir().unwrap();
    let mut emulator = Emulated::start(home.path(), &["--api-key", KEY]);
    let mut terminal = dashboard(home.path(), &emulator);
    copies_and_shows(&mut terminal);
    opens_a_shell(&mut terminal, home.path());
    edits(&mut terminal);
    makes_a_key(&mut terminal);

    // The text of the request log.
    terminal.types("@");
    // The form shown a moment ago says POST, too.
    terminal.sees("API requests");
    terminal.sees("POST");
    terminal.screen(|screen, _| assert_eq!(found_in(&screen.contents()), None));
    terminal.types("\x1b");
    terminal.until("the viewer closed", |screen, _| {
        (!screen.contents().contains("API requests")).then_some(())
    });
    quits(&mut terminal);
    emulator.end();

    for expected in [
        "requests.log",
        "tmux.told",
        "editor.told",
        "edited",
        ".local/state/lazyneon",
        ".cache/lazyneon",
    ] {
        assert!(home.path().join(expected).exists(), "no {expected}");
    }
    // The profile is the official CLI's file, and not written by us.
    let found = found_below(home.path(), &[".config/neon/work.json"]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_crash_tells_nothing_of_the_secrets_that_were_at_hand() {
    let (reports, screen) = crash_report("secrets");
    assert!(screen.contains("Your terminal is restored"), "{screen}");
    assert_eq!(found_in(&screen), None);
    let found = found_below(reports.path(), &[]);
    assert_eq!(found, Vec::<String>::new());
}
