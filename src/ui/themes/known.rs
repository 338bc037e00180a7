//! Palettes that many people use in their editors and terminals, with the values that their authors have published:
//!
//! | palette | authors | page |
//! |---|---|---|
//! | Catppuccin Mocha | Catppuccin | <https://catppuccin.com/palette> |
//! | Gruvbox Dark | Pavel Pertsev | <https://github.com/morhetz/gruvbox> |
//! | Nord | Sven Greb and Arctic Ice Studio | <https://www.nordtheme.com> |
//! | Solarized Light | Ethan Schoonover | <https://ethanschoonover.com/solarized> |
//! | Dracula | Zeno Rocha and contributors | <https://draculatheme.com/spec> |
//!
//! Each has a background of its own, which is painted. What could not be read on it or on the cursor's row is mixed
//! with black or white by `view::theme`, as little as is needed.

use super::{colors::Colors, shade::Shade};

const fn hex(color: u32) -> Shade {
    Shade::hex(color)
}

/// The same, with the one of 256 colors that the author has published for it.
const fn hex_or(color: u32, index: u8) -> Shade {
    let [_, red, green, blue] = color.to_be_bytes();
    Shade::RgbOr([red, green, blue], index)
}

pub const CATPPUCCIN_MOCHA: Colors = Colors {
    background: hex(0x1e_1e2e), // Base
    text: hex(0xcd_d6f4),       // Text
    dim: hex(0xa6_adc8),        // Subtext 0
    line: hex(0x6c_7086),       // Overlay 0
    accent: hex(0x94_e2d5),     // Teal
    good: hex(0xa6_e3a1),       // Green
    busy: hex(0xf9_e2af),       // Yellow
    bad: hex(0xf3_8ba8),        // Red
    demo: hex(0xcb_a6f7),       // Mauve
    changed: hex(0x89_b4fa),    // Blue
    json: hex(0xb4_befe),       // Lavender
    production: hex(0xf3_8ba8), // Red
    row: hex(0x31_3244),        // Surface 0
    row_text: hex(0xcd_d6f4),   // Text
    covered: hex(0x6c_7086),    // Overlay 0
};

pub const GRUVBOX_DARK: Colors = Colors {
    background: hex_or(0x28_2828, 235), // bg0
    text: hex_or(0xeb_dbb2, 223),       // fg1
    dim: hex_or(0xbd_ae93, 248),        // fg3
    line: hex_or(0x7c_6f64, 243),       // bg4
    accent: hex_or(0x8e_c07c, 108),     // bright aqua
    good: hex_or(0xb8_bb26, 142),       // bright green
    busy: hex_or(0xfa_bd2f, 214),       // bright yellow
    bad: hex(0xfb_4934),                // bright red
    demo: hex_or(0xd3_869b, 175),       // bright purple
    changed: hex_or(0x83_a598, 109),    // bright blue
    json: hex_or(0xd5_c4a1, 250),       // fg2
    production: hex_or(0xfb_4934, 167), // bright red
    row: hex_or(0x3c_3836, 237),        // bg1
    row_text: hex_or(0xeb_dbb2, 223),   // fg1
    covered: hex_or(0x7c_6f64, 243),    // bg4
};

pub const NORD: Colors = Colors {
    background: hex(0x2e_3440), // nord0
    text: hex(0xd8_dee9),       // nord4
    dim: hex(0x81_a1c1),        // nord9
    line: hex(0x5e_81ac),       // nord10
    accent: hex(0x88_c0d0),     // nord8
    good: hex(0xa3_be8c),       // nord14
    busy: hex(0xeb_cb8b),       // nord13
    bad: hex(0xbf_616a),        // nord11
    demo: hex(0xb4_8ead),       // nord15
    changed: hex(0x81_a1c1),    // nord9
    json: hex(0x8f_bcbb),       // nord7
    production: hex(0xbf_616a), // nord11
    row: hex(0x3b_4252),        // nord1
    row_text: hex(0xe5_e9f0),   // nord5
    covered: hex(0x5e_81ac),    // nord10
};

pub const SOLARIZED_LIGHT: Colors = Colors {
    background: hex_or(0xfd_f6e3, 230), // base3
    text: hex_or(0x07_3642, 235),       // base02
    dim: hex_or(0x58_6e75, 240),        // base01
    line: hex_or(0x83_9496, 244),       // base0
    accent: hex_or(0x2a_a198, 37),      // cyan
    good: hex_or(0x85_9900, 64),        // green
    busy: hex_or(0xb5_8900, 136),       // yellow
    bad: hex_or(0xdc_322f, 160),        // red
    demo: hex_or(0x6c_71c4, 61),        // violet
    changed: hex_or(0x26_8bd2, 33),     // blue
    json: hex_or(0x2a_a198, 37),        // cyan
    production: hex_or(0xdc_322f, 160), // red
    row: hex_or(0xee_e8d5, 254),        // base2
    row_text: hex_or(0x07_3642, 235),   // base02
    covered: hex_or(0x83_9496, 244),    // base0
};

pub const DRACULA: Colors = Colors {
    background: hex(0x28_2a36), // Background
    text: hex(0xf8_f8f2),       // Foreground
    dim: hex(0x62_72a4),        // Comment
    line: hex(0x62_72a4),       // Comment
    accent: hex(0x8b_e9fd),     // Cyan
    good: hex(0x50_fa7b),       // Green
    busy: hex(0xff_b86c),       // Orange
    bad: hex(0xff_5555),        // Red
    demo: hex(0xbd_93f9),       // Purple
    changed: hex(0x8b_e9fd),    // Cyan
    json: hex(0xf1_fa8c),       // Yellow
    production: hex(0xff_5555), // Red
    row: hex(0x34_3746),        // Background Light
    row_text: hex(0xf8_f8f2),   // Foreground
    covered: hex(0x62_72a4),    // Comment
};
