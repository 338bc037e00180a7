//! Themes: a few colors, expanded once into styles named by role.
//!
//! Drawing code asks for a role, never for a color. Color is never the only sign: a state has its word, the
//! selection is bold, the focused pane has a marked title. So `mono`, which sets no color at all, shows everything
//! the others do.
//!
//! `dark` and `light` choose from the 256 colors for one kind of background; the cursor's row is tinted, so that the
//! colors on it remain. Where the terminal has all colors, the tint is mixed from its own background. `auto` becomes
//! one of them if the terminal tells its background. Until then, where it does not, and where there are only sixteen
//! colors, it uses the terminal's own, and colors glyphs and lines rather than text, so that text stays readable on
//! any palette.

use crate::kinds::Tone;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

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
    /// Text on the cursor's row that has no color of its own.
    pub on_selected: Option<Color>,
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
    /// The tint of the cursor's row, and plain text on it; without one it is in reverse video.
    tint: Option<(Color, Color)>,
}

/// How many colors a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorDepth {
    /// Sixteen, which the user may have chosen.
    Ansi,
    /// 256, most of them the same everywhere.
    Indexed,
    /// All.
    True,
}

impl ColorDepth {
    /// What `TERM` and `COLORTERM` say.
    pub fn of(term: &str, colorterm: &str) -> Self {
        const ALL_COLORS: [&str; 7] = [
            "alacritty",
            "contour",
            "foot",
            "wezterm",
            "xterm-ghostty",
            "xterm-kitty",
            "rio",
        ];
        let has_all = matches!(colorterm, "truecolor" | "24bit")
            || term.ends_with("-direct")
            || ALL_COLORS.iter().any(|known| term.starts_with(known));
        if has_all {
            Self::True
        } else if term.contains("256color") || !colorterm.is_empty() {
            Self::Indexed
        } else {
            Self::Ansi
        }
    }
}

/// The percentage of white in the tint of the cursor's row on a dark background, and of black on a light one.
const TINT: (u16, u16) = (5, 4);

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
                // Magenta is what is in progress, and blue is too dark on black.
                demo: Style::new().add_modifier(Modifier::BOLD),
                dim,
                line: dim,
                text: Style::new(),
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
                dim: indexed(250),
                line: indexed(244),
                text: indexed(151),
                production: Style::new()
                    .fg(Color::Indexed(231))
                    .bg(Color::Indexed(160))
                    .add_modifier(Modifier::BOLD),
                behind: Some(indexed(244)),
                tint: Some((Color::Indexed(237), Color::Indexed(255))),
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
                bad: indexed(124),
                demo: indexed(55),
                dim: indexed(240),
                line: indexed(244),
                text: indexed(23),
                production: Style::new()
                    .fg(Color::Indexed(231))
                    .bg(Color::Indexed(160))
                    .add_modifier(Modifier::BOLD),
                behind: Some(indexed(244)),
                tint: Some((Color::Indexed(195), Color::Indexed(16))),
            },
        )
    }

    /// The theme for a terminal with this background, red, green and blue, and so many colors.
    pub fn on(background: [u8; 3], depth: ColorDepth) -> Self {
        let [red, green, blue] = background.map(u32::from);
        let is_light = 299 * red + 587 * green + 114 * blue > 127_500;
        let theme = if is_light {
            Self::light()
        } else {
            Self::dark()
        };
        if depth < ColorDepth::True {
            return theme.at(depth);
        }
        let (percent, end) = if is_light { (TINT.1, 0) } else { (TINT.0, 255) };
        let mixed = background.map(|part| {
            let parts = u16::from(part) * (100 - percent) + end * percent;
            u8::try_from(parts / 100).unwrap_or(u8::MAX)
        });
        Self {
            selected: theme.selected.bg(Color::from(mixed)),
            ..theme
        }
    }

    /// The theme for a terminal with so many colors.
    #[must_use]
    pub fn at(self, depth: ColorDepth) -> Self {
        match (depth, self.name) {
            (ColorDepth::Ansi, "dark" | "light") => Self {
                name: self.name,
                ..Self::auto()
            },
            _ => self,
        }
    }

    /// Shows that the cursor is on these cells: colors stay.
    pub fn select(&self, buffer: &mut Buffer, area: Rect) {
        let area = area.intersection(buffer.area);
        for place in area.positions() {
            if let (Some(color), Some(cell)) = (self.on_selected, buffer.cell_mut(place))
                && cell.fg == Color::Reset
            {
                cell.set_fg(color);
            }
        }
        buffer.set_style(area, self.selected);
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
                behind: Some(dim),
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
                Some((tint, _)) => Style::new().bg(tint).add_modifier(bold),
                None => reversed,
            },
            on_selected: palette.tint.map(|(_, text)| text),
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
            assert_eq!(
                Theme::on(background, ColorDepth::Indexed).name,
                name,
                "{background:?}"
            );
        }
    }

    #[test]
    fn every_theme_has_its_name() {
        for name in Theme::NAMES {
            assert_eq!(Theme::named(name).map(|theme| theme.name), Some(name));
        }
        assert_eq!(Theme::named("neon"), None);
    }

    #[test]
    fn the_number_of_colors_is_what_the_terminal_says() {
        use ColorDepth::{Ansi, Indexed, True};
        for (term, colorterm, depth) in [
            ("xterm-256color", "truecolor", True),
            ("screen-256color", "24bit", True),
            ("xterm-kitty", "", True),
            ("xterm-direct", "", True),
            ("xterm-256color", "", Indexed),
            ("tmux-256color", "yes", Indexed),
            ("xterm", "", Ansi),
            ("linux", "", Ansi),
            ("", "", Ansi),
        ] {
            assert_eq!(ColorDepth::of(term, colorterm), depth, "{term} {colorterm}");
        }
        // Sixteen colors are the terminal's own.
        let theme = Theme::on([0, 0, 0], Ansi);
        assert_eq!((theme.name, theme.good), ("dark", Theme::auto().good));
    }

    #[test]
    fn mono_sets_no_color() {
        let theme = format!("{:?}", Theme::mono());
        for color in ["Indexed", "Rgb", "Red", "Green", "Cyan", "Blue", "Magenta"] {
            assert!(!theme.contains(color), "{color} in {theme}");
        }
    }
}
