//! The colors of the terminal in the pictures.

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Dark,
    Light,
}

pub type Rgb = (u8, u8, u8);

impl Theme {
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    pub fn background(self) -> Rgb {
        match self {
            Self::Dark => (0x14, 0x17, 0x1c),
            Self::Light => (0xff, 0xff, 0xff),
        }
    }

    pub fn text(self) -> Rgb {
        match self {
            Self::Dark => (0xdc, 0xdf, 0xe4),
            Self::Light => (0x24, 0x29, 0x2f),
        }
    }

    /// The sixteen colors that every terminal may choose.
    fn sixteen(self, index: u8) -> Rgb {
        let palette: [u32; 16] = match self {
            Self::Dark => [
                0x28_2c34, 0xf0_7178, 0x98_c379, 0xe5_c07b, 0x61_afef, 0xc6_8aee, 0x56_b6c2,
                0xc8_ccd4, 0x7f_848e, 0xff_8b92, 0xb1_d196, 0xf0_d197, 0x82_c2ff, 0xd7_a4f5,
                0x75_ccd7, 0xff_ffff,
            ],
            Self::Light => [
                0x24_292f, 0xcf_222e, 0x11_6329, 0x7d_4e00, 0x09_69da, 0x82_50df, 0x1b_7c83,
                0x6e_7781, 0x57_606a, 0xa4_0e26, 0x1a_7f37, 0x63_3c01, 0x21_8bff, 0xa4_75f9,
                0x31_92aa, 0x8c_959f,
            ],
        };
        let [_, red, green, blue] = palette
            .get(usize::from(index))
            .copied()
            .unwrap_or_default()
            .to_be_bytes();
        (red, green, blue)
    }

    /// A color of the terminal's palette of 256.
    fn indexed(self, index: u8) -> Rgb {
        let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        match index {
            0..=15 => self.sixteen(index),
            16..=231 => {
                let n = index - 16;
                (level(n / 36), level(n / 6 % 6), level(n % 6))
            }
            232.. => {
                let gray = 8 + 10 * (index - 232);
                (gray, gray, gray)
            }
        }
    }

    /// What a cell says of a color, or the terminal's own.
    pub fn rgb(self, color: vt100::Color, own: Rgb) -> Rgb {
        match color {
            vt100::Color::Default => own,
            vt100::Color::Idx(index) => self.indexed(index),
            vt100::Color::Rgb(red, green, blue) => (red, green, blue),
        }
    }
}

/// Text that the terminal draws faintly.
pub fn faint(text: Rgb, background: Rgb) -> Rgb {
    let mix = |a: u8, b: u8| u8::try_from((u16::from(a) * 3 + u16::from(b) * 2) / 5).unwrap_or(a);
    (
        mix(text.0, background.0),
        mix(text.1, background.1),
        mix(text.2, background.2),
    )
}

pub fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
