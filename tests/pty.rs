//! The real binary in a pseudo-terminal: start, quit, bursts, resize, Ctrl-z, signals, panic, clipboard, and the
//! mistakes reported before the screen opens.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)]

#[path = "pty_support/children.rs"]
mod children;
#[path = "pty_support/guards.rs"]
mod guards;
#[path = "pty_support/input.rs"]
mod input;
#[path = "pty_support/mouse.rs"]
mod mouse;
#[path = "pty_support/psql.rs"]
mod psql;
mod pty_support;
#[path = "support/secrets.rs"]
mod scan;
#[path = "pty_support/secrets.rs"]
mod secrets;
#[path = "pty_support/unreachable.rs"]
mod unreachable;

use jiff::Timestamp;
use lazyneon::{
    api::{Answer, ApiKey, ConnectionUri, Operation, Password},
    app::{crash, screen::Screen},
    ui::{
        CopyText, Effect, Keymap, Model, Startup,
        child::{Child, ChildPurpose, Inherited, Linger, Setting},
    },
    view::Theme,
};
use pty_support::{PATIENCE, Terminal, lazyneon, program};
use rustix::process::Signal;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// A project of the demo.
const PROJECT: &str = "storefront";

/// Starts the demo in an empty home.
fn demo(arguments: &[&str], variables: &[(&str, &str)]) -> (tempfile::TempDir, Terminal) {
    let home = tempfile::tempdir().unwrap();
    let mut command = lazyneon(home.path());
    command.arg("--demo");
    command.args(arguments);
    for (name, value) in variables {
        command.env(name, value);
    }
    let terminal = Terminal::start(command);
    terminal.sees(PROJECT);
    (home, terminal)
}

/// The line that the cursor is on.
fn cursor(screen: &vt100::Screen) -> Option<String> {
    let rows = screen.size().0.get();
    let row =
        (0..rows).find(|row| (1..30).filter(|col| is_marked(screen, *row, *col)).count() > 5)?;
    let line: String = (1..30)
        .filter_map(|col| screen.cell(row, col))
        .map(vt100::Cell::contents)
        .collect();
    Some(line.trim().to_owned())
}

fn is_marked(screen: &vt100::Screen, row: u16, col: u16) -> bool {
    let cell = screen.cell(row, col);
    cell.is_some_and(|cell| cell.inverse() || cell.bgcolor() != vt100::Color::Default)
}

#[test]
fn the_demo_shows_the_tree_and_quits_clean() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.screen(|screen, _| {
        assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor())
    });
    terminal.types("q");
    assert_eq!(terminal.wait(), 0);
    terminal.is_restored();
}

#[test]
fn ctrl_c_quits_too() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    terminal.is_restored();
}

#[test]
fn quitting_waits_for_no_request() {
    let home = tempfile::tempdir().unwrap();
    // Accepts connections and never responds.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut command = lazyneon(home.path());
    command.env("NEON_API_KEY", "napi_test");
    command.env(
        "NEON_API_HOST",
        format!("http://{}/api/v2", silent.local_addr().unwrap()),
    );
    let mut terminal = Terminal::start(command);
    let (_connection, _) = silent.accept().unwrap();
    let start = Instant::now();
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    assert!(
        start.elapsed().as_secs() < 2,
        "it took {:?}",
        start.elapsed()
    );
    terminal.is_restored();
}

#[test]
fn three_thousand_keys_at_once_are_all_obeyed() {
    let (_home, mut terminal) = demo(&["--projects", "5000"], &[]);
    let at = |terminal: &Terminal, name: &str| {
        terminal.until(name, |screen, _| {
            cursor(screen).filter(|line| line.contains(name))
        })
    };
    terminal.types("j");
    at(&terminal, PROJECT);
    terminal.types("gg");
    at(&terminal, "Lighthou");
    // An even number of steps back and forth ends where it began; one more does not.
    terminal.types(&"jk".repeat(1500));
    terminal.types("j");
    at(&terminal, PROJECT);
    terminal.types("k");
    at(&terminal, "Lighthou");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn another_size_is_drawn_at_once() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.types("gg");
    for (rows, cols) in [(40, 126), (10, 40), (24, 80)] {
        terminal.resize(rows, cols);
        // The last line of the screen is the footer, whatever the size.
        terminal.until("a footer", |screen, _| {
            let last = screen.rows(0, cols).nth(usize::from(rows) - 1)?;
            (screen.size().1.get() == cols && !last.trim().is_empty()).then_some(())
        });
        terminal.sees(PROJECT);
    }
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    terminal.is_restored();
}

