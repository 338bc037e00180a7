use super::{Event, parser::Parser, paste::LONGEST as LONGEST_PASTE, waits::Waits};
use crate::{
    key::Key,
    ui::mouse::event::{MouseAct, MouseEvent, Way},
};
use proptest::{collection::vec, prelude::*};
use std::time::{Duration, Instant};

#[path = "../../../tests/support/answers.rs"]
mod answers;
#[path = "../../../tests/support/key_bytes.rs"]
mod key_bytes;
mod pastes;
mod remainders;
use answers::ANSWERS;
use key_bytes::KEYS;

/// Sequences that have the form of a key but are none of ours.
const NO_KEYS: &[&[u8]] = &[
    b"\x1b[97;1:3u",
    b"\x1b[1;1:3B",
    b"\x1b[6;5:3~",
    b"\x1b[57358u",
    b"\x1b[57441;2u",
    b"\x1b[97;9u",
    b"\x1b[E",
    b"\x1b[99~",
    b"\x1b[99999999999~",
    b"\xff\xfe\xc0\x80",
    "\u{85}".as_bytes(),
];

/// A terminal that sends bytes at given times.
struct Sender {
    parser: Parser,
    now: Instant,
    events: Vec<Event>,
}

impl Sender {
    fn new() -> Self {
        let now = Instant::now();
        let parser = Parser::new(Waits::NEAR, now);
        let events = Vec::new();
        Self {
            parser,
            now,
            events,
        }
    }

    fn sends(&mut self, bytes: &[u8]) -> &mut Self {
        self.parser.feed(bytes, self.now, &mut self.events);
        self
    }

    /// Lets time pass as the main loop does: what is due is settled.
    fn waits(&mut self, ms: u64) -> &mut Self {
        let end = self.now + Duration::from_millis(ms);
        while let Some(due) = self.parser.deadline().filter(|due| *due <= end) {
            self.now = due;
            self.parser.settle(due, &mut self.events);
        }
        self.now = end;
        self
    }

    /// The keys and pastes: without the terminal's own answers, and without the mouse.
    fn came(&mut self) -> Vec<Event> {
        let all = self.all();
        let is_of_user = |event: &Event| {
            !matches!(
                event,
                Event::Background(_) | Event::Mouse(_) | Event::Width(_)
            )
        };
        all.into_iter().filter(is_of_user).collect()
    }

    fn all(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }
}

fn key(name: &str) -> Event {
    Event::Key(name.parse().unwrap())
}

fn keys(names: &[&str]) -> Vec<Event> {
    names.iter().map(|name| key(name)).collect()
}

fn paste(text: &str) -> Event {
    let text = text.to_owned();
    Event::Paste {
        text,
        is_cut: false,
    }
}

#[test]
fn a_key_is_the_same_key_however_its_bytes_are_cut() {
    for (bytes, name) in KEYS {
        let expected = vec![key(name)];
        for cut in 0..bytes.len() {
            let mut sender = Sender::new();
            sender.sends(&bytes[..cut]).waits(40).sends(&bytes[cut..]);
            assert_eq!(sender.came(), expected, "{bytes:?} cut at {cut}");
            sender.waits(10_000);
            assert_eq!(sender.came(), [], "{bytes:?} cut at {cut}, later");
        }
    }
}

#[test]
fn what_is_no_key_of_ours_is_left_out_and_loses_no_key_after_it() {
    for bytes in NO_KEYS {
        let mut sender = Sender::new();
        sender.sends(bytes).sends(b"j");
        assert_eq!(sender.came(), [key("j")], "{bytes:?}");
    }
}

#[test]
fn the_background_is_told_however_its_bytes_are_cut() {
    let bytes = b"\x1b]11;rgb:1e1e/2e2e/3e3e\x1b\\";
    for cut in 1..bytes.len() {
        let (head, tail) = bytes.split_at(cut);
        let mut sender = Sender::new();
        sender.sends(head).waits(40).sends(tail).sends(b"j");
        let background = Event::Background([0x1e, 0x2e, 0x3e]);
        assert_eq!(sender.all(), [background, key("j")], "cut at {cut}");
    }
}

#[test]
fn the_width_of_a_character_is_told_however_its_bytes_are_cut() {
    for (bytes, width) in [(&b"\x1b[2;2R"[..], 1), (b"\x1b[2;3R", 2)] {
        for cut in 2..bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            let mut sender = Sender::new();
            sender.sends(head).waits(40).sends(tail).sends(b"j");
            assert_eq!(
                sender.all(),
                [Event::Width(width), key("j")],
                "cut at {cut}"
            );
        }
    }
    for other in ["\x1b[1;3R", "\x1b[2R", "\x1b[2;0R", "\x1b[3;3R"] {
        let mut sender = Sender::new();
        assert_eq!(sender.sends(other.as_bytes()).all(), [], "{other:?}");
    }
}

