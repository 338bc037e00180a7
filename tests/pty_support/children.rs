//! Programs that are lent the terminal and give it back.

use super::{PROJECT, cursor, demo, in_a_shell, is_prompt, pty_support::Terminal};
use rustix::{
    fs::{Mode, OFlags},
    process::Signal,
};
use std::{fs, path::Path};

/// The demo with the cursor on a project, and with the given shell.
fn on_a_project(shell: &str, more: &[(&str, &str)]) -> (tempfile::TempDir, Terminal) {
    let mut variables = vec![("SHELL", shell)];
    variables.extend(more);
    let (home, mut terminal) = demo(&[], &variables);
    terminal.types("ggj");
    is_back(&terminal, PROJECT);
    (home, terminal)
}

/// Waits until the dashboard has the terminal, with the cursor where it was.
pub fn is_back(terminal: &Terminal, row: &str) {
    terminal.until("the cursor where it was", |screen, _| {
        let raw = screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor();
        cursor(screen).filter(|line| raw && line.contains(row))
    });
}

/// Waits until the dashboard has given the terminal away.
pub fn is_away(terminal: &Terminal) {
    terminal.until("the terminal lent", |screen, _| {
        (!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor())
            .then_some(())
    });
}

/// Discards a form's changes and quits.
fn drops_and_quits(terminal: &mut Terminal) {
    terminal.types("\x03");
    terminal.sees("Quit and discard what you filled in?");
    quits(terminal);
}

pub fn quits(terminal: &mut Terminal) {
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    terminal.is_restored();
}

/// A script for the test, in its home.
fn script(home: &Path, text: &str) -> String {
    let path = home.join("script");
    fs::write(&path, text).unwrap();
    format!("/bin/sh {}", path.display())
}

#[test]
fn a_shell_knows_where_it_is_and_comes_back_to_the_same_row() {
    let shell = "/bin/bash --norc --noprofile --noediting";
    let (_home, mut terminal) = demo(&[], &[("SHELL", shell), ("PS1", "inside> ")]);
    // A project with a single database, so that there is no menu to choose one.
    terminal.types("ggjjjjj");
    is_back(&terminal, "search-index");
    terminal.types("!");
    terminal.sees("inside>");
    is_away(&terminal);
    terminal.types("echo project=$NEON_PROJECT_ID user=$PGUSER length=${#PGPASSWORD}\n");
    terminal.until("the place", |screen, _| {
        let text = screen.contents();
        let line = text.lines().find(|line| line.starts_with("project="))?;
        assert!(
            !line.contains("project= ") && !line.contains("user= ") && !line.contains("length=0"),
            "{line}"
        );
        Some(())
    });
    terminal.resize(40, 120);
    terminal.types("stty size\n");
    terminal.sees("40 120");
    terminal.types("exit 3\n");
    is_back(&terminal, "search-index");
    // The size is up to date, and keys take effect once.
    terminal.until("a footer in the last line", |screen, _| {
        let last = screen.rows(0, 120).nth(39)?;
        (!last.trim().is_empty()).then_some(())
    });
    terminal.types("k");
    terminal.until("a row up", |screen, _| {
        cursor(screen).filter(|line| line.contains("identity"))
    });
    quits(&mut terminal);
}

#[test]
fn every_key_reaches_the_child_and_none_us() {
    let home = tempfile::tempdir().unwrap();
    let got = home.path().join("got");
    let text = format!("read line; printf %s \"$line\" > {}\n", got.display());
    let shell = script(home.path(), &text);
    for round in 0..5 {
        let (_own, mut terminal) = on_a_project(&shell, &[]);
        terminal.types("!");
        is_away(&terminal);
        // Each of them would move the cursor or open something.
        let keys = "jkGq?".repeat(200 + round);
        terminal.types(&keys);
        terminal.types("\n");
        is_back(&terminal, PROJECT);
        assert_eq!(fs::read_to_string(&got).unwrap(), keys);
        quits(&mut terminal);
    }
}

