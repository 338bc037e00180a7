//! What a program has printed, as lines of plain text.
//!
//! There is no terminal behind the pipe, so what only a terminal understands is left out: colors, cursor movements,
//! titles. A carriage return begins its line anew, as in progress bars. Only the end of the text is kept, so a program
//! that prints forever takes no more memory than one that has printed for a while.

use std::{collections::VecDeque, mem};

/// The most lines that are kept.
const MOST_LINES: usize = 10_000;
/// The most bytes that are kept.
const MOST_BYTES: usize = 4 << 20;
/// The longest line in bytes. The rest of a longer one is a line of its own.
const LONGEST: usize = 16 << 10;
/// The columns between tab stops.
const TAB: usize = 8;

/// The last lines that were printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    lines: VecDeque<String>,
    bytes: usize,
    dropped: usize,
    /// Whether the last line goes on in what is printed next, which then begins with all of it.
    is_open: bool,
}

impl Printed {
    pub const fn lines(&self) -> &VecDeque<String> {
        &self.lines
    }

    /// How many lines came before these.
    pub const fn dropped(&self) -> usize {
        self.dropped
    }

    /// Whether the last line goes on in what is printed next.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    fn push(&mut self, line: String) {
        self.bytes += line.len();
        self.lines.push_back(line);
        while self.lines.len() > MOST_LINES || self.bytes > MOST_BYTES {
            let gone = self.lines.pop_front();
            self.bytes -= gone.map_or(0, |gone| gone.len());
            self.dropped += 1;
        }
    }

    /// Adds what was printed since. Returns how many lines were dropped for it.
    pub fn append(&mut self, more: Self) -> usize {
        let before = self.dropped;
        if self.is_open {
            let last = self.lines.pop_back();
            self.bytes -= last.map_or(0, |last| last.len());
        }
        if more.dropped > 0 {
            self.dropped += self.lines.len() + more.dropped;
            self.lines.clear();
            self.bytes = 0;
        }
        more.lines.into_iter().for_each(|line| self.push(line));
        self.is_open = more.is_open;
        self.dropped - before
    }

    /// The last line that is not blank.
    pub fn last_words(&self) -> Option<&str> {
        let mut lines = self.lines.iter().rev();
        lines.find_map(|line| Some(line.trim()).filter(|line| !line.is_empty()))
    }
}

/// Where in an escape sequence the bytes are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Sequence {
    #[default]
    None,
    /// After ESC.
    Begun,
    /// After ESC and the first byte of a sequence of at least two.
    Short,
    /// A control sequence, such as a color.
    Control,
    /// A text for the terminal, such as a title.
    Text,
    /// After ESC in a text for the terminal, where it mostly begins its end.
    TextEnd,
}

/// Makes lines of the bytes that a program prints.
#[derive(Debug, Default)]
pub struct Decoder {
    printed: Printed,
    line: Vec<u8>,
    column: usize,
    /// Whether the next character begins the line anew.
    has_returned: bool,
    sequence: Sequence,
}

impl Decoder {
    /// Takes the next bytes.
    pub fn read(&mut self, mut bytes: &[u8]) {
        while let [byte, rest @ ..] = bytes {
            if self.sequence == Sequence::None && !byte.is_ascii_control() {
                let plain = bytes.iter().position(u8::is_ascii_control);
                let (plain, rest) = bytes.split_at(plain.unwrap_or(bytes.len()));
                self.add(plain);
                bytes = rest;
            } else {
                self.control(*byte);
                bytes = rest;
            }
        }
    }

    /// Takes what was printed since the last call. A line that has not ended comes again.
    pub fn take(&mut self) -> Printed {
        let mut printed = mem::take(&mut self.printed);
        let whole = whole_characters(&self.line);
        if let Some(open) = self.line.get(..whole).filter(|open| !open.is_empty()) {
            printed.push(String::from_utf8_lossy(open).into_owned());
            printed.is_open = true;
        }
        printed
    }

