//! Terminal input in pieces and at any time: keys are recognized, terminal answers are ignored.

use super::{
    PROJECT, cursor, demo,
    pty_support::{Terminal, lazyneon},
};
use lazyneon::{
    key::{Code, Key},
    ui::{ACTIONS, Keymap, Scope},
};
use std::{fmt::Write, fs, time::Instant};

#[path = "../support/answers.rs"]
mod answers;
#[path = "../support/key_bytes.rs"]
mod key_bytes;
use answers::ANSWERS;
use key_bytes::KEYS;

/// The keys of the key map that are sent as more than one byte.
fn long_keys() -> Vec<Key> {
    let keymap = Keymap::default();
    let chords = ACTIONS.iter().flat_map(|spec| keymap.chords(spec.action));
    let mut keys: Vec<Key> = chords.flat_map(|chord| chord.keys()).copied().collect();
    keys.sort();
    keys.dedup();
    let in_a_byte = |key: &Key| match key.code {
        Code::Char(_) => !key.alt,
        Code::Enter | Code::Tab | Code::Esc | Code::Backspace => !key.alt && !key.shift,
        _ => false,
    };
    keys.retain(|key| !in_a_byte(key));
    keys
}

/// A configuration in which all these keys open the help on the main screen and do nothing else there.
fn all_open_the_help(keys: &[Key]) -> String {
    let keymap = Keymap::default();
    let mut text = String::from("[keys]\n");
    for spec in ACTIONS {
        let is_main = |scope| {
            matches!(
                scope,
                Scope::Main | Scope::Move | Scope::Table | Scope::Always
            )
        };
        if !spec.places.iter().any(|place| is_main(place.scope)) {
            continue;
        }
        let mut chords: Vec<String> = Vec::new();
        let taken = |key: &Key| keys.contains(key);
        for chord in keymap.chords(spec.action) {
            if !chord.keys().iter().any(taken) {
                chords.push(chord.to_string());
            }
        }
        if spec.id == "Help" {
            chords.extend(keys.iter().map(ToString::to_string));
        } else if chords.len() == keymap.chords(spec.action).len() {
            continue;
        }
        writeln!(text, "{} = {chords:?}", spec.places[0].id).unwrap();
    }
    text
}

/// Allows 150 ms between the two halves of a key: on a busy machine pauses get longer.
const FAR: &[(&str, &str)] = &[("SSH_TTY", "/dev/pts/9")];

fn is_help_open(terminal: &Terminal, open: bool, what: &str) {
    terminal.until(what, |screen, _| {
        (screen.contents().contains("┏ Help") == open).then_some(())
    });
}

