//! The program's configuration: the file, the environment, the command line, and the API key.
//!
//! The command line overrides the environment, and the environment the file. For settings that only make things safer
//! (read-only, no-wake), the stricter one wins.

mod columns;
mod commands;
pub mod credential;
pub mod disk;
mod entry;
mod environment;
mod file;
mod form;
mod keys;
mod mistake;
pub mod prices;
mod problem;
pub mod program_path;
mod programs;
mod protections;
mod reader;
mod rules;
mod schema;
pub mod settings;
pub mod text_file;
mod themes;
mod value;
mod views;

pub use crate::ui::key_presets::{self, KeyPreset};
pub use commands::FIELDS as COMMAND_FIELDS;
pub use credential::{Credential, CredentialError, CredentialStore};
pub use environment::{POSTGRES_VARIABLE, VARIABLES, environment};
pub use file::File;
pub use problem::ConfigProblem;
pub use programs::programs;
pub use reader::TABLES;
pub use rules::fields as rule_fields;
pub use schema::schema;
pub use settings::{Used, no_theme};
pub use views::FIELDS as VIEW_FIELDS;

use etcetera::{BaseStrategy, choose_base_strategy};
use std::path::PathBuf;

/// The names of the built-in themes.
pub fn theme_names() -> impl Iterator<Item = &'static str> {
    crate::ui::themes::THEMES
        .iter()
        .map(|theme| theme.name.as_ref())
}

/// The name of the theme to use, and whether it was chosen for every start: by the command line, the configuration or,
/// unless they choose a theme, by NO_COLOR. What the user has chosen on the screen comes after those.
pub fn theme_name(
    chosen: Option<String>,
    remembered: Option<String>,
    variable: impl Fn(&str) -> Option<String>,
) -> (Option<String>, bool) {
    const NO_COLORS: &str = "mono";
    let no_color = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_auto = chosen
        .as_ref()
        .is_none_or(|name| *name == crate::ui::themes::auto().name);
    if no_color && is_auto {
        return (Some(NO_COLORS.to_owned()), true);
    }
    let is_chosen = chosen.is_some();
    (chosen.or(remembered), is_chosen)
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
        let name = |name: &str| Some(name.to_owned());
        let no_color = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        let none = |_: &str| None;
        for (chosen, remembered, used, is_set) in [
            (None, None, name("mono"), true),
            (name("auto"), name("nord"), name("mono"), true),
            (name("light"), name("nord"), name("light"), true),
        ] {
            assert_eq!(theme_name(chosen, remembered, no_color), (used, is_set));
        }
        assert_eq!(theme_name(None, None, none), (None, false));
        assert_eq!(theme_name(None, name("nord"), none), (name("nord"), false));
        let both = theme_name(name("dark"), name("nord"), none);
        assert_eq!(both, (name("dark"), true));
        let blank = |_: &str| Some(String::new());
        assert_eq!(theme_name(None, None, blank), (None, false));
    }
}
