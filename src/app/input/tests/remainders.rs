//! The rest of input whose beginning was abandoned.

use super::*;

/// Whether something would be typed into a field or run an action.
fn types(event: &Event) -> bool {
    matches!(event, Event::Key(key) if key.typed().is_some())
}

/// Terminal answers, except those short enough to be keys.
fn answers() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    ANSWERS.iter().copied().filter(|(_, bytes)| bytes.len() > 3)
}

/// Where an answer may be cut so that its rest is recognizable: with at least two bytes left, and not within its
/// terminator.
fn cuts(bytes: &[u8]) -> std::ops::Range<usize> {
    2..bytes.len() - 1
}

#[test]
fn the_rest_of_an_answer_that_comes_too_late_is_swallowed() {
    for (name, bytes) in answers() {
        for cut in cuts(bytes) {
            for pause in [1100, 2500, 5900] {
                let (head, rest) = bytes.split_at(cut);
                let mut sender = Sender::new();
                sender.sends(head).waits(pause).sends(rest).waits(1500);
                let came = sender.came();
                assert!(!came.iter().any(types), "{name} cut at {cut}: {came:?}");
                // Byte by byte, but in quick succession.
                let mut sender = Sender::new();
                sender.sends(head).waits(pause);
                for byte in rest {
                    sender.sends(&[*byte]).waits(5);
                }
                sender.waits(1500);
                let came = sender.came();
                assert!(!came.iter().any(types), "{name} cut at {cut}: {came:?}");
            }
        }
    }
}

#[test]
fn the_mark_of_an_end_that_comes_too_late_is_no_key() {
    for end in [&b"\x07"[..], b"\x1b\\", b"\x9c"] {
        let mut sender = Sender::new();
        sender.sends(b"\x1b]11;rgb:1e1e/2e2e/3e3e").waits(2500);
        sender.sends(end).waits(100).sends(b"j").waits(100);
        assert_eq!(sender.came(), [key("j")], "{end:?}");
        sender.sends(b"\x07").waits(100);
        assert_eq!(sender.came(), [key("Ctrl-g")]);
    }
    let mut sender = Sender::new();
    sender.sends(b"\x1b]11;rgb:1/2/3").waits(2500);
    sender.sends(b"\x1b").waits(10).sends(b"\\").waits(100);
    assert_eq!(sender.came(), []);
    let mut sender = Sender::new();
    sender.sends(b"\x1b]11;rgb:1/2/3\x1b").waits(2500);
    sender.sends(b"\\").waits(100);
    assert_eq!(sender.came(), []);
}

#[test]
fn an_answer_in_three_late_pieces_is_swallowed() {
    let mut sender = Sender::new();
    for piece in [&b"\x1b]11;rgb:1e"[..], b"1e/2e2e/3", b"e3e\x07"] {
        sender.sends(piece).waits(2500);
    }
    assert_eq!(sender.came(), []);
    for piece in [&b"\x1b[?62;1"[..], b";2;6;7;", b"8;9c"] {
        sender.sends(piece).waits(2500);
    }
    assert_eq!(sender.came(), []);
}

/// Input that is abandoned after a second.
const GIVEN_UP: &[&[u8]] = &[
    b"\x1b",
    b"\x1b[",
    b"\x1bO",
    b"\x1b]",
    b"\x1b[?62;",
    b"\x1b[<0;20;1",
    b"\x1b[M",
    b"\x1b[M!",
    b"\x1b[M!!",
    b"\x1b[[",
    b"\x1b]11;rgb:1",
    b"\x1bP>|XT",
    b"\x1b_Gi=3",
];

#[test]
fn keys_after_something_was_given_up_are_keys() {
    for bytes in GIVEN_UP {
        for (typed, name) in KEYS {
            let mut sender = Sender::new();
            sender.sends(bytes).waits(2500).came();
            sender.sends(typed).waits(60);
            assert_eq!(sender.came(), [key(name)], "{typed:?} after {bytes:?}");
            sender.waits(200).sends(typed).waits(60);
            assert_eq!(sender.came(), [key(name)], "{typed:?} after {bytes:?}");
        }
    }
}

