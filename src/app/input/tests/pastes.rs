//! Bracketed pastes, including those whose end is lost.

use super::*;

#[test]
fn a_paste_is_one_event_however_its_bytes_are_cut() {
    let bytes = "\x1b[200~größer\r\nals\rdas\x03\x1b[A\x1b[20\x1b[201~j".as_bytes();
    let expected = [paste("größer\nals\ndas"), key("j")];
    for cut in 1..bytes.len() {
        let mut sender = Sender::new();
        sender.sends(&bytes[..cut]).waits(40).sends(&bytes[cut..]);
        assert_eq!(sender.came(), expected, "cut at {cut}");
    }
}

#[test]
fn a_paste_whose_end_is_lost_is_pasted_after_a_while() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b[200~abc").waits(999);
    assert_eq!(sender.came(), []);
    sender.waits(1).sends(b"j");
    assert_eq!(sender.came(), [paste("abc"), key("j")]);
}

#[test]
fn a_key_that_is_held_into_a_paste_without_end_is_heard_in_the_end() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b[200~abc");
    for _ in 0..300 {
        sender.waits(30).sends(b"j");
    }
    assert_eq!(sender.came().last(), Some(&key("j")));
    // Also if bytes never pause for long enough to check the clock.
    let mut sender = Sender::new();
    sender.sends(b"\x1b[200~abc");
    for _ in 0..300 {
        sender.now += Duration::from_millis(30);
        sender.sends(b"j");
    }
    assert_eq!(sender.came().last(), Some(&key("j")));
}

#[test]
fn ctrl_c_is_heard_while_keys_stream_into_a_paste_without_end() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b[200~abc");
    for _ in 0..40 {
        sender.waits(30).sends(b"j");
    }
    sender.waits(30).sends(b"jj\x03");
    assert_eq!(sender.came().last(), Some(&key("Ctrl-c")));
}

#[test]
fn a_long_paste_may_take_its_time() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b[200~");
    for _ in 0..60 {
        sender.waits(900).sends(&[b'x'; 900]);
    }
    sender.sends(b"\x1b[201~j");
    assert_eq!(sender.came(), [paste(&"x".repeat(54_000)), key("j")]);
}

#[test]
fn a_paste_has_a_limit_and_says_so() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b[200~");
    for _ in 0..LONGEST_PASTE / 1000 + 1 {
        sender.sends(&[b'x'; 1000]);
    }
    sender.sends(b"\x1b[201~j");
    let came = sender.came();
    let [Event::Paste { text, is_cut: true }, last] = came.as_slice() else {
        panic!("{} events", came.len());
    };
    assert_eq!((text.len(), last), (LONGEST_PASTE, &key("j")));
}

#[test]
fn a_paste_is_plain_text() {
    let cases: &[(&str, &str)] = &[
        ("a\x1b[200~b", "ab"),
        ("a\x1b[Ab\x1b[1;5Cc\x1bOPd\x1bOMe", "abcde"),
        ("\x1b[1;31mred\x1b[0m\x1b[K", "red"),
        ("a\x1b]11;rgb:1e1e/2e2e/3e3e\x07b", "ab"),
        (
            "a\x1b]8;;https://a.example/\x1b\\link\x1b]8;;\x1b\\b",
            "alinkb",
        ),
        ("a\x1bP>|XTerm(390)\x1b\\b\x1b_Gi=31;OK\x1b\\c", "abc"),
        ("a\x1b[97ub\x1b[[Ac\x1b[<0;20;10Md", "abcd"),
        ("a\u{9b}31mb\u{9d}0;title\x07c", "abc"),
        ("a\x00\x03\x08\x7f\x1ab\u{85}c", "abc"),
        ("a\x1b", "a"),
        ("a\x1b[12", "a"),
        ("a\x1b[12é", "aé"),
        ("a\x1b]no end\nb", "a\nb"),
        ("a\x1b[1\tb", "a\tb"),
        ("a\r\n\tb\rc\n", "a\n\tb\nc\n"),
        ("漢🎉 ü\u{fffd}", "漢🎉 ü\u{fffd}"),
    ];
    for (text, expected) in cases {
        let mut sender = Sender::new();
        sender.sends(format!("\x1b[200~{text}\x1b[201~").as_bytes());
        assert_eq!(sender.came(), [paste(expected)], "{text:?}");
    }
}
