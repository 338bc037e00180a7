//! The panes of the main screen: which one has the focus, their size, what is hidden.

use super::{
    activity::state::Activity,
    home::state::Home,
    layout::{HiddenPanes, Pane, SMALLEST},
    scroll::Scroll,
};
use crate::{
    api::types::EndpointId,
    kinds::{
        awake::{
            Awake,
            list::{LookFor, Looks},
        },
        usage::Report,
    },
    store::{
        tracked::Remembered,
        usage::{Interval, UsageKey},
    },
};

/// A tab of the details pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// What matters, formatted.
    #[default]
    Overview,
    /// What it has used and cost.
    Usage,
    /// Every field.
    Facts,
    /// The answer as received, with secrets masked.
    Raw,
}

impl Tab {
    /// All tabs in order.
    pub const ALL: [Self; 4] = [Self::Overview, Self::Usage, Self::Facts, Self::Raw];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Usage => "Usage",
            Self::Facts => "Facts",
            Self::Raw => "Raw",
        }
    }
}

/// Which use is shown.
#[derive(Debug, Default)]
pub struct UsageView {
    pub interval: Interval,
    /// How many periods before the current one.
    pub back: i32,
    pub(super) reports: Remembered<UsageKey, (), Report>,
}

#[derive(Debug, Default)]
pub struct Details {
    /// The tab shown.
    pub tab: Tab,
    pub scroll: Scroll,
    pub home: Home,
    /// When computes were awake, by compute, the minute and the version of the log of changes.
    pub(super) awake: Remembered<EndpointId, (i64, u64), Awake>,
    pub usage: UsageView,
    /// The first column shown.
    pub sideways: u16,
    /// The tab that was shown before the raw answer was opened on the whole screen.
    pub described: Option<Tab>,
}

impl Details {
    /// Scrolls long lines sideways; overviews wrap theirs.
    pub fn scroll_sideways(&mut self, by: i16) {
        /// Further than any line is long.
        const FURTHEST: u16 = 1_000;
        self.sideways = match self.tab {
            Tab::Overview => 0,
            _ => self.sideways.saturating_add_signed(by).min(FURTHEST),
        };
    }
}

/// The panes of the main screen.
#[derive(Debug, Default)]
pub struct Panes {
    /// The size of the terminal: columns and rows.
    pub size: (u16, u16),
    /// How far the looks into all projects are, for lists over all of them.
    pub(super) looks: Remembered<LookFor, (), Looks>,
    /// The pane that has the focus when no dialog is open.
    pub focus: Pane,
    /// Whether that pane fills the screen.
    pub zoomed: bool,
    /// Whether the screen is one column of plain text, for screen readers.
    pub linear: bool,
    /// Parts of the main screen that the user has hidden.
    pub put_away: HiddenPanes,
    pub details: Details,
    pub activity: Activity,
}

impl Panes {
    /// Whether the screen is too small to read; then only keys that work everywhere count.
    pub const fn is_too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }
}