#[test]
fn the_mouse_is_told_however_its_bytes_are_cut() {
    for (bytes, act) in [
        (&b"\x1b[<0;20;10M"[..], MouseAct::Press),
        (b"\x1b[<32;20;10M", MouseAct::Drag),
        (b"\x1b[<0;20;10m", MouseAct::Release),
        (b"\x1b[<65;20;10M", MouseAct::Wheel(Way::Down)),
        (b"\x1b[M`4*", MouseAct::Wheel(Way::Up)),
        (b"\x1b[M#4*", MouseAct::Release),
    ] {
        let cell = (19, 9);
        let event = Event::Mouse(MouseEvent { cell, act });
        for cut in 1..bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            let mut sender = Sender::new();
            sender.sends(head).waits(40).sends(tail).sends(b"j");
            let all = sender.all();
            assert_eq!(all, [event.clone(), key("j")], "{bytes:?} cut at {cut}");
        }
    }
}

#[test]
fn an_answer_is_swallowed_to_its_end_however_its_bytes_are_cut() {
    for (name, bytes) in ANSWERS {
        for cut in 0..bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            // ESC alone becomes a key after 50 ms; everything else has more time.
            let pause = if head == b"\x1b" { 40 } else { 900 };
            let mut sender = Sender::new();
            sender.sends(head).waits(pause).sends(tail).sends(b"j");
            assert_eq!(sender.came(), [key("j")], "{name} cut at {cut}");
        }
        let mut sender = Sender::new();
        for byte in *bytes {
            sender.sends(&[*byte]).waits(40);
        }
        assert_eq!(sender.came(), [], "{name} byte by byte");
    }
}

#[test]
fn an_escape_before_an_answer_or_a_paste_is_escape() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b\x1b]11;rgb:1/2/3\x07");
    sender.sends(b"\x1b\x1b[?62c").sends(b"\x1b\x1b[I");
    sender.sends(b"\x1b\x1b[200~text\x1b[201~");
    let expected = [key("Esc"), key("Esc"), key("Esc"), Event::Focus(true)];
    assert_eq!(sender.came()[..4], expected);
}

#[test]
fn an_escape_alone_waits_a_moment_and_two_are_two() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b").waits(49);
    assert_eq!(sender.came(), []);
    sender.waits(1);
    assert_eq!(sender.came(), [key("Esc")]);
    sender.sends(b"\x1b\x1b").waits(50);
    assert_eq!(sender.came(), keys(&["Esc", "Esc"]));
    sender.sends(b"\x1b\x1b\x1b").waits(50);
    assert_eq!(sender.came(), keys(&["Esc", "Esc", "Esc"]));
    assert_eq!(sender.parser.deadline(), None);
}

#[test]
fn the_rest_of_a_key_that_comes_too_late_is_not_typed() {
    for (bytes, name) in [(&b"[A"[..], "Up"), (b"OP", "F1"), (b"[1;5C", "Ctrl-Right")] {
        let mut sender = Sender::new();
        sender.sends(b"\x1b").waits(300).sends(bytes);
        assert_eq!(sender.came(), keys(&["Esc", name]));
    }
    let mut sender = Sender::new();
    sender
        .sends(b"\x1b")
        .waits(300)
        .sends(b"]11;rgb:1/2/3\x1b\\");
    assert_eq!(sender.came(), [key("Esc")]);
    // Typed one by one.
    sender
        .sends(b"\x1b")
        .waits(300)
        .sends(b"[")
        .waits(80)
        .sends(b"A");
    assert_eq!(sender.came(), keys(&["Esc", "[", "A"]));
    sender.sends(b"\x1b").waits(5000).sends(b"[A");
    assert_eq!(sender.came(), keys(&["Esc", "[", "A"]));
}

#[test]
fn a_beginning_that_nothing_follows_is_the_key_with_alt() {
    for letter in ["[", "O", "]", "P", "_", "^", "X"] {
        let mut sender = Sender::new();
        sender.sends(format!("\x1b{letter}").as_bytes()).waits(1000);
        assert_eq!(sender.came(), [key(&format!("Alt-{letter}"))]);
    }
}

/// Beginnings without an end.
const UNFINISHED: &[&[u8]] = &[
    b"\x1b",
    b"\x1b\x1b",
    b"\x1b[",
    b"\x1b[<0;1",
    b"\x1b[200",
    b"\x1b[[",
    b"\x1b[M",
    b"\x1b[M!",
    b"\x1bO",
    b"\x1bO5",
    b"\x1b]11;rgb:",
    b"\x1b]11;rgb:1/2/3\x1b",
    b"\x1bP>|",
    b"\x1b_G",
    b"\x9d11;",
    b"\x9b?6",
    b"\xe6\xbc",
    b"\x1b[200~abc",
    b"\x1b[200~abc\x1b[20",
];

