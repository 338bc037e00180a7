//! Themes: a few colors, expanded once into styles named by role.
//!
//! Drawing code asks for a role, never for a color. Color is never the only sign: a state has its word, the
//! selection is bold, the focused pane has a marked title. So `mono`, which sets no color at all, shows everything
//! the others do.
//!
//! `dark` and `light` choose from the 256 colors for one kind of background; the cursor's row is tinted, so that the
//! colors on it remain. `auto` becomes one of them if the terminal tells its background. Until then, and where it
//! does not, it uses the terminal's own sixteen colors, and colors glyphs and lines rather than text, so that text
//! stays readable on any palette.

use crate::kinds::Tone;
use ratatui::style::{Color, Modifier, Style};

/// Styles by role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its name in the configuration.
    pub name: &'static str,
    /// Ordinary text.
    pub text: Style,
    /// Labels, guides, and less important text.
    pub dim: Style,
    /// Names and other text that should stand out.
    pub strong: Style,
    /// Headings of tables.
    pub heading: Style,
    /// Borders of panes.
    pub border: Style,
    /// The border of the focused pane or dialog.
    pub border_focus: Style,
    /// Titles of panes.
    pub title: Style,
    /// The title of the focused pane or dialog.
    pub title_focus: Style,
    /// The cursor's row; patches the existing style.
    pub selected: Style,
    /// The cursor's row while another pane has focus.
    pub resting: Style,
    /// The part of a name that a filter matches; patches the existing style.
    pub found: Style,
    /// The current match of a search; patches the existing style.
    pub found_here: Style,
    /// Names of keys.
    pub key: Style,
    /// What is active, and costs money.
    pub good: Style,
    /// What is idle.
    pub quiet: Style,
    /// What is in progress.
    pub busy: Style,
    /// What needs attention.
    pub bad: Style,
    /// The word "demo": nothing here is real.
    pub demo: Style,
    /// Bars and gauges.
    pub chart: Style,
    /// The word PROD.
    pub production: Style,
    /// The border of dialogs that are about to do what cannot be undone.
    pub danger_border: Style,
    /// All that is behind a dialog; without one it stays as it is.
    pub behind: Option<Style>,
    /// Names in JSON.
    pub json_key: Style,
    pub json_text: Style,
    /// Numbers and keywords in JSON.
    pub json_number: Style,
}

/// The few colors a theme is made of.
struct Palette {
    accent: Style,
    good: Style,
    busy: Style,
    bad: Style,
    demo: Style,
    dim: Style,
    line: Style,
    text: Style,
    production: Style,
    behind: Option<Style>,
    /// The tint of the cursor's row; without one it is in reverse video.
    tint: Option<Color>,
}

