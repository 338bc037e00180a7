//! Branches that were deleted and can still come back.

use crate::{
    api::{
        Request,
        types::{BranchId, ProjectId},
    },
    kinds::kind::{Kind, Known},
    store::Store,
};
use jiff::Timestamp;

/// A branch that was deleted and can still come back, by its ids.
#[derive(Debug, Clone, Copy)]
pub struct DeletedBranchRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a BranchId,
}

impl Kind for DeletedBranchRef<'_> {
    fn word(&self) -> &'static str {
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

    // It is in lists only.
    fn read_alone(&self) -> Option<Request> {
        None
    }
}
