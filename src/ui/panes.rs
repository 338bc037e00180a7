//! The panes of the main screen: which one has the keys, how much room they have, what is hidden.

use super::{
    layout::{HiddenPanes, Pane, SMALLEST},
    scroll::Scroll,
};

/// A page of the details pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// What matters, formatted.
    #[default]
    Overview,
    /// The answer as it came, with secrets masked.
    Raw,
}

impl Tab {
    /// All tabs in their order.
    pub const ALL: [Self; 2] = [Self::Overview, Self::Raw];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Raw => "Raw",
        }
    }
}

/// The details pane.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// The page shown.
    pub tab: Tab,
    pub scroll: Scroll,
    /// The first column shown.
    pub sideways: u16,
    /// The page that was shown before the row was described.
    pub described: Option<Tab>,
}

/// The panes of the main screen.
#[derive(Debug, Clone, Default)]
pub struct Panes {
    /// The size of the terminal: columns and rows.
    pub size: (u16, u16),
    /// The pane that has the keys when no dialog is open.
    pub focus: Pane,
    /// That pane fills the screen.
    pub zoomed: bool,
    /// Parts of the main screen that the user has put away.
    pub put_away: HiddenPanes,
    /// The details pane.
    pub details: Details,
    /// The first row of the operations pane.
    pub operations: Scroll,
}

impl Panes {
    /// Whether too little can be read to do anything: no key counts but those that count everywhere.
    pub const fn is_too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }
}
