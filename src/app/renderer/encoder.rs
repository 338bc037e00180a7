//! The bytes that turn one frame into another: cursor moves, colors, characters and erased blanks.

use super::{
    ScrollHint,
    cell::{columns, is_blank, is_odd, is_plain, is_text, is_wide},
};
use crate::app::sgr::{SgrWriter, decimal};
use ratatui::buffer::{Buffer, Cell, CellWidth};

/// A gap of up to this many unchanged cells is rewritten rather than skipped.
const SHORT_GAP: usize = 4;
/// From this many on, blanks are erased rather than written.
const LONG_BLANK: usize = 9;

/// The bytes that turn `shown` into `next`, or `None` if they exceed a limit. They start and end with default
/// colors.
pub(super) fn encode(
    shown: &Buffer,
    next: &mut Buffer,
    shift: Option<ScrollHint>,
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
        let differs = |(shown, next): (&Cell, &Cell)| shown != next;
        if let Some(first) = before.iter().zip(line.iter()).position(differs) {
            repair(line);
            // A wide character before it may just have become a blank.
            encoder.line(y, first.saturating_sub(1), before, line);
        }
        if encoder.out.len() > limit {
            return None;
        }
    }
    encoder.pen.reset(&mut encoder.out);
    Some(encoder.out)
}

/// Writes the changed cells of a line, from left to right.
#[derive(Default)]
struct Encoder {
    out: Vec<u8>,
    pen: SgrWriter,
    /// Column and line of the terminal's cursor, if certain.
    at: Option<(usize, usize)>,
    /// The line that the next character wraps to, because the last one filled the line above.
    flows: Option<usize>,
}

impl Encoder {
    /// Writes a line; the cells before the `first` look alike.
    fn line(&mut self, y: usize, first: usize, before: &[Cell], line: &[Cell]) {
        let mut differs = vec![false; line.len()];
        let cells = before.iter().zip(line).zip(&mut differs);
        for ((shown, next), differs) in cells.skip(first) {
            *differs = shown != next;
        }
        // Terminals differ in what is left of a half-overwritten wide character, and in what they consider wide:
        // lines with such characters are written in full.
        let was = before.iter().zip(&differs).filter(|(_, differs)| **differs);
        if line.iter().chain(was.map(|(cell, _)| cell)).any(is_odd) {
            differs.fill(true);
        }
        let mut x = 0;
        while let Some((cell, differs_here)) = line.get(x).zip(differs.get(x)) {
            if !differs_here {
                x += 1;
            } else if is_blank(cell) {
                let like = |next: &&Cell| is_blank(next) && next.bg == cell.bg;
                let blanks = line.iter().skip(x).take_while(like).count();
                let last = differs
                    .iter()
                    .take(x + blanks)
                    .rposition(|differs| *differs);
                let last = last.unwrap_or(x);
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
            // The terminal then treats both as one line, and a selection does not break between them.
            _ if flows => {}
            Some(at) if at == (x, y) => return,
            Some((from, row)) if row == y && from < x => {
                if !self.rewrite(line.get(from..x).unwrap_or_default()) {
                    csi(&mut self.out, x - from, b'C');
                }
            }
            _ if x == 0 => csi(&mut self.out, y + 1, b'H'),
            Some((from, row)) if from == x && row < y => csi(&mut self.out, y - row, b'B'),
            _ => self.jump(x, y),
        }
        self.at = Some((x, y));
    }

    fn jump(&mut self, x: usize, y: usize) {
        self.out.extend_from_slice(b"\x1b[");
        decimal(&mut self.out, y + 1);
        self.out.push(b';');
        decimal(&mut self.out, x + 1);
        self.out.push(b'H');
    }

    /// Rewrites a short gap if it looks the way the current style writes it.
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
        let columns = columns(cell);
        if columns.is_none() {
            self.clear(usize::from(cell.cell_width()).max(1));
        }
        match *cell.symbol().as_bytes() {
            [byte] => self.out.push(byte),
            ref bytes => self.out.extend_from_slice(bytes),
        }
        let last = self.at.filter(|(x, _)| x + 1 == width && is_text(cell));
        // Terminals also disagree about where the cursor is after the last column.
        self.step(columns.unwrap_or(width), width);
        self.flows = last.map(|(_, y)| y + 1);
    }

    /// Blanks the next cells first: not every terminal overwrites all of them.
    fn clear(&mut self, count: usize) {
        let Some((x, y)) = self.at else { return };
        self.out.extend(std::iter::repeat_n(b' ', count));
        self.jump(x, y);
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

/// Removes from a line what a terminal must not be sent.
///
/// That is control characters: all external text is sanitized when drawn, and this is the last safeguard. And
/// wide characters whose second half was drawn over, such as by a dialog's edge: the terminal would show the
/// character and not the edge.
pub(super) fn repair(line: &mut [Cell]) {
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

/// A control sequence with one number, which is omitted if it is 1.
fn csi(out: &mut Vec<u8>, number: usize, end: u8) {
    out.extend_from_slice(b"\x1b[");
    if number != 1 {
        decimal(out, number);
    }
    out.push(end);
}
