//! From the colors of a theme to what a terminal can show of them.

use super::{
    ColorDepth,
    contrast::{COVERED, LINES, TEXT, readable, readable_on, shown, tint},
};
use crate::ui::themes::{ByBackground, ThemeSpec, colors::Colors, shade::Shade};
use ratatui::style::{Color, Modifier, Style};

/// The styles and colors that a theme is expanded from.
pub(super) struct Palette {
    pub accent: Style,
    pub good: Style,
    pub busy: Style,
    pub bad: Style,
    pub demo: Style,
    pub changed: Style,
    pub dim: Style,
    pub line: Style,
    pub json: Style,
    pub production: Style,
    pub covered: Style,
    /// The tint of the cursor's row, and plain text on it; without one it is in reverse video.
    pub row: Option<(Color, Color)>,
    /// The background to paint; without one it is the terminal's.
    pub background: Option<Color>,
    /// Plain text; without a color it has the terminal's.
    pub text: Option<Color>,
}

impl Palette {
    /// The palette of a theme for a terminal with so many colors, and with this background if that is known. What
    /// cannot be read on a known background is changed as little as is needed.
    pub fn of(theme: &ThemeSpec, depth: ColorDepth, background: Option<[u8; 3]>) -> Self {
        let by_background = match depth {
            ColorDepth::Ansi => &theme.few,
            ColorDepth::Indexed | ColorDepth::True => &theme.many,
        };
        let colors = colors(by_background, background);
        let terminals = background.filter(|_| theme.follows_background());
        let own = color(colors.background, depth);
        let surface = own.or(terminals.map(Color::from));
        let palette = Self::plain(colors, depth);
        match surface.and_then(super::contrast::rgb) {
            Some(surface) if depth != ColorDepth::Ansi => palette.on(surface, depth),
            _ => palette,
        }
    }

    /// The colors as they are.
    fn plain(colors: &Colors, depth: ColorDepth) -> Self {
        let style = |shade| style(shade, depth);
        let row = color(colors.row, depth);
        Self {
            accent: style(colors.accent),
            good: style(colors.good),
            busy: style(colors.busy),
            bad: style(colors.bad),
            demo: style(colors.demo),
            changed: style(colors.changed),
            dim: style(colors.dim),
            line: style(colors.line),
            json: style(colors.json),
            production: production(colors.production, depth),
            covered: style(colors.covered),
            row: row.map(|row| (row, color(colors.row_text, depth).unwrap_or(Color::Reset))),
            background: color(colors.background, depth),
            text: color(colors.text, depth),
        }
    }

    /// These colors on a background that is known: the cursor's row is tinted as much as is needed there, and what
    /// cannot be read on both is changed as little as is needed.
    fn on(self, surface: [u8; 3], depth: ColorDepth) -> Self {
        let is_light = is_light(surface);
        let row = self.row.map(|(row, text)| {
            // A painted background comes with a row of its own.
            let fits = self.background.is_some() && super::contrast::is_row(row, surface);
            let row = match fits {
                true => row,
                false => tint(surface, is_light, depth).unwrap_or(row),
            };
            (row, text)
        });
        let surface = shown(surface, depth);
        let both: Vec<Color> = [surface]
            .into_iter()
            .chain(row.map(|(row, _)| row))
            .collect();
        let text = |style| readable(style, &both, TEXT, is_light, depth);
        let plain = |color| readable_on(color, &both, TEXT, is_light, depth);
        Self {
            accent: text(self.accent),
            good: text(self.good),
            busy: text(self.busy),
            bad: text(self.bad),
            demo: text(self.demo),
            changed: text(self.changed),
            dim: text(self.dim),
            line: readable(self.line, &[surface], LINES, is_light, depth),
            json: text(self.json),
            covered: readable(self.covered, &[surface], COVERED, is_light, depth),
            row: row.map(|(row, text)| (row, plain(text))),
            text: self.text.map(plain),
            ..self
        }
    }
}

/// Whether a background is nearer to white than to black.
pub(super) fn is_light(background: [u8; 3]) -> bool {
    let [red, green, blue] = background.map(u32::from);
    299 * red + 587 * green + 114 * blue > 127_500
}

fn colors(by_background: &ByBackground, background: Option<[u8; 3]>) -> &Colors {
    match background.map(is_light) {
        None => &by_background.any,
        Some(false) => &by_background.dark,
        Some(true) => &by_background.light,
    }
}

/// The color; `None` for the terminal's own.
fn color(shade: Shade, depth: ColorDepth) -> Option<Color> {
    const ANSI: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match shade {
        Shade::Own | Shade::Dim | Shade::Bold => None,
        Shade::Ansi(index) => ANSI.get(usize::from(index)).copied(),
        Shade::Index(index) => Some(Color::Indexed(index)),
        Shade::RgbOr(_, index) if depth != ColorDepth::True => Some(Color::Indexed(index)),
        Shade::Rgb(color) | Shade::RgbOr(color, _) => Some(shown(color, depth)),
    }
}

fn style(shade: Shade, depth: ColorDepth) -> Style {
    match shade {
        Shade::Dim => Style::new().add_modifier(Modifier::DIM),
        Shade::Bold => Style::new().add_modifier(Modifier::BOLD),
        _ => color(shade, depth).map_or_else(Style::new, |color| Style::new().fg(color)),
    }
}

/// The word PROD on this color, in white or black. What a color of the terminal's own looks like is not known, so it is
/// reversed.
fn production(shade: Shade, depth: ColorDepth) -> Style {
    const BLACK: Color = Color::Indexed(16);
    const WHITE: Color = Color::Indexed(231);
    let bold = Style::new().add_modifier(Modifier::BOLD);
    match color(shade, depth) {
        Some(on) if super::contrast::rgb(on).is_some() => {
            let is_white =
                super::contrast::between(WHITE, on) >= super::contrast::between(BLACK, on);
            bold.fg(if is_white { WHITE } else { BLACK }).bg(on)
        }
        color => Style {
            fg: color,
            ..bold.add_modifier(Modifier::REVERSED)
        },
    }
}
