//! The colors of our own themes.

use super::{colors::Colors, shade::Shade};

use Shade::{Ansi, Bold, Dim, Index, Own, RgbOr};

const RED: Shade = Ansi(1);
const GREEN: Shade = Ansi(2);
const YELLOW: Shade = Ansi(3);
const BLUE: Shade = Ansi(4);
const MAGENTA: Shade = Ansi(5);
const CYAN: Shade = Ansi(6);

/// No color at all.
pub const MONO: Colors = Colors {
    background: Own,
    text: Own,
    dim: Dim,
    line: Dim,
    accent: Own,
    good: Own,
    busy: Bold,
    bad: Bold,
    demo: Own,
    changed: Own,
    json: Own,
    production: Own,
    row: Own,
    row_text: Own,
    covered: Dim,
};

/// The terminal's own sixteen, those that can be read on black and on white.
pub const SIXTEEN: Colors = Colors {
    accent: CYAN,
    good: GREEN,
    // Yellow is too light on white.
    busy: MAGENTA,
    bad: RED,
    // Magenta is what is in progress, and blue is too dark on black.
    demo: Bold,
    changed: CYAN,
    production: RED,
    ..MONO
};

/// The terminal's own sixteen on a dark background.
pub const SIXTEEN_ON_DARK: Colors = Colors {
    busy: YELLOW,
    demo: MAGENTA,
    ..SIXTEEN
};

/// [`SIXTEEN_ON_DARK`] on a light terminal.
pub const SIXTEEN_DARK_ON_LIGHT: Colors = Colors {
    background: Ansi(0),
    text: Ansi(15),
    ..SIXTEEN_ON_DARK
};

/// [`SIXTEEN`] on white, on a dark terminal.
pub const SIXTEEN_LIGHT_ON_DARK: Colors = Colors {
    background: Ansi(15),
    text: Ansi(0),
    ..SIXTEEN
};

/// The terminal's own sixteen without red and green.
pub const SIXTEEN_BLUE: Colors = Colors {
    accent: CYAN,
    good: BLUE,
    busy: MAGENTA,
    bad: YELLOW,
    changed: BLUE,
    production: YELLOW,
    ..SIXTEEN
};

/// The bright half of the terminal's own sixteen, on black.
pub const SIXTEEN_BRIGHT: Colors = Colors {
    background: Ansi(0),
    text: Ansi(15),
    dim: Ansi(7),
    line: Ansi(7),
    accent: Ansi(14),
    good: Ansi(10),
    busy: Ansi(11),
    bad: Ansi(9),
    demo: Ansi(13),
    changed: Ansi(14),
    json: Ansi(10),
    covered: Ansi(8),
    ..SIXTEEN
};

/// White on red, whatever the background.
const PRODUCTION: Shade = Index(160);

/// About as far from black as from white, for a background that is not known. Of the 256 colors, few are in the
/// middle: these are the nearest.
pub const MIDDLE: Colors = Colors {
    dim: Index(243),
    line: Index(243),
    accent: RgbOr([0, 124, 184], 31),
    good: RgbOr([0, 136, 51], 28),
    busy: RgbOr([170, 102, 0], 130),
    bad: RgbOr([227, 36, 44], 161),
    demo: RgbOr([130, 96, 209], 98),
    changed: RgbOr([0, 120, 206], 31),
    production: PRODUCTION,
    covered: Index(243),
    ..MONO
};

/// For dark backgrounds.
pub const DARK: Colors = Colors {
    dim: Index(248),
    line: Index(244),
    accent: Index(75),
    good: Index(114),
    busy: Index(221),
    bad: Index(210),
    demo: Index(147),
    changed: Index(117),
    json: Index(151),
    production: PRODUCTION,
    row: Index(237),
    row_text: Index(255),
    covered: Index(244),
    ..MONO
};

/// For light backgrounds.
pub const LIGHT: Colors = Colors {
    dim: Index(240),
    line: Index(244),
    accent: Index(24),
    good: Index(22),
    busy: Index(94),
    bad: Index(124),
    demo: Index(55),
    changed: Index(25),
    json: Index(23),
    production: PRODUCTION,
    row: Index(254),
    row_text: Index(16),
    covered: Index(244),
    ..MONO
};

/// [`DARK`] on a light terminal: with a background of its own.
pub const DARK_ON_LIGHT: Colors = Colors {
    background: Index(234),
    text: Index(255),
    ..DARK
};

/// [`LIGHT`] on a dark terminal: with a background of its own.
pub const LIGHT_ON_DARK: Colors = Colors {
    background: Index(231),
    text: Index(16),
    ..LIGHT
};

/// Bright colors on black.
pub const HIGH_CONTRAST: Colors = Colors {
    background: Index(16),
    text: Index(231),
    dim: Index(253),
    line: Index(250),
    accent: Index(51),
    good: Index(83),
    busy: Index(226),
    bad: Index(217),
    demo: Index(219),
    changed: Index(123),
    json: Index(157),
    production: Index(217),
    row: Index(236),
    row_text: Index(231),
    covered: Index(243),
};

/// Neither red nor green, for a background that is not known. Based on the colors of Masataka Okabe and Kei Ito.
pub const BLUE_MIDDLE: Colors = Colors {
    accent: RgbOr([0xb0, 0x55, 0x8c], 97),
    good: RgbOr([0x00, 0x78, 0xce], 31),
    busy: RgbOr([0x8e, 0x72, 0x00], 133),
    bad: RgbOr([0xc4, 0x53, 0x00], 130),
    demo: RgbOr([0x86, 0x60, 0xd2], 98),
    changed: RgbOr([0x00, 0x78, 0xce], 31),
    production: RgbOr([0xd5, 0x5e, 0x00], 166),
    ..MIDDLE
};

/// The same for dark backgrounds.
pub const BLUE_ON_DARK: Colors = Colors {
    accent: RgbOr([0xe0, 0x9f, 0xc4], 182),
    good: RgbOr([0x56, 0xb4, 0xe9], 75),
    busy: RgbOr([0xf0, 0xe4, 0x42], 227),
    bad: RgbOr([0xf2, 0x8e, 0x1c], 208),
    demo: RgbOr([0xb3, 0x9d, 0xff], 141),
    changed: RgbOr([0x8c, 0xcf, 0xff], 117),
    json: RgbOr([0xbb, 0xdd, 0xf2], 153),
    production: RgbOr([0xd5, 0x5e, 0x00], 166),
    ..DARK
};

/// The same for light backgrounds.
pub const BLUE_ON_LIGHT: Colors = Colors {
    accent: RgbOr([0x8e, 0x3b, 0x6e], 89),
    good: RgbOr([0x00, 0x5f, 0xa3], 25),
    busy: RgbOr([0x6e, 0x56, 0x00], 58),
    bad: RgbOr([0xa8, 0x43, 0x00], 130),
    demo: RgbOr([0x5b, 0x3f, 0xa8], 55),
    changed: RgbOr([0x00, 0x4f, 0x8f], 24),
    json: RgbOr([0x1f, 0x4e, 0x6e], 23),
    production: RgbOr([0xd5, 0x5e, 0x00], 166),
    ..LIGHT
};
