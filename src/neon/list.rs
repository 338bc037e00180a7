//! The lists that are read for a table on the whole screen.

use crate::store::target::Target;

/// A list that fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    Branches,
    Keys,
    Members,
    Shares,
    Snapshots,
    VpcEndpoints,
}

/// What is loaded: a tab of a list, of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Load {
    pub list: List,
    /// The tab, by its position.
    pub tab: usize,
    /// What it is the list of.
    pub of: Target,
}
