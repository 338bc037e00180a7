//! The program's configuration: the file, the environment, the command line, and the API key.
//!
//! The command line overrides the environment, and the environment the file. For settings that only make things safer
//! (read-only, no-wake), the stricter one wins.

pub mod credential;
pub mod disk;
mod environment;
mod file;
mod keys;
pub mod prices;
mod programs;
mod protections;
mod reader;
mod rules;
pub mod settings;
pub mod text_file;

pub use crate::ui::key_presets::{self, KeyPreset};
pub use credential::{Credential, CredentialError, CredentialStore};
pub use environment::{POSTGRES_VARIABLE, VARIABLES, environment};
pub use file::{ConfigProblem, File};
pub use programs::programs;
pub use reader::TABLES;
pub use rules::FIELDS as RULE_FIELDS;

use etcetera::{BaseStrategy, choose_base_strategy};
use std::path::PathBuf;

/// The names of the color themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// The terminal's colors; none if NO_COLOR is set.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// No colors, only bold, dim and reverse.
    Mono,
}

impl ThemeName {
    /// All themes with their names.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Auto, "auto"),
        (Self::Dark, "dark"),
        (Self::Light, "light"),
        (Self::Mono, "mono"),
    ];

    pub fn name(self) -> &'static str {
        let row = Self::ALL.iter().find(|(theme, _)| *theme == self);
        row.map_or("auto", |(_, name)| name)
    }

    /// The theme with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(theme, _)| *theme)
    }

    /// The theme to use: NO_COLOR turns colors off, unless a theme with colors was chosen.
    pub fn resolve(self, variable: impl Fn(&str) -> Option<String>) -> Self {
        let no_color = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        if self == Self::Auto && no_color {
            Self::Mono
        } else {
            self
        }
    }
}

/// The configuration directory.
pub fn directory() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join("lazyneon"))
}

/// The configuration file, unless the command line names another.
pub fn path() -> Option<PathBuf> {
    Some(directory()?.join("config.toml"))
}

/// The directory for crash reports.
pub fn state_directory() -> Option<PathBuf> {
    let base = choose_base_strategy().ok()?;
    Some(
        base.state_dir()
            .unwrap_or_else(|| base.data_dir())
            .join("lazyneon"),
    )
}

/// The directory for data that may be lost.
pub fn cache_directory() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.cache_dir().join("lazyneon"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_counts_unless_colors_are_asked_for() {
        let no_color = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        assert_eq!(ThemeName::Auto.resolve(no_color), ThemeName::Mono);
        assert_eq!(ThemeName::Light.resolve(no_color), ThemeName::Light);
        assert_eq!(ThemeName::Auto.resolve(|_| None), ThemeName::Auto);
        assert_eq!(
            ThemeName::Auto.resolve(|_| Some(String::new())),
            ThemeName::Auto
        );
    }
}