#[test]
fn keys_that_are_bundled_typed_fast_or_held_are_keys_then() {
    for bytes in GIVEN_UP {
        // A few keys bundled by a slow line, and a held one; old mouse reports may look the same.
        let bundles = !bytes.starts_with(b"\x1b[M");
        for bundle in [
            &b"gb"[..],
            b"jj",
            b"jjjj",
            b"jjjjjjjjjjjj",
            b"j\r",
            b"ok\r",
            b"name\t",
        ]
        .into_iter()
        .filter(|_| bundles)
        {
            let mut sender = Sender::new();
            sender.sends(bytes).waits(2500).came();
            sender.sends(bundle).waits(60);
            assert_eq!(
                sender.came().len(),
                bundle.len(),
                "{bundle:?} after {bytes:?}"
            );
        }
        // Fast typing, and a key held for long.
        let mut sender = Sender::new();
        sender.sends(bytes).waits(1500).came();
        for byte in b"production" {
            sender.sends(&[*byte]).waits(30);
        }
        for _ in 0..100 {
            sender.sends(b"x").waits(16);
        }
        sender.waits(200);
        assert_eq!(sender.came().len(), 110, "typed after {bytes:?}");
        // And no longer than needed.
        let mut sender = Sender::new();
        sender.sends(bytes).waits(2500).came();
        sender.sends(b"x").waits(20);
        assert_eq!(sender.came(), [key("x")], "at once after {bytes:?}");
    }
}

#[test]
fn after_some_seconds_everything_is_a_key_again() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b]11;rgb:1").waits(6000);
    sender.sends(b"1e1e/2e2e\x07");
    assert_eq!(sender.came().len(), 10);
}

#[test]
fn a_key_in_three_pieces_each_a_bit_too_late_is_that_key() {
    for pause in [51, 70, 99] {
        for (bytes, name) in [(&b"[A"[..], "Up"), (b"OP", "F1"), (b"[1;5C", "Ctrl-Right")] {
            let mut sender = Sender::new();
            sender.sends(b"\x1b").waits(pause);
            for byte in bytes {
                sender.sends(&[*byte]).waits(pause);
            }
            assert_eq!(sender.came(), keys(&["Esc", name]), "{pause} ms");
        }
    }
}

#[test]
fn what_another_program_has_left_is_told_from_keys() {
    let left = |bytes: &[u8]| {
        let mut sender = Sender::new();
        sender.parser.forget(sender.now);
        sender.sends(bytes).waits(60).came().len()
    };
    let answers: [(&[u8], usize); 6] = [
        (b"1e/2e2e/3e3e\x07", 0),
        (b"e1e\x1b\\", 0),
        (b"e1e\x07x", 1),
        (b";40R", 0),
        (b"62;22c", 0),
        (b"2026;2$y", 0),
    ];
    for (bytes, expected) in answers {
        assert_eq!(left(bytes), expected, "{bytes:?}");
    }
    for (keys, count) in [
        (&b"gk"[..], 2),
        (b"j", 1),
        (b"\x1b[A\x1b[A", 2),
        (b"?", 1),
        (b"jjjj", 4),
        (b"ci\x13", 3),
    ] {
        assert_eq!(left(keys), count, "{keys:?}");
    }
}

fn answer() -> impl Strategy<Value = &'static [u8]> {
    let all: Vec<_> = answers().map(|(_, bytes)| bytes).collect();
    prop::sample::select(all)
}

proptest! {
    #[test]
    fn no_letter_of_an_answer_is_typed_whatever_the_pauses(
        parts in vec((answer(), any::<prop::sample::Index>(), 0u64..5900, vec(1usize..9, 1..40)), 1..4),
    ) {
        let mut sender = Sender::new();
        for (bytes, at, pause, sizes) in parts {
            let cuts = cuts(bytes);
            let cut = cuts.start + at.index(cuts.len());
            sender.sends(&bytes[..cut]).waits(pause);
            let mut rest = &bytes[cut..];
            for size in sizes {
                let (piece, more) = rest.split_at(size.min(rest.len()));
                sender.sends(piece).waits(5);
                rest = more;
            }
            sender.sends(rest).waits(1100);
        }
        let came = sender.came();
        prop_assert!(!came.iter().any(types), "{:?}", came);
    }

    #[test]
    fn a_key_at_a_time_is_heard_after_anything(
        head in bytes(),
        pause in 1100u64..4000,
        typed in vec(prop::sample::select(KEYS), 1..20),
        rhythm in 60u64..300,
    ) {
        let mut sender = Sender::new();
        sender.sends(&head).waits(pause);
        // Whatever is unfinished now is abandoned.
        sender.waits(10_000).sends(b"\x1b]11;rgb:1").waits(1100).came();
        let expected: Vec<_> = typed.iter().map(|(_, name)| key(name)).collect();
        for (bytes, _) in typed {
            sender.sends(bytes).waits(rhythm);
        }
        prop_assert_eq!(sender.came(), expected);
    }
}
