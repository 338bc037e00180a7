//! The operations of our changes and their progress. [`poll`] follows them.

pub mod poll;

use super::change::Change;
use crate::{
    api::types::{Operation, ProjectId},
    store::target::Target,
};
use jiff::Timestamp;

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

/// All operations being followed.
#[derive(Debug, Clone, Default)]
pub struct Follow {
    pub(super) watched: Vec<Watch>,
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
