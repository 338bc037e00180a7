//! Writing on one line of cells.

use super::super::text;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// Writes as much of a text as fits from this position on, and returns the next column. Like
/// [`Buffer::set_stringn`], but skips the search for grapheme clusters where there are none.
pub fn write(buffer: &mut Buffer, at: (u16, u16), text: &str, room: usize, style: Style) -> u16 {
    let (x, y) = at;
    if !text::is_simple_text(text) {
        return buffer.set_stringn(x, y, text, room, style).0;
    }
    let line = usize::from(y.saturating_sub(buffer.area.y)) * usize::from(buffer.area.width);
    let place = line + usize::from(x.saturating_sub(buffer.area.x));
    let room = room.min(buffer.area.right().saturating_sub(x).into());
    let cells = buffer.content.iter_mut().skip(place).take(room);
    let mut end = x;
    for (cell, c) in cells.zip(text.chars()) {
        cell.set_char(c).set_style(style);
        end += 1;
    }
    end
}

/// Writes from left to right on one line and never past its end.
#[derive(Debug)]
pub struct LineWriter<'a> {
    buffer: &'a mut Buffer,
    x: u16,
    y: u16,
    end: u16,
}

impl<'a> LineWriter<'a> {
    /// A writer at the start of a line of the area, counted from 0. Outside the area, nothing is written.
    pub fn new(buffer: &'a mut Buffer, area: Rect, line: u16) -> Self {
        let area = area.intersection(buffer.area);
        let y = area.y.saturating_add(line);
        let end = if line < area.height {
            area.right()
        } else {
            area.x
        };
        Self {
            buffer,
            x: area.x,
            y,
            end,
        }
    }

    /// Returns how many cells are left.
    pub const fn left(&self) -> usize {
        self.end.saturating_sub(self.x) as usize
    }

    /// Writes as much of a text as fits.
    pub fn put(&mut self, text: &str, style: Style) -> &mut Self {
        if self.left() > 0 {
            let left = self.left();
            self.x = write(self.buffer, (self.x, self.y), text, left, style);
        }
        self
    }

    /// Skips cells without changing them.
    pub const fn skip(&mut self, cells: u16) -> &mut Self {
        self.x = self.x.saturating_add(cells);
        self
    }

    /// Moves to a column of the screen, but never back.
    pub fn to(&mut self, x: u16) -> &mut Self {
        self.x = self.x.max(x);
        self
    }

    /// The column where the next text begins.
    pub const fn x(&self) -> u16 {
        self.x
    }

    /// What was written from this column on.
    pub const fn since(&self, x: u16) -> Rect {
        let end = if self.x < self.end { self.x } else { self.end };
        Rect {
            x,
            y: self.y,
            width: end.saturating_sub(x),
            height: 1,
        }
    }

    /// Writes a text at the end of the line, and shortens the line by it. Returns `false`, and writes nothing, if
    /// it does not fit.
    pub fn put_right(&mut self, text: &str, style: Style) -> bool {
        let wide = text::width(text);
        if wide > self.left() {
            return false;
        }
        self.end = self.end.saturating_sub(wide as u16);
        write(self.buffer, (self.end, self.y), text, wide, style);
        true
    }
}
