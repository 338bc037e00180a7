//! The colors in which the screen is drawn: those of the theme that the model asks for, as the terminal can show them.

use crate::{
    ui::{Model, theme_menu, themes::ThemeSpec},
    view::{Theme, theme::ColorDepth},
};

#[derive(Debug)]
pub(super) struct Appearance {
    depth: ColorDepth,
    /// The background of the terminal, once it has told it.
    background: Option<[u8; 3]>,
    /// Whether the terminal can be asked for its background, and has not been.
    can_ask: bool,
    /// What the theme was made of.
    spec: Option<ThemeSpec>,
    theme: Theme,
}

impl Appearance {
    /// For a terminal with so many colors, which may answer the question for its background.
    pub fn new(depth: ColorDepth, answers: bool) -> Self {
        Self {
            depth,
            background: None,
            can_ask: answers,
            spec: None,
            theme: Theme::default(),
        }
    }

    /// The theme to draw the model in.
    pub fn theme(&mut self, model: &Model) -> &Theme {
        let spec = theme_menu::shown(model);
        if self.spec.as_ref() != Some(spec) {
            self.spec = Some(spec.clone());
            self.theme = Theme::of(spec, self.depth, self.background);
        }
        &self.theme
    }

    /// Whether to ask the terminal for its background now: once, when a theme first depends on it.
    pub fn asks(&mut self, model: &Model) -> bool {
        let asks = self.can_ask && theme_menu::shown(model).follows_background();
        self.can_ask &= !asks;
        asks
    }

    /// Takes the answer. Returns whether the screen changes.
    pub fn set_background(&mut self, color: [u8; 3], model: &Model) -> bool {
        self.background = Some(color);
        self.spec = None;
        theme_menu::shown(model).follows_background()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Keymap, Startup, themes};
    use jiff::Timestamp;

    #[test]
    fn the_theme_follows_the_model_and_the_terminal() {
        let now = Timestamp::UNIX_EPOCH;
        let mut model = Model::new(Startup::default(), Keymap::default(), now, (80, 24));
        let depth = ColorDepth::True;
        let mut shown = Appearance::new(depth, true);
        let of = |name, background| Theme::of(themes::named(name).unwrap(), depth, background);
        model.settings.theme.name = "dracula".to_owned();
        assert_eq!(shown.theme(&model), &of("dracula", None));
        assert!(!shown.asks(&model));
        model.settings.theme.name = "auto".to_owned();
        assert_eq!(shown.theme(&model), &of("auto", None));
        assert!(shown.asks(&model) && !shown.asks(&model));
        let white = [255; 3];
        assert!(shown.set_background(white, &model));
        assert_eq!(shown.theme(&model), &of("auto", Some(white)));
        assert_ne!(of("auto", Some(white)), of("auto", None));
        model.settings.theme.name = "nord".to_owned();
        assert!(!shown.set_background(white, &model));
        assert_eq!(shown.theme(&model), &of("nord", None));
    }
}
