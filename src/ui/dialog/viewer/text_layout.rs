//! Which lines of a text are in view.
//!
//! A text is a list of lines. What is drawn is a list of *rows*: a line, or two lines beside each
//! other. A row takes one line of the screen, or several where what is long goes on below. The place
//! at the top is kept as a line of the text, so that it survives another width and another form.
//!
//! All of this costs as much as is on the screen, whatever the length of the text: of a long line only
//! what lies above is walked over, once; of the last one and of one that is scrolled back over, all.

use super::{Content, Diff, Viewer};
use crate::ui::text::{chop, clean, width};
use std::borrow::Cow;

/// The columns that a sign takes before a line of a difference.
pub const SIGN: u16 = 2;
/// The columns between two sides.
pub const GAP: u16 = 3;

/// The room that a text has on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextArea {
    pub columns: u16,
    pub lines: u16,
    /// A difference stands in it side by side.
    pub paired: bool,
}

impl Default for TextArea {
    fn default() -> Self {
        Self {
            columns: 80,
            lines: 20,
            paired: false,
        }
    }
}

/// What is at the top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextPosition {
    /// The line of the text.
    pub line: usize,
    /// Which of the lines of the screen that it goes on over.
    pub part: usize,
}

/// A row and one of its lines on the screen; later ones are greater.
pub type At = (usize, usize);

/// A text as it is laid out.
#[derive(Debug, Clone, Copy)]
pub struct TextLayout<'a> {
    content: &'a Content,
    wrap: bool,
    room: TextArea,
}

impl Viewer {
    /// The text, laid out in so much room.
    pub const fn sheet(&self, room: TextArea) -> TextLayout<'_> {
        TextLayout {
            content: &self.content,
            wrap: self.wrap,
            room,
        }
    }

    /// What is at the top, as a row: as far down as the text allows.
    pub fn top(&self, room: TextArea) -> At {
        let sheet = self.sheet(room);
        sheet.at(self.top).min(sheet.furthest())
    }
}

