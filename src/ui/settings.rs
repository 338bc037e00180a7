//! How the screen is set.

use super::{child::Programs, context::Context, navigation_target::NavigationTarget};
use crate::{
    connect::formats::Formats,
    neon::{Session, policy::Policy},
};
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// How points in time are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeStyle {
    /// "2d ago", with the absolute time in details.
    #[default]
    Relative,
    /// In the zone of the machine.
    Local,
    Utc,
}

/// What the program was started with.
#[derive(Debug, Clone, Default)]
pub struct Startup {
    pub session: Session,
    pub policy: Policy,
    pub settings: Settings,
}

/// How the screen is set: as it was told at start, and as the user has set it since.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the configuration is, for the screen.
    pub config: String,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// Days without activity after which a branch counts as stale.
    pub stale_days: u16,
    /// How times are written.
    pub times: TimeStyle,
    /// The zone of local times.
    pub zone: TimeZone,
    /// The programs that get the terminal.
    pub programs: Programs,
    /// In which formats connection texts are copied.
    pub formats: Formats,
    /// How long a secret stays on the clipboard, seconds; 0 is for ever.
    pub clear_clipboard_seconds: u64,
    /// Where to go at start, if that was told.
    pub destination: Option<NavigationTarget>,
    /// What is worked on in this directory, as its file says.
    pub context: Option<Context>,
    /// The file that was named for what is worked on; none is the nearest `.neon`.
    pub context_file: Option<PathBuf>,
    /// The user knows that comparing schemas may wake computes.
    pub may_wake: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            config: String::new(),
            ascii: false,
            stale_days: 7,
            times: TimeStyle::default(),
            zone: TimeZone::UTC,
            programs: Programs::default(),
            formats: Formats::default(),
            clear_clipboard_seconds: 60,
            destination: None,
            context: None,
            context_file: None,
            may_wake: false,
        }
    }
}
