//! Colors and modifiers as the shortest control sequence from the terminal's current style.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};

/// Each modifier with the codes that turn it on and off.
const MODIFIERS: &[(Modifier, u8, u8)] = &[
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];
/// Modifiers that share their "off" code: turning one off turns both off.
const INTENSITY: Modifier = Modifier::BOLD.union(Modifier::DIM);
const BLINK: Modifier = Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK);

/// The style the terminal currently writes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SgrWriter {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

impl Default for SgrWriter {
    fn default() -> Self {
        Self {
            fg: Color::Reset,
            bg: Color::Reset,
            underline: Color::Reset,
            modifier: Modifier::empty(),
        }
    }
}

impl From<&Cell> for SgrWriter {
    fn from(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }
}

impl SgrWriter {
    /// Whether a cell can be written without any change.
    pub fn writes(self, cell: &Cell) -> bool {
        self == Self::from(cell)
    }

    /// Changes to the style of a cell.
    pub fn take(&mut self, cell: &Cell, out: &mut Vec<u8>) {
        self.change(Self::from(cell), out);
    }

    /// Changes to a style in which a blank looks like this cell; attributes invisible on a blank are left as they
    /// are.
    pub fn take_blank(&mut self, cell: &Cell, out: &mut Vec<u8>) {
        let hidden = Modifier::BOLD | Modifier::DIM | Modifier::ITALIC;
        let modifier = self.modifier & hidden;
        self.change(
            Self {
                bg: cell.bg,
                modifier,
                ..*self
            },
            out,
        );
    }

    /// Changes back to the terminal's defaults.
    pub fn reset(&mut self, out: &mut Vec<u8>) {
        self.change(Self::default(), out);
    }

    fn change(&mut self, to: Self, out: &mut Vec<u8>) {
        if *self == to {
            return;
        }
        if to == Self::default() {
            out.extend_from_slice(b"\x1b[m");
        } else {
            out.extend_from_slice(b"\x1b[");
            self.modifiers(to.modifier, out);
            if self.fg != to.fg {
                color(to.fg, 30, out);
            }
            if self.bg != to.bg {
                color(to.bg, 40, out);
            }
            if self.underline != to.underline {
                color(to.underline, 50, out);
            }
            // Each part ends with a semicolon; the last one is replaced by the final byte.
            out.pop();
            out.push(b'm');
        }
        *self = to;
    }

    fn modifiers(&self, to: Modifier, out: &mut Vec<u8>) {
        let mut lost = self.modifier - to;
        let mut gained = to - self.modifier;
        if lost.intersects(BLINK) {
            gained |= to & BLINK;
        }
        // Some terminals have a single intensity, the last one set: it is always set in full.
        if (lost | gained).intersects(INTENSITY) {
            gained |= to & INTENSITY;
        }
        for (modifier, _, off) in MODIFIERS {
            if lost.contains(*modifier) {
                number(*off, out);
                // One code is enough for both modifiers of a group.
                lost -= if INTENSITY.contains(*modifier) {
                    INTENSITY
                } else {
                    *modifier
                };
            }
        }
        for (modifier, on, _) in MODIFIERS {
            if gained.contains(*modifier) {
                number(*on, out);
            }
        }
    }
}

/// Writes a decimal number. By hand, because a full frame has a thousand of them.
pub fn decimal(out: &mut Vec<u8>, number: usize) {
    if number > 9 {
        decimal(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}

fn number(n: u8, out: &mut Vec<u8>) {
    decimal(out, n.into());
    out.push(b';');
}

fn numbers(all: &[u8], out: &mut Vec<u8>) {
    for n in all {
        number(*n, out);
    }
}

/// A color for the text (base 30), the background (40) or the underline (50).
fn color(color: Color, base: u8, out: &mut Vec<u8>) {
    let index = match color {
        Color::Reset => return number(base + 9, out),
        Color::Rgb(r, g, b) => return numbers(&[base + 8, 2, r, g, b], out),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) => index,
    };
    match (base, index) {
        (30 | 40, 0..8) => number(base + index, out),
        (30 | 40, 8..16) => number(base + 60 + index - 8, out),
        _ => numbers(&[base + 8, 5, index], out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, modifier: Modifier) -> SgrWriter {
        SgrWriter {
            fg,
            modifier,
            ..SgrWriter::default()
        }
    }

    #[test]
    fn only_what_changed_is_sent() {
        let cases = [
            (
                SgrWriter::default(),
                pen(Color::Red, Modifier::BOLD),
                "\x1b[1;31m",
            ),
            (
                pen(Color::Red, Modifier::BOLD),
                pen(Color::Green, Modifier::BOLD),
                "\x1b[32m",
            ),
            (
                pen(Color::Red, Modifier::BOLD),
                SgrWriter::default(),
                "\x1b[m",
            ),
            (
                pen(Color::Red, Modifier::BOLD),
                pen(Color::Red, Modifier::empty()),
                "\x1b[22m",
            ),
            (
                pen(Color::Reset, INTENSITY),
                pen(Color::Reset, Modifier::DIM),
                "\x1b[22;2m",
            ),
            (
                pen(Color::Reset, Modifier::DIM),
                pen(Color::Reset, INTENSITY),
                "\x1b[1;2m",
            ),
            (
                SgrWriter::default(),
                pen(Color::LightRed, Modifier::empty()),
                "\x1b[91m",
            ),
            (
                SgrWriter::default(),
                pen(Color::Indexed(200), Modifier::empty()),
                "\x1b[38;5;200m",
            ),
            (
                SgrWriter::default(),
                pen(Color::Rgb(1, 2, 3), Modifier::REVERSED),
                "\x1b[7;38;2;1;2;3m",
            ),
        ];
        for (mut from, to, bytes) in cases {
            let mut out = Vec::new();
            from.change(to, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), bytes);
            assert_eq!(from, to);
        }
    }
}
