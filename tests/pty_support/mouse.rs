//! The mouse, as the bytes of a terminal: reported only while it is asked for, and given back with everything else.

use super::{
    PROJECT,
    children::{is_away, is_back},
    crashed, cursor, demo, demo_in, in_a_shell, is_prompt,
    pty_support::Terminal,
};
use rustix::process::Signal;
use std::time::Duration;
use vt100::{MouseProtocolEncoding, MouseProtocolMode};

const SLOWER_THAN_A_DOUBLE_CLICK: Duration = Duration::from_secs(1);

/// Waits until the terminal reports the mouse, or no longer does.
fn reports(terminal: &Terminal, on: bool) {
    terminal.until(
        if on { "the mouse on" } else { "the mouse off" },
        |screen, _| {
            let is_on = screen.mouse_protocol_mode() == MouseProtocolMode::ButtonMotion
                && screen.mouse_protocol_encoding() == MouseProtocolEncoding::Sgr;
            let is_off = screen.mouse_protocol_mode() == MouseProtocolMode::None;
            (if on { is_on } else { is_off }).then_some(())
        },
    );
}

/// The line of the screen with a text in the tree, from 1 as terminals count.
fn line_of(terminal: &Terminal, text: &str) -> usize {
    terminal.until(text, |screen, _| {
        let mut rows = screen.rows(0, 34).skip(1);
        rows.position(|row| row.contains(text)).map(|at| at + 2)
    })
}

fn is_on(terminal: &Terminal, row: &str) {
    terminal.until(row, |screen, _| {
        cursor(screen).filter(|line| line.contains(row))
    });
}

/// Clicks a row of the tree until the cursor is on it: rows move while the tree is still loading.
fn clicks(terminal: &mut Terminal, row: &str) {
    for _ in 0..5 {
        let line = line_of(terminal, row);
        let sgr = terminal
            .screen(|screen, _| screen.mouse_protocol_encoding() == MouseProtocolEncoding::Sgr);
        terminal.sends(&match sgr {
            true => format!("\x1b[<0;8;{line}M\x1b[<0;8;{line}m").into_bytes(),
            false => vec![b'\x1b', b'[', b'M', b' ', 40, 32 + line as u8],
        });
        let is_there = terminal.within(SLOWER_THAN_A_DOUBLE_CLICK, |screen, _| {
            cursor(screen).filter(|line| line.contains(row))
        });
        if is_there.is_some() {
            return;
        }
    }
    is_on(terminal, row);
}

#[test]
fn no_byte_is_about_the_mouse_unless_it_is_asked_for() {
    let (_home, mut terminal) = demo(&[], &[]);
    terminal.types("jj?");
    terminal.sees("Help");
    // A terminal that reports it nevertheless.
    terminal.types("\x1b[<0;5;5M\x1b[<0;5;5m\x1b[<65;5;5M\x1b[M !!");
    terminal.types("zz");
    terminal.sees("> zz");
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    terminal.is_restored();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    for mode in [
        "?9", "?1000", "?1001", "?1002", "?1003", "?1005", "?1006", "?1015",
    ] {
        assert!(!raw.contains(&format!("\x1b[{mode}l")), "{mode}");
    }
}

#[test]
fn reports_in_pieces_and_of_both_kinds_select_rows() {
    let (_home, mut terminal) = demo(&["--mouse"], &[("SSH_TTY", "/dev/pts/9")]);
    reports(&terminal, true);
    terminal.types("ggj");
    is_on(&terminal, PROJECT);
    for (at, row) in ["docs-site", PROJECT, "docs-site", PROJECT]
        .iter()
        .enumerate()
    {
        let line = line_of(&terminal, row);
        let report = match at {
            3 => vec![b'\x1b', b'[', b'M', b' ', 40, 32 + line as u8],
            _ => format!("\x1b[<0;8;{line}M\x1b[<0;8;{line}m").into_bytes(),
        };
        terminal.sends_split(&report, 1 + at);
        is_on(&terminal, row);
    }
    terminal.types("\x03");
    assert_eq!(terminal.wait(), 0);
    terminal.is_restored_with_mouse();
}

#[test]
fn multiplexers_pass_it_on() {
    for (path, mux, term) in [
        (
            "/usr/bin/tmux",
            &["-f", "/dev/null", "-L", "mouse", "new-session"][..],
            "xterm-256color",
        ),
        (
            "/usr/bin/screen",
            &["-U", "-c", "/dev/null"],
            "xterm-256color",
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        let Some(mut terminal) = demo_in(path, mux, home.path(), term) else {
            continue;
        };
        terminal.types("M");
        terminal.until("the mouse on", |screen, _| {
            (screen.mouse_protocol_mode() != MouseProtocolMode::None).then_some(())
        });
        for row in ["billing", PROJECT] {
            clicks(&mut terminal, row);
        }
        terminal.types("\x03");
        terminal.wait();
    }
}

#[test]
fn it_is_given_back_to_the_shell_to_children_and_in_the_end() {
    let (_home, mut terminal) = in_a_shell();
    terminal.types("ggj");
    is_back(&terminal, PROJECT);
    reports(&terminal, false);
    terminal.types("M");
    reports(&terminal, true);
    // The shell.
    terminal.types("\x1a");
    terminal.until("the prompt", |screen, _| is_prompt(screen).then_some(()));
    reports(&terminal, false);
    terminal.types("fg\n");
    is_back(&terminal, PROJECT);
    reports(&terminal, true);
    // A child.
    terminal.types("!");
    is_away(&terminal);
    reports(&terminal, false);
    // Keys typed before are dropped.
    terminal.sees("exit comes back");
    terminal.types("begin\n");
    terminal.until("an echo", |screen, _| {
        (screen.contents().matches("begin").count() >= 2).then_some(())
    });
    terminal.types("\x04");
    is_back(&terminal, PROJECT);
    reports(&terminal, true);
    terminal.types("M");
    reports(&terminal, false);
    terminal.types("M");
    reports(&terminal, true);
    terminal.types("\x03");
    terminal.until("the prompt", |screen, _| is_prompt(screen).then_some(()));
    reports(&terminal, false);
    terminal.types("exit\n");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn it_is_given_back_after_a_signal_and_a_panic_and_taken_again_after_a_stop() {
    let (_home, mut terminal) = demo(&["--mouse"], &[]);
    reports(&terminal, true);
    terminal.signal(Signal::STOP);
    terminal.scribble(b"\x1b[?1049l\x1b[?1002l\x1b[?1006l");
    terminal.signal(Signal::CONT);
    reports(&terminal, true);
    terminal.signal(Signal::TERM);
    terminal.wait();
    terminal.is_restored_with_mouse();
    let (_home, terminal) = crashed(&[("MOUSE", "1")]);
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("\x1b[?1002h"));
    terminal.is_restored_with_mouse();
}
