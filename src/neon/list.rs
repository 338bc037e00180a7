//! The lists that are read for a full-screen table.

use crate::store::target::Target;

/// A full-screen list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    Branches,
    Keys,
    Members,
    Shares,
    Snapshots,
    VpcEndpoints,
}

/// What is loaded: one tab of a list about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Load {
    pub list: List,
    /// The position of the tab.
    pub tab: usize,
    /// The thing the list belongs to.
    pub of: Target,
}
