//! Cells to bytes: what the terminal must be sent so that it shows the next frame.
//!
//! ratatui brings a back end that does this, but a slow SSH line feels every byte of it: it moves
//! the cursor absolutely for each gap, writes colours in their long form and cannot scroll. This
//! one knows what the terminal shows and sends the difference, with relative moves, short colour
//! codes, erased runs of blanks and, when a list has moved, a scroll region if that is shorter.
//! Everything goes into one buffer, so a frame is one `write(2)`.

use super::pen::{Pen, decimal};
use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    layout::Position,
    style::Modifier,
};
use std::io::Write;

/// A gap of so many unchanged cells is written again rather than jumped over.
const SHORT_GAP: usize = 4;
/// So many blanks are erased rather than written.
const LONG_BLANK: usize = 9;
/// Modifiers that can be seen on a blank.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Whole lines of the screen that have moved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// The first line.
    pub top: u16,
    /// The line after the last one.
    pub bottom: u16,
    /// How many lines the content has moved up; negative is down.
    pub up: i32,
}

impl Shift {
    /// Whether something of the lines is left on a screen of this height.
    fn is_possible(self, height: u16) -> bool {
        let lines = self.bottom.saturating_sub(self.top);
        self.bottom <= height && (1..u32::from(lines)).contains(&self.up.unsigned_abs())
    }

    /// Where the content of a line was before; none if it has come in blank.
    fn before(self, line: usize) -> Option<usize> {
        let region = usize::from(self.top)..usize::from(self.bottom);
        if !region.contains(&line) {
            return Some(line);
        }
        let before = i64::try_from(line).ok()? + i64::from(self.up);
        usize::try_from(before)
            .ok()
            .filter(|before| region.contains(before))
    }

    /// Has the terminal do it.
    fn order(self, out: &mut Vec<u8>) {
        let (top, bottom) = (self.top + 1, self.bottom);
        let direction = if self.up > 0 { 'S' } else { 'T' };
        let by = self.up.unsigned_abs();
        // Writing into a Vec cannot fail.
        let _ = write!(out, "\x1b[{top};{bottom}r\x1b[{by}{direction}\x1b[r");
    }
}

/// Knows what the terminal shows, and writes what is missing for the next frame.
#[derive(Debug)]
pub struct Painter {
    shown: Buffer,
    /// Nothing is known about the terminal: the next frame clears it.
    fresh: bool,
    cursor: Option<Position>,
    out: Vec<u8>,
}

impl Painter {
    /// A painter for a terminal in an unknown state.
    pub fn new() -> Self {
        Self {
            shown: Buffer::default(),
            fresh: true,
            cursor: None,
            out: Vec::with_capacity(16 * 1024),
        }
    }

    /// Forgets what the terminal shows: the next frame is sent in full.
    pub fn forget(&mut self) {
        self.fresh = true;
    }

    /// Writes the difference to `next` and takes it; what is left in `next` is the frame before.
    pub fn paint(&mut self, next: &mut Buffer, shift: Option<Shift>) {
        self.out.clear();
        let repaint = self.fresh || self.shown.area != next.area;
        if repaint {
            self.shown = Buffer::empty(next.area);
            self.out.extend_from_slice(b"\x1b[m\x1b[2J");
            self.fresh = false;
        }
        let shift = shift.filter(|shift| !repaint && shift.is_possible(next.area.height));
        let scrolled = shift.and_then(|_| encode(&self.shown, next, shift, usize::MAX));
        let limit = scrolled.as_ref().map_or(usize::MAX, Vec::len);
        let plain = encode(&self.shown, next, None, limit);
        if let Some(bytes) = plain.or(scrolled) {
            self.out.extend_from_slice(&bytes);
        }
        std::mem::swap(&mut self.shown, next);
    }

    /// Puts the cursor where text is typed, or hides it, and gives the bytes of the whole frame;
    /// none if the terminal already shows it.
    pub fn finish(&mut self, cursor: Option<Position>) -> &[u8] {
        const BEGIN: &[u8] = b"\x1b[?2026h";
        const END: &[u8] = b"\x1b[?2026l";
        if self.out.is_empty() && cursor == self.cursor {
            return &[];
        }
        let mut before = BEGIN.to_vec();
        if self.cursor.is_some() {
            before.extend_from_slice(b"\x1b[?25l");
        }
        self.out.splice(0..0, before);
        if let Some(at) = cursor {
            // Writing into a Vec cannot fail.
            let _ = write!(self.out, "\x1b[{};{}H\x1b[?25h", at.y + 1, at.x + 1);
        }
        self.cursor = cursor;
        self.out.extend_from_slice(END);
        &self.out
    }
}

