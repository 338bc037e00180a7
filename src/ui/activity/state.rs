//! What is kept about the activity; its rows are not.

use crate::{
    api::types::{Operation, OperationId, ProjectId},
    ui::{filter::state::Filter, scroll::ListCursor},
};
use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
};

/// The cursor of the activity, and which chains show their steps.
#[derive(Debug, Clone, Default)]
pub struct Activity {
    pub cursor: ListCursor<RowId>,
    /// The chains that show their steps, by their first operation.
    pub unfolded: HashSet<OperationId>,
    /// The first row in view when it was last drawn.
    pub top: RefCell<Option<RowId>>,
    pub filter: Option<Filter>,
    /// The project whose operations it shows, and the filters of the others.
    of: Option<ProjectId>,
    others: HashMap<ProjectId, Filter>,
    /// The refused change under the cursor, as an operation.
    pub refusal: Option<Operation>,
    /// The number of rows, while it has the focus: it takes no more room than they need.
    pub rows: usize,
    /// Where the selected operation was found last.
    pub(super) selected_at: Cell<usize>,
}

impl Activity {
    /// Whether it shows the operations of this project.
    pub fn is_of(&self, project: &ProjectId) -> bool {
        self.of.as_ref() == Some(project)
    }

    /// Shows the operations of a project, with the filter that was left there.
    pub fn turn_to(&mut self, project: ProjectId) {
        let there = self.others.remove(&project);
        let left = std::mem::replace(&mut self.filter, there);
        let before = self.of.replace(project);
        if let (Some(before), Some(filter)) = (before, left) {
            self.others.insert(before, filter);
            self.cursor = ListCursor::default();
            self.top.take();
        }
    }

    /// Shows the newest rows again once the keys are elsewhere, so that what is running is in view.
    pub fn leave(&mut self) {
        if self.filter.is_none() {
            self.cursor = ListCursor::default();
            self.refusal = None;
            self.top.take();
        }
    }

    /// The lines that it needs: for its rows, what is known about one of them, headings, a filter and a border.
    pub fn lines(&self) -> u16 {
        const FACTS: u16 = 8;
        let rows = u16::try_from(self.rows).unwrap_or(u16::MAX);
        let facts = if rows > 0 { FACTS } else { 0 };
        let filter = u16::from(self.filter.is_some());
        rows.saturating_add(3 + facts + filter)
    }
}

/// Identifies a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowId {
    /// The operation; for a chain its first one.
    pub operation: OperationId,
    pub is_step: bool,
}
