//! The tree: its rows and its cursor.
//!
//! The cursor is a [`Target`]; `at` and `top` only say where it is drawn. Rows are rebuilt when the store or the
//! expanded items change ([`super::rows`]); the cursor stays on its item and the item on its line of the screen. Only
//! when the item is gone does the cursor move to a neighbor.

mod rebuild;
pub mod width;

use super::{filter::state::Filter, scroll::ListCursor};
use crate::store::target::{BranchGroup, Target};
use std::collections::HashSet;
use width::TreeWidth;

/// The item of a row, by position in the store: rows are many and must be small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CursorPlace {
    /// An organization, by position in the list.
    Org(u32),
    /// The group of shared projects.
    Shared,
    /// A project, by position in the store.
    Project(u32),
    /// A branch: positions of the project and of the branch in it.
    Branch(u32, u32),
    /// A compute: positions of the project and of the compute in it.
    Endpoint(u32, u32),
    /// A database: project, branch, position in the branch's list.
    Database(u32, u32, u32),
    /// A role: project, branch, position in the branch's list.
    Role(u32, u32, u32),
    /// A group on a branch: positions of the project and of the branch in it.
    Group(u32, u32, BranchGroup),
    /// The rest of an organization's list.
    MoreOf(u32),
    /// The rest of the list of shared projects.
    MoreShared,
}

/// A visible row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub place: CursorPlace,
    /// The depth; organizations are at 0.
    pub depth: u8,
    /// One bit per depth: whether a sibling follows further down, for the lines of the tree.
    pub guides: u32,
    pub expansion: Expansion,
    /// Whether it matches the filter itself.
    pub hit: bool,
}

/// Whether a row is expanded or can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expansion {
    /// Expanded: its children are shown.
    Open,
    /// Collapsed: it has children, or may have.
    Closed,
    /// It never has children.
    Leaf,
}

/// The order of projects in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As Neon lists them.
    #[default]
    Server,
    Name,
    /// Most recently active first.
    Activity,
}

impl Sort {
    /// The next order.
    pub const fn next(self) -> Self {
        match self {
            Self::Server => Self::Name,
            Self::Name => Self::Activity,
            Self::Activity => Self::Server,
        }
    }

    /// The name of the order, for messages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Server => "as Neon lists them",
            Self::Name => "by name",
            Self::Activity => "by last activity",
        }
    }
}

/// The rows, the cursor, and what is expanded.
#[derive(Debug, Default)]
pub struct Tree {
    /// The visible rows.
    pub rows: Vec<Row>,
    pub cursor: ListCursor<Target>,
    /// The expanded items.
    pub expanded: HashSet<Target>,
    pub filter: Option<Filter>,
    /// The order of projects.
    pub sort: Sort,
    /// Whether the cursor was put on its first project or moved by the user; nothing else moves it after that.
    pub arrived: bool,
    pub width: TreeWidth,
}

impl Tree {
    /// The row of the cursor.
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor.at)
    }

    /// The parent of the selected row.
    pub fn parent(&self) -> Option<usize> {
        let depth = self.row()?.depth;
        self.rows
            .get(..self.cursor.at)?
            .iter()
            .rposition(|row| row.depth < depth)
    }
}