#[test]
fn ctrl_z_stops_both_and_fg_brings_the_child_back() {
    let (_home, mut terminal) = in_a_shell();
    terminal.types("ggj!");
    terminal.sees("exit comes back");
    let echoes = |terminal: &Terminal, text: &str| {
        // Once as it is typed and once from cat.
        terminal.until("an echo", |screen, _| {
            (screen.contents().matches(text).count() >= 2).then_some(())
        });
    };
    terminal.types("begin\n");
    echoes(&terminal, "begin");
    for round in 0..3 {
        terminal.types("\x1a");
        terminal.until("the prompt", |screen, _| is_prompt(screen).then_some(()));
        terminal.types("fg\n");
        // bash has printed the job it resumes and has given the terminal away.
        terminal.until("the job in front", |screen, _| {
            screen
                .contents()
                .trim_end()
                .ends_with("--demo")
                .then_some(())
        });
        terminal.types(&format!("round={round}\n"));
        echoes(&terminal, &format!("round={round}"));
    }
    terminal.types("\x04");
    is_back(&terminal, PROJECT);
    terminal.types("\x03");
    terminal.until("the prompt", |screen, _| is_prompt(screen).then_some(()));
    terminal.types("exit\n");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn ctrl_c_reaches_the_child_and_not_us() {
    let home = tempfile::tempdir().unwrap();
    let wait = "trap 'echo caught; exit' INT; echo waiting; while true; do sleep 1; done\n";
    let shell = script(home.path(), wait);
    let (_own, mut terminal) = on_a_project(&shell, &[]);
    terminal.types("!");
    terminal.sees("waiting");
    terminal.types("\x03");
    is_back(&terminal, PROJECT);
    quits(&mut terminal);
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("caught"), "the child was not interrupted");
}

#[test]
fn where_nothing_could_bring_it_back_a_stopped_child_goes_on() {
    let (_home, mut terminal) = on_a_project("/bin/cat", &[]);
    terminal.types("!");
    is_away(&terminal);
    // It appears only once the terminal has its own modes, including echo, again.
    terminal.sees("exit comes back");
    terminal.types("begin\n");
    terminal.until("cat to begin", |screen, _| {
        (screen.contents().matches("begin").count() >= 2).then_some(())
    });
    terminal.types("\x1ahello\n");
    terminal.until("cat to confirm", |screen, _| {
        (screen.contents().matches("hello").count() >= 2).then_some(())
    });
    terminal.types("\x04");
    is_back(&terminal, PROJECT);
    quits(&mut terminal);
}

#[test]
fn an_editor_gets_a_private_file_that_is_gone_afterwards() {
    let home = tempfile::tempdir().unwrap();
    let told = home.path().join("told");
    let edit = format!(
        "stat -c %a \"$1\" > {0}; echo \"$1\" >> {0}\nsed -i 's/^name: .*/name: renamed/' \"$1\"\n",
        told.display()
    );
    let editor = script(home.path(), &edit);
    let (_own, mut terminal) = on_a_project("/bin/sh", &[("VISUAL", &editor), ("EDITOR", "no")]);
    terminal.types("e");
    // The settings are loaded when the first field has its value.
    terminal.sees("[storefront");
    terminal.types("\x05");
    terminal.sees("renamed");
    terminal.sees("was storefront");
    let told = fs::read_to_string(&told).unwrap();
    let (mode, path) = told.trim().split_once('\n').unwrap();
    assert_eq!(mode, "600");
    assert!(
        path.ends_with(".yaml") && !Path::new(path).exists(),
        "{path}"
    );
    // The greeting is not left on the shell's screen.
    drops_and_quits(&mut terminal);
    let shell = terminal.screen(|screen, _| screen.contents());
    assert!(!shell.contains("quit the editor"), "{shell}");
}

#[test]
fn a_child_that_crashes_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    let crash = "stty raw -echo; printf '\\033[?1049h\\033[?1h\\033[?7l\\033[3;9r'; kill -9 $$\n";
    let shell = script(home.path(), crash);
    let (_own, mut terminal) = on_a_project(&shell, &[]);
    terminal.types("!");
    terminal.sees("was ended by signal 9");
    is_back(&terminal, PROJECT);
    quits(&mut terminal);
}

