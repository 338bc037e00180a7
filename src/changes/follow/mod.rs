//! Operations that we have caused, and how far they are. They are watched in [`poll`].

pub mod poll;

use super::change::Change;
use crate::{
    api::types::{Operation, ProjectId},
    store::target::Target,
};
use jiff::Timestamp;

/// A chain of operations.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The change that caused it.
    pub change: Change,
    /// Its operations, as they were last seen, in the order they run.
    pub chain: Vec<Operation>,
    pub since: Timestamp,
    /// How the chain came to be known.
    pub found: Found,
}

/// How a chain came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The answer to the change has told it.
    Told,
    /// That answer was lost: the operations that run on the thing are taken for it, once they are read.
    Sought,
    /// They were read. That the change has happened was said before.
    Seen,
}

/// All chains that are watched.
#[derive(Debug, Clone, Default)]
pub struct Follow {
    pub(super) watched: Vec<Watch>,
    /// How many looks in a row have brought nothing.
    pub(super) missed: u32,
}

impl Follow {
    /// Whether nothing is watched.
    pub fn is_empty(&self) -> bool {
        self.watched.is_empty()
    }

    /// Whether operations on this thing are watched.
    pub fn is_on(&self, target: &Target) -> bool {
        self.of(target).is_some()
    }

    /// The chain that changes this thing.
    pub fn of(&self, target: &Target) -> Option<&Watch> {
        self.watched
            .iter()
            .find(|watch| watch.change.target == *target)
    }

    /// All chains.
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
    /// How many operations are done, of how many.
    pub fn steps(&self) -> (usize, usize) {
        let done = self
            .chain
            .iter()
            .filter(|operation| operation.status.is_terminal())
            .count();
        (done, self.chain.len())
    }
}
