//! The activity of a project: its operations, grouped by what has started them, under a cursor of their own.
//!
//! The rows are derived from the operations in the store whenever they are needed. The cursor is on an operation, so
//! it stays there when newer ones arrive.

pub mod commands;
pub mod state;

use state::{Activity, RowId};

use super::{browser::Browser, layout::Pane, refresh::visible::visible_operations};
use crate::{
    api::types::Operation,
    changes::{Changes, follow::Cause, undo::UndoEntry},
    kinds::{
        self,
        operation::chain::{Chain, chains},
    },
    store::{Store, target::Target},
};

/// A row: operations of one cause, or one of their steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    pub chain: Chain<'a>,
    /// What has started them, if that was a change of this session.
    pub cause: Option<&'a Cause>,
    /// When a step began, in milliseconds after its chain.
    pub begin: u64,
    pub fold: Fold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// Has no steps.
    Single,
    Folded,
    Unfolded,
    Step {
        /// Whether it is the last one of its chain.
        is_last: bool,
    },
}

impl Row<'_> {
    pub fn id(&self) -> RowId {
        RowId {
            operation: self.chain.first.id.clone(),
            is_step: matches!(self.fold, Fold::Step { .. }),
        }
    }

    /// The thing that it concerns, or what is left of it.
    pub fn target(&self, store: &Store) -> Target {
        let changed = self.cause.map(|cause| &cause.change.target);
        let changed = changed.filter(|target| store.has(target)).cloned();
        changed.unwrap_or_else(|| kinds::operation::target(store, self.chain.first))
    }
}

/// The rows, the newest chain first. There are none while the progress of a bulk change is shown instead.
pub fn rows<'a>(browser: &Browser, changes: &'a Changes, store: &'a Store) -> Vec<Row<'a>> {
    if changes.queue.is_some() {
        return Vec::new();
    }
    let follow = &changes.follow;
    let operations = visible_operations(browser, store);
    let cause = |operation: &Operation| follow.cause(&operation.id).map(std::ptr::from_ref);
    let mut rows = Vec::with_capacity(operations.len());
    for chain in chains(operations, cause) {
        let cause = follow.cause(&chain.first.id);
        let is_unfolded = browser.panes.activity.unfolded.contains(&chain.first.id);
        let (fold, steps) = match (chain.rest.len(), is_unfolded) {
            (0, _) => (Fold::Single, Vec::new()),
            (_, false) => (Fold::Folded, Vec::new()),
            (_, true) => (Fold::Unfolded, steps(&chain, cause)),
        };
        rows.push(Row {
            chain,
            cause,
            begin: 0,
            fold,
        });
        rows.extend(steps);
    }
    rows
}

/// The steps of a chain: one runs after the other.
fn steps<'a>(chain: &Chain<'a>, cause: Option<&'a Cause>) -> Vec<Row<'a>> {
    let mut begin = 0_u64;
    let last = chain.rest.len();
    let row = |(at, operation): (usize, &'a Operation)| {
        let row = Row {
            chain: Chain::of(operation),
            cause,
            begin,
            fold: Fold::Step {
                is_last: at == last,
            },
        };
        begin = begin.saturating_add(operation.total_duration_ms.unwrap_or(0));
        row
    };
    chain.steps().enumerate().map(row).collect()
}

/// The position of the cursor among the rows.
pub fn position(activity: &Activity, rows: &[Row<'_>]) -> usize {
    let cursor = &activity.cursor;
    let own = cursor.item.as_ref();
    let own = own.and_then(|own| rows.iter().position(|row| row.id() == *own));
    own.unwrap_or(cursor.at.min(rows.len().saturating_sub(1)))
}

/// The operation that keys concern: the one under the cursor, while the operations have the focus.
pub fn selected<'a>(browser: &Browser, store: &'a Store) -> Option<&'a Operation> {
    let item = browser.panes.activity.cursor.item.as_ref();
    let id = &item
        .filter(|_| browser.panes.focus == Pane::Operations)?
        .operation;
    let mut all = visible_operations(browser, store).iter();
    all.find(|operation| operation.id == *id)
}

/// The change that has started the selected operation, if it can be undone.
pub fn undoable<'a>(
    browser: &Browser,
    changes: &'a Changes,
    store: &Store,
) -> Option<&'a UndoEntry> {
    let operation = selected(browser, store)?;
    changes.undo.get(changes.follow.cause(&operation.id)?.undo?)
}