#[test]
fn signals_end_it_with_their_status_and_a_clean_terminal() {
    for (signal, status) in [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::USR1, 138),
        (Signal::USR2, 140),
        (Signal::ALARM, 142),
    ] {
        let (_home, mut terminal) = demo(&[], &[]);
        terminal.signal(signal);
        assert_eq!(terminal.wait(), status, "{signal:?}");
        terminal.is_restored();
    }
}

#[test]
fn a_closed_terminal_ends_it() {
    let (_home, mut terminal) = demo(&[], &[]);
    let start = Instant::now();
    // Ctrl-l always draws.
    terminal.close("\x0c");
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 129);
    assert!(
        start.elapsed().as_secs() < 5,
        "it took {:?}",
        start.elapsed()
    );
}

#[test]
fn a_terminal_that_it_was_only_lent_ends_it_too() {
    let home = tempfile::tempdir().unwrap();
    let mut command = lazyneon(home.path());
    command.arg("--demo");
    // The kernel sends no signal then.
    command.set_controlling_tty(false);
    let mut terminal = Terminal::start(command);
    terminal.sees(PROJECT);
    terminal.close("\x0c");
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 129);
}

#[test]
fn after_stop_and_continue_the_whole_screen_is_drawn_again() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.signal(Signal::STOP);
    // What a shell would do meanwhile.
    terminal.scribble(b"\x1b[?1049l\x1b[?2004l\x1b[?25hshell$ ");
    terminal.signal(Signal::CONT);
    terminal.until("the alternate screen", |screen, _| {
        (screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor())
            .then_some(())
    });
    terminal.sees(PROJECT);
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    terminal.is_restored();
}

/// The demo, started from an interactive shell; `cat` is its child.
fn in_a_shell() -> (tempfile::TempDir, Terminal) {
    let home = tempfile::tempdir().unwrap();
    let mut command = program("/bin/bash", home.path());
    command.args(["--norc", "--noprofile", "-i"]);
    command.env("PS1", "ready> ");
    command.env("SHELL", "/bin/cat");
    let mut terminal = Terminal::start(command);
    terminal.sees("ready>");
    terminal.types(&format!("{} --demo\n", env!("CARGO_BIN_EXE_lazyneon")));
    terminal.sees(PROJECT);
    (home, terminal)
}

fn is_prompt(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    let (_home, mut terminal) = in_a_shell();
    for _ in 0..3 {
        terminal.sees(PROJECT);
        terminal.types("\x1a");
        terminal.until("the prompt", |screen, _| is_prompt(screen).then_some(()));
        terminal.types("fg\n");
        terminal.until("the dashboard", |screen, _| {
            screen.alternate_screen().then_some(())
        });
    }
    terminal.sees(PROJECT);
    terminal.types("\x03");
    terminal.until("the prompt", |screen, _| is_prompt(screen).then_some(()));
    terminal.types("echo status=$?\n");
    terminal.sees("status=0");
    terminal.types("exit\n");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn where_nothing_could_bring_it_back_ctrl_z_says_so() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.types("\x1a");
    terminal.sees("not suspended");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    terminal.is_restored();
}

