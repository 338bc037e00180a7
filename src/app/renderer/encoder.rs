//! The bytes that make one frame another: moves, colors, characters and erased blanks.

use super::{
    ScrollHint,
    cell::{columns, is_blank, is_odd, is_plain, is_text, is_wide, looks_alike},
};
use crate::app::sgr::{SgrWriter, decimal};
use ratatui::buffer::{Buffer, Cell, CellWidth};

/// A gap of so many unchanged cells is written again rather than jumped over.
const SHORT_GAP: usize = 4;
/// So many blanks are erased rather than written.
const LONG_BLANK: usize = 9;

/// The bytes from `shown` to `next`, unless they are more than a limit. They begin and end with
/// default colors.
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
    pen: SgrWriter,
    /// Where the terminal's cursor is, if that is certain: column and line.
    at: Option<(usize, usize)>,
    /// The line that a character goes to by itself, because the last one has filled the line above.
    flows: Option<usize>,
}

impl Encoder {
    fn line(&mut self, y: usize, before: &[Cell], line: &[Cell]) {
        // What terminals leave behind when half of a wide character is overwritten differs, and so does what they
        // take for one: lines with such are written from end to end.
        let whole = before.iter().chain(line).any(is_odd);
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
        let columns = columns(cell);
        if columns.is_none() {
            self.clear(usize::from(cell.cell_width()).max(1));
        }
        match *cell.symbol().as_bytes() {
            [byte] => self.out.push(byte),
            ref bytes => self.out.extend_from_slice(bytes),
        }
        let last = self.at.filter(|(x, _)| x + 1 == width && is_text(cell));
        // Terminals disagree about where the cursor is after the last column, too.
        self.step(columns.unwrap_or(width), width);
        self.flows = last.map(|(_, y)| y + 1);
    }

    /// Takes away what the next cells show: not every terminal will write over all of them.
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

/// Takes out of a line what a terminal must not be sent.
///
/// Control characters: everything that comes from outside is made harmless where it is drawn;
/// this is the last gate. Wide characters whose second half was drawn over, as a dialog does at
/// its edge: the terminal would show the character and not the edge.
pub(super) fn mend(line: &mut [Cell]) {
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