impl Default for Painter {
    fn default() -> Self {
        Self::new()
    }
}

/// The bytes from `shown` to `next`, unless they are more than a limit. They begin and end with
/// default colours.
fn encode(
    shown: &Buffer,
    next: &mut Buffer,
    shift: Option<Shift>,
    limit: usize,
) -> Option<Vec<u8>> {
    let width = usize::from(next.area.width).max(1);
    let blank = vec![Cell::EMPTY; width];
    let mut encoder = Encoder::default();
    if let Some(shift) = shift {
        shift.order(&mut encoder.out);
    }
    for (y, line) in next.content.chunks_mut(width).enumerate() {
        let before = shift.map_or(Some(y), |shift| shift.before(y));
        let before = before.and_then(|y| shown.content.get(y * width..(y + 1) * width));
        let before = before.unwrap_or(&blank);
        let same = |(shown, next): (&Cell, &Cell)| looks_alike(shown, next);
        if !before.iter().zip(line.iter()).all(same) {
            mend(line);
            encoder.line(y, before, line);
        }
        if encoder.out.len() > limit {
            return None;
        }
    }
    encoder.pen.reset(&mut encoder.out);
    Some(encoder.out)
}

/// Writes the cells of a line that differ, from left to right.
#[derive(Default)]
struct Encoder {
    out: Vec<u8>,
    pen: Pen,
    /// Where the terminal's cursor is, if that is certain: column and line.
    at: Option<(usize, usize)>,
    /// The line that a character goes to by itself, because the last one has filled the line above.
    flows: Option<usize>,
}

impl Encoder {
    fn line(&mut self, y: usize, before: &[Cell], line: &[Cell]) {
        // What terminals leave behind when half of a wide character is overwritten differs, so
        // lines with one are written from end to end.
        let whole = before.iter().chain(line).any(is_wide);
        let differs = |x: usize| {
            let cells = before.get(x).zip(line.get(x));
            whole || cells.is_none_or(|(shown, next)| !looks_alike(shown, next))
        };
        let mut x = 0;
        while let Some(cell) = line.get(x) {
            if !differs(x) {
                x += 1;
            } else if is_blank(cell) {
                let like = |next: &&Cell| is_blank(next) && next.bg == cell.bg;
                let blanks = line.iter().skip(x).take_while(like).count();
                let last = (x..x + blanks).rev().find(|x| differs(*x)).unwrap_or(x);
                self.go(x, y, line);
                self.blank(cell, last + 1 - x, line.len());
                x += blanks;
            } else {
                self.go(x, y, line);
                self.put(cell, line.len());
                x += usize::from(cell.cell_width()).max(1);
            }
        }
    }

    fn go(&mut self, x: usize, y: usize, line: &[Cell]) {
        let flows = self.flows.take() == Some(y) && x == 0 && line.first().is_some_and(is_text);
        match self.at {
            // The terminal then knows both lines as one, and a selection has no break in it.
            _ if flows => {}
            Some(at) if at == (x, y) => return,
            Some((from, row)) if row == y && from < x => {
                if !self.rewrite(line.get(from..x).unwrap_or_default()) {
                    csi(&mut self.out, x - from, b'C');
                }
            }
            _ if x == 0 => csi(&mut self.out, y + 1, b'H'),
            Some((from, row)) if from == x && row < y => csi(&mut self.out, y - row, b'B'),
            _ => {
                self.out.extend_from_slice(b"\x1b[");
                decimal(&mut self.out, y + 1);
                self.out.push(b';');
                decimal(&mut self.out, x + 1);
                self.out.push(b'H');
            }
        }
        self.at = Some((x, y));
    }

    /// Writes a short gap again when it looks like what the pen writes anyway.
    fn rewrite(&mut self, gap: &[Cell]) -> bool {
        let same = |cell: &Cell| is_plain(cell) && self.pen.writes(cell);
        if gap.len() > SHORT_GAP || !gap.iter().all(same) {
            return false;
        }
        for cell in gap {
            self.out.extend_from_slice(cell.symbol().as_bytes());
        }
        true
    }