#[test]
fn a_copy_over_ssh_reaches_the_terminal() {
    let (_home, mut terminal) = demo(&[], &[("SSH_TTY", "/dev/pts/9")]);
    terminal.types("ggj");
    terminal.until("a project under the cursor", |screen, _| {
        cursor(screen).filter(|line| line.contains(PROJECT))
    });
    // The copy menu; its first item is the name.
    terminal.types("y\r");
    let copied = terminal.until("a copy", |_, side| side.clipboard.first().cloned());
    assert_eq!(copied, b"c3RvcmVmcm9udA==", "storefront in base64");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

/// Starts a multiplexer with the demo in it, showing a project.
fn demo_in(path: &str, arguments: &[&str], home: &Path, term: &str) -> Option<Terminal> {
    if !Path::new(path).exists() {
        eprintln!("left out: {path} is not installed");
        return None;
    }
    let mut command = program(path, home);
    command.args(arguments);
    command.arg(env!("CARGO_BIN_EXE_lazyneon"));
    command.args(["--demo", "storefront"]);
    command.env("SCREENDIR", home.join("screen"));
    command.env("TMUX_TMPDIR", home);
    command.env("SSH_TTY", "/dev/pts/9");
    command.env("TERM", term);
    let terminal = Terminal::start(command);
    terminal.sees("dev/jonas");
    Some(terminal)
}

/// The JSON of a branch is longer than the strings GNU screen keeps.
#[test]
fn a_long_copy_leaves_gnu_screen_whole() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("screen");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    let arguments = ["-U", "-S", "lazyneon"];
    let terminal = demo_in("/usr/bin/screen", &arguments, home.path(), "xterm-256color");
    let Some(mut terminal) = terminal else {
        return;
    };
    terminal.types("j");
    terminal.sees("storefront › production");
    terminal.types("yJ");
    let copied = terminal.until("a copy", |_, side| side.clipboard.first().cloned());
    assert!(copied.len() > 768, "{}", copied.len());
    assert!(copied.starts_with(b"ewog") && copied.iter().all(|byte| byte.is_ascii_graphic()));
    terminal.sees("through GNU screen");
    terminal.types("\x03");
    terminal.wait();
}

