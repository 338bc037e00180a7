//! The configuration file and what comes before it, the command line and the environment: what they mean together at
//! start, and again whenever the file changes.

use super::start::variable;
use crate::{
    config::{self, ConfigProblem, File, Used},
    neon::{
        Session,
        policy::{Policy, ProtectionSource},
    },
    ui::{
        Model, Settings, Startup,
        reconfigure::{NewSettings, Reread},
        themes::{OwnTheme, ThemeChoice},
    },
};
use jiff::tz::TimeZone;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The options of the command line that come before the file.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    pub ascii: bool,
    pub linear: bool,
    pub mouse: bool,
    pub theme: Option<String>,
    pub refresh_seconds: Option<u64>,
}

/// The file as it is used.
#[derive(Debug, Default)]
pub struct Configuration {
    path: Option<PathBuf>,
    overrides: Overrides,
    file: File,
    /// Whether there was a file when it was last looked for.
    is_there: bool,
    /// The mistakes that the user was last told.
    told: Vec<String>,
}

impl Configuration {
    /// For a file that has been read, or does not exist.
    pub fn new(path: Option<PathBuf>, file: File, overrides: Overrides) -> Self {
        Self {
            is_there: path.as_deref().is_some_and(|path| {
                let about = path.metadata();
                about.is_ok_and(|about| about.len() > 0)
            }),
            path,
            overrides,
            file,
            told: Vec::new(),
        }
    }

    /// Where the file is, if there is a place for one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What the program does after the file was read again; `None` if there is nothing to do. Its mistakes leave the
    /// settings that are used.
    pub fn reread(
        &mut self,
        read: Option<(File, Vec<ConfigProblem>)>,
        model: &Model,
        by_user: bool,
        remembered: impl FnOnce() -> Option<String>,
    ) -> Option<Reread> {
        let was_there = std::mem::replace(&mut self.is_there, read.is_some());
        let Some((file, problems)) = read else {
            return (was_there || by_user).then_some(Reread::Gone);
        };
        let policy = policy(&file, &problems);
        let told: Vec<String> = problems.iter().map(ConfigProblem::later).collect();
        let is_new = std::mem::replace(&mut self.told, told) != self.told;
        let said = limited(self.told.clone());
        if problems.iter().any(|problem| !problem.is_warning) {
            return (is_new || by_user).then_some(Reread::Wrong { said, policy });
        }
        let changed = file.changes(&self.file);
        if changed.is_empty() {
            let warnings = said;
            return Some(Reread::Same { policy, warnings });
        }
        let names = |when| {
            let of = changed.iter().filter(|(_, used)| *used == when);
            of.map(|(name, _)| name.clone()).collect()
        };
        let is_changed = |name: &str| changed.iter().any(|(changed, _)| changed == name);
        let mut settings = settings(&file);
        self.overrides.apply(&mut settings);
        settings.config = model.settings.config.clone();
        settings.context_file = model.settings.context_file.clone();
        if !is_changed("times") {
            settings.times = model.settings.times;
        }
        if !is_changed("linear") {
            settings.linear = model.settings.linear;
        }
        if !is_changed("mouse") {
            settings.mouse = model.settings.mouse;
        }
        let shown = &model.settings.theme;
        settings.theme = match is_changed("theme") {
            true => self.overrides.theme(&file, remembered()),
            false => theme_choice(&file, Some(shown.name.clone()), shown.is_set),
        };
        let session = Session {
            refresh_seconds: self.overrides.refresh_seconds(&file),
            ..Session::default()
        };
        let new = NewSettings {
            stale_days: is_changed("stale_days").then_some(settings.stale_days),
            startup: Startup {
                session,
                policy,
                settings,
            },
            keymap: file.keymap.clone(),
            warnings: said,
            now: names(Used::AtOnce),
            later: names(Used::NextStart),
        };
        self.file = file;
        Some(Reread::Changed(Box::new(new)))
    }
}

impl Overrides {
    /// Puts the options into the settings of the file.
    pub fn apply(&self, settings: &mut Settings) {
        settings.ascii |= self.ascii;
        settings.linear |= self.linear;
        settings.mouse |= self.mouse;
    }

