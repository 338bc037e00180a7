//! Those with whom projects are shared. Neon has no answer about one of them, only the list.

use super::kind::{Kind, Known};
use crate::{
    api::{
        Request,
        types::{PermissionId, ProjectId},
    },
    store::Store,
};
use jiff::Timestamp;

/// Somebody with whom a project is shared, by ids.
#[derive(Debug, Clone, Copy)]
pub struct ShareRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a PermissionId,
}

impl Kind for ShareRef<'_> {
    fn word(&self) -> &'static str {
        "share"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.share(self.project, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(
            store
                .share(self.project, self.id)?
                .granted_to_email
                .to_string(),
        )
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.inside(self.project)?.branches.at
    }

    fn forget(&self, store: &mut Store) {
        let shares = &mut store.inside_mut(self.project).shares;
        shares.retain(|one| one.id != *self.id);
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::revoke_permission(self.project, self.id))
    }
}
