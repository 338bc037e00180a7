//! The palettes: the few colors each theme is made of.

use super::{
    ColorDepth,
    contrast::{LINES, TEXT, readable, tint},
};
use ratatui::style::{Color, Modifier, Style};

/// The few colors a theme is made of.
pub(super) struct Palette {
    pub accent: Style,
    pub good: Style,
    pub busy: Style,
    pub bad: Style,
    pub demo: Style,
    pub dim: Style,
    pub line: Style,
    pub text: Style,
    pub production: Style,
    pub behind: Option<Style>,
    /// The tint of the cursor's row, and plain text on it; without one it is in reverse video.
    pub tint: Option<(Color, Color)>,
}

const fn indexed(index: u8) -> Style {
    Style::new().fg(Color::Indexed(index))
}

/// White on red, whatever the background.
const PRODUCTION: Style = indexed(231)
    .bg(Color::Indexed(160))
    .add_modifier(Modifier::BOLD);

impl Palette {
    /// The terminal's own sixteen colors, those that can be read on black and on white.
    pub const fn own() -> Self {
        let dim = Style::new().add_modifier(Modifier::DIM);
        Self {
            accent: Style::new().fg(Color::Cyan),
            good: Style::new().fg(Color::Green),
            // Yellow is too light on white.
            busy: Style::new().fg(Color::Magenta),
            bad: Style::new().fg(Color::Red),
            // Magenta is what is in progress, and blue is too dark on black.
            demo: Style::new().add_modifier(Modifier::BOLD),
            dim,
            line: dim,
            text: Style::new(),
            production: Style::new()
                .fg(Color::Red)
                .add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            behind: Some(dim),
            tint: None,
        }
    }

    /// The terminal's own sixteen colors on a dark background.
    pub const fn own_on_dark() -> Self {
        Self {
            busy: Style::new().fg(Color::Yellow),
            demo: Style::new().fg(Color::Magenta),
            ..Self::own()
        }
    }

    /// Colors about as far from black as from white, for a background that is not known.
    pub fn middle(depth: ColorDepth) -> Self {
        let own = Self::own();
        let grey = indexed(243);
        let all = depth == ColorDepth::True;
        // Of the 256 colors, few are in the middle: these are the nearest.
        let pick = |red, green, blue, index| match all {
            true => Style::new().fg(Color::Rgb(red, green, blue)),
            false => indexed(index),
        };
        Self {
            accent: pick(0, 124, 184, 31),
            good: pick(0, 136, 51, 28),
            busy: pick(170, 102, 0, 130),
            bad: pick(227, 36, 44, 161),
            demo: pick(130, 96, 209, 98),
            dim: grey,
            line: grey,
            production: PRODUCTION,
            behind: Some(grey),
            ..own
        }
    }

    /// For dark backgrounds.
    pub const fn dark() -> Self {
        Self {
            accent: indexed(79),
            good: indexed(114),
            busy: indexed(221),
            bad: indexed(210),
            demo: indexed(147),
            dim: indexed(250),
            line: indexed(244),
            text: indexed(151),
            production: PRODUCTION,
            behind: Some(indexed(244)),
            tint: Some((Color::Indexed(237), Color::Indexed(255))),
        }
    }

    /// For light backgrounds.
    pub const fn light() -> Self {
        Self {
            accent: indexed(24),
            good: indexed(22),
            busy: indexed(94),
            bad: indexed(124),
            demo: indexed(55),
            dim: indexed(240),
            line: indexed(244),
            text: indexed(23),
            production: PRODUCTION,
            behind: Some(indexed(244)),
            tint: Some((Color::Indexed(254), Color::Indexed(16))),
        }
    }

    /// These colors on a background that is known: the cursor's row is tinted as much as is needed there, and what
    /// cannot be read on both is changed as little as is needed.
    #[must_use]
    pub fn on(self, background: [u8; 3], is_light: bool, depth: ColorDepth) -> Self {
        let tint = match (tint(background, is_light, depth), self.tint) {
            (Some(tint), Some((_, text))) => Some((tint, text)),
            _ => self.tint,
        };
        let background = Color::from(background);
        let both: Vec<Color> = [background]
            .into_iter()
            .chain(tint.map(|(tint, _)| tint))
            .collect();
        let text = |style| readable(style, &both, TEXT, is_light, depth);
        Self {
            accent: text(self.accent),
            good: text(self.good),
            busy: text(self.busy),
            bad: text(self.bad),
            demo: text(self.demo),
            dim: text(self.dim),
            line: readable(self.line, &[background], LINES, is_light, depth),
            text: text(self.text),
            tint,
            ..self
        }
    }

    /// No color at all.
    pub const fn mono() -> Self {
        let plain = Style::new();
        let dim = plain.add_modifier(Modifier::DIM);
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
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
        }
    }
}
