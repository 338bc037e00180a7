//! Deleted branches that can still be recovered.

use crate::{
    api::{
        Request,
        types::{BranchId, ProjectId},
    },
    kinds::kind::{Kind, Known},
    store::Store,
};
use jiff::Timestamp;

/// Identifies a deleted branch that can still be recovered.
#[derive(Debug, Clone, Copy)]
pub struct DeletedBranchRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a BranchId,
}

impl Kind for DeletedBranchRef<'_> {
    fn noun(&self) -> &'static str {
        "deleted branch"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.deleted_branch(self.project, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(
            store
                .deleted_branch(self.project, self.id)?
                .name
                .to_string(),
        )
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.inside(self.project)?.branches.at
    }

    fn forget(&self, store: &mut Store) {
        store.inside_mut(self.project).deleted.shift_remove(self.id);
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_branch(self.project, self.id).into())
    }

    // Neon has no endpoint for a single one, only lists.
    fn read_alone(&self) -> Option<Request> {
        None
    }
}