#[test]
fn every_key_of_the_keymap_split_at_every_byte_is_that_key() {
    let home = tempfile::tempdir().unwrap();
    let keys = long_keys();
    assert!(keys.len() > 12, "{keys:?}");
    let config = home.path().join("config.toml");
    fs::write(&config, all_open_the_help(&keys)).unwrap();
    let mut command = lazyneon(home.path());
    command.args(["--demo", "--config", config.to_str().unwrap()]);
    command.env("SSH_TTY", "/dev/pts/9");
    let mut terminal = Terminal::start(command);
    terminal.sees(PROJECT);
    for key in keys {
        let named = |(_, name): &&(&[u8], &str)| name.parse() == Ok(key);
        let mut forms = KEYS.iter().filter(named).peekable();
        assert!(
            forms.peek().is_some(),
            "what does a terminal send for {key}?"
        );
        for (bytes, _) in forms {
            for cut in 0..bytes.len() {
                terminal.sends_split(bytes, cut);
                is_help_open(&terminal, true, &format!("{key}: {bytes:?} cut at {cut}"));
                terminal.types("?");
                is_help_open(&terminal, false, "the main screen");
            }
        }
    }
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn a_chord_and_a_character_come_in_pieces_too() {
    let (_home, mut terminal) = demo(&[], FAR);
    let at = |terminal: &Terminal, name: &str| {
        terminal.until(name, |screen, _| {
            cursor(screen).filter(|line| line.contains(name))
        })
    };
    terminal.types("G");
    at(&terminal, "Shared");
    terminal.sends_split(b"gg", 1);
    at(&terminal, "Lighthou");
    terminal.types("/");
    terminal.sends_split("é漢🎉".as_bytes(), 1);
    terminal.sends_split("é漢🎉".as_bytes(), 4);
    terminal.sends_split("é漢🎉".as_bytes(), 7);
    terminal.sees("é漢🎉é漢🎉é漢🎉");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

/// Sends every answer, whole and in two pieces.
fn answers(terminal: &mut Terminal) {
    for (at, (_, bytes)) in ANSWERS.iter().enumerate() {
        terminal.sends(bytes);
        terminal.sends_split(bytes, 1 + at * 7 % (bytes.len() - 1));
    }
}

/// The middle of the screen, where dialogs are; a blank that was written is like one that was not.
fn middle(screen: &vt100::Screen) -> Vec<String> {
    let rows = screen.rows(10, 40).skip(6).take(12);
    rows.map(|row| row.trim_end().to_owned()).collect()
}

/// Redraws the screen, and waits until its middle is the same as before.
fn is_as_before(terminal: &mut Terminal, before: &[String]) {
    terminal.types("\x0c");
    terminal.until("the same dialog", |screen, _| {
        (middle(screen) == before).then_some(())
    });
}

#[test]
fn the_answers_of_a_terminal_do_nothing_on_the_main_screen() {
    let (home, mut terminal) = demo(&[], FAR);
    terminal.types("ggj");
    // The row's data is loaded.
    terminal.sees("Postgres 17");
    answers(&mut terminal);
    terminal.types("?");
    is_help_open(&terminal, true, "the help");
    answers(&mut terminal);
    terminal.types("zz");
    terminal.sees("zz");
    terminal.types("\x15");
    terminal.until("the empty line", |screen, _| {
        (!screen.contents().contains("zz")).then_some(())
    });
    terminal.types("?");
    is_help_open(&terminal, false, "the main screen");
    let row = terminal.screen(|screen, _| cursor(screen)).unwrap();
    assert!(row.contains(PROJECT), "{row}");
    assert!(!home.path().join(".neon").exists());
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn the_answers_of_a_terminal_are_not_typed() {
    let (_home, mut terminal) = demo(&[], FAR);
    // The filter.
    terminal.types("gg/");
    terminal.sees("┃/");
    terminal.types("st");
    answers(&mut terminal);
    terminal.types("or");
    terminal.sees("/stor");
    terminal.presses("\r");
    terminal.until("a project under the cursor", |screen, _| {
        cursor(screen).filter(|line| line.contains(PROJECT))
    });
    // The filter is kept: letters are keys again.
    terminal.sees("e edit");
    // A form.
    terminal.presses("e");
    terminal.sees("[storefront");
    answers(&mut terminal);
    terminal.presses("x");
    terminal.sees("[x ");
    // A confirmation.
    terminal.types("\x1b");
    terminal.sees("Discard");
    terminal.sees("n keep");
    let before = terminal.whole(|screen, _| middle(screen));
    answers(&mut terminal);
    is_as_before(&mut terminal, &before);
    terminal.presses("y");
    terminal.until("the main screen", |screen, _| {
        (!screen.contents().contains("Discard")).then_some(())
    });
    // A menu.
    terminal.presses("y");
    terminal.sees("Copy");
    let before = terminal.whole(|screen, _| middle(screen));
    answers(&mut terminal);
    is_as_before(&mut terminal, &before);
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn the_rest_of_an_answer_that_comes_too_late_is_not_typed() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.types("ggj");
    terminal.until("a project under the cursor", |screen, _| {
        cursor(screen).filter(|line| line.contains(PROJECT))
    });
    terminal.types("e");
    terminal.sees("[storefront");
    for (head, rest) in [
        (&b"\x1b]11;rgb:1e1e/2e"[..], &b"2e/3e3e\x1b\\"[..]),
        (b"\x1b[?62;1", b";2;6;22c"),
        (b"\x1b[<0;20", b";10M"),
    ] {
        terminal.sends(head);
        terminal.pauses(1200);
        terminal.sends(rest);
    }
    terminal.types("x");
    terminal.sees("[x ");
    terminal.types("\x03");
    terminal.sees("Quit and discard");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn a_terminal_that_draws_lines_two_cells_wide_gets_ascii() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.sees("┏");
    assert_eq!(count(&terminal.raw(), b"\x1b[6n"), 1, "asked once");
    terminal.sends(b"\x1b[2;3R");
    terminal.until("no line that is too wide", |screen, _| {
        (!screen.contents().contains(['┏', '─', '·', '…'])).then_some(())
    });
    terminal.sees("Resources");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn the_answer_to_an_editor_that_has_ended_is_not_typed() {
    let home = tempfile::tempdir().unwrap();
    let script = home.path().join("editor");
    fs::write(&script, "printf '\\033]11;?\\007' > /dev/tty\n").unwrap();
    let editor = format!("/bin/sh {}", script.display());
    let (_own, mut terminal) = demo(&[], &[("EDITOR", &editor)]);
    terminal.types("ggj");
    for answer in [
        &b"\x1b]11;rgb:1e1e/2e2e/3e3e\x1b\\"[..],
        b"1e/2e2e/3e3e\x07",
    ] {
        terminal.types("e");
        terminal.sees("[storefront");
        let asked = count(&terminal.raw(), b"\x1b]11;?");
        terminal.types("\x05");
        terminal.until("the question", |screen, _| {
            screen.alternate_screen().then_some(())
        });
        while count(&terminal.raw(), b"\x1b]11;?") == asked {
            std::thread::yield_now();
        }
        terminal.until("the form", |screen, _| {
            let there = screen.contents().contains("[storefront");
            (there && screen.alternate_screen()).then_some(())
        });
        terminal.sends_split(answer, 9);
        terminal.types("x");
        // As in every field with a text, typing replaces it: nothing was typed before.
        terminal.sees("[x ");
        terminal.types("\x1b");
        terminal.sees("Discard");
        terminal.types("y");
    }
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes
        .windows(part.len())
        .filter(|window| *window == part)
        .count()
}

#[test]
fn nothing_unfinished_makes_it_deaf_or_delays_another_size() {
    for unfinished in [
        &b"\x1b[200~abc"[..],
        b"\x1b[<0;1",
        b"\x1b]11;rgb:",
        b"\xe6\xbc",
        b"\x1b[",
    ] {
        let (_home, mut terminal) = demo(&[], &[]);
        terminal.sends(unfinished);
        terminal.resize(30, 90);
        terminal.until("a footer at the new size", |screen, _| {
            let last = screen.rows(0, 90).nth(29)?;
            (!last.trim().is_empty()).then_some(())
        });
        // Pressed, not pasted.
        terminal.pauses(120);
        terminal.types("\x03");
        assert_eq!(terminal.wait(), 0, "{unfinished:?}");
        terminal.is_restored();
    }
}

#[test]
fn another_size_right_after_the_start_is_not_missed() {
    for _ in 0..8 {
        let home = tempfile::tempdir().unwrap();
        let mut command = lazyneon(home.path());
        command.arg("--demo");
        let mut terminal = Terminal::start(command);
        terminal.until("the first bytes", |screen, _| {
            screen.hide_cursor().then_some(())
        });
        terminal.resize(30, 90);
        terminal.until("a footer at the new size", |screen, _| {
            let last = screen.rows(0, 90).nth(29)?;
            (!last.trim().is_empty()).then_some(())
        });
        terminal.types("\x03");
        assert_eq!(terminal.wait(), 0);
    }
}

#[test]
fn text_without_the_marks_of_a_paste_runs_nothing() {
    let (home, mut terminal) = demo(&["--log", "requests.log"], &[]);
    terminal.types("ggj");
    terminal.until("a project under the cursor", |screen, _| {
        cursor(screen).filter(|line| line.contains(PROJECT))
    });
    terminal.types("select * from users;\rs\ry\r");
    terminal.sees("runs no actions");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    let log = fs::read_to_string(home.path().join("requests.log")).unwrap();
    assert!(log.lines().all(|line| line.contains("GET ")), "{log}");
}

#[test]
fn a_long_paste_goes_into_the_filter_at_once() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.types("/");
    let text = "select 1; -- something\r".repeat(9000);
    let start = Instant::now();
    terminal.types(&format!("\x1b[200~{text}end\x1b[201~"));
    terminal.sees("something end");
    assert!(
        start.elapsed().as_secs() < 5,
        "it took {:?}",
        start.elapsed()
    );
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
}
