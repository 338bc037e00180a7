//! Themes: a few colors, expanded once into styles named by role.
//!
//! Drawing code asks for a role, never for a color. Color is never the only sign: a state has its word, the
//! selection is bold, the focused pane has a marked title. So `mono`, which sets no color at all, shows everything
//! the others do.
//!
//! What themes there are, and their colors, is in [`crate::ui::themes`]. `auto` follows the background of the terminal
//! if the terminal tells it: then the tint of the cursor's row follows it, and so does what could not be read on it.
//! Until then, and where it does not, `auto` has colors that can be read on black and on white. A theme with a background
//! of its own paints it. Where there are only sixteen colors, all use the terminal's own.

mod contrast;
mod palette;

use crate::{
    kinds::Tone,
    ui::{
        action::Section,
        themes::{self, ThemeSpec, shade::Shade},
    },
};
use palette::Palette;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

/// Styles by role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Behind everything, unless that is the terminal's own color.
    background: Option<Color>,
    /// Text without a color of its own, unless it has the terminal's.
    plain: Option<Color>,
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
    /// What the user's own change has just changed.
    pub changed: Style,
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
    /// The theme for a terminal with so many colors, and with this background if that is known.
    pub fn of(spec: &ThemeSpec, depth: ColorDepth, background: Option<[u8; 3]>) -> Self {
        let mut theme = Self::from_palette(&Palette::of(spec, depth, background));
        if spec.many.any.accent == Shade::Own {
            theme.json_key = theme.json_key.add_modifier(Modifier::BOLD);
        }
        theme
    }

    /// The built-in theme with this name, where there are 256 colors.
    pub fn named(name: &str) -> Option<Self> {
        Some(Self::of(themes::named(name)?, ColorDepth::Indexed, None))
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

    /// Gives what has the terminal's own colors those of the theme, if it has its own.
    pub fn paint(&self, buffer: &mut Buffer) {
        if self.background.is_none() && self.plain.is_none() {
            return;
        }
        for cell in &mut buffer.content {
            if let (Some(color), Color::Reset) = (self.background, cell.bg) {
                cell.bg = color;
            }
            if let (Some(color), Color::Reset) = (self.plain, cell.fg) {
                cell.fg = color;
            }
        }
    }

    fn from_palette(palette: &Palette) -> Self {
        let bold = Modifier::BOLD;
        let reversed = Style::new()
            .fg(Color::Reset)
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::DIM);
        Self {
            background: palette.background,
            plain: palette.text,
            text: Style::new(),
            dim: palette.dim,
            strong: Style::new().add_modifier(bold),
            heading: palette.dim,
            border: palette.line,
            border_focus: palette.accent,
            title: Style::new(),
            title_focus: palette.accent.add_modifier(bold),
            selected: match palette.row {
                Some((row, _)) => Style::new().bg(row).add_modifier(bold),
                None => reversed,
            },
            on_selected: palette.row.map(|(_, text)| text),
            resting: Style::new().add_modifier(bold),
            found: palette.accent.add_modifier(bold | Modifier::UNDERLINED),
            found_here: reversed.add_modifier(bold),
            key: palette.accent.add_modifier(bold),
            good: palette.good,
            quiet: palette.dim,
            busy: palette.busy,
            bad: palette.bad,
            demo: palette.demo,
            changed: palette.changed,
            chart: palette.accent,
            production: palette.production,
            danger_border: palette.bad,
            behind: Some(palette.covered),
            json_key: palette.accent,
            json_text: palette.json,
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
        Self::of(themes::auto(), ColorDepth::Indexed, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_background_chooses_the_colors() {
        for (background, name) in [
            ([0, 0, 0], "dark"),
            ([0x28, 0x2a, 0x36], "dark"),
            ([0x00, 0x2b, 0x36], "dark"),
            ([0xfd, 0xf6, 0xe3], "light"),
            ([255, 255, 255], "light"),
        ] {
            let theme = Theme::of(themes::auto(), ColorDepth::Indexed, Some(background));
            let fixed = Theme::named(name).unwrap();
            assert_eq!(theme.json_text, fixed.json_text, "{background:?}");
        }
    }

    #[test]
    fn a_light_theme_is_light_on_a_dark_terminal() {
        let on = |name, background| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
            let spec = themes::named(name).unwrap();
            Theme::of(spec, ColorDepth::Indexed, Some(background)).paint(&mut buffer);
            let cell = &buffer.content[0];
            [cell.fg, cell.bg]
                .map(|color| super::contrast::rgb(color).map(super::palette::is_light))
        };
        let (black, white) = ([0x10; 3], [0xf0; 3]);
        assert_eq!(on("light", black), [Some(false), Some(true)]);
        assert_eq!(on("dark", white), [Some(true), Some(false)]);
        // Where the terminal's own fits, it stays.
        assert_eq!(on("light", white), [None, None]);
        assert_eq!(on("dark", black), [None, None]);
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
        let theme = Theme::of(themes::auto(), Ansi, Some([0, 0, 0]));
        assert_eq!(theme.good.fg, Some(Color::Green));
        // Yellow cannot be read on white.
        assert_eq!(theme.busy.fg, Some(Color::Yellow));
        let light = Theme::of(themes::named("light").unwrap(), Ansi, None);
        assert_ne!(light.busy.fg, Some(Color::Yellow));
    }

    #[test]
    fn mono_sets_no_color() {
        let theme = format!("{:?}", Theme::named("mono").unwrap());
        for color in ["Indexed", "Rgb", "Red", "Green", "Cyan", "Blue", "Magenta"] {
            assert!(!theme.contains(color), "{color} in {theme}");
        }
    }

    #[test]
    fn a_theme_with_a_background_leaves_no_cell_without_it() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        let theme = Theme::named("dracula").unwrap();
        buffer.set_style(Rect::new(0, 0, 1, 1), theme.production);
        theme.paint(&mut buffer);
        let all = buffer.content.iter();
        assert!(all.clone().all(|cell| cell.bg != Color::Reset));
        assert!(all.clone().all(|cell| cell.fg != Color::Reset));
        assert_eq!(Some(buffer.content[0].bg), theme.production.bg);
        let plain = Buffer::empty(Rect::new(0, 0, 3, 1));
        let mut same = plain.clone();
        Theme::named("dark").unwrap().paint(&mut same);
        assert_eq!(same, plain);
    }
}
