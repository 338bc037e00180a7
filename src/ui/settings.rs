//! The settings of the screen.

use super::{
    child::Programs, chosen_columns::ChosenColumns, context::Context,
    navigation_target::NavigationTarget, own_command::OwnCommand, saved_view::SavedView,
    themes::ThemeChoice,
};
use crate::{
    connect::formats::Formats,
    neon::{Session, policy::Policy},
    store::prices::Prices,
};
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// How points in time are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeStyle {
    /// "2d ago", with the absolute time in details.
    #[default]
    Relative,
    /// In the time zone of the machine, or of the configuration.
    Local,
    Utc,
}

impl TimeStyle {
    /// All styles with their names in the configuration.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("relative", Self::Relative),
        ("local", Self::Local),
        ("utc", Self::Utc),
    ];

    /// The style with this name.
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::NAMES.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, style)| style)
    }

    /// Its name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Relative => "relative",
            Self::Local => "local",
            Self::Utc => "utc",
        }
    }
}

/// What the program was started with.
#[derive(Debug, Clone, Default)]
pub struct Startup {
    pub session: Session,
    pub policy: Policy,
    pub settings: Settings,
}

/// The settings of the screen: as given at start, and as the user has changed them since.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The path of the configuration file, if there is a place for one.
    pub config: Option<PathBuf>,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// Whether the terminal draws characters of ambiguous width two cells wide; `None` if that is up to its answer.
    pub wide_ambiguous: Option<bool>,
    /// Draw one column of plain text, for screen readers. While it runs, that is up to [`super::panes::Panes::linear`].
    pub linear: bool,
    /// Whether the terminal reports the mouse.
    pub mouse: bool,
    /// Days without activity after which a branch counts as stale.
    pub stale_days: u16,
    /// What estimates of costs assume.
    pub prices: Prices,
    /// The colors.
    pub theme: ThemeChoice,
    /// How times are written.
    pub times: TimeStyle,
    /// The time zone of local times.
    pub zone: TimeZone,
    /// The programs that get the terminal.
    pub programs: Programs,
    /// The formats of copied connections.
    pub formats: Formats,
    /// The columns of lists that the user has chosen.
    pub columns: ChosenColumns,
    /// The views that were saved.
    pub views: Vec<SavedView>,
    /// The user's own commands.
    pub commands: Vec<OwnCommand>,
    /// The time in seconds after which a secret is cleared from the clipboard; 0 means never.
    pub clear_clipboard_seconds: u64,
    /// Whether to keep a log of the changes that were sent.
    pub log_changes: bool,
    /// Where to go at start, if given.
    pub destination: Option<NavigationTarget>,
    /// The content of this directory's `.neon` file.
    pub context: Option<Context>,
    /// The `.neon` file that was named; `None` means the nearest one.
    pub context_file: Option<PathBuf>,
    /// Whether the user knows that comparing schemas may wake computes.
    pub may_wake: bool,
}

impl Settings {
    /// The saved view of this name.
    pub fn view(&self, name: &str) -> Option<&SavedView> {
        self.views.iter().find(|view| view.name == name)
    }

    /// The user's own command of this name.
    pub fn command(&self, name: &str) -> Option<&OwnCommand> {
        self.commands.iter().find(|command| command.name == name)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            config: None,
            ascii: false,
            wide_ambiguous: None,
            linear: false,
            mouse: false,
            stale_days: 7,
            prices: Prices::default(),
            theme: ThemeChoice::default(),
            times: TimeStyle::default(),
            zone: TimeZone::UTC,
            programs: Programs::default(),
            formats: Formats::default(),
            columns: ChosenColumns::default(),
            views: Vec::new(),
            commands: Vec::new(),
            clear_clipboard_seconds: 60,
            log_changes: true,
            destination: None,
            context: None,
            context_file: None,
            may_wake: false,
        }
    }
}