#[test]
fn a_child_that_is_not_there_is_said() {
    let (_home, mut terminal) = on_a_project("/nowhere/fish", &[]);
    terminal.types("!");
    terminal.sees("fish is not installed");
    is_back(&terminal, PROJECT);
    quits(&mut terminal);
}

#[test]
fn a_signal_ends_us_and_the_child() {
    let home = tempfile::tempdir().unwrap();
    let told = home.path().join("told");
    let wait = format!(
        "trap 'echo > {}; exit' HUP; echo waiting; while true; do sleep 1; done\n",
        told.display()
    );
    let shell = script(home.path(), &wait);
    let (_own, mut terminal) = on_a_project(&shell, &[]);
    terminal.types("!");
    terminal.sees("waiting");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait(), 143);
    terminal.is_restored();
    assert!(told.exists(), "the child was not told");
}

/// The texts that editors have left behind in a home.
fn edits(home: &Path) -> Vec<std::path::PathBuf> {
    let folder = home.join(".local/state/lazyneon/edits");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("edit-"));
    names.map(|entry| entry.path()).collect()
}

#[test]
fn what_was_in_the_editor_survives_a_signal() {
    let home = tempfile::tempdir().unwrap();
    let edit = "trap 'echo last: word >> \"$1\"; exit' HUP\n\
        echo name: mine > \"$1\"; echo editing\nwhile true; do sleep 0.1; done\n";
    let editor = script(home.path(), edit);
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let (own, mut terminal) = on_a_project("/bin/sh", &[("VISUAL", &editor)]);
        terminal.types("e");
        terminal.sees("[storefront");
        terminal.types("\x05");
        terminal.sees("editing");
        terminal.signal(signal);
        assert_eq!(terminal.wait(), status);
        let kept = edits(own.path());
        assert_eq!(kept.len(), 1, "{kept:?}");
        let text = fs::read_to_string(&kept[0]).unwrap();
        assert_eq!(text, "name: mine\nlast: word\n");
        terminal.sees("the edited text is saved in");
        // The next start says where it is.
        let mut command = super::lazyneon(own.path());
        command.arg("--demo");
        let mut again = Terminal::start(command);
        again.sees("An edit was interrupted");
        quits(&mut again);
        assert_eq!(edits(own.path()), kept);
    }
}

#[test]
fn a_text_that_was_not_taken_over_survives_a_signal_and_a_crash() {
    let home = tempfile::tempdir().unwrap();
    let editor = script(home.path(), "echo nme: mine > \"$1\"\n");
    for (signal, said) in [(Signal::TERM, true), (Signal::KILL, false)] {
        let (own, mut terminal) = on_a_project("/bin/sh", &[("VISUAL", &editor)]);
        terminal.types("e");
        terminal.sees("[storefront");
        terminal.types("\x05");
        terminal.sees("nothing applied");
        terminal.signal(signal);
        terminal.wait();
        let kept = edits(own.path());
        assert_eq!(kept.len(), 1, "{kept:?}");
        let text = fs::read_to_string(&kept[0]).unwrap();
        assert!(text.ends_with("nme: mine\n"), "{text}");
        if said {
            terminal.sees("the edited text is saved in");
        }
    }
    // What is discarded is removed.
    let (own, mut terminal) = on_a_project("/bin/sh", &[("VISUAL", &editor)]);
    terminal.types("e");
    terminal.sees("[storefront");
    terminal.types("\x05");
    terminal.sees("nothing applied");
    terminal.types("\x1b");
    terminal.sees("Discard the edited text?");
    terminal.types("y");
    is_back(&terminal, PROJECT);
    quits(&mut terminal);
    assert_eq!(edits(own.path()), Vec::<std::path::PathBuf>::new());
}

