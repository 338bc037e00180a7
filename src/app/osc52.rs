//! OSC 52: the control sequence that asks a terminal to copy a text, and what passes it on.
//!
//! Terminals never reply to it, so only what is known about the terminal tells whether a text arrives.
//!
//! | between us and the terminal | what happens to it |
//! |---|---|
//! | nothing | the terminal decides: `TERMINALS` |
//! | GNU screen (`STY`) | dropped, unless it is wrapped in DCS of at most 768 bytes each and ends with BEL: an ST would end the DCS |
//! | Zellij (`ZELLIJ`) | passed on unchanged |
//! | tmux (`TMUX`) | dropped by default, so `tmux load-buffer -w` is tried first; wrapped in `DCS tmux;` it passes if `allow-passthrough` is on |
//! | either of them on the near side of SSH (only `TERM` tells) | sent in both forms: each takes its own and drops the other |

use crossterm::{Command, clipboard::CopyToClipboard};

/// The longest text. Terminals silently drop longer sequences; the strictest of those without a setting for it
/// drops more than 100,000 base64 characters.
const MOST: usize = 74_000;
/// How much goes into one DCS of GNU screen, which keeps 767 bytes of a string.
const SCREEN_PIECE: usize = 700;

/// Whether a text sent to the terminal is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Passes {
    /// With the terminal's default settings.
    #[default]
    Surely,
    /// It depends on the terminal's settings, or the terminal is unknown.
    Perhaps,
    /// The terminal does not support it.
    Never,
}

/// What is between the program and its terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Between {
    /// Nothing known.
    #[default]
    Nothing,
    Screen,
    Zellij,
    /// tmux, here or on the near side of SSH.
    Tmux,
    /// GNU screen or tmux on the near side of SSH, or several of them.
    Several,
}

/// The terminal, as far as OSC 52 is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terminal {
    /// What is between us and it.
    pub between: Between,
    /// Whether a text is copied.
    pub passes: Passes,
}

/// What terminals support, by an environment variable and the prefix of its value. The first match wins; any
/// other terminal is unknown.
const TERMINALS: [(&str, &str, Passes); 22] = [
    // No clipboard at all.
    ("TERM", "linux", Passes::Never),
    ("TERM", "screen.linux", Passes::Never),
    ("TERM", "dumb", Passes::Never),
    ("TERM", "vt", Passes::Never),
    ("TERM", "eterm", Passes::Never),
    // The terminal behind a multiplexer is unknown: its variables may be those of an earlier terminal.
    ("STY", "", Passes::Perhaps),
    ("TERM", "screen", Passes::Perhaps),
    ("TERM", "tmux", Passes::Perhaps),
    // These names are passed on over SSH.
    ("TERM", "xterm-kitty", Passes::Surely),
    ("TERM", "xterm-ghostty", Passes::Surely),
    ("TERM", "alacritty", Passes::Surely),
    ("TERM", "foot", Passes::Surely),
    ("TERM", "wezterm", Passes::Surely),
    ("TERM_PROGRAM", "Apple_Terminal", Passes::Never),
    ("TERM_PROGRAM", "WezTerm", Passes::Surely),
    ("TERM_PROGRAM", "ghostty", Passes::Surely),
    // Behind a setting (iTerm2), in recent versions only (VTE, Konsole), or off by default (xterm).
    ("TERM_PROGRAM", "iTerm.app", Passes::Perhaps),
    ("LC_TERMINAL", "iTerm2", Passes::Perhaps),
    ("VTE_VERSION", "", Passes::Perhaps),
    ("KONSOLE_VERSION", "", Passes::Perhaps),
    ("XTERM_VERSION", "", Passes::Perhaps),
    ("WT_SESSION", "", Passes::Surely),
];

impl Between {
    /// The name used in notices.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Nothing | Self::Several => None,
            Self::Screen => Some("GNU screen"),
            Self::Zellij => Some("Zellij"),
            Self::Tmux => Some("tmux"),
        }
    }
}

impl Terminal {
    /// The terminal described by these environment variables.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| variable(name).filter(|value| !value.is_empty());
        let set = |name: &str| value(name).is_some();
        let Some(term) = value("TERM") else {
            return Self {
                between: Between::Nothing,
                passes: Passes::Never,
            };
        };
        let fits = |(name, begin, _): &&(&str, &str, Passes)| {
            value(name).is_some_and(|value| value.starts_with(begin))
        };
        let passes = TERMINALS.iter().find(fits);
        let between = match (set("TMUX"), set("STY"), set("ZELLIJ")) {
            (true, false, false) => Between::Tmux,
            (false, true, false) => Between::Screen,
            (false, false, true) => Between::Zellij,
            (false, false, false) if term.starts_with("tmux") => Between::Tmux,
            (false, false, false) if term.starts_with("screen") => Between::Several,
            (false, false, false) => Between::Nothing,
            _ => Between::Several,
        };
        Self {
            between,
            passes: passes.map_or(Passes::Perhaps, |(.., passes)| *passes),
        }
    }

    /// The bytes that make the terminal copy a text.
    ///
    /// # Errors
    /// Returns the reason if the terminal would not copy it.
    pub fn sequence(self, text: &str) -> Result<Vec<u8>, String> {
        if self.passes == Passes::Never {
            return Err("this terminal has none".to_owned());
        }
        if text.len() > MOST {
            return Err(format!(
                "the text has {} bytes; a terminal takes at most {MOST}",
                text.len()
            ));
        }
        let mut plain = String::new();
        CopyToClipboard::to_clipboard_from(text)
            .write_ansi(&mut plain)
            .map_err(|_| "it could not be written")?;
        let sequence = match self.between {
            Between::Nothing | Between::Zellij => plain,
            Between::Screen => for_screen(&plain),
            Between::Tmux => format!("{plain}{}", for_tmux(&plain)),
            Between::Several => format!("{plain}{}", for_screen(&plain)),
        };
        Ok(sequence.into_bytes())
    }
}

