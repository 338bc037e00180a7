//! What identifies the loads of lists that fill the screen.

use super::target::Target;

/// A list that fills the screen, by its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct List(pub &'static str);

/// What is loaded: one tab of a list about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Load {
    pub list: List,
    /// The position of the tab.
    pub tab: usize,
    /// The thing the list belongs to.
    pub of: Target,
}
