//! Which lines of a text are visible.
//!
//! A text is a list of lines. What is drawn is a list of *rows*: one line, or two lines side by side. A row takes one
//! line of the screen, or several if long lines are wrapped. The position at the top is stored as a line of the text,
//! so that it survives changes of width and layout.
//!
//! The cost depends on what is on the screen, not on the length of the text: of a long line only the part above is
//! scanned, once. The last line, and one that is scrolled back over, are scanned in full.

use super::{Content, Diff, Viewer};
use crate::ui::text::{chop, clean, width};
use std::borrow::Cow;

/// The columns of the sign before a line of a difference.
pub const SIGN: u16 = 2;
/// The columns between the two sides.
pub const GAP: u16 = 3;

/// The size of a text on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextArea {
    pub columns: u16,
    pub lines: u16,
    /// Whether a difference is shown side by side.
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

/// The position at the top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextPosition {
    /// The line of the text.
    pub line: usize,
    /// Which of its lines on the screen, if it is wrapped.
    pub part: usize,
}

/// A row and one of its lines on the screen, in order.
pub type At = (usize, usize);

/// A text laid out.
#[derive(Debug, Clone, Copy)]
pub struct TextLayout<'a> {
    content: &'a Content,
    wrap: bool,
    room: TextArea,
}

impl Viewer {
    /// Lays the text out for this size.
    pub const fn layout(&self, room: TextArea) -> TextLayout<'_> {
        TextLayout {
            content: &self.content,
            wrap: self.wrap,
            room,
        }
    }

    /// The position at the top as a row, limited to how far the text can be scrolled.
    pub fn top(&self, room: TextArea) -> At {
        let layout = self.layout(room);
        layout.at(self.top).min(layout.last_position())
    }
}

impl<'a> TextLayout<'a> {
    const fn diff(&self) -> Option<&'a Diff> {
        match self.content {
            Content::Diff(diff) => Some(diff),
            Content::Text(_)
            | Content::Secret(_)
            | Content::Output(_)
            | Content::Log { .. }
            | Content::Schemas(_) => None,
        }
    }

    /// The number of lines of the text.
    pub fn lines(&self) -> usize {
        match self.content {
            Content::Text(lines) => lines.len(),
            Content::Secret(uri) => uri.expose().lines().count(),
            Content::Output(output) => output.count(),
            Content::Diff(diff) => diff.lines().len(),
            Content::Log { .. } | Content::Schemas(_) => 0,
        }
    }

    /// A line of the text as received.
    pub fn line(&self, at: usize) -> &'a str {
        let line = match self.content {
            Content::Text(lines) => lines.get(at).map(String::as_str),
            Content::Secret(uri) => uri.expose().lines().nth(at),
            Content::Output(output) => output.line(at),
            Content::Diff(diff) => diff.lines().get(at).map(|(_, line)| line.as_str()),
            Content::Log { .. } | Content::Schemas(_) => None,
        };
        line.unwrap_or_default()
    }

    /// The number of rows.
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

    /// The columns of one side, or of all if there is only one.
    pub fn side(&self) -> u16 {
        match self.diff().filter(|_| self.room.paired) {
            Some(_) => self.room.columns.saturating_sub(GAP) / 2,
            None => self.room.columns,
        }
    }

    /// The columns available for a line, without its sign.
    fn columns(&self) -> usize {
        let sign = self.diff().map_or(0, |_| SIGN);
        usize::from(self.side().saturating_sub(sign)).max(1)
    }

    /// A line of the text as it is drawn.
    pub fn drawn(&self, line: usize) -> Cow<'a, str> {
        clean(self.line(line))
    }

    /// The parts into which a drawn line is wrapped.
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

    /// The number of screen lines that a row takes.
    pub fn height(&self, row: usize) -> usize {
        self.height_within(row, usize::MAX)
    }

    /// The number of screen lines that a row takes, counted up to `most`.
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

    /// The number of screen lines that the whole text takes, counted up to `most`.
    pub fn line_count(&self, most: usize) -> usize {
        let mut tall = 0;
        for row in 0..self.rows() {
            tall += self.height_within(row, most);
            if tall >= most {
                return most;
            }
        }
        tall
    }

    /// A position as a row.
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

    /// Moves a position by a number of screen lines, within the text.
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

    /// The furthest that the text can be scrolled: it fills its area, or its last hunk is at the top.
    pub fn last_position(&self) -> At {
        let last = self.rows().saturating_sub(1);
        let end = (last, self.height(last).saturating_sub(1));
        let full = self.step(
            end,
            1 - isize::try_from(self.room.lines.max(1)).unwrap_or(1),
        );
        let hunk = self.diff().and_then(|diff| diff.hunks().last());
        hunk.map_or(full, |hunk| full.max((self.row_of(*hunk), 0)))
    }

    /// Where the top must be to show a position in a line: unchanged if that is visible, else with a third of the
    /// area above it.
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
        self.step(wanted, -above).min(self.last_position())
    }

    /// Where the left edge must be to show these bytes of a line.
    pub fn sideways(&self, from: u16, line: usize, at: std::ops::Range<usize>) -> u16 {
        if self.wrap {
            return 0;
        }
        let text = self.line(line);
        let column = |byte| width(&clean(text.get(..byte).unwrap_or_default()));
        let (begin, end) = (column(at.start), column(at.end));
        let columns = self.columns();
        let edge = usize::from(from);
        // The last column may hold the sign that the line continues.
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
        let layout = viewer.layout(room);
        let wide = "東".len();
        assert_eq!(layout.height(0), 20);
        assert_eq!(layout.height_within(0, 7), 7);
        assert_eq!(layout.showing((0, 0), 0, 12 * wide), (0, 6));
        assert_eq!(layout.showing((0, 0), 0, 39 * wide), layout.last_position());
        assert_eq!(layout.showing((0, 5), 0, 13 * wide), (0, 5));
    }
}
