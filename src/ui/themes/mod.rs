//! The color themes: a row for each, from which the command line, the configuration, the menu and the docs derive.
//!
//! Here they are data; `view::theme` makes styles of them, for as many colors as the terminal has.

pub mod colors;
mod known;
mod palettes;
pub mod shade;

use colors::{Colors, Role};
use shade::Shade;
use std::borrow::Cow;

/// Colors for each kind of background. If they are all the same, the theme does not follow the background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByBackground {
    /// For one that is not known.
    pub any: Colors,
    pub dark: Colors,
    pub light: Colors,
}

impl ByBackground {
    const fn fixed(colors: Colors) -> Self {
        Self {
            any: colors,
            dark: colors,
            light: colors,
        }
    }

    fn each(&mut self) -> [&mut Colors; 3] {
        [&mut self.any, &mut self.dark, &mut self.light]
    }
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeSpec {
    pub name: Cow<'static, str>,
    /// What it is, for the menu and the docs.
    pub help: Cow<'static, str>,
    /// Its colors where there are at least 256.
    pub many: ByBackground,
    /// Its colors where there are sixteen, which are the terminal's own.
    pub few: ByBackground,
}

impl ThemeSpec {
    const fn row(
        name: &'static str,
        help: &'static str,
        many: ByBackground,
        few: ByBackground,
    ) -> Self {
        Self {
            name: Cow::Borrowed(name),
            help: Cow::Borrowed(help),
            many,
            few,
        }
    }

    /// Whether it depends on the background of the terminal.
    pub fn follows_background(&self) -> bool {
        self.many.dark != self.many.light
    }
}

use ByBackground as By;
use known::{CATPPUCCIN_MOCHA, DRACULA, GRUVBOX_DARK, NORD, SOLARIZED_LIGHT};
use palettes::{
    BLUE_MIDDLE, BLUE_ON_DARK, BLUE_ON_LIGHT, DARK, DARK_ON_LIGHT, HIGH_CONTRAST, LIGHT,
    LIGHT_ON_DARK, MIDDLE, MONO, SIXTEEN, SIXTEEN_BLUE, SIXTEEN_BRIGHT, SIXTEEN_DARK_ON_LIGHT,
    SIXTEEN_LIGHT_ON_DARK, SIXTEEN_ON_DARK,
};

const SIXTEEN_BY_BACKGROUND: By = By {
    any: SIXTEEN,
    dark: SIXTEEN_ON_DARK,
    light: SIXTEEN,
};
const SIXTEEN_DARK_ONLY: By = By::fixed(SIXTEEN_ON_DARK);

/// All themes, the default first.
pub static THEMES: [ThemeSpec; 12] = [
    ThemeSpec::row(
        "auto",
        "dark or light, as the terminal's background is",
        By {
            any: MIDDLE,
            dark: DARK,
            light: LIGHT,
        },
        SIXTEEN_BY_BACKGROUND,
    ),
    ThemeSpec::row(
        "dark",
        "dark, on a light terminal with a background of its own",
        By {
            light: DARK_ON_LIGHT,
            ..By::fixed(DARK)
        },
        By {
            light: SIXTEEN_DARK_ON_LIGHT,
            ..SIXTEEN_DARK_ONLY
        },
    ),
    ThemeSpec::row(
        "light",
        "light, on a dark terminal with a background of its own",
        // Most terminals that do not tell are dark.
        By {
            light: LIGHT,
            ..By::fixed(LIGHT_ON_DARK)
        },
        By {
            light: SIXTEEN,
            ..By::fixed(SIXTEEN_LIGHT_ON_DARK)
        },
    ),
    ThemeSpec::row(
        "mono",
        "no colors, only bold, dim and reverse",
        By::fixed(MONO),
        By::fixed(MONO),
    ),
    ThemeSpec::row(
        "high-contrast",
        "bright colors on black",
        By::fixed(HIGH_CONTRAST),
        By::fixed(SIXTEEN_BRIGHT),
    ),
    ThemeSpec::row(
        "color-blind",
        "blue and orange in place of green and red",
        By {
            any: BLUE_MIDDLE,
            dark: BLUE_ON_DARK,
            light: BLUE_ON_LIGHT,
        },
        By::fixed(SIXTEEN_BLUE),
    ),
    ThemeSpec::row(
        "16-color",
        "the sixteen colors of your terminal",
        SIXTEEN_BY_BACKGROUND,
        SIXTEEN_BY_BACKGROUND,
    ),
    ThemeSpec::row(
        "catppuccin-mocha",
        "Catppuccin Mocha, on its own background",
        By::fixed(CATPPUCCIN_MOCHA),
        SIXTEEN_DARK_ONLY,
    ),
    ThemeSpec::row(
        "gruvbox-dark",
        "Gruvbox Dark by Pavel Pertsev, on its own background",
        By::fixed(GRUVBOX_DARK),
        SIXTEEN_DARK_ONLY,
    ),
    ThemeSpec::row(
        "nord",
        "Nord by Arctic Ice Studio, on its own background",
        By::fixed(NORD),
        SIXTEEN_DARK_ONLY,
    ),
    ThemeSpec::row(
        "solarized-light",
        "Solarized Light by Ethan Schoonover, on its own background",
        By::fixed(SOLARIZED_LIGHT),
        By::fixed(SIXTEEN),
    ),
    ThemeSpec::row(
        "dracula",
        "Dracula by Zeno Rocha, on its own background",
        By::fixed(DRACULA),
        SIXTEEN_DARK_ONLY,
    ),
];

/// The default theme.
pub fn auto() -> &'static ThemeSpec {
    let [auto, ..] = &THEMES;
    auto
}

/// The built-in theme with this name.
pub fn named(name: &str) -> Option<&'static ThemeSpec> {
    THEMES.iter().find(|theme| theme.name == name)
}

/// A theme of the user's: the differences from one of ours.
#[derive(Debug, Clone)]
pub struct OwnTheme {
    pub name: String,
    pub base: &'static ThemeSpec,
    /// The colors that differ.
    pub colors: Vec<(&'static Role, Shade)>,
}

impl OwnTheme {
    /// The whole theme.
    pub fn spec(&self) -> ThemeSpec {
        let mut spec = ThemeSpec {
            name: self.name.clone().into(),
            help: format!("your own, based on {}", self.base.name).into(),
            ..self.base.clone()
        };
        for (role, shade) in &self.colors {
            for colors in spec.many.each() {
                (role.set)(colors, *shade);
            }
            for colors in spec.few.each() {
                if shade.is_of_sixteen() {
                    (role.set)(colors, *shade);
                }
            }
        }
        spec
    }
}

/// The theme that is used, and those there are.
#[derive(Debug, Clone)]
pub struct ThemeChoice {
    pub name: String,
    /// The user's own themes.
    pub own: Vec<ThemeSpec>,
    /// Whether the command line, the configuration or the environment names the theme, and will do so at the next
    /// start.
    pub is_set: bool,
}

impl Default for ThemeChoice {
    fn default() -> Self {
        Self {
            name: auto().name.to_string(),
            own: Vec::new(),
            is_set: false,
        }
    }
}

impl ThemeChoice {
    /// All themes.
    pub fn all(&self) -> impl Iterator<Item = &ThemeSpec> {
        THEMES.iter().chain(&self.own)
    }

    /// The theme with this name; the default if there is none.
    pub fn get(&self, name: &str) -> &ThemeSpec {
        self.all()
            .find(|theme| theme.name == name)
            .unwrap_or_else(|| auto())
    }
}