impl Theme {
    /// The names of all themes, the default first.
    pub const NAMES: [&'static str; 4] = ["auto", "dark", "light", "mono"];

    /// Returns the theme with this name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "auto" => Self::auto(),
            "dark" => Self::dark(),
            "light" => Self::light(),
            "mono" => Self::mono(),
            _ => return None,
        })
    }

    /// The terminal's own colors, on any background.
    pub fn auto() -> Self {
        let dim = Style::new().add_modifier(Modifier::DIM);
        Self::from_palette(
            "auto",
            &Palette {
                accent: Style::new().fg(Color::Cyan),
                good: Style::new().fg(Color::Green),
                busy: Style::new().fg(Color::Magenta),
                bad: Style::new().fg(Color::Red),
                demo: Style::new().fg(Color::Magenta),
                dim,
                line: dim,
                text: Style::new().fg(Color::Blue),
                production: Style::new()
                    .fg(Color::Red)
                    .add_modifier(Modifier::BOLD | Modifier::REVERSED),
                behind: Some(dim),
                tint: None,
            },
        )
    }

    /// For dark backgrounds.
    pub fn dark() -> Self {
        let indexed = |index| Style::new().fg(Color::Indexed(index));
        Self::from_palette(
            "dark",
            &Palette {
                accent: indexed(79),
                good: indexed(114),
                busy: indexed(221),
                bad: indexed(210),
                demo: indexed(147),
                dim: indexed(248),
                line: indexed(242),
                text: indexed(151),
                production: Style::new()
                    .fg(Color::Indexed(231))
                    .bg(Color::Indexed(160))
                    .add_modifier(Modifier::BOLD),
                behind: Some(indexed(242)),
                tint: Some(Color::Indexed(237)),
            },
        )
    }

    /// For light backgrounds.
    pub fn light() -> Self {
        let indexed = |index| Style::new().fg(Color::Indexed(index));
        Self::from_palette(
            "light",
            &Palette {
                accent: indexed(24),
                good: indexed(22),
                busy: indexed(94),
                bad: indexed(160),
                demo: indexed(55),
                dim: indexed(240),
                line: indexed(244),
                text: indexed(23),
                production: Style::new()
                    .fg(Color::Indexed(231))
                    .bg(Color::Indexed(160))
                    .add_modifier(Modifier::BOLD),
                behind: Some(indexed(244)),
                tint: Some(Color::Indexed(195)),
            },
        )
    }

    /// The theme for a terminal with this background: red, green and blue.
    pub fn on([red, green, blue]: [u8; 3]) -> Self {
        let light = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
        if light > 127_500 {
            Self::light()
        } else {
            Self::dark()
        }
    }

    /// Whether it is made for any background.
    pub fn is_auto(&self) -> bool {
        self.name == "auto"
    }

    /// No color at all, for `NO_COLOR` and for terminals without color.
    pub fn mono() -> Self {
        let plain = Style::new();
        let dim = plain.add_modifier(Modifier::DIM);
        let bold = plain.add_modifier(Modifier::BOLD);
        let mut theme = Self::from_palette(
            "mono",
            &Palette {
                accent: plain,
                good: plain,
                busy: bold,
                bad: bold,
                demo: plain,
                dim,
                line: dim,
                text: plain,
                production: bold.add_modifier(Modifier::REVERSED),
                behind: None,
                tint: None,
            },
        );
        theme.json_key = bold;
        theme
    }

    fn from_palette(name: &'static str, palette: &Palette) -> Self {
        let bold = Modifier::BOLD;
        let reversed = Style::new()
            .fg(Color::Reset)
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::DIM);
        Self {
            name,
            text: Style::new(),
            dim: palette.dim,
            strong: Style::new().add_modifier(bold),
            heading: palette.dim,
            border: palette.line,
            border_focus: palette.accent,
            title: Style::new(),
            title_focus: palette.accent.add_modifier(bold),
            selected: match palette.tint {
                Some(tint) => Style::new().bg(tint).add_modifier(bold),
                None => reversed,
            },
            resting: Style::new().add_modifier(bold),
            found: palette.accent.add_modifier(bold | Modifier::UNDERLINED),
            found_here: reversed.add_modifier(bold),
            key: palette.accent.add_modifier(bold),
            good: palette.good,
            quiet: palette.dim,
            busy: palette.busy,
            bad: palette.bad,
            demo: palette.demo,
            chart: palette.accent,
            production: palette.production,
            danger_border: palette.bad,
            behind: palette.behind,
            json_key: palette.accent,
            json_text: palette.text,
            json_number: palette.busy,
        }
    }

    /// The style of a tone.
    pub const fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => self.text,
            Tone::Good => self.good,
            Tone::Quiet => self.quiet,
            Tone::Busy => self.busy,
            Tone::Bad => self.bad,
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::auto()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_background_chooses_the_theme() {
        for (background, name) in [
            ([0, 0, 0], "dark"),
            ([0x28, 0x2a, 0x36], "dark"),
            ([0x00, 0x2b, 0x36], "dark"),
            ([0xfd, 0xf6, 0xe3], "light"),
            ([255, 255, 255], "light"),
        ] {
            assert_eq!(Theme::on(background).name, name, "{background:?}");
        }
    }

    #[test]
    fn every_theme_has_its_name() {
        for name in Theme::NAMES {
            assert_eq!(Theme::named(name).map(|theme| theme.name), Some(name));
        }
        assert_eq!(Theme::named("neon"), None);
    }

    /// The RGB value of an indexed color in the default 256-color palette.
    fn rgb(color: Color) -> [u8; 3] {
        let Color::Indexed(index) = color else {
            panic!("{color:?} depends on the terminal");
        };
        let level = |part: u8| if part == 0 { 0 } else { 55 + 40 * part };
        match index {
            16..232 => [36, 6, 1].map(|step| level((index - 16) / step % 6)),
            232.. => [8 + 10 * (index - 232); 3],
            0..16 => panic!("{index} depends on the palette"),
        }
    }

    /// The contrast ratio of two colors by WCAG 2.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |color: [u8; 3]| {
            let linear = color.map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 {
                    part / 12.92
                } else {
                    ((part + 0.055) / 1.055).powf(2.4)
                }
            });
            0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        };
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }

    #[test]
    fn every_role_can_be_read_on_its_background() {
        const TEXT: f64 = 4.5;
        const LINES: f64 = 3.0;
        let backgrounds = [
            (Theme::dark(), [[0; 3], [30; 3]]),
            (Theme::light(), [[255; 3], [245; 3]]),
        ];
        for (theme, backgrounds) in backgrounds {
            let roles = [
                ("dim", theme.dim, TEXT),
                ("heading", theme.heading, TEXT),
                ("border", theme.border, LINES),
                ("border_focus", theme.border_focus, LINES),
                ("danger_border", theme.danger_border, LINES),
                ("title_focus", theme.title_focus, TEXT),
                ("found", theme.found, TEXT),
                ("key", theme.key, TEXT),
                ("good", theme.good, TEXT),
                ("quiet", theme.quiet, TEXT),
                ("busy", theme.busy, TEXT),
                ("bad", theme.bad, TEXT),
                ("demo", theme.demo, TEXT),
                ("chart", theme.chart, LINES),
                ("production", theme.production, TEXT),
                ("json_key", theme.json_key, TEXT),
                ("json_text", theme.json_text, TEXT),
                ("json_number", theme.json_number, TEXT),
            ];
            for (role, style, least) in roles {
                // Text is also on the cursor's row.
                let tint = theme.selected.bg.filter(|_| least == TEXT).map(rgb);
                for background in backgrounds.into_iter().chain(tint) {
                    let background = style.bg.map_or(background, rgb);
                    let ratio = contrast(rgb(style.fg.unwrap()), background);
                    let name = theme.name;
                    assert!(
                        ratio >= least,
                        "{name} {role} on {background:?}: {ratio:.2}"
                    );
                }
            }
            // These are the terminal's own colors.
            for style in [theme.text, theme.strong, theme.title, theme.resting] {
                assert_eq!(style.fg, None);
            }
        }
    }

    #[test]
    fn mono_sets_no_color() {
        let theme = format!("{:?}", Theme::mono());
        for color in ["Indexed", "Rgb", "Red", "Green", "Cyan", "Blue", "Magenta"] {
            assert!(!theme.contains(color), "{color} in {theme}");
        }
    }
}