fn for_tmux(plain: &str) -> String {
    format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"))
}

fn for_screen(plain: &str) -> String {
    let body = plain.strip_suffix("\x1b\\").unwrap_or(plain);
    let whole = format!("{body}\x07");
    // All of it is ASCII.
    let pieces = whole.as_bytes().chunks(SCREEN_PIECE);
    let wrap = |piece: &[u8]| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(piece));
    pieces.map(wrap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(variables: &str) -> Terminal {
        let pairs: Vec<_> = variables.split_whitespace().collect();
        Terminal::of(|name| {
            let mut pairs = pairs.iter().filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn the_environment_tells_what_passes_a_text_on() {
        use Between::*;
        use Passes::*;
        let cases = [
            ("TERM=xterm-256color", Nothing, Perhaps),
            ("TERM=xterm-kitty", Nothing, Surely),
            ("TERM=alacritty", Nothing, Surely),
            ("TERM=xterm-256color WT_SESSION=1", Nothing, Surely),
            ("TERM=xterm-256color VTE_VERSION=7603", Nothing, Perhaps),
            (
                "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal",
                Nothing,
                Never,
            ),
            ("TERM=linux", Nothing, Never),
            ("TERM=dumb", Nothing, Never),
            ("", Nothing, Never),
            ("TERM=screen.xterm-256color STY=1.pts", Screen, Perhaps),
            ("TERM=screen STY=1.pts WT_SESSION=1", Screen, Perhaps),
            ("TERM=screen.linux STY=1.pts", Screen, Never),
            ("TERM=xterm-kitty ZELLIJ=0", Zellij, Surely),
            ("TERM=xterm-256color ZELLIJ=0", Zellij, Perhaps),
            ("TERM=tmux-256color TMUX=/tmp/t,1,0", Tmux, Perhaps),
            // Over SSH only `TERM` is left.
            ("TERM=tmux-256color", Tmux, Perhaps),
            ("TERM=screen-256color", Several, Perhaps),
            // tmux in screen, or screen in tmux.
            ("TERM=screen STY=1.pts TMUX=/tmp/t,1,0", Several, Perhaps),
            ("TERM=screen STY=1.pts ZELLIJ=0", Several, Perhaps),
        ];
        for (variables, between, passes) in cases {
            assert_eq!(
                terminal(variables),
                Terminal { between, passes },
                "{variables}"
            );
        }
    }

    #[test]
    fn each_gets_the_sequence_in_the_form_that_it_passes_on() {
        let sent = |between| {
            let passes = Passes::Perhaps;
            let bytes = Terminal { between, passes }.sequence("hello").unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let plain = "\x1b]52;c;aGVsbG8=\x1b\\";
        let tmux = "\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x1b\x1b\\\x1b\\";
        let screen = "\x1bP\x1b]52;c;aGVsbG8=\x07\x1b\\";
        assert_eq!(sent(Between::Nothing), plain);
        assert_eq!(sent(Between::Zellij), plain);
        assert_eq!(sent(Between::Screen), screen);
        assert_eq!(sent(Between::Tmux), format!("{plain}{tmux}"));
        assert_eq!(sent(Between::Several), format!("{plain}{screen}"));
    }

    #[test]
    fn screen_gets_a_long_text_in_pieces_that_it_keeps() {
        let screen = Terminal {
            between: Between::Screen,
            passes: Passes::Perhaps,
        };
        let bytes = screen.sequence(&"x".repeat(5000)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let pieces: Vec<_> = text.split_terminator("\x1b\\").collect();
        assert!(pieces.len() > 9 && pieces.iter().all(|piece| piece.len() < 768));
        let whole: String = pieces
            .iter()
            .map(|piece| piece.strip_prefix("\x1bP").unwrap())
            .collect();
        assert!(whole.starts_with("\x1b]52;c;") && whole.ends_with('\x07'));
        assert_eq!(whole.len(), 7 + 6668 + 1);
    }

    #[test]
    fn what_no_terminal_takes_is_not_sent() {
        let long = "x".repeat(MOST + 1);
        let why = Terminal::default().sequence(&long).unwrap_err();
        assert!(
            why.contains("74001 bytes") && why.contains("74000"),
            "{why}"
        );
        let never = Terminal {
            passes: Passes::Never,
            ..Terminal::default()
        };
        assert!(never.sequence("hello").is_err());
    }
}