impl<'a> TextLayout<'a> {
    const fn diff(&self) -> Option<&'a Diff> {
        match self.content {
            Content::Diff(diff) => Some(diff),
            Content::Text(_) | Content::Secret(_) | Content::Log { .. } | Content::Schemas(_) => {
                None
            }
        }
    }

    /// How many lines of the text there are.
    pub fn lines(&self) -> usize {
        match self.content {
            Content::Text(lines) => lines.len(),
            Content::Secret(uri) => uri.expose().lines().count(),
            Content::Diff(diff) => diff.lines().len(),
            Content::Log { .. } | Content::Schemas(_) => 0,
        }
    }

    /// A line of the text, as it came.
    pub fn line(&self, at: usize) -> &'a str {
        let line = match self.content {
            Content::Text(lines) => lines.get(at).map(String::as_str),
            Content::Secret(uri) => uri.expose().lines().nth(at),
            Content::Diff(diff) => diff.lines().get(at).map(|(_, line)| line.as_str()),
            Content::Log { .. } | Content::Schemas(_) => None,
        };
        line.unwrap_or_default()
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        match self.diff().filter(|_| self.room.paired) {
            Some(diff) => diff.pairs().len(),
            None => self.lines(),
        }
    }

    /// The lines of a row: one, or one on each side.
    pub fn row(&self, row: usize) -> (Option<usize>, Option<usize>) {
        match self.diff().filter(|_| self.room.paired) {
            Some(diff) => diff.pairs().get(row).copied().unwrap_or_default(),
            None => (Some(row), None),
        }
    }

    fn row_of(&self, line: usize) -> usize {
        match self.diff().filter(|_| self.room.paired) {
            Some(diff) => diff.pair_of(line),
            None => line,
        }
    }

    /// The columns of a side; of all, where there is one.
    pub fn side(&self) -> u16 {
        match self.diff().filter(|_| self.room.paired) {
            Some(_) => self.room.columns.saturating_sub(GAP) / 2,
            None => self.room.columns,
        }
    }

    /// The columns that a line has, its sign not counted.
    fn columns(&self) -> usize {
        let sign = self.diff().map_or(0, |_| SIGN);
        usize::from(self.side().saturating_sub(sign)).max(1)
    }

    /// A line of the text as it is drawn.
    pub fn drawn(&self, line: usize) -> Cow<'a, str> {
        clean(self.line(line))
    }

    /// The parts of such a line that stand below each other.
    pub fn parts<'t>(&self, drawn: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        let whole = (!self.wrap).then_some(drawn);
        let parts = self.wrap.then(|| chop(drawn, self.columns()));
        whole.into_iter().chain(parts.into_iter().flatten())
    }

    fn height_of(&self, line: usize, most: usize) -> usize {
        let text = self.drawn(line);
        if text.is_ascii() {
            width(&text).div_ceil(self.columns()).clamp(1, most.max(1))
        } else {
            self.parts(&text).take(most).count()
        }
    }

    /// How many lines of the screen a row takes.
    pub fn height(&self, row: usize) -> usize {
        self.height_within(row, usize::MAX)
    }

    /// How many of so many lines of the screen a row takes.
    pub fn height_within(&self, row: usize, most: usize) -> usize {
        if !self.wrap {
            return 1;
        }
        let (left, right) = self.row(row);
        let height = |line: Option<usize>| line.map_or(1, |line| self.height_of(line, most));
        if left == right {
            return height(left);
        }
        height(left).max(height(right))
    }

    /// How many lines of the screen all of it takes; not counted beyond so many.
    pub fn tall(&self, most: usize) -> usize {
        let mut tall = 0;
        for row in 0..self.rows() {
            tall += self.height_within(row, most);
            if tall >= most {
                return most;
            }
        }
        tall
    }

    /// A place as a row.
    pub fn at(&self, place: TextPosition) -> At {
        let row = self.row_of(place.line);
        let height = self.height_within(row, place.part.saturating_add(1));
        (row, place.part.min(height.saturating_sub(1)))
    }

    pub fn place(&self, (row, part): At) -> TextPosition {
        let (left, right) = self.row(row);
        let line = left.or(right).unwrap_or_default();
        TextPosition { line, part }
    }

    /// So many lines of the screen further down or up, within the text.
    pub fn step(&self, (mut row, mut part): At, by: isize) -> At {
        let last = self.rows().saturating_sub(1);
        if !self.wrap {
            return (row.saturating_add_signed(by).min(last), 0);
        }
        let mut left = by.unsigned_abs();
        while left > 0 {
            if by > 0 {
                let most = left.saturating_add(part + 1);
                let rest = self.height_within(row, most).saturating_sub(part + 1);
                if left <= rest {
                    return (row, part + left);
                }
                if row >= last {
                    return (row, part + rest);
                }
                (row, part, left) = (row + 1, 0, left - rest - 1);
            } else {
                if left <= part {
                    return (row, part - left);
                }
                if row == 0 {
                    return (0, 0);
                }
                left -= part + 1;
                row -= 1;
                part = self.height(row).saturating_sub(1);
            }
        }
        (row, part)
    }

    /// The furthest that the text can be scrolled: it fills its room, or its last hunk is at the top.
    pub fn furthest(&self) -> At {
        let last = self.rows().saturating_sub(1);
        let end = (last, self.height(last).saturating_sub(1));
        let full = self.step(
            end,
            1 - isize::try_from(self.room.lines.max(1)).unwrap_or(1),
        );
        let hunk = self.diff().and_then(|diff| diff.hunks().last());
        hunk.map_or(full, |hunk| full.max((self.row_of(*hunk), 0)))
    }

    /// Where the top must be so that a place in a line is in view: where it is, if it can stay; else
    /// with a wide of the room above it.
    pub fn showing(&self, top: At, line: usize, at: usize) -> At {
        let row = self.row_of(line);
        let before = self.line(line).get(..at).unwrap_or_default();
        let (text, before) = (self.drawn(line), clean(before).len());
        let mut end = 0;
        let is_before = |part: &&str| {
            end += part.len();
            end <= before
        };
        let part = self.parts(&text).take_while(is_before).count();
        let wanted = (row, part);
        let end = self.step(top, isize::try_from(self.room.lines).unwrap_or(1) - 1);
        if (top..=end).contains(&wanted) {
            return top;
        }
        let above = isize::try_from(self.room.lines / 3).unwrap_or(0);
        self.step(wanted, -above).min(self.furthest())
    }

    /// Where the left edge must be so that what stands from one byte of a line to another is in view.
    pub fn sideways(&self, from: u16, line: usize, at: std::ops::Range<usize>) -> u16 {
        if self.wrap {
            return 0;
        }
        let text = self.line(line);
        let column = |byte| width(&clean(text.get(..byte).unwrap_or_default()));
        let (begin, end) = (column(at.start), column(at.end));
        let columns = self.columns();
        let edge = usize::from(from);
        // The last column may hold the sign that the line goes on.
        if begin >= edge && end < edge + columns {
            return from;
        }
        if end < columns {
            return 0;
        }
        u16::try_from(begin.saturating_sub(columns / 2)).unwrap_or(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_behind_wide_characters_is_in_view() {
        // Two of them fit into five columns.
        let text = "東".repeat(40);
        let viewer = Viewer::new("", Content::Text(vec![text]));
        let room = TextArea {
            columns: 5,
            lines: 2,
            paired: false,
        };
        let sheet = viewer.sheet(room);
        let wide = "東".len();
        assert_eq!(sheet.height(0), 20);
        assert_eq!(sheet.height_within(0, 7), 7);
        assert_eq!(sheet.showing((0, 0), 0, 12 * wide), (0, 6));
        assert_eq!(sheet.showing((0, 0), 0, 39 * wide), sheet.furthest());
        assert_eq!(sheet.showing((0, 5), 0, 13 * wide), (0, 5));
    }
}
