//! Names that an attacker, a careless program or a foreign script may have left at Neon.

/// Parts of names: wide, combining, joined, invisible, reordering, and in control of a terminal.
pub const PIECES: [&str; 44] = [
    "main",
    "dev/pr-17",
    " ",
    "東京",
    "데이터",
    "ｶﾅ",
    "👨\u{200d}👩\u{200d}👧\u{200d}👦",
    "👍\u{1f3fd}",
    "🇩🇪",
    "1\u{fe0f}\u{20e3}",
    "⚠\u{fe0f}",
    "e\u{301}",
    "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}",
    "\u{301}",
    "ก็็็",
    "क्षि",
    "﷽",
    "שלום",
    "مرحبا",
    "\u{202e}gpj.exe",
    "\u{202d}",
    "\u{2066}\u{2067}",
    "\u{2069}",
    "\u{200f}",
    "\u{200b}",
    "\u{2060}",
    "\u{feff}",
    "\u{ad}",
    "\u{e0041}",
    "\u{2028}",
    "\u{115f}",
    "\u{3164}",
    "\u{1b}[31m",
    "\u{1b}]52;c;cm0gLXJm\u{7}",
    "\u{1b}]8;;http://evil\u{1b}\\",
    "\u{1b}P1$r\u{1b}\\",
    "\u{9b}2J",
    "\u{9d}0;owned\u{9c}",
    "\u{7}",
    "\r\n",
    "\t",
    "\0",
    "\u{7f}\u{8}",
    "a-name-that-is-much-longer-than-any-line-of-a-terminal-and-then-some-more-and-more-and-more",
];

/// The first part of these bytes that is neither a sequence that frames are made of nor text that controls no terminal.
pub fn wrong_in(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some(format!("{bytes:?}"));
    };
    let mut parts = text.split('\u{1b}');
    let first = parts.next().filter(|part| !is_text(part));
    let wrong = first.or_else(|| parts.find(|part| !is_sequence(part)));
    wrong.map(str::to_owned)
}

/// Whether this follows an ESC in a frame: a sequence, and text.
fn is_sequence(part: &str) -> bool {
    let Some(rest) = part.strip_prefix('[') else {
        return false;
    };
    let end = rest.find(|c: char| c.is_ascii_alphabetic());
    let (sequence, text) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
    let (numbers, last) = sequence.split_at(sequence.len().saturating_sub(1));
    let is_known = match last {
        "h" | "l" => ["?25", "?2026"].contains(&numbers),
        "H" | "B" | "C" | "J" | "S" | "T" | "X" | "m" | "r" => numbers
            .chars()
            .all(|c| c.is_ascii_digit() || ";:".contains(c)),
        _ => false,
    };
    is_known && is_text(text)
}

/// Whether a terminal shows the text in the order of its characters.
fn is_text(text: &str) -> bool {
    let reorders = |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.chars().any(|c| c.is_control() || reorders(c))
}

#[test]
fn what_controls_a_terminal_is_no_frame() {
    assert_eq!(
        wrong_in("\x1b[2;5H\x1b[1;38;5;99m東京\x1b[?25l e\u{301}".as_bytes()),
        None
    );
    for wrong in [
        "\x1b]52;c;cm0=\x07",
        "\x1b[6n",
        "\x1b[?1049l",
        "\x1b",
        "\x1b[31",
        "a\u{9b}2J",
        "a\rb",
        "\u{202e}a",
    ] {
        assert!(wrong_in(wrong.as_bytes()).is_some(), "{wrong:?}");
    }
    assert!(wrong_in(b"\xff").is_some());
}