    fn control(&mut self, byte: u8) {
        use Sequence::{Begun, Control, None, Short, Text, TextEnd};
        self.sequence = match (self.sequence, byte) {
            (TextEnd, b'\\') => None,
            (Text, b'\x1b') => TextEnd,
            (_, b'\x1b') => Begun,
            (Begun | TextEnd, b'[') => Control,
            (Begun | TextEnd, b']' | b'P' | b'X' | b'^' | b'_') => Text,
            (Begun | Short, b' '..=b'/') => Short,
            (Begun | Short | TextEnd, b'0'..=b'~') => None,
            (Control, b' '..=b'?') => Control,
            (Control, b'@'..=b'~') | (Text, b'\x07') => None,
            // A text that never ends must not hide the rest.
            (Text, byte) if byte != b'\n' => Text,
            // No escape sequence, or one that is not valid.
            (_, byte) => {
                self.in_text(byte);
                None
            }
        };
    }

    /// Takes a byte that is not printable, or not in the sequence that it was thought to be in.
    fn in_text(&mut self, byte: u8) {
        match byte {
            b'\n' => self.end_line(),
            b'\r' => self.has_returned = true,
            b'\t' => {
                let blanks = TAB - self.column % TAB;
                self.add(b"        ".get(..blanks).unwrap_or_default());
            }
            b'\x08' => {
                let character = self.line.iter().rposition(|byte| !is_inside(*byte));
                self.line.truncate(character.unwrap_or(0));
                self.column = self.column.saturating_sub(1);
            }
            // The bell, and what fills or switches character sets.
            b'\0' | b'\x07' | b'\x0e' | b'\x0f' => {}
            other => self.add(&[other]),
        }
    }

    fn add(&mut self, mut bytes: &[u8]) {
        if mem::take(&mut self.has_returned) {
            self.line.clear();
            self.column = 0;
        }
        while !bytes.is_empty() {
            let room = LONGEST.saturating_sub(self.line.len());
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.line.extend(now);
            self.column += now.iter().filter(|byte| !is_inside(**byte)).count();
            bytes = later;
            if self.line.len() >= LONGEST {
                let next = self.line.split_off(whole_characters(&self.line));
                self.end_line();
                self.line = next;
            }
        }
    }

