//! The activity of a project: its operations, grouped by what has started them, under a cursor of their own.
//!
//! The start of a compute and the suspension that has ended it are one row, which says how long it was awake. A recent
//! failure that nothing has put right comes first. A change that Neon has refused is a row like a failed
//! operation.
//!
//! The rows are derived from the operations in the store whenever they are needed. The cursor is on an operation, so
//! it stays there when newer ones arrive.

mod awake;
pub mod commands;
pub mod state;
pub mod words;

use state::{Activity, RowId};

use super::{
    browser::Browser,
    filter_query::{MatcherState, text_field},
    layout::Pane,
    refresh::visible::{visible_operations, visible_project},
    row_fields::of_operation,
};
use crate::{
    api::types::Operation,
    changes::{Changes, follow::Cause, log::LoggedChange, undo::UndoEntry},
    kinds::{
        self,
        field_name::FieldName,
        operation::chain::{Chain, chains},
    },
    neon::Neon,
    store::{Store, target::Target},
};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;

/// A row: operations of one cause, or one of their steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    pub chain: Chain<'a>,
    /// What has started them, if that was a change of this session.
    pub cause: Option<&'a Cause>,
    /// The same change in the log, which goes further back.
    pub logged: Option<&'a LoggedChange>,
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

    /// Whether it was started from this machine.
    pub const fn is_yours(&self) -> bool {
        self.logged.is_some() || self.cause.is_some()
    }

    pub fn is_failed(&self) -> bool {
        self.chain.decisive().status.is_failure()
    }

    /// Whether it is over, and did not fail.
    pub fn has_succeeded(&self) -> bool {
        self.chain.decisive().status.is_terminal() && !self.is_failed()
    }

    /// The thing that it concerns, or what is left of it.
    pub fn target(&self, store: &Store) -> Target {
        let changed = self.cause.map(|cause| &cause.change.target);
        let changed = changed.filter(|target| store.has(target)).cloned();
        changed.unwrap_or_else(|| kinds::operation::target(store, self.chain.first))
    }
}

/// A failure this old no longer comes first.
const RECENT: SignedDuration = SignedDuration::from_hours(24);

/// The rows that the filter shows: recent failures, then the newest chain first. There are none while the progress of a
/// bulk change is shown instead.
pub fn rows<'a>(browser: &Browser, changes: &'a Changes, neon: &'a Neon) -> Vec<Row<'a>> {
    if changes.queue.is_some() {
        return Vec::new();
    }
    let activity = &browser.panes.activity;
    let mut heads = heads(browser, changes, neon);
    if let Some(filter) = activity.filter.as_ref().filter(|it| !it.query.is_empty()) {
        let mut scratch = MatcherState::default();
        heads.retain(|head| {
            let texts = words::texts(head, neon);
            let texts: Vec<(&str, &str)> =
                texts.iter().map(|(of, it)| (*of, it.as_str())).collect();
            let field = |field: &FieldName| {
                let own = of_operation(head.chain.first, head.chain.millis(), field);
                own.or_else(|| text_field(&texts, field))
            };
            let query = &filter.query;
            query.matches_row(&texts, &field, neon.now, &mut scratch)
        });
    }
    let mut rows = Vec::with_capacity(heads.len());
    for mut head in heads {
        let is_unfolded = activity.unfolded.contains(&head.chain.first.id);
        let mut steps = Vec::new();
        if !head.chain.rest.is_empty() {
            head.fold = if is_unfolded {
                Fold::Unfolded
            } else {
                Fold::Folded
            };
        }
        if head.fold == Fold::Unfolded {
            steps = self::steps(&head);
        }
        rows.push(head);
        rows.extend(steps);
    }
    rows
}

/// How many rows there would be without the filter, not counting steps.
pub fn count(browser: &Browser, changes: &Changes, neon: &Neon) -> usize {
    heads(browser, changes, neon).len()
}

