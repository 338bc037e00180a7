//! Themes: a few colors, expanded once into styles named by role.
//!
//! Drawing code asks for a role, never for a color. Color is never the only sign: a state has its word, the
//! selection is bold, the focused pane has a marked title. So `mono`, which sets no color at all, shows everything
//! the others do.
//!
//! `dark` and `light` choose from the 256 colors for one kind of background; the cursor's row is tinted, so that the
//! colors on it remain. `auto` becomes one of them if the terminal tells its background; then the tint follows that
//! background, and so does what could not be read on it. Until then, and where it does not, `auto` has colors that can
//! be read on black and on white. Where there are only sixteen colors, all use the terminal's own.

mod contrast;
mod palette;

use crate::{kinds::Tone, ui::action::Section};
use palette::Palette;
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

    /// For a background that is not known.
    pub fn auto() -> Self {
        Self::from_palette("auto", &Palette::own())
    }

    /// For dark backgrounds.
    pub fn dark() -> Self {
        Self::from_palette("dark", &Palette::dark())
    }

    /// For light backgrounds.
    pub fn light() -> Self {
        Self::from_palette("light", &Palette::light())
    }

    /// The theme for a terminal with this background, red, green and blue, and so many colors.
    pub fn on(background: [u8; 3], depth: ColorDepth) -> Self {
        let [red, green, blue] = background.map(u32::from);
        let is_light = 299 * red + 587 * green + 114 * blue > 127_500;
        let (name, palette) = if is_light {
            ("light", Palette::light())
        } else {
            ("dark", Palette::dark())
        };
        if depth == ColorDepth::Ansi {
            return Self::from_palette(name, &palette).at(depth);
        }
        Self::from_palette(name, &palette.on(background, is_light, depth))
    }

    /// The theme for a terminal with so many colors.
    #[must_use]
    pub fn at(self, depth: ColorDepth) -> Self {
        let palette = match (depth, self.name) {
            (ColorDepth::Ansi, "dark") => Palette::own_on_dark(),
            (ColorDepth::Ansi, "light") => Palette::own(),
            (ColorDepth::Indexed | ColorDepth::True, "auto") => Palette::middle(depth),
            _ => return self,
        };
        Self::from_palette(self.name, &palette)
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
        let mut theme = Self::from_palette("mono", &Palette::mono());
        theme.json_key = theme.json_key.add_modifier(Modifier::BOLD);
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

    /// The style of the heading of a group of actions.
    pub const fn group(&self, group: Section) -> Style {
        match group {
            Section::Danger => self.bad,
            _ => self.heading,
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
        // Yellow cannot be read on white.
        assert_eq!(theme.busy.fg, Some(Color::Yellow));
        assert_ne!(Theme::light().at(Ansi).busy.fg, Some(Color::Yellow));
    }

    #[test]
    fn mono_sets_no_color() {
        let theme = format!("{:?}", Theme::mono());
        for color in ["Indexed", "Rgb", "Red", "Green", "Cyan", "Blue", "Magenta"] {
            assert!(!theme.contains(color), "{color} in {theme}");
        }
    }
}
