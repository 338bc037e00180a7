//! Encodes cells as bytes: what the terminal must be sent to show the next frame.
//!
//! ratatui has backends for this, but on a slow SSH line every byte counts: they move the cursor absolutely for
//! each gap, write colors in their long form and cannot scroll. This one knows what the terminal shows and sends
//! the difference, with relative moves, short color codes, erased runs of blanks and, when a list has moved, a
//! scroll region if that is shorter. Everything goes into one buffer, so a frame is one `write(2)`.

mod cell;
mod encoder;

use encoder::encode;
use ratatui::{buffer::Buffer, layout::Position};
use std::io::Write;

/// Full-width lines of the screen that have moved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScrollHint {
    /// The first line.
    pub top: u16,
    /// The line after the last one.
    pub bottom: u16,
    /// How many lines the content has moved up; negative is down.
    pub up: i32,
}

impl ScrollHint {
    /// Whether any of the lines remain on a screen of this height.
    fn is_possible(self, height: u16) -> bool {
        let lines = self.bottom.saturating_sub(self.top);
        self.bottom <= height && (1..u32::from(lines)).contains(&self.up.unsigned_abs())
    }

    /// Where the content of a line was before; `None` if it has scrolled in blank.
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

    /// Writes the sequence that makes the terminal scroll.
    fn order(self, out: &mut Vec<u8>) {
        let (top, bottom) = (self.top + 1, self.bottom);
        let direction = if self.up > 0 { 'S' } else { 'T' };
        let by = self.up.unsigned_abs();
        // Writing into a Vec cannot fail.
        let _ = write!(out, "\x1b[{top};{bottom}r\x1b[{by}{direction}\x1b[r");
    }
}

/// Knows what the terminal shows, and writes what the next frame needs.
#[derive(Debug)]
pub struct Painter {
    shown: Buffer,
    /// Nothing is known about the terminal: the next frame clears it.
    fresh: bool,
    cursor: Option<Position>,
    out: Vec<u8>,
}

impl Painter {
    /// Creates a painter for a terminal in an unknown state.
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

    /// Writes the difference to `next` and takes its cells, leaving the previous frame's in `next`.
    pub fn paint(&mut self, next: &mut Buffer, shift: Option<ScrollHint>) {
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

    /// Places the cursor where text is typed, or hides it, and returns the bytes of the whole frame; empty if the
    /// terminal already shows it.
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

#[cfg(test)]
mod tests {
    use super::{encoder::repair, *};
    use proptest::prelude::*;
    use ratatui::{
        buffer::CellWidth,
        layout::Rect,
        style::{Color, Modifier, Style},
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

    fn color(color: Color) -> vt100::Color {
        match color {
            Color::Red => vt100::Color::Idx(1),
            Color::LightBlue => vt100::Color::Idx(12),
            Color::Indexed(n) => vt100::Color::Idx(n),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            _ => vt100::Color::Default,
        }
    }

    /// Compares what a terminal shows with what it should show.
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
                assert_eq!(got.bgcolor(), color(want.bg), "background at {x},{y}");
                assert_eq!(
                    got.inverse(),
                    want.modifier.contains(Modifier::REVERSED),
                    "reverse at {x},{y}"
                );
                if want.symbol() != " " {
                    assert_eq!(got.fgcolor(), color(want.fg), "color at {x},{y}");
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
                wanted.content.chunks_mut(usize::from(AREA.width)).for_each(repair);
                painter.paint(&mut next, Some(ScrollHint { top, bottom, up }));
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
                Some(ScrollHint {
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
    fn a_name_of_disputed_width_leaves_nothing_behind_and_shifts_nothing() {
        // This terminal gives one column to each of the first two, where ratatui counts two.
        for name in [
            "⚠\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "🇩🇪",
            "👨\u{200d}👩\u{200d}👧",
            "e\u{301}",
            "\u{ad}",
        ] {
            let (mut painter, mut terminal) = (Painter::new(), terminal());
            let mut before = Buffer::empty(AREA);
            before.set_string(0, 0, "x".repeat(usize::from(AREA.width)), Style::new());
            painter.paint(&mut before, None);
            terminal.process(painter.finish(None));
            let mut next = Buffer::empty(AREA);
            let (end, _) = next.set_stringn(0, 0, format!("on {name}"), usize::MAX, Style::new());
            next.set_string(end, 0, " it", Style::new());
            painter.paint(&mut next, None);
            terminal.process(painter.finish(None));
            let row = terminal.screen().rows(0, AREA.width).next().unwrap();
            assert!(!row.contains('x'), "{row:?} is left of {name:?}");
            let after = terminal.screen().cell(0, end + 1).unwrap();
            assert_eq!(after.contents(), "i", "{row:?} with {name:?}");
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
