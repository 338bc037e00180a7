//! Cells to bytes: what the terminal must be sent so that it shows the next frame.
//!
//! ratatui brings a back end that does this, but a slow SSH line feels every byte of it: it moves
//! the cursor absolutely for each gap, writes colours in their long form and cannot scroll. This
//! one knows what the terminal shows and sends the difference, with relative moves, short colour
//! codes, erased runs of blanks and, when a list has moved, a scroll region if that is shorter.
//! Everything goes into one buffer, so a frame is one `write(2)`.

use super::pen::Pen;
use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    layout::{Position, Rect},
    style::Modifier,
};
use std::io::Write;

/// A gap of so many unchanged cells is written again rather than jumped over.
const SHORT_GAP: u16 = 4;
/// So many blanks are erased rather than written.
const LONG_BLANK: u16 = 9;
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

/// Knows what the terminal shows, and writes what is missing for the next frame.
#[derive(Debug)]
pub struct Painter {
    shown: Buffer,
    /// Nothing is known about the terminal: the next frame clears it.
    fresh: bool,
    /// There are wide characters in it.
    wide: bool,
    cursor: Option<Position>,
    out: Vec<u8>,
}

impl Painter {
    /// A painter for a terminal in an unknown state.
    pub fn new() -> Self {
        Self {
            shown: Buffer::default(),
            fresh: true,
            wide: false,
            cursor: None,
            out: Vec::with_capacity(32 * 1024),
        }
    }

    /// Forgets what the terminal shows: the next frame is sent in full.
    pub fn forget(&mut self) {
        self.fresh = true;
    }

    /// Writes the difference to `next` and takes it; what is left in `next` is the frame before.
    pub fn paint(&mut self, next: &mut Buffer, shift: Option<Shift>) {
        self.out.clear();
        let wide = mend(next);
        let spoil_lines = std::mem::replace(&mut self.wide, wide) || wide;
        let repaint = self.fresh || self.shown.area != next.area;
        if repaint {
            self.shown = Buffer::empty(next.area);
            self.out.extend_from_slice(b"\x1b[m\x1b[2J");
            self.fresh = false;
        }
        let moved = shift
            .filter(|_| !repaint)
            .and_then(|shift| self.moved(shift));
        if spoil_lines {
            spoil(&mut self.shown, next);
        }
        let plain = Encoder::new(next).encode(&self.shown);
        let shifted = moved.map(|(mut out, mut moved)| {
            if spoil_lines {
                spoil(&mut moved, next);
            }
            out.extend_from_slice(&Encoder::new(next).encode(&moved));
            out
        });
        match shifted {
            Some(shifted) if shifted.len() < plain.len() => self.out.extend_from_slice(&shifted),
            _ => self.out.extend_from_slice(&plain),
        }
        std::mem::swap(&mut self.shown, next);
    }

    /// What the terminal must be sent to scroll some of its lines, and what it shows then.
    fn moved(&self, shift: Shift) -> Option<(Vec<u8>, Buffer)> {
        let Rect { width, height, .. } = self.shown.area;
        let width = usize::from(width);
        let lines = shift
            .bottom
            .checked_sub(shift.top)
            .filter(|_| shift.bottom <= height)?;
        let by = usize::try_from(shift.up.unsigned_abs())
            .ok()
            .filter(|by| (1..usize::from(lines)).contains(by))?;
        let mut moved = self.shown.clone();
        let cells = moved
            .content
            .get_mut(usize::from(shift.top) * width..usize::from(shift.bottom) * width)?;
        let mut out = Vec::with_capacity(4096);
        let (top, bottom) = (shift.top + 1, shift.bottom);
        // Writing into a Vec cannot fail.
        let _ = if shift.up > 0 {
            cells.rotate_left(by * width);
            cells
                .iter_mut()
                .rev()
                .take(by * width)
                .for_each(|cell| *cell = Cell::EMPTY);
            write!(out, "\x1b[{top};{bottom}r\x1b[{by}S\x1b[r")
        } else {
            cells.rotate_right(by * width);
            cells
                .iter_mut()
                .take(by * width)
                .for_each(|cell| *cell = Cell::EMPTY);
            write!(out, "\x1b[{top};{bottom}r\x1b[{by}T\x1b[r")
        };
        Some((out, moved))
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

/// Writes the cells that differ, in reading order.
struct Encoder<'a> {
    next: &'a Buffer,
    out: Vec<u8>,
    pen: Pen,
    /// Where the terminal's cursor is, if that is certain.
    at: Option<(u16, u16)>,
}

impl<'a> Encoder<'a> {
    fn new(next: &'a Buffer) -> Self {
        Self {
            next,
            out: Vec::with_capacity(4096),
            pen: Pen::default(),
            at: None,
        }
    }