    /// The seconds between refreshes.
    pub fn refresh_seconds(&self, file: &File) -> u64 {
        let seconds = self.refresh_seconds.or(file.refresh_seconds);
        seconds.unwrap_or(Session::default().refresh_seconds)
    }

    /// The theme to use: from the command line, the configuration, the environment, or as it was chosen on the screen.
    pub fn theme(&self, file: &File, remembered: Option<String>) -> ThemeChoice {
        let chosen = self.theme.clone().or_else(|| file.theme.clone());
        let (name, is_set) = config::theme_name(chosen, remembered, variable);
        theme_choice(file, name, is_set)
    }
}

/// The choice of a theme, which may have left the configuration since.
fn theme_choice(file: &File, name: Option<String>, is_set: bool) -> ThemeChoice {
    let usual = ThemeChoice {
        own: file.themes.iter().map(OwnTheme::spec).collect(),
        ..ThemeChoice::default()
    };
    let name = name.filter(|name| usual.all().any(|theme| theme.name == *name));
    ThemeChoice {
        name: name.unwrap_or(usual.name),
        is_set,
        ..usual
    }
}

/// The protections of the file.
pub fn policy(file: &File, problems: &[ConfigProblem]) -> Policy {
    let source = |is_on: bool| {
        let source = is_on.then_some(ProtectionSource::File);
        source.into_iter().collect::<BTreeSet<_>>()
    };
    Policy {
        read_only: source(file.read_only),
        no_wake: source(file.no_wake),
        doubts: problems.iter().filter_map(ConfigProblem::doubt).collect(),
        rules: file.rules.clone(),
    }
}

/// The settings of the file, apart from the theme.
pub fn settings(file: &File) -> Settings {
    let usual = Settings::default();
    Settings {
        ascii: file.ascii,
        wide_ambiguous: file.wide_ambiguous,
        linear: file.linear,
        mouse: file.mouse,
        stale_days: file.stale_days.unwrap_or(usual.stale_days),
        prices: file.prices.clone(),
        times: file.times.unwrap_or_default(),
        zone: file.time_zone.clone().unwrap_or_else(zone),
        programs: config::programs(file, variable),
        formats: file.formats.clone(),
        columns: file.columns.clone(),
        views: file.views.clone(),
        commands: file.commands.clone(),
        clear_clipboard_seconds: file
            .clear_clipboard_seconds
            .unwrap_or(usual.clear_clipboard_seconds),
        log_changes: file.log_changes.unwrap_or(usual.log_changes),
        ..usual
    }
}

/// Limits mistakes to a readable number.
pub fn limited(mistakes: Vec<String>) -> Vec<String> {
    match mistakes.as_slice() {
        [first, rest @ ..] if rest.len() > 1 => vec![
            first.clone(),
            format!(
                "The configuration has {} more mistakes: `lazyneon config check` lists all of them.",
                rest.len()
            ),
        ],
        _ => mistakes,
    }
}

/// The local time zone, from its one file: looking up its name in the time zone database, as [`TimeZone::system`]
/// does, reads hundreds of directories before the first frame.
fn zone() -> TimeZone {
    const FILE: &str = "/etc/localtime";
    let by_file = || {
        let data = std::fs::read(FILE).ok()?;
        let target = std::fs::read_link(FILE).unwrap_or_default();
        let name = target
            .to_str()
            .and_then(|path| path.split_once("zoneinfo/"));
        TimeZone::tzif(name.map_or("Local", |(_, name)| name), &data).ok()
    };
    let named = variable("TZ").is_some();
    by_file()
        .filter(|_| !named)
        .unwrap_or_else(TimeZone::system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_mistakes_are_counted() {
        let mistakes = |count| (1..=count).map(|line| format!("config.toml line {line}: wrong"));
        assert_eq!(limited(mistakes(2).collect()).len(), 2);
        let said = limited(mistakes(5).collect());
        assert_eq!(said.len(), 2);
        assert!(said[0].starts_with("config.toml line 1"), "{said:?}");
        assert!(said[1].contains("4 more mistakes"), "{said:?}");
    }
}