#[test]
fn an_editor_that_leaves_no_text_is_said_and_what_it_left_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let editor = script(home.path(), "printf '\\377\\376\\000x' > \"$1\"\n");
    let (own, mut terminal) = on_a_project("/bin/sh", &[("VISUAL", &editor)]);
    terminal.types("e");
    terminal.sees("[storefront");
    terminal.types("\x05");
    terminal.sees("it is not UTF-8 text");
    terminal.sees(".yaml");
    let kept = edits(own.path());
    assert_eq!(fs::read(&kept[0]).unwrap(), b"\xff\xfe\0x");
    quits(&mut terminal);
}

#[test]
fn a_command_of_the_configuration_gets_the_terminal_without_the_key() {
    let home = tempfile::tempdir().unwrap();
    let text = "echo \"for $1 key=${NEON_API_KEY:-none} project=$NEON_PROJECT_ID\"; read -r line; exit 0\n";
    let run = script(home.path(), text);
    let config = home.path().join("config.toml");
    let command = format!(
        "[[commands]]\nname = \"own\\u001b]0;evil\\u0007\"\nrun = \"{run} {{project}}\"\nkey = \"F8\"\non = \"project\"\n"
    );
    fs::write(&config, command).unwrap();
    let config = config.to_str().unwrap();
    let (_home, mut terminal) = demo(&["--config", config], &[("NEON_API_KEY", "napi_test")]);
    terminal.types("ggj");
    is_back(&terminal, PROJECT);
    terminal.types("\x1b[19~");
    terminal.until("what it printed", |screen, _| {
        let text = screen.contents();
        let line = text.lines().find(|line| line.starts_with("for "))?;
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!((words[2], words.len()), ("key=none", 4), "{line}");
        assert_eq!(words[3], format!("project={}", words[1]), "{line}");
        Some(())
    });
    is_away(&terminal);
    terminal.types("j\n");
    // It was short, so what it printed can be read first, below its own name.
    terminal.sees("[own\\u{1b}]0;evil\\u{7} ended. Any key goes back to lazyneon]");
    terminal.sees("key=none");
    terminal.types("k");
    is_back(&terminal, PROJECT);
    quits(&mut terminal);
    let raw = terminal.raw();
    assert!(!raw.windows(7).any(|bytes| bytes == b"]0;evil\x07"));
}

#[test]
fn a_command_in_the_background_reaches_no_terminal_and_ends_with_the_program() {
    let home = tempfile::tempdir().unwrap();
    let pipe = home.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let flags = OFlags::RDONLY | OFlags::NONBLOCK;
    let held = rustix::fs::open(&pipe, flags, Mode::empty()).unwrap();
    // It does not end when it is told to, either. Where there is no setsid, its terminal can be reached by name.
    let text = format!(
        "exec 3> {}; trap '' TERM HUP\nprintf '\\033]0;evil\\007key=%s\\n' \"${{NEON_API_KEY:-none}}\"\n\
         if command -v setsid > /dev/null; then printf 'evil' > /dev/tty; fi\n\
         read -r line; echo \"read $?\"\nwhile :; do sleep 1; done\n",
        pipe.display()
    );
    let run = script(home.path(), &text);
    let config = home.path().join("config.toml");
    let command = format!(
        "[[commands]]\nname = \"own\"\nrun = \"{run}\"\nkey = \"F8\"\noutput = \"popup\"\n"
    );
    fs::write(&config, command).unwrap();
    let config = config.to_str().unwrap();
    let (_home, mut terminal) = demo(&["--config", config], &[("NEON_API_KEY", "napi_test")]);
    terminal.types("ggj");
    is_back(&terminal, PROJECT);
    terminal.types("\x1b[19~");
    terminal.sees("own: running");
    terminal.sees("key=none");
    terminal.sees("read 1");
    terminal.types("\x03");
    terminal.sees("Quit while a command is running?");
    assert!(rustix::io::read(&held, &mut [0; 1]).is_err());
    quits(&mut terminal);
    // Nobody has it open any more.
    assert_eq!(rustix::io::read(&held, &mut [0; 1]), Ok(0));
    let raw = terminal.raw();
    assert!(!raw.windows(4).any(|bytes| bytes == b"evil"));
}