    /// The bytes from `shown` to the next frame. Begins and ends with default colours.
    fn encode(mut self, shown: &Buffer) -> Vec<u8> {
        let mut cells = shown.diff_iter(self.next).peekable();
        while let Some((x, y, cell)) = cells.next() {
            let mut blanks = 0;
            if is_blank(cell) {
                blanks = 1;
                let follows = |at: u16, (next_x, next_y, next): &(u16, u16, &Cell)| {
                    *next_y == y && *next_x == at && is_blank(next) && next.bg == cell.bg
                };
                while cells.next_if(|next| follows(x + blanks, next)).is_some() {
                    blanks += 1;
                }
            }
            self.go(x, y);
            if blanks == 0 {
                self.put(cell, x, y);
            } else {
                self.blank(cell, blanks, x, y);
            }
        }
        self.pen.reset(&mut self.out);
        self.out
    }

    fn go(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((from, row)) if row == y && from < x => {
                if !self.rewrite(from, x, y) {
                    csi(&mut self.out, x - from, 'C');
                }
            }
            // Writing into a Vec cannot fail.
            _ if x == 0 => csi(&mut self.out, y + 1, 'H'),
            _ => _ = write!(self.out, "\x1b[{};{}H", y + 1, x + 1),
        }
        self.at = Some((x, y));
    }

    /// Writes a short gap again when it looks like what the pen writes anyway.
    fn rewrite(&mut self, from: u16, to: u16, y: u16) -> bool {
        let gap = || (from..to).map(|x| self.next.cell((x, y)));
        let same = |cell: &Cell| cell.symbol().len() == 1 && self.pen.writes(cell);
        if to - from > SHORT_GAP || !gap().all(|cell| cell.is_some_and(same)) {
            return false;
        }
        let text: String = gap().flatten().map(Cell::symbol).collect();
        self.out.extend_from_slice(text.as_bytes());
        true
    }

    fn put(&mut self, cell: &Cell, x: u16, y: u16) {
        self.pen.take(cell, &mut self.out);
        let symbol = cell.symbol();
        self.out.extend_from_slice(symbol.as_bytes());
        let next = x + 1;
        // Terminals disagree about the width of everything but plain characters, and about where
        // the cursor is after the last column.
        let certain =
            symbol.chars().count() == 1 && cell.cell_width() == 1 && next < self.next.area.width;
        self.at = certain.then_some((next, y));
    }

    fn blank(&mut self, cell: &Cell, count: u16, x: u16, y: u16) {
        self.pen.take_blank(cell, &mut self.out);
        if count >= LONG_BLANK {
            csi(&mut self.out, count, 'X');
        } else {
            self.out
                .extend(std::iter::repeat_n(b' ', usize::from(count)));
            self.at = (x + count < self.next.area.width).then_some((x + count, y));
        }
    }
}

/// Takes out what a terminal must not be sent, and tells whether wide characters are left.
///
/// Control characters: everything that comes from outside is made harmless where it is drawn;
/// this is the last gate. Wide characters whose second half was drawn over, as a dialog does at
/// its edge: the terminal would show the character and not the edge.
fn mend(buffer: &mut Buffer) -> bool {
    let mut wide = false;
    let mut cells = buffer.content.iter_mut().peekable();
    while let Some(cell) = cells.next() {
        if let [b' '..=b'~'] = cell.symbol().as_bytes() {
            continue;
        }
        if cell.symbol().is_empty() || cell.symbol().chars().any(char::is_control) {
            cell.set_symbol("?");
        } else if is_wide(cell) {
            match cells.peek() {
                Some(covered) if covered.symbol() == " " => wide = true,
                _ => _ = cell.set_symbol(" "),
            }
        }
    }
    wide
}

/// Makes the lines with wide characters that have changed look unknown, so that they are written
/// from end to end: what terminals leave behind when half of one is overwritten differs.
fn spoil(shown: &mut Buffer, next: &Buffer) {
    let width = usize::from(next.area.width).max(1);
    for (shown, next) in shown
        .content
        .chunks_mut(width)
        .zip(next.content.chunks(width))
    {
        if shown != next && shown.iter().chain(next).any(is_wide) {
            shown.fill(Cell::new("\u{e000}"));
        }
    }
}

fn is_wide(cell: &Cell) -> bool {
    cell.symbol().len() > 1 && cell.cell_width() > 1
}

/// A control sequence with one number, which is left out if it is 1.
fn csi(out: &mut Vec<u8>, number: u16, end: char) {
    // Writing into a Vec cannot fail.
    let _ = if number == 1 {
        write!(out, "\x1b[{end}")
    } else {
        write!(out, "\x1b[{number}{end}")
    };
}

/// Whether the cell shows nothing but, at most, a background.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SEEN_ON_BLANK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::{Color, Style};
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
                mend(&mut wanted);
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