    fn put(&mut self, cell: &Cell, width: usize) {
        self.pen.take(cell, &mut self.out);
        match *cell.symbol().as_bytes() {
            [byte] => self.out.push(byte),
            ref bytes => self.out.extend_from_slice(bytes),
        }
        // Terminals disagree about the width of what is more than one character, and about where
        // the cursor is after the last column.
        let certain = is_plain(cell) || cell.symbol().chars().count() == 1 && !is_odd(cell);
        let last = self.at.filter(|(x, _)| x + 1 == width && is_text(cell));
        self.step(if certain { 1 } else { width }, width);
        self.flows = last.map(|(_, y)| y + 1);
    }

    fn blank(&mut self, cell: &Cell, count: usize, width: usize) {
        self.pen.take_blank(cell, &mut self.out);
        if count >= LONG_BLANK {
            csi(&mut self.out, count, b'X');
        } else {
            self.out.extend(std::iter::repeat_n(b' ', count));
            self.step(count, width);
        }
    }

    fn step(&mut self, by: usize, width: usize) {
        let next = self.at.map(|(x, y)| (x + by, y));
        self.at = next.filter(|(x, _)| *x < width);
    }
}

/// Takes out of a line what a terminal must not be sent.
///
/// Control characters: everything that comes from outside is made harmless where it is drawn;
/// this is the last gate. Wide characters whose second half was drawn over, as a dialog does at
/// its edge: the terminal would show the character and not the edge.
fn mend(line: &mut [Cell]) {
    let mut cells = line.iter_mut().peekable();
    while let Some(cell) = cells.next() {
        if is_plain(cell) {
            continue;
        }
        if cell.symbol().is_empty() || cell.symbol().chars().any(char::is_control) {
            cell.set_symbol("?");
        } else if is_wide(cell) && cells.peek().is_none_or(|covered| covered.symbol() != " ") {
            cell.set_symbol(" ");
        }
    }
}

/// A control sequence with one number, which is left out if it is 1.
fn csi(out: &mut Vec<u8>, number: usize, end: u8) {
    out.extend_from_slice(b"\x1b[");
    if number != 1 {
        decimal(out, number);
    }
    out.push(end);
}

/// Whether nobody could tell the cells apart. As ratatui's `==`, of which a frame needs 10,000, but for what is never set
/// here.
fn looks_alike(one: &Cell, other: &Cell) -> bool {
    let symbols = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    symbols
        && one.modifier == other.modifier
        && one.fg == other.fg
        && one.bg == other.bg
        && one.underline_color == other.underline_color
}

/// Whether the cell holds a printable ASCII character.
fn is_plain(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
}

/// Whether the cell holds a visible ASCII character.
fn is_text(cell: &Cell) -> bool {
    is_plain(cell) && cell.symbol() != " "
}

/// Whether the cell shows nothing but, at most, a background.
fn is_blank(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), b" ") && !cell.modifier.intersects(SEEN_ON_BLANK)
}

/// Whether the cell is wider than one column.
fn is_wide(cell: &Cell) -> bool {
    match cell.symbol().as_bytes() {
        [_] => false,
        // Lines and blocks, U+2500 to U+259F: most of what is not ASCII.
        [0xe2, 0x94 | 0x95, _] | [0xe2, 0x96, ..=0x9f] => false,
        _ => cell.cell_width() > 1,
    }
}

