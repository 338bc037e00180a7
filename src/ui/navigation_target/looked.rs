//! The projects searched for a compute or a branch.

use crate::{api::types::ProjectId, neon::Neon};

/// The progress of a search. Handling a response costs the same however many projects there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// The projects still to be searched, the next one last.
    pub(crate) waiting: Vec<ProjectId>,
    /// How many of the projects in the store have been added to them.
    pub(crate) received: usize,
    /// The projects being searched.
    pub(crate) awaited: Vec<ProjectId>,
    /// How many have been searched.
    pub(crate) done: usize,
    /// How many of these have failed.
    pub(crate) failed: usize,
}

impl Looked {
    /// Adds the projects that are new in the store, the most recently active ones to be searched first.
    pub(crate) fn take_new(&mut self, neon: &Neon) {
        let projects = &neon.store.projects;
        let new = projects.values().skip(self.received);
        let mut new: Vec<_> = new
            .filter(|entry| !entry.gone)
            .map(|entry| &entry.row)
            .collect();
        new.sort_by_key(|row| row.compute_last_active_at.max(row.created_at));
        self.waiting.extend(new.iter().map(|row| row.id.clone()));
        self.received = projects.len();
    }
}
