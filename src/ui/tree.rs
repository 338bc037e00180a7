//! The tree: which rows are there, and which one the cursor is on.
//!
//! The cursor is a [`Target`]; `at` and `top` only say where it is drawn. Rows are built anew when
//! what is known or what is open changes ([`super::rows`]); the cursor then stays on its thing, the
//! thing stays on its line of the screen, and only when it is gone does a neighbor take its place.

use super::{bookmarks::Bookmarks, filter_query::Query, rows, scroll::ListCursor};
use crate::{
    store::{Store, target::Target},
    ui::answers::search::Search,
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
    pub cursor: ListCursor<Target>,
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
        self.rows.get(self.cursor.at)
    }

    /// Builds the rows from what is known now and puts the cursor on its thing again. Answers the
    /// thing that the cursor was on if it is no longer there.
    pub fn rebuild(&mut self, store: &Store, pins: &Bookmarks, height: usize) -> Option<Target> {
        let depth = self.row().map_or(0, |row| row.depth);
        let line = self.cursor.line();
        let cursor = self.cursor.item.as_ref();
        let retained =
            cursor.filter(|_| !self.filter.as_ref().is_some_and(|filter| filter.changed));
        let retained = retained.and_then(|cursor| rows::place(cursor, store));
        let filter = self.filter.as_mut();
        self.rows = rows::build(store, pins, &self.expanded, self.sort, filter, retained);
        if let Some(filter) = &mut self.filter {
            filter.changed = false;
        }
        let before = self.cursor.item.take();
        let found = before.as_ref().map(|it| rows::find(&self.rows, store, it));
        self.go(
            match found {
                Some(Some(at)) => at,
                Some(None) => self.neighbor(depth),
                None => 0,
            },
            store,
            height,
        );
        self.cursor.show_on(line, self.rows.len(), height);
        before.filter(|_| found == Some(None))
    }

    /// The next row of the same list, else the previous one, else the parent.
    fn neighbor(&self, depth: u8) -> usize {
        let last = self.rows.len().saturating_sub(1);
        let at = self.cursor.at.min(last);
        let stays = self.rows.get(at).is_some_and(|row| row.depth >= depth);
        at.saturating_sub(usize::from(!stays && self.cursor.at <= last))
    }

    /// Moves the cursor to a row.
    pub fn go(&mut self, at: usize, store: &Store, height: usize) {
        let rows = &self.rows;
        let target = |at| rows::target(rows.get(at).map(|row: &Row| row.place)?, store);
        self.cursor.go(at, rows.len(), target);
        self.cursor.show(rows.len(), height);
    }

    /// Moves the cursor to a thing, if it has a row.
    pub fn select(&mut self, target: &Target, store: &Store, height: usize) -> bool {
        let Some(at) = rows::find(&self.rows, store, target) else {
            return false;
        };
        self.go(at, store, height);
        true
    }

    /// The row that the row of the cursor hangs under.
    pub fn parent(&self) -> Option<usize> {
        let depth = self.row()?.depth;
        self.rows
            .get(..self.cursor.at)?
            .iter()
            .rposition(|row| row.depth < depth)
    }
}
