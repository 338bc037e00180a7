//! A color as a theme names it.

use std::fmt;

/// A color, or what stands for one where there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// The terminal's own, of its text or its background.
    Own,
    /// The terminal's own, dimmed.
    Dim,
    /// The terminal's own, bold.
    Bold,
    /// One of the sixteen that the user may have chosen for the terminal.
    Ansi(u8),
    /// One of the 256 that is the same everywhere: 16 to 255.
    Index(u8),
    /// Red, green and blue; the nearest of the 256 where there are no more.
    Rgb([u8; 3]),
    /// The same, with the one of the 256 to use where there are no more.
    RgbOr([u8; 3], u8),
}

/// The names of the sixteen colors, in the order of the terminal.
pub const ANSI: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];
/// The names of what is no color.
pub const PLAIN: [(&str, Shade); 3] = [
    ("none", Shade::Own),
    ("dim", Shade::Dim),
    ("bold", Shade::Bold),
];

impl Shade {
    /// A color written as 0xRRGGBB.
    pub const fn hex(color: u32) -> Self {
        let [_, red, green, blue] = color.to_be_bytes();
        Self::Rgb([red, green, blue])
    }

    /// One of the 256 colors; the first sixteen are the terminal's.
    pub const fn index(index: u8) -> Self {
        match index {
            0..16 => Self::Ansi(index),
            _ => Self::Index(index),
        }
    }

    /// Reads `#rrggbb` or a name.
    pub fn read(text: &str) -> Option<Self> {
        if let Some(digits) = text.strip_prefix('#') {
            let is_hex = digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit());
            let color = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
            return Some(Self::hex(color));
        }
        let plain = PLAIN.iter().find(|(name, _)| *name == text);
        let ansi = (0..16).zip(ANSI).find(|(_, name)| *name == text);
        plain
            .map(|(_, shade)| *shade)
            .or(ansi.map(|(index, _)| Self::Ansi(index)))
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PLAIN.iter().map(|(name, _)| *name).chain(ANSI)
    }

    /// Whether a terminal with sixteen colors can show it.
    pub const fn is_of_sixteen(self) -> bool {
        matches!(self, Self::Own | Self::Dim | Self::Bold | Self::Ansi(_))
    }
}

/// As it is read: `#rrggbb`, a name or a number.
impl fmt::Display for Shade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Ansi(index) => f.write_str(ANSI.get(usize::from(index)).unwrap_or(&"none")),
            Self::Index(index) => write!(f, "{index}"),
            Self::Rgb([red, green, blue]) | Self::RgbOr([red, green, blue], _) => {
                write!(f, "#{red:02x}{green:02x}{blue:02x}")
            }
            plain => {
                let name = PLAIN.iter().find(|(_, shade)| *shade == plain);
                f.write_str(name.map_or("none", |(name, _)| name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_is_read_as_it_is_written() {
        let texts = ["#1e1e2e", "none", "dim", "bold", "black", "bright-white"];
        for text in texts {
            assert_eq!(Shade::read(text).unwrap().to_string(), text);
        }
        assert_eq!(Shade::read("#8BE9FD"), Some(Shade::hex(0x008b_e9fd)));
        for text in ["1e1e2e", "#1e1", "#1e1e2g", "#+1e1e2", "pink", ""] {
            assert_eq!(Shade::read(text), None, "{text}");
        }
        assert_eq!(Shade::index(1), Shade::read("red").unwrap());
        assert_eq!(Shade::index(79).to_string(), "79");
    }
}
