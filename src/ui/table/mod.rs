//! Lists that take the full width of the screen, in place of tree and details.
//!
//! The table on screen is a [`Table`]: which list it shows, of what, and where the cursor is. While it is shown,
//! [`Browser::selected`](super::browser::Browser::selected) returns the row of *its* cursor, so all actions of
//! the tree work on its rows. A row is just the [`Target`] it stands for: column values are read from the store
//! when a row is drawn or sorted.
//!
//! ```text
//! action ──row── Spec ──── tabs: columns, rows, order, source, text when empty
//!                             │        │
//!         Column: a field of a kind, width, weight
//!                                      └ fn(&Browser, &Neon, of) -> [ListLine { depth, target }]
//! ```
//!
//! To add a list of a kind, implement [`Listed`](crate::kinds::list::Listed) for its record, and open
//! [`flat::of`] that record in a row of the table of actions: columns, title, place, request and the text when empty
//! are with the kind. A column is a field of the kind, a width and a weight (on a narrow screen the lightest is dropped
//! first); sorting, filtering and drawing follow from the field.
//!
//! A list with several tabs, several pages, or rows below rows has a file like [`branches`] with a [`Spec`] of its own:
//! each tab has a [`list::PagesOf`] if it is not loaded with the project; [`load`] does the rest (pages, loading,
//! failure, refresh).
//!
//! Rows are sorted when the data changes ([`rows`]), never when drawing. The cursor then stays on its thing and
//! on its line of the screen; only if the thing is gone does the cursor move to a neighbor.

pub mod access;
pub mod api_keys;
pub mod awake;
pub mod branches;
pub mod commands;
pub mod computes;
pub mod contents;
pub mod everywhere;
pub mod export;
pub mod flat;
pub mod list;
pub mod load;
pub mod logs;
pub mod marks;
pub mod members;
pub mod named;
pub mod open;
pub mod operations;
mod order;
pub mod others;
pub mod projects;
pub mod rows;
pub mod snapshots;
pub mod views;
pub mod wanted;

use crate::{
    api::types::OddRow,
    store::{remote::Remote, target::Target},
    ui::{
        chosen_columns::ChosenColumns,
        filter::state::Filter,
        fitted::Fitted,
        scroll::ListCursor,
        table::list::{ListTab, Pages, Spec},
    },
};

pub use crate::kinds::{
    column::{Column, Width},
    list::List,
};

#[cfg(doc)]
use crate::kinds::Value;

use std::collections::{HashMap, HashSet};

/// A sort order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortOrder {
    /// The title of the column.
    pub column: &'static str,
    /// Largest, newest or last first.
    pub down: bool,
}

impl SortOrder {
    /// The least first.
    pub const fn up(column: &Column) -> Option<Self> {
        Some(Self {
            column: column.title,
            down: false,
        })
    }

    /// The most first.
    pub const fn down(column: &Column) -> Option<Self> {
        Some(Self {
            column: column.title,
            down: true,
        })
    }
}

/// The table on screen.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which list it shows.
    pub spec: &'static Spec,
    /// What the list belongs to, such as a project.
    pub of: Target,
    /// The index of the tab.
    pub tab: usize,
    /// The rows, sorted and filtered.
    pub rows: Vec<TableRow>,
    /// How many rows there would be without the filter.
    pub all: usize,
    /// How many rows match the filter themselves.
    pub hits: usize,
    pub cursor: ListCursor<Target>,
    /// The chosen order, or that of the tab.
    pub by: Option<SortOrder>,
    pub filter: Option<Filter>,
    /// The filters of the other tabs.
    other_filters: HashMap<usize, Filter>,
    /// Show all columns, and scroll sideways.
    pub wide: bool,
    /// How many columns after the first are scrolled out of view.
    pub sideways: usize,
    pub marks: HashSet<Target>,
    /// Marks of rows that only other tabs list: they come back with those.
    pub other_marks: HashSet<Target>,
    /// Where a range of marks begins.
    pub range: Option<Target>,
    /// The list from whose row it was opened.
    pub above: Option<Box<Self>>,
    /// The cells that the columns shown need.
    pub widths: Fitted<Vec<u16>>,
}

impl Table {
    fn new(spec: &'static Spec, of: Target, tab: usize) -> Self {
        Self {
            spec,
            of,
            tab,
            rows: Vec::new(),
            all: 0,
            hits: 0,
            cursor: ListCursor::default(),
            by: spec.tab(tab).by,
            filter: None,
            other_filters: HashMap::new(),
            wide: false,
            sideways: 0,
            marks: HashSet::new(),
            other_marks: HashSet::new(),
            range: None,
            above: None,
            widths: Fitted::default(),
        }
    }

    /// The lines below this many for rows that say something about the selected one; none if there is little room.
    pub const fn about_lines(&self, height: u16) -> u16 {
        const LINES: u16 = 3;
        match self.spec.about {
            Some(_) if height >= 3 * LINES => LINES,
            _ => 0,
        }
    }

    pub const fn list(&self) -> List {
        self.spec.list
    }

    /// Whether it has more than one tab.
    pub const fn has_tabs(&self) -> bool {
        self.spec.tabs.len() > 1
    }

    pub fn shown(&self) -> &'static ListTab {
        self.spec.tab(self.tab)
    }

    /// The columns that may be shown, of those that the user has chosen, with the one that the rows are sorted by.
    pub fn columns(&self, chosen: &ChosenColumns) -> Vec<&'static Column> {
        let tab = self.shown();
        let mut shown = chosen.shown(tab.name, tab.columns, self.wide);
        if !shown.iter().any(|column| self.is_sorted_by(column)) {
            shown.extend(tab.columns.iter().find(|column| self.is_sorted_by(column)));
        }
        shown
    }

    /// Whether its rows are in the order of this column.
    pub fn is_sorted_by(&self, column: &Column) -> bool {
        self.by.is_some_and(|by| by.column == column.title)
    }

    /// The index of a thing's row.
    pub fn find(&self, target: &Target) -> Option<usize> {
        self.rows.iter().position(|row| row.target == *target)
    }

    /// The parent of the selected row.
    pub fn parent(&self) -> Option<usize> {
        let depth = self.rows.get(self.cursor.at)?.depth;
        let above = self.rows.get(..self.cursor.at)?;
        above.iter().rposition(|row| row.depth < depth)
    }

    /// The first child of the selected row.
    pub fn first_child(&self) -> Option<usize> {
        let depth = self.rows.get(self.cursor.at)?.depth;
        let next = self.cursor.at + 1;
        self.rows.get(next).filter(|row| row.depth > depth)?;
        Some(next)
    }

    /// Moves the cursor to a row.
    pub fn go(&mut self, at: usize, height: usize) {
        let target = |at: usize| Some(self.rows.get(at)?.target.clone());
        self.cursor.go(at, self.rows.len(), target);
        self.cursor.show(self.rows.len(), height);
    }
}

/// The state of a load.
#[derive(Debug, Clone, Default)]
pub struct Loading {
    /// Whether it is loaded, loading, or has failed.
    pub state: Remote<()>,
    /// How many pages have been received.
    pages: u32,
    /// What its pages contain.
    of: Option<&'static dyn Pages>,
    /// The rows that could not be read.
    odd: Vec<OddRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    pub target: Target,
    pub depth: u8,
    /// For every depth, whether a sibling follows below: the guides of the tree.
    pub guides: u32,
    /// It matches the filter itself, or there is no filter.
    pub hit: bool,
}