/// The chains without their steps, in the order in which they are listed.
fn heads<'a>(browser: &Browser, changes: &'a Changes, neon: &'a Neon) -> Vec<Row<'a>> {
    let Changes { follow, log, .. } = changes;
    let operations = visible_operations(browser, &neon.store);
    let cause = |operation: &Operation| log.cause(&operation.id).map(std::ptr::from_ref);
    let head = |chain: Chain<'a>| {
        let id = &chain.first.id;
        Row {
            cause: follow.cause(id),
            logged: log.cause(id).or_else(|| log.of_refusal(id)),
            begin: 0,
            fold: Fold::Single,
            chain,
        }
    };
    let mut heads: Vec<Row<'a>> = chains(operations, cause).into_iter().map(head).collect();
    let project = visible_project(browser, &neon.store);
    let oldest = operations.last().and_then(|one| one.created_at);
    let refused = project.into_iter().flat_map(|project| log.refused(project));
    for refusal in refused.take_while(|one| one.created_at >= oldest) {
        let at = heads.partition_point(|head| head.chain.first.created_at > refusal.created_at);
        heads.insert(at, head(Chain::of(refusal)));
    }
    let mut ended = HashSet::new();
    let (mut first, rest): (Vec<_>, Vec<_>) = heads.into_iter().partition(|head| {
        let newest = head.chain.first;
        let (action, branch) = (&newest.action, newest.branch_id.as_ref());
        let same = (action, branch, newest.endpoint_id.as_ref());
        let refusal = log.of_refusal(&newest.id);
        let comes_first = is_recent_failure(head, neon.now)
            && !ended.contains(&same)
            && !refusal.is_some_and(|refusal| log.is_put_right(refusal));
        // Once the same was tried again and has ended, well or not, that is what counts.
        if head.chain.decisive().status.is_terminal() {
            ended.extend([same, (action, branch, None)]);
        }
        comes_first
    });
    first.extend(awake::join(rest));
    first
}

fn is_recent_failure(row: &Row<'_>, now: Timestamp) -> bool {
    let at = row.chain.first.created_at.map(|at| at.timestamp());
    row.is_failed() && at.is_some_and(|at| now.duration_since(at) <= RECENT)
}

/// The steps of a chain: one runs after the other.
fn steps<'a>(head: &Row<'a>) -> Vec<Row<'a>> {
    let mut begin = 0_u64;
    let last = head.chain.rest.len();
    let row = |(at, operation): (usize, &'a Operation)| {
        let row = Row {
            chain: Chain::of(operation),
            cause: head.cause,
            logged: head.logged,
            begin,
            fold: Fold::Step {
                is_last: at == last,
            },
        };
        begin = begin.saturating_add(operation.total_duration_ms.unwrap_or(0));
        row
    };
    head.chain.steps().enumerate().map(row).collect()
}

/// The position of the cursor among the rows.
pub fn position(activity: &Activity, rows: &[Row<'_>]) -> usize {
    let cursor = &activity.cursor;
    let own = cursor.item.as_ref();
    // It may have become a part of another row.
    let has = |row: &Row<'_>, own: &RowId| {
        let is_head = !matches!(row.fold, Fold::Step { .. });
        is_head && row.chain.steps().any(|step| step.id == own.operation)
    };
    let position = |own: &RowId| {
        let same = rows.iter().position(|row| row.id() == *own);
        same.or_else(|| rows.iter().position(|row| has(row, own)))
    };
    let own = own.and_then(position);
    own.unwrap_or(cursor.at.min(rows.len().saturating_sub(1)))
}

/// The operation that keys concern: the one under the cursor, while the operations have the focus.
pub fn selected<'a>(browser: &'a Browser, store: &'a Store) -> Option<&'a Operation> {
    let activity = &browser.panes.activity;
    let item = activity.cursor.item.as_ref();
    let id = &item
        .filter(|_| browser.panes.focus == Pane::Operations)?
        .operation;
    let all = visible_operations(browser, store);
    // Many ask in one frame.
    let last = all.get(activity.selected_at.get());
    if let Some(known) = last.filter(|operation| operation.id == *id) {
        return Some(known);
    }
    if let Some(at) = all.iter().position(|operation| operation.id == *id) {
        activity.selected_at.set(at);
        return all.get(at);
    }
    let refusal = activity.refusal.as_ref();
    refusal.filter(|refusal| refusal.id == *id)
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
