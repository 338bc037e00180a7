//! The tree: which rows are there, and which one the cursor is on.
//!
//! The cursor is a [`Target`]; `at` and `top` only say where it is drawn. Rows are built anew when
//! what is known or what is open changes ([`super::rows`]); the cursor then stays on its thing, the
//! thing stays on its line of the screen, and only when it is gone does a neighbor take its place.

use super::{bookmarks::Bookmarks, filter_query::Query, rows};
use crate::{
    reads::search::Search,
    store::{Store, target::Target},
};
use std::collections::HashSet;
use tui_input::Input;

/// The thing a row stands for, by position in the store: rows are many and must be small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CursorPlace {
    /// An organization, by position in the answer.
    Org(u32),
    /// The group of shared projects.
    Shared,
    /// A project, by position in the store.
    Project(u32),
    /// A branch of a project, by positions.
    Branch(u32, u32),
    /// An endpoint of a project, by positions.
    Endpoint(u32, u32),
    /// A database: project, branch, position in the branch's list.
    Database(u32, u32, u32),
    /// A role: project, branch, position in the branch's list.
    Role(u32, u32, u32),
    /// The rest of an organization's list.
    MoreOf(u32),
    /// The rest of the list of shared projects.
    MoreShared,
}

/// A visible row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub place: CursorPlace,
    /// How deep it is; organizations are at 0.
    pub depth: u8,
    /// For every depth, whether a sibling follows further down: the lines of the tree.
    pub guides: u32,
    /// It is open, closed, or has nothing to open.
    pub expansion: Expansion,
    /// It matches the filter by itself.
    pub hit: bool,
}

/// Whether a row can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expansion {
    /// Its children are shown.
    Open,
    /// It has children, or may have.
    Closed,
    /// It never has any.
    Leaf,
}

/// The order of projects in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As Neon lists them.
    #[default]
    Server,
    Name,
    /// The last active first.
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

    /// What it sorts by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Server => "as Neon lists them",
            Self::Name => "by name",
            Self::Activity => "by last activity",
        }
    }
}

/// The filter of the tree.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The text as it is edited.
    pub input: Input,
    /// The keys go into the text.
    pub typing: bool,
    /// What the text means.
    pub query: Query,
    /// Where the cursor was before.
    pub before: Option<Target>,
    /// The filter of before that was taken, as long as its text is not changed.
    pub recalled: Option<usize>,
    /// How many things match by themselves.
    pub hits: usize,
    /// How the search on the server stands.
    pub search: Search,
    /// The text was changed since the rows were built: the cursor goes to what it finds. Otherwise
    /// the row of the cursor stays, also when its thing does not match any more.
    pub changed: bool,
}

/// Rows, cursor, and what is open.
#[derive(Debug, Default)]
pub struct Tree {
    /// The visible rows.
    pub rows: Vec<Row>,
    pub cursor: Option<Target>,
    /// The row of the cursor.
    pub at: usize,
    /// The first row on screen.
    pub top: usize,
    /// What is open.
    pub expanded: HashSet<Target>,
    pub filter: Option<Filter>,
    /// Filters that were kept, the newest last.
    pub past: Vec<String>,
    /// The order of projects.
    pub sort: Sort,
    /// The cursor was put on its first project, or the user has moved it: from now on nothing else does.
    pub arrived: bool,
}

impl Tree {
    /// The row of the cursor.
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.at)
    }

    /// Builds the rows from what is known now and puts the cursor on its thing again. Answers the
    /// thing that the cursor was on if it is no longer there.
    pub fn rebuild(&mut self, store: &Store, pins: &Bookmarks, height: usize) -> Option<Target> {
        let depth = self.row().map_or(0, |row| row.depth);
        let line = self.at.saturating_sub(self.top);
        let kept = self
            .cursor
            .as_ref()
            .filter(|_| !self.filter.as_ref().is_some_and(|filter| filter.changed));
        let kept = kept.and_then(|cursor| rows::place(cursor, store));
        let filter = self.filter.as_mut();
        self.rows = rows::build(store, pins, &self.expanded, self.sort, filter, kept);
        if let Some(filter) = &mut self.filter {
            filter.changed = false;
        }
        let lost = match self
            .cursor
            .as_ref()
            .map(|cursor| (cursor, rows::find(&self.rows, store, cursor)))
        {
            Some((_, Some(at))) => {
                self.at = at;
                None
            }
            Some((cursor, None)) => {
                let lost = cursor.clone();
                self.take_neighbor(store, depth);
                Some(lost)
            }
            None => {
                self.at = 0;
                self.cursor = self
                    .rows
                    .first()
                    .and_then(|row| rows::target(row.place, store));
                None
            }
        };
        self.top = self.at.saturating_sub(line);
        self.keep_in_view(height);
        lost
    }

    /// The next row of the same list, else the previous one, else the parent.
    fn take_neighbor(&mut self, store: &Store, depth: u8) {
        let last = self.rows.len().saturating_sub(1);
        let at = self.at.min(last);
        let stays = self.rows.get(at).is_some_and(|row| row.depth >= depth);
        self.at = if stays {
            at
        } else {
            at.saturating_sub(usize::from(self.at <= last))
        };
        self.cursor = self
            .rows
            .get(self.at)
            .and_then(|row| rows::target(row.place, store));
    }

    /// Moves the cursor to a row.
    pub fn go(&mut self, at: usize, store: &Store, height: usize) {
        self.at = at.min(self.rows.len().saturating_sub(1));
        self.cursor = self
            .rows
            .get(self.at)
            .and_then(|row| rows::target(row.place, store));
        self.keep_in_view(height);
    }

    /// Moves the cursor to a thing, if it has a row.
    pub fn select(&mut self, target: &Target, store: &Store, height: usize) -> bool {
        let Some(at) = rows::find(&self.rows, store, target) else {
            return false;
        };
        self.go(at, store, height);
        true
    }

    /// Scrolls as little as shows the cursor.
    pub fn keep_in_view(&mut self, height: usize) {
        let lowest = self.at.saturating_sub(height.saturating_sub(1));
        self.top = self.top.clamp(lowest, self.at.max(lowest));
        self.top = self
            .top
            .min(self.rows.len().saturating_sub(height.min(self.rows.len())));
    }

    /// The rows on screen.
    pub fn visible(&self, height: usize) -> &[Row] {
        let end = self.top.saturating_add(height).min(self.rows.len());
        self.rows.get(self.top..end).unwrap_or_default()
    }

    /// The row that the row of the cursor hangs under.
    pub fn parent(&self) -> Option<usize> {
        let depth = self.row()?.depth;
        self.rows
            .get(..self.at)?
            .iter()
            .rposition(|row| row.depth < depth)
    }
}