#[test]
fn what_has_no_end_makes_nobody_deaf() {
    for bytes in UNFINISHED {
        let mut sender = Sender::new();
        sender.sends(bytes).waits(1000);
        sender.came();
        assert_eq!(sender.parser.deadline(), None, "{bytes:?}");
        sender.waits(3000).sends(b"j").waits(20);
        assert_eq!(sender.came(), [key("j")], "{bytes:?}");
    }
}

#[test]
fn a_pause_counts_from_when_bytes_came_and_not_from_the_end_of_the_doubt_about_them() {
    let mut sender = Sender::new();
    // A paste that might be the rest of an answer is held for a moment.
    sender.sends(b"\x9d").waits(1000).came();
    sender.sends(b" \x1b[200~abc").waits(100).sends(b"\x03");
    assert_eq!(sender.came().last(), Some(&Event::Key(Key::ctrl('c'))));
}

#[test]
fn ctrl_c_comes_through_whatever_is_unfinished() {
    for bytes in UNFINISHED {
        let mut sender = Sender::new();
        sender.sends(bytes).waits(110).sends(b"\x03");
        assert_eq!(sender.came().last(), Some(&key("Ctrl-c")), "{bytes:?}");
        let mut sender = Sender::new();
        sender.sends(bytes).sends(b"\x03").waits(1000);
        assert_eq!(
            sender.came().last(),
            Some(&key("Ctrl-c")),
            "{bytes:?} at once"
        );
    }
}

#[test]
fn somebody_who_types_into_an_answer_without_end_is_heard_in_the_end() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b]11;rgb:");
    for _ in 0..12 {
        sender.waits(500).sends(b"j");
    }
    assert!(!sender.came().is_empty());
}

#[test]
fn a_long_answer_may_take_its_time() {
    let mut sender = Sender::new();
    sender.sends(b"\x1b]52;c;");
    for _ in 0..30 {
        sender.waits(900).sends(&[b'A'; 4096]);
    }
    sender.sends(b"\x07j");
    assert_eq!(sender.came(), [key("j")]);
}

#[test]
fn where_backspace_sends_ctrl_h_it_is_backspace() {
    let mut sender = Sender::new();
    sender.parser.set_backspace(0x08);
    sender.sends(b"\x08\x7f\x1b\x08");
    assert_eq!(
        sender.came(),
        keys(&["Backspace", "Backspace", "Alt-Backspace"])
    );
}

/// Bytes of all kinds, those of sequences more often than others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<Vec<u8>> = KEYS
        .iter()
        .map(|(bytes, _)| *bytes)
        .chain(ANSWERS.iter().map(|(_, bytes)| *bytes))
        .chain(UNFINISHED.iter().copied())
        .chain(NO_KEYS.iter().copied())
        .chain([&b"\x1b[200~"[..], b"\x1b[201~", b"\x1b\\", b"[A", b"\x03"])
        .map(<[u8]>::to_vec)
        .collect();
    let part = prop_oneof![
        3 => prop::sample::select(known),
        1 => vec(any::<u8>(), 0..6),
        1 => vec(0x18u8..0x80, 0..6),
    ];
    vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces_give_the_same_events(bytes in bytes(), cuts in vec(1usize..7, 0..60)) {
        let mut whole = Sender::new();
        whole.sends(&bytes).waits(10_000);
        let mut pieces = Sender::new();
        let mut rest = &bytes[..];
        for size in cuts {
            let (piece, more) = rest.split_at(size.min(rest.len()));
            pieces.sends(piece);
            rest = more;
        }
        pieces.sends(rest).waits(10_000);
        prop_assert_eq!(whole.came(), pieces.came());
        prop_assert_eq!(whole.parser.deadline(), None);
    }

    #[test]
    fn after_any_bytes_at_any_pace_the_keyboard_works(parts in vec((bytes(), 0u64..1500), 0..5)) {
        let mut sender = Sender::new();
        for (bytes, pause) in parts {
            sender.sends(&bytes).waits(pause);
        }
        let heard = |sender: &mut Sender, bytes: &[u8]| {
            sender.came();
            sender.sends(bytes);
            sender.came().last().cloned()
        };
        sender.waits(100);
        prop_assert_eq!(heard(&mut sender, b"\x03"), Some(Event::Key(Key::ctrl('c'))));
        sender.waits(5000);
        prop_assert_eq!(heard(&mut sender, b"j"), Some(Event::Key(Key::char('j'))));
    }
}