    fn end_line(&mut self) {
        let line = mem::take(&mut self.line);
        let text = String::from_utf8(line);
        let text = text.unwrap_or_else(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
        self.printed.push(text);
        self.column = 0;
        self.has_returned = false;
    }
}

/// Whether a byte continues a character of UTF-8.
const fn is_inside(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// The length without a character at the end of which only a part has arrived.
fn whole_characters(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(4);
    let last = bytes.get(from..).unwrap_or_default();
    let begin = last.iter().rposition(|byte| !is_inside(*byte)).unwrap_or(0);
    let is_cut = match last.get(begin..).map(std::str::from_utf8) {
        Some(Err(error)) => error.error_len().is_none(),
        _ => false,
    };
    if is_cut { from + begin } else { bytes.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(printed: &Printed) -> Vec<&str> {
        printed.lines().iter().map(String::as_str).collect()
    }

    fn decoded(bytes: &[u8]) -> Printed {
        let mut decoder = Decoder::default();
        decoder.read(bytes);
        decoder.take()
    }

    #[test]
    fn what_only_a_terminal_understands_is_left_out() {
        for (bytes, text) in [
            ("plain\n", vec!["plain"]),
            (
                "\x1b[1;31mred\x1b[0m \x1b[38:2::1:2:3mx\x1b[K\n",
                vec!["red x"],
            ),
            ("\x1b]0;a title\x07a\x1b]8;;http://x\x1b\\b\n", vec!["ab"]),
            ("\x1bP1$r0m\x1b\\a\x1b(Bb\x1b=c\x1b7d\n", vec!["abcd"]),
            ("\x1b[2J\x1b[?1049h\x1b[10;5Ha\n", vec!["a"]),
            // What is not valid hides nothing.
            ("\x1b]0;never ended\nnext\n", vec!["", "next"]),
            ("\x1b[1\nnext\n\x1b\x1b[1mx\n", vec!["", "next", "x"]),
            ("\x1b[1東\n", vec!["東"]),
            // As progress bars and manuals do.
            ("10%\r50%\r\x1b[K100%\r\ndone\n", vec!["100%", "done"]),
            ("N\x08NA\x08A\x07\n", vec!["NA"]),
            (
                "a\tb\n東\tb\n12345678\t9\n",
                vec!["a       b", "東       b", "12345678        9"],
            ),
            ("e\u{301} 👩‍💻\n", vec!["e\u{301} 👩‍💻"]),
        ] {
            assert_eq!(lines(&decoded(bytes.as_bytes())), text, "{bytes:?}");
        }
        assert_eq!(lines(&decoded(b"a\xffb\n\xe6\x9d")), ["a\u{fffd}b"]);
    }

    #[test]
    fn an_open_line_goes_on() {
        let mut decoder = Decoder::default();
        let mut all = Printed::default();
        for (bytes, text) in [
            (&b"one\ntw"[..], vec!["one", "tw"]),
            (b"o", vec!["one", "two"]),
            (b"", vec!["one", "two"]),
            (b"\nthr\xe6\x9d", vec!["one", "two", "thr"]),
            (b"\xb1", vec!["one", "two", "thr東"]),
            (b"\r50%", vec!["one", "two", "50%"]),
            (b"\r", vec!["one", "two", "50%"]),
            (b"done\n", vec!["one", "two", "done"]),
        ] {
            decoder.read(bytes);
            assert_eq!(all.append(decoder.take()), 0);
            assert_eq!(lines(&all), text);
        }
    }

    #[test]
    fn only_the_end_is_kept() {
        let mut decoder = Decoder::default();
        let mut all = Printed::default();
        let mut dropped = 0;
        for line in 0..25_000 {
            decoder.read(format!("line {line}\n").as_bytes());
            if line % 7_000 == 0 {
                dropped += all.append(decoder.take());
            }
        }
        dropped += all.append(decoder.take());
        assert_eq!(
            (all.lines.len(), all.dropped(), dropped),
            (MOST_LINES, 15_000, 15_000)
        );
        assert_eq!(all.lines[0], "line 15000");
        // However it was taken.
        let mut decoder = Decoder::default();
        for line in 0..25_000 {
            decoder.read(format!("line {line}\n").as_bytes());
        }
        let mut again = Printed::default();
        again.append(decoder.take());
        assert_eq!(again, all);
        // Long lines count by their length, and a line that never ends is cut.
        for _ in 0..40 {
            decoder.read(&vec![b'x'; 1 << 20]);
        }
        all.append(decoder.take());
        assert!(all.bytes <= MOST_BYTES && all.bytes > MOST_BYTES / 2);
        assert!(decoder.line.len() <= LONGEST);
    }

    proptest! {
        /// How the bytes are cut into pieces makes no difference, and nothing but text comes out.
        #[test]
        fn pieces_make_no_difference(
            text in "(a|東|é|\\PC|[\u{0}-\u{1f}]|\x1b\\[|\x1b\\]|\x1b|;|m|\r|\n|\t){0,60}",
            cut in 1_usize..7,
        ) {
            let whole = decoded(text.as_bytes());
            let mut decoder = Decoder::default();
            let mut all = Printed::default();
            for piece in text.as_bytes().chunks(cut) {
                decoder.read(piece);
                all.append(decoder.take());
            }
            prop_assert_eq!(&all, &whole);
            prop_assert!(!all.lines().iter().any(|line| line.contains(['\x1b', '\n', '\r', '\t'])));
        }
    }
}