/// Whether the cell is not one column wide.
fn is_odd(cell: &Cell) -> bool {
    cell.cell_width() != 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::{
        layout::Rect,
        style::{Color, Style},
    };
    use std::num::NonZeroU16;

    const AREA: Rect = Rect::new(0, 0, 24, 8);

    fn terminal() -> vt100::Parser {
        vt100::Parser::new(
            NonZeroU16::new(AREA.height).unwrap(),
            NonZeroU16::new(AREA.width).unwrap(),
            0,
        )
    }

    fn colour(colour: Color) -> vt100::Color {
        match colour {
            Color::Red => vt100::Color::Idx(1),
            Color::LightBlue => vt100::Color::Idx(12),
            Color::Indexed(n) => vt100::Color::Idx(n),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            _ => vt100::Color::Default,
        }
    }

    /// Compares what a terminal shows with what should be there.
    fn shows(terminal: &vt100::Parser, wanted: &Buffer) {
        let mut covered = 0;
        for y in 0..AREA.height {
            for x in 0..AREA.width {
                let want = &wanted[(x, y)];
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                covered = want.cell_width().saturating_sub(1);
                let got = terminal.screen().cell(y, x).unwrap();
                let text = if got.contents().is_empty() {
                    " "
                } else {
                    got.contents()
                };
                assert_eq!(text, want.symbol(), "text at {x},{y}");
                assert_eq!(got.bgcolor(), colour(want.bg), "background at {x},{y}");
                assert_eq!(
                    got.inverse(),
                    want.modifier.contains(Modifier::REVERSED),
                    "reverse at {x},{y}"
                );
                if want.symbol() != " " {
                    assert_eq!(got.fgcolor(), colour(want.fg), "colour at {x},{y}");
                    assert_eq!(
                        got.bold(),
                        want.modifier.contains(Modifier::BOLD),
                        "bold at {x},{y}"
                    );
                }
            }
        }
    }

    fn word() -> impl Strategy<Value = (u16, u16, String, Style)> {
        let style = (0..5usize, 0..3usize, any::<bool>(), any::<bool>()).prop_map(
            |(fg, bg, bold, reversed)| {
                let fg = [
                    Color::Reset,
                    Color::Red,
                    Color::LightBlue,
                    Color::Indexed(99),
                    Color::Rgb(1, 2, 3),
                ][fg];
                let bg = [Color::Reset, Color::Red, Color::Indexed(240)][bg];
                let mut style = Style::new().fg(fg).bg(bg);
                style = if bold {
                    style.add_modifier(Modifier::BOLD)
                } else {
                    style
                };
                if reversed {
                    style.add_modifier(Modifier::REVERSED)
                } else {
                    style
                }
            },
        );
        (0..AREA.width, 0..AREA.height, "[a-c コ ]{0,24}", style)
    }

    fn frame(words: &[(u16, u16, String, Style)]) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        for (x, y, text, style) in words {
            buffer.set_string(*x, *y, text, *style);
        }
        buffer
    }

    proptest! {
        #[test]
        fn a_terminal_shows_every_frame_as_it_was_drawn(
            frames in prop::collection::vec((prop::collection::vec(word(), 0..12), -9..9i32, 0..8u16, 0..9u16), 1..6)
        ) {
            let (mut painter, mut terminal) = (Painter::new(), terminal());
            for (words, up, top, bottom) in frames {
                let mut wanted = frame(&words);
                let mut next = wanted.clone();
                wanted.content.chunks_mut(usize::from(AREA.width)).for_each(mend);
                painter.paint(&mut next, Some(Shift { top, bottom, up }));
                terminal.process(painter.finish(None));
                shows(&terminal, &wanted);
            }
        }
    }

    fn list(first: usize) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        for y in 0..AREA.height {
            let text = format!("{:024}", (first + usize::from(y)) * 12_345_678_901);
            buffer.set_string(0, y, text, Style::new());
        }
        buffer
    }

    #[test]
    fn a_list_that_moved_is_scrolled_by_the_terminal() {
        let (mut painter, mut terminal) = (Painter::new(), terminal());
        painter.paint(&mut list(3), None);
        terminal.process(painter.finish(None));
        for (first, up) in [(4, 1), (7, 3), (6, -1), (2, -4)] {
            let wanted = list(first);
            painter.paint(
                &mut wanted.clone(),
                Some(Shift {
                    top: 0,
                    bottom: AREA.height,
                    up,
                }),
            );
            let bytes = painter.finish(None);
            assert!(
                bytes.len() < 60 + 30 * up.unsigned_abs() as usize,
                "{} bytes for {up} lines",
                bytes.len()
            );
            terminal.process(bytes);
            shows(&terminal, &wanted);
        }
    }

    #[test]
    fn a_frame_that_changes_nothing_sends_nothing() {
        let mut painter = Painter::new();
        painter.paint(&mut list(0), None);
        assert!(!painter.finish(None).is_empty());
        painter.paint(&mut list(0), None);
        assert_eq!(painter.finish(None), b"");
        painter.paint(&mut list(0), None);
        assert!(
            !painter.finish(Some(Position::new(1, 2))).is_empty(),
            "the cursor has moved"
        );
        painter.forget();
        painter.paint(&mut list(0), None);
        assert!(
            painter.finish(Some(Position::new(1, 2))).len() > 192,
            "a redraw is complete"
        );
    }

    #[test]
    fn control_characters_never_reach_the_terminal() {
        let mut buffer = Buffer::empty(AREA);
        buffer[(0, 0)].set_symbol("\u{1b}]52;c;AAAA\u{7}");
        buffer[(1, 0)].set_symbol("\u{9b}");
        let mut painter = Painter::new();
        painter.paint(&mut buffer, None);
        let sent = String::from_utf8(painter.finish(None).to_vec()).unwrap();
        assert!(sent.contains("??") && !sent.contains("]52"), "{sent:?}");
    }
}
