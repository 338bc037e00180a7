//! The operations of our changes and their progress. [`poll`] follows them.

pub mod poll;

use super::change::Change;
use crate::{
    api::types::{Operation, OperationId, ProjectId},
    store::target::Target,
};
use indexmap::IndexMap;
use jiff::Timestamp;
use std::sync::Arc;

/// For how many operations their cause is remembered.
const MOST: usize = 500;

/// The operations of one change.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The change that caused it.
    pub change: Change,
    /// Its operations as last seen, in the order they run.
    pub chain: Vec<Operation>,
    pub since: Timestamp,
    /// How its operations became known.
    pub found: Found,
}

/// How the operations of a change became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// From the answer to the change.
    InAnswer,
    /// The answer was lost: the operations running on the thing are taken for those, once read.
    NotYet,
    /// They were read after a lost answer; the success was reported before.
    Later,
}

/// A change of this session that has started operations.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    pub change: Change,
    /// Identifies it among the changes that can be undone.
    pub undo: Option<u64>,
}

/// All operations being followed.
#[derive(Debug, Clone, Default)]
pub struct Follow {
    pub(super) watched: Vec<Watch>,
    /// The causes of the operations of this session, the newest last.
    causes: IndexMap<OperationId, Arc<Cause>>,
    /// How many polls in a row have failed.
    pub(super) missed: u32,
}

impl Follow {
    /// Whether nothing is being followed.
    pub fn is_empty(&self) -> bool {
        self.watched.is_empty()
    }

    /// Whether operations on this thing are being followed.
    pub fn is_on(&self, target: &Target) -> bool {
        self.of(target).is_some()
    }

    /// The operations that change this thing.
    pub fn of(&self, target: &Target) -> Option<&Watch> {
        self.watched
            .iter()
            .find(|watch| watch.change.target == *target)
    }

    /// All followed changes.
    pub fn iter(&self) -> impl Iterator<Item = &Watch> {
        self.watched.iter()
    }

    /// The change of this session that has started an operation.
    pub fn cause(&self, operation: &OperationId) -> Option<&Cause> {
        self.causes.get(operation).map(Arc::as_ref)
    }

    /// Remembers what has started these operations.
    fn remember(&mut self, cause: Cause, chain: &[Operation]) {
        let cause = Arc::new(cause);
        let ids = chain.iter().map(|operation| operation.id.clone());
        self.causes.extend(ids.map(|id| (id, Arc::clone(&cause))));
        let too_many = self.causes.len().saturating_sub(MOST);
        self.causes.drain(..too_many);
    }

    pub(super) fn in_project(&self, project: &ProjectId) -> bool {
        self.watched
            .iter()
            .any(|watch| watch.change.target.project() == Some(project))
    }
}

impl Watch {
    /// How many operations are done, and how many there are.
    pub fn steps(&self) -> (usize, usize) {
        let done = self
            .chain
            .iter()
            .filter(|operation| operation.status.is_terminal())
            .count();
        (done, self.chain.len())
    }
}