#[test]
fn tmux_says_whether_its_terminal_hears_of_a_copy() {
    for (term, said) in [
        ("xterm-256color", "buffer and its"),
        ("screen", "buffer only"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let arguments = ["-L", "lazyneon", "-f", "/dev/null", "new-session"];
        let Some(mut terminal) = demo_in("/usr/bin/tmux", &arguments, home.path(), term) else {
            return;
        };
        terminal.types("yi");
        terminal.sees(said);
        let heard = terminal.screen(|_, side| !side.clipboard.is_empty());
        assert_eq!(heard, term != "screen");
        terminal.types("\x03");
        terminal.wait();
    }
}

#[test]
fn no_color_means_no_color() {
    let (_home, mut terminal) = demo(&[], &[("NO_COLOR", "1")]);
    terminal.types("jj?\x03");
    terminal.wait();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    for sequence in raw.split("\x1b[").skip(1) {
        let Some((codes, _)) = sequence
            .split_once('m')
            .filter(|(codes, _)| is_style(codes))
        else {
            continue;
        };
        for code in codes.split(';').filter_map(|code| code.parse::<u8>().ok()) {
            assert!(
                !(30..=49).contains(&code) && code < 90,
                "a color was set: {codes}"
            );
        }
    }
}

fn is_style(codes: &str) -> bool {
    codes.chars().all(|c| c.is_ascii_digit() || c == ';')
}

/// Not a test of its own: [`a_panic_gives_the_terminal_back_and_leaves_a_report`] starts it.
#[test]
#[ignore = "panics on purpose, in a terminal of its own"]
fn panics() {
    crash::install(std::env::var_os("REPORTS").map(PathBuf::from));
    let mut screen = Screen::take((80, 24)).unwrap();
    let mut model = Model::new(
        Startup::default(),
        Keymap::default(),
        Timestamp::UNIX_EPOCH,
        (80, 24),
    );
    model.settings.mouse = std::env::var_os("MOUSE").is_some();
    // A notice only starts a timer.
    model.neon.say("still here");
    screen.draw(&model, &Theme::named("mono").unwrap()).unwrap();
    let about = match std::env::var("ABOUT").as_deref() {
        Ok("secrets") => secrets_at_hand(),
        _ => String::new(),
    };
    std::thread::spawn(move || panic!("a bug {about}"))
        .join()
        .unwrap();
}

/// Everything that holds a secret while the program runs, as a careless message would print it.
fn secrets_at_hand() -> String {
    let decode = |operation: Operation, body: &str| {
        let answer = Answer::decode(operation, 200, body);
        format!("{:?}", answer.unwrap())
    };
    let key = ApiKey::parse("napi_0123456789abcdef").unwrap();
    let uri = ConnectionUri::from("postgresql://u:npg_hunter2@h/d".to_owned());
    let password = Password::from("npg_hunter2".to_owned());
    let child = Child {
        purpose: ChildPurpose::Client,
        words: vec!["psql".to_owned()],
        inherited: Inherited::Everything,
        settings: vec![("PGPASSWORD", Setting::Secret(password.clone()))],
        file: None,
        greeting: String::new(),
        linger: Linger::Never,
    };
    let role = r#"{"role":{"name":"r","password":"npg_hunter2"},"operations":[]}"#;
    let branch = r#"{"branch":{"id":"br-1"},"roles":[{"name":"r","password":"npg_hunter2"}],
        "connection_uris":[{"connection_uri":"postgresql://u:npg_hunter2@h/d",
        "connection_parameters":{"password":"npg_hunter2","role":"r"}}]}"#;
    let copy = Effect::Copy {
        text: CopyText::Secret(uri.clone()),
        label: String::new(),
    };
    [
        format!("{key:?} {uri:?} {password:?} {child:?} {copy:?}"),
        format!("{:?}", Effect::Spawn(Box::new(child))),
        decode(
            Operation::GetConnectionUri,
            r#"{"uri":"postgresql://u:npg_hunter2@h/d"}"#,
        ),
        decode(Operation::ResetPassword, role),
        decode(Operation::CreateRole, role),
        decode(Operation::RevealPassword, r#"{"password":"npg_hunter2"}"#),
        decode(Operation::CreateBranch, branch),
        decode(
            Operation::CreateApiKey,
            r#"{"id":1,"name":"ci","key":"napi_0123456789abcdef"}"#,
        ),
    ]
    .join(" ")
}

/// Starts [`panics`] in a terminal; returns the directory of the report, and what the screen shows afterwards.
fn crash_report(about: &str) -> (tempfile::TempDir, String) {
    let (home, terminal) = crashed(&[("ABOUT", about)]);
    terminal.is_restored();
    let shown = terminal.screen(|screen, _| screen.contents());
    (home, shown)
}

fn crashed(variables: &[(&str, &str)]) -> (tempfile::TempDir, Terminal) {
    let home = tempfile::tempdir().unwrap();
    let myself = std::env::current_exe().unwrap();
    let mut command = program(myself.to_str().unwrap(), home.path());
    command.args(["--exact", "panics", "--ignored", "--nocapture"]);
    command.env("REPORTS", home.path().join("reports"));
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut terminal = Terminal::start(command);
    assert_ne!(terminal.wait(), 0);
    (home, terminal)
}

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report() {
    let (home, shown) = crash_report("nothing");
    assert!(shown.contains("Your terminal is restored"), "{shown}");
    let report = fs::read_dir(home.path().join("reports"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = fs::read_to_string(&report).unwrap();
    assert!(
        text.contains("a bug") && text.contains("tests/pty.rs"),
        "{text}"
    );
    assert_eq!(
        fs::metadata(&report).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

/// Runs the binary with its output in pipes; returns status, standard output and standard error.
fn plain(home: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lazyneon"));
    command
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .current_dir(home);
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn output_that_is_no_terminal_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let (status, output, error) = plain(home.path(), &["--demo"], &[]);
    assert_eq!((status, output.as_str()), (2, ""));
    assert!(
        error.contains("not a terminal") && error.lines().count() == 1,
        "{error}"
    );
}

#[test]
fn tables_are_printed_anywhere() {
    let home = tempfile::tempdir().unwrap();
    let (status, keys, _) = plain(home.path(), &["keys"], &[]);
    assert_eq!(status, 0);
    assert!(keys.contains("Ctrl-c"), "{keys}");
    let (status, help, _) = plain(home.path(), &["--help"], &[]);
    assert_eq!(status, 0);
    assert!(
        help.contains("--demo") && help.contains("NEON_API_KEY"),
        "{help}"
    );
    let (status, page, _) = plain(home.path(), &["man"], &[]);
    assert_eq!(status, 0);
    assert!(
        page.contains(".TH lazyneon") && page.contains("latency\\-ms"),
        "{page}"
    );
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (status, script, _) = plain(home.path(), &["completions", shell], &[]);
        assert_eq!(status, 0);
        assert!(script.contains("context-file"), "{script}");
    }
    let (status, version, _) = plain(home.path(), &["--version"], &[]);
    assert_eq!(
        (status, version),
        (0, format!("lazyneon {}\n", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn mistakes_are_told_before_the_screen_opens() {
    let key = ("NEON_API_KEY", "napi_test");
    /// Arguments, variables, and what the message must contain.
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a [&'a str]);
    let cases: &[Case] = &[
        (&["--profile", "work"], &[], &["no profile \"work\""]),
        (
            &["--profile", "work"],
            &[("NEON_API_KEY", "napi_secret")],
            &["no profile \"work\""],
        ),
        (&[], &[("NEON_PROFILE", "work")], &["no profile \"work\""]),
        (
            &["--profile", "work", "--api-key", "napi_secret"],
            &[],
            &["cannot be used with"],
        ),
        (&["--api-key", "napi secret"], &[], &["API key"]),
        (&["--api-key", "-"], &[], &["standard input", "terminal"]),
        (&["--api-host", "http://example.com"], &[key], &["https"]),
        (&[], &[key, ("NEON_API_HOST", "nonsense")], &["API host"]),
        (&["--nonsense"], &[], &["--nonsense", "--help"]),
        (&["--log", "/nowhere/log"], &[key], &["/nowhere/log"]),
    ];
    for (arguments, variables, words) in cases {
        let home = tempfile::tempdir().unwrap();
        let mut command = lazyneon(home.path());
        command.args(*arguments);
        for (name, value) in *variables {
            command.env(name, value);
        }
        let mut terminal = Terminal::start(command);
        assert_eq!(terminal.wait(), 2, "{arguments:?}");
        let raw = String::from_utf8(terminal.raw()).unwrap();
        assert!(!raw.contains('\x1b') && raw.lines().count() == 1, "{raw:?}");
        assert!(!raw.contains("secret"), "{raw}");
        for word in *words {
            assert!(raw.contains(word), "{word} is not in {raw}");
        }
    }
}

#[test]
fn without_a_key_the_first_screen_leads_in() {
    for blank in [&[][..], &[("NEON_API_KEY", "  ")][..]] {
        let home = tempfile::tempdir().unwrap();
        let mut command = lazyneon(home.path());
        for (name, value) in blank {
            command.env(name, value);
        }
        let mut terminal = Terminal::start(command);
        terminal.sees("1 paste an API key");
        terminal.types("2");
        terminal.sees(PROJECT);
        terminal.types("\x03");
        assert_eq!(terminal.wait(), 0);
        terminal.is_restored();
    }
    let home = tempfile::tempdir().unwrap();
    let (status, output, error) = plain(home.path(), &[], &[]);
    assert_eq!((status, output.as_str()), (2, ""));
    assert!(
        error.contains("not a terminal") && error.lines().count() == 1,
        "{error}"
    );
}

#[test]
fn mistakes_in_the_configuration_are_shown_and_change_nothing() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join(".config/lazyneon");
    fs::create_dir_all(&directory).unwrap();
    fs::write(
        directory.join("config.toml"),
        "ascii = true\nreed_only = true\n",
    )
    .unwrap();
    let mut command = lazyneon(home.path());
    command.arg("--demo");
    let mut terminal = Terminal::start(command);
    terminal.sees("config.toml line 2");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn the_configuration_is_found_checked_and_printed() {
    let home = tempfile::tempdir().unwrap();
    let (status, path, _) = plain(home.path(), &["config", "path"], &[]);
    assert_eq!(
        (status, path.trim_end()),
        (
            0,
            home.path()
                .join(".config/lazyneon/config.toml")
                .to_str()
                .unwrap()
        )
    );
    let file = home.path().join("mine.toml");
    let mine = ["--config", file.to_str().unwrap()];
    let config = |what: &str| plain(home.path(), &["config", what, mine[0], mine[1]], &[]);
    // A missing file that was named explicitly may have held a protection.
    let (status, said, _) = config("check");
    assert_eq!(status, 1);
    assert!(said.contains("does not exist"), "{said}");
    fs::write(&file, "").unwrap();
    assert_eq!(config("check").0, 0);
    fs::write(&file, "theme = \"pink\"\nascii = true\n").unwrap();
    let (status, said, _) = config("check");
    assert_eq!(status, 1);
    assert!(
        said.starts_with("config.toml line 1: unknown theme"),
        "{said}"
    );
    let (status, printed, complaint) = config("print");
    assert_eq!(status, 0);
    assert!(complaint.contains("theme"), "{complaint}");
    fs::write(&file, &printed).unwrap();
    assert!(printed.contains("ascii = true"), "{printed}");
    assert_eq!(config("check").0, 0, "{printed}");
    assert_eq!(config("print").1, printed);
}

#[test]
fn a_profile_of_the_official_cli_signs_in_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join(".config/neon");
    fs::create_dir_all(&directory).unwrap();
    let profiles = r#"{"version":1,"profiles":{"DEFAULT":{"credentials":"credentials.json"},"work":{"credentials":"work.json"}}}"#;
    fs::write(directory.join("profiles.json"), profiles).unwrap();
    fs::write(directory.join("credentials.json"), "{}").unwrap();
    fs::write(
        directory.join("work.json"),
        r#"{"type":"api_key","api_key":"napi_fake"}"#,
    )
    .unwrap();
    let emulator = Emulated::start(home.path(), &["--api-key", "napi_fake"]);
    let mut command = lazyneon(home.path());
    command.args(["--profile", "work"]);
    command.env("NEON_API_HOST", &emulator.address);
    let mut terminal = Terminal::start(command);
    terminal.sees(PROJECT);
    terminal.types("O");
    terminal.sees("neon CLI profile work");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(!raw.contains("napi_fake"));
    assert_eq!(
        fs::read_to_string(directory.join("profiles.json")).unwrap(),
        profiles
    );
}

#[test]
fn the_log_names_requests_and_no_secrets() {
    let (home, mut terminal) = demo(&["--log", "requests.log"], &[]);
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    let log = fs::read_to_string(home.path().join("requests.log")).unwrap();
    assert!(
        log.contains("GET /projects") && log.contains(" 200 "),
        "{log}"
    );
    assert!(
        !log.contains("Bearer") && !log.contains("authorization"),
        "{log}"
    );
    let mode = fs::metadata(home.path().join("requests.log"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// `lazyneon emulate` as a separate process.
struct Emulated {
    child: std::process::Child,
    address: String,
    /// What it prints after the address.
    output: std::io::BufReader<std::process::ChildStdout>,
}

impl Emulated {
    fn start(home: &Path, options: &[&str]) -> Self {
        use std::io::{BufRead, BufReader};
        let mut command = Command::new(env!("CARGO_BIN_EXE_lazyneon"));
        command
            .arg("emulate")
            .args(options)
            .env_clear()
            .current_dir(home);
        let mut child = command
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        Self {
            child,
            address,
            output,
        }
    }

    /// Ends it as Ctrl-c would; returns its exit status.
    fn end(&mut self) -> Option<i32> {
        let id = rustix::process::Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        rustix::process::kill_process(id, Signal::INT).unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Emulated {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_emulator_serves_until_it_is_told_to_end() {
    use std::io::{Read, Write};
    let home = tempfile::tempdir().unwrap();
    let mut emulator = Emulated::start(home.path(), &["--api-key", "napi_test"]);
    let host = emulator
        .address
        .strip_prefix("http://")
        .unwrap()
        .strip_suffix("/api/v2")
        .unwrap()
        .to_owned();
    let mut stream = std::net::TcpStream::connect(&host).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET /api/v2/users/me HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer napi_test\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(emulator.end(), Some(0));
}

#[test]
fn the_emulator_tells_programs_what_they_need_as_variables() {
    use std::io::BufRead;
    let home = tempfile::tempdir().unwrap();
    let mut emulator = Emulated::start(home.path(), &["--print-env", "--api-key", "napi_test"]);
    let lines: Vec<String> = (&mut emulator.output)
        .lines()
        .take(3)
        .map(Result::unwrap)
        .collect();
    assert!(
        emulator
            .address
            .starts_with("NEON_API_HOST=http://127.0.0.1:")
    );
    assert_eq!(lines[0], "NEON_API_KEY=napi_test");
    assert!(lines[1].starts_with("NEON_PROJECT_ID="), "{}", lines[1]);
    assert!(
        lines[2].starts_with("DATABASE_URL=postgresql://"),
        "{}",
        lines[2]
    );
    assert_eq!(emulator.end(), Some(0));
}
