//! The main screen: what is shown, and where the user is in it.

use super::{
    bookmarks::Bookmarks,
    changed_cells::CellMarks,
    filter::state::{Filter, FilterPlace},
    git_branches::GitBranches,
    layout::{Area, HiddenPanes, Layout, Pane},
    panes::Panes,
    scroll::ListCursor,
    table::{Loading, Table},
    tree::Tree,
};
use crate::{kinds::lookup, neon::list::Load, store::target::Target, ui::travel::Travel};
use std::collections::HashMap;

/// A table that was left for one of its rows.
#[derive(Debug)]
pub struct LeftList {
    pub table: Box<Table>,
    /// What was opened, in the tree.
    pub opened: Target,
    /// Whether it was left for the activity: the way back from there leads to it at once.
    pub for_activity: bool,
}

/// The screen beneath the dialogs.
#[derive(Debug, Default)]
pub struct Browser {
    /// The rows and the cursor.
    pub tree: Tree,
    /// The table that is shown instead of tree and details.
    pub table: Option<Table>,
    /// The table that the selected item was opened from.
    pub opened_from: Option<LeftList>,
    /// What tables have loaded for themselves, and the state of each load.
    pub loads: HashMap<Load, Loading>,
    /// What others need of that, and is about to be loaded.
    pub wanted: Vec<Load>,
    pub panes: Panes,
    /// Bookmarks (letters) and pins.
    pub bookmarks: Bookmarks,
    /// Where the cursor has been.
    pub travel: Travel,
    /// Remembered filters of each place, the newest last.
    pub past_filters: HashMap<FilterPlace, Vec<String>>,
    /// Where the cursor was last in each list of projects.
    pub visited: HashMap<Target, Target>,
    /// Cells that an answer has just changed.
    pub changed: CellMarks,
    /// Days without activity after which a branch counts as stale.
    pub stale_days: u16,
    pub git: GitBranches,
    /// What was selected and has disappeared; cleared once the user has been told.
    pub lost: Option<Target>,
}

impl Browser {
    /// The item under the cursor: of the table while one is shown, else of the tree.
    pub fn selected(&self) -> Option<&Target> {
        self.cursor().item.as_ref()
    }

    /// The selected item, if a database client can connect to it.
    pub fn connectable(&self) -> Option<&Target> {
        let can_connect = |row: &&Target| lookup::of(row, |kind| kind.can_connect());
        self.selected().filter(can_connect)
    }

    /// The filter of the table while one is shown, else of the tree.
    pub fn list_filter(&self) -> Option<&Filter> {
        match &self.table {
            Some(table) => table.filter.as_ref(),
            None => self.tree.filter.as_ref(),
        }
    }

    /// The same filter, mutably.
    pub fn list_filter_mut(&mut self) -> &mut Option<Filter> {
        match &mut self.table {
            Some(table) => &mut table.filter,
            None => &mut self.tree.filter,
        }
    }

    /// The filter of what has the focus: of the activity, or of the tree or the table.
    pub fn filter(&self) -> Option<&Filter> {
        match self.panes.focus {
            Pane::Operations => self.panes.activity.filter.as_ref(),
            Pane::Tree | Pane::Details => self.list_filter(),
        }
    }

    /// The same filter, mutably.
    pub fn filter_mut(&mut self) -> &mut Option<Filter> {
        match self.panes.focus {
            Pane::Operations => &mut self.panes.activity.filter,
            Pane::Tree | Pane::Details => self.list_filter_mut(),
        }
    }

    /// Whether keys go into the filter text.
    pub fn is_filtering(&self) -> bool {
        self.filter().is_some_and(|filter| filter.typing)
    }

    /// The number of visible rows in the tree or the table, at least one.
    pub fn list_height(&self) -> usize {
        match self.rows_area() {
            Some(area) => usize::from(area.height).max(1),
            None => 1,
        }
    }

    /// The area of the rows of the tree or the table, without border, heading and filter line.
    pub fn rows_area(&self) -> Option<Area> {
        let mut area = self.layout().content(Pane::Tree)?;
        let filter_line = u16::from(self.list_filter().is_some());
        area.height = area.height.saturating_sub(filter_line);
        if self.table.is_some() {
            let heading = area.height.min(1);
            area.y = area.y.saturating_add(heading);
            area.height -= heading;
        }
        if let Some(table) = &self.table {
            area.height -= table.about_lines(area.height);
        }
        Some(area)
    }

    /// The cursor of the tree or the table.
    pub fn cursor(&self) -> &ListCursor<Target> {
        match &self.table {
            Some(table) => &table.cursor,
            None => &self.tree.cursor,
        }
    }

    /// The same cursor, mutably.
    pub fn cursor_mut(&mut self) -> &mut ListCursor<Target> {
        match &mut self.table {
            Some(table) => &mut table.cursor,
            None => &mut self.tree.cursor,
        }
    }

    /// Whether the selected row is visible, in its list or as its details.
    pub fn shows_row(&self) -> bool {
        let layout = self.layout();
        layout.tree.is_some() || layout.details.is_some()
    }

    /// The parts that are hidden, and what the operations need.
    fn put_away(&self) -> HiddenPanes {
        HiddenPanes {
            operation_lines: Some(self.panes.activity.lines()),
            ..self.panes.put_away
        }
    }

    /// Whether what is shown belongs to no project, so that there are no operations to show.
    pub fn is_without_project(&self) -> bool {
        match &self.table {
            Some(table) => table.of.project().is_none(),
            None => {
                let selected = self.tree.cursor.item.as_ref();
                selected.is_some_and(|target| target.project().is_none())
            }
        }
    }

    /// The current layout.
    pub fn layout(&self) -> Layout {
        let panes = &self.panes;
        if panes.linear {
            return Layout::linear(panes.size, panes.focus, self.put_away());
        }
        let of = self.table.as_ref().map(|table| &table.of);
        let has_focus = of.is_none() && panes.focus == Pane::Operations;
        let is_bare = self.is_without_project() && !has_focus;
        let put_away = HiddenPanes {
            operations: is_bare || panes.put_away.operations,
            ..self.put_away()
        };
        match of {
            Some(_) => Layout::of_table(panes.size, panes.focus, panes.zoomed, put_away),
            None => {
                let width = &self.tree.width;
                Layout::of(panes.size, panes.focus, panes.zoomed, put_away, width)
            }
        }
    }
}
